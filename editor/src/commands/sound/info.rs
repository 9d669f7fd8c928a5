//! `sound info`: what a sound file is and says of itself, or what a film has to hear.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use maquette_document::{Bus, Clip, Media, Track, all, get};
use maquette_sound::{
    Decoded, Pcm, Provenance, RATE, SoundFacts, decode_with_problems, ixml_text, pcm_hash,
};
use serde_json::{Value, json};

use crate::console::{Outcome, say};
use crate::film::{OpenFilm, find};
use crate::told::sidecar_of;

#[derive(Args, Debug)]
pub(crate) struct Info {
    /// A sound, or a film.
    file: PathBuf,
    /// For programs to read.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(words: &Info) -> Result<Outcome> {
    if words.file.is_dir() {
        return film(words);
    }
    let read = || format!("could not read the sound: {}", words.file.display());
    let bytes = std::fs::read(&words.file).with_context(read)?;
    let extension = words.file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let facts = SoundFacts::of(&bytes);
    let Decoded { pcm, mut problems } =
        decode_with_problems(&bytes, &extension).with_context(read)?;
    let hash = pcm_hash(&pcm);
    let origin = Origin::of(&facts, &words.file, &hash);
    problems.extend(origin.problem());
    if words.json {
        say(&serde_json::to_string_pretty(&told(&facts, &pcm, &hash, &origin, &problems))?);
    } else {
        tell(&facts, &pcm, &origin, &problems);
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Found })
}

/// Where a sound comes from, as far as it can be told.
struct Origin {
    made: Option<Provenance>,
    /// The record lies beside the file, not in it.
    beside: bool,
    /// The samples are those that were made.
    same: bool,
    /// The coding loses something, so that they cannot be.
    lossy: bool,
}

impl Origin {
    fn of(facts: &SoundFacts, file: &Path, hash: &str) -> Self {
        let inside = facts.provenance.clone();
        let beside = || serde_json::from_slice(&std::fs::read(sidecar_of(file)).ok()?).ok();
        let is_beside = inside.is_none();
        let made: Option<Provenance> = inside.or_else(beside);
        let same = made.as_ref().is_some_and(|made| made.pcm == hash);
        let lossless = ["WAV", "FLAC", "AIFF"].iter().any(|name| facts.format.starts_with(name));
        let lossy = !lossless || facts.format.ends_with("coded");
        Self { beside: is_beside && made.is_some(), same, lossy, made }
    }

    fn words(&self) -> Option<String> {
        let made = self.made.as_ref()?;
        let place = if self.beside { "beside the file" } else { "in the file" };
        let state = if self.same {
            format!("its samples are those that were made (record {place})")
        } else if self.lossy {
            format!("coded with loss since (record {place})")
        } else {
            format!("its samples were changed since (record {place})")
        };
        Some(format!(
            "{} by {} {}, seed {}; {state}",
            made.kind, made.engine, made.version, made.seed
        ))
    }

    fn problem(&self) -> Option<String> {
        (self.made.is_some() && !self.same && !self.lossy)
            .then(|| "the samples are not those that the record of how they were made names".into())
    }
}

fn told(facts: &SoundFacts, pcm: &Pcm, hash: &str, origin: &Origin, problems: &[String]) -> Value {
    let markers: Vec<Value> = facts
        .notes
        .markers
        .iter()
        .map(|marker| json!({ "sample": marker.at, "length": marker.length, "name": marker.name }))
        .collect();
    let broadcast = facts.notes.broadcast.as_ref().map(|b| {
        json!({
            "description": b.description, "originator": b.originator, "reference": b.reference,
            "date": b.date, "time": b.time, "time_reference": b.time_reference,
            "integrated": b.loudness.integrated, "range": b.loudness.range,
            "true_peak": b.loudness.true_peak, "momentary": b.loudness.momentary,
            "short_term": b.loudness.short_term, "history": b.history,
        })
    });
    let named = |texts: &[(String, String)]| {
        let rows = texts.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
        Value::Object(rows.collect())
    };
    json!({
        "format": facts.format,
        "rate": pcm.rate,
        "channels": pcm.channels.len(),
        "samples": pcm.frames(),
        "seconds": pcm.length().seconds(),
        "markers": markers,
        "bext": broadcast,
        "ixml": facts.notes.ixml,
        "info": named(&facts.notes.info),
        "tags": named(&facts.texts),
        "pcm": hash,
        "provenance": origin.made,
        "pcm_matches": origin.made.as_ref().map(|_| origin.same),
        "problems": problems,
    })
}

fn tell(facts: &SoundFacts, pcm: &Pcm, origin: &Origin, problems: &[String]) {
    let channels = match pcm.channels.len() {
        1 => "mono".to_owned(),
        2 => "stereo".to_owned(),
        count => format!("{count} channels"),
    };
    say(&format!("format    {}, {} Hz, {channels}", facts.format, pcm.rate));
    say(&format!("length    {:.3} s, {} samples", pcm.length().seconds(), pcm.frames()));
    if let Some(origin) = origin.words() {
        say(&format!("made      {origin}"));
    }
    let asked =
        origin.made.as_ref().map(|made| made.prompt.as_str()).filter(|text| !text.is_empty());
    if let Some(asked) = asked {
        say(&format!("asked     {}", asked.chars().take(200).collect::<String>()));
    }
    if let Some(broadcast) = &facts.notes.broadcast {
        let at = broadcast.time_reference as f64 / f64::from(pcm.rate.max(1));
        say(&format!(
            "bext      {} ({}), starts at {at:.3} s",
            broadcast.description, broadcast.originator
        ));
        if let Some(integrated) = broadcast.loudness.integrated {
            say(&format!("loudness  {integrated:.1} LUFS as the file says"));
        }
    }
    let names = [("project", "PROJECT"), ("scene", "SCENE"), ("take", "TAKE")];
    for (label, name) in names {
        if let Some(text) = ixml_text(&facts.notes.ixml, name) {
            say(&format!("{label:<9} {text}"));
        }
    }
    for (name, text) in &facts.notes.info {
        say(&format!("{name:<9} {text}"));
    }
    for marker in &facts.notes.markers {
        let at = f64::from(marker.at) / f64::from(pcm.rate.max(1));
        say(&format!("marker    {at:.3} s {}", marker.name));
    }
    problems.iter().for_each(|problem| say(&format!("problem   {problem}")));
}

fn film(words: &Info) -> Result<Outcome> {
    let open = OpenFilm::open_to_read(&find(&words.file)?)?;
    let clips = all::<Clip>(&open.world);
    let rows: Vec<Value> = all::<Track>(&open.world)
        .into_iter()
        .map(|(id, track)| {
            let on: Vec<&Clip> =
                clips.iter().filter(|(_, clip)| clip.track == id).map(|(_, clip)| *clip).collect();
            let silent = on.iter().filter(|clip| clip.media.is_none()).count();
            let missing = on
                .iter()
                .filter_map(|clip| get::<Media>(&open.world, clip.media))
                .filter(|media| !open.document.media().path_of(media).exists())
                .map(|media| media.name.clone())
                .collect::<Vec<_>>();
            let bus = match track.bus {
                Bus::Dialogue => "dialogue",
                Bus::Music => "music",
                Bus::Effects => "effects",
            };
            json!({
                "track": track.name, "bus": bus, "clips": on.len(), "silent": silent,
                "mute": track.mute, "solo": track.solo, "gain": track.gain, "missing": missing,
            })
        })
        .collect();
    let missing =
        rows.iter().any(|row| row["missing"].as_array().is_some_and(|all| !all.is_empty()));
    let length = open
        .world
        .get_resource::<maquette_document::Timeline>()
        .map_or(0.0, |t| t.length().seconds());
    if words.json {
        let told = json!({ "seconds": length, "rate": RATE, "tracks": rows });
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        say(&format!("{length:.3} s at {RATE} Hz, {} tracks", rows.len()));
        for row in &rows {
            let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            say(&format!(
                "{:<9} {}: {} clips, {} silent",
                word("bus"),
                word("track"),
                row["clips"],
                row["silent"]
            ));
            for name in row["missing"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                say(&format!(
                    "problem   the file of {name} is missing; put it back, or see `maquette doctor`"
                ));
            }
        }
    }
    Ok(if missing { Outcome::Found } else { Outcome::Done })
}
