//! A mix as a WAV file that is whole, or not there.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, bail};
use maquette_sound::{Depth, Measures, Meter, Mix, RATE, WavSpec, WavWriter};

use crate::console::{Bar, stop};

/// Refuses a name of another format, before the work.
pub(super) fn check(out: &Path) -> Result<()> {
    match out.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("wav") => Ok(()),
        _ => bail!("sound is written as WAV; give the file a name that ends in .wav: {out:?}"),
    }
}

/// Writes the first `channels` of a mix, one or two, and measures them as it does.
pub(super) fn write(mix: &Mix, channels: u16, depth: Depth, out: &Path) -> Result<Measures> {
    let part = out.with_extension("part");
    let made = write_samples(mix, channels, depth, &part).and_then(|measures| {
        std::fs::rename(&part, out)?;
        Ok(measures)
    });
    if made.is_err() && part.exists() {
        std::fs::remove_file(&part).with_context(|| format!("failed to remove {part:?}"))?;
    }
    made.with_context(|| format!("failed to write the sound: {out:?}"))
}

fn write_samples(mix: &Mix, channels: u16, depth: Depth, out: &Path) -> Result<Measures> {
    let frames = u64::try_from(mix.length()).unwrap_or(0);
    let mut meter = Meter::new(RATE, usize::from(channels));
    let spec = WavSpec { rate: RATE, channels, depth, frames };
    let mut wav = WavWriter::new(BufWriter::new(File::create(out)?), spec)?;
    let mut block = vec![[0.0; 2]; RATE as usize];
    let mut bar = Bar::new("sound");
    for at in (0..mix.length()).step_by(block.len()) {
        bar.show(at, mix.length());
        if stop().load(Ordering::Relaxed) {
            bail!("stopped before the file was whole");
        }
        let length = (mix.length() - at).min(block.len() as i64) as usize;
        mix.render(at, &mut block[..length]);
        let samples: Vec<f32> = match channels {
            1 => block[..length].iter().map(|frame| frame[0]).collect(),
            _ => block[..length].as_flattened().to_vec(),
        };
        meter.add(&samples);
        wav.write(&samples)?;
    }
    wav.finish()?;
    bar.show(mix.length(), mix.length());
    match mix.fault() {
        Some(why) => bail!("a part of the sound is not there: {why}"),
        None => Ok(meter.measures()),
    }
}
