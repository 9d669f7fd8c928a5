//! What stands between the camera and its subject.

use bevy_math::Vec3;
use maquette_document::{Pose, ShotKind};

use super::{Fault, Rule};
use crate::framing::person::Person;
use crate::ground::Ground;
use crate::shot::Shown;

/// The faces of all subjects can be seen; the first one's chest too, where the frame shows it.
pub(crate) fn is_seen(now: &Shown, ground: &Ground) -> Option<Fault> {
    if matches!(now.kind, ShotKind::Insert | ShotKind::Cutaway) {
        return hand_is_seen(now, ground);
    }
    let people = || now.people.iter().map(|one| one.at);
    for (place, who) in now.subjects.iter().enumerate() {
        let Some(person) = now.person(*who) else { continue };
        if in_frame(now, person.eyes) && ground.door_hides(now.view.position, person.eyes, people())
        {
            return Some(Fault::new(Rule::Hidden, "an open door hides a subject"));
        }
        let mut points = vec![person.eyes, person.chin];
        if place == 0 && now.kind == ShotKind::Single {
            points.push(person.chest);
        }
        for point in points {
            if !in_frame(now, point) {
                continue;
            }
            if !ground.sight(now.view.position, point) {
                return Some(Fault::new(Rule::Hidden, "a wall or a thing hides a subject"));
            }
            if people_between(now, person, point) {
                return Some(Fault::new(Rule::Hidden, "somebody hides a subject"));
            }
        }
    }
    None
}

/// What a hand holds is hidden by nothing.
fn hand_is_seen(now: &Shown, ground: &Ground) -> Option<Fault> {
    let holder = now.subject()?;
    let hidden = ground.buries(holder.hand)
        || !ground.sight(now.view.position, holder.hand)
        || people_between(now, holder, holder.hand);
    let own = holder.hides_own_hand(now.view.position);
    (hidden || own).then(|| Fault::new(Rule::Hidden, "what is held cannot be seen"))
}

fn in_frame(now: &Shown, point: Vec3) -> bool {
    now.view
        .project(point)
        .is_some_and(|seen| (0.0..=1.0).contains(&seen.uv.x) && (0.0..=1.0).contains(&seen.uv.y))
}

fn people_between(now: &Shown, person: &Person, point: Vec3) -> bool {
    now.people
        .iter()
        .filter(|other| other.who != person.who)
        // Nobody hides what is seen with their own eyes.
        .filter(|other| now.kind != ShotKind::Pov || Some(other.who) != now.partner)
        // Who hold each other hide each other.
        .filter(|other| other.pose != Pose::Embrace || person.pose != Pose::Embrace)
        .any(|other| other.hides(now.view.position, point))
}
