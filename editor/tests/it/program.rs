//! The program, run in a folder of its own with settings of its own, and a film for it to work on.

use std::path::Path;
use std::process::{Command, Output};

use maquette_document::{Device, Document, Film, Transaction};
use maquette_staging::{Settings, breakdown, stage};

/// A short scene of two.
pub(crate) const TALK: &str = "INT. KITCHEN - DAY\n\nMara sits at the table. Tom stands by the window.\n\n\
                               MARA\nIs it raining?\n\nTOM\nNo.\n";

/// `maquette` with these words.
pub(crate) fn program(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_maquette"));
    command.args(words).current_dir(folder).env("MAQUETTE_CONFIG", folder.join("settings"));
    command
}

pub(crate) fn run(folder: &Path, words: &[&str]) -> Output {
    program(folder, words).output().expect("the program starts")
}

/// Runs it, and gives what it said on standard output and on standard error; it ends with `code`.
#[track_caller]
pub(crate) fn says(folder: &Path, words: &[&str], code: i32) -> (String, String) {
    let output = run(folder, words);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{words:?}: {out} {error}");
    (out, error)
}

/// Stages `text` as the film in `film` of a folder.
pub(crate) fn filmed(folder: &Path, text: &str) {
    let settings = folder.join("settings");
    std::fs::create_dir_all(&settings).expect("a film is made");
    let device = Device::in_folder(&settings).expect("a film is made");
    let film = Film::default();
    let mut document =
        Document::create_as(&folder.join("film"), &film, &device).expect("a film is made");
    let script = maquette_script::parse(text);
    let found = breakdown(&script, film.seed);
    let wanted = Settings { seed: film.seed, rate: film.rate, aspect: film.aspect };
    let staged = stage(&script, text, &found, &|_| None, &wanted);
    document.commit(Transaction::new("Stage", staged.edits)).expect("a film is made");
}
