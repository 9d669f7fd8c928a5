//! `sound stems`: the sound of a film in parts, for a program in which it is mixed on.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, bail};
use clap::Args;
use maquette_document::{
    Bus, Clip, Id, Manifest, Media, Paragraph, Take, Track, all, film as film_of, get,
};
use maquette_exchange::{
    Session, SessionClip, SessionMarker, SessionTrack, TempoMap, dawproject, rpp, tempo_midi,
};
use maquette_music::{Cue, MusicRequest};
use maquette_sound::{
    Depth, RATE, Sound, Stem, StemPart, WavSpec, WavWriter, bus_stems, track_stems,
};
use maquette_time::{Flicks, parse_length};

use crate::console::{Bar, Outcome, note, say, stop};
use crate::film::OpenFilm;
use crate::output;
use crate::told::{FilmWav, shot_markers, write_sidecar};

/// Samples that are written at once.
const BLOCK: usize = 48_000;

#[derive(Args, Debug)]
pub(crate) struct Stems {
    film: PathBuf,
    /// The folder that they go into.
    #[arg(short, long)]
    out: PathBuf,
    /// One a track instead of one a bus.
    #[arg(long)]
    tracks: bool,
    /// A project for Reaper beside them.
    #[arg(long)]
    rpp: bool,
    /// A project for Bitwig, Studio One and Cubase beside them.
    #[arg(long)]
    dawproject: bool,
    /// Every clip as a clip in these projects, on the track that it has in the film, with its own sound.
    #[arg(long)]
    clips: bool,
    /// The time of day at the head of the film, such as 01:00:00:00.
    #[arg(long)]
    start: Option<String>,
}

pub(crate) fn run(words: &Stems) -> Result<Outcome> {
    let open = OpenFilm::open_to_read(&words.film)?;
    let start = match &words.start {
        Some(text) => parse_length(text, film_of(&open.world).rate)?.samples(RATE),
        None => 0,
    };
    std::fs::create_dir_all(&words.out)
        .with_context(|| format!("failed to make the folder: {:?}", words.out))?;
    let (plan, baked) = output::mix_with_plan(&open.world, open.document.media())?;
    let music = baked.mix.music_gain();
    let stems = if words.tracks { track_stems(&plan, music) } else { bus_stems(&plan, music) };
    if stems.is_empty() {
        bail!("the film has no sound; add some, or make it with voices and music");
    }
    let mut session = Session {
        name: film_of(&open.world).name.clone(),
        seed: open.document.id().to_string(),
        length: plan.length,
        tempo: tempo(&open),
        markers: shot_markers(&open.world)
            .into_iter()
            .map(|(at, name)| SessionMarker { at, name })
            .collect(),
        tracks: Vec::new(),
    };
    for (n, stem) in stems.iter().enumerate() {
        let name = name_of(&open, stem);
        let file = format!("{:02}_{}.wav", n + 1, file_name(&name));
        write_stem(&open, stem, (&name, plan.length, start), &words.out.join(&file))?;
        session.tracks.push(SessionTrack {
            name: name.clone(),
            color: color(stem.bus),
            clips: vec![whole(&name, file, plan.length)],
            ..SessionTrack::default()
        });
    }
    let midi = words.out.join("tempo.mid");
    std::fs::write(&midi, tempo_midi(&session))
        .with_context(|| format!("failed to write: {midi:?}"))?;
    if words.clips {
        session.tracks = clip_tracks(&open, &words.out)?;
    }
    let name = file_name(&session.name);
    if words.rpp {
        let exported = rpp(&session);
        let path = words.out.join(format!("{name}.rpp"));
        std::fs::write(&path, exported.bytes)
            .with_context(|| format!("failed to write: {path:?}"))?;
        exported.lost.iter().for_each(|lost| note(lost));
    }
    if words.dawproject {
        write_dawproject(&session, &words.out, &name)?;
    }
    say(&format!(
        "wrote {} stems of {:.2} s into {}",
        stems.len(),
        plan.length as f64 / f64::from(RATE),
        words.out.display()
    ));
    Ok(Outcome::Done)
}

/// A clip of a whole stem.
fn whole(name: &str, file: String, length: i64) -> SessionClip {
    SessionClip {
        name: name.to_owned(),
        file,
        channels: 2,
        file_length: length,
        length,
        ..SessionClip::default()
    }
}

fn name_of(open: &OpenFilm, stem: &Stem) -> String {
    let track = match stem.part {
        StemPart::Bus => None,
        StemPart::Track(n) => all::<Track>(&open.world).get(n).map(|(_, track)| track.name.clone()),
    };
    track.filter(|name| !name.is_empty()).unwrap_or_else(|| bus_name(stem.bus).to_owned())
}

fn bus_name(bus: Bus) -> &'static str {
    match bus {
        Bus::Dialogue => "dialogue",
        Bus::Music => "music",
        Bus::Effects => "effects",
    }
}

/// Moss, plum and ochre, as in the studio.
fn color(bus: Bus) -> [u8; 3] {
    match bus {
        Bus::Dialogue => [0x6f, 0x8f, 0x5a],
        Bus::Music => [0x8a, 0x5a, 0x83],
        Bus::Effects => [0xb8, 0x86, 0x3b],
    }
}

/// A name that every disk takes.
fn file_name(name: &str) -> String {
    let plain =
        |sign: char| if sign.is_alphanumeric() || "-_.".contains(sign) { sign } else { '_' };
    let name: String = name.chars().take(60).map(plain).collect();
    let name = name.trim_matches(['_', '.']);
    if name.is_empty() { "sound".into() } else { name.to_owned() }
}

/// A 24-bit broadcast WAV that is whole, or not there, with its record beside.
fn write_stem(
    open: &OpenFilm,
    stem: &Stem,
    (name, length, start): (&str, i64, i64),
    out: &Path,
) -> Result<()> {
    let told = FilmWav {
        world: &open.world,
        name,
        kind: "stem",
        from: 0,
        to: length,
        start,
        bits: 24,
        report: None,
    };
    let part = out.with_extension("part");
    let written = (|| {
        let spec =
            WavSpec { rate: RATE, channels: 2, depth: Depth::I24, frames: length.max(0) as u64 };
        let mut wav =
            WavWriter::with_notes(BufWriter::new(File::create(&part)?), spec, told.notes())?;
        let mut block = vec![[0.0; 2]; BLOCK];
        let mut bar = Bar::new("stem");
        for at in (0..length).step_by(BLOCK) {
            if stop().load(Ordering::Relaxed) {
                bail!("stopped; the stems that were written are kept");
            }
            let frames = &mut block[..(length - at).min(BLOCK as i64) as usize];
            stem.render(at, frames);
            wav.write(frames.as_flattened())?;
            bar.show(at + frames.len() as i64, length);
        }
        let (_, provenance) = wav.finish_told()?;
        if let Some(why) = stem.fault() {
            bail!("a part of the sound is not there: {why}");
        }
        std::fs::rename(&part, out)?;
        Ok(provenance)
    })();
    if written.is_err() && part.exists() && std::fs::remove_file(&part).is_err() {
        tracing::warn!("could not remove {part:?}");
    }
    let provenance = written.with_context(|| format!("the stem could not be written: {out:?}"))?;
    provenance.map_or(Ok(()), |made| write_sidecar(out, &made))
}

/// The tempo of the music, cue by cue, as each was ordered.
fn tempo(open: &OpenFilm) -> TempoMap {
    let mut steps = Vec::new();
    for (_, clip) in all::<Clip>(&open.world) {
        let manifest = get::<Take>(&open.world, clip.take)
            .and_then(|take| get::<Manifest>(&open.world, take.manifest))
            .filter(|manifest| manifest.kind == "music");
        let order =
            manifest.and_then(|made| serde_json::from_str::<MusicRequest>(&made.settings).ok());
        let Some(cue) = order.and_then(|order| Cue::compose(&order).ok()) else { continue };
        for passage in cue.passages() {
            let at = Flicks(clip.at.0.saturating_add(passage.span.start.0));
            steps.push((at.samples(RATE), passage.tempo));
        }
    }
    TempoMap::new(steps)
}

/// The tracks of the film with their clips, whose sounds are copied into `out/clips`.
fn clip_tracks(open: &OpenFilm, out: &Path) -> Result<Vec<SessionTrack>> {
    let plan = output::plan_of(&open.world, open.document.media())?;
    let folder = out.join("clips");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("failed to make the folder: {folder:?}"))?;
    let mut tracks: Vec<SessionTrack> = all::<Track>(&open.world)
        .into_iter()
        .map(|(_, track)| SessionTrack {
            name: track.name.clone(),
            color: color(track.bus),
            gain: track.gain,
            pan: track.pan,
            mute: track.mute,
            solo: track.solo,
            clips: Vec::new(),
        })
        .collect();
    let mut files: BTreeMap<Id, String> = BTreeMap::new();
    for (n, clip) in plan.clips.iter().enumerate() {
        let Some(record) = get::<Clip>(&open.world, clip.id) else { continue };
        let name = clip_name(open, record);
        let file = match files.get(&record.media) {
            Some(file) => file.clone(),
            None => {
                let file = format!("clips/{:04}_{}.wav", n + 1, file_name(&name));
                write_sound(&clip.sound, &out.join(&file))?;
                files.insert(record.media, file.clone());
                file
            }
        };
        let Some(track) = tracks.get_mut(clip.track) else { continue };
        track.clips.push(SessionClip {
            name,
            file,
            channels: clip.sound.channels() as u16,
            file_length: clip.sound.frames() as i64,
            start: clip.start,
            skip: clip.skip,
            length: clip.length,
            gain: clip.gain,
            pan: clip.pan,
            fade_in: clip.fade_in,
            fade_out: clip.fade_out,
        });
    }
    Ok(tracks)
}

/// What a clip says, or what it is.
fn clip_name(open: &OpenFilm, clip: &Clip) -> String {
    let line = get::<Paragraph>(&open.world, clip.line).map(|line| line.text.clone());
    let media = || {
        let media = get::<Media>(&open.world, clip.media)?;
        Some(Path::new(&media.name).file_stem()?.to_string_lossy().into_owned())
    };
    let name = line.filter(|text| !text.is_empty()).or_else(media).unwrap_or_else(|| "clip".into());
    name.chars().take(48).collect()
}

/// A sound as it is mixed, at 48 kHz.
fn write_sound(sound: &Sound, out: &Path) -> Result<()> {
    let (channels, frames) = (sound.channels().max(1), sound.frames());
    let spec =
        WavSpec { rate: RATE, channels: channels as u16, depth: Depth::F32, frames: frames as u64 };
    let written = (|| {
        let mut wav = WavWriter::new(BufWriter::new(File::create(out)?), spec)?;
        let mut block = vec![[0.0; 2]; BLOCK];
        for at in (0..frames).step_by(BLOCK) {
            let block = &mut block[..(frames - at).min(BLOCK)];
            sound.read(at, block);
            if channels == 1 {
                let mono: Vec<f32> = block.iter().map(|frame| frame[0]).collect();
                wav.write(&mono)?;
            } else {
                wav.write(block.as_flattened())?;
            }
        }
        wav.finish()
    })();
    written
        .map(drop)
        .with_context(|| format!("failed to write the sound; is the disk full?: {out:?}"))
}

fn write_dawproject(session: &Session, out: &Path, name: &str) -> Result<()> {
    let path = out.join(format!("{name}.dawproject"));
    let part = path.with_extension("part");
    let mut open = |file: &str| File::open(out.join(file));
    let written = File::create(&part)
        .map_err(Into::into)
        .and_then(|file| dawproject(BufWriter::new(file), session, &mut open))
        .map_err(anyhow::Error::from)
        .and_then(|_| Ok(std::fs::rename(&part, &path)?));
    if written.is_err() && part.exists() && std::fs::remove_file(&part).is_err() {
        tracing::warn!("could not remove {part:?}");
    }
    written.with_context(|| format!("the DAWproject could not be written: {path:?}"))
}
