//! How a recording lies in the film, and how late it is by a beep that goes out and comes back. Pure.

use crate::{Pcm, RATE};

/// Where in [`beeps`] each begins, in samples: uneven, so that one is not taken for the next.
pub const BEEPS: [i64; 5] = [24_000, 64_800, 110_400, 148_800, 196_800];

/// Samples of a beep: 0.1 s.
const LENGTH: usize = RATE as usize / 10;

/// How far from its place the first beep is looked for: half a second, more than any card is late.
const FAR: i64 = RATE as i64 / 2;

/// How far from where the others are said to be: 20 ms.
const NEAR: i64 = RATE as i64 / 50;

/// How like a beep it must be to be one, out of 1.
const LIKE: f64 = 0.3;

/// A sound of five beeps that rise from 400 Hz to 6 kHz: such a one has one place, where a plain tone has many.
pub fn beeps() -> Pcm {
    let mut sound = vec![0.0; BEEPS[4] as usize + RATE as usize];
    let one = beep();
    for place in BEEPS {
        sound[place as usize..][..LENGTH].copy_from_slice(&one);
    }
    Pcm { rate: RATE, channels: vec![sound] }
}

fn beep() -> Vec<f32> {
    let (from, to): (f64, f64) = (400.0, 6_000.0);
    let all = LENGTH as f64 / f64::from(RATE);
    let growth = libm::log(to / from);
    (0..LENGTH)
        .map(|n| {
            let t = n as f64 / f64::from(RATE);
            let turns = from * all / growth * (libm::exp(growth * t / all) - 1.0);
            let edge = (n.min(LENGTH - 1 - n) as f64 / 240.0).min(1.0);
            (0.4 * edge * libm::sin(std::f64::consts::TAU * turns)) as f32
        })
        .collect()
}

/// How many samples later than it should each beep is in `recorded`, a channel at 48 kHz in which the sound of
/// [`beeps`] begins at `head`. Nothing for beeps that are not heard.
pub fn beeps_found(recorded: &[f32], head: i64) -> Vec<i64> {
    let one = beep();
    let mut found: Vec<i64> = Vec::new();
    for place in BEEPS {
        let due = head + place;
        let middle = found.last().copied();
        let (from, reach) = middle.map_or((due, FAR), |late| (due + late, NEAR));
        let best = ((from - reach).max(0)..=from + reach)
            .filter_map(|at| Some((at, likeness(recorded.get(at as usize..)?, &one)?)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, like)) = best
            && LIKE <= like
        {
            found.push(at - due);
        }
    }
    found
}

/// From -1 to 1: how like `one` the head of `sound` is, however loud. Nothing where it is too short.
fn likeness(sound: &[f32], one: &[f32]) -> Option<f64> {
    let sound = sound.get(..one.len())?;
    let (mut both, mut here, mut there) = ([0.0_f32; 8], [0.0_f32; 8], [0.0_f32; 8]);
    for (a, b) in sound.as_chunks::<8>().0.iter().zip(one.as_chunks::<8>().0) {
        for n in 0..8 {
            both[n] += a[n] * b[n];
            here[n] += a[n] * a[n];
            there[n] += b[n] * b[n];
        }
    }
    let sum = |parts: [f32; 8]| f64::from(parts.iter().sum::<f32>());
    let power = sum(here) * sum(there);
    Some(if power < 1e-9 { 0.0 } else { sum(both) / libm::sqrt(power) })
}

/// Where in the film a recording lies: what is heard, held against what is at the microphone, again and again.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    seen: Vec<i64>,
}

/// Looks that are kept: half a minute of them at 20 a second, which is plenty.
const LOOKS: usize = 600;

impl Alignment {
    /// At one instant the film is heard at `film`, and the microphone is at `recorded`, both in samples at 48 kHz.
    pub fn look(&mut self, film: i64, recorded: i64) {
        if self.seen.len() < LOOKS {
            self.seen.push(film - recorded);
        }
    }

    /// The place in the film of the recording's first sample: the middle of all looks. May be negative.
    pub fn head(&self) -> Option<i64> {
        let mut seen = self.seen.clone();
        seen.sort_unstable();
        seen.get(seen.len() / 2).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The beeps as a microphone hears them: so much later, quieter, in noise.
    fn heard(head: i64, late: i64, gain: f32, noise: f32) -> Vec<f32> {
        let clean = beeps();
        let mut state = 9_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        let mut out: Vec<f32> = (0..6 * 48_000).map(|_| noise * next()).collect();
        for (n, sample) in clean.channels[0].iter().enumerate() {
            let place = head + late + n as i64;
            if let Some(out) = usize::try_from(place).ok().and_then(|place| out.get_mut(place)) {
                *out += gain * sample;
            }
        }
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn a_beep_is_found_to_the_sample_in_a_noisy_room(
            head in 0_i64..20_000,
            late in -4_000_i64..20_000,
            gain in 0.05_f32..1.0,
        ) {
            let found = beeps_found(&heard(head, late, gain, gain * 0.1), head);
            prop_assert_eq!(found, vec![late; 5]);
        }
    }

    #[test]
    fn silence_and_noise_are_no_beeps() {
        assert!(beeps_found(&vec![0.0; 300_000], 0).is_empty());
        assert!(beeps_found(&heard(0, 0, 0.0, 0.5), 0).is_empty());
        assert!(beeps_found(&[], 5).is_empty());
    }

    #[test]
    fn a_look_that_came_late_does_not_move_the_recording() {
        let mut alignment = Alignment::default();
        assert_eq!(alignment.head(), None);
        for n in 0..100 {
            alignment.look(n * 2400 - if n % 9 == 0 { 900 } else { 0 }, n * 2400 + 1234);
        }
        assert_eq!(alignment.head(), Some(-1234));
    }
}
