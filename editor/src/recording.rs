//! Recordings of a film: begun beside it, taken in as clips, and found again when they were not.
//!
//! While it grows, a recording lies in `local/recordings` with a page that says where it belongs. It leaves that
//! folder when it has become a clip: what is found there later was cut short.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Bus, Clip, Edit, Id, MediaKind, Timeline, Track, Transaction, all, get};
use maquette_sound::{Depth, RATE, mend, write_wav};
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use crate::film::OpenFilm;
use crate::output;

/// Where a recording belongs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Begun {
    /// The shot that it goes with; none for the film.
    pub(crate) shot: Id,
    /// From the head of that shot, or of the film.
    pub(crate) at: Flicks,
    pub(crate) track: String,
    /// The place in the film of the recording's first sample, at 48 kHz, once it is known.
    pub(crate) head: Option<i64>,
    /// How much of it is wanted.
    pub(crate) length: Option<Flicks>,
}

/// The files of one recording.
pub(crate) struct Draft {
    pub(crate) sound: PathBuf,
    page: PathBuf,
}

fn folder_of(film: &Path) -> PathBuf {
    film.join("local/recordings")
}

impl Draft {
    /// Room for a new recording of the film in `film`.
    pub(crate) fn new(film: &Path, begun: &Begun) -> Result<Self> {
        let folder = folder_of(film);
        fs::create_dir_all(&folder)
            .with_context(|| format!("failed to make room for the recording: {folder:?}"))?;
        let name = Id::fresh().to_string();
        let draft = Self {
            sound: folder.join(format!("{name}.wav")),
            page: folder.join(format!("{name}.json")),
        };
        draft.tell(begun)?;
        Ok(draft)
    }

    /// Writes where it belongs, as far as that is known now.
    pub(crate) fn tell(&self, begun: &Begun) -> Result<()> {
        let part = self.page.with_extension("part");
        let written = fs::write(&part, serde_json::to_vec_pretty(begun)?)
            .and_then(|()| fs::rename(&part, &self.page));
        written.with_context(|| format!("failed to write beside the recording: {:?}", self.page))
    }

    /// Forgets it: it has become a clip, or nothing.
    pub(crate) fn remove(&self) {
        for path in [&self.sound, &self.page] {
            if let Err(fault) = fs::remove_file(path) {
                tracing::debug!("a recording was not removed: {fault}");
            }
        }
    }
}

/// Recordings that were cut short, oldest first, and where they belong.
pub(crate) fn unfinished(film: &Path) -> Vec<(Draft, Begun)> {
    let Ok(entries) = fs::read_dir(folder_of(film)) else { return Vec::new() };
    let mut sounds: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "wav"))
        .collect();
    sounds.sort();
    let with_page = |sound: PathBuf| {
        let page = sound.with_extension("json");
        // A page that cannot be read leaves the recording at the head of the film: better there than lost.
        let begun = fs::read(&page).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        (Draft { sound, page }, begun.unwrap_or_default())
    };
    sounds.into_iter().map(with_page).collect()
}

/// What became of a recording.
pub(crate) struct TakenIn {
    pub(crate) track: String,
    pub(crate) length: Flicks,
    /// Clips that lay under it.
    pub(crate) covered: usize,
}

/// Makes a recording a clip of the film, as one step, and forgets the draft.
pub(crate) fn take_in(film: &mut OpenFilm, draft: &Draft, begun: &Begun) -> Result<TakenIn> {
    let frames = mend(&draft.sound)
        .with_context(|| format!("this recording cannot be read: {:?}", draft.sound))?;
    if frames == 0 {
        draft.remove();
        bail!("nothing was recorded");
    }
    let pcm = output::read_sound(&draft.sound, "wav")?;
    let channels = pcm.channels.len() as u16;
    // The store keeps what the mixer reads without another thought.
    let conformed = write_wav(Vec::new(), &pcm, Depth::I24).context("the recording is too long")?;
    let samples = pcm.frames() as i64;
    drop(pcm);
    let track_name = if begun.track.is_empty() { "Recording" } else { &begun.track };
    let name = format!("{track_name} {}.wav", next_take(&film.world, track_name));
    let mut media = film.document.media().add_bytes(&conformed, &name)?;
    media.kind = MediaKind::Sound { samples, rate: RATE, channels };

    let shot = if get::<maquette_document::Shot>(&film.world, begun.shot).is_some() {
        begun.shot
    } else {
        Id::NONE
    };
    let head = head_of(&film.world, shot).unwrap_or_default();
    let placed = place(samples, (head + begun.at).samples(RATE), begun);
    let clip = Clip {
        media: Id::hashed(&["media", &media.hash]),
        shot,
        at: begun.at + Flicks::from_samples(placed.later, RATE),
        skip: Flicks::from_samples(placed.skip, RATE),
        length: Flicks::from_samples(placed.length, RATE),
        fade_in: Flicks::SECOND / 200,
        fade_out: Flicks::SECOND / 200,
        ..Clip::default()
    };
    let mut edits = vec![Edit::create(clip.media, &media)];
    let track = track_called(&film.world, track_name, &mut edits, false);
    let covered = punch(&film.world, track, track_name, head + clip.at, clip.length, &mut edits);
    let length = clip.length;
    edits.push(Edit::create(Id::fresh(), &Clip { track, ..clip }));
    film.commit(Transaction::new(format!("Record {track_name}"), edits))?;
    draft.remove();
    Ok(TakenIn { track: track_name.to_owned(), length, covered })
}

/// Which part of a recording is heard where, in samples.
#[derive(Debug, PartialEq, Eq)]
struct Placed {
    skip: i64,
    length: i64,
    /// How much after the place that was asked for it begins.
    later: i64,
}

/// The part of `samples` from `wanted` on (a sample of the film). One that ended before the film began is kept
/// whole.
fn place(samples: i64, wanted: i64, begun: &Begun) -> Placed {
    let into = wanted - begun.head.unwrap_or(wanted);
    let (skip, later) = if into < samples { (into.max(0), (-into).max(0)) } else { (0, 0) };
    let most = begun.length.map_or(i64::MAX, |length| (length.samples(RATE) - later).max(1));
    Placed { skip, length: (samples - skip).min(most), later }
}

fn head_of(world: &World, shot: Id) -> Option<Flicks> {
    if shot.is_none() {
        return Some(Flicks::ZERO);
    }
    world.get_resource::<Timeline>()?.of(shot).map(|cut| cut.span.start)
}

/// Counts the takes on a track from 1.
fn next_take(world: &World, track: &str) -> usize {
    let on = |clip: &Clip| get::<Track>(world, clip.track).is_some_and(|it| it.name == track);
    all::<Clip>(world).iter().filter(|(_, clip)| on(clip)).count() + 1
}

/// The track of this name, made if there is none; muted if it is one for what lies under others.
fn track_called(world: &World, name: &str, edits: &mut Vec<Edit>, mute: bool) -> Id {
    let known = all::<Track>(world).into_iter().find(|(_, track)| track.name == name);
    if let Some((id, _)) = known {
        return id;
    }
    let id = Id::fresh();
    let track = Track { name: name.to_owned(), bus: Bus::Dialogue, mute, ..Track::default() };
    edits.push(Edit::create(id, &track));
    id
}

/// Makes room on a track; what lay there goes, unharmed, onto a muted track. How many clips that were.
///
/// `| old old old |  ->  | old |new| old |` and `|old|` under it.
fn punch(
    world: &World,
    track: Id,
    name: &str,
    start: Flicks,
    length: Flicks,
    edits: &mut Vec<Edit>,
) -> usize {
    let end = start + length;
    let mut under = None;
    let mut covered = 0;
    for (id, old) in all::<Clip>(world) {
        let Some(head) = head_of(world, old.shot).filter(|_| old.track == track) else { continue };
        let (from, to) = (head + old.at, head + old.at + old.length);
        if to <= start || end <= from {
            continue;
        }
        covered += 1;
        let lane = *under
            .get_or_insert_with(|| track_called(world, &format!("{name}, under"), edits, true));
        if start <= from && to <= end {
            edits.push(Edit::create(id, &Clip { track: lane, ..old.clone() }));
            continue;
        }
        let (cut_in, cut_out) = (start.max(from), end.min(to));
        let piece =
            |from_here: Flicks, to_here: Flicks| part_of(old, from_here - from, to_here - from);
        let hidden = Clip { track: lane, line: Id::NONE, ..piece(cut_in, cut_out) };
        edits.push(Edit::create(Id::fresh(), &hidden));
        if from < start {
            edits.push(Edit::create(id, &piece(from, start)));
            if end < to {
                edits.push(Edit::create(Id::fresh(), &Clip { line: Id::NONE, ..piece(end, to) }));
            }
        } else {
            edits.push(Edit::create(id, &piece(end, to)));
        }
    }
    covered
}

/// The part of a clip between two places in it. What is cut does not fade there.
fn part_of(clip: &Clip, from: Flicks, to: Flicks) -> Clip {
    let fade = |kept: bool, fade: Flicks| if kept { fade.min(to - from) } else { Flicks::ZERO };
    Clip {
        at: clip.at + from,
        skip: clip.skip + from,
        length: to - from,
        fade_in: fade(from == Flicks::ZERO, clip.fade_in),
        fade_out: fade(to == clip.length, clip.fade_out),
        ..clip.clone()
    }
}

#[cfg(test)]
mod tests {
    use maquette_document::{Film, Shot, changes_from_edits, project};

    use super::*;

    fn begun(head: Option<i64>, seconds: Option<i64>) -> Begun {
        Begun { head, length: seconds.map(|s| Flicks::SECOND * s), ..Begun::default() }
    }

    #[track_caller]
    fn check(samples: i64, wanted: i64, begun: &Begun, (skip, length, later): (i64, i64, i64)) {
        assert_eq!(place(samples, wanted, begun), Placed { skip, length, later });
    }

    #[test]
    fn a_recording_is_heard_from_where_the_film_began() {
        check(100_000, 48_000, &begun(Some(40_000), None), (8_000, 92_000, 0));
        check(100_000, 48_000, &begun(Some(-40_000), Some(1)), (88_000, 12_000, 0));
        check(200_000, 48_000, &begun(Some(40_000), Some(1)), (8_000, 48_000, 0));
        check(100_000, 48_000, &begun(Some(50_000), None), (0, 100_000, 2_000));
        // It was cut short in the count-in, or before anything was known.
        check(5_000, 48_000, &begun(Some(40_000), None), (0, 5_000, 0));
        check(5_000, 48_000, &begun(None, None), (0, 5_000, 0));
    }

    const TRACK: &str = "Mara";

    /// Clips on one track, as starts and ends in seconds.
    fn film(clips: &[(i64, i64)]) -> World {
        let shot = Shot { length: Flicks::SECOND * 60, ..Shot::default() };
        let track = Id::hashed(&[TRACK]);
        let mut edits = vec![
            Edit::create(Id::FILM, &Film::default()),
            Edit::create(Id::hashed(&["shot"]), &shot),
            Edit::create(track, &Track { name: TRACK.into(), ..Track::default() }),
        ];
        for (n, (from, to)) in clips.iter().enumerate() {
            let (at, length) = (Flicks::SECOND * *from, Flicks::SECOND * (to - from));
            let clip = Clip { track, at, length, ..Clip::default() };
            edits.push(Edit::create(Id::hashed(&["clip", &n.to_string()]), &clip));
        }
        let mut world = World::new();
        project(&mut world, &changes_from_edits(&edits));
        world
    }

    /// What is heard on the track, and what lies under it, after a punch from 10 to 20 seconds.
    #[track_caller]
    fn punched(clips: &[(i64, i64)], heard: &[(i64, i64)], hidden: &[(i64, i64)]) {
        let mut world = film(clips);
        let (track, ten) = (Id::hashed(&[TRACK]), Flicks::SECOND * 10);
        let mut edits = Vec::new();
        punch(&world, track, TRACK, ten, ten, &mut edits);
        project(&mut world, &changes_from_edits(&edits));
        let on = |wanted: bool| {
            let clips =
                all::<Clip>(&world).into_iter().filter(|(_, clip)| (clip.track == track) == wanted);
            let mut spans: Vec<(i64, i64)> = clips
                .map(|(_, clip)| {
                    // Each piece is still the same place of the same sound.
                    assert!(clips_of(clip));
                    let second = |time: Flicks| time.0 / Flicks::SECOND.0;
                    (second(clip.at), second(clip.at + clip.length))
                })
                .collect();
            spans.sort_unstable();
            spans
        };
        assert_eq!((on(true), on(false)), (heard.to_vec(), hidden.to_vec()));
        let under = all::<Track>(&world).into_iter().find(|(id, _)| *id != track);
        assert!(under.is_none_or(|(_, lane)| lane.mute));
    }

    fn clips_of(clip: &Clip) -> bool {
        clip.skip <= clip.at && Flicks::ZERO < clip.length
    }

    #[test]
    fn a_punch_hides_what_is_under_it_and_keeps_it() {
        punched(&[(0, 5), (25, 30)], &[(0, 5), (25, 30)], &[]);
        punched(&[(10, 20)], &[], &[(10, 20)]);
        punched(&[(5, 15)], &[(5, 10)], &[(10, 15)]);
        punched(&[(15, 25)], &[(20, 25)], &[(15, 20)]);
        punched(&[(5, 25)], &[(5, 10), (20, 25)], &[(10, 20)]);
        punched(
            &[(8, 12), (12, 18), (18, 40)],
            &[(8, 10), (20, 40)],
            &[(10, 12), (12, 18), (18, 20)],
        );
    }
}
