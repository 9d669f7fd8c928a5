//! Loudness by EBU R 128 (ITU-R BS.1770), of two channels at 48 kHz.

use ebur128::{EbuR128, Mode};

use crate::RATE;

/// What a programme measures. Nothing where there is nothing to measure: silence, or less than 0.4 s.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Loudness {
    /// Integrated, in LUFS.
    pub integrated: Option<f32>,
    /// Loudness range, in LU.
    pub range: Option<f32>,
}

/// Measures as the samples come.
pub struct LoudnessMeter {
    meter: Option<EbuR128>,
    interleaved: Vec<f32>,
}

impl LoudnessMeter {
    pub fn new() -> Self {
        let meter = EbuR128::new(2, RATE, Mode::I | Mode::LRA).ok();
        Self { meter, interleaved: Vec::new() }
    }

    pub fn add(&mut self, frames: &[[f32; 2]]) {
        self.interleaved.clear();
        self.interleaved.extend(frames.iter().flatten());
        if let Some(meter) = &mut self.meter
            && meter.add_frames_f32(&self.interleaved).is_err()
        {
            self.meter = None;
        }
    }

    /// Of all that was added.
    pub fn loudness(&self) -> Loudness {
        let of = |read: fn(&EbuR128) -> Result<f64, ebur128::Error>| {
            self.meter.as_ref().and_then(|meter| read(meter).ok()).filter(|value| value.is_finite())
        };
        let integrated = of(EbuR128::loudness_global).map(|value| value as f32);
        let range = integrated.and_then(|_| of(EbuR128::loudness_range)).map(|value| value as f32);
        Loudness { integrated, range }
    }

    /// Of the last 0.4 s, in LUFS. To find the highest, ask every 10 ms.
    pub fn momentary(&self) -> Option<f32> {
        let value = self.meter.as_ref()?.loudness_momentary().ok()?;
        value.is_finite().then_some(value as f32)
    }

    /// Of the last 3 s, in LUFS.
    pub fn short_term(&self) -> Option<f32> {
        let value = self.meter.as_ref()?.loudness_shortterm().ok()?;
        value.is_finite().then_some(value as f32)
    }
}

impl Default for LoudnessMeter {
    fn default() -> Self {
        Self::new()
    }
}
