//! One file a verb.

mod camera;
mod camera_export;
mod camera_script;
mod camera_words;
mod cast;
mod doctor;
mod doctor_film;
pub(crate) mod figure;
mod history;
mod info;
mod lint;
mod make;
mod model;
mod new;
mod readable;
mod render;
mod replay;
mod script;
mod script_time;
pub(crate) mod set;
mod shots;
pub(crate) mod sound;
mod versions;

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
        Verb::Script(verb) => script::run(&verb),
        Verb::Set { verb } => set::run(&verb),
        Verb::Figure { verb } => figure::run(&verb),
        Verb::Sound { verb } => sound::run(&verb),
        Verb::Shots(words) => shots::run(&words),
        Verb::Cast(words) => cast::run(&words),
        Verb::Lint(words) => lint::run(&words),
        Verb::Camera { verb } => camera::run(&verb),
        Verb::History(words) => history::run(&words),
        Verb::Diff(words) => versions::diff(&words),
        Verb::Restore(words) => versions::restore(&words),
        Verb::Export(words) => readable::export(&words),
        Verb::Apply(words) => readable::apply(&words),
        Verb::Undo(words) => history::undo(&words),
        Verb::Redo(words) => history::redo(&words),
        Verb::Replay(words) => replay::run(&words),
        Verb::Doctor(words) => doctor::run(&words),
    }
}
