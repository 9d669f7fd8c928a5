//! The seam between what is said and who says it.

use std::sync::atomic::AtomicBool;

use maquette_document::Voice;
use maquette_time::Flicks;

/// Something that can speak a line: a program, or a voice of our own.
pub trait Engine: Send + Sync {
    /// As takes remember it: `espeak-ng`.
    fn name(&self) -> &str;

    /// Changes whenever the same line comes out otherwise.
    fn version(&self) -> String;

    /// Who may do what with its speech, in a sentence.
    fn terms(&self) -> &str;

    /// Whether its bytes are the same on every machine, and not only on this one.
    fn is_portable(&self) -> bool {
        false
    }

    /// `words` as `voice` says them: a line that was made ready to be read aloud, at most 20,000 characters.
    /// The same words and voice give the same sound. Answers `cancel` within 100 ms.
    ///
    /// # Errors
    /// When it does not know the voice, breaks down, hangs or was cancelled. Words that it merely cannot
    /// pronounce are no error: it says what it can, and tells of it in [`Heard::notice`].
    fn say(&self, voice: &Voice, words: &str, cancel: &AtomicBool) -> Result<Heard, VoiceError>;
}

/// What an engine said: mono, at its own rate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// 8,000, 11,025, 16,000, 22,050, 24,000, 44,100 or 48,000.
    pub rate: u32,
    /// Empty where it could not say the line at all.
    pub samples: Vec<f32>,
    /// Sounds in their order, from the first sample to the last; empty where the engine does not tell them.
    pub phones: Vec<Phone>,
    /// What it could not say as it is written, for people.
    pub notice: Option<String>,
}

/// One sound of speech, and when it is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phone {
    /// In ARPAbet without stress, such as `AE`; `SIL` where nothing is said.
    pub name: &'static str,
    /// From the first sample of the line.
    pub start: Flicks,
    pub length: Flicks,
}

/// Why a line was not spoken.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    #[error("espeak-ng is not installed; lines are silent until it is")]
    Missing { source: std::io::Error },
    #[error("espeak-ng does not work here: {why}")]
    Broken { why: String },
    #[error(
        "there is no voice called {name:?}; choose one that the engine lists, as espeak-ng does with --voices"
    )]
    NoVoice { name: String },
    #[error(
        "the line is too long to be spoken, {characters} characters; the most is {most}; split it"
    )]
    TooLong { characters: usize, most: usize },
    #[error("espeak-ng took more than {seconds} s for a line and was stopped")]
    TooSlow { seconds: u64 },
    #[error("{engine} would not speak: {why}")]
    Refused { engine: String, why: String },
    #[error("cancelled")]
    Cancelled,
}
