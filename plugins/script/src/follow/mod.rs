//! Which paragraph of a new draft is which of the old one.
//!
//! Owns who is who between two drafts, and what became of each paragraph: [`follow`] is pure, decides alike every
//! time, and gives no old paragraph to two new ones. It changes nothing: what hangs on a paragraph (a board, a
//! voice) is for its caller to carry over.
//!
//! In this order, each step with what the ones before it left:
//!
//! 1. The longest common subsequence of the paragraphs stays where it was: no other choice moves fewer. Where
//!    there are several, a repeated paragraph goes with its neighbours and a cue with its speech.
//! 2. The same words elsewhere have moved, those around them with them.
//! 3. Like words ([`LIKE`]) in the gap between neighbours that were found have changed. The best pair goes first, so
//!    the larger part of a paragraph that was split, or of two that were joined, keeps its identity.
//! 4. Like words elsewhere have moved and changed, if they are very like ([`VERY_LIKE`]).
//!
//! Of n old and m new paragraphs, this takes n·m/64 steps for the first and (n + m)·log n for the others, whatever
//! they say, and at most 64 MB beside what grows with n + m.

mod align;
mod cast;
mod changes;
mod likeness;
mod matching;
mod runs;
mod summary;

use maquette_document::{Paragraph, ParagraphKind as Kind};

use crate::script::ParsedParagraph;
use cast::Cast;
use matching::Matching;

pub use likeness::{LIKE, VERY_LIKE};

/// A paragraph as far as it is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub kind: Kind,
    /// What is read or said, without markup.
    pub text: &'a str,
    /// Who speaks: upper case, no extension; empty if nobody does.
    pub character: &'a str,
}

impl<'a> From<&'a ParsedParagraph> for Line<'a> {
    fn from(paragraph: &'a ParsedParagraph) -> Self {
        let ParsedParagraph { kind, text, character, .. } = paragraph;
        Self { kind: *kind, text, character }
    }
}

impl<'a> From<&'a Paragraph> for Line<'a> {
    fn from(paragraph: &'a Paragraph) -> Self {
        let Paragraph { kind, text, character, .. } = paragraph;
        Self { kind: *kind, text, character }
    }
}

/// What became of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It says the same, in the same order. So does a line whose speaker has another name everywhere.
    Same,
    /// It says the same elsewhere.
    Moved,
    /// It says something like it, where it was; or another speaks it.
    Changed,
    MovedAndChanged,
    /// It is only in the new draft.
    Added,
    /// It is only in the old draft.
    Cut,
}

/// A paragraph of the new draft, and who it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived<K> {
    /// The old paragraph that it is; none if it was [`Fate::Added`].
    pub key: Option<K>,
    /// Where that stood among the old ones.
    pub from: Option<usize>,
    pub fate: Fate,
}

/// A paragraph of the old draft, and where it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left<K> {
    pub key: K,
    /// Where it stands among the new ones; nowhere if it was [`Fate::Cut`].
    pub to: Option<usize>,
    pub fate: Fate,
}

/// Two drafts, paragraph by paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed<K> {
    /// One for each new paragraph, in order.
    pub new: Vec<Arrived<K>>,
    /// One for each old paragraph, in order.
    pub old: Vec<Left<K>>,
    /// Characters with another name everywhere: the old and the new one.
    pub renamed: Vec<(String, String)>,
}

/// Says of each paragraph of a `new` draft which of the `old` ones it is, and what became of those.
///
/// ```
/// use maquette_script::{Fate, Line, follow, parse};
///
/// let old = parse("Rain.\n\nMARA\nIs it raining?\n\nThe door opens.\n");
/// let new = parse("Rain.\n\nMARA\nIs it still raining?\n\nJONAH\nNo.\n");
/// let known: Vec<(usize, Line)> = old.paragraphs.iter().map(Line::from).enumerate().collect();
/// let lines: Vec<Line> = new.paragraphs.iter().map(Line::from).collect();
///
/// let followed = follow(&known, &lines);
/// let fates: Vec<Fate> = followed.new.iter().map(|one| one.fate).collect();
/// assert_eq!(fates, [Fate::Same, Fate::Same, Fate::Changed, Fate::Added, Fate::Added]);
/// assert_eq!(
///     followed.summary(&known, &lines),
///     [
///         "changed: MARA \"Is it raining?\" -> \"Is it still raining?\"",
///         "added: JONAH \"No.\"",
///         "cut: action \"The door opens.\"",
///     ]
/// );
/// ```
pub fn follow<K: Copy + Eq>(old: &[(K, Line<'_>)], new: &[Line<'_>]) -> Followed<K> {
    let lines: Vec<Line<'_>> = old.iter().map(|(_, line)| *line).collect();
    let cast = Cast::of(&lines, new);
    let mut matching = Matching::new(&lines, new, &cast);
    matching.stay();
    matching.move_alike(true);
    changes::change(&mut matching);
    matching.move_alike(false);
    matching.move_cues();

    let fate = |at: usize, to: usize| {
        let same = lines[at].kind == new[to].kind
            && lines[at].text == new[to].text
            && cast.name_now(lines[at].character) == new[to].character;
        match (matching.is_in_order(at, to), same) {
            (true, true) => Fate::Same,
            (false, true) => Fate::Moved,
            (true, false) => Fate::Changed,
            (false, false) => Fate::MovedAndChanged,
        }
    };
    let arrived = matching.old_of.iter().enumerate().map(|(to, from)| Arrived {
        key: from.map(|from| old[from].0),
        from: *from,
        fate: from.map_or(Fate::Added, |from| fate(from, to)),
    });
    let left = matching.new_of.iter().enumerate().map(|(at, to)| Left {
        key: old[at].0,
        to: *to,
        fate: to.map_or(Fate::Cut, |to| fate(at, to)),
    });
    let (new, old) = (arrived.collect(), left.collect());
    Followed { new, old, renamed: cast.renamed }
}

/// Whether a paragraph of this kind is part of a speech, below its cue.
fn is_speech(kind: Kind) -> bool {
    matches!(kind, Kind::Dialogue | Kind::Parenthetical | Kind::Lyrics)
}
