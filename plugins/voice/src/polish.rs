//! What makes a robot's voice fit to be heard for an hour: trimmed, warmed, set in a small room, levelled.

use super::filter::Biquad;
use super::level::loudness;
use super::speak::SpeakSettings;

/// Kept before the first sound of a line: 40 ms.
pub(crate) const HEAD: usize = 1_920;
/// Kept after the last: 160 ms, in which the room dies away.
pub(crate) const TAIL: usize = 7_680;

/// The line as it goes into the film, and by how many samples it starts later than `raw` (before it where that
/// is negative); nothing when there is no sound in it.
pub(crate) fn polished(raw: &[f32], settings: &SpeakSettings) -> Option<(Vec<f32>, i64)> {
    let (mut line, cut) = trimmed(raw)?;
    let edge = edge(&line);
    warm(&mut line, f64::from(settings.warmth.clamp(0.0, 1.0)) * edge);
    furnish(&mut line, settings.room.clamp(0.0, 1.0));
    let lift = settings.level.clamp(-60.0, -6.0) - loudness(&line)?;
    let gain = libm::exp10f(lift.min(36.0) / 20.0);
    for sample in &mut line {
        *sample = soft(*sample * gain);
    }
    fade(&mut line);
    Some((line, cut))
}

/// The line from shortly before its first sound to shortly after its last, and where in `raw` it starts.
fn trimmed(raw: &[f32]) -> Option<(Vec<f32>, i64)> {
    let peak = raw.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    let heard = |sample: &f32| peak > 1e-4 && sample.abs() > peak * 0.01;
    let (first, last) = (raw.iter().position(heard)?, raw.iter().rposition(heard)?);
    let mut line = vec![0.0; HEAD.saturating_sub(first)];
    line.extend(&raw[first.saturating_sub(HEAD)..raw.len().min(last + TAIL)]);
    line.resize(line.len() + (last + TAIL).saturating_sub(raw.len()), 0.0);
    Some((line, first as i64 - HEAD as i64))
}

/// How much edge a voice has to take off: 0 for one that is dull already, 1 for most.
fn edge(line: &[f32]) -> f64 {
    let power = |samples: &[f32]| samples.iter().map(|s| f64::from(s * s)).sum::<f64>().max(1e-12);
    let mut high = line.to_vec();
    Biquad::high_pass(1_000.0).run(&mut high);
    let share = 10.0 * libm::log10(power(&high) / power(line));
    ((share + 12.0) / 6.0).clamp(0.0, 1.0)
}

/// Takes the buzz off a formant voice: less at 3 kHz and over 6, more body under 250 Hz.
fn warm(line: &mut [f32], amount: f64) {
    Biquad::high_pass(75.0).run(line);
    Biquad::low_shelf(250.0, 2.5 * amount).run(line);
    Biquad::bell(3_200.0, 0.8, -4.5 * amount).run(line);
    Biquad::high_shelf(6_000.0, -7.0 * amount).run(line);
}

/// Adds the first echoes of a small room, duller than the voice itself.
fn furnish(line: &mut [f32], amount: f32) {
    let mut dull = line.to_vec();
    let mut held = 0.0;
    for sample in &mut dull {
        held += 0.35 * (*sample - held);
        *sample = held;
    }
    for (delay, weight) in ECHOES {
        let weight = weight * amount;
        for (sample, echo) in line.iter_mut().skip(delay).zip(&dull) {
            *sample += echo * weight;
        }
    }
}

/// Samples late, and how strong; 6 to 110 ms, none a multiple of another, so that no pitch is heard in them.
const ECHOES: [(usize, f32); 14] = [
    (307, 0.62),
    (461, -0.50),
    (677, 0.46),
    (881, 0.38),
    (1_151, -0.34),
    (1_447, 0.30),
    (1_783, -0.25),
    (2_129, 0.21),
    (2_503, 0.18),
    (2_917, -0.15),
    (3_413, 0.12),
    (3_931, -0.10),
    (4_519, 0.08),
    (5_227, 0.06),
];

/// Bends what goes over half of full scale, so that no line clips.
fn soft(sample: f32) -> f32 {
    let (knee, room) = (0.5, 0.35);
    let over = sample.abs() - knee;
    if over <= 0.0 { sample } else { (knee + room * libm::tanhf(over / room)).copysign(sample) }
}

/// 4 ms in, 40 ms out.
fn fade(line: &mut [f32]) {
    let length = line.len();
    for (place, sample) in line.iter_mut().enumerate() {
        let (into, left) = (place as f32 / 192.0, (length - 1 - place) as f32 / 1_920.0);
        *sample *= into.min(1.0) * left.min(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken_at(start: usize, end: usize, length: usize) -> Vec<f32> {
        let wave =
            |n: usize| if (start..end).contains(&n) { (n as f32 * 0.05).sin() * 0.3 } else { 0.0 };
        (0..length).map(wave).collect()
    }

    #[test]
    fn the_handles_are_the_same_whatever_silence_there_was() {
        let expected = HEAD + 20_000 + TAIL;
        for (start, after) in [(0, 0), (100, 50), (40_000, 60_000)] {
            let line = spoken_at(start, start + 20_000, start + 20_000 + after);
            let length = polished(&line, &SpeakSettings::default()).unwrap().0.len();
            assert!(length.abs_diff(expected) < 40, "{length} for {expected}");
        }
    }

    #[test]
    fn silence_has_nothing_to_polish() {
        assert_eq!(polished(&[0.0; 1_000], &SpeakSettings::default()), None);
        assert_eq!(polished(&[], &SpeakSettings::default()), None);
    }

    #[test]
    fn no_line_clips_or_is_not_a_number() {
        let loud = SpeakSettings { level: -6.0, room: 1.0, warmth: 0.0 };
        let (line, _) = polished(&spoken_at(0, 48_000, 48_000), &loud).unwrap();
        assert!(line.iter().all(|sample| sample.abs() < 0.9));
    }
}
