//! `INSERT`: nothing but a thing, for as long as what stands on it takes to read.

use bevy_math::Vec3;
use maquette_document::{Hold, TextStyle};
use maquette_time::{Flicks, Span};

use super::setups::Setup;
use super::words::the;
use super::{Director, Draft};
use crate::breakdown::{Action, Thing, ThingKind};
use crate::shot::PlannedText;
use crate::tables::{can_show, seconds};

/// Seconds that a word on a thing is read for.
const A_WORD: f32 = 0.3;
/// The longest that a thing is read: what goes on is left to the ear.
const LONGEST: f32 = 12.0;

impl Director<'_> {
    /// Shoots an insert; false where what it names cannot be shown.
    pub(super) fn inserted(&mut self, action: &Action) -> bool {
        let written = |thing: &&Thing| thing.what == ThingKind::Prop(Hold::Paper);
        let found =
            action.things.iter().find_map(|thing| Some((self.close_on(thing)?, the(thing))));
        let found = found.or_else(|| {
            // Words that are read stand on paper, whatever it is called.
            let unknown =
                !action.reads.is_empty() && action.things.iter().all(|one| !written(&one));
            let (setup, hold) = unknown.then(|| self.in_a_hand(Hold::Paper)).flatten()?;
            Some(((setup, hold), "what is read".to_owned()))
        });
        let Some(((setup, hold), name)) = found else { return false };
        let mut draft = self.draft(action.paragraph, "inserted", setup, name);
        draft.lines.extend(&action.reads);
        draft.length = (seconds::INSERT.max(1.0 + A_WORD * action.words as f32)).min(LONGEST);
        self.show(&mut draft, hold);
        self.read_out(&mut draft, action);
        self.acted += 1;
        self.shoot(draft);
        true
    }

    /// The thing alone, and what a hand must take up for it.
    fn close_on(&self, thing: &Thing) -> Option<(Setup, Hold)> {
        let near = self.here().first().map_or(self.ground.heart(), |p| self.stances[*p].at);
        match thing.what {
            ThingKind::Piece(kind) => {
                let piece = self.ground.piece_near(kind, near)?;
                Some((Setup::Thing { piece, seen_by: None }, Hold::Nothing))
            }
            ThingKind::Prop(hold) => self.in_a_hand(hold),
            ThingKind::Door => {
                let doors = self.ground.doors.iter();
                let door = doors
                    .min_by(|a, b| a.inside.distance(near).total_cmp(&b.inside.distance(near)))?;
                let sill = door.inside.lerp(door.outside, 0.47);
                Some((Setup::Doorway { sill, facing: door.facing_in }, Hold::Nothing))
            }
            ThingKind::Window | ThingKind::Distance => {
                let of = *self.here().first()?;
                let eyes = self.stances[of].at + Vec3::Y * 1.5;
                Some((Setup::Sight { of, at: self.out_there(eyes) }, Hold::Nothing))
            }
            ThingKind::Other => None,
        }
    }

    /// In the hand that holds it, or else in that of who did or said the last thing.
    fn in_a_hand(&self, hold: Hold) -> Option<(Setup, Hold)> {
        let here = self.here();
        let holds = |p: &&usize| self.stances[**p].hold == hold;
        if let Some(of) = here.iter().find(holds) {
            return Some((Setup::Hand { of: *of }, Hold::Nothing));
        }
        let last = self.shots.last().and_then(|shot| shot.subjects.first());
        let last = last.and_then(|who| self.place_of(*who)).filter(|p| here.contains(p));
        let free = |p: &usize| self.stances[*p].hold == Hold::Nothing;
        let of = last.into_iter().chain(here).find(free)?;
        Some((Setup::Hand { of }, hold))
    }

    fn show(&self, draft: &mut Draft, hold: Hold) {
        let Setup::Hand { of } = draft.setup else { return };
        if hold != Hold::Nothing {
            draft.doing.begin(of, |stance| stance.hold = hold);
        }
        if can_show(draft.doing.stance(of).pose) {
            self.show_held(draft);
        }
    }

    /// The words on it, under the picture.
    fn read_out(&self, draft: &mut Draft, action: &Action) {
        let length = Flicks::from_seconds(f64::from(draft.length - 0.4));
        let share = length / (action.reads.len().max(1) as i64);
        for (index, (paragraph, text)) in action.reads.iter().zip(&action.read_text).enumerate() {
            let at = Flicks::SECOND / 5 + share * index as i64;
            draft.texts.push(PlannedText {
                style: TextStyle::Caption,
                span: Span::new(at, share),
                body: text.clone(),
                paragraph: *paragraph,
            });
        }
    }
}
