//! Waveforms at any zoom: the lowest and highest of stretches of a sound, coarser from level to level.

use crate::{Pcm, Sound};

/// Samples of a stretch at the finest level.
const FINEST: usize = 256;

/// How many stretches of a level make one of the next.
const FACTOR: usize = 4;

/// Of no samples at all.
const NOTHING: Extremes = [f32::MAX, f32::MIN];

/// The lowest and the highest sample of a stretch.
pub type Extremes = [f32; 2];

/// The peaks of a sound, all its channels together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Peaks {
    frames: usize,
    /// Stretches of 256 samples, of 1024, and so on up to one for the whole.
    levels: Vec<Vec<Extremes>>,
}

/// What a file of peaks begins with.
const MAGIC: &[u8; 8] = b"MQPEAKS1";

impl Peaks {
    pub fn of(sound: &Pcm) -> Self {
        let frames = sound.frames();
        let mut finest = vec![NOTHING; frames.div_ceil(FINEST)];
        for channel in &sound.channels {
            for (peak, block) in finest.iter_mut().zip(channel[..frames].chunks(FINEST)) {
                *peak = joined(&[*peak, of_stretch(block)]);
            }
        }
        Self::over(frames, finest)
    }

    /// As [`Peaks::of`], of a sound that need not be in memory: it is read once, from head to end.
    pub fn of_sound(sound: &Sound) -> Self {
        let frames = sound.frames();
        let mut finest = Vec::with_capacity(frames.div_ceil(FINEST));
        let mut block = vec![[0.0; 2]; 64 * FINEST];
        for first in (0..frames).step_by(block.len()) {
            let block = &mut block[..(frames - first).min(64 * FINEST)];
            sound.read(first, block);
            finest.extend(block.chunks(FINEST).map(|stretch| {
                let both = stretch.as_flattened().iter();
                both.fold(NOTHING, |[low, high], x| [low.min(*x), high.max(*x)])
            }));
        }
        Self::over(frames, finest)
    }

    fn over(frames: usize, finest: Vec<Extremes>) -> Self {
        let mut levels = vec![finest];
        while let Some(last) = levels.last().filter(|last| last.len() > 1) {
            levels.push(last.chunks(FACTOR).map(joined).collect());
        }
        Self { frames, levels }
    }

    /// As a file: the finest level, from which the others follow.
    pub fn to_bytes(&self) -> Vec<u8> {
        let finest = self.levels.first().map(Vec::as_slice).unwrap_or_default();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.frames as u64).to_le_bytes());
        bytes.extend(finest.as_flattened().iter().flat_map(|peak| peak.to_le_bytes()));
        bytes
    }

    /// Reads such a file; nothing for one that is not whole.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (frames, peaks) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        let frames = usize::try_from(u64::from_le_bytes(*frames)).ok()?;
        let (numbers, []) = peaks.as_chunks::<4>() else { return None };
        let (pairs, []) = numbers.as_chunks::<2>() else { return None };
        let finest: Vec<Extremes> = pairs.iter().map(|pair| pair.map(f32::from_le_bytes)).collect();
        let whole = finest.len() == frames.div_ceil(FINEST)
            && finest.as_flattened().iter().all(|peak| peak.is_finite());
        whole.then(|| Self::over(frames, finest))
    }

    /// How many samples the sound has.
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// The extremes of `columns` equal stretches of `length` samples from `start` on, to draw one beside the
    /// other. Each is at least what is there, and at most what is within 256 samples of it; outside of the
    /// sound it is flat.
    pub fn columns(&self, start: i64, length: i64, columns: usize) -> Vec<Extremes> {
        let border = |column: usize| {
            let into = i128::from(length.max(0)) * column as i128 / columns.max(1) as i128;
            (i128::from(start) + into).clamp(0, self.frames as i128) as usize
        };
        (0..columns).map(|column| self.between(border(column), border(column + 1))).collect()
    }

    /// The extremes from one sample to another, from the fewest stretches that cover them.
    fn between(&self, from: usize, to: usize) -> Extremes {
        if from >= to {
            return [0.0; 2];
        }
        let (mut from, mut to) = (from / FINEST, to.div_ceil(FINEST));
        let mut found = NOTHING;
        for (n, level) in self.levels.iter().enumerate() {
            let coarser = n + 1 < self.levels.len();
            while from < to && (!from.is_multiple_of(FACTOR) || !coarser) {
                found = joined(&[found, level[from]]);
                from += 1;
            }
            while from < to && !to.is_multiple_of(FACTOR) {
                // The last stretch of a level may be short: it is still the one that its parent counts.
                to -= 1;
                found = joined(&[found, level[to]]);
            }
            (from, to) = (from / FACTOR, to / FACTOR);
        }
        found
    }
}

/// The extremes of some samples, eight at a time.
fn of_stretch(samples: &[f32]) -> Extremes {
    let (eights, rest) = samples.as_chunks::<8>();
    let (mut lows, mut highs) = ([f32::MAX; 8], [f32::MIN; 8]);
    for eight in eights {
        for n in 0..8 {
            lows[n] = if eight[n] < lows[n] { eight[n] } else { lows[n] };
            highs[n] = if highs[n] < eight[n] { eight[n] } else { highs[n] };
        }
    }
    let all = lows.iter().chain(&highs).filter(|_| !eights.is_empty()).chain(rest);
    all.fold(NOTHING, |[low, high], x| [low.min(*x), high.max(*x)])
}

fn joined(peaks: &[Extremes]) -> Extremes {
    peaks.iter().fold(NOTHING, |[low, high], [l, h]| [low.min(*l), high.max(*h)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(frames: usize) -> Pcm {
        let wave = |k: usize| (0..frames).map(|n| ((n * k) % 1009) as f32 / 504.5 - 1.0).collect();
        Pcm { rate: 48_000, channels: vec![wave(7), wave(13)] }
    }

    #[test]
    fn columns_hold_all_of_their_samples_and_nothing_from_afar() {
        let sound = sound(100_003);
        let peaks = Peaks::of(&sound);
        for (start, length, columns) in [
            (0, 100_003, 7),
            (0, 100_003, 300),
            (1234, 50_000, 13),
            (99_000, 5000, 9),
            (512, 256, 1),
        ] {
            for (n, [low, high]) in peaks.columns(start, length, columns).into_iter().enumerate() {
                let from = start + length * n as i64 / columns as i64;
                let to = (start + length * (n as i64 + 1) / columns as i64).min(100_003);
                if from >= to {
                    assert_eq!([low, high], [0.0; 2]);
                    continue;
                }
                let extremes = |from: usize, to: usize| {
                    let all =
                        sound.channels.iter().flat_map(|channel| &channel[from..to.min(100_003)]);
                    all.fold([f32::MAX, f32::MIN], |[l, h], x| [l.min(*x), h.max(*x)])
                };
                let inner = extremes(from as usize, to as usize);
                let outer = extremes(from as usize / 256 * 256, (to as usize).div_ceil(256) * 256);
                assert!(low <= inner[0] && high >= inner[1], "{n}");
                assert!(low >= outer[0] && high <= outer[1], "{n}");
            }
        }
    }

    #[test]
    fn peaks_of_pages_and_from_a_file_are_the_same() {
        let pcm = sound(50_001);
        let peaks = Peaks::of(&pcm);
        assert_eq!(Peaks::of_sound(&Sound::from(pcm)), peaks);
        let bytes = peaks.to_bytes();
        assert_eq!(Peaks::from_bytes(&bytes), Some(peaks));
        for cut in [0, 5, 8, 15, 16, bytes.len() - 1, bytes.len() - 8] {
            assert_eq!(Peaks::from_bytes(&bytes[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn no_sound_is_a_flat_line() {
        let peaks = Peaks::of(&Pcm::default());
        assert_eq!(peaks.columns(0, 1000, 3), [[0.0; 2]; 3]);
        assert_eq!(Peaks::of(&sound(1)).columns(-5, 20, 0), Vec::<Extremes>::new());
    }
}
