//! One key in the middle of a long script, and following an edited draft.

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use maquette_script::editing::Manuscript;
use maquette_script::{Line, follow, parse};

/// A script of about `pages` pages.
fn script(pages: usize) -> String {
    let mut text = String::from("Title: Long\n\n");
    for scene in 0..pages * 2 {
        text.push_str(&format!("INT. ROOM {} - DAY\n\n", scene % 40));
        for at in 0..3 {
            text.push_str(&format!(
                "Somebody comes in at {scene} past {at}, looks around, and *waits* by the door.\n\n"
            ));
            text.push_str(&format!(
                "MARA\nIs it {at} already, or only {scene}?\n\nJONAH (O.S.)\n(low)\nYes.\n\n"
            ));
        }
    }
    text
}

/// Keys typed one after the other at places all over a script, and how long the middle and the slowest of a
/// hundred took.
#[allow(clippy::print_stderr)]
fn tell_slowest(pages: usize, manuscript: &mut Manuscript<u64>, mut next: impl FnMut() -> u64) {
    let mut took = Vec::new();
    for key in 0_usize..5000 {
        let at = key.wrapping_mul(2_654_435_761) % manuscript.text().len_bytes();
        let start = Instant::now();
        // Not every byte is the border of a character.
        let typed = manuscript.edit(at..at, ["x", " ", "\n", "."][key % 4], &mut next);
        if typed.is_ok() {
            took.push(start.elapsed());
        }
    }
    took.sort_unstable();
    let of = |part: usize| took[(took.len() - 1) * part / 100];
    eprintln!(
        "a key anywhere in {pages} pages: p50 {:?}, p99 {:?}, all {:?}",
        of(50),
        of(99),
        of(100)
    );
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("script");
    for pages in [200, 2000] {
        let text = script(pages);
        let mut key = 0_u64;
        let mut next = || {
            key += 1;
            key
        };
        let mut manuscript = Manuscript::new(&text, &mut next);
        let middle = text[text.len() / 2..].find("already").map_or(0, |at| at + text.len() / 2);
        group.bench_function(format!("a key typed and taken back in {pages} pages"), |bench| {
            bench.iter(|| {
                let typed = manuscript.edit(middle..middle, "x", &mut next);
                let back = manuscript.edit(middle..middle + 1, "", &mut next);
                black_box((typed, back))
            });
        });
        tell_slowest(pages, &mut manuscript.clone(), &mut next);
        group.bench_function(format!("lengths of all scenes of {pages} pages"), |bench| {
            bench.iter(|| black_box(manuscript.scenes()));
        });
        group.bench_function(format!("reading {pages} pages"), |bench| {
            bench.iter(|| black_box(parse(&text)))
        });
        let old = parse(&text);
        let new =
            parse(&text.replace("7 already", "7 o'clock already").replace("ROOM 3 ", "CELLAR "));
        let known: Vec<(usize, Line<'_>)> =
            old.paragraphs.iter().map(Line::from).enumerate().collect();
        let lines: Vec<Line<'_>> = new.paragraphs.iter().map(Line::from).collect();
        group.bench_function(format!("following {} paragraphs", lines.len()), |bench| {
            bench.iter(|| black_box(follow(&known, &lines)));
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
