//! Films and sounds to files, as every verb that makes one does it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Clip, Id, Media, MediaStore, all, film as film_of, get};
use maquette_render::{
    Encoder, FrameCounts, PcmSound, PictureJob, Watch, render_picture, write_mov,
};
use maquette_sound::{
    Baked, Depth, MixReport, Paged, Pcm, RATE, Shelf, Sound, WavSpec, WavWriter, bake, import, plan,
};
use maquette_stage::Studio;
use maquette_time::{Frame, FrameRate};

use crate::console::{Bar, note, stop};
use crate::film::OpenFilm;
use crate::size::Size;

/// What a film is put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    Mp4,
    Mov,
    Gif,
}

/// A film that was made.
pub(crate) struct MadeFilm {
    /// Where it is: what was asked for, or a MOV where that could not be made.
    pub(crate) path: PathBuf,
    pub(crate) counts: FrameCounts,
    pub(crate) encoder: String,
}

/// The stage to draw this film on.
pub(crate) fn studio(open: &OpenFilm, size: Size) -> Result<Studio> {
    let store = open.document.media().clone();
    Studio::open(size.width, size.height, Box::new(move |media: &Media| store.path_of(media)))
        .context("failed to start drawing")
}

/// The mix of the whole film, baked.
pub(crate) fn mix(world: &World, store: &MediaStore) -> Result<Baked> {
    let sounds = sounds(world, store)?;
    let plan = plan(world, &|media| sounds.get(&media).cloned());
    let mut bar = Bar::new("mix");
    let baked = bake(&plan, &mut |share| bar.show((share * 100.0) as i64, 100), stop());
    baked.context("the sound was not mixed")
}

/// Every sound that a clip uses.
fn sounds(world: &World, store: &MediaStore) -> Result<BTreeMap<Id, Arc<Sound>>> {
    let shelf = Arc::new(Shelf::default());
    let mut sounds = BTreeMap::new();
    for (_, clip) in all::<Clip>(world) {
        if clip.media.is_none() || sounds.contains_key(&clip.media) {
            continue;
        }
        let Some(media) = get::<Media>(world, clip.media) else { continue };
        match sound_of_medium(&store.path_of(media), media, &shelf) {
            Ok(sound) => {
                sounds.insert(clip.media, Arc::new(sound));
            }
            Err(fault) => note(&format!("a sound is left out: {}: {fault:#}", media.name)),
        }
    }
    Ok(sounds)
}

/// A sound of the film: read as it is heard where that can be, decoded whole where it must.
fn sound_of_medium(path: &Path, media: &Media, shelf: &Arc<Shelf>) -> Result<Sound> {
    if media.extension == "wav"
        && let Ok(facts) = std::fs::metadata(path)
        && let Ok(hash) = blake3::Hash::from_hex(&media.hash)
    {
        let file = path.to_owned();
        let read = move |from: u64, into: &mut [u8]| {
            let mut file = File::open(&file)?;
            file.seek(SeekFrom::Start(from))?;
            file.read(into)
        };
        let name = format!("{} ({path:?})", media.name);
        let paged = Paged::open(&name, *hash.as_bytes(), facts.len(), Box::new(read), shelf)
            .with_context(|| format!("this is no sound that can be read: {path:?}"))?;
        if let Some(paged) = paged {
            return Ok(Sound::Paged(paged));
        }
    }
    Ok(Sound::from(read_sound(path, &media.extension)?))
}

/// A sound file at 48 kHz; what is wrong with it is told.
pub(crate) fn read_sound(path: &Path, extension: &str) -> Result<Pcm> {
    let bytes =
        std::fs::read(path).with_context(|| format!("failed to read the sound: {path:?}"))?;
    let decoded = import(&bytes, extension)
        .with_context(|| format!("this is no sound that can be read: {path:?}"))?;
    for problem in &decoded.problems {
        note(&format!("{problem}: {path:?}"));
    }
    Ok(decoded.pcm)
}

/// Writes the film's sound, or the part of it that `job` names, as a WAV.
pub(crate) fn sound(open: &OpenFilm, job: &PictureJob, out: &Path) -> Result<MixReport> {
    let baked = mix(&open.world, open.document.media())?;
    sound_of(open, job, &baked, out)?;
    Ok(baked.report)
}

/// As [`sound`], of a mix that is there already.
pub(crate) fn sound_of(open: &OpenFilm, job: &PictureJob, baked: &Baked, out: &Path) -> Result<()> {
    write_wav(baked, open, job, Depth::I24, out)
}

fn write_wav(
    baked: &Baked,
    open: &OpenFilm,
    job: &PictureJob,
    depth: Depth,
    out: &Path,
) -> Result<()> {
    let rate = film_of(&open.world).rate;
    let border = |frame: i64| rate.start_of(Frame(frame)).samples(RATE);
    let (mut at, end) = (border(job.first.0), border(job.first.0 + job.frames));
    let part = out.with_extension("part");
    let fault = || format!("failed to write the sound; is the disk full?: {out:?}");
    let spec = WavSpec { rate: RATE, channels: 2, depth, frames: (end - at) as u64 };
    let mut wav = WavWriter::new(BufWriter::new(File::create(&part).with_context(fault)?), spec)?;
    let mut block = vec![[0.0; 2]; RATE as usize];
    let (mut bar, first) = (Bar::new("sound"), at);
    while at < end {
        bar.show(at - first, end - first);
        if stop().load(Ordering::Relaxed) {
            remove(&part);
            bail!("stopped; what was made until then is kept");
        }
        let frames = &mut block[..(end - at).min(i64::from(RATE)) as usize];
        baked.mix.render(at, frames);
        wav.write(frames.as_flattened()).with_context(fault)?;
        at += frames.len() as i64;
    }
    wav.finish().with_context(fault)?;
    bar.show(end - first, end - first);
    if let Some(why) = baked.mix.fault() {
        remove(&part);
        bail!("the sound was not written, since a part of it is not there: {why}");
    }
    std::fs::rename(&part, out).with_context(fault)
}

/// Draws, mixes and joins a film into `out`.
pub(crate) fn film(
    open: &OpenFilm,
    job: &PictureJob,
    out: &Path,
    container: Container,
) -> Result<MadeFilm> {
    let baked = mix(&open.world, open.document.media())?;
    film_with_sound(open, job, out, container, Some(FilmSound { baked: &baked, wav: None }))
}

/// The sound of a film that is made.
#[derive(Clone, Copy)]
pub(crate) struct FilmSound<'a> {
    pub(crate) baked: &'a Baked,
    /// The same as a WAV as long as the picture, where it was written already.
    pub(crate) wav: Option<&'a Path>,
}

/// As [`film`], of a mix that is there already.
pub(crate) fn film_with_sound(
    open: &OpenFilm,
    job: &PictureJob,
    out: &Path,
    container: Container,
    sound: Option<FilmSound<'_>>,
) -> Result<MadeFilm> {
    let (encoder, lacking) = Encoder::choose();
    let mut studio = studio(open, Size { width: job.width, height: job.height })?;
    let mut bar = Bar::new("frames");
    let (pieces, counts) =
        render_picture(&open.world, job, &mut studio, &encoder, stop(), &mut |p| {
            bar.show(p.done, p.total)
        })?;
    let name = encoder.name();
    let rate = film_of(&open.world).rate;
    let part = out.with_extension(format!("part.{}", extension(container)));
    let sound = sound.filter(|_| container != Container::Gif);
    let wav = sound.map(|sound| wav_to_join(open, job, &encoder, sound, out)).transpose()?;
    let joined = join(&encoder, &pieces, wav.as_ref().map(Wav::path), job, rate, container, &part);
    if let Some(Wav::Passing(wav)) = &wav {
        remove(wav);
    }
    if joined.is_err() && part.exists() {
        remove(&part);
    }
    joined?;
    let made = match (&encoder, lacking) {
        (Encoder::BuiltIn, Some(why)) => {
            let mov = out.with_extension("mov");
            note(&format!(
                "{why}; the film was made with {name} and plain PCM sound, as {mov:?}: larger, and a MOV"
            ));
            mov
        }
        _ => out.to_owned(),
    };
    std::fs::rename(&part, &made)
        .with_context(|| format!("failed to write the film; is the disk full?: {made:?}"))?;
    Ok(MadeFilm { path: made, counts, encoder: name })
}

/// A WAV that goes into a film.
enum Wav {
    /// It is there for its own sake.
    Kept(PathBuf),
    /// It goes when the film is there.
    Passing(PathBuf),
}

impl Wav {
    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) | Self::Passing(path) => path,
        }
    }
}

/// The sound as a file that `encoder` can join: 16 bits for the one that is built in.
fn wav_to_join(
    open: &OpenFilm,
    job: &PictureJob,
    encoder: &Encoder,
    sound: FilmSound<'_>,
    out: &Path,
) -> Result<Wav> {
    let depth = match (encoder, sound.wav) {
        (Encoder::Ffmpeg(_), Some(wav)) => return Ok(Wav::Kept(wav.to_owned())),
        (Encoder::Ffmpeg(_), None) => Depth::I24,
        (Encoder::BuiltIn, _) => Depth::I16,
    };
    let wav = out.with_extension("sound.wav");
    write_wav(sound.baked, open, job, depth, &wav)?;
    Ok(Wav::Passing(wav))
}

/// Pieces and sound into one file.
fn join(
    encoder: &Encoder,
    pieces: &[PathBuf],
    sound: Option<&Path>,
    job: &PictureJob,
    rate: FrameRate,
    container: Container,
    part: &Path,
) -> Result<()> {
    let size = (job.width, job.height);
    let Encoder::Ffmpeg(ffmpeg) = encoder else {
        if container == Container::Gif {
            bail!(
                "a GIF needs ffmpeg, which was not found; install it (Debian: apt install ffmpeg)"
            );
        }
        let pcm = sound.map(PcmSound::of_wav).transpose()?;
        return Ok(write_mov(pieces, pcm.as_ref(), rate, size, part)?);
    };
    let picture = part.with_extension("picture.mov");
    write_mov(pieces, None, rate, size, &picture)?;
    let mut bar = Bar::new("joining");
    let seconds = rate.start_of(Frame(job.frames)).seconds();
    let mut progress = |share: f32| bar.show((share * 100.0) as i64, 100);
    let mut watch = Watch { seconds, cancel: stop(), progress: &mut progress };
    let joined = match container {
        Container::Gif => ffmpeg.gif(&picture, part, &mut watch),
        Container::Mp4 | Container::Mov => ffmpeg.mux(&picture, sound, rate, part, &mut watch),
    };
    remove(&picture);
    bar.show(100, 100);
    Ok(joined?)
}

fn extension(container: Container) -> &'static str {
    match container {
        Container::Mp4 => "mp4",
        Container::Mov => "mov",
        Container::Gif => "gif",
    }
}

fn remove(path: &Path) {
    if std::fs::remove_file(path).is_err() {
        tracing::warn!("could not remove {path:?}");
    }
}
