//! Any text is a screenplay: it is cut into paragraphs and printed again to the byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maquette_script::{Fate, Heading, Line, compose, eighths, follow, parse, print, read};

fuzz_target!(|bytes: &[u8]| {
    let file = read(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        assert!(file.is_err(), "what is not text was read");
        return;
    };
    let script = parse(text);
    assert_eq!(print(&script, text), text);
    for paragraph in &script.paragraphs {
        Heading::parse(&paragraph.text);
    }
    eighths(&script.paragraphs);
    parse(&compose(&script));
    let lines: Vec<Line> = script.paragraphs.iter().map(Line::from).collect();
    let known: Vec<(usize, Line)> = lines.iter().copied().enumerate().collect();
    assert!(follow(&known, &lines).new.iter().all(|one| one.fate == Fate::Same));
    if let Ok(read) = file {
        assert_eq!(read, text);
        // A break of lines is a break of lines, however it is written.
        let kinds = |text: &str| parse(text).paragraphs.into_iter().map(|p| p.kind).collect::<Vec<_>>();
        if !text.contains('\r') {
            assert_eq!(kinds(text), kinds(&text.replace('\n', "\r\n")));
        }
    }
});
