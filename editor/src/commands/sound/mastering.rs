//! `sound mastering`: how the sound of a film is finished, shown or set.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use maquette_document::{Edit, Id, Transaction, film as film_of};

use super::chain::{Chain, told};
use crate::console::{Outcome, say};
use crate::film::OpenFilm;

#[derive(Args, Debug)]
pub(crate) struct SetMastering {
    film: PathBuf,
    #[command(flatten)]
    chain: Chain,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(words: &SetMastering) -> Result<Outcome> {
    let only_look = words.chain.is_empty();
    let mut open = match only_look {
        true => OpenFilm::open_to_read(&words.film)?,
        false => OpenFilm::open(&words.film)?,
    };
    let had = film_of(&open.world).mastering.clone();
    let chain = words.chain.over(had.clone());
    if chain != had {
        let edit = Edit::set(Id::FILM, "mastering", &chain);
        open.commit(Transaction::new("Master the sound", vec![edit]))?;
    }
    if words.json {
        say(&serde_json::to_string_pretty(&chain)?);
        return Ok(Outcome::Done);
    }
    told(&chain).iter().for_each(|line| say(line));
    if !only_look && chain == had {
        say("it was so already: nothing changes");
    }
    Ok(Outcome::Done)
}
