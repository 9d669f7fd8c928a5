//! The tracks of a film, drawn: a lane each, with waveforms, names, fades and volume.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use maquette_document::{Bus, Clip, FadeCurve, Id, Shot, Timeline, Track, all, film, get};
use maquette_render::{Canvas, Ink};
use maquette_sound::edit::{clip_name, clips_of_track};
use maquette_sound::{Extremes, MixClip, Pcm, Peaks, Sound, fade_gain, plan_with};
use maquette_time::{Flicks, Span};

use crate::film::OpenFilm;
use crate::output::{kept_stretch, sounds};
use crate::plan::colour;

const PAPER: Ink = [0xec, 0xe7, 0xdc];
const INK: Ink = [0x23, 0x20, 0x1d];
const QUIET: Ink = [0x9a, 0x93, 0x87];
const LANE: Ink = [0xe2, 0xdc, 0xcf];
/// Pixels: the sheet, the names at its left, the ruler above, a lane and what is between two.
const WIDTH: f32 = 1800.0;
const NAMES: f32 = 190.0;
const MARGIN: f32 = 24.0;
const RULER: f32 = 58.0;
const LANE_HEIGHT: f32 = 84.0;
const BETWEEN: f32 = 8.0;
/// Of a clip, where its name stands.
const TITLE: f32 = 16.0;
/// Lanes that are drawn at the most.
const MOST: usize = 160;

/// Draws the tracks into a PNG.
pub(super) fn draw(open: &OpenFilm, out: &Path) -> Result<()> {
    let tracks = all::<Track>(&open.world);
    let tracks = &tracks[..tracks.len().min(MOST)];
    let height = MARGIN * 2.0 + RULER + tracks.len() as f32 * (LANE_HEIGHT + BETWEEN);
    let canvas = Canvas::new(WIDTH as u32, height as u32, PAPER).context("no room to draw")?;
    let timeline = open.world.get_resource::<Timeline>();
    let last = tracks.iter().flat_map(|(id, _)| clips_of_track(&open.world, *id));
    let last = last.map(|(_, _, span)| span.end()).max().unwrap_or_default();
    let length = timeline.map_or(Flicks::ZERO, Timeline::length).max(last).max(Flicks::SECOND);
    let mut sheet = Sheet { canvas, length };
    sheet.ruler(open, tracks.len());
    let heard = heard(open)?;
    for (row, (id, track)) in tracks.iter().enumerate() {
        let top = MARGIN + RULER + row as f32 * (LANE_HEIGHT + BETWEEN);
        sheet.lane(track, top);
        for (clip_id, clip, span) in clips_of_track(&open.world, *id) {
            let name = clip_name(&open.world, clip);
            let wave = heard.get(&clip_id).map(|wave| wave.columns(sheet.columns(span)));
            sheet.clip(clip, track, &name, span, top, &wave.unwrap_or_default());
        }
        sheet.volume(track, top);
    }
    let image = sheet.canvas.into_image();
    image.save(out).with_context(|| format!("failed to write the picture: {out:?}"))
}

/// What is heard of a clip, as its extremes.
struct Wave {
    peaks: Arc<Peaks>,
    skip: i64,
    length: i64,
}

impl Wave {
    fn columns(&self, count: usize) -> Vec<Extremes> {
        self.peaks.columns(self.skip, self.length, count)
    }
}

fn heard(open: &OpenFilm) -> Result<BTreeMap<Id, Wave>> {
    let store = open.document.media();
    let sounds = sounds(&open.world, store)?;
    let stretch = |sound: &Sound, retime| kept_stretch(store, sound, retime);
    let plan = plan_with(&open.world, &|media| sounds.get(&media).cloned(), &stretch);
    let mut known: BTreeMap<[u8; 32], Arc<Peaks>> = BTreeMap::new();
    let wave = |clip: MixClip| {
        let key = clip.sound.content();
        let peaks = known.entry(key).or_insert_with(|| Arc::new(Peaks::of(&whole(&clip.sound))));
        (clip.id, Wave { peaks: peaks.clone(), skip: clip.skip, length: clip.length })
    };
    Ok(plan.clips.into_iter().map(wave).collect())
}

/// All of a sound, left and right.
fn whole(sound: &Sound) -> Pcm {
    let mut frames = vec![[0.0; 2]; sound.frames()];
    sound.read(0, &mut frames);
    let side = |side: usize| frames.iter().map(|frame| frame[side]).collect();
    Pcm { rate: maquette_sound::RATE, channels: vec![side(0), side(1)] }
}

struct Sheet {
    canvas: Canvas,
    length: Flicks,
}

impl Sheet {
    fn x(&self, at: Flicks) -> f32 {
        let width = WIDTH - NAMES - 2.0 * MARGIN;
        MARGIN + NAMES + width * (at.seconds() / self.length.seconds()) as f32
    }

    fn columns(&self, span: Span) -> usize {
        (self.x(span.end()) - self.x(span.start)).ceil().max(1.0) as usize
    }

    /// The name of the film, seconds, and the borders of shots.
    fn ruler(&mut self, open: &OpenFilm, lanes: usize) {
        let name = film(&open.world).name.clone();
        self.canvas.text(&name, [MARGIN, MARGIN], 20.0, NAMES - 10.0, 1, INK);
        let bottom = MARGIN + RULER + lanes as f32 * (LANE_HEIGHT + BETWEEN);
        let steps = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
        let seconds = self.length.seconds();
        let step =
            steps.into_iter().find(|step| seconds / f64::from(*step) <= 18.0).unwrap_or(7200);
        for second in (0..=seconds as i64).step_by(step as usize) {
            let x = self.x(Flicks::SECOND * second);
            self.canvas.line(&[[x, MARGIN + 40.0], [x, MARGIN + 48.0]], false, 1.0, QUIET);
            let label = format!("{}:{:02}", second / 60, second % 60);
            self.canvas.text(&label, [x + 3.0, MARGIN + 32.0], 12.0, 60.0, 1, QUIET);
        }
        let shots = open.world.get_resource::<Timeline>().map(Timeline::shots).unwrap_or_default();
        for cut in shots.iter().take(2000) {
            let x = self.x(cut.span.start);
            self.canvas.line(&[[x, MARGIN + 50.0], [x, bottom]], false, 0.7, QUIET);
            let number = get::<Shot>(&open.world, cut.id).map(|shot| shot.number);
            let room = self.x(cut.span.end()) - x - 4.0;
            if let Some(number) = number.filter(|_| 28.0 < room) {
                let label = format!("{number:04}");
                self.canvas.text(&label, [x + 3.0, MARGIN + 12.0], 12.0, room, 1, QUIET);
            }
        }
    }

    fn lane(&mut self, track: &Track, top: f32) {
        self.canvas.rect([MARGIN + NAMES, top], [WIDTH - NAMES - 2.0 * MARGIN, LANE_HEIGHT], LANE);
        self.canvas.rect([MARGIN, top], [6.0, LANE_HEIGHT], colour(track.colour));
        let x = MARGIN + 14.0;
        self.canvas.text(&track.name, [x, top + 8.0], 17.0, NAMES - 24.0, 1, INK);
        let bus = match track.bus {
            Bus::Dialogue => "dialogue",
            Bus::Music => "music",
            Bus::Effects => "effects",
        };
        let mut marks = bus.to_owned();
        if track.gain != 0.0 {
            marks.push_str(&format!("  {:+.1} dB", track.gain));
        }
        self.canvas.text(&marks, [x, top + 32.0], 13.0, NAMES - 24.0, 1, QUIET);
        let states = [(track.mute, "muted"), (track.solo, "solo"), (track.locked, "locked")];
        let states: Vec<&str> =
            states.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        self.canvas.text(&states.join("  "), [x, top + 52.0], 13.0, NAMES - 24.0, 1, INK);
    }

    fn clip(
        &mut self,
        clip: &Clip,
        track: &Track,
        name: &str,
        span: Span,
        top: f32,
        wave: &[Extremes],
    ) {
        let quiet = clip.mute || track.mute;
        let ink = if quiet { QUIET } else { colour(track.colour) };
        let (left, right) = (self.x(span.start), self.x(span.end()).max(self.x(span.start) + 1.0));
        let (high, low) = (top + 2.0, top + LANE_HEIGHT - 2.0);
        let corners = [[left, high], [right, high], [right, low], [left, low]];
        self.canvas.fill(&corners, ink, 0.28);
        self.wave(clip, span, wave, high + TITLE, low, ink);
        self.canvas.fill(
            &[[left, high], [right, high], [right, high + TITLE], [left, high + TITLE]],
            ink,
            0.55,
        );
        self.canvas.line(&corners, true, 1.2, ink);
        let (fade_in, fade_out) =
            (self.x(span.start + clip.fade_in), self.x(span.end() - clip.fade_out));
        self.fade(clip.fade_in_curve, [left, fade_in], [low, high + TITLE]);
        self.fade(clip.fade_out_curve, [right, fade_out], [low, high + TITLE]);
        let mut title = name.to_owned();
        if !clip.retime.is_none() {
            title.push_str(&format!("  {}/{}", clip.retime.speed, clip.retime.of));
        }
        if clip.locked {
            title.push_str("  locked");
        }
        if 24.0 < right - left {
            self.canvas.text(&title, [left + 4.0, high + 1.0], 12.0, right - left - 8.0, 1, INK);
        }
        let head = span.start;
        let keys: Vec<[f32; 2]> = clip
            .volume
            .iter()
            .map(|key| (head + key.at, key.gain))
            .filter(|(at, _)| span.contains(*at))
            .map(|(at, gain)| [self.x(at), level(gain, high + TITLE, low)])
            .collect();
        self.keys(&keys, left, right);
    }

    /// A fade as the line that it draws, from silence to all.
    fn fade(&mut self, curve: FadeCurve, [from, to]: [f32; 2], [low, high]: [f32; 2]) {
        if (to - from).abs() < 1.0 {
            return;
        }
        let line: Vec<[f32; 2]> = (0..=24)
            .map(|n| {
                let t = n as f32 / 24.0;
                let gain = fade_gain(curve, f64::from(t)) as f32;
                [from + (to - from) * t, low + (high - low) * gain]
            })
            .collect();
        self.canvas.line(&line, false, 1.4, INK);
    }

    /// The waveform under its fades and gain.
    fn wave(&mut self, clip: &Clip, span: Span, wave: &[Extremes], high: f32, low: f32, ink: Ink) {
        let left = self.x(span.start);
        let (middle, half) = ((high + low) / 2.0, (low - high) / 2.0);
        let gain = maquette_sound::gain_from_db(clip.gain) as f32;
        let count = wave.len().max(1) as f64;
        let share = |length: Flicks| count * length.seconds() / clip.length.seconds().max(1e-9);
        let (rise, fall) = (share(clip.fade_in), share(clip.fade_out));
        for (n, [bottom, top]) in wave.iter().enumerate() {
            let at = n as f64 + 0.5;
            let of = |done: f64, length: f64, curve: FadeCurve| {
                fade_gain(curve, (done / length.max(1e-9)).clamp(0.0, 1.0))
            };
            let faded =
                of(at, rise, clip.fade_in_curve) * of(count - at, fall, clip.fade_out_curve);
            let y = |sample: f32| middle - (sample * gain * faded as f32).clamp(-1.0, 1.0) * half;
            let x = left + n as f32;
            let column = (y(*bottom) - y(*top)).max(1.0);
            self.canvas.rect([x, y(*top)], [1.0, column], ink);
        }
    }

    fn volume(&mut self, track: &Track, top: f32) {
        let (high, low) = (top + 2.0 + TITLE, top + LANE_HEIGHT - 2.0);
        let keys: Vec<[f32; 2]> = track
            .volume
            .iter()
            .filter(|key| Flicks::ZERO <= key.at && key.at <= self.length)
            .map(|key| [self.x(key.at), level(key.gain, high, low)])
            .collect();
        self.keys(&keys, MARGIN + NAMES, WIDTH - MARGIN);
    }

    /// Keys, and level lines to the two ends.
    fn keys(&mut self, keys: &[[f32; 2]], left: f32, right: f32) {
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else { return };
        let ends = ([left, first[1]], [right, last[1]]);
        let line: Vec<[f32; 2]> =
            [ends.0].into_iter().chain(keys.iter().copied()).chain([ends.1]).collect();
        self.canvas.line(&line, false, 1.4, INK);
        for key in keys.iter().take(2000) {
            self.canvas.disc(*key, 3.0, INK);
        }
    }
}

/// Where a gain is drawn: +12 dB at the top, -48 dB and less at the bottom.
fn level(gain: f32, high: f32, low: f32) -> f32 {
    high + (low - high) * ((12.0 - gain) / 60.0).clamp(0.0, 1.0)
}
