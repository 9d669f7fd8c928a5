//! What was not understood, and why.

use std::fmt;

use maquette_document::Id;

/// A sentence, or a heading, that says nothing to the director, or not all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood {
    pub paragraph: Id,
    pub text: String,
    pub why: Why,
}

/// Why something is not staged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing in it is a verb that is known.
    NoVerb,
    /// This verb is not known.
    UnknownVerb(String),
    /// What is done is known, but not who this is.
    Stranger(String),
    /// Nobody that is known does it.
    Nobody,
    /// The paragraph has more than is staged of one.
    TooMuch,
    /// The words of this language are not known.
    Language(&'static str),
    /// The heading names no place.
    NoPlace,
    /// It cuts between places: both are kept, but each line is staged where its own heading has it.
    Intercut,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVerb => write!(f, "no verb that is known"),
            Self::UnknownVerb(word) => write!(f, "no verb that is known: “{word}”"),
            Self::Stranger(word) => write!(f, "nobody known does it: “{word}”"),
            Self::Nobody => write!(f, "nobody known does it"),
            Self::TooMuch => write!(f, "the paragraph says more than is staged of one"),
            Self::Language(name) => write!(f, "written in {name}"),
            Self::NoPlace => write!(f, "the heading names no place"),
            Self::Intercut => {
                write!(f, "cuts between places: each line stays where its heading has it")
            }
        }
    }
}
