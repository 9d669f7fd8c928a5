//! What each deed makes somebody do.

mod hands;
mod loads;
mod touch;
mod travel;

use maquette_document::{Hold, PieceKind, Pose};

use crate::blocking::acting::Doing;
use crate::breakdown::{Act, Deed, Thing, ThingKind};
use crate::direct::Director;
use crate::tables::{is_low, is_seated, seconds};

impl Director<'_> {
    /// Has the people of `act` do it in `doing`; the time when it is done.
    pub(in crate::direct) fn perform(&self, doing: &mut Doing, act: &Act) -> f32 {
        let doers: Vec<usize> = act.who.iter().filter_map(|who| self.place_of(*who)).collect();
        let whom =
            act.whom.iter().filter_map(|who| self.place_of(*who)).find(|q| doing.stance(*q).here);
        // "They embrace": each the other. "They walk": both the same way.
        let mutual = matches!(
            act.deed,
            Deed::Embrace
                | Deed::Touch
                | Deed::Fight
                | Deed::Give
                | Deed::Look
                | Deed::Turn
                | Deed::Speak
        );
        if let ([first, rest @ ..], true) = (&doers[..], act.deed.travels() && whom.is_none()) {
            return self.go_together(doing, *first, rest, act);
        }
        let mut end: f32 = 0.0;
        for (index, p) in doers.iter().enumerate() {
            // Two who do the same do not do it in step.
            let start = doing.free_at(*p).max(0.15 + 0.25 * index as f32);
            let each = || doers.iter().copied().find(|q| q != p && mutual);
            let other = whom.or_else(each);
            end = end.max(self.perform_one(doing, *p, other.filter(|q| q != p), act, start));
        }
        end
    }

    fn perform_one(
        &self,
        doing: &mut Doing,
        p: usize,
        whom: Option<usize>,
        act: &Act,
        start: f32,
    ) -> f32 {
        if self.ground.is_car() && !in_a_car(act.deed) {
            return self.aboard(doing, p, whom, act.deed, start);
        }
        if let Some(hold) = act.with.iter().find_map(carried) {
            doing.begin(p, |stance| stance.hold = hold);
        }
        // Who lies gets up before doing anything but that.
        let start = match doing.stance(p).pose {
            Pose::Lie if doing.stance(p).here && !act.deed.is_posture() && !rests(act.deed) => {
                self.get_up(doing, p, start)
            }
            _ => start,
        };
        let thing = act.goal().map(|thing| thing.what);
        let hold = act.what.iter().find_map(held);
        // What is turned, or looked at and stressed, is in the hand if it is in nobody's.
        let stressed = act.what.iter().any(|thing| thing.stressed);
        let handled = act.deed == Deed::Turn || (act.deed == Deed::Look && stressed);
        if let Some(hold) = hold.filter(|_| handled && doing.stance(p).hold == Hold::Nothing)
            && doing.stances().iter().all(|one| one.hold != hold)
        {
            doing.begin(p, |stance| stance.hold = hold);
        }
        if handled && doing.stance(p).hold != Hold::Nothing && hold == Some(doing.stance(p).hold) {
            self.hold_up(doing, p, start);
        }
        match act.deed {
            Deed::Enter => self.enter(doing, p, whom, thing, start),
            Deed::Exit => self.exit(doing, p, start),
            Deed::Walk | Deed::Run | Deed::Follow | Deed::Climb => {
                if !doing.stance(p).here {
                    return self.enter(doing, p, whom, thing, start);
                }
                let side = whom.is_none().then(|| self.go_to_side(doing, p, act, start)).flatten();
                if let Some(end) = side {
                    return end;
                }
                self.go(doing, p, whom, thing, start, act.deed == Deed::Run)
            }
            Deed::Sit => self.sit(doing, p, act, start),
            Deed::StandUp => self.get_up(doing, p, start),
            Deed::Wait if whom.is_none() && thing.is_none() => self.wait(doing, p, start),
            Deed::Look | Deed::Turn | Deed::Point | Deed::Listen | Deed::LookAway => {
                self.regard_it(doing, p, whom, thing, act.deed, start)
            }
            Deed::Give => self.give(doing, p, whom, hold.unwrap_or(Hold::Paper), start),
            Deed::PickUp
            | Deed::Hold
            | Deed::Show
            | Deed::Read
            | Deed::Write
            | Deed::Open
            | Deed::Drink
            | Deed::Search => self.handle(doing, p, act, hold, start),
            Deed::Carry => self.carry(doing, p, whom, act, start),
            Deed::Push => self.push(doing, p, act, start),
            Deed::PutDown => self.put_down(doing, p, act, start),
            Deed::Throw => {
                self.gesture(doing, p, Pose::Reach, start, 0.6);
                doing.change(p, start + 0.5, 0.4, |stance| stance.hold = Hold::Nothing)
            }
            Deed::Phone => self.telephone(doing, p, start),
            Deed::HangUp => self.hang_up(doing, p, start),
            Deed::OpenDoor | Deed::CloseDoor | Deed::Knock => self.at_the_door(doing, p, start),
            Deed::Embrace => self.embrace(doing, p, whom, start),
            Deed::Touch | Deed::Reach => self.touch_one(doing, p, whom, act, start),
            Deed::Fight | Deed::Work => {
                let start = self.near(doing, p, whom, thing, start);
                self.gesture(doing, p, Pose::Reach, start, 1.0)
            }
            _ => self.hold_still(doing, p, act.deed, start),
        }
    }

    /// Poses that are taken on the spot.
    fn hold_still(&self, doing: &mut Doing, p: usize, deed: Deed, start: f32) -> f32 {
        let seated = is_seated(doing.stance(p).pose);
        let pose = match deed {
            Deed::Kneel => Pose::Kneel,
            Deed::Crouch => Pose::Crouch,
            Deed::Sleep | Deed::Lean if seated => Pose::SitLean,
            Deed::Lie | Deed::Fall | Deed::Sleep => Pose::Lie,
            Deed::Lean => Pose::Contrapposto,
            Deed::Think | Deed::Cry if !seated => Pose::Think,
            Deed::HandsUp | Deed::Wave if !seated => {
                return self.gesture(doing, p, Pose::HandsUp, start, 0.9);
            }
            Deed::Speak if !seated => return self.gesture(doing, p, Pose::Talk, start, 1.2),
            Deed::Drive if seated => Pose::Drive,
            _ => return start,
        };
        let low = is_low(doing.stance(p).pose) || is_low(pose);
        let length = if low { seconds::POSE + 0.4 } else { seconds::POSE };
        if doing.stance(p).pose == pose {
            return start;
        }
        if seated && matches!(pose, Pose::Kneel | Pose::Crouch | Pose::Lie) {
            self.get_up(doing, p, start);
        }
        if deed == Deed::Fall {
            // Who fell is up on a knee when seen again.
            doing.afterwards(p, Pose::Kneel);
            if self.can_fall(doing, p) {
                return self.fall_down(doing, p, start);
            }
        }
        doing.change(p, start, length, |stance| stance.pose = pose)
    }
}

/// What can be done sitting in a car.
fn in_a_car(deed: Deed) -> bool {
    !deed.travels()
        && !matches!(
            deed,
            Deed::Sit
                | Deed::StandUp
                | Deed::Lie
                | Deed::Kneel
                | Deed::Crouch
                | Deed::Fall
                | Deed::OpenDoor
                | Deed::CloseDoor
                | Deed::Knock
                | Deed::Embrace
                | Deed::Turn
                | Deed::Phone
                | Deed::Fight
        )
}

/// What one who lies does lying.
fn rests(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::Look
            | Deed::LookAway
            | Deed::Listen
            | Deed::Smile
            | Deed::Cry
            | Deed::Speak
            | Deed::Nod
            | Deed::ShakeHead
            | Deed::Stop
            | Deed::Fall
    )
}

/// What is carried while doing something else.
fn carried(thing: &Thing) -> Option<Hold> {
    match thing.what {
        ThingKind::Piece(PieceKind::Lantern | PieceKind::Lamp) => Some(Hold::Torch),
        _ => held(thing),
    }
}

fn held(thing: &Thing) -> Option<Hold> {
    match thing.what {
        ThingKind::Prop(hold) => Some(hold),
        _ => None,
    }
}
