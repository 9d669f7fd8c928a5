//! What takes both arms: carrying, pushing.

use maquette_document::{Hold, Pose};

use crate::blocking::acting::Doing;
use crate::breakdown::{Act, ThingKind};
use crate::direct::Director;
use crate::tables::{is_low, is_seated, seconds};

impl Director<'_> {
    /// Both arms about it, and where it is carried to.
    pub(super) fn carry(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        act: &Act,
        start: f32,
    ) -> f32 {
        let small = act.what.iter().find_map(|thing| match thing.what {
            ThingKind::Prop(hold) if hold != Hold::Box => Some(hold),
            _ => None,
        });
        let stance = *doing.stance(p);
        let mut start = start;
        if is_seated(stance.pose) || is_low(stance.pose) {
            start = self.get_up(doing, p, start);
        }
        let load = |hold: &mut Hold, pose: &mut Pose| match small {
            Some(small) => *hold = small,
            None => (*hold, *pose) = (Hold::Box, Pose::Carry),
        };
        if doing.free_at(p) <= 0.0 {
            doing.begin(p, |stance| load(&mut stance.hold, &mut stance.pose));
        } else {
            start = doing.change(p, start, seconds::TURN, |stance| {
                load(&mut stance.hold, &mut stance.pose);
            });
        }
        // Of what is named, only where it is carried to is gone to.
        let place = act.place.as_ref().and_then(|_| act.goal()).map(|thing| thing.what);
        let place = place.filter(|kind| !matches!(kind, ThingKind::Prop(_) | ThingKind::Other));
        let end = match (whom, place) {
            (None, None) => start + 1.0,
            _ => self.go(doing, p, whom, place, start, false),
        };
        if small.is_none() {
            doing.afterwards(p, Pose::Stand);
        }
        end
    }

    /// Both hands against it, as it goes a little.
    pub(super) fn push(&self, doing: &mut Doing, p: usize, act: &Act, start: f32) -> f32 {
        let thing =
            act.what.iter().map(|thing| thing.what).find(|kind| {
                matches!(kind, ThingKind::Piece(_) | ThingKind::Door | ThingKind::Window)
            });
        let start = self.near(doing, p, None, thing, start);
        self.gesture(doing, p, Pose::Push, start, 1.2)
    }
}
