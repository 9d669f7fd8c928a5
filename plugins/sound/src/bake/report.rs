//! What a mix measures, for people and for `report.json`.

use maquette_document::{Bus, Id};
use maquette_time::Flicks;
use serde::Serialize;

use super::Measured;
use super::duck::Speech;
use crate::level::db_from_gain;
use crate::meter::{CELL, lufs};
use crate::{Mix, MixPlan, RATE};

/// The measures of a finished mix. What silence does not have is nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MixReport {
    /// Integrated loudness in LUFS.
    pub loudness: Option<f32>,
    /// Loudness range in LU.
    pub range: Option<f32>,
    /// Highest true peak in dBTP.
    pub true_peak: Option<f32>,
    /// What the whole was raised or lowered by, in decibels.
    pub gain: f32,
    /// The most that the limiter took away, in decibels: 0 or less.
    pub limited: f32,
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

pub(super) fn silent(plan: &MixPlan) -> MixReport {
    let mut report = MixReport::default();
    note_missing(plan, &mut report);
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
    measured: &Measured,
    gain: f32,
    limited: f32,
) -> MixReport {
    let mut report = MixReport {
        loudness: measured.loudness.integrated,
        range: measured.loudness.range,
        true_peak: (measured.peak > 0.0).then(|| db_from_gain(f64::from(measured.peak))),
        gain,
        limited,
        lines: lines(plan, speech, measured, gain),
        problems: Vec::new(),
    };
    let aim = plan.mastering.loudness;
    if let Some(loudness) = report.loudness.filter(|loudness| (loudness - aim).abs() > 0.1) {
        let why = if limited < -1.0 {
            "its peaks would pass the ceiling"
        } else {
            "it is too quiet to be raised so far"
        };
        report.problems.push(format!("the film is at {loudness:.1} LUFS, not {aim:.1}: {why}"));
    }
    let ceiling = plan.mastering.ceiling;
    if let Some(peak) = report.true_peak.filter(|peak| *peak > ceiling) {
        report.problems.push(format!("the film peaks at {peak:.2} dBTP, over {ceiling:.1}"));
    }
    note_missing(plan, &mut report);
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

fn lines(plan: &MixPlan, speech: &Speech, measured: &Measured, gain: f32) -> Vec<LineReport> {
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
            let dialogue = mean(&measured.dialogue)?;
            Some(LineReport {
                clip: clip.id,
                start: Flicks::from_samples(clip.start, RATE),
                loudness: dialogue as f32 + gain,
                over_music: mean(&measured.music).map(|music| (dialogue - music) as f32),
            })
        })
        .collect()
}
