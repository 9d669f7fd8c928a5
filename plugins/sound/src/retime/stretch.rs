//! A sound made longer or shorter, its pitch kept: pieces of it laid over one another where they are most alike
//! (WSOLA; Verhelst and Roelands, 1993).
//!
//! What begins suddenly is never cut: around it the sound runs at its own speed, and what lies between makes up
//! for it. A piece is taken from at most 12.5 ms beside its place, so lips stay with their words.

use std::ops::RangeInclusive;

use super::onset::onsets;
use super::varispeed::heard_frames;
use crate::{Pcm, RATE, Sound};

/// Samples from one piece to the next; each is as long as two: 43 ms.
const HOP: i64 = 1024;

/// How far beside its place a piece is looked for: 12.5 ms, a period of 80 Hz.
const REACH: i64 = 600;

/// Samples that are looked at as one in the first, coarse search.
const COARSE: i64 = 4;

/// What the farthest place loses against the nearest, of a likeness of 1.
const FAR: f64 = 0.1;

/// On each side of an onset: no piece beyond it can reach the onset.
const AROUND: i64 = HOP + REACH;

/// `sound` at `speed` over `of`; as long as that makes it, to the nearest sample.
pub(super) fn stretch(sound: &Sound, speed: u16, of: u16) -> Pcm {
    let frames = sound.frames();
    let length = heard_frames(frames, i64::from(speed), i64::from(of));
    let mut samples = vec![[0.0; 2]; frames];
    sound.read(0, &mut samples);
    let mono: Vec<f32> = samples.iter().map(|[left, right]| (left + right) / 2.0).collect();
    let map = Map::new(&onsets(&mono), frames as i64, length as i64);
    let finder = Finder::new(&mono);
    let window: Vec<f64> = (0..HOP).map(rising).collect();
    let mut made = vec![[0.0; 2]; length];
    let (mut last, mut owed) = (0, 0.0);
    for (n, out) in made.chunks_mut(HOP as usize).enumerate() {
        let next = (n as i64 + 1) * HOP;
        let target = map.place(next);
        let natural = last + HOP;
        let taken = if map.is_held(next) && (natural - target).abs() <= REACH {
            natural
        } else {
            // What a whole sample is off its place is made up for by the next, so that a pitch does not drift.
            let place = finder.find(last, target, map.reach(next, target)) + owed;
            owed = place - place.round();
            place.round() as i64
        };
        let sample = |at: i64| usize::try_from(at).ok().and_then(|at| samples.get(at)).copied();
        for (into, out) in out.iter_mut().enumerate() {
            let old = sample(last + into as i64).unwrap_or_default();
            let new = sample(taken - HOP + into as i64).unwrap_or_default();
            let share = window[into];
            *out = [0, 1].map(|side| {
                let (old, new) = (f64::from(old[side]), f64::from(new[side]));
                (old + (new - old) * share) as f32
            });
        }
        last = taken;
    }
    let channel = |side: usize| made.iter().map(|frame| frame[side]).collect();
    Pcm { rate: RATE, channels: (0..sound.channels().min(2)).map(channel).collect() }
}

/// Half of Hann's window.
fn rising(n: i64) -> f64 {
    0.5 - 0.5 * libm::cos(std::f64::consts::PI * n as f64 / HOP as f64)
}

/// Which sample of the sound is due at which sample of what is made: straight between knots.
struct Map {
    knots: Vec<(i64, i64)>,
}

impl Map {
    /// The sound's head and tail are held too. Onsets that leave too little between them for the speed are not.
    fn new(onsets: &[i64], frames: i64, length: i64) -> Self {
        let due =
            |at: i64| (i128::from(at) * i128::from(length) / i128::from(frames.max(1))) as i64;
        let fits = |from: (i64, i64), to: (i64, i64)| {
            let (made, read) = (i128::from(to.0 - from.0), i128::from(to.1 - from.1));
            let (made, read) = (made * i128::from(frames), read * i128::from(length));
            0 < made && 0 < read && read <= 4 * made && made <= 4 * read
        };
        let (head, end) = ((HOP, HOP), (length, frames));
        let tail = (length - AROUND, frames - AROUND);
        let mut map = Self { knots: vec![(0, 0), end] };
        if !fits(head, tail) {
            return map;
        }
        map.knots = vec![(0, 0), head];
        for onset in onsets {
            let at = due(*onset);
            let from = (at - AROUND, onset - AROUND);
            let to = (at + AROUND, onset + AROUND);
            if fits(map.knots[map.knots.len() - 1], from) && fits(to, tail) {
                map.knots.extend([from, to]);
            }
        }
        map.knots.extend([tail, end]);
        map
    }

    fn segment(&self, made: i64) -> ((i64, i64), (i64, i64)) {
        let next = self.knots.partition_point(|knot| knot.0 <= made).clamp(1, self.knots.len() - 1);
        (self.knots[next - 1], self.knots[next])
    }

    fn place(&self, made: i64) -> i64 {
        let (from, to) = self.segment(made);
        let (run, rise) = (i128::from(to.0 - from.0).max(1), i128::from(to.1 - from.1));
        from.1 + (i128::from(made - from.0) * rise / run) as i64
    }

    /// Whether the sound runs at its own speed up to there.
    fn is_held(&self, made: i64) -> bool {
        let held = |made: i64| {
            let (from, to) = self.segment(made);
            to.0 - from.0 == to.1 - from.1
        };
        held(made - HOP) && held(made - 1)
    }

    /// Where a piece may be taken from: near its place, and with all of the sound that it needs.
    fn reach(&self, made: i64, target: i64) -> RangeInclusive<i64> {
        let (length, frames) = self.knots[self.knots.len() - 1];
        let last = (frames - HOP).max(frames - (length - made));
        (target - REACH).max(HOP)..=(target + REACH).min(last)
    }
}

/// Looks for the piece that goes on best from where the last one ends.
struct Finder<'a> {
    fine: &'a [f32],
    coarse: Vec<f32>,
}

impl<'a> Finder<'a> {
    fn new(fine: &'a [f32]) -> Self {
        let mean = |part: &[f32]| part.iter().sum::<f32>() / COARSE as f32;
        Self { fine, coarse: fine.chunks(COARSE as usize).map(mean).collect() }
    }

    /// The middle of the piece near `target` whose first half is most like what follows `last`, to a part of a
    /// sample.
    fn find(&self, last: i64, target: i64, within: RangeInclusive<i64>) -> f64 {
        let away = |place: i64| (place - target).abs() as f64 * (FAR / REACH as f64);
        let rough = |place: i64| {
            let (one, other) = (last.div_euclid(COARSE), (place - HOP).div_euclid(COARSE));
            likeness(&self.coarse, one, other, HOP / COARSE) - away(place)
        };
        let exact = |place: i64| likeness(self.fine, last, place - HOP, HOP);
        let steps = REACH / COARSE;
        let places = (-steps..=steps).map(|n| target + n * COARSE);
        let Some((_, near)) = best(places.filter(|place| within.contains(place)), rough) else {
            return target as f64;
        };
        let Some((like, place)) = best(near - COARSE..=near + COARSE, exact) else {
            return near as f64;
        };
        if like == 0.0 {
            return near as f64;
        }
        let (before, after) = (exact(place - 1), exact(place + 1));
        let bend = before - 2.0 * like + after;
        let part = if bend < 0.0 { (before - after) / (2.0 * bend) } else { 0.0 };
        place as f64 + part.clamp(-0.5, 0.5)
    }
}

/// The highest score and where it is; of equal ones the first.
fn best(places: impl Iterator<Item = i64>, score: impl Fn(i64) -> f64) -> Option<(f64, i64)> {
    places.map(|place| (score(place), place)).reduce(|a, b| if a.0 < b.0 { b } else { a })
}

/// From -1 to 1; 0 where one of the two is silent.
fn likeness(samples: &[f32], one: i64, other: i64, length: i64) -> f64 {
    let part = |from: i64, start: i64, length: i64| {
        let end = (from + length).clamp(0, samples.len() as i64);
        let start = (from + start).clamp(0, end);
        &samples[start as usize..end as usize]
    };
    // What is before the head and after the end is silent in both, and cut off alike.
    let skipped = (-one).max(-other).max(0).min(length);
    let (a, b) = (part(one, skipped, length), part(other, skipped, length));
    let (mut both, mut of_a, mut of_b) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (f64::from(*a), f64::from(*b));
        both += a * b;
        of_a += a * a;
        of_b += b * b;
    }
    let whole = of_a * of_b;
    if whole < 1e-18 { 0.0 } else { both / libm::sqrt(whole) }
}
