//! The silence around a sound, off.

use std::ops::Range;

use crate::Pcm;

/// Samples over which loudness is looked at: 10 ms at 48 kHz.
const CELL: usize = 480;

/// A sound begins where it first reaches the first, in dBFS (root mean square), less what comes before it above
/// the second: so a soft beginning is kept, and a hum is not.
const HEARD: f64 = -50.0;
const FAINT: f64 = -70.0;

/// The shortest and the longest that is kept before a sound and after it, in cells.
const LEAD: usize = 1;
const TAIL: usize = 5;

/// Where a sound at 48 kHz really begins and ends: a beginning or an end may be soft, and is cut where it goes
/// through zero. Empty for silence.
pub fn trimmed(sound: &Pcm) -> Range<usize> {
    let frames = sound.frames();
    let loud = |from: usize, gate: f64| {
        let to = (from + CELL).min(frames);
        let energy: f64 = sound
            .channels
            .iter()
            .map(|samples| {
                samples[from..to].iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>()
            })
            .fold(0.0, f64::max);
        energy / (to - from).max(1) as f64 > libm::pow(10.0, gate / 10.0)
    };
    let count = frames.div_ceil(CELL);
    let is = |cell: &usize, gate| loud(cell * CELL, gate);
    let Some(first) = (0..count).find(|cell| is(cell, HEARD)) else { return 0..0 };
    let last = (0..count).rev().find(|cell| is(cell, HEARD)).unwrap_or(first);
    let first = (0..first).rev().take_while(|cell| is(cell, FAINT)).last().unwrap_or(first);
    let last = (last + 1..count).take_while(|cell| is(cell, FAINT)).last().unwrap_or(last);
    let from = first.saturating_sub(LEAD) * CELL;
    let to = ((last + 1 + TAIL) * CELL).min(frames);
    let quiet = |range: Range<usize>| {
        let sum = |n: &usize| sound.channels.iter().map(|samples| samples[*n].abs()).sum::<f32>();
        range.min_by(|a, b| sum(a).total_cmp(&sum(b)))
    };
    let start = match from {
        0 => 0,
        from => quiet(from..from + CELL).unwrap_or(from),
    };
    let end = quiet(to - CELL.min(to)..to).filter(|end| to < frames && start < *end);
    start..end.unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise floor of -80 dBFS with a tone of half a second a second in.
    fn recording(gain: f32) -> Pcm {
        let samples = (0..96_000)
            .map(|n| {
                let hiss = if n % 2 == 0 { 0.0001 } else { -0.0001 };
                let tone = libm::sinf(n as f32 * 0.05);
                hiss + if (48_000..72_000).contains(&n) { gain * tone } else { 0.0 }
            })
            .collect();
        Pcm { rate: 48_000, channels: vec![samples] }
    }

    #[test]
    fn silence_goes_and_the_sound_stays_whole() {
        let kept = trimmed(&recording(0.5));
        assert!((47_000..=48_000).contains(&kept.start), "{kept:?}");
        assert!((72_000..=76_000).contains(&kept.end), "{kept:?}");
    }

    #[test]
    fn a_soft_beginning_is_kept() {
        let mut sound = recording(0.5);
        for n in 40_000..48_000 {
            sound.channels[0][n] = 0.001 * libm::sinf(n as f32 * 0.05);
        }
        assert!(trimmed(&sound).start <= 40_000);
    }

    #[test]
    fn what_has_no_silence_is_left_and_what_is_silence_is_gone() {
        let sound = Pcm { rate: 48_000, channels: vec![vec![0.5; 1001]; 2] };
        assert_eq!(trimmed(&sound), 0..1001);
        assert_eq!(trimmed(&recording(0.0)), 0..0);
        assert_eq!(trimmed(&Pcm::default()), 0..0);
        assert_eq!(trimmed(&Pcm { rate: 48_000, channels: vec![vec![0.5; 3]] }), 0..3);
    }
}
