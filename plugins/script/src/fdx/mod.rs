//! Final Draft's `.fdx`, in and out.
//!
//! Owns the format: what of its XML is a script ([`read`]), and the XML of a script ([`write`]). A script that was
//! read becomes Fountain, which is what a film keeps; what Fountain has no way to write is told in [`Warning`]s.
//!
//! `FinalDraft/Content/Paragraph[@Type]` holds runs of `Text`; `DualDialogue` wraps the paragraphs of two who speak
//! at once; `SceneProperties/Summary` is a scene's synopsis and `ScriptNote` a note; `TitlePage/Content` has
//! paragraphs without types. `ElementSettings`, behind all of that, say which types are shown in capitals.

mod decode;
mod elements;
mod read;
mod title;
mod write;
mod xml;

use crate::emphasis::Style;

pub(crate) use decode::decoded;
pub use read::read;
pub use write::write;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 32 << 20;

/// Elements within elements. Final Draft's own go nine deep.
pub const MAX_DEPTH: usize = 64;

/// The most warnings that are told.
const MAX_WARNINGS: usize = 200;

/// What of a document could not be kept as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where, in lines of the document, from 1.
    pub line: usize,
    /// What is different now, as a sentence.
    pub what: String,
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Why a document is not a Final Draft script. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FdxError {
    #[error("the Final Draft document is too large: {bytes} bytes, {MAX_BYTES} at most; split it")]
    TooLarge { bytes: usize },
    #[error(
        "the Final Draft document is not text: line {line} has bytes that are no characters; save it again"
    )]
    NotText { line: usize },
    #[error(
        "the Final Draft document is damaged: line {line}, column {column}: {what}; save it again"
    )]
    Damaged { line: usize, column: usize, what: String },
    #[error(
        "the Final Draft document is nested too deeply in line {line}, column {column}: {MAX_DEPTH} at most"
    )]
    TooDeep { line: usize, column: usize },
    #[error("the Final Draft document holds no script: {what}; export the script as .fdx again")]
    NoScript { what: String },
}

/// Words in one style, as a document has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Run {
    style: Style,
    /// Shown in capitals, whatever is written.
    capitals: bool,
    text: String,
}

/// A paragraph, as a document has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Raw {
    line: usize,
    /// `Scene Heading`, `Action`, …; empty if it does not say.
    kind: String,
    alignment: String,
    new_page: bool,
    number: Option<String>,
    runs: Vec<Run>,
    /// Paragraphs of a scene's summary.
    summary: Vec<String>,
    notes: Vec<RawNote>,
    /// The paragraphs of who speaks at once; then it has nothing else.
    dual: Vec<Self>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct RawNote {
    name: String,
    text: String,
}

/// Names of the notes that keep what Final Draft has no paragraph for.
const BONEYARD: &str = "Boneyard";
const SECTION: &str = "Section";
const SYNOPSIS: &str = "Synopsis";
