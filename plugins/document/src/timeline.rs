//! Where each shot stands in the film.

use std::collections::HashMap;
use std::fmt;

use bevy_ecs::resource::Resource;
use maquette_time::{Flicks, Frame, FrameRate, Span};

use crate::Id;

/// The shots of the film from head to tail. It follows from their order and lengths; only
/// [`project`](fn@crate::project) writes it.
///
/// The exact lengths are summed and each cut is rounded once, from that running total, to a border of frames:
/// however many shots there are, a cut is never further than half a frame from where it should be. Spans are
/// those of the whole frames, so that picture and sound agree.
#[derive(Resource, Clone, Default, PartialEq)]
pub struct Timeline {
    rate: FrameRate,
    shots: Vec<TimelineShot>,
    /// Of each shot, its exact length, and the exact lengths of all before it.
    exact: Vec<(Flicks, Flicks)>,
    /// Looked up, never walked.
    places: HashMap<Id, usize>,
}

/// One shot in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineShot {
    pub id: Id,
    /// From its first frame to the first of the next shot.
    pub span: Span,
    pub first: Frame,
    /// None, where a shot is shorter than half a frame.
    pub frames: i64,
}

fn sum(total: Flicks, length: Flicks) -> Flicks {
    Flicks(total.0.saturating_add(length.0.clamp(0, LONGEST.0)).min(i64::MAX / 2))
}

impl fmt::Debug for Timeline {
    /// In the order of the film: the way to find a shot follows from it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("Timeline");
        text.field("rate", &self.rate).field("shots", &self.shots).field("exact", &self.exact);
        text.finish_non_exhaustive()
    }
}

/// Longer than any shot: keeps what a broken film says within reach of the numbers.
const LONGEST: Flicks = Flicks(Flicks::SECOND.0 * 86_400);

impl Timeline {
    /// Lays shots of these exact lengths end to end.
    pub fn new(rate: FrameRate, lengths: impl IntoIterator<Item = (Id, Flicks)>) -> Self {
        let mut timeline = Self { rate, ..Self::default() };
        for (place, (id, length)) in lengths.into_iter().enumerate() {
            let span = Span::new(Flicks::ZERO, Flicks::ZERO);
            timeline.places.insert(id, place);
            timeline.shots.push(TimelineShot { id, span, first: Frame(0), frames: 0 });
            timeline.exact.push((length, Flicks::ZERO));
        }
        timeline.lay_out_from(0);
        timeline
    }

    /// Whether a shot is there with another exact length than this.
    pub(crate) fn would_change(&self, id: Id, length: Flicks) -> bool {
        self.places.get(&id).is_some_and(|place| self.exact[*place].0 != length)
    }

    /// Gives a shot another exact length: only what comes after it is laid out again.
    pub(crate) fn set_length(&mut self, id: Id, length: Flicks) {
        if let Some(place) = self.places.get(&id).copied() {
            self.exact[place].0 = length;
            self.lay_out_from(place);
        }
    }

    /// Puts a shot of this exact length behind another, or at the head.
    pub(crate) fn place(&mut self, id: Id, after: Option<Id>, length: Flicks) {
        let from = self.take_out(id);
        let behind = after.and_then(|after| self.places.get(&after));
        let at = behind.map_or(0, |place| place + 1);
        let span = Span::new(Flicks::ZERO, Flicks::ZERO);
        self.shots.insert(at, TimelineShot { id, span, first: Frame(0), frames: 0 });
        self.exact.insert(at, (length, Flicks::ZERO));
        self.number_from(at);
        self.lay_out_from(from.map_or(at, |from| from.min(at)));
    }

    pub(crate) fn remove(&mut self, id: Id) {
        if let Some(from) = self.take_out(id) {
            self.lay_out_from(from);
        }
    }

    /// Where it was.
    fn take_out(&mut self, id: Id) -> Option<usize> {
        let at = self.places.remove(&id)?;
        self.shots.remove(at);
        self.exact.remove(at);
        self.number_from(at);
        Some(at)
    }

    fn number_from(&mut self, place: usize) {
        for (at, shot) in self.shots.iter().enumerate().skip(place) {
            self.places.insert(shot.id, at);
        }
    }

    fn lay_out_from(&mut self, place: usize) {
        let before = place.checked_sub(1).map(|before| self.exact[before]);
        let mut total = before.map_or(Flicks::ZERO, |(length, before)| sum(before, length));
        let mut first = self.rate.border_at(total);
        for (shot, (length, before)) in self.shots[place..].iter_mut().zip(&mut self.exact[place..])
        {
            *before = total;
            total = sum(total, *length);
            let next = self.rate.border_at(total);
            let start = self.rate.start_of(first);
            shot.span = Span::new(start, self.rate.start_of(next) - start);
            (shot.first, shot.frames) = (first, next.0 - first.0);
            first = next;
        }
    }

    pub fn rate(&self) -> FrameRate {
        self.rate
    }

    /// All shots, in order.
    pub fn shots(&self) -> &[TimelineShot] {
        &self.shots
    }

    /// The shot on screen at `time`; none before the head and from the last border on.
    pub fn at(&self, time: Flicks) -> Option<&TimelineShot> {
        let after = self.shots.partition_point(|shot| shot.span.start <= time);
        self.shots[..after].last().filter(|shot| shot.span.contains(time))
    }

    pub fn of(&self, id: Id) -> Option<&TimelineShot> {
        self.shots.get(*self.places.get(&id)?)
    }

    /// Of all whole frames.
    pub fn length(&self) -> Flicks {
        self.shots.last().map_or(Flicks::ZERO, |shot| shot.span.end())
    }

    pub fn frames(&self) -> i64 {
        self.shots.last().map_or(0, |shot| shot.first.0 + shot.frames)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(rate: FrameRate, lengths: &[i64]) -> Timeline {
        let ids = (0_u32..).map(|n| Id::hashed(&["shot", &n.to_string()]));
        Timeline::new(rate, ids.zip(lengths.iter().map(|&length| Flicks(length))))
    }

    #[test]
    fn a_thousand_odd_lengths_drift_by_nothing() {
        let rate = FrameRate::NTSC_FILM;
        let lengths: Vec<i64> = (0..1000).map(|n| 700_000_001 + n * 12_347).collect();
        let timeline = laid(rate, &lengths);
        let mut total = Flicks::ZERO;
        for (shot, length) in timeline.shots().iter().zip(&lengths) {
            assert!((shot.span.start - total).0.abs() <= rate.frame_length().0 / 2);
            assert_eq!(shot.span.start, rate.start_of(shot.first));
            assert_eq!(shot.span.length, rate.frame_length() * shot.frames);
            total += Flicks(*length);
        }
        assert_eq!(timeline.frames(), rate.border_at(total).0);
    }

    #[test]
    fn each_instant_has_one_shot_and_the_tail_has_none() {
        let second = Flicks::SECOND.0;
        let timeline = laid(FrameRate::FILM, &[second, 0, second / 2]);
        assert_eq!(timeline.at(Flicks(-1)), None);
        assert_eq!(timeline.at(Flicks(0)), timeline.shots().first());
        assert_eq!(timeline.at(Flicks(second - 1)), timeline.shots().first());
        assert_eq!(timeline.at(Flicks(second)), timeline.shots().last());
        assert_eq!(timeline.at(timeline.length()), None);
        assert_eq!((timeline.frames(), timeline.shots()[1].frames), (36, 0));
    }

    #[test]
    fn lengths_that_cannot_be_stay_in_bounds() {
        let timeline = laid(FrameRate::FILM, &[i64::MIN, i64::MAX, i64::MAX, -5]);
        assert_eq!(timeline.frames(), 2 * 86_400 * 24);
    }
}
