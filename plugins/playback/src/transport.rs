//! What a person can ask of the playhead, and where that takes it. Pure.

use bevy_ecs::message::Message;
use maquette_document::Timeline;
use maquette_time::{Flicks, Frame, FrameRate};

/// A request to playback.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    Play,
    Pause,
    Toggle,
    /// To a place on the timeline; held to the film.
    Seek(Flicks),
    /// As [`Transport::Seek`], by a hand that drags: where nothing plays, a grain of each place is heard.
    Scrub(Flicks),
    /// So many frames on, or back when negative; stops playing.
    StepFrames(i64),
    /// To the head of the next shot, or with a negative number back: first to the head of this one.
    StepShots(i64),
    ToHead,
    ToTail,
}

/// Where `request` takes a playhead that is at `time`, or none if it stays.
pub(crate) fn place_after(
    request: Transport,
    time: Flicks,
    rate: FrameRate,
    timeline: &Timeline,
) -> Option<Flicks> {
    let last = Frame((timeline.frames() - 1).max(0));
    let held = |frame: i64| rate.start_of(Frame(frame.clamp(0, last.0)));
    match request {
        Transport::Play | Transport::Pause | Transport::Toggle => None,
        Transport::Seek(place) | Transport::Scrub(place) => Some(held(rate.frame_at(place).0)),
        Transport::StepFrames(count) => Some(held(rate.frame_at(time).0.saturating_add(count))),
        Transport::StepShots(count) => {
            Some(held(shot_border(count, rate.frame_at(time), timeline)))
        }
        Transport::ToHead => Some(Flicks::ZERO),
        Transport::ToTail => Some(held(last.0)),
    }
}

fn shot_border(count: i64, now: Frame, timeline: &Timeline) -> i64 {
    let shots = timeline.shots();
    if shots.is_empty() {
        return 0;
    }
    let here = shots.partition_point(|shot| shot.first <= now).saturating_sub(1);
    // Back from within a shot goes to its own head first.
    let within = i64::from(shots[here].first < now && count < 0);
    let there = (here as i64 + count + within).clamp(0, shots.len() as i64 - 1);
    shots[there as usize].first.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_ecs::world::World;
    use maquette_document::{Edit, Id, Shot, changes_from_edits, project};

    /// Two shots of a second each, at 24.
    fn two_shots() -> World {
        let shot = Shot { length: Flicks::SECOND, ..Shot::default() };
        let edits: Vec<Edit> =
            (0..2).map(|n| Edit::create(Id::hashed(&[&n.to_string()]), &shot)).collect();
        let mut world = World::new();
        project(&mut world, &changes_from_edits(&edits));
        world
    }

    #[track_caller]
    fn check(request: Transport, from: i64, to: i64) {
        let world = two_shots();
        let rate = FrameRate::FILM;
        let timeline = world.resource::<Timeline>();
        let place = place_after(request, rate.start_of(Frame(from)), rate, timeline);
        assert_eq!(place, Some(rate.start_of(Frame(to))), "{request:?} from {from}");
    }

    #[test]
    fn steps_stop_at_the_ends_of_the_film() {
        check(Transport::StepFrames(1), 47, 47);
        check(Transport::StepFrames(-1), 0, 0);
        check(Transport::StepFrames(i64::MAX), 3, 47);
        check(Transport::Seek(Flicks::SECOND * 90), 0, 47);
        check(Transport::Seek(Flicks(-5)), 9, 0);
        check(Transport::Scrub(Flicks::SECOND * 90), 0, 47);
        check(Transport::ToTail, 0, 47);
    }

    #[test]
    fn a_step_back_goes_to_the_head_of_this_shot_first() {
        check(Transport::StepShots(-1), 30, 24);
        check(Transport::StepShots(-1), 24, 0);
        check(Transport::StepShots(1), 0, 24);
        check(Transport::StepShots(1), 23, 24);
    }
}
