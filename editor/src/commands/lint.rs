//! `lint`: what a film breaks of the rules of the craft.

use anyhow::Result;
use maquette_document::{Id, Shot, get};
use maquette_staging::{ShotFault, review};
use serde_json::{Value, json};

use crate::cli::Lint;
use crate::console::{Outcome, say};
use crate::film::OpenFilm;

pub(crate) fn run(words: &Lint) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let faults = review(&film.world);
    if words.json {
        let told: Vec<Value> = faults.iter().map(in_json).collect();
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        for fault in &faults {
            say(&row(&film, fault));
        }
        say(&match faults.len() {
            0 => "no rule is broken".to_owned(),
            1 => "1 rule is broken".to_owned(),
            count => format!("{count} rules are broken"),
        });
    }
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn in_json(fault: &ShotFault) -> Value {
    let shot = (!fault.shot.is_none()).then(|| format!("{:04}", fault.number));
    let id = (fault.shot != Id::NONE).then(|| fault.shot.to_string());
    json!({ "shot": shot, "id": id, "rule": fault.rule, "why": fault.why })
}

fn row(film: &OpenFilm, fault: &ShotFault) -> String {
    let Some(shot) = get::<Shot>(&film.world, fault.shot) else {
        return format!("film  {:<10} {}", fault.rule.name(), fault.why);
    };
    format!("{:04}  {:<10} {} ({})", fault.number, fault.rule.name(), fault.why, shot.why)
}
