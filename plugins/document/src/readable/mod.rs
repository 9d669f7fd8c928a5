//! The film as text that people read, compare line by line, and edit: one RON file a shot, and one each for the
//! script, the cast and the rest. What is as in any new record is left out.
//!
//! Export reads the film and never writes it; what was edited comes back as an ordinary transaction.

mod read;
mod sparse;
mod write;

#[cfg(fuzzing)]
pub(crate) use read::parse_page;
pub use read::{ReadableError, read_film};
pub use write::write_film;

use crate::Kind;

/// The files beside the shots, what they are called, and what is in them.
const PAGES: [(&str, &[Kind]); 7] = [
    ("film.ron", &[Kind::Film]),
    ("script.ron", &[Kind::Sequence, Kind::Scene, Kind::Paragraph]),
    ("cast.ron", &[Kind::Figure]),
    ("sets.ron", &[Kind::Set]),
    ("tracks.ron", &[Kind::Track]),
    ("made.ron", &[Kind::Take, Kind::Manifest]),
    ("media.ron", &[Kind::Media]),
];
/// What belongs to no shot, of kinds that can.
const LOOSE: &str = "loose.ron";
/// The names of the files of shots, in the order of the film.
const ORDER: &str = "shots.ron";
/// Where they are.
const SHOTS: &str = "shots";
/// What belongs to a shot, in the order in which a file has it.
const OF_SHOT: [Kind; 5] = [Kind::Rig, Kind::Performance, Kind::Card, Kind::Text, Kind::Clip];

/// The name of the list of a kind's records in a file.
fn section(kind: Kind) -> &'static str {
    match kind {
        Kind::Film => "film",
        Kind::Sequence => "sequences",
        Kind::Scene => "scenes",
        Kind::Paragraph => "paragraphs",
        Kind::Shot => "shots",
        Kind::Figure => "figures",
        Kind::Set => "sets",
        Kind::Performance => "performances",
        Kind::Card => "cards",
        Kind::Text => "texts",
        Kind::Rig => "rigs",
        Kind::Track => "tracks",
        Kind::Clip => "clips",
        Kind::Take => "takes",
        Kind::Manifest => "manifests",
        Kind::Media => "media",
    }
}
