//! A mix as a WAV file.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{Depth, Mix, RATE, WavSpec, WavWriter};

/// Why a mix was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("failed to write the sound")]
    Write {
        #[from]
        source: io::Error,
    },
    #[error("the export was cancelled")]
    Cancelled,
}

/// Writes all of `mix`, to the sample as long as the film. `progress` gets shares from 0 to 1; setting
/// `cancel` ends the work soon, with the file unfinished.
///
/// # Errors
/// When the target cannot be written, or when it was cancelled.
pub fn write_mix<W: Write>(
    out: W,
    mix: &Mix,
    depth: Depth,
    progress: &mut dyn FnMut(f32),
    cancel: &AtomicBool,
) -> Result<W, ExportError> {
    let frames = u64::try_from(mix.length()).unwrap_or(0);
    let mut writer = WavWriter::new(out, WavSpec { rate: RATE, channels: 2, depth, frames })?;
    let mut block = vec![[0.0; 2]; 4800];
    let mut at = 0;
    while at < mix.length() {
        if cancel.load(Ordering::Relaxed) {
            return Err(ExportError::Cancelled);
        }
        let frames = &mut block[..(mix.length() - at).min(4800) as usize];
        mix.render(at, frames);
        writer.write(frames.as_flattened())?;
        at += frames.len() as i64;
        progress(at as f32 / mix.length() as f32);
    }
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{MixClip, MixPlan, MixTrack, Pcm, Sound, decode};

    fn mix() -> Mix {
        let sound = Arc::new(Sound::from(Pcm {
            rate: RATE,
            channels: vec![(0..6000).map(|n| (n % 100) as f32 / 200.0).collect()],
        }));
        let clip = MixClip { sound, start: 500, length: 6000, ..MixClip::default() };
        Mix::new(&MixPlan {
            length: 7777,
            tracks: vec![MixTrack::default()],
            clips: vec![clip],
            ..MixPlan::default()
        })
    }

    #[test]
    fn the_file_is_the_mix_to_the_sample() {
        let mut shares = Vec::new();
        let cancel = AtomicBool::new(false);
        let bytes =
            write_mix(Vec::new(), &mix(), Depth::F32, &mut |share| shares.push(share), &cancel)
                .unwrap();
        let read = decode(&bytes, "wav").unwrap();
        let mut expected = vec![[0.0; 2]; 7777];
        mix().render(0, &mut expected);
        assert_eq!(read.frames(), 7777);
        for (n, frame) in expected.iter().enumerate() {
            assert_eq!([read.channels[0][n], read.channels[1][n]], *frame);
        }
        assert_eq!(shares.last(), Some(&1.0));
    }

    #[test]
    fn a_cancelled_export_says_so() {
        let done = write_mix(Vec::new(), &mix(), Depth::I16, &mut |_| {}, &AtomicBool::new(true));
        assert!(matches!(done, Err(ExportError::Cancelled)));
    }
}
