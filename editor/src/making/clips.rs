//! Clips on the timeline: of spoken lines, and of what was made.

use std::collections::BTreeMap;

use maquette_document::{Bus, Clip, Edit, Id, Kind, Manifest, Media, MediaKind, Take, Track};
use maquette_staging::{LineClip, Staged};
use maquette_time::Flicks;

use super::voices::Voiced;

/// The track of a figure's lines.
fn track_of(figure: Id) -> Id {
    Id::hashed(&["track", &figure.to_string()])
}

/// The clip of a line.
fn clip_of(paragraph: Id) -> Id {
    Id::hashed(&["clip", &paragraph.to_string()])
}

/// A track for each figure that speaks.
pub(crate) fn track_edits(staged: &Staged) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut speakers: Vec<Id> = Vec::new();
    for line in &staged.line_clips {
        if !speakers.contains(&line.figure) {
            speakers.push(line.figure);
            let name = figure_name(&staged.edits, line.figure);
            let track = Track { name, bus: Bus::Dialogue, ..Track::default() };
            edits.push(Edit::create(track_of(line.figure), &track));
        }
    }
    edits
}

/// A track and voice for each figure, and a clip with its take for each line.
pub(crate) fn voice_edits(staged: &Staged, voiced: &BTreeMap<Id, Voiced>) -> Vec<Edit> {
    let mut edits = track_edits(staged);
    for line in &staged.line_clips {
        if let Some(voiced) = voiced.get(&line.paragraph) {
            edits.extend(line_edits(line, voiced));
        }
    }
    edits
}

/// The clip of a line, with its take.
pub(crate) fn line_edits(line: &LineClip, voiced: &Voiced) -> Vec<Edit> {
    let id = clip_of(line.paragraph);
    let clip = Clip {
        track: track_of(line.figure),
        shot: line.shot,
        at: line.at,
        length: voiced.length,
        line: line.paragraph,
        figure: line.figure,
        mouth: voiced.mouth.clone(),
        fade_in: Flicks::SECOND / 200,
        fade_out: Flicks::SECOND / 100,
        ..Clip::default()
    };
    match &voiced.made {
        Some(made) => take_edits(id, &made.media, &made.manifest, clip),
        None => vec![Edit::create(id, &clip)],
    }
}

fn figure_name(edits: &[Edit], figure: Id) -> String {
    let fields = edits.iter().find_map(|edit| match edit {
        Edit::Create { id, kind: Kind::Figure, fields } if *id == figure => Some(fields),
        _ => None,
    });
    let name = fields.and_then(|fields| fields.get("name")).and_then(|name| name.as_str());
    name.unwrap_or("Voice").to_owned()
}

/// A clip of what was made, with the medium, the manifest and the take that say where it came from.
pub(crate) fn take_edits(id: Id, media: &Media, manifest: &Manifest, clip: Clip) -> Vec<Edit> {
    debug_assert!(matches!(media.kind, MediaKind::Sound { .. }));
    let media_id = Id::hashed(&["media", &media.hash]);
    let manifest_id = Id::hashed(&["manifest", &id.to_string(), &manifest.output]);
    let take_id = Id::hashed(&["take", &id.to_string(), &manifest.output]);
    let take = Take {
        of: id,
        number: 1,
        manifest: manifest_id,
        media: media_id,
        accepted: true,
        ..Take::default()
    };
    vec![
        Edit::create(media_id, media),
        Edit::create(manifest_id, manifest),
        Edit::create(take_id, &take),
        Edit::create(id, &Clip { media: media_id, take: take_id, ..clip }),
    ]
}
