//! One file a verb.

mod doctor;
mod history;
mod info;
mod make;
mod new;
mod render;
mod replay;

use anyhow::Result;

use crate::cli::Verb;
use crate::console::Outcome;

pub(crate) fn run(verb: Verb) -> Result<Outcome> {
    match verb {
        Verb::Make(words) => make::run(&words),
        Verb::New(words) => new::run(&words),
        Verb::Import(words) => new::import(&words),
        Verb::Open(words) => crate::studio::open(&words),
        Verb::Render(words) => render::run(&words),
        Verb::Info(words) => info::run(&words),
        Verb::History(words) => history::list(&words),
        Verb::Undo(words) => history::undo(&words),
        Verb::Redo(words) => history::redo(&words),
        Verb::Replay(words) => replay::run(&words),
        Verb::Doctor(words) => doctor::run(&words),
    }
}
