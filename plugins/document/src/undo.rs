//! What takes a gesture back, and the one stack of gestures that a person has.
//!
//! Each step keeps the inverse of what it wrote. A register goes back only if it still shows what the step
//! left there: when somebody else has written it since, theirs stays and the step says so.

use std::collections::BTreeSet;

use loro::LoroValue;
use serde::{Deserialize, Serialize};

use crate::records::PLACE;
use crate::text::{Gap, Run, Stand, Stands};
use crate::{Id, Place};

/// Takes back one thing that a step did.
///
/// `theirs` says that the value to put back was written by somebody else, `over_theirs` that the value shown
/// now is one of somebody else's which an undo of mine put back: it may be covered again only by the redo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Inverse {
    /// Takes out a record that the step added; unless somebody else has worked on it.
    Unmake { id: Id },
    /// Brings back what was taken out by [`Inverse::Unmake`].
    Remake { id: Id },
    /// Puts back a register; none unsets it.
    Put { id: Id, field: String, value: Option<LoroValue>, theirs: bool, over_theirs: bool },
    /// Puts a record back behind what stood before it, or to the head.
    Place { id: Id, after: Option<Id>, theirs: bool, over_theirs: bool },
    /// Takes out characters that the step wrote.
    TakeOut { id: Id, field: String, characters: Vec<Run> },
    /// Puts back characters that the step deleted.
    PutIn { id: Id, field: String, gap: Gap, text: String, characters: Vec<Run> },
}

/// The name of a step: the envelope that it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StepId {
    pub(crate) opening: Id,
    pub(crate) number: u64,
}

/// What an envelope did to its author's stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Act {
    /// Made the film: nothing to take back.
    Found,
    Do,
    Undo(StepId),
    Redo(StepId),
    /// Goes on with the last step: the next keys of a text.
    More(StepId),
    /// Names the film as it is now, by its label: nothing to take back.
    Mark,
}

impl Act {
    /// What the CRDT calls the origin of its operations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Found | Self::Do | Self::More(_) | Self::Mark => "edit",
            Self::Undo(_) => "undo",
            Self::Redo(_) => "redo",
        }
    }
}

/// What an envelope says besides its operations: what undo needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Deed {
    pub(crate) act: Act,
    pub(crate) label: String,
    /// In the order in which they are to be applied.
    pub(crate) inverse: Vec<Inverse>,
    /// What this undo or redo would have put back, had nobody else changed it: still to be tried when the step
    /// has been turned round once more.
    pub(crate) held: Vec<Inverse>,
    pub(crate) stands: Vec<Stand>,
    /// Where its author was when it began.
    pub(crate) place: Option<Place>,
}

/// A step that can be taken back, or done again.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) step: StepId,
    pub(crate) label: String,
    pub(crate) inverse: Vec<Inverse>,
    pub(crate) held: Vec<Inverse>,
    pub(crate) place: Option<Place>,
}

/// The stack of one person on one film.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) done: Vec<Entry>,
    /// The next to redo last.
    pub(crate) undone: Vec<Entry>,
    /// Registers that show a value of somebody else which an undo of mine put back.
    pub(crate) theirs: BTreeSet<(Id, String)>,
    pub(crate) stands: Stands,
}

impl History {
    /// Takes up what an envelope of mine did, as it did then.
    pub(crate) fn take(&mut self, step: StepId, deed: Deed) {
        for inverse in &deed.inverse {
            self.remember(inverse);
        }
        for stand in &deed.stands {
            self.stands.add(*stand);
        }
        self.push(step, deed);
    }

    /// Puts a step where its act says that it belongs.
    pub(crate) fn push(&mut self, step: StepId, deed: Deed) {
        let Deed { act, label, inverse, held, place, .. } = deed;
        let take = |from: &mut Vec<Entry>, of: StepId| {
            if let Some(place) = from.iter().rposition(|entry| entry.step == of) {
                from.remove(place);
            }
        };
        match act {
            Act::Found | Act::Mark => {}
            Act::Do => {
                self.undone.clear();
                self.done.push(Entry { step, label, inverse, held, place });
            }
            Act::More(of) => {
                // The last key is the first to be taken back.
                if let Some(entry) = self.done.iter_mut().rfind(|entry| entry.step == of) {
                    entry.inverse.splice(0..0, inverse);
                    entry.held.splice(0..0, held);
                }
            }
            Act::Undo(of) => {
                take(&mut self.done, of);
                self.undone.push(Entry { step: of, label, inverse, held, place });
            }
            Act::Redo(of) => {
                take(&mut self.undone, of);
                self.done.push(Entry { step: of, label, inverse, held, place });
            }
        }
    }

    /// Marks a register as showing somebody else's value that I put back, or not.
    pub(crate) fn mark(&mut self, id: Id, field: &str, theirs: bool) {
        let register = (id, field.to_owned());
        if theirs {
            self.theirs.insert(register);
        } else {
            self.theirs.remove(&register);
        }
    }

    /// Whether any register of a record shows somebody else's value that I put back.
    pub(crate) fn shows_theirs_in(&self, id: Id) -> bool {
        self.theirs.range((id, String::new())..).next().is_some_and(|(of, _)| *of == id)
    }

    fn remember(&mut self, inverse: &Inverse) {
        match inverse {
            Inverse::Put { id, field, over_theirs, .. } => self.mark(*id, field, *over_theirs),
            Inverse::Place { id, over_theirs, .. } => self.mark(*id, PLACE, *over_theirs),
            Inverse::Unmake { .. }
            | Inverse::Remake { .. }
            | Inverse::TakeOut { .. }
            | Inverse::PutIn { .. } => {}
        }
    }
}
