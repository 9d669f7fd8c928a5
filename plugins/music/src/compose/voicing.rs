//! Four voices that move as little as they can.

use super::super::theory::Chord;

/// Pitches of four voices, lowest first.
pub(crate) type Voicing = [u8; 4];

const LOWEST: u8 = 50;
const HIGHEST: u8 = 75;
/// Where the four voices lie on average when nothing pulls them.
const MIDDLE: f32 = 61.0;

/// A voicing for each chord in turn.
pub(crate) fn voice_all(chords: &[Chord]) -> Vec<Voicing> {
    let mut all: Vec<Voicing> = Vec::with_capacity(chords.len());
    for chord in chords {
        let voicing = voice(*chord, all.last());
        all.push(voicing);
    }
    all
}

/// The voicing of `chord` that lies best after `before`.
fn voice(chord: Chord, before: Option<&Voicing>) -> Voicing {
    let tones = chord.tones();
    let pitches: Vec<u8> =
        (LOWEST..=HIGHEST).filter(|pitch| tones.contains(&(pitch % 12))).collect();
    let mut best: Option<(f32, Voicing)> = None;
    for (a, low) in pitches.iter().enumerate() {
        for (b, second) in pitches.iter().enumerate().skip(a + 1) {
            for (c, third) in pitches.iter().enumerate().skip(b + 1) {
                for high in &pitches[c + 1..] {
                    let voicing = [*low, *second, *third, *high];
                    if let Some(cost) = cost(voicing, &tones, before)
                        && best.is_none_or(|(other, _)| cost < other)
                    {
                        best = Some((cost, voicing));
                    }
                }
            }
        }
    }
    // Every chord of three notes and more can be voiced within two octaves.
    best.map_or([55, 60, 64, 67], |(_, voicing)| voicing)
}

/// How ill a voicing lies; nothing when it cannot be used.
fn cost(voicing: Voicing, tones: &[u8], before: Option<&Voicing>) -> Option<f32> {
    let has = |tone: &u8| voicing.iter().any(|pitch| pitch % 12 == *tone);
    let full = tones[..3].iter().all(has);
    let gaps: [u8; 3] = std::array::from_fn(|at| voicing[at + 1] - voicing[at]);
    let tight = gaps.iter().zip(voicing).any(|(gap, low)| *gap < if low < 56 { 3 } else { 2 });
    let wide = gaps.iter().any(|gap| 9 < *gap);
    let grates = (0..4).any(|a| (a + 1..4).any(|b| matches!(voicing[b] - voicing[a], 13)));
    if !full || tight || wide || grates {
        return None;
    }
    let seconds = gaps.iter().filter(|gap| **gap == 2).count() as f32;
    let mean = voicing.iter().map(|pitch| f32::from(*pitch)).sum::<f32>() / 4.0;
    let missing = tones[3..].iter().filter(|tone| !has(tone)).count() as f32;
    let mut cost = 0.25 * (mean - MIDDLE).abs() + 0.9 * seconds + 1.2 * missing;
    if let Some(before) = before {
        let moved = |at: usize| f32::from(voicing[at].abs_diff(before[at]));
        cost += (0..4).map(moved).sum::<f32>() + 0.6 * moved(3);
        cost += 0.4 * (0..4).map(|at| (moved(at) - 4.0).max(0.0)).sum::<f32>();
        cost += 4.0 * parallels(voicing, *before);
        // A voice that is left out of every change stands too long.
        cost += if voicing == *before { 1.0 } else { 0.0 };
    }
    Some(cost)
}

/// How many pairs of voices move from a fifth or an octave into another.
fn parallels(to: Voicing, from: Voicing) -> f32 {
    let mut count = 0.0;
    for a in 0..4 {
        for b in a + 1..4 {
            let (was, is) = ((from[b] - from[a]) % 12, (to[b] - to[a]) % 12);
            if was == is && (is == 7 || is == 0) && from[a] != to[a] {
                count += 1.0;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::super::theory::Colour;
    use super::super::super::{Key, Mode};
    use super::*;

    #[test]
    fn every_chord_of_every_key_can_be_voiced_without_grating() {
        for tonic in 0..12 {
            for (mode, degrees) in
                [(Mode::Major, [0, 1, 2, 3, 4, 5]), (Mode::Minor, [0, 2, 3, 4, 5, 6])]
            {
                for degree in degrees {
                    for colour in [Colour::Plain, Colour::Seventh] {
                        let chord = Chord::new(Key::new(tonic, mode), degree, colour);
                        let voicing = voice(chord, None);
                        assert!(
                            voicing.iter().all(|pitch| chord.has(*pitch)),
                            "{chord:?} {voicing:?}"
                        );
                        let gaps = voicing.windows(2).map(|pair| pair[1] - pair[0]);
                        assert!(gaps.min().unwrap() >= 2, "{chord:?} {voicing:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn voices_move_little() {
        let key = Key::new(9, Mode::Minor);
        let chords: Vec<Chord> = [0, 5, 2, 6, 0, 3, 5, 4]
            .iter()
            .map(|degree| Chord::new(key, *degree, Colour::Plain))
            .collect();
        let voicings = voice_all(&chords);
        for pair in voicings.windows(2) {
            let moved: u32 = (0..4).map(|at| u32::from(pair[0][at].abs_diff(pair[1][at]))).sum();
            assert!(moved <= 14, "{pair:?}");
        }
    }
}
