//! The words as a page.

use std::fmt::Write;

use super::functions::{FACTS, FUNCTIONS};
use super::names::NAMES;
use super::words::{Part, WORDS};
use crate::SENSORS;

const PARTS: [(Part, &str); 9] = [
    (Part::Framing, "What is in the picture"),
    (Part::Place, "Where it stands, to the centimetre"),
    (Part::Lens, "Lens and focus"),
    (Part::Head, "A head that keeps something in the picture"),
    (Part::Turn, "Moves that only turn"),
    (Part::Travel, "Moves that only travel"),
    (Part::Glass, "Moves of the lens"),
    (Part::Compound, "Moves that do more than one thing"),
    (Part::Time, "When"),
];

/// All words, names and functions as tables in Markdown.
pub fn reference() -> String {
    let mut page = String::new();
    for (part, title) in PARTS {
        head(&mut page, title, "word");
        for word in WORDS.iter().filter(|word| word.part == part) {
            row(&mut page, &word.usage.join("`, `"), word.says);
        }
    }
    head(&mut page, "Names", "name");
    for name in NAMES {
        row(&mut page, name.name, &format!("{}: {}", name.stands_for.sort(), name.says));
    }
    head(&mut page, "What a script knows of its shot", "name");
    for (name, says) in FACTS {
        row(&mut page, name, says);
    }
    head(&mut page, "Functions", "function");
    for function in FUNCTIONS {
        row(&mut page, function.usage, function.says);
    }
    head(&mut page, "Sensors", "name");
    for format in SENSORS {
        let size = format!("{} × {} mm", format.sensor.width, format.sensor.height);
        row(&mut page, format.name, &size);
    }
    page
}

fn head(page: &mut String, title: &str, what: &str) {
    if !page.is_empty() {
        page.push('\n');
    }
    // Writing into a string cannot fail.
    write!(page, "### {title}\n\n| {what} | means |\n|---|---|\n").ok();
}

fn row(page: &mut String, written: &str, says: &str) {
    writeln!(page, "| `{written}` | {says} |").ok();
}
