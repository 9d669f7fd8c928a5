//! `sound picture`: a sound as its waveform and its spectrogram, to be looked at.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use image::{Rgb, RgbImage};
use maquette_render::{Canvas, Ink, write_png};
use maquette_sound::{Pcm, Peaks, Spectrogram, decode, hertz_of};
use maquette_time::{Flicks, FrameRate, parse_length};

use crate::console::{Outcome, say};
use crate::film::OpenFilm;
use crate::output;
use crate::size::{Size, parse_size};

/// The studio's own colours: ground, panel, lines, text, quiet text, and what a wave is drawn in.
const GROUND: Ink = [0x17, 0x18, 0x1b];
const PANEL: Ink = [0x1e, 0x20, 0x24];
const LINE: Ink = [0x33, 0x37, 0x3d];
const TEXT: Ink = [0xe6, 0xe4, 0xdf];
const QUIET: Ink = [0xa3, 0xa7, 0xad];
const WAVE: Ink = [0x4f, 0xa3, 0xa0];
const LOUD: Ink = [0xe8, 0x75, 0x6a];

/// Decibels from the darkest to the brightest of the spectrogram.
const FLOOR: f32 = -110.0;
const TOP: f32 = -10.0;

/// Pixels.
const LEFT: u32 = 64;
const RIGHT: u32 = 84;
const HEAD: u32 = 40;
const FOOT: u32 = 32;
const GAP: u32 = 14;
const TYPE: f32 = 13.0;

#[derive(Args, Debug)]
pub(crate) struct Picture {
    /// A sound, or a film, whose mix is then drawn.
    file: PathBuf,
    /// Where the PNG goes.
    #[arg(short, long)]
    out: PathBuf,
    #[arg(long, default_value = "1600x900", value_parser = parse_size)]
    size: Size,
    /// Where to begin, such as 2.5s.
    #[arg(long)]
    from: Option<String>,
    /// Where to end.
    #[arg(long)]
    to: Option<String>,
}

pub(crate) fn run(words: &Picture) -> Result<Outcome> {
    let (sound, name) = sound_of(words)?;
    let place = |text: &Option<String>, other: i64| match text {
        Some(text) => Ok(parse_length(text, FrameRate::FILM)?.samples(sound.rate)),
        None => anyhow::Ok(other),
    };
    let frames = sound.frames() as i64;
    let (from, to) =
        (place(&words.from, 0)?.clamp(0, frames), place(&words.to, frames)?.clamp(0, frames));
    if to <= from {
        bail!(
            "there is nothing from {from} to {to} of {frames} samples; give --from and --to within the sound"
        );
    }
    let part = |channel: &Vec<f32>| channel[from as usize..to as usize].to_vec();
    let part = Pcm { rate: sound.rate, channels: sound.channels.iter().map(part).collect() };
    let drawn = drawn(&part, Flicks::from_samples(from, sound.rate), &name, words.size)
        .context("the picture is too small; give a --size of 320x240 or more")?;
    write_png(&drawn, &words.out)?;
    say(&format!("drew {:.2} s of {name} into {}", part.length().seconds(), words.out.display()));
    Ok(Outcome::Done)
}

/// The sound in its own rate; of a film, its mix.
fn sound_of(words: &Picture) -> Result<(Pcm, String)> {
    if words.file.is_dir() {
        let open = OpenFilm::open_to_read(&words.file)?;
        let baked = output::mix(&open.world, open.document.media())?;
        let mut frames = vec![[0.0; 2]; usize::try_from(baked.mix.length()).unwrap_or(0)];
        baked.mix.render(0, &mut frames);
        let side = |side: usize| frames.iter().map(|frame| frame[side]).collect();
        let name = maquette_document::film(&open.world).name.clone();
        return Ok((Pcm { rate: maquette_sound::RATE, channels: vec![side(0), side(1)] }, name));
    }
    let read = || format!("could not read the sound: {}", words.file.display());
    let bytes = std::fs::read(&words.file).with_context(read)?;
    let extension = words.file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = words.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((decode(&bytes, &extension).with_context(read)?, name))
}

/// A box of the picture, in pixels.
#[derive(Clone, Copy)]
struct Frame {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

impl Frame {
    fn right(self) -> f32 {
        (self.x + self.width) as f32
    }

    fn bottom(self) -> f32 {
        (self.y + self.height) as f32
    }
}

fn drawn(sound: &Pcm, start: Flicks, name: &str, size: Size) -> Option<RgbImage> {
    let width = size.width.checked_sub(LEFT + RIGHT).filter(|width| 100 <= *width)?;
    let room = size.height.checked_sub(HEAD + GAP + FOOT).filter(|room| 120 <= *room)?;
    let wave = Frame { x: LEFT, y: HEAD, width, height: room / 4 };
    let pitch = Frame { x: LEFT, y: HEAD + wave.height + GAP, width, height: room - wave.height };
    let mut canvas = Canvas::new(size.width, size.height, GROUND)?;
    let seconds = sound.length().seconds();
    let title = format!("{name}   {} Hz   {seconds:.2} s", sound.rate);
    canvas.text(&title, [LEFT as f32, 11.0], 16.0, width as f32, 1, TEXT);
    waveform(&mut canvas, sound, wave);
    spectrogram(&mut canvas, sound, pitch);
    times(&mut canvas, start.seconds(), seconds, [wave, pitch]);
    scale(&mut canvas, pitch);
    Some(canvas.into_image())
}

fn waveform(canvas: &mut Canvas, sound: &Pcm, frame: Frame) {
    panel(canvas, frame);
    let channels = sound.channels.len().clamp(1, 8);
    let height = frame.height as f32 / channels as f32;
    for (n, channel) in sound.channels.iter().take(8).enumerate() {
        let middle = frame.y as f32 + (n as f32 + 0.5) * height;
        let y = |sample: f32| middle - sample.clamp(-1.0, 1.0) * (height / 2.0 - 2.0);
        let peaks = Peaks::of(&Pcm { rate: sound.rate, channels: vec![channel.clone()] });
        let columns = if frame.width as usize * 512 < channel.len() {
            peaks.columns(0, channel.len() as i64, frame.width as usize)
        } else {
            exact(channel, frame.width as usize)
        };
        for (x, [low, high]) in (0..frame.width).zip(columns) {
            let ink = if high.max(-low) < 0.999 { WAVE } else { LOUD };
            let top = y(high);
            canvas.rect([(frame.x + x) as f32, top], [1.0, (y(low) - top).max(1.0)], ink);
        }
        canvas.rect([frame.x as f32, middle], [frame.width as f32, 1.0], LINE);
        for level in [-6.0_f32, -20.0] {
            let share = bevy_math::ops::powf(10.0, level / 20.0);
            if share * height > 40.0 {
                let label = format!("{level:.0} dB");
                canvas.text(&label, [8.0, y(share) - 7.0], 11.0, 60.0, 1, QUIET);
            }
        }
    }
}

/// The lowest and the highest of each column, sample by sample.
fn exact(channel: &[f32], columns: usize) -> Vec<[f32; 2]> {
    (0..columns)
        .map(|n| {
            let first = (n * channel.len() / columns).min(channel.len() - 1);
            let end = ((n + 1) * channel.len() / columns).clamp(first + 1, channel.len());
            let part = channel[first..end].iter();
            part.fold([f32::MAX, f32::MIN], |[low, high], x| [low.min(*x), high.max(*x)])
        })
        .collect()
}

fn spectrogram(canvas: &mut Canvas, sound: &Pcm, frame: Frame) {
    let seen = Spectrogram::of(sound, frame.width as usize, frame.height as usize);
    let picture = RgbImage::from_fn(frame.width, frame.height, |x, y| {
        let level = seen.columns[x as usize][(frame.height - 1 - y) as usize];
        Rgb(color((level - FLOOR) / (TOP - FLOOR)))
    });
    canvas.picture(&picture, [frame.x, frame.y]);
    for (hertz, label) in [
        (50.0, "50 Hz"),
        (100.0, "100"),
        (200.0, "200"),
        (500.0, "500"),
        (1_000.0, "1 kHz"),
        (2_000.0, "2"),
        (5_000.0, "5"),
        (10_000.0, "10"),
        (20_000.0, "20 kHz"),
    ] {
        let y = frame.bottom() - share_of(hertz) * frame.height as f32;
        canvas.rect([frame.x as f32 - 5.0, y], [5.0, 1.0], QUIET);
        let high = (y - 7.0).clamp(frame.y as f32, frame.bottom() - 14.0);
        canvas.text(label, [10.0, high], TYPE, LEFT as f32 - 18.0, 1, QUIET);
    }
}

/// How high a pitch lies, 0 to 1: the inverse of [`hertz_of`].
fn share_of(hertz: f64) -> f32 {
    let (low, high) = (hertz_of(0.0), hertz_of(1.0));
    (bevy_math::ops::ln((hertz / low) as f32) / bevy_math::ops::ln((high / low) as f32))
        .clamp(0.0, 1.0)
}

/// Marks at even seconds under both frames.
fn times(canvas: &mut Canvas, start: f64, seconds: f64, frames: [Frame; 2]) {
    let room = (f64::from(frames[0].width) / 90.0).max(1.0);
    let steps = [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0,
    ];
    let longer = [120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0];
    let step =
        steps.into_iter().chain(longer).find(|step| seconds / step <= room).unwrap_or(14_400.0);
    let digits = if step < 0.01 {
        3
    } else if step < 0.1 {
        2
    } else {
        usize::from(step < 1.0)
    };
    let first = (start / step).ceil() as i64;
    for n in (first..).take(room as usize + 2) {
        let at = n as f64 * step;
        if start + seconds < at {
            break;
        }
        let x = frames[0].x as f32 + ((at - start) / seconds * f64::from(frames[0].width)) as f32;
        for frame in frames {
            canvas.rect([x, frame.bottom()], [1.0, 5.0], QUIET);
        }
        let text = if at < 60.0 {
            format!("{at:.digits$} s")
        } else {
            format!("{}:{:02}", at as i64 / 60, at as i64 % 60)
        };
        let left = x.min(frames[1].right() - 20.0);
        canvas.text(&text, [left, frames[1].bottom() + 8.0], TYPE, 80.0, 1, QUIET);
    }
}

/// What colour is how loud, beside the spectrogram.
fn scale(canvas: &mut Canvas, frame: Frame) {
    let x = frame.right() + 14.0;
    for row in 0..frame.height {
        let share = 1.0 - row as f32 / frame.height.max(1) as f32;
        canvas.rect([x, (frame.y + row) as f32], [12.0, 1.0], color(share));
    }
    for level in [-10, -30, -50, -70, -90, -110] {
        let share = (level as f32 - FLOOR) / (TOP - FLOOR);
        let y = frame.bottom() - share * frame.height as f32;
        let high = (y - 7.0).clamp(frame.y as f32, frame.bottom() - 14.0);
        canvas.text(&format!("{level} dB"), [x + 18.0, high], TYPE, 52.0, 1, QUIET);
    }
}

fn panel(canvas: &mut Canvas, frame: Frame) {
    canvas.rect([frame.x as f32, frame.y as f32], [frame.width as f32, frame.height as f32], PANEL);
}

/// From the ground through steel and amber to nearly white: each step is lighter, so that it reads in grey too.
fn color(share: f32) -> Ink {
    const STOPS: [[f32; 3]; 6] = [
        [23.0, 24.0, 27.0],
        [38.0, 48.0, 78.0],
        [72.0, 76.0, 130.0],
        [168.0, 92.0, 92.0],
        [224.0, 161.0, 58.0],
        [250.0, 244.0, 226.0],
    ];
    let place = share.clamp(0.0, 1.0) * (STOPS.len() - 1) as f32;
    let below = (place as usize).min(STOPS.len() - 2);
    let part = place - below as f32;
    let mix = |n: usize| STOPS[below][n] + (STOPS[below + 1][n] - STOPS[below][n]) * part;
    [mix(0) as u8, mix(1) as u8, mix(2) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_shines_at_its_pitch_and_nowhere_else() {
        let wave =
            (0..48_000).map(|n| 0.5 * bevy_math::ops::sin(n as f32 * 0.130_899_69)).collect();
        let sound = Pcm { rate: 48_000, channels: vec![wave] };
        let size = Size { width: 640, height: 480 };
        let picture = drawn(&sound, Flicks::ZERO, "sine", size).unwrap();
        let room = 480 - HEAD - GAP - FOOT;
        let (top, height) = (HEAD + room / 4 + GAP, room - room / 4);
        let light = |y: u32| picture.get_pixel(300, y).0.iter().map(|c| u32::from(*c)).sum::<u32>();
        let brightest = (top..top + height).max_by_key(|y| light(*y)).unwrap();
        let expected = top as f32 + (1.0 - share_of(1000.0)) * height as f32;
        assert!((brightest as f32 - expected).abs() < 4.0, "{brightest} and {expected}");
        assert!(light(top + 5) < 90);
        assert!(drawn(&sound, Flicks::ZERO, "sine", Size { width: 90, height: 90 }).is_none());
    }
}
