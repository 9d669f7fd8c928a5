//! What a mix measures, for people and for `report.json`.

use std::sync::Arc;

use maquette_document::{Bus, Id};
use maquette_time::Flicks;
use serde::Serialize;

use super::duck::Speech;
use super::loudness::Master;
use crate::level::db_from_gain;
use crate::meter::{CELL, lufs};
use crate::{Measures, Mix, MixPlan, RATE, Sound};

/// The measures of a finished mix. What silence does not have is nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MixReport {
    /// Integrated loudness in LUFS.
    pub loudness: Option<f32>,
    /// Loudness range in LU.
    pub range: Option<f32>,
    /// The highest loudness over 0.4 s and over 3 s, in LUFS.
    pub momentary: Option<f32>,
    pub short_term: Option<f32>,
    /// Highest true peak in dBTP.
    pub true_peak: Option<f32>,
    /// What the whole was raised or lowered by, in decibels.
    pub gain: f32,
    /// The most that the limiter took away, in decibels: 0 or less.
    pub limited: f32,
    /// The most that the compressor took away, in decibels: 0 or less.
    pub compressed: f32,
    /// Each clip of dialogue, in the order of the plan.
    pub lines: Vec<LineReport>,
    /// What could not be reached, in words for people.
    pub problems: Vec<String>,
}

/// One clip of dialogue in the finished mix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineReport {
    pub clip: Id,
    /// Where it begins in the film.
    pub start: Flicks,
    /// Loudness of the dialogue while it speaks, in LUFS, pauses left out.
    pub loudness: f32,
    /// How far the music lies under it, in LU; nothing without music.
    pub over_music: Option<f32>,
}

/// A finished mix, measured.
pub(super) struct Measured<'a> {
    pub(super) measures: Measures,
    /// Weighted energy of the buses, before the master.
    pub(super) dialogue: &'a [f32],
    pub(super) music: &'a [f32],
}

pub(super) fn silent(plan: &MixPlan) -> MixReport {
    let mut report = MixReport::default();
    note_missing(plan, &mut report);
    note_insane(plan, &mut report);
    if plan.clips.is_empty() {
        return report;
    }
    report
        .problems
        .push("the sound is too quiet, or too short, to be brought to a loudness".into());
    report
}

pub(super) fn of(
    plan: &MixPlan,
    mix: &Mix,
    speech: &Speech,
    measured: &Measured<'_>,
    master: &Master,
) -> MixReport {
    let measures = &measured.measures;
    let [limited, compressed] = master.taken();
    let mut report = MixReport {
        loudness: measures.integrated,
        range: measures.range,
        momentary: measures.momentary,
        short_term: measures.short_term,
        true_peak: (measures.true_peak > 0.0).then(|| db_from_gain(f64::from(measures.true_peak))),
        gain: master.gain,
        limited,
        compressed,
        lines: lines(plan, speech, measured, mix),
        problems: Vec::new(),
    };
    if let (Some(loudness), Some(aim)) = (report.loudness, plan.mastering.loudness)
        && (loudness - aim).abs() > 0.1
    {
        let why = if limited < -1.0 {
            "its peaks would pass the ceiling"
        } else {
            "it is too quiet to be raised so far"
        };
        report.problems.push(format!("the film is at {loudness:.1} LUFS, not {aim:.1}: {why}"));
    }
    if let (Some(peak), Some(ceiling)) = (report.true_peak, plan.mastering.ceiling)
        && peak > ceiling
    {
        report.problems.push(format!("the film peaks at {peak:.2} dBTP, over {ceiling:.1}"));
    }
    note_missing(plan, &mut report);
    note_insane(plan, &mut report);
    report.problems.extend(mix.fault().map(str::to_owned));
    report
}

fn note_missing(plan: &MixPlan, report: &mut MixReport) {
    match plan.missing.len() {
        0 => {}
        1 => report.problems.push("one clip is silent: its sound is not there".into()),
        count => {
            report.problems.push(format!("{count} clips are silent: their sound is not there"))
        }
    }
}

/// Names clips whose samples are not all numbers.
fn note_insane(plan: &MixPlan, report: &mut MixReport) {
    let mut seen: Vec<(*const Sound, bool)> = Vec::new();
    for clip in &plan.clips {
        let place = Arc::as_ptr(&clip.sound);
        let known = seen.iter().find(|(sound, _)| *sound == place).map(|(_, sane)| *sane);
        let sane = known.unwrap_or_else(|| clip.sound.is_sane());
        if known.is_none() {
            seen.push((place, sane));
        }
        if !sane {
            let id = clip.id;
            report.problems.push(format!("samples that are no numbers are silent in clip {id}"));
        }
    }
}

fn lines(plan: &MixPlan, speech: &Speech, measured: &Measured<'_>, mix: &Mix) -> Vec<LineReport> {
    let spoken = |clip: &&crate::MixClip| {
        plan.tracks.get(clip.track).is_some_and(|track| track.bus == Bus::Dialogue)
    };
    plan.clips
        .iter()
        .filter(spoken)
        .filter_map(|clip| {
            let cell = |sample: i64| usize::try_from(sample).unwrap_or(0) / CELL;
            let cells = cell(clip.start)
                ..cell(clip.start.saturating_add(clip.length)).min(measured.dialogue.len());
            let said: Vec<usize> = cells.filter(|cell| speech.is_active(*cell)).collect();
            let mean = |energy: &[f32]| {
                lufs(
                    said.iter().map(|cell| f64::from(energy[*cell])).sum::<f64>()
                        / said.len().max(1) as f64,
                )
            };
            let dialogue = mean(measured.dialogue)?;
            let gains = said.iter().map(|cell| mix.master_gain().at((cell * CELL) as i64));
            let gain = db_from_gain(gains.sum::<f64>() / said.len().max(1) as f64);
            Some(LineReport {
                clip: clip.id,
                start: Flicks::from_samples(clip.start, RATE),
                loudness: dialogue as f32 + gain,
                over_music: mean(measured.music).map(|music| (dialogue - music) as f32),
            })
        })
        .collect()
}
