//! `report.json`: what was made, how long it took, and what is wrong with it.

use std::path::{Path, PathBuf};

use bevy_ecs::world::World;
use maquette_document::{Clip, Direction, Figure, Id, Paragraph, Timeline, all, film, get};
use maquette_render::FrameCounts;
use maquette_sound::MixReport;
use maquette_staging::{NotUnderstood, Staged};
use maquette_voice::understood;
use serde_json::{Value, json};

use crate::making::{Step, lines_of, peak_memory_mb};

/// All that the report is made of.
pub(crate) struct Report<'a> {
    pub(crate) film: &'a World,
    pub(crate) project: Id,
    pub(crate) steps: &'a [Step],
    pub(crate) frames: FrameCounts,
    pub(crate) encoder: &'a str,
    pub(crate) staged: &'a Staged,
    pub(crate) mix: &'a MixReport,
    pub(crate) script: &'a Path,
    pub(crate) seed: u32,
    pub(crate) sheets: Vec<PathBuf>,
}

pub(crate) fn json(report: &Report<'_>) -> Value {
    let timeline = report.film.get_resource::<Timeline>();
    let frames = timeline.map_or(0, Timeline::frames);
    let shots = timeline.map_or(0, |timeline| timeline.shots().len());
    let clips = all::<Clip>(report.film);
    let spoken = clips.iter().filter(|(_, clip)| !clip.line.is_none());
    let missing = spoken.clone().filter(|(_, clip)| clip.media.is_none()).count();
    let voices: Vec<Value> = all::<Figure>(report.film)
        .into_iter()
        .map(|(_, f)| {
            json!({
                "character": f.name, "voice": f.voice.name,
                "pitch": f.voice.pitch, "speed": f.voice.speed,
            })
        })
        .collect();
    let sheets = report.sheets.iter().filter_map(|p| p.file_name());
    let sheets = sheets.map(|name| name.to_string_lossy().into_owned());
    json!({
        "film": film(report.film).name,
        "id": report.project.to_string(),
        "script": report.script.file_name().map(|n| n.to_string_lossy().into_owned()),
        "seed": report.seed,
        "version": env!("CARGO_PKG_VERSION"),
        "frames": frames,
        "shots": shots,
        "seconds": timeline.map_or(0.0, |timeline| timeline.length().seconds()),
        "encoder": report.encoder,
        "steps": report.steps,
        "drawing": report.frames,
        "staging": staging(report),
        "voices": {
            "used": voices, "lines": spoken.count(), "lines_without_voice": missing,
            "directed": directed(report.film), "says": film(report.film).says,
        },
        "sound": report.mix,
        "sheets": sheets.collect::<Vec<String>>(),
        "peak_memory_mb": peak_memory_mb(),
    })
}

/// Lines that are said otherwise than their speaker says plain ones: what asks for it, and what it comes to.
fn directed(world: &World) -> Vec<Value> {
    let told = lines_of(world).into_iter().filter_map(|line| {
        let by_hand = get::<Paragraph>(world, line.paragraph).map(|one| one.direction);
        let by_hand = by_hand.filter(|one| *one != Direction::default());
        if line.aside.is_empty() && by_hand.is_none() {
            return None;
        }
        let delivery = line.delivery;
        Some(json!({
            "line": line.paragraph.to_string(), "character": line.character, "text": line.text,
            "asked": line.aside, "understood": understood(&line.aside), "by_hand": by_hand,
            "pace": f64::from(delivery.pace) / 100.0, "pitch": delivery.pitch,
            "volume": delivery.gain, "pause": delivery.pause.seconds(), "whisper": delivery.whisper,
        }))
    });
    told.collect()
}

/// What the director did, and could not do.
fn staging(report: &Report<'_>) -> Value {
    let staging = &report.staged.report;
    let text = |line: &Id| {
        get::<Paragraph>(report.film, *line).map(|p| p.text.clone()).unwrap_or_default()
    };
    let uncovered: Vec<Value> = staging
        .uncovered
        .iter()
        .map(|line| json!({ "line": line.to_string(), "text": text(line) }))
        .collect();
    let unclear: Vec<Value> = staging.not_understood.iter().map(unclear_json).collect();
    let faults: Vec<Value> = staging
        .faults
        .iter()
        .map(|fault| {
            json!({
                "shot": format!("{:04}", fault.number),
                "rule": format!("{:?}", fault.rule), "why": fault.why,
            })
        })
        .collect();
    json!({
        "shots": staging.shots, "moving": staging.moving, "lines_covered": staging.covered.len(),
        "lines_not_covered": uncovered, "not_understood": unclear, "faults": faults,
        "sentences": staging.sentences, "notices": staging.notices,
    })
}

/// A sentence that was not understood, and why.
pub(crate) fn unclear_json(one: &NotUnderstood) -> Value {
    json!({ "line": one.paragraph.to_string(), "text": one.text, "why": one.why.to_string() })
}
