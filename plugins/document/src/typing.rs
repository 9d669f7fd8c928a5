//! Which keys are one step of undo: those in one text, one after another, one way, without a pause.

use crate::{Edit, Id};

/// A pause that ends a run, in milliseconds.
const PAUSE: u64 = 1_000;

/// The last key of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typing {
    id: Id,
    field: String,
    way: Way,
    /// Where what it wrote or deleted begins and ends, in characters.
    from: usize,
    to: usize,
    /// It began a new line, which ends a run.
    new_line: bool,
    /// Milliseconds since 1970.
    time: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Write,
    /// One character or some, and no telling yet on which side of the caret.
    Delete,
    Backward,
    Forward,
    /// Something is replaced: a step of its own.
    Replace,
}

impl Typing {
    /// The key that these edits are, if they are one.
    pub(crate) fn of(edits: &[Edit], time: u64) -> Option<Self> {
        let [Edit::Splice { id, field, at, delete, insert }] = edits else { return None };
        let (way, length) = match (*delete, insert.chars().count()) {
            (0, written) => (Way::Write, written),
            (deleted, 0) => (Way::Delete, deleted),
            (_, written) => (Way::Replace, written),
        };
        let (from, to) = (*at, at + length);
        Some(Self {
            id: *id,
            field: field.clone(),
            way,
            from,
            to,
            new_line: insert.contains('\n'),
            time,
        })
    }

    /// This key as the next of the run that `last` ended until now, if it is that.
    pub(crate) fn after(self, last: &Self) -> Option<Self> {
        let same_text = self.id == last.id && self.field == last.field;
        let soon = self.time.saturating_sub(last.time) < PAUSE;
        if !same_text || !soon || last.new_line {
            return None;
        }
        let way = match (last.way, self.way) {
            (Way::Write, Way::Write) if self.from == last.to => Way::Write,
            (Way::Delete | Way::Backward, Way::Delete) if self.to == last.from => Way::Backward,
            (Way::Delete | Way::Forward, Way::Delete) if self.from == last.from => Way::Forward,
            _ => return None,
        };
        Some(Self { way, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key as `at:text` writes it or `at:-n` deletes it, so many milliseconds after the one before.
    fn key(text: &str, time: u64) -> Typing {
        let (at, what) = text.split_once(':').unwrap();
        let at = at.parse().unwrap();
        let (delete, insert) = match what.strip_prefix('-') {
            Some(count) => (count.parse().unwrap(), String::new()),
            None => (0, what.to_owned()),
        };
        let field = "body".to_owned();
        Typing::of(&[Edit::Splice { id: Id::FILM, field, at, delete, insert }], time).unwrap()
    }

    /// How many steps these keys are.
    #[track_caller]
    fn check(keys: &[(&str, u64)], steps: usize) {
        let (mut time, mut count) = (0, 0);
        let mut last: Option<Typing> = None;
        for (text, pause) in keys {
            time += pause;
            let next = key(text, time);
            last = match last.and_then(|last| next.clone().after(&last)) {
                Some(run) => Some(run),
                None => {
                    count += 1;
                    Some(next)
                }
            };
        }
        assert_eq!(count, steps, "{keys:?}");
    }

    #[test]
    fn keys_that_follow_one_another_are_one_step() {
        check(&[("0:l", 0), ("1:a", 90), ("2:m", 90), ("3:p", 90)], 1);
        check(&[("0:é", 0), ("1:😀", 90)], 1);
    }

    #[test]
    fn a_pause_another_place_and_a_new_line_begin_another() {
        check(&[("0:l", 0), ("1:a", 1_000)], 2);
        check(&[("0:l", 0), ("7:a", 90)], 2);
        check(&[("0:l", 0), ("1:\n", 90), ("2:a", 90)], 2);
    }

    #[test]
    fn deleting_is_another_step_than_writing_and_keeps_its_way() {
        check(&[("0:l", 0), ("1:a", 90), ("1:-1", 90), ("0:-1", 90)], 2);
        check(&[("5:-1", 0), ("5:-1", 90), ("5:-1", 90)], 1);
        check(&[("5:-1", 0), ("4:-1", 90), ("4:-1", 90)], 2);
    }
}
