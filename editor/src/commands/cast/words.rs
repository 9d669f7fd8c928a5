//! The film's list of words that voices would say wrongly.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use maquette_document::film as film_of;
use maquette_voice::saying;

use super::{Change, change, opened};
use crate::cli::Cast;
use crate::console::{Outcome, say};

/// The most that a list may hold, in bytes.
const MOST: u64 = 1_000_000;

pub(super) fn say_so(words: &Cast) -> Result<Outcome> {
    let mut film = opened(words)?;
    let mut list = film_of(&film.world).says.clone();
    for word in &words.unsay {
        let before = list.len();
        list.retain(|(known, _)| !same(known, word));
        if list.len() == before {
            bail!("{word:?} is not on the list of this film; `maquette cast FILM` shows it");
        }
    }
    let mut said: Vec<(String, String)> = match &words.say_list {
        Some(path) => {
            let facts = std::fs::metadata(path)
                .with_context(|| format!("there is no such list; check the path: {path:?}"))?;
            if !facts.is_file() || MOST < facts.len() {
                bail!("the list is no file of at most {MOST} bytes: {path:?}");
            }
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("failed to read the list: {path:?}"))?;
            saying::parse_list(&text)
                .with_context(|| format!("this list cannot be read: {path:?}"))?
        }
        None => Vec::new(),
    };
    for text in &words.say {
        said.push(saying::parse(text)?);
    }
    for (word, said) in said {
        match list.iter_mut().find(|(known, _)| same(known, &word)) {
            Some(known) => *known = (word, said),
            None => list.push((word, said)),
        }
    }
    if saying::MOST < list.len() {
        return Err(saying::SayingError::TooMany { count: list.len() }.into());
    }
    if list == film_of(&film.world).says {
        say("voices say them so already: nothing changes");
        return Ok(Outcome::Done);
    }
    let label = "Say words otherwise".to_owned();
    let (recast, directed) = (BTreeMap::new(), BTreeMap::new());
    change(words, &mut film, Change { label, says: Some(list), recast, directed })
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
