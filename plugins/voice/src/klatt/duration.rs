//! How long each sound lasts.
//!
//! After the rules of D. H. Klatt, *Synthesis by rule of segmental durations in English sentences* (in Lindblom and
//! Öhman, *Frontiers of Speech Communication Research*, 1979): a sound has a length of its own and one that it
//! cannot go below; what stands about it takes a share of what lies between.

use super::plan::Segment;
use crate::g2p::Phoneme::{self, *};
use crate::g2p::Stress;

/// Seconds of `segment`, `before` and `after` being its neighbours where there are any in the same breath.
pub(crate) fn seconds(segment: &Segment, before: Option<&Segment>, after: Option<&Segment>) -> f64 {
    let Some(phoneme) = segment.phoneme else { return segment.seconds };
    let (own, mut least) = inherent(phoneme);
    let mut share: f64 = 1.0;
    let vowel = phoneme.is_vowel();
    let unstressed = segment.stress == Stress::None;
    // At the end of a phrase the last syllable is drawn out; elsewhere its vowels are shorter.
    if segment.ends_phrase {
        share *= if vowel {
            1.35
        } else if segment.in_onset {
            1.0
        } else {
            1.3
        };
    } else if vowel {
        share *= 0.72;
    }
    if vowel && !segment.ends_word {
        share *= 0.88;
    }
    if vowel && 1 < segment.syllables {
        share *= if segment.syllables == 2 { 0.87 } else { 0.8 };
    }
    if !vowel && !segment.starts_word {
        share *= 0.88;
    }
    if unstressed {
        least *= 0.55;
        share *= match phoneme {
            _ if vowel && !segment.starts_word && !segment.ends_word => 0.6,
            L | R | W | Y => 0.6,
            _ => 0.72,
        };
        if segment.is_function {
            share *= 0.9;
        }
    }
    if segment.accent && vowel {
        share *= 1.08;
    }
    // A vowel is as long as what closes its syllable lets it be.
    if vowel {
        let closed = match after.and_then(|next| next.phoneme.filter(|_| !next.starts_word)) {
            None => 1.15,
            Some(V | Z | Zh | Dh) => 1.5,
            Some(B | D | G | Jh) => 1.2,
            Some(M | N | Ng) => 0.88,
            Some(P | T | K | Ch | F | S | Sh | Th) => 0.72,
            Some(_) => 1.0,
        };
        share *= if segment.ends_phrase { closed } else { 0.7 + 0.3 * closed };
        if before.and_then(|last| last.phoneme).is_some_and(Phoneme::is_vowel) {
            share *= 0.8;
        }
    } else {
        let consonant = |near: Option<&Segment>| {
            near.and_then(|one| one.phoneme).is_some_and(|one| !one.is_vowel())
        };
        share *= match (consonant(before), consonant(after)) {
            (true, true) => 0.6,
            (true, false) | (false, true) => 0.75,
            (false, false) => 1.0,
        };
    }
    least + (own - least).max(0.0) * share.min(1.8)
}

/// Seconds of a sound in a stressed syllable, and the least.
fn inherent(phoneme: Phoneme) -> (f64, f64) {
    match phoneme {
        Aa | Ao => (0.240, 0.100),
        Ae => (0.230, 0.080),
        Ah => (0.150, 0.060),
        Aw => (0.260, 0.110),
        Ax => (0.100, 0.050),
        Ay => (0.250, 0.120),
        Eh => (0.160, 0.070),
        Er => (0.190, 0.080),
        Ey => (0.200, 0.080),
        Ih => (0.140, 0.050),
        Iy | Uh => (0.160, 0.060),
        Ow => (0.220, 0.080),
        Oy => (0.280, 0.130),
        Uw => (0.210, 0.070),
        Hh | R => (0.080, 0.040),
        L | W | Y => (0.080, 0.045),
        M => (0.075, 0.060),
        N => (0.068, 0.045),
        Ng | Th => (0.095, 0.060),
        Dh => (0.055, 0.035),
        F => (0.105, 0.075),
        S => (0.110, 0.065),
        Sh => (0.110, 0.080),
        V => (0.065, 0.045),
        Z => (0.080, 0.050),
        Zh | D => (0.075, 0.050),
        B => (0.085, 0.060),
        Ch => (0.120, 0.095),
        G => (0.080, 0.060),
        Jh => (0.095, 0.075),
        K => (0.085, 0.065),
        P => (0.090, 0.060),
        T => (0.080, 0.055),
    }
}
