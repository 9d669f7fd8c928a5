//! What hands are on at one instant, and which joints are turned, from the tracks of a performance.

use bevy_math::Vec3;
use maquette_document::{Bend, Hand, HandKey, Id, JointKey, Landmark, Performance, Touch};
use maquette_time::Flicks;

use super::{Acting, FAR, acting_at};
use crate::body::Body;
use crate::ease::smooth;

/// Seconds in which a hand goes to what it is to be on, or a joint turns, without hurry.
const REACHES: f32 = 0.55;

/// A place that a palm is brought to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// In the world.
    pub at: Vec3,
    /// Which way is off the surface there, of length one; zero for a place in the air, where a hand turns as it
    /// comes.
    pub outward: Vec3,
}

/// What a hand is on, on its way from one thing to another; with neither it goes with its pose.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grasp {
    pub from: Option<Contact>,
    pub to: Option<Contact>,
    /// 0 to 1.
    pub share: f32,
}

impl Grasp {
    /// Held on one thing.
    pub fn on(contact: Contact) -> Self {
        Self { from: Some(contact), to: Some(contact), share: 1.0 }
    }

    /// Where the palm is to be, and how much of it is the pose's no more, 0 to 1.
    pub(crate) fn now(&self) -> Option<(Contact, f32)> {
        let share = self.share.clamp(0.0, 1.0);
        match (self.from, self.to) {
            (Some(a), Some(b)) => {
                let outward = a.outward.lerp(b.outward, share);
                Some((Contact { at: a.at.lerp(b.at, share), outward }, 1.0))
            }
            (Some(a), None) => Some((a, 1.0 - share)),
            (None, Some(b)) => Some((b, share)),
            (None, None) => None,
        }
        .filter(|(contact, weight)| {
            *weight > 0.0 && contact.at.is_finite() && contact.at.abs().max_element() < FAR
        })
    }
}

/// The state that a performance asks for at `time`, with its hands and its joints. `find` tells where on a body of
/// the shot a palm lies; what it does not know, a hand leaves alone.
pub fn performed(
    performance: &Performance,
    time: Flicks,
    body: &Body,
    find: &dyn Fn(Id, Landmark) -> Option<Contact>,
) -> Acting {
    let mut acting = acting_at(&performance.keys, time, body);
    if !performance.hands.is_empty() {
        acting.hands =
            [Hand::Left, Hand::Right].map(|hand| grasp(&performance.hands, hand, time, find));
    }
    acting.turns = turns(&performance.joints, time);
    acting
}

fn grasp(
    keys: &[HandKey],
    hand: Hand,
    time: Flicks,
    find: &dyn Fn(Id, Landmark) -> Option<Contact>,
) -> Grasp {
    let mut keys: Vec<&HandKey> = keys.iter().filter(|key| key.hand == hand).collect();
    keys.sort_by_key(|key| key.at);
    let times: Vec<Flicks> = keys.iter().map(|key| key.at).collect();
    let (from, to, share) = between(&times, time);
    let seek = |place: Option<usize>| match keys.get(place?)?.touch {
        Touch::Free => None,
        Touch::Point(at) => Some(Contact { at, outward: Vec3::ZERO }),
        Touch::Body { figure, landmark } => find(figure, landmark),
    };
    // A hand that follows something is given its places close together: between them it does not stop.
    let close = |a: usize, b: usize| (times[b] - times[a]).seconds() < f64::from(REACHES) * 0.6;
    let share = match (from, to) {
        (Some(a), Some(b)) if a != b && close(a, b) => share,
        _ => smooth(share),
    };
    Grasp { from: seek(from), to: seek(to), share }
}

fn turns(keys: &[JointKey], time: Flicks) -> Vec<(Bend, Vec3)> {
    if keys.is_empty() {
        return Vec::new();
    }
    let mut keys = keys.to_vec();
    keys.sort_by_key(|key| (key.joint, key.at));
    let of_joint = |keys: &[JointKey]| {
        let times: Vec<Flicks> = keys.iter().map(|key| key.at).collect();
        let (from, to, share) = between(&times, time);
        let turn = |place: Option<usize>| place.map_or(Vec3::ZERO, |place| keys[place].turn);
        (keys[0].joint, turn(from).lerp(turn(to), smooth(share)))
    };
    keys.chunk_by(|a, b| a.joint == b.joint).map(of_joint).collect()
}

/// Between which of some times `time` is and how far it is on its way; none before the first.
fn between(times: &[Flicks], time: Flicks) -> (Option<usize>, Option<usize>, f32) {
    let next = times.iter().position(|at| *at > time).unwrap_or(times.len());
    let now = next.checked_sub(1);
    let Some(coming) = times.get(next) else { return (now, now, 1.0) };
    // What is there at the head of the shot is there from the start.
    if now.is_none() && *coming <= Flicks::ZERO {
        return (Some(next), Some(next), 1.0);
    }
    let left = (*coming - time).seconds() as f32;
    let room = now.map_or(coming.seconds() as f32, |now| (*coming - times[now]).seconds() as f32);
    let length = REACHES.min(room).max(1e-3);
    (now, Some(next), (1.0 - left / length).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64, touch: Touch) -> HandKey {
        HandKey { at: Flicks::from_seconds(seconds), hand: Hand::Right, touch }
    }

    fn right(keys: &[HandKey], seconds: f64) -> Option<(Contact, f32)> {
        grasp(keys, Hand::Right, Flicks::from_seconds(seconds), &|_, _| None).now()
    }

    #[test]
    fn a_hand_is_there_when_its_key_says_and_sets_out_no_sooner_than_it_must() {
        let keys = [at(2.0, Touch::Point(Vec3::X)), at(4.0, Touch::Free)];
        assert_eq!(right(&keys, 1.3), None);
        assert!(right(&keys, 1.8).is_some_and(|(_, weight)| (0.3..0.9).contains(&weight)));
        assert_eq!(right(&keys, 2.0).map(|(_, weight)| weight), Some(1.0));
        assert_eq!(right(&keys, 3.3).map(|(_, weight)| weight), Some(1.0));
        assert_eq!(right(&keys, 4.0), None);
        let left = grasp(&keys, Hand::Left, Flicks::from_seconds(3.0), &|_, _| None);
        assert_eq!(left.now(), None, "only the hand that was told");
    }

    #[test]
    fn what_a_hand_is_on_at_the_head_it_is_on_from_the_start() {
        let keys = [at(0.0, Touch::Point(Vec3::X))];
        for seconds in [-1.0, 0.0, 9.0] {
            assert_eq!(right(&keys, seconds).map(|(_, weight)| weight), Some(1.0));
        }
    }

    #[test]
    fn a_body_that_is_not_in_the_shot_is_not_reached_for() {
        let touch = Touch::Body { figure: Id::FILM, landmark: Landmark::Back };
        assert_eq!(right(&[at(0.0, touch)], 1.0), None);
    }

    #[test]
    fn a_joint_goes_over_from_key_to_key() {
        let key = |seconds: f64, x: f32| JointKey {
            at: Flicks::from_seconds(seconds),
            joint: Bend::LeftElbow,
            turn: Vec3::X * x,
        };
        let keys = [key(1.0, 40.0), key(3.0, 10.0)];
        let turn = |seconds: f64| turns(&keys, Flicks::from_seconds(seconds))[0].1.x;
        assert_eq!((turn(0.2), turn(1.0), turn(2.0), turn(5.0)), (0.0, 40.0, 40.0, 10.0));
        assert!((10.0..40.0).contains(&turn(2.8)));
    }
}
