//! Every word, the walls of the sandbox, and what faults say.

mod sandbox;
mod words;

use maquette_document::Id;
use maquette_time::Flicks;

use super::*;

fn id(name: &str) -> Id {
    Id::hashed(&["figure", name])
}

/// Five seconds of MARA and TOM.
fn facts() -> Facts {
    Facts {
        length: Flicks::SECOND * 5,
        figures: vec![(id("MARA"), "MARA".into()), (id("TOM"), "TOM".into())],
        ..Facts::default()
    }
}

#[track_caller]
fn recipe(source: &str) -> Recipe {
    run(source, &facts()).unwrap_or_else(|fault| panic!("{source}: {fault}"))
}

/// A script has its fault at `line` and `column`, and the message says all of `parts`.
#[track_caller]
fn fails(source: &str, (line, column): (usize, usize), parts: &[&str]) {
    let fault = run(source, &facts()).expect_err("it has a fault");
    let start: String = source.chars().take(60).collect();
    assert_eq!((fault.line, fault.column), (line, column), "{start}: {fault}");
    for part in parts {
        assert!(fault.message.contains(part), "{start}: {fault}");
    }
}
