//! A sound made longer or shorter, its pitch kept: pieces of it laid over one another where they are most alike
//! (WSOLA; Verhelst and Roelands, 1993).
//!
//! What begins suddenly is never cut: around it the sound runs at its own speed, and what lies between makes up
//! for it. A piece is taken from at most 12.5 ms beside its place, so lips stay with their words.

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
    let mut last = 0;
    for (n, out) in made.chunks_mut(HOP as usize).enumerate() {
        let next = (n as i64 + 1) * HOP;
        let natural = last + HOP;
        let target = map.place(next);
        let near = (natural - target).abs() <= REACH;
        let taken = if near && map.is_held(next) && map.is_held(next - HOP) {
            natural
        } else {
            finder.find(last, target)
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
    /// Onsets that leave too little between them for the speed are not held.
    fn new(onsets: &[i64], frames: i64, length: i64) -> Self {
        let mut knots = vec![(0, 0)];
        let due =
            |at: i64| (i128::from(at) * i128::from(length) / i128::from(frames.max(1))) as i64;
        let fits = |from: (i64, i64), to: (i64, i64)| {
            let (made, read) = (i128::from(to.0 - from.0), i128::from(to.1 - from.1));
            let (made, read) = (made * i128::from(frames), read * i128::from(length));
            0 < made && 0 < read && read <= 4 * made && made <= 4 * read
        };
        let end = (length, frames);
        for onset in onsets {
            let at = due(*onset);
            let (head, tail) = ((at - AROUND, onset - AROUND), (at + AROUND, onset + AROUND));
            let before = knots[knots.len() - 1];
            if fits(before, head) && fits(tail, end) {
                knots.extend([head, tail]);
            }
        }
        knots.push(end);
        Self { knots }
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

    /// Whether the sound runs at its own speed there.
    fn is_held(&self, made: i64) -> bool {
        let (from, to) = self.segment(made);
        to.0 - from.0 == 2 * AROUND && to.1 - from.1 == 2 * AROUND
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

    /// The middle of the piece near `target` whose first half is most like what follows `last`.
    fn find(&self, last: i64, target: i64) -> i64 {
        let away = |place: i64| (place - target).abs() as f64 * (FAR / REACH as f64);
        let best = |places: &mut dyn Iterator<Item = i64>, like: &dyn Fn(i64) -> f64| {
            let mut best = (f64::MIN, target);
            for place in places {
                let score = like(place) - away(place);
                if score > best.0 {
                    best = (score, place);
                }
            }
            best.1
        };
        let steps = REACH / COARSE;
        let rough = best(&mut (-steps..=steps).map(|n| target + n * COARSE), &|place| {
            let from = (place - HOP).div_euclid(COARSE);
            likeness(&self.coarse, last.div_euclid(COARSE), from, HOP / COARSE)
        });
        best(&mut (rough - COARSE..=rough + COARSE), &|place| {
            likeness(self.fine, last, place - HOP, HOP)
        })
    }
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
