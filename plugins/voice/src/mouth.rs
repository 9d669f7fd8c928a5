//! How far a mouth opens while it speaks.

use maquette_time::Flicks;

use super::estimate::{Piece, pieces};
use super::polish::HEAD;

/// What one digit of a mouth lasts: 40 ms.
pub const MOUTH_STEP: Flicks = Flicks(28_224_000);

/// The mouth that goes with mono speech at 48 kHz: a hex digit for each 40 ms, `0` closed, `f` wide open.
///
/// It follows the voiced part of the sound, so that hissing does not open it, and is measured against the line's
/// own strongest vowels.
pub fn mouth(samples: &[f32]) -> String {
    let voiced = voiced(samples);
    let power = |step: &[f32]| step.iter().map(|s| s * s).sum::<f32>() / step.len() as f32;
    let strengths: Vec<f32> = voiced.chunks(STEP).map(|step| libm::sqrtf(power(step))).collect();
    let mut sorted = strengths.clone();
    sorted.sort_by(f32::total_cmp);
    let full = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or_default();
    if full < 1e-5 {
        return "0".repeat(strengths.len());
    }
    let mut open = 0.0_f32;
    let digit = |strength: &f32| {
        let share = 1.0 + 20.0 * libm::log10f((strength / full).max(1e-6)) / RANGE;
        // It shuts a little slower than the sound does.
        open = (share.clamp(0.0, 1.1) * 12.5).max(open - 7.0);
        hex(open)
    };
    strengths.iter().map(digit).collect()
}

/// The mouth of a line that nobody speaks: `length` long, opening with each of its syllables.
pub fn mouth_of_words(text: &str, language: &str, length: Flicks) -> String {
    let steps = (length.0.max(0) as u64).div_ceil(MOUTH_STEP.0 as u64).min(MOST_STEPS) as usize;
    let pieces = pieces(text, language);
    let total: f64 = pieces.iter().map(|piece| piece.seconds()).sum();
    let head = HEAD as f64 / 48_000.0;
    let speech = (length.seconds() - 5.0 * head).max(0.2);
    let mut mouth = vec![b'0'; steps];
    let mut at = head;
    for (place, piece) in pieces.iter().enumerate() {
        let lasts = piece.seconds() / total * speech;
        if let Piece::Syllable(_) = piece {
            let widest = WIDEST[place % WIDEST.len()];
            open(&mut mouth, at, lasts, widest);
        }
        at += lasts;
    }
    String::from_utf8(mouth).unwrap_or_default()
}

const STEP: usize = 1_920;
/// From wide open to shut, in decibels.
const RANGE: f32 = 26.0;
/// An hour.
const MOST_STEPS: u64 = 90_000;
/// How far one syllable after another opens.
const WIDEST: [f64; 7] = [10.0, 7.0, 11.0, 6.0, 9.0, 12.0, 8.0];

/// The sound between 150 and 2,500 Hz, roughly: one pole at each end.
fn voiced(samples: &[f32]) -> Vec<f32> {
    let (mut low, mut body) = (0.0_f32, 0.0_f32);
    let pass = |sample: &f32| {
        low += 0.0195 * (sample - low);
        body += 0.28 * (sample - low - body);
        body
    };
    samples.iter().map(pass).collect()
}

/// Opens the mouth once, `start` seconds in and for `lasts` seconds.
fn open(mouth: &mut [u8], start: f64, lasts: f64, widest: f64) {
    let step = MOUTH_STEP.seconds();
    let (first, end) = ((start / step) as usize, ((start + lasts) / step).ceil() as usize);
    for (place, digit) in mouth.iter_mut().enumerate().take(end).skip(first) {
        let into = ((place as f64 + 0.5) * step - start) / lasts;
        let bend = libm::sin(into.clamp(0.0, 1.0) * std::f64::consts::PI);
        *digit = (*digit).max(hex((widest * bend) as f32) as u8);
    }
}

fn hex(open: f32) -> char {
    char::from_digit(libm::roundf(open.clamp(0.0, 15.0)) as u32, 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mouth_opens_on_vowels_and_shuts_in_pauses() {
        let wave = |n: usize| {
            if (n / 9_600).is_multiple_of(2) { (n as f32 * 0.06).sin() * 0.2 } else { 0.0 }
        };
        let samples: Vec<f32> = (0..48_000).map(wave).collect();
        let mouth = mouth(&samples);
        assert_eq!(mouth.len(), 25);
        assert!(mouth[1..5].bytes().all(|digit| b'b' <= digit), "{mouth}");
        assert!(mouth[8..10].bytes().all(|digit| digit == b'0'), "{mouth}");
    }

    #[test]
    fn a_hiss_hardly_opens_it() {
        let hiss = |n: usize| ((n * n * 7) % 13) as f32 / 13.0 - 0.5;
        let wave = |n: usize| {
            if n < 24_000 { (n as f32 * 0.05).sin() * 0.5 } else { 0.1 * (hiss(n) - hiss(n + 1)) }
        };
        let mouth = mouth(&(0..48_000).map(wave).collect::<Vec<_>>());
        assert!(mouth[18..].bytes().all(|digit| digit < b'7'), "{mouth}");
    }

    #[test]
    fn silence_keeps_it_shut() {
        assert_eq!(mouth(&[0.0; 1_921]), "00");
        assert_eq!(mouth(&[]), "");
    }

    #[test]
    fn a_line_that_nobody_speaks_still_moves_the_mouth() {
        let length = super::super::estimate("Wait. Listen, do you hear that?", 165, "en");
        let mouth = mouth_of_words("Wait. Listen, do you hear that?", "en", length);
        assert_eq!(mouth.len() as i64, (length.0 + MOUTH_STEP.0 - 1) / MOUTH_STEP.0);
        assert!(mouth.starts_with('0') && mouth.ends_with('0'), "{mouth}");
        assert!(mouth.bytes().filter(|digit| b'5' < *digit).count() > 8, "{mouth}");
        assert_eq!(mouth_of_words("...", "en", Flicks::SECOND), "0".repeat(25));
        assert_eq!(mouth_of_words("x", "en", Flicks(-5)), "");
    }
}
