//! The sound card, through cpal.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex};

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{
    BufferSize, Device, ErrorKind, FromSample, OutputCallbackInfo, SampleFormat, SizedSample,
    Stream, StreamConfig, SupportedBufferSize, SupportedStreamConfig,
};
use crossbeam_channel::Sender;

use super::Output;
use super::source::{Shared, Source};
use crate::RATE;

/// Samples that the card is to ask for at once, if it can be asked to: 11 ms.
const WANTED: u32 = 512;

/// Why there is no sound card.
#[derive(Debug, thiserror::Error)]
pub(super) enum OpenError {
    #[error("there is no sound card")]
    None,
    #[error("the sound card cannot be used: {source}")]
    Failed {
        #[from]
        source: cpal::Error,
    },
    #[error("the sound card takes none of the forms of sound known here: {format}")]
    Format { format: SampleFormat },
}

/// The card went away, for this reason.
pub(super) struct Lost(pub(super) String);

/// Starts the default card on `source`. `lose` is told when it goes away.
pub(super) fn open(
    source: &Arc<Mutex<Source>>,
    shared: &Arc<Shared>,
    lose: Sender<Lost>,
) -> Result<(Stream, Output), OpenError> {
    if surely_none() {
        return Err(OpenError::None);
    }
    let device = cpal::default_host().default_output_device().ok_or(OpenError::None)?;
    let found = best(&device)?;
    let rate = found.sample_rate();
    let small = match found.buffer_size() {
        SupportedBufferSize::Range { min, max } => BufferSize::Fixed(WANTED.clamp(*min, *max)),
        SupportedBufferSize::Unknown => BufferSize::Default,
    };
    let build = |buffer_size| {
        let config = StreamConfig { channels: found.channels(), sample_rate: rate, buffer_size };
        let feed = Feed::new(source.clone(), shared.clone(), usize::from(found.channels()), rate);
        started(&device, config, found.sample_format(), feed, shared.clone(), lose.clone())
    };
    let stream = match build(small) {
        Err(OpenError::Failed { .. }) if small != BufferSize::Default => {
            build(BufferSize::Default)?
        }
        other => other?,
    };
    stream.play()?;
    Ok((stream, Output::Card { name: device.to_string(), rate }))
}

/// Whether this machine plainly has nothing to play on. ALSA, asked for a card that is not there, writes eight
/// lines of its own to the terminal.
#[cfg(target_os = "linux")]
fn surely_none() -> bool {
    use std::path::Path;
    let cards = std::fs::read_to_string("/proc/asound/cards").unwrap_or_default();
    let card =
        cards.lines().any(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let set = |name: &str| std::env::var_os(name);
    let socket = |path: &str| {
        set("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join(path).exists())
    };
    let server = set("PULSE_SERVER").is_some() || socket("pulse/native") || socket("pipewire-0");
    let own = set("ALSA_CONFIG_PATH").is_some()
        || set("HOME").is_some_and(|home| Path::new(&home).join(".asoundrc").exists())
        || Path::new("/etc/asound.conf").exists();
    !card && !server && !own
}

#[cfg(not(target_os = "linux"))]
fn surely_none() -> bool {
    false
}

/// Stereo floats at 48 kHz if it has them, or else what it likes best.
fn best(device: &Device) -> Result<SupportedStreamConfig, cpal::Error> {
    let ours = device.supported_output_configs().ok().and_then(|mut configs| {
        configs.find_map(|config| {
            let fits = config.channels() == 2 && config.sample_format() == SampleFormat::F32;
            fits.then(|| config.try_with_sample_rate(RATE)).flatten()
        })
    });
    ours.map_or_else(|| device.default_output_config(), Ok)
}

fn started(
    device: &Device,
    config: StreamConfig,
    format: SampleFormat,
    feed: Feed,
    shared: Arc<Shared>,
    lose: Sender<Lost>,
) -> Result<Stream, OpenError> {
    match format {
        SampleFormat::F32 => typed::<f32>(device, config, feed, shared, lose),
        SampleFormat::I16 => typed::<i16>(device, config, feed, shared, lose),
        SampleFormat::I32 => typed::<i32>(device, config, feed, shared, lose),
        SampleFormat::U16 => typed::<u16>(device, config, feed, shared, lose),
        format => Err(OpenError::Format { format }),
    }
}

fn typed<T: SizedSample + FromSample<f32>>(
    device: &Device,
    config: StreamConfig,
    mut feed: Feed,
    shared: Arc<Shared>,
    lose: Sender<Lost>,
) -> Result<Stream, OpenError> {
    let give = move |data: &mut [T], info: &OutputCallbackInfo| feed.give(data, info);
    let fail = move |error: cpal::Error| match error.kind() {
        ErrorKind::Xrun => {
            shared.dropouts.fetch_add(1, Relaxed);
        }
        // One reason is enough: a full queue holds an earlier one.
        ErrorKind::DeviceNotAvailable
        | ErrorKind::StreamInvalidated
        | ErrorKind::HostUnavailable => {
            if lose.try_send(Lost(error.to_string())).is_err() {
                tracing::debug!(%error, "sound card");
            }
        }
        _ => tracing::debug!(%error, "sound card"),
    };
    Ok(device.build_output_stream(config, give, fail, None)?)
}

/// Hands the samples of the source to the card in its own form.
struct Feed {
    /// Only ever held by one thread: the other takes it when the stream is gone.
    source: Arc<Mutex<Source>>,
    shared: Arc<Shared>,
    channels: usize,
    rate: u32,
    stretch: Stretch,
}

impl Feed {
    fn new(source: Arc<Mutex<Source>>, shared: Arc<Shared>, channels: usize, rate: u32) -> Self {
        Self { source, shared, channels: channels.max(1), rate, stretch: Stretch::new(rate) }
    }

    fn give<T: SizedSample + FromSample<f32>>(
        &mut self,
        data: &mut [T],
        info: &OutputCallbackInfo,
    ) {
        let stamp = info.timestamp();
        let ahead = stamp.playback.saturating_duration_since(stamp.callback);
        self.shared
            .latency
            .store((ahead.as_micros() * u128::from(RATE) / 1_000_000) as i64, Relaxed);
        let Ok(mut source) = self.source.try_lock() else {
            data.fill(T::EQUILIBRIUM);
            return;
        };
        let mut frames = [[0.0; 2]; 256];
        for out in data.chunks_mut(256 * self.channels) {
            let frames = &mut frames[..out.len().div_ceil(self.channels)];
            if self.rate == RATE {
                source.fill(frames);
            } else {
                self.stretch.fill(&mut source, frames);
            }
            for (out, frame) in out.chunks_mut(self.channels).zip(frames) {
                spread(*frame, out);
            }
        }
    }
}

/// Left and right to the first two loudspeakers, or both to the only one.
fn spread<T: SizedSample + FromSample<f32>>([left, right]: [f32; 2], out: &mut [T]) {
    out.fill(T::EQUILIBRIUM);
    match out {
        [one] => *one = T::from_sample(((left + right) * 0.5).clamp(-1.0, 1.0)),
        [l, r, ..] => {
            *l = T::from_sample(left.clamp(-1.0, 1.0));
            *r = T::from_sample(right.clamp(-1.0, 1.0));
        }
        [] => {}
    }
}

/// 48 kHz at the rate of a card that has no 48 kHz: a cubic through four samples. For listening; files are
/// never made this way.
struct Stretch {
    /// Source samples from one sample of the card to the next.
    step: f64,
    phase: f64,
    last: [[f32; 2]; 4],
}

impl Stretch {
    fn new(rate: u32) -> Self {
        Self { step: f64::from(RATE) / f64::from(rate.max(1)), phase: 0.0, last: [[0.0; 2]; 4] }
    }

    fn fill(&mut self, source: &mut Source, out: &mut [[f32; 2]]) {
        for frame in out {
            self.phase += self.step;
            while self.phase >= 1.0 {
                self.phase -= 1.0;
                self.last.rotate_left(1);
                source.fill(&mut self.last[3..]);
            }
            let t = self.phase as f32;
            let [a, b, c, d] = self.last;
            *frame = std::array::from_fn(|side| {
                let (a, b, c, d) = (a[side], b[side], c[side], d[side]);
                let bend = (3.0 * (b - c) + d - a) * t + 2.0 * a - 5.0 * b + 4.0 * c - d;
                b + 0.5 * t * ((c - a) + t * bend)
            });
        }
    }
}
