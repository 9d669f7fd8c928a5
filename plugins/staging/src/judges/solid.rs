//! Cameras and people that stand in something.

use maquette_document::ShotKind;

use super::{Fault, Rule};
use crate::ground::Ground;
use crate::shot::Shown;
use crate::tables::{CAMERA_ROOM, is_low, is_seated};

/// The camera stands in no wall, thing or person.
pub(crate) fn camera_has_room(now: &Shown, ground: &Ground) -> Option<Fault> {
    let at = now.view.position;
    let own_eyes = now.kind == ShotKind::Pov;
    // Eyes come nearer to things than a camera does.
    if !ground.camera_fits(at, if own_eyes { 0.03 } else { CAMERA_ROOM }) {
        return Some(Fault::new(
            Rule::Camera,
            "the camera stands in a wall or a thing, or out of the place",
        ));
    }
    let inside = now.people.iter().find(|person| {
        let through = own_eyes && Some(person.who) == now.partner;
        !through && person.holds(at, 0.12)
    });
    inside.map(|_| Fault::new(Rule::Camera, "the camera stands in somebody"))
}

/// Nobody who stands does so in a thing, a wall or another, or where a door opens.
pub(crate) fn people_have_room(now: &Shown, ground: &Ground) -> Option<Fault> {
    for (index, person) in now.people.iter().enumerate() {
        let rests = is_seated(person.pose) || is_low(person.pose);
        let walks = now.walkers.contains(&person.who);
        if !rests && !walks && !ground.is_free(person.at, 0.1) {
            return Some(Fault::new(Rule::Room, "somebody stands in a thing or a wall"));
        }
        if !rests && !walks && ground.is_in_swing(person.at) {
            return Some(Fault::new(Rule::Room, "somebody stands in the swing of a door"));
        }
        for other in &now.people[..index] {
            let apart = (person.at - other.at).with_y(0.0).length();
            let close = person.pose == maquette_document::Pose::Embrace
                || other.pose == maquette_document::Pose::Embrace;
            if apart < if close { 0.12 } else { 0.30 } {
                return Some(Fault::new(Rule::Room, "two stand in one place"));
            }
        }
    }
    None
}
