//! Sound cards, through cpal.

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{
    BufferSize, Device, ErrorKind, FromSample, OutputCallbackInfo, SampleFormat, SizedSample,
    Stream, StreamConfig, SupportedBufferSize, SupportedStreamConfig, SupportedStreamConfigRange,
};
use crossbeam_channel::{Receiver, bounded};

use super::Output;
use super::feed::Line;
use crate::RATE;

/// Samples that the card is to ask for at once, if it can be asked to: 11 ms.
const WANTED: u32 = 512;

/// Where a player finds its card. A test is another.
pub(super) trait Cards: Send + 'static {
    /// Begins to start a card on `line`; the answer may take its time.
    fn begin(&self, line: Line) -> Receiver<Result<Opened, String>>;
}

/// A card that plays for as long as this is kept.
pub(super) struct Opened {
    pub(super) stream: Box<dyn Send>,
    pub(super) output: Output,
}

/// The card that the system plays on.
pub(super) struct DefaultCard;

impl Cards for DefaultCard {
    fn begin(&self, line: Line) -> Receiver<Result<Opened, String>> {
        let (answer, answered) = bounded(1);
        // A sound server that hangs must not stop the clock of the film.
        let work = move || {
            let opened = open(&line).map_err(|error| error.to_string());
            // A card that nobody waits for any more is let go.
            if answer.send(opened).is_err() {
                tracing::debug!("the player is gone");
            }
        };
        if let Err(error) = std::thread::Builder::new().name("sound card".into()).spawn(work) {
            tracing::warn!("no thread for the sound card: {error}");
        }
        answered
    }
}

/// No card at all, for the reason given.
pub(super) struct NoCard(pub(super) String);

impl Cards for NoCard {
    fn begin(&self, _line: Line) -> Receiver<Result<Opened, String>> {
        let (answer, answered) = bounded(1);
        if answer.send(Err(self.0.clone())).is_err() {
            tracing::debug!("the player is gone");
        }
        answered
    }
}

/// Why there is no sound card.
#[derive(Debug, thiserror::Error)]
enum OpenError {
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

/// Starts the default card on `line`.
fn open(line: &Line) -> Result<Opened, OpenError> {
    if surely_none() {
        return Err(OpenError::None);
    }
    let device = cpal::default_host().default_output_device().ok_or(OpenError::None)?;
    let found = best(&device)?;
    let rate = found.sample_rate();
    let small = small_buffer(&found);
    let build = |buffer_size| {
        let config = StreamConfig { channels: found.channels(), sample_rate: rate, buffer_size };
        started(&device, config, found.sample_format(), line)
    };
    let stream = match build(small) {
        Err(OpenError::Failed { .. }) if small != BufferSize::Default => {
            build(BufferSize::Default)?
        }
        other => other?,
    };
    stream.play()?;
    Ok(Opened { stream: Box::new(stream), output: Output::Card { name: device.to_string(), rate } })
}

/// As small a buffer as is wanted here, or as near to it as the card goes.
pub(crate) fn small_buffer(config: &SupportedStreamConfig) -> BufferSize {
    match *config.buffer_size() {
        SupportedBufferSize::Range { min, max } if min <= max => {
            BufferSize::Fixed(WANTED.clamp(min, max))
        }
        SupportedBufferSize::Range { .. } | SupportedBufferSize::Unknown => BufferSize::Default,
    }
}

/// Whether this machine plainly has nothing to play on or to record from. ALSA, asked for a card that is not there,
/// writes eight lines of its own to the terminal.
#[cfg(target_os = "linux")]
pub(crate) fn surely_none() -> bool {
    use std::path::Path;
    let cards = std::fs::read_to_string("/proc/asound/cards").unwrap_or_default();
    let card =
        cards.lines().any(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let set = |name: &str| std::env::var_os(name);
    let socket = |path: &str| {
        set("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join(path).exists())
    };
    let named = set("PULSE_SERVER").map(|server| server.to_string_lossy().into_owned());
    if let Some(path) = named.as_deref().and_then(|server| server.strip_prefix("unix:")) {
        return !card && !Path::new(path).exists();
    }
    let server = named.is_some() || socket("pulse/native") || socket("pipewire-0");
    let own = set("ALSA_CONFIG_PATH").is_some()
        || set("HOME").is_some_and(|home| Path::new(&home).join(".asoundrc").exists())
        || Path::new("/etc/asound.conf").exists();
    !card && !server && !own
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn surely_none() -> bool {
    false
}

/// What is wanted of a device, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Two channels, to be played on.
    Stereo,
    /// As few as there are, to be recorded from.
    Mono,
}

impl Wish {
    /// The best of `configs` at 48 kHz, if any has 48 kHz.
    pub(crate) fn of(
        self,
        configs: impl Iterator<Item = SupportedStreamConfigRange>,
    ) -> Option<SupportedStreamConfig> {
        let fits = configs.filter_map(|config| {
            let format = format_rank(config.sample_format())?;
            let channels = match (self, config.channels()) {
                (Self::Stereo, 2) | (Self::Mono, 1) => 0,
                (Self::Mono, 2) => 1,
                (Self::Stereo, 1) => 1000,
                (_, more) => 1 + u32::from(more),
            };
            Some(((channels, format), config.try_with_sample_rate(RATE)?))
        });
        fits.min_by_key(|(rank, _)| *rank).map(|(_, config)| config)
    }
}

/// Which forms of samples are known here, best first.
fn format_rank(format: SampleFormat) -> Option<u32> {
    let known = [
        SampleFormat::F32,
        SampleFormat::I32,
        SampleFormat::I24,
        SampleFormat::I16,
        SampleFormat::F64,
        SampleFormat::U16,
        SampleFormat::U24,
        SampleFormat::U32,
        SampleFormat::I64,
        SampleFormat::U64,
        SampleFormat::I8,
        SampleFormat::U8,
    ];
    known.iter().position(|known| *known == format).map(|rank| rank as u32)
}

/// Stereo floats at 48 kHz if it has them, or else what comes nearest, or what it likes best.
fn best(device: &Device) -> Result<SupportedStreamConfig, cpal::Error> {
    let ours = device.supported_output_configs().ok().and_then(|configs| Wish::Stereo.of(configs));
    ours.map_or_else(|| device.default_output_config(), Ok)
}

fn started(
    device: &Device,
    config: StreamConfig,
    format: SampleFormat,
    line: &Line,
) -> Result<Stream, OpenError> {
    match format {
        SampleFormat::F32 => typed::<f32>(device, config, line),
        SampleFormat::F64 => typed::<f64>(device, config, line),
        SampleFormat::I8 => typed::<i8>(device, config, line),
        SampleFormat::I16 => typed::<i16>(device, config, line),
        SampleFormat::I24 => typed::<cpal::I24>(device, config, line),
        SampleFormat::I32 => typed::<i32>(device, config, line),
        SampleFormat::I64 => typed::<i64>(device, config, line),
        SampleFormat::U8 => typed::<u8>(device, config, line),
        SampleFormat::U16 => typed::<u16>(device, config, line),
        SampleFormat::U24 => typed::<cpal::U24>(device, config, line),
        SampleFormat::U32 => typed::<u32>(device, config, line),
        SampleFormat::U64 => typed::<u64>(device, config, line),
        format => Err(OpenError::Format { format }),
    }
}

fn typed<T: SizedSample + FromSample<f32>>(
    device: &Device,
    config: StreamConfig,
    line: &Line,
) -> Result<Stream, OpenError> {
    let mut feed = line.feed(usize::from(config.channels), config.sample_rate);
    let give = move |data: &mut [T], info: &OutputCallbackInfo| {
        let stamp = info.timestamp();
        feed.give(data, stamp.playback.saturating_duration_since(stamp.callback));
    };
    let line = line.clone();
    let fail = move |error: cpal::Error| match error.kind() {
        ErrorKind::Xrun => line.starve(),
        // The stream goes on elsewhere.
        ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => {
            tracing::debug!(%error, "sound card");
        }
        ErrorKind::DeviceNotAvailable
        | ErrorKind::StreamInvalidated
        | ErrorKind::HostUnavailable => line.lose(&error.to_string()),
        _ => line.fault(&error.to_string()),
    };
    Ok(device.build_output_stream(config, give, fail, None)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(channels: u16, format: SampleFormat, rates: (u32, u32)) -> SupportedStreamConfigRange {
        let size = SupportedBufferSize::Range { min: 64, max: 4096 };
        SupportedStreamConfigRange::new(channels, rates.0, rates.1, size, format)
    }

    #[track_caller]
    fn check(wish: Wish, has: &[SupportedStreamConfigRange], best: Option<(u16, SampleFormat)>) {
        let found = wish.of(has.iter().copied());
        assert_eq!(found.map(|config| (config.channels(), config.sample_format())), best);
    }

    #[test]
    fn a_card_is_asked_for_what_fits_best() {
        use SampleFormat::{F32, I16, U8};
        let all = (8_000, 192_000);
        let many = [range(8, F32, all), range(1, F32, all), range(2, I16, all), range(2, U8, all)];
        check(Wish::Stereo, &many, Some((2, I16)));
        check(Wish::Mono, &many, Some((1, F32)));
        check(Wish::Stereo, &[range(1, I16, all), range(6, I16, all)], Some((6, I16)));
        check(Wish::Mono, &[range(4, I16, all), range(2, I16, all)], Some((2, I16)));
        check(Wish::Stereo, &[range(2, F32, (44_100, 44_100))], None);
        check(Wish::Stereo, &[range(2, SampleFormat::DsdU8, all)], None);
        check(Wish::Stereo, &[], None);
    }

    #[test]
    fn a_buffer_is_as_small_as_the_card_lets_it_be() {
        let of = |size| SupportedStreamConfig::new(2, RATE, size, SampleFormat::F32);
        let range = |min, max| small_buffer(&of(SupportedBufferSize::Range { min, max }));
        assert_eq!(range(64, 4096), BufferSize::Fixed(512));
        assert_eq!(range(1024, 4096), BufferSize::Fixed(1024));
        assert_eq!(range(16, 128), BufferSize::Fixed(128));
        assert_eq!(range(9, 3), BufferSize::Default);
        assert_eq!(small_buffer(&of(SupportedBufferSize::Unknown)), BufferSize::Default);
    }
}
