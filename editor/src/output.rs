//! Films and sounds to files, as every verb that makes one does it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{
    Clip, Id, Mastering, Media, MediaStore, Retime, all, film as film_of, get,
};
use maquette_render::{
    AacSound, Encoder, Ffmpeg, Film as JoinedFilm, FilmSound, FrameCounts, MuxError, Pass, PassJob,
    PcmSound, PictureJob, Progress, SoundCoding, Watch, Wrapper, measure_depth, render_passes,
    render_picture, write_film,
};
use maquette_sound::{
    Baked, Depth, MixPlan, MixReport, Paged, Pcm, Provenance, RATE, Shelf, Sound, WavNotes,
    WavSpec, WavWriter, bake, import, plan_with, stretch_key, stretched, stretched_frames,
};
use maquette_stage::Studio;
use maquette_time::Frame;

use crate::cli::PassKind;
use crate::console::{Bar, note, stop};
use crate::film::OpenFilm;
use crate::kept_sound;
use crate::size::Size;
use crate::told::{FilmWav, sidecar_of, write_sidecar};

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

/// Writes passes of the part of the film that `job` names into `folder`.
pub(crate) fn passes(
    open: &OpenFilm,
    job: &PictureJob,
    kinds: &[PassKind],
    folder: &Path,
) -> Result<()> {
    let mut studio = studio(open, Size { width: job.width, height: job.height })?;
    let mut scale = None;
    let mut passes = Vec::new();
    for kind in kinds {
        if scale.is_none() && matches!(kind, PassKind::Depth | PassKind::Disparity) {
            let mut bar = Bar::new("depths");
            let mut show = |p: Progress| bar.show(p.done, p.total);
            let frames = (job.first, job.frames);
            scale = Some(measure_depth(&open.world, frames, &mut studio, stop(), &mut show)?);
        }
        passes.extend(match kind {
            PassKind::Depth => scale.map(Pass::Depth),
            PassKind::Disparity => scale.map(Pass::Disparity),
            PassKind::Normal => Some(Pass::Normal),
            PassKind::Line => Some(Pass::Line),
            PassKind::Pose => Some(Pass::Pose),
        });
    }
    let job = PassJob { first: job.first, frames: job.frames, passes };
    let mut bar = Bar::new("frames");
    let mut show = |p: Progress| bar.show(p.done, p.total);
    Ok(render_passes(&open.world, &job, folder, &mut studio, stop(), &mut show)?)
}

/// The mix of the whole film, baked as the film says.
pub(crate) fn mix(world: &World, store: &MediaStore) -> Result<Baked> {
    mix_with_plan(world, store).map(|(_, baked)| baked)
}

/// What is to be heard of the film, clip by clip.
pub(crate) fn plan_of(world: &World, store: &MediaStore) -> Result<MixPlan> {
    let sounds = sounds(world, store)?;
    let stretch = |sound: &Sound, retime| kept_stretch(store, sound, retime);
    Ok(plan_with(world, &|media| sounds.get(&media).cloned(), &stretch))
}

/// As [`mix`], with what it was made of.
pub(crate) fn mix_with_plan(world: &World, store: &MediaStore) -> Result<(MixPlan, Baked)> {
    let plan = plan_of(world, store)?;
    let baked = baked(&plan)?;
    Ok((plan, baked))
}

/// As [`mix`], finished otherwise.
pub(crate) fn mix_as(world: &World, store: &MediaStore, mastering: Mastering) -> Result<Baked> {
    baked(&MixPlan { mastering, ..plan_of(world, store)? })
}

fn baked(plan: &MixPlan) -> Result<Baked> {
    let mut bar = Bar::new("mix");
    bake(plan, &mut |share| bar.show((share * 100.0) as i64, 100), stop())
        .context("the sound was not mixed")
}

/// A sound stretched as [`stretched`] does it, or as it was kept from the last time.
pub(crate) fn kept_stretch(
    store: &MediaStore,
    sound: &Sound,
    retime: Retime,
) -> Option<Arc<Sound>> {
    let key = blake3::Hash::from(stretch_key(sound, retime)).to_hex();
    let folder = store.proxies("stretch");
    let file = folder.join(format!("{key}.wav"));
    let frames = stretched_frames(sound, retime);
    if let Some(kept) = std::fs::read(&file).ok().and_then(|bytes| import(&bytes, "wav").ok())
        && kept.problems.is_empty()
        && kept.pcm.frames() == frames
    {
        return Some(Arc::new(Sound::from(kept.pcm)));
    }
    let made = stretched(sound, retime)?;
    let part = file.with_extension("part");
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| maquette_sound::write_wav(File::create(&part)?, &made, Depth::F32))
        .and_then(|_| std::fs::rename(&part, &file));
    if let Err(fault) = written {
        tracing::warn!("a stretched sound was not kept: {fault}: {file:?}");
    }
    Some(Arc::new(Sound::from(made)))
}

/// Every sound that a clip uses.
pub(crate) fn sounds(world: &World, store: &MediaStore) -> Result<BTreeMap<Id, Arc<Sound>>> {
    let shelf = Arc::new(Shelf::default());
    let mut sounds = BTreeMap::new();
    for (_, clip) in all::<Clip>(world) {
        if clip.media.is_none() || sounds.contains_key(&clip.media) {
            continue;
        }
        let Some(media) = get::<Media>(world, clip.media) else { continue };
        match sound_of_medium(store, media, &shelf) {
            Ok(sound) => {
                sounds.insert(clip.media, Arc::new(sound));
            }
            Err(fault) => note(&format!("a sound is left out: {}: {fault:#}", media.name)),
        }
    }
    Ok(sounds)
}

/// A sound of the film: read as it is heard where that can be; where it must be decoded, that is done once, and kept.
pub(crate) fn sound_of_medium(
    store: &MediaStore,
    media: &Media,
    shelf: &Arc<Shelf>,
) -> Result<Sound> {
    let path = store.path_of(media);
    if media.extension == "wav"
        && let Some(paged) = paged(&path, media, shelf)?
    {
        return Ok(Sound::Paged(paged));
    }
    let kept = kept_sound::conformed_path(store, media);
    if kept.exists()
        && let Ok(Some(paged)) = paged(&kept, media, shelf)
    {
        return Ok(Sound::Paged(paged));
    }
    let pcm = read_sound(&path, &media.extension)?;
    if let Err(fault) = kept_sound::keep(store, media, &pcm) {
        tracing::warn!("{fault:#}");
    }
    Ok(Sound::from(pcm))
}

/// A WAV that can be read a page at a time.
fn paged(path: &Path, media: &Media, shelf: &Arc<Shelf>) -> Result<Option<Paged>> {
    let (Ok(facts), Ok(hash)) = (std::fs::metadata(path), blake3::Hash::from_hex(&media.hash))
    else {
        return Ok(None);
    };
    let file = path.to_owned();
    let read = move |from: u64, into: &mut [u8]| {
        let mut file = File::open(&file)?;
        file.seek(SeekFrom::Start(from))?;
        file.read(into)
    };
    let name = format!("{} ({path:?})", media.name);
    Paged::open(&name, *hash.as_bytes(), facts.len(), Box::new(read), shelf)
        .with_context(|| format!("this is no sound that can be read: {path:?}"))
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

/// Writes the film's sound as a FLAC or an MP3, with what the WAV would tell.
pub(crate) fn coded_sound(
    open: &OpenFilm,
    job: &PictureJob,
    out: &Path,
    coding: SoundCoding,
) -> Result<()> {
    let ffmpeg = Ffmpeg::find().context("this sound is made by ffmpeg; or use .wav")?;
    let (wav, part) = (out.with_extension("sound.wav"), out.with_extension("part"));
    let made = sound(open, job, &wav).and_then(|_| {
        let (from, to) = samples_of(open, job);
        let seconds = (to - from) as f64 / f64::from(RATE);
        let mut bar = Bar::new("coding");
        let mut progress = |share: f32| bar.show((share * 100.0) as i64, 100);
        let mut watch = Watch { seconds, cancel: stop(), progress: &mut progress };
        let record = std::fs::read(sidecar_of(&wav))?;
        let record: Provenance = serde_json::from_slice(&record)?;
        ffmpeg.sound(&wav, &part, (coding, &record.texts(&record.pcm)), &mut watch)?;
        Ok(std::fs::rename(&part, out)?)
    });
    for path in [&wav, &part, &sidecar_of(&wav)] {
        if path.exists() {
            remove(path);
        }
    }
    made
}

/// As [`sound`], of a mix that is there already.
pub(crate) fn sound_of(open: &OpenFilm, job: &PictureJob, baked: &Baked, out: &Path) -> Result<()> {
    let (from, to) = samples_of(open, job);
    let told = FilmWav {
        world: &open.world,
        name: "mix",
        kind: "mix",
        from,
        to,
        start: 0,
        bits: 24,
        report: Some(&baked.report),
    };
    let made = write_wav(baked, open, job, (Depth::I24, told.notes()), out)?;
    made.map_or(Ok(()), |made| write_sidecar(out, &made))
}

/// The sound as a WAV that is whole, or not there; gives the record of how it was made, if it tells one.
fn write_wav(
    baked: &Baked,
    open: &OpenFilm,
    job: &PictureJob,
    form: (Depth, WavNotes),
    out: &Path,
) -> Result<Option<Provenance>> {
    let part = out.with_extension("part");
    let made = write_samples(baked, samples_of(open, job), form, &part)
        .and_then(|made| Ok(std::fs::rename(&part, out).map(|()| made)?));
    if made.is_err() && part.exists() {
        remove(&part);
    }
    made.map_err(|fault| match fault.is::<std::io::Error>() {
        true => fault.context(format!("failed to write the sound; is the disk full?: {out:?}")),
        false => fault,
    })
}

fn write_samples(
    baked: &Baked,
    (from, to): (i64, i64),
    (depth, notes): (Depth, WavNotes),
    out: &Path,
) -> Result<Option<Provenance>> {
    let spec = WavSpec { rate: RATE, channels: 2, depth, frames: (to - from) as u64 };
    let mut wav = WavWriter::with_notes(BufWriter::new(File::create(out)?), spec, notes)?;
    let mut block = vec![[0.0; 2]; RATE as usize];
    let mut bar = Bar::new("sound");
    let mut at = from;
    while at < to {
        bar.show(at - from, to - from);
        if stop().load(Ordering::Relaxed) {
            bail!("stopped; what was made until then is kept");
        }
        let frames = &mut block[..(to - at).min(i64::from(RATE)) as usize];
        baked.mix.render(at, frames);
        wav.write(frames.as_flattened())?;
        at += frames.len() as i64;
    }
    let (_, made) = wav.finish_told()?;
    bar.show(to - from, to - from);
    match baked.mix.fault() {
        Some(why) => bail!("a part of the sound is not there: {why}"),
        None => Ok(made),
    }
}

/// Draws, mixes and joins a film into `out`.
pub(crate) fn film(
    open: &OpenFilm,
    job: &PictureJob,
    out: &Path,
    container: Container,
) -> Result<MadeFilm> {
    let baked = mix(&open.world, open.document.media())?;
    film_with_sound(open, job, out, container, Some(MixedSound { baked: &baked, wav: None }))
}

/// The sound of a film that is made.
#[derive(Clone, Copy)]
pub(crate) struct MixedSound<'a> {
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
    sound: Option<MixedSound<'_>>,
) -> Result<MadeFilm> {
    // ffmpeg takes as long to answer as a device to open.
    let asked = std::thread::spawn(Encoder::choose);
    let mut studio = studio(open, Size { width: job.width, height: job.height })?;
    let (encoder, lacking) = asked.join().unwrap_or((Encoder::BuiltIn, None));
    let made = match &lacking {
        Some(why) if container == Container::Mp4 => {
            let mov = out.with_extension("mov");
            note(&format!(
                "{why}; the film is made with {} and plain PCM sound, as {mov:?}: larger, and a MOV",
                encoder.name()
            ));
            mov
        }
        _ => out.to_owned(),
    };
    let format = match container {
        Container::Mp4 if lacking.is_none() => Format::Mp4,
        Container::Gif => Format::Gif,
        Container::Mp4 | Container::Mov => Format::Mov,
    };
    let counts = Parts::of(open, job, &made, format, sound)?.make(&mut studio, &encoder)?;
    Ok(MadeFilm { path: made, counts, encoder: encoder.name() })
}

/// What really is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// With AAC.
    Mp4,
    /// With PCM of 16 bits.
    Mov,
    /// Silent.
    Gif,
}

/// A film in the making, with the files that are gone when it is there, or when it could not be made.
struct Parts<'a> {
    open: &'a OpenFilm,
    job: &'a PictureJob,
    out: &'a Path,
    format: Format,
    /// The sound as a WAV, and whether that was there before.
    wav: Option<(PathBuf, bool)>,
    part: PathBuf,
}

impl<'a> Parts<'a> {
    fn of(
        open: &'a OpenFilm,
        job: &'a PictureJob,
        out: &'a Path,
        format: Format,
        sound: Option<MixedSound<'_>>,
    ) -> Result<Self> {
        let mut parts =
            Self { open, job, out, format, wav: None, part: out.with_extension("part") };
        let Some(sound) = sound.filter(|_| format != Format::Gif) else { return Ok(parts) };
        parts.wav = match (sound.wav, format) {
            (Some(wav), Format::Mp4) => Some((wav.to_owned(), true)),
            (_, format) => {
                let depth = if format == Format::Mp4 { Depth::I24 } else { Depth::I16 };
                let wav = out.with_extension("sound.wav");
                write_wav(sound.baked, open, job, (depth, WavNotes::default()), &wav)?;
                Some((wav, false))
            }
        };
        Ok(parts)
    }

    fn make(&self, studio: &mut Studio, encoder: &Encoder) -> Result<FrameCounts> {
        let sound = self.encoded_sound(encoder);
        let mut bar = Bar::new("frames");
        let (pieces, counts) =
            render_picture(&self.open.world, self.job, studio, encoder, stop(), &mut |p| {
                bar.show(p.done, p.total)
            })?;
        let sound = sound.map(Encoding::finish).transpose()?;
        let sound = sound.as_ref();
        match (self.format, encoder) {
            (Format::Mp4, _) => self.join(&pieces, sound, Wrapper::Mp4, &self.part)?,
            (Format::Mov, _) => self.join(&pieces, sound, Wrapper::Mov, &self.part)?,
            (Format::Gif, Encoder::Ffmpeg(ffmpeg)) => self.gif(&pieces, ffmpeg)?,
            (Format::Gif, Encoder::BuiltIn) => bail!(
                "a GIF needs ffmpeg, which was not found; install it (Debian: apt install ffmpeg)"
            ),
        }
        std::fs::rename(&self.part, self.out).with_context(|| {
            format!("failed to write the film; is the disk full?: {:?}", self.out)
        })?;
        Ok(counts)
    }

    /// The sound as the film will hold it, being encoded while pictures are drawn.
    fn encoded_sound(&self, encoder: &Encoder) -> Option<Encoding> {
        let (wav, _) = self.wav.clone()?;
        let (Format::Mp4, Encoder::Ffmpeg(ffmpeg)) = (self.format, encoder) else {
            return Some(Encoding::Done(Some(PcmSound::of_wav(&wav).map(FilmSound::Pcm))));
        };
        let (ffmpeg, aac) = (ffmpeg.clone(), self.aac());
        let (samples, seconds) = (self.samples(), self.seconds());
        let cancel = Arc::new(AtomicBool::new(false));
        let called_off = cancel.clone();
        let thread = std::thread::spawn(move || -> Result<FilmSound> {
            let mut watch = Watch { seconds, cancel: &called_off, progress: &mut |_| {} };
            ffmpeg.aac(&wav, &aac, &mut watch)?;
            Ok(FilmSound::Aac(AacSound::of_adts(&aac, samples)?))
        });
        Some(Encoding::Running { thread: Some(thread), cancel })
    }

    fn join(
        &self,
        pieces: &[PathBuf],
        sound: Option<&FilmSound>,
        wrapper: Wrapper,
        out: &Path,
    ) -> Result<()> {
        let size = (self.job.width, self.job.height);
        let film = JoinedFilm { pieces, sound, rate: film_of(&self.open.world).rate, size };
        let mut bar = Bar::new("joining");
        Ok(write_film(&film, wrapper, out, stop(), &mut |p| bar.show(p.done, p.total))?)
    }

    fn gif(&self, pieces: &[PathBuf], ffmpeg: &Ffmpeg) -> Result<()> {
        self.join(pieces, None, Wrapper::Mov, &self.picture())?;
        let mut bar = Bar::new("colours");
        let mut progress = |share: f32| bar.show((share * 100.0) as i64, 100);
        let seconds = self.seconds();
        let mut watch = Watch { seconds, cancel: stop(), progress: &mut progress };
        ffmpeg.gif(&self.picture(), &self.part, &mut watch)?;
        bar.show(100, 100);
        Ok(())
    }

    fn aac(&self) -> PathBuf {
        self.out.with_extension("sound.aac")
    }

    fn picture(&self) -> PathBuf {
        self.out.with_extension("picture.mov")
    }

    /// Samples of the range that is made.
    fn samples(&self) -> u64 {
        let (from, to) = samples_of(self.open, self.job);
        (to - from) as u64
    }

    fn seconds(&self) -> f64 {
        self.samples() as f64 / f64::from(RATE)
    }
}

impl Drop for Parts<'_> {
    fn drop(&mut self) {
        let wav = self.wav.iter().filter(|(_, kept)| !kept).map(|(wav, _)| wav.clone());
        for path in wav.chain([self.aac(), self.picture(), self.part.clone()]) {
            if path.exists() {
                remove(&path);
            }
        }
    }
}

/// A sound that is encoded, or will be; dropped before it is, it is called off.
enum Encoding {
    Done(Option<Result<FilmSound, MuxError>>),
    Running { thread: Option<JoinHandle<Result<FilmSound>>>, cancel: Arc<AtomicBool> },
}

impl Encoding {
    fn finish(mut self) -> Result<FilmSound> {
        let made = match &mut self {
            Self::Done(sound) => sound.take().map(|sound| Ok(sound?)),
            Self::Running { thread, .. } => thread.take().and_then(|thread| thread.join().ok()),
        };
        made.unwrap_or_else(|| bail!("the sound could not be encoded"))
    }
}

impl Drop for Encoding {
    fn drop(&mut self) {
        if let Self::Running { thread, cancel } = self {
            cancel.store(true, Ordering::Relaxed);
            if thread.take().is_some_and(|thread| thread.join().is_err()) {
                tracing::warn!("the thread of the sound ended badly");
            }
        }
    }
}

/// Where the part of the film that `job` names begins and ends, in samples.
fn samples_of(open: &OpenFilm, job: &PictureJob) -> (i64, i64) {
    let rate = film_of(&open.world).rate;
    let border = |frame: i64| rate.start_of(Frame(frame)).samples(RATE);
    (border(job.first.0), border(job.first.0 + job.frames))
}

fn remove(path: &Path) {
    if std::fs::remove_file(path).is_err() {
        tracing::warn!("could not remove {path:?}");
    }
}
