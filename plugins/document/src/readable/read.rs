//! A film out of a folder of text, with the file and the line of what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{LOOSE, OF_SHOT, ORDER, PAGES, SHOTS};
use crate::compare::shot_of;
use crate::{
    Card, Clip, Figure, Film, Id, Manifest, Media, Paragraph, Performance, Record, Rig, Scene,
    Sequence, Set, Shot, State, Take, Text, Track, fields_of,
};

/// Why a folder of text is not a film.
#[derive(Debug, thiserror::Error)]
pub enum ReadableError {
    #[error("failed to read; make it whole with `maquette export FILM --ron DIR`: {path:?}")]
    Read { path: PathBuf, source: io::Error },
    #[error("the file is longer than any that was exported: {path:?}")]
    TooLong { path: PathBuf },
    #[error("{why}: line {line}, column {column} of {path:?}")]
    Text { path: PathBuf, line: usize, column: usize, why: String },
    #[error("there is no field {field:?}: line {line} of {path:?}")]
    NoField { path: PathBuf, line: usize, field: String },
    #[error("{id} is there twice; the second time in {path:?}")]
    Twice { path: PathBuf, id: Id },
    #[error(
        "{name:?} is no name of a file in the folder {SHOTS:?}; write one from there: {path:?}"
    )]
    Name { path: PathBuf, name: String },
    #[error(
        "the file is not in the list of shots; add its name to {ORDER:?} where the shot belongs, or remove the file: {path:?}"
    )]
    NotListed { path: PathBuf },
}

/// Bytes of a file at the most.
const LARGEST: u64 = 256 << 20;

/// All lists that a file may have.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Page {
    film: Vec<(Id, Film)>,
    sequences: Vec<(Id, Sequence)>,
    scenes: Vec<(Id, Scene)>,
    paragraphs: Vec<(Id, Paragraph)>,
    shots: Vec<(Id, Shot)>,
    figures: Vec<(Id, Figure)>,
    sets: Vec<(Id, Set)>,
    performances: Vec<(Id, Performance)>,
    cards: Vec<(Id, Card)>,
    texts: Vec<(Id, Text)>,
    rigs: Vec<(Id, Rig)>,
    tracks: Vec<(Id, Track)>,
    clips: Vec<(Id, Clip)>,
    takes: Vec<(Id, Take)>,
    manifests: Vec<(Id, Manifest)>,
    media: Vec<(Id, Media)>,
}

/// Reads the film that a folder holds. Among records of different shots the order is that of `now` where it can
/// be, since the files do not tell it.
///
/// # Errors
/// At the first thing that is wrong, with its place.
pub fn read_film(folder: &Path, now: &State) -> Result<State, ReadableError> {
    let mut reader = Reader::default();
    for (name, _) in PAGES {
        reader.take(&folder.join(name))?;
    }
    let order = folder.join(ORDER);
    let names: Vec<String> = parsed(&order, &text_of(&order)?)?;
    for name in &names {
        let plain = Path::new(name).file_name().is_some_and(|file| file == name.as_str());
        if !plain {
            return Err(ReadableError::Name { path: order, name: name.clone() });
        }
        reader.take(&folder.join(SHOTS).join(name))?;
    }
    let shots = folder.join(SHOTS);
    let there = crate::folder::files_in(&shots, "ron")
        .map_err(|source| ReadableError::Read { path: shots, source })?;
    for path in there {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !names.iter().any(|listed| *listed == name) {
            return Err(ReadableError::NotListed { path });
        }
    }
    reader.take(&folder.join(LOOSE))?;
    Ok(reader.film.in_the_order_of(now))
}

#[derive(Default)]
struct Reader {
    film: State,
}

impl Reader {
    fn take(&mut self, path: &Path) -> Result<(), ReadableError> {
        let page: Page = parsed(path, &text_of(path)?)?;
        self.push(path, page.film)?;
        self.push(path, page.sequences)?;
        self.push(path, page.scenes)?;
        self.push(path, page.paragraphs)?;
        self.push(path, page.shots)?;
        self.push(path, page.figures)?;
        self.push(path, page.sets)?;
        self.push(path, page.performances)?;
        self.push(path, page.cards)?;
        self.push(path, page.texts)?;
        self.push(path, page.rigs)?;
        self.push(path, page.tracks)?;
        self.push(path, page.clips)?;
        self.push(path, page.takes)?;
        self.push(path, page.manifests)?;
        self.push(path, page.media)
    }

    fn push<T: Record>(&mut self, path: &Path, rows: Vec<(Id, T)>) -> Result<(), ReadableError> {
        for (id, record) in rows {
            if self.film.has(id) {
                return Err(ReadableError::Twice { path: path.to_owned(), id });
            }
            self.film.push(id, T::KIND, fields_of(&record));
        }
        Ok(())
    }
}

fn text_of(path: &Path) -> Result<String, ReadableError> {
    let read = |source| ReadableError::Read { path: path.to_owned(), source };
    if LARGEST < fs::metadata(path).map_err(read)?.len() {
        return Err(ReadableError::TooLong { path: path.to_owned() });
    }
    fs::read_to_string(path).map_err(read)
}

/// Reads RON, and refuses what it has no use for: a field that was mistyped must not be lost in silence.
fn parsed<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, ReadableError> {
    let wrong = |why: String, line, column| ReadableError::Text {
        path: path.to_owned(),
        line,
        column,
        why,
    };
    let mut reader = ron::Deserializer::from_str(text).map_err(|error| {
        wrong(error.code.to_string(), error.span.start.line, error.span.start.col)
    })?;
    let mut unknown: Option<String> = None;
    let read = serde_ignored::deserialize(&mut reader, |field| {
        unknown.get_or_insert_with(|| field.to_string());
    });
    let read = read.and_then(|read| reader.end().map(|()| read)).map_err(|error| {
        let place = reader.span_error(error);
        wrong(place.code.to_string(), place.span.start.line, place.span.start.col)
    })?;
    match unknown {
        None => Ok(read),
        Some(field) => {
            let field = field.rsplit('.').next().unwrap_or_default().to_owned();
            let line = text.lines().position(|line| line.contains(&format!("{field}:")));
            let line = line.map_or(0, |line| line + 1);
            Err(ReadableError::NoField { path: path.to_owned(), line, field })
        }
    }
}

/// One file of a film, for fuzzing.
#[cfg(fuzzing)]
pub(crate) fn parse_page(text: &str) {
    let mut reader = Reader::default();
    if let Ok(page) = parsed::<Page>(Path::new("fuzz.ron"), text) {
        let _pushed = reader.push(Path::new("fuzz.ron"), page.shots);
        let _pushed = reader.push(Path::new("fuzz.ron"), page.rigs);
    }
    drop(parsed::<Vec<String>>(Path::new("fuzz.ron"), text));
}

impl State {
    /// This film, with what belongs to shots in the order of `now` as far as that does not change the order
    /// within any shot.
    fn in_the_order_of(self, now: &Self) -> Self {
        let mut sorted = self;
        for kind in OF_SHOT {
            let mine: Vec<(Id, Id)> =
                sorted.of_kind(kind).map(|(id, fields)| (id, shot_of(fields))).collect();
            let there: BTreeSet<Id> = mine.iter().map(|(id, _)| *id).collect();
            // The places that each shot's records have in the film as it is, filled in this film's order.
            let shot: BTreeMap<Id, Id> = mine.iter().copied().collect();
            let mut rows: BTreeMap<Id, std::collections::VecDeque<Id>> = BTreeMap::new();
            for (id, of) in &mine {
                rows.entry(*of).or_default().push_back(*id);
            }
            let mut order = Vec::with_capacity(mine.len());
            for (id, _) in now.of_kind(kind).filter(|(id, _)| there.contains(id)) {
                order.extend(rows.get_mut(&shot[&id]).and_then(|row| row.pop_front()));
            }
            // What is new stands behind the others.
            let shots = mine.iter().map(|(_, of)| of);
            let mut seen = BTreeSet::new();
            for of in shots.filter(|of| seen.insert(**of)) {
                order.extend(rows.remove(of).into_iter().flatten());
            }
            sorted.set_order(kind, order);
        }
        sorted
    }
}
