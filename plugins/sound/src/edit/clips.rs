//! Where clips lie, and which may be changed.

use bevy_ecs::world::World;
use maquette_document::{Clip, Id, Media, MediaKind, Paragraph, Timeline, Track, all, get};
use maquette_time::{Flicks, Span};

use super::Refused;

/// No clip lies further into a film.
const LONGEST: Flicks = Flicks(Flicks::SECOND.0 * 99 * 3600);

/// What a person calls a clip: its own name, the head of the line that it speaks, or the name of its medium.
pub fn clip_name(world: &World, clip: &Clip) -> String {
    let line = || {
        let line = get::<Paragraph>(world, clip.line)?.text.trim();
        let head: String = line.chars().take(40).collect();
        let rest = if head.len() < line.len() { "…" } else { "" };
        (!line.is_empty()).then(|| format!("\"{head}{rest}\""))
    };
    let medium = || get::<Media>(world, clip.media).map(|media| media.name.clone());
    let own = Some(clip.name.clone()).filter(|name| !name.is_empty());
    let name = own.or_else(line).or_else(medium);
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| "the clip".into())
}

/// Where a clip lies in the film; nothing if its shot is not in it.
pub fn clip_span(world: &World, clip: &Clip) -> Option<Span> {
    let head = head_of(world, clip.shot)?;
    let start = Flicks(head.0.saturating_add(clip.at.0));
    Some(Span::new(start, Flicks(clip.length.0.clamp(0, LONGEST.0))))
}

/// The clips of a track that are in the film, by where they begin.
pub fn clips_of_track(world: &World, track: Id) -> Vec<(Id, &Clip, Span)> {
    let of_track = all::<Clip>(world).into_iter().filter(|(_, clip)| clip.track == track);
    let placed = of_track.filter_map(|(id, clip)| Some((id, clip, clip_span(world, clip)?)));
    let mut clips: Vec<(Id, &Clip, Span)> = placed.collect();
    clips.sort_by_key(|(_, _, span)| span.start);
    clips
}

/// How long all of a clip's medium is heard at the clip's speed; nothing where that is not known.
pub fn heard_length(world: &World, clip: &Clip) -> Option<Flicks> {
    let MediaKind::Sound { samples, rate, .. } = get::<Media>(world, clip.media)?.kind else {
        return None;
    };
    Some(clip.retime.heard_from_medium(Flicks::from_samples(samples, rate)))
}

/// The head of a shot, or of the film for none.
pub(super) fn head_of(world: &World, shot: Id) -> Option<Flicks> {
    if shot.is_none() {
        return Some(Flicks::ZERO);
    }
    Some(world.get_resource::<Timeline>()?.of(shot)?.span.start)
}

pub(super) fn track_of(world: &World, id: Id) -> Result<&Track, Refused> {
    get::<Track>(world, id).ok_or(Refused::NoTrack)
}

/// A track whose clips may be changed.
pub(super) fn free_track(world: &World, id: Id) -> Result<&Track, Refused> {
    let track = track_of(world, id)?;
    match track.locked {
        true => Err(Refused::TrackLocked { track: track.name.clone() }),
        false => Ok(track),
    }
}

/// A clip that may be changed.
pub(super) fn free_clip(world: &World, id: Id) -> Result<&Clip, Refused> {
    let clip = get::<Clip>(world, id).ok_or(Refused::NoClip)?;
    if let Some(track) = get::<Track>(world, clip.track).filter(|track| track.locked) {
        return Err(Refused::TrackLocked { track: track.name.clone() });
    }
    match clip.locked {
        true => Err(Refused::ClipLocked { clip: clip_name(world, clip) }),
        false => Ok(clip),
    }
}

/// A clip that may be changed, and where it lies.
pub(super) fn placed_clip(world: &World, id: Id) -> Result<(&Clip, Span), Refused> {
    let clip = free_clip(world, id)?;
    let span = clip_span(world, clip);
    Ok((clip, span.ok_or_else(|| Refused::OffStage { clip: clip_name(world, clip) })?))
}

/// Whether a clip may begin there: not before the film, and within its longest length.
pub(super) fn within_film(world: &World, clip: &Clip, start: Flicks) -> Result<(), Refused> {
    let name = || clip_name(world, clip);
    match start {
        start if start < Flicks::ZERO => Err(Refused::BeforeFilm { clip: name() }),
        start if start > LONGEST => Err(Refused::BeyondFilm { clip: name() }),
        _ => Ok(()),
    }
}

/// A clip with another head: what it shows of its sound stays where it is in the film.
///
/// # Errors
/// When the sound does not reach back so far.
pub(super) fn with_head(world: &World, clip: &Clip, by: Flicks) -> Result<Clip, Refused> {
    let mut after = clip.clone();
    (after.at, after.skip, after.length) = (clip.at + by, clip.skip + by, clip.length - by);
    if after.skip < Flicks::ZERO {
        return Err(Refused::SoundBegins { clip: clip_name(world, clip), left: clip.skip });
    }
    for key in &mut after.volume {
        key.at = Flicks(key.at.0.saturating_sub(by.0));
    }
    Ok(fitted(after))
}

/// A clip with another tail.
///
/// # Errors
/// When the sound does not go on so far.
pub(super) fn with_tail(world: &World, clip: &Clip, by: Flicks) -> Result<Clip, Refused> {
    let after = Clip { length: clip.length + by, ..clip.clone() };
    let all = heard_length(world, clip).filter(|all| *all < after.skip + after.length);
    match all {
        Some(all) if by > Flicks::ZERO => {
            let left = (all - clip.skip - clip.length).max(Flicks::ZERO);
            Err(Refused::SoundEnds { clip: clip_name(world, clip), left })
        }
        _ => Ok(fitted(after)),
    }
}

/// A clip whose fades are no longer than itself.
pub(super) fn fitted(mut clip: Clip) -> Clip {
    clip.fade_in = clip.fade_in.clamp(Flicks::ZERO, clip.length.max(Flicks::ZERO));
    clip.fade_out = clip.fade_out.clamp(Flicks::ZERO, clip.length.max(Flicks::ZERO));
    clip
}
