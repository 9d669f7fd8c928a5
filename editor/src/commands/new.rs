//! `new` and `import`: a film of pictures, cut to a sound.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use maquette_document::{
    Bus, Clip, Document, Edit, Film, Id, ImageSequence, Media, MediaKind, Shot, Track, Transaction,
    all,
};
use maquette_sound::Pcm;
use maquette_sound::edit::add_track;
use maquette_time::{Flicks, parse_length};

use super::model;
use crate::boards::{Board, SequencePattern, is_picture, pictures_in, take_picture};
use crate::cli::{Import, New};
use crate::console::{Bar, Outcome, note, say, stop};
use crate::film::{OpenFilm, name_of};
use crate::kept_sound;
use crate::output;
use crate::size::frame_of;

/// How long a picture stands when nothing else is said.
const EACH: Flicks = Flicks(Flicks::SECOND.0 * 2);

pub(crate) fn run(words: &New) -> Result<Outcome> {
    let folder = with_extension(&words.film);
    if folder.exists() {
        bail!("something is there already; choose another name: {folder:?}");
    }
    let each = words.each.as_deref().map(|text| parse_length(text, words.fps)).transpose()?;
    if each.is_some_and(|each| each < words.fps.frame_length()) {
        bail!("--each is shorter than one frame; use 2s or 48f");
    }
    let pictures = words.from.as_deref().map(pictures_in).transpose()?.unwrap_or_default();
    let sound = words.audio.as_deref().map(read_sound).transpose()?;
    let (size, aspect) = frame_of(words.size, None);
    let name = name_of(&folder);
    let record = Film {
        name,
        rate: words.fps,
        width: size.width,
        height: size.height,
        aspect,
        ..Film::default()
    };
    let document = Document::create(&folder, &record)
        .with_context(|| format!("failed to make the film: {folder:?}"))?;
    let mut film = OpenFilm::of(document);
    let made = fill(&mut film, words, &pictures, each, sound);
    if made.is_err() {
        // Nothing was there before, and half a film is of no use.
        drop(film);
        if std::fs::remove_dir_all(&folder).is_err() {
            note(&format!("could not remove what was begun: {folder:?}"));
        }
    }
    made?;
    say(&format!("made {} with {} pictures", folder.display(), pictures.len()));
    Ok(Outcome::Done)
}

fn fill(
    film: &mut OpenFilm,
    words: &New,
    pictures: &[PathBuf],
    each: Option<Flicks>,
    sound: Option<(PathBuf, Arc<Pcm>)>,
) -> Result<()> {
    let fit = sound.as_ref().filter(|_| words.fit).map(|(_, pcm)| pcm.length());
    let stand = Stand {
        each: each.unwrap_or(EACH),
        fit,
        push: words.push.map_or(0.0, |p| f32::from(p) / 100.0),
    };
    let mut edits = boards(film, pictures, &stand)?;
    if let Some((path, pcm)) = sound {
        edits.extend(sound_edits(film, &path, &pcm, Flicks::ZERO)?);
    }
    film.commit(Transaction::new("New film", edits))
}

/// `Film.maquette`, whatever was typed.
fn with_extension(film: &Path) -> PathBuf {
    if film.extension().is_some_and(|extension| extension == "maquette") {
        return film.to_owned();
    }
    let mut name = film.as_os_str().to_owned();
    name.push(".maquette");
    name.into()
}

/// How pictures stand in the film.
struct Stand {
    each: Flicks,
    /// The length to share among them, instead.
    fit: Option<Flicks>,
    push: f32,
}

fn boards(film: &OpenFilm, pictures: &[PathBuf], stand: &Stand) -> Result<Vec<Edit>> {
    let aspect = maquette_document::film(&film.world).aspect;
    let mut edits = Vec::new();
    let mut bar = Bar::new("pictures");
    let mut number = next_number(film);
    for (index, path) in pictures.iter().enumerate() {
        if stop().load(std::sync::atomic::Ordering::Relaxed) {
            bail!("stopped before anything was changed");
        }
        // The sound is shared from its running total, so that the last picture ends with it.
        let length = stand.fit.map_or(stand.each, |all| {
            let border =
                |n: usize| Flicks((all.0 as i128 * n as i128 / pictures.len() as i128) as i64);
            border(index + 1) - border(index)
        });
        let (media, record) = take_picture(&film.document, path)?;
        let board = Board {
            number,
            length,
            media,
            size: picture_size(&record),
            sequence: None,
            push: stand.push,
            name: record.name.clone(),
        };
        edits.push(Edit::create(media, &record));
        edits.extend(board.edits(aspect));
        number += 10;
        bar.show(index as i64 + 1, pictures.len() as i64);
    }
    Ok(edits)
}

fn picture_size(media: &Media) -> (u32, u32) {
    match media.kind {
        MediaKind::Picture { width, height } => (width, height),
        MediaKind::Other | MediaKind::Sound { .. } => (16, 9),
    }
}

fn next_number(film: &OpenFilm) -> u32 {
    all::<Shot>(&film.world).iter().map(|(_, shot)| shot.number).max().unwrap_or(0) / 10 * 10 + 10
}

pub(crate) fn import(words: &Import) -> Result<Outcome> {
    if words.figure.is_some() || words.set.is_some() {
        return model::import(words);
    }
    if let Some(file) = words.files.iter().find(|file| model::is_model(file)) {
        bail!(
            "say whose a model is: --figure NAME for a character, --set NAME for a thing: {file:?}"
        );
    }
    let mut film = OpenFilm::open(&words.film)?;
    let rate = maquette_document::film(&film.world).rate;
    let mut edits = Vec::new();
    let at = words.at.as_deref().map(|text| parse_length(text, rate)).transpose()?;
    let at = at.unwrap_or_default();
    let lay = words.track.as_deref();
    let mut lay = lay.map(|name| Lay::on(&film, name, at, &mut edits)).transpose()?;
    for file in &words.files {
        if let Some(pattern) = SequencePattern::parse(file, rate)? {
            edits.extend(sequence_edits(&film, &pattern)?);
            continue;
        }
        let path = Path::new(file);
        if is_picture(path) {
            edits.extend(boards(
                &film,
                &[path.to_owned()],
                &Stand { each: EACH, fit: None, push: 0.0 },
            )?);
        } else {
            let (path, pcm) = read_sound(path)?;
            edits.extend(match &mut lay {
                Some(lay) => lay.clip(&film, &path, &pcm)?,
                None => sound_edits(&film, &path, &pcm, at)?,
            });
        }
    }
    renumber(&film, &mut edits);
    let count = words.files.len();
    film.commit(Transaction::new(format!("Import {count} files"), edits))?;
    say(&format!("imported {count} files into {}", film.document.folder().display()));
    Ok(Outcome::Done)
}

/// Shots that came in together are numbered one after another.
fn renumber(film: &OpenFilm, edits: &mut [Edit]) {
    let mut number = next_number(film);
    for edit in edits {
        if let Edit::Create { kind: maquette_document::Kind::Shot, fields, .. } = edit {
            fields.insert("number".into(), number.into());
            number += 10;
        }
    }
}

fn sequence_edits(film: &OpenFilm, pattern: &SequencePattern) -> Result<Vec<Edit>> {
    let (files, missing) = pattern.files()?;
    if let Some(first) = missing.first() {
        note(&format!(
            "the sequence lacks {} pictures, the first is number {first}; the rest closes up",
            missing.len()
        ));
    }
    let mut edits = Vec::new();
    let mut media = Vec::with_capacity(files.len());
    let mut first: Option<Media> = None;
    let mut bar = Bar::new("pictures");
    for (index, path) in files.iter().enumerate() {
        let (id, record) = take_picture(&film.document, path)?;
        edits.push(Edit::create(id, &record));
        media.push(id);
        first.get_or_insert(record);
        bar.show(index as i64 + 1, files.len() as i64);
    }
    let Some(first) = first else { return Ok(edits) };
    let shown = (media.len() as i64 - i64::from(pattern.trim)).max(1);
    let board = Board {
        number: next_number(film),
        length: pattern.rate.frame_length() * shown,
        media: media[0],
        size: picture_size(&first),
        sequence: Some(ImageSequence { rate: pattern.rate, media, trim: pattern.trim }),
        push: 0.0,
        name: first.name.clone(),
    };
    edits.extend(board.edits(maquette_document::film(&film.world).aspect));
    Ok(edits)
}

fn read_sound(path: &Path) -> Result<(PathBuf, Arc<Pcm>)> {
    let extension =
        path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    Ok((path.to_owned(), Arc::new(output::read_sound(path, &extension)?)))
}

/// A sound file in the media store, with what is known of it.
pub(crate) fn sound_medium(document: &Document, path: &Path) -> Result<(Id, Media)> {
    let (path, pcm) = read_sound(path)?;
    take_sound(document, &path, &pcm)
}

fn take_sound(document: &Document, path: &Path, pcm: &Pcm) -> Result<(Id, Media)> {
    let mut media = document.media().add_file(path)?;
    media.kind = MediaKind::Sound {
        samples: pcm.frames() as i64,
        rate: pcm.rate,
        channels: pcm.channels.len() as u16,
    };
    kept_sound::keep(document.media(), &media, pcm)?;
    Ok((Id::hashed(&["media", &media.hash]), media))
}

/// Where sounds are laid, when it is said: one after another on a track, from a place in the film on.
struct Lay {
    track: Id,
    at: Flicks,
}

impl Lay {
    /// The track of this name, made where there is none.
    fn on(film: &OpenFilm, name: &str, at: Flicks, edits: &mut Vec<Edit>) -> Result<Self> {
        let same = |(_, track): &(Id, &Track)| track.name.eq_ignore_ascii_case(name.trim());
        if let Some((track, record)) = all::<Track>(&film.world).into_iter().find(same) {
            if record.locked {
                bail!("the track {} is locked; unlock it first", record.name);
            }
            return Ok(Self { track, at });
        }
        let track = Id::fresh();
        edits.extend(add_track(&film.world, track, name, Bus::Effects)?);
        Ok(Self { track, at })
    }

    fn clip(&mut self, film: &OpenFilm, path: &Path, pcm: &Pcm) -> Result<Vec<Edit>> {
        let (media, record) = take_sound(&film.document, path, pcm)?;
        let clip =
            Clip { track: self.track, media, at: self.at, length: pcm.length(), ..Clip::default() };
        self.at += pcm.length();
        Ok(vec![Edit::create(media, &record), Edit::create(Id::fresh(), &clip)])
    }
}

/// The sound as one clip from a place in the film on, on a track of its own.
fn sound_edits(film: &OpenFilm, path: &Path, pcm: &Pcm, at: Flicks) -> Result<Vec<Edit>> {
    let (media_id, media) = take_sound(&film.document, path, pcm)?;
    let (track, clip) = (Id::fresh(), Id::fresh());
    let name = media.name.clone();
    Ok(vec![
        Edit::create(media_id, &media),
        Edit::create(track, &Track { name, bus: Bus::Dialogue, ..Track::default() }),
        Edit::create(
            clip,
            &Clip { track, media: media_id, at, length: pcm.length(), ..Clip::default() },
        ),
    ])
}
