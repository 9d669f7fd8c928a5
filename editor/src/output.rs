//! Films and sounds to files, as every verb that makes one does it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Clip, Id, Media, MediaStore, all, film as film_of, get};
use maquette_render::{Encoder, FrameCounts, PcmSound, PictureJob, render_picture, write_mov};
use maquette_sound::{Baked, Depth, MixReport, Pcm, bake, conform, decode_file, plan, write_mix};
use maquette_stage::Studio;

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
    let studio = Studio::new(size.width, size.height, Box::new(move |media: &Media| store.path_of(media)));
    studio.context("failed to start drawing")
}

/// The mix of the whole film, baked.
pub(crate) fn mix(world: &World, store: &MediaStore) -> Result<Baked> {
    let sounds = sounds(world, store)?;
    let plan = plan(world, &|media| sounds.get(&media).cloned());
    let mut bar = Bar::new("mix");
    let baked = bake(&plan, &mut |share| bar.show((share * 100.0) as i64, 100), stop());
    baked.context("the sound was not mixed")
}

/// Every sound that a clip uses, decoded.
fn sounds(world: &World, store: &MediaStore) -> Result<BTreeMap<Id, Arc<Pcm>>> {
    let mut sounds = BTreeMap::new();
    for (_, clip) in all::<Clip>(world) {
        if clip.media.is_none() || sounds.contains_key(&clip.media) {
            continue;
        }
        let Some(media) = get::<Media>(world, clip.media) else { continue };
        let path = store.path_of(media);
        match decode_file(&path) {
            Ok(pcm) => {
                sounds.insert(clip.media, Arc::new(conform(&pcm)?));
            }
            Err(fault) => note(&format!("a sound is left out: {}: {fault}", media.name)),
        }
    }
    Ok(sounds)
}

/// Writes the film's sound, or the part of it that `job` names, as a WAV.
pub(crate) fn sound(open: &OpenFilm, job: &PictureJob, out: &Path) -> Result<MixReport> {
    let baked = mix(&open.world, open.document.media())?;
    write_wav(&baked, open, job, Depth::Pcm24, out)?;
    Ok(baked.report)
}

fn write_wav(baked: &Baked, open: &OpenFilm, job: &PictureJob, depth: Depth, out: &Path) -> Result<()> {
    let rate = film_of(&open.world).rate;
    let border = |frame: i64| rate.start_of(maquette_time::Frame(frame)).samples(maquette_sound::RATE);
    let span = border(job.first.0)..border(job.first.0 + job.frames);
    let part = out.with_extension("part");
    let fault = || format!("failed to write the sound; is the disk full?: {out:?}");
    let file = BufWriter::new(File::create(&part).with_context(fault)?);
    write_mix(file, &baked.mix, span, depth, &mut |_| {}, stop()).with_context(fault)?;
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
    film_with_sound(open, job, out, container, &baked)
}

/// As [`film`], of a mix that is there already.
pub(crate) fn film_with_sound(
    open: &OpenFilm,
    job: &PictureJob,
    out: &Path,
    container: Container,
    baked: &Baked,
) -> Result<MadeFilm> {
    let (encoder, lacking) = Encoder::choose();
    let mut studio = studio(open, Size { width: job.width, height: job.height })?;
    let mut bar = Bar::new("frames");
    let (pieces, counts) =
        render_picture(&open.world, job, &mut studio, &encoder, stop(), &mut |p| bar.show(p.done, p.total))?;
    let name = encoder.name();
    let rate = film_of(&open.world).rate;
    let sound = out.with_extension("sound.wav");
    let part = out.with_extension(format!("part.{}", extension(container)));
    let made = match (&encoder, container) {
        (Encoder::Ffmpeg(ffmpeg), Container::Gif) => {
            let film = out.with_extension("part.mp4");
            ffmpeg.mux(&pieces, None, rate, &film)?;
            let gif = ffmpeg.gif(&film, &part);
            remove(&film);
            gif?;
            out.to_owned()
        }
        (Encoder::Ffmpeg(ffmpeg), Container::Mp4 | Container::Mov) => {
            write_wav(baked, open, job, Depth::Pcm16, &sound)?;
            let muxed = ffmpeg.mux(&pieces, Some(&sound), rate, &part);
            remove(&sound);
            muxed?;
            out.to_owned()
        }
        (Encoder::BuiltIn, Container::Gif) => {
            bail!("a GIF needs ffmpeg, which was not found; install it (Debian: apt install ffmpeg)")
        }
        (Encoder::BuiltIn, Container::Mp4 | Container::Mov) => {
            write_wav(baked, open, job, Depth::Pcm16, &sound)?;
            let pcm = PcmSound::of_wav(&sound)?;
            let written = write_mov(&pieces, Some(&pcm), rate, (job.width, job.height), &part);
            remove(&sound);
            written?;
            let mov = out.with_extension("mov");
            if let Some(why) = lacking {
                note(&format!("{why}; the film was made with {name} and plain PCM sound, as {mov:?}: larger, and a MOV"));
            }
            mov
        }
    };
    std::fs::rename(&part, &made)
        .with_context(|| format!("failed to write the film; is the disk full?: {made:?}"))?;
    Ok(MadeFilm { path: made, counts, encoder: name })
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
