//! `sound clip FILM list`.

use std::path::Path;

use anyhow::Result;
use bevy_ecs::world::World;
use maquette_document::{Clip, Id, Media, Shot, VolumeKey, get};
use maquette_sound::edit::clip_name;
use maquette_time::Flicks;
use serde_json::{Value, json};

use super::super::gesture::{Listed, clock, listed, rate_of, word};
use crate::console::{Outcome, say};
use crate::film::OpenFilm;

pub(super) fn list(film: &Path, json: bool) -> Result<Outcome> {
    let open = OpenFilm::open_to_read(film)?;
    let rows = listed(&open.world);
    if json {
        let told: Vec<Value> =
            rows.iter().enumerate().map(|(at, row)| told(&open.world, at + 1, row)).collect();
        say(&serde_json::to_string_pretty(&told)?);
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        say("no clips; add one with `maquette sound clip FILM add SOUND --track NAME`");
    }
    let mut track = None;
    for (at, row) in rows.iter().enumerate() {
        if track != Some(row.clip.track) {
            track = Some(row.clip.track);
            say(if row.track.is_empty() { "on no track" } else { row.track });
        }
        say(&line(&open.world, at + 1, row));
    }
    Ok(Outcome::Done)
}

/// What became of these clips.
pub(super) fn tell(world: &World, clips: &[Id], json: bool) -> Result<()> {
    let rows = listed(world);
    let found = rows.iter().enumerate().filter(|(_, row)| clips.contains(&row.id));
    if json {
        let told: Vec<Value> = found.map(|(at, row)| told(world, at + 1, row)).collect();
        say(&serde_json::to_string_pretty(&told)?);
        return Ok(());
    }
    let mut none = true;
    for (at, row) in found {
        say(&format!("{}{}", row.track, line(world, at + 1, row)));
        none = false;
    }
    if none {
        say("done; `maquette undo` takes it back");
    }
    Ok(())
}

fn line(world: &World, number: usize, row: &Listed<'_>) -> String {
    let clip = row.clip;
    let name: String = clip_name(world, clip).chars().take(28).collect();
    let place = match row.span {
        Some(span) => format!("{:>10} {:>10}", clock(span.start), clock(span.end())),
        None => format!("{:>21}", "not in the film"),
    };
    let marks = marks(world, clip).join(", ");
    format!("  {number:>3}  {place}  {name:<28}  {marks}").trim_end().to_owned()
}

/// What sets a clip apart from one that was just laid down.
fn marks(world: &World, clip: &Clip) -> Vec<String> {
    let mut marks = Vec::new();
    if clip.skip != Flicks::ZERO {
        marks.push(format!("from {}", clock(clip.skip)));
    }
    if clip.gain != 0.0 {
        marks.push(format!("{:+.2} dB", clip.gain));
    }
    if clip.pan != 0.0 {
        marks.push(format!("pan {:+.2}", clip.pan));
    }
    let fades =
        [("in", clip.fade_in, clip.fade_in_curve), ("out", clip.fade_out, clip.fade_out_curve)];
    for (which, length, curve) in fades {
        // What only keeps an end from clicking is nothing to tell.
        if Flicks::SECOND / 50 < length {
            marks.push(format!("fade {which} {:.3} s {}", length.seconds(), word(&curve)));
        }
    }
    if !clip.volume.is_empty() {
        marks.push(format!("{} keys of volume", clip.volume.len()));
    }
    if !clip.retime.is_none() {
        let kept = if clip.retime.keep_pitch { ", pitch kept" } else { "" };
        marks.push(format!("speed {}/{}{kept}", clip.retime.speed, clip.retime.of));
    }
    if let Some(shot) = get::<Shot>(world, clip.shot) {
        marks.push(format!("shot {:04}", shot.number));
    }
    if clip.media.is_none() {
        marks.push("silent".into());
    }
    marks.extend(
        [(clip.mute, "muted"), (clip.locked, "locked")]
            .map(|(is, mark)| if is { mark.to_owned() } else { String::new() }),
    );
    marks.retain(|mark| !mark.is_empty());
    marks
}

fn told(world: &World, number: usize, row: &Listed<'_>) -> Value {
    let (clip, rate) = (row.clip, rate_of(world));
    let fade = |length: Flicks, curve| json!({ "seconds": length.seconds(), "curve": curve });
    let shot = get::<Shot>(world, clip.shot).map(|shot| format!("{:04}", shot.number));
    json!({
        "number": number, "id": row.id, "name": clip_name(world, clip), "track": row.track,
        "track_id": clip.track, "shot": shot, "media": clip.media,
        "file": get::<Media>(world, clip.media).map(|media| media.name.clone()),
        "start_seconds": row.span.map(|span| span.start.seconds()),
        "start_frame": row.span.map(|span| rate.frame_at(span.start).0),
        "seconds": clip.length.seconds(), "skip_seconds": clip.skip.seconds(),
        "gain_db": clip.gain, "pan": clip.pan, "mute": clip.mute, "locked": clip.locked,
        "fade_in": fade(clip.fade_in, json!(clip.fade_in_curve)),
        "fade_out": fade(clip.fade_out, json!(clip.fade_out_curve)),
        "speed": [clip.retime.speed, clip.retime.of], "keep_pitch": clip.retime.keep_pitch,
        "volume": volume_told(&clip.volume, row.span.map_or(Flicks::ZERO, |span| span.start)),
    })
}

/// The keys of a curve by their place in the film.
pub(in super::super) fn volume_told(keys: &[VolumeKey], head: Flicks) -> Vec<Value> {
    let told = |key: &VolumeKey| {
        let at = Flicks(key.at.0.saturating_add(head.0));
        json!({ "seconds": at.seconds(), "gain_db": key.gain, "glide": key.glide })
    };
    keys.iter().map(told).collect()
}
