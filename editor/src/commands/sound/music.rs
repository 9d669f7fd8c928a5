//! `sound music`: a cue from words, as sound, stems and notes.

use std::fs::{File, create_dir_all};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use maquette_music::{Brief, Cue, MusicRequest, Part, place};
use maquette_sound::{Depth, RATE, WavSpec, WavWriter};
use maquette_time::{Flicks, FrameRate, parse_length};
use serde_json::{Value, json};

use crate::console::{Outcome, note, say};

#[derive(Args, Debug)]
pub(crate) struct Music {
    /// What is wanted: mood, instruments, tempo, key, what happens when.
    words: String,
    /// How long: 45s, 1m20s, 48f. Without it as the words say, or a minute.
    #[arg(long, value_parser = length)]
    length: Option<Flicks>,
    /// Another number is another piece for the same words.
    #[arg(long, default_value_t = 0)]
    seed: u32,
    /// The sound: stereo, 48 kHz, 24 bits.
    #[arg(short, long)]
    out: PathBuf,
    /// A folder for each part by itself; their sum is the sound, to the bit.
    #[arg(long, value_name = "DIR")]
    stems: Option<PathBuf>,
    /// The notes, as MIDI.
    #[arg(long, value_name = "FILE")]
    midi: Option<PathBuf>,
    /// A place that is struck: 0:08, 12.5s. More than one may be given.
    #[arg(long, value_name = "TIME", value_parser = length, num_args = 1..)]
    hit: Vec<Flicks>,
    /// A part that plays the same piece another way, and which: strings=3. No other part changes.
    #[arg(long, value_name = "PART=N", value_parser = variation, num_args = 1..)]
    vary: Vec<(Part, u32)>,
    /// For programs to read.
    #[arg(long)]
    json: bool,
}

/// A length or a place: as everywhere, or as a clock shows it.
fn length(text: &str) -> Result<Flicks, String> {
    let read = parse_length(text, FrameRate::FILM);
    read.or_else(|error| place(text).ok_or_else(|| error.to_string()))
}

fn variation(text: &str) -> Result<(Part, u32), String> {
    let fault = || format!("not a part and a number: {text:?}; use strings=3");
    let (part, number) = text.split_once('=').ok_or_else(fault)?;
    let part: Part = part.parse().map_err(|error: maquette_music::NotAPart| error.to_string())?;
    Ok((part, number.trim().parse().ok().ok_or_else(fault)?))
}

pub(crate) fn run(words: &Music) -> Result<Outcome> {
    let brief = Brief::read(&words.words);
    let (mut request, late) = brief.request(words.length, words.seed);
    for at in &words.hit {
        if request.length <= *at {
            bail!(
                "a hit at {:.2} s is after the end at {:.2} s",
                at.seconds(),
                request.length.seconds()
            );
        }
        request.hits.push(*at);
    }
    request.hits.sort_unstable();
    request.hits.dedup();
    request.vary = words.vary.iter().copied().collect();
    let cue = Cue::compose(&request).context("could not compose")?;
    let stems = write(&cue, &words.out, words.stems.as_deref())?;
    if let Some(path) = &words.midi {
        std::fs::write(path, cue.midi()?)
            .with_context(|| format!("could not write the notes: {}", path.display()))?;
    }
    let conflicts: Vec<&String> = brief.conflicts.iter().chain(&late).collect();
    if words.json {
        let told = told(&brief, &conflicts, &request, &cue, &stems);
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        tell(&brief, &conflicts, &request, &cue);
    }
    Ok(Outcome::Done)
}

/// A WAV that is being written.
type Wav = WavWriter<BufWriter<File>>;

fn wav(path: &Path, frames: u64) -> Result<Wav> {
    let spec = WavSpec { rate: RATE, channels: 2, depth: Depth::I24, frames };
    let open = || anyhow::Ok(WavWriter::new(BufWriter::new(File::create(path)?), spec)?);
    open().with_context(|| format!("could not write the sound: {}", path.display()))
}

/// Writes the sum of all parts, and each of them into `folder`; gives the files of the parts.
fn write(cue: &Cue, out: &Path, folder: Option<&Path>) -> Result<Vec<PathBuf>> {
    let frames = u64::try_from(cue.samples())?;
    let mut mix = wav(out, frames)?;
    let mut stems: Vec<(usize, PathBuf, Wav)> = Vec::new();
    if let Some(folder) = folder {
        create_dir_all(folder)
            .with_context(|| format!("could not make the folder: {}", folder.display()))?;
        for (place, part) in Part::ALL.iter().enumerate().filter(|(_, part)| cue.plays(**part)) {
            let path = folder.join(format!("{}.wav", part.name()));
            stems.push((place, path.clone(), wav(&path, frames)?));
        }
    }
    let mut player = cue.player();
    let mut parts = std::array::from_fn(|_| vec![[0; 2]; RATE as usize]);
    let mut over = 0;
    loop {
        let filled = player.fill_stems(&mut parts);
        if filled == 0 {
            break;
        }
        let sum = |at: usize, side: usize| parts.iter().map(|part| part[at][side]).sum::<i32>();
        let summed: Vec<i32> = (0..filled).flat_map(|at| [sum(at, 0), sum(at, 1)]).collect();
        over += summed.iter().filter(|sample| FULL <= sample.abs()).count();
        let write = || format!("could not write the sound: {}", out.display());
        mix.write(&floats(&summed)).with_context(write)?;
        for (place, path, wav) in &mut stems {
            let write = || format!("could not write the part: {}", path.display());
            wav.write(&floats(parts[*place][..filled].as_flattened())).with_context(write)?;
        }
    }
    if 0 < over {
        note(&format!("{over} samples of the sum are over full scale and are cut off"));
    }
    mix.finish().with_context(|| format!("could not write the sound: {}", out.display()))?;
    stems
        .into_iter()
        .map(|(_, path, wav)| {
            wav.finish().map_err(|error| {
                anyhow!(error).context(format!("could not write the part: {}", path.display()))
            })?;
            Ok(path)
        })
        .collect()
}

/// Steps of 24 bits in full scale.
const FULL: i32 = 1 << 23;

/// Whole numbers of 24 bits as floats, which hold each of them.
fn floats(samples: &[i32]) -> Vec<f32> {
    samples.iter().map(|sample| *sample as f32 / FULL as f32).collect()
}

fn tell(brief: &Brief, conflicts: &[&String], request: &MusicRequest, cue: &Cue) {
    for understood in &brief.understood {
        say(&format!("understood  {:<24} {}", understood.words, understood.meaning));
    }
    brief.ignored.iter().for_each(|words| say(&format!("ignored     {words}")));
    conflicts.iter().for_each(|conflict| say(&format!("conflict    {conflict}")));
    say(&format!("tempo       {:.2} bpm, {}", cue.tempo(), cue.meter()));
    say(&format!("key         {}", cue.key()));
    say(&format!("length      {:.3} s, {} samples", request.length.seconds(), cue.samples()));
    for passage in cue.passages() {
        say(&format!(
            "form        {:>7.2} s  {:<8} {} bars, {} at {:.2} bpm, level {:.2} to {:.2}",
            passage.span.start.seconds(),
            passage.form,
            passage.bars,
            passage.mood.name(),
            passage.tempo,
            passage.levels[0],
            passage.levels[1],
        ));
    }
    say(&format!("form        {:>7.2} s  last chord", cue.last_chord().seconds()));
    cue.fitted().iter().for_each(|fitted| say(&format!("fitted      {fitted}")));
}

fn told(
    brief: &Brief,
    conflicts: &[&String],
    request: &MusicRequest,
    cue: &Cue,
    stems: &[PathBuf],
) -> Value {
    let understood: Vec<Value> = brief
        .understood
        .iter()
        .map(|understood| json!({ "words": understood.words, "meaning": understood.meaning }))
        .collect();
    let form: Vec<Value> = cue
        .passages()
        .iter()
        .map(|passage| {
            json!({
                "start": passage.span.start.seconds(), "length": passage.span.length.seconds(),
                "phrases": passage.form, "bars": passage.bars, "mood": passage.mood.name(),
                "tempo": passage.tempo, "levels": passage.levels,
            })
        })
        .collect();
    let parts: Vec<&str> =
        Part::ALL.iter().filter(|part| cue.plays(**part)).map(|part| part.name()).collect();
    json!({
        "understood": understood, "ignored": brief.ignored, "conflicts": conflicts,
        "tempo": cue.tempo(), "key": cue.key().to_string(), "meter": cue.meter().to_string(),
        "length": request.length.seconds(), "samples": cue.samples(), "seed": request.seed,
        "engine": format!("composer {}", maquette_music::VERSION),
        "form": form, "last_chord": cue.last_chord().seconds(), "parts": parts,
        "hits": cue.hits().iter().map(|at| at.seconds()).collect::<Vec<_>>(),
        "fitted": cue.fitted().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "stems": stems.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
    })
}
