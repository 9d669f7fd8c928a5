//! Screenplays: Fountain in and out, to the byte; Final Draft in and out.
//!
//! Owns the syntax: [`read`] says whether a file is a script at all, [`parse`] cuts it into paragraphs,
//! [`print`] joins them again, byte for byte, whatever the text was. [`Heading`] reads a scene heading into
//! setting, place and time in the languages that people write in; [`eighths`] estimates pages. [`script_from`] reads
//! any file that is a script, Final Draft's too ([`fdx`]); [`compose`] writes paragraphs anew as Fountain. [`follow`]
//! says which paragraph of a new draft is which of the old one, and [`editing`] keeps them while they are written.
//!
//! It does not know what a paragraph is for: no shots, no durations, no ids. Those are staging's.
//!
//! ```
//! use maquette_script::{Heading, parse, print};
//! use maquette_document::{ParagraphKind, TimeOfDay};
//!
//! let text = "INT. LAMP ROOM - NIGHT\r\n\r\nMARA (V.O.)\r\nIt is *still* burning.\r\n";
//! let script = parse(text);
//! assert_eq!(print(&script, text), text);
//!
//! let [heading, cue, line] = script.paragraphs.as_slice() else { panic!() };
//! assert_eq!(Heading::parse(&heading.text).time, Some(TimeOfDay::Night));
//! assert_eq!((cue.character.as_str(), cue.extension.as_str()), ("MARA", "V.O."));
//! assert_eq!((line.kind, line.text.as_str()), (ParagraphKind::Dialogue, "It is still burning."));
//! ```

mod script;

mod emphasis;
mod lines;
mod marks;
mod parse;
mod title;

mod heading;
mod places;
mod slugs;
mod times;

mod compose;
mod inline;

pub mod editing;
pub mod fdx;

mod follow;

mod pages;
mod read;

pub use compose::compose;
pub use emphasis::{Emphasis, Style};
pub use follow::{Arrived, Fate, Followed, LIKE, Left, Line, VERY_LIKE, follow};
pub use heading::Heading;
pub use marks::is_editing_order;
pub use pages::{LINES_A_PAGE, eighths};
pub use parse::parse;
pub use places::Follows;
pub use read::{MAX_BYTES, MAX_LINES, ReadError, read, script_from};
pub use script::{ParsedParagraph, Script, can_be_staged, print};
pub use slugs::Slug;
