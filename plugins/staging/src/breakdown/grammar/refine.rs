//! What a verb means with its object.

use maquette_document::{Hold, PieceKind};

use super::{Act, Memory, Relation};
use crate::breakdown::deed::{Deed, Thing, ThingKind};

/// A door is opened otherwise than a letter.
pub(super) fn refine(act: &mut Act, memory: &Memory) {
    let is = |kind: fn(&ThingKind) -> bool| {
        act.what.iter().chain(&act.subject).any(|thing| kind(&thing.what))
    };
    let door = is(|kind| matches!(kind, ThingKind::Door));
    let phone = is(|kind| {
        matches!(kind, ThingKind::Prop(Hold::Phone) | ThingKind::Piece(PieceKind::Telephone))
    });
    let prop = is(|kind| matches!(kind, ThingKind::Prop(_)));
    let nobody = act.who.is_empty();
    act.deed = match act.deed {
        Deed::Open | Deed::Phone if door => Deed::OpenDoor,
        Deed::OpenDoor if !door && !act.what.is_empty() => Deed::Reach,
        Deed::Open | Deed::CloseDoor if !door && !prop => Deed::Reach,
        Deed::PickUp if phone => Deed::Phone,
        Deed::Phone if !phone && memory.thing.is_none() && !act.whom.is_empty() => Deed::Speak,
        // "The lights come up".
        Deed::Walk | Deed::Enter | Deed::StandUp
            if nobody && act.subject.as_ref().is_some_and(is_light) =>
        {
            Deed::Shine
        }
        // "Is on the phone".
        Deed::Wait if phone && !nobody && on(act) => Deed::Phone,
        // "Crumples the note": what somebody brings down does not fall with them.
        Deed::Fall if prop && !nobody && act.place.is_none() => Deed::Reach,
        // "Tucks Lena in", "sets him free".
        Deed::PutDown if !act.whom.is_empty() && act.what.is_empty() => Deed::Touch,
        // Who pushes somebody lays a hand on them.
        Deed::Push if !act.whom.is_empty() || act.what.is_empty() => Deed::Touch,
        Deed::Push if door => Deed::OpenDoor,
        Deed::Exit if nobody && act.subject.as_ref().is_some_and(is_light) => Deed::Shine,
        // What things do by themselves is work when somebody does it.
        Deed::Happen if !nobody => Deed::Work,
        Deed::Shine | Deed::Ring if !nobody => Deed::Reach,
        Deed::Speak | Deed::Cry if nobody => Deed::Ring,
        deed if nobody && !is_of_things(deed) => Deed::Happen,
        deed => deed,
    };
}

/// What hangs before its subject ("Sitting on the floor, Mara counts") is done by whoever does the next, or did
/// the last.
pub(super) fn hung(acts: &mut [Act], before: &[usize]) {
    let Some((first, rest)) = acts.split_first_mut() else { return };
    if first.who.is_empty() && first.subject.is_none() && first.whom.is_empty() {
        match rest.iter().find(|act| !act.who.is_empty()) {
            Some(next) => first.who.clone_from(&next.who),
            None => first.who = before.to_vec(),
        }
    }
}

/// "The curtain is ripped aside": nobody is seen doing it.
pub(super) fn undergone(acts: &mut [Act], passives: &[usize]) {
    for index in passives {
        let Some(act) = acts.get_mut(*index) else { continue };
        if act.who.is_empty() && act.whom.is_empty() && !act.what.is_empty() {
            act.subject = Some(act.what.remove(0));
        }
    }
}

/// Who is led out goes out; who is shot, with nobody to be seen doing it, falls.
pub(super) fn conveyed(acts: &mut Vec<Act>, conveys: &[usize]) {
    let mut more = Vec::new();
    for (index, act) in acts.iter_mut().enumerate() {
        if act.who.is_empty() && act.subject.is_none() && !act.whom.is_empty() {
            let deed = match act.deed {
                Deed::Fight => Deed::Fall,
                deed if deed.travels() => deed,
                _ => continue,
            };
            (act.who, act.deed) = (std::mem::take(&mut act.whom), deed);
        } else if conveys.contains(&index) && !act.whom.is_empty() && !act.who.is_empty() {
            more.push((
                index + 1,
                Act { who: act.whom.clone(), ..Act::of(act.deed, act.sentence) },
            ));
        }
    }
    for (at, act) in more.into_iter().rev() {
        acts.insert(at, act);
    }
}

fn on(act: &Act) -> bool {
    act.place.as_ref().is_some_and(|place| place.relation == Relation::On)
}

fn is_light(thing: &Thing) -> bool {
    use PieceKind::{Beacon, Lamp, Lantern, Stove, StreetLamp};
    matches!(thing.what, ThingKind::Piece(Lamp | Lantern | Beacon | Stove | StreetLamp))
        || thing.name.starts_with("light")
}

/// What a thing is said to do, other than to happen.
fn is_of_things(deed: Deed) -> bool {
    use Deed::{
        CloseDoor, Enter, Lean, Lie, Open, OpenDoor, Point, Reach, Ring, Shine, Show, Sit, Stop,
        Wait,
    };
    matches!(
        deed,
        Ring | Shine
            | OpenDoor
            | CloseDoor
            | Open
            | Lie
            | Wait
            | Sit
            | Lean
            | Stop
            | Point
            | Show
            | Enter
            | Reach
    )
}
