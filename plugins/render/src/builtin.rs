//! The encoder that is built in: OpenH264, for machines without ffmpeg.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use openh264::OpenH264API;
use openh264::encoder::{
    BitRate, Complexity, EncoderConfig, FrameRate as Hertz, IntraFramePeriod, QpRange,
    RateControlMode, UsageType, VuiConfig,
};
use openh264::formats::YUVSlices;

use crate::encode::{EncodeError, StreamFormat};

/// An H.264 stream on its way to a file. No frame is ever skipped.
pub(crate) struct OpenH264 {
    encoder: openh264::encoder::Encoder,
    format: StreamFormat,
    /// The chroma planes of a frame, apart.
    u: Vec<u8>,
    v: Vec<u8>,
    out: BufWriter<File>,
    part: PathBuf,
}

impl OpenH264 {
    pub(crate) fn start(format: StreamFormat, part: &Path) -> Result<Self, EncodeError> {
        let pixels = format.width * format.height;
        // No control of the rate: a constant quality, which is what a draft wants, and no reason to skip.
        let bits = (f64::from(pixels) * format.rate.as_f64() * 0.1).clamp(5e5, 4e7) as u32;
        let config = EncoderConfig::new()
            .skip_frames(false)
            .bitrate(BitRate::from_bps(bits))
            .max_frame_rate(Hertz::from_hz(format.rate.as_f64() as f32))
            .rate_control_mode(RateControlMode::Off)
            .usage_type(UsageType::CameraVideoRealTime)
            .complexity(Complexity::Medium)
            .qp(QpRange::new(20, 28))
            .scene_change_detect(false)
            .background_detection(false)
            .intra_frame_period(IntraFramePeriod::from_num_frames(2 * format.rate.nominal() as u32))
            .num_threads(1)
            .vui(VuiConfig::bt709());
        let encoder =
            openh264::encoder::Encoder::with_api_config(OpenH264API::from_source(), config)
                .map_err(|error| EncodeError::BuiltIn { said: error.to_string() })?;
        let write = |source| EncodeError::Write { path: part.to_owned(), source };
        Ok(Self {
            encoder,
            format,
            u: vec![128; (pixels / 4) as usize],
            v: vec![128; (pixels / 4) as usize],
            out: BufWriter::new(File::create(part).map_err(write)?),
            part: part.to_owned(),
        })
    }

    pub(crate) fn encode(&mut self, nv12: &[u8]) -> Result<(), EncodeError> {
        let (width, height) = (self.format.width as usize, self.format.height as usize);
        let (luma, chroma) = nv12.split_at(width * height);
        for (index, pair) in chroma.chunks_exact(2).take(self.u.len()).enumerate() {
            (self.u[index], self.v[index]) = (pair[0], pair[1]);
        }
        let strides = (width, width / 2, width / 2);
        let picture = YUVSlices::new((luma, &self.u, &self.v), (width, height), strides);
        let said = |error: openh264::Error| EncodeError::BuiltIn { said: error.to_string() };
        let stream = self.encoder.encode(&picture).map_err(said)?.to_vec();
        if stream.is_empty() {
            return Err(EncodeError::BuiltIn { said: "it skipped a frame".into() });
        }
        self.out.write_all(&stream).map_err(|source| self.fault(source))
    }

    pub(crate) fn end(mut self) -> Result<(), EncodeError> {
        self.out.flush().map_err(|source| self.fault(source))
    }

    fn fault(&self, source: std::io::Error) -> EncodeError {
        EncodeError::Write { path: self.part.clone(), source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mux::access_units;
    use maquette_time::FrameRate;

    /// Noise at a bit rate far too small is what makes an encoder want to skip.
    #[test]
    fn no_frame_is_skipped_however_hard_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let part = folder.path().join("noise.part");
        let format = StreamFormat { width: 320, height: 180, rate: FrameRate::FILM };
        let mut encoder = OpenH264::start(format, &part).unwrap();
        let mut state = 1_u32;
        for _ in 0..48 {
            let noise: Vec<u8> = (0..320 * 180 * 3 / 2)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8
                })
                .collect();
            encoder.encode(&noise).unwrap();
        }
        encoder.end().unwrap();
        let stream = std::fs::read(&part).unwrap();
        assert_eq!(access_units(&stream).len(), 48);
    }
}
