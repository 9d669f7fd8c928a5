//! Microphones, through cpal.

use std::sync::Arc;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{
    Device, DeviceDirection, ErrorKind, FromSample, InputCallbackInfo, SampleFormat, SizedSample,
    Stream, StreamConfig, SupportedStreamConfig,
};

use super::RecordError;
use super::take::{Shared, Taker};
use crate::play::{Wish, small_buffer, surely_none};

/// A device of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundDevice {
    /// What the system calls it; what a choice is kept as.
    pub id: String,
    /// For people.
    pub name: String,
    pub records: bool,
    pub plays: bool,
}

/// All devices that the system names, those that only record or only play among them.
pub fn sound_devices() -> Vec<SoundDevice> {
    if surely_none() {
        return Vec::new();
    }
    let Ok(devices) = cpal::default_host().devices() else { return Vec::new() };
    devices.map(|device| described(&device)).collect()
}

fn described(device: &Device) -> SoundDevice {
    let direction = device.description().map_or(DeviceDirection::Unknown, |it| it.direction());
    let id = device.id().map_or_else(|_| device.to_string(), |id| id.id().to_owned());
    SoundDevice {
        id,
        name: device.to_string(),
        records: direction != DeviceDirection::Output,
        plays: direction != DeviceDirection::Input,
    }
}

/// The device called `name`, by its id, its name, or a part of that; the system's own choice without one.
pub(super) fn find(name: Option<&str>) -> Result<Device, RecordError> {
    if surely_none() {
        return Err(RecordError::None);
    }
    let host = cpal::default_host();
    let Some(name) = name else { return host.default_input_device().ok_or(RecordError::None) };
    let devices: Vec<Device> = host.devices().map(Iterator::collect).unwrap_or_default();
    let wanted = name.to_lowercase();
    let by = |fits: &dyn Fn(&SoundDevice) -> bool| {
        devices.iter().find(|device| {
            let described = described(device);
            described.records && fits(&described)
        })
    };
    by(&|it| it.id == name)
        .or_else(|| by(&|it| it.name.to_lowercase() == wanted))
        .or_else(|| by(&|it| it.name.to_lowercase().contains(&wanted)))
        .cloned()
        .ok_or_else(|| RecordError::Unknown { name: name.to_owned() })
}

/// Mono at 48 kHz if it has that, or else what comes nearest, or what it likes best.
pub(super) fn best(device: &Device) -> Result<SupportedStreamConfig, RecordError> {
    let ours = device.supported_input_configs().ok().and_then(|configs| Wish::Mono.of(configs));
    Ok(ours.map_or_else(|| device.default_input_config(), Ok)?)
}

/// Starts `device` on `taker`; what becomes of it is told to `shared`.
pub(super) fn start(
    device: &Device,
    found: &SupportedStreamConfig,
    taker: Taker,
    shared: Arc<Shared>,
) -> Result<Stream, RecordError> {
    let config = StreamConfig {
        channels: found.channels(),
        sample_rate: found.sample_rate(),
        buffer_size: small_buffer(found),
    };
    let stream = match found.sample_format() {
        SampleFormat::F32 => typed::<f32>(device, config, taker, shared),
        SampleFormat::F64 => typed::<f64>(device, config, taker, shared),
        SampleFormat::I8 => typed::<i8>(device, config, taker, shared),
        SampleFormat::I16 => typed::<i16>(device, config, taker, shared),
        SampleFormat::I24 => typed::<cpal::I24>(device, config, taker, shared),
        SampleFormat::I32 => typed::<i32>(device, config, taker, shared),
        SampleFormat::I64 => typed::<i64>(device, config, taker, shared),
        SampleFormat::U8 => typed::<u8>(device, config, taker, shared),
        SampleFormat::U16 => typed::<u16>(device, config, taker, shared),
        SampleFormat::U24 => typed::<cpal::U24>(device, config, taker, shared),
        SampleFormat::U32 => typed::<u32>(device, config, taker, shared),
        SampleFormat::U64 => typed::<u64>(device, config, taker, shared),
        format => return Err(RecordError::Format { format: format.to_string() }),
    }?;
    stream.play()?;
    Ok(stream)
}

fn typed<T: SizedSample>(
    device: &Device,
    config: StreamConfig,
    mut taker: Taker,
    shared: Arc<Shared>,
) -> Result<Stream, RecordError>
where
    f32: FromSample<T>,
{
    let take = move |data: &[T], info: &InputCallbackInfo| {
        let stamp = info.timestamp();
        taker.take(data, stamp.callback.saturating_duration_since(stamp.capture));
    };
    let fail = move |error: cpal::Error| match error.kind() {
        ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => {
            tracing::debug!(%error, "microphone");
        }
        _ => shared.fail(format!("the microphone is gone ({error})")),
    };
    Ok(device.build_input_stream(config, take, fail, None)?)
}
