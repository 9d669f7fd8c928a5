//! What our sound files tell of themselves: how they were made, where they lie in the film, what is where in them.

use std::path::Path;

use anyhow::{Context, Result};
use bevy_ecs::world::World;
use maquette_document::{Clip, Id, Manifest, Scene, Shot, Take, Timeline, all, film, get};
use maquette_generate::Request;
use maquette_sound::{
    Broadcast, BroadcastLoudness, Ixml, Marker, MixReport, Provenance, RATE, SourceType, WavNotes,
    annotated,
};

/// What writes our files, for programs that show it.
pub(crate) const PROGRAM: &str = concat!("Maquette ", env!("CARGO_PKG_VERSION"));

/// A sound that was made for a request, with the record of how in it.
pub(crate) fn sound_of_request(
    wav: Vec<u8>,
    request: &Request,
    engine: &str,
    version: String,
    source: SourceType,
) -> Vec<u8> {
    let provenance = Provenance {
        kind: request.kind.clone(),
        prompt: request.prompt.clone(),
        seed: request.seed,
        engine: engine.to_owned(),
        version,
        settings: request.settings.as_str().to_owned(),
        digital_source_type: source,
        pcm: String::new(),
    };
    let info = vec![("ISFT".into(), PROGRAM.into())];
    annotated(wav, &WavNotes { info, provenance: Some(provenance), ..WavNotes::default() })
}

/// A sound of a whole film, or of a part of it.
pub(crate) struct FilmWav<'a> {
    pub(crate) world: &'a World,
    /// `mix`, `dialogue`, `Mara`…
    pub(crate) name: &'a str,
    /// `mix` or `stem`.
    pub(crate) kind: &'a str,
    /// From the head of the film to the first sample and to after the last.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// Samples from midnight to the head of the film.
    pub(crate) start: i64,
    pub(crate) bits: u16,
    pub(crate) report: Option<&'a MixReport>,
}

impl FilmWav<'_> {
    pub(crate) fn notes(&self) -> WavNotes {
        let film = film(self.world);
        let time_reference = u64::try_from(self.start + self.from).unwrap_or(0);
        let markers = shot_markers(self.world)
            .into_iter()
            .filter(|(at, _)| (self.from..self.to).contains(at))
            .filter_map(|(at, name)| {
                Some(Marker { at: u32::try_from(at - self.from).ok()?, length: 0, name })
            })
            .collect();
        let (numerator, denominator) = film.rate.fraction();
        let ixml = Ixml {
            project: film.name.clone(),
            take: "1".into(),
            note: self.name.to_owned(),
            timecode_rate: format!("{numerator}/{denominator}"),
            sample_rate: RATE,
            bits: self.bits,
            time_reference,
            tracks: ["left", "right"].map(|side| format!("{} {side}", self.name)).to_vec(),
            ..Ixml::default()
        };
        let broadcast = Broadcast {
            description: format!("{}: {}", film.name, self.name),
            originator: PROGRAM.into(),
            time_reference,
            loudness: self.report.map_or_else(BroadcastLoudness::default, |report| {
                BroadcastLoudness {
                    integrated: report.loudness,
                    range: report.range,
                    true_peak: report.true_peak,
                    ..BroadcastLoudness::default()
                }
            }),
            history: format!("A=PCM,F={RATE},W={},M=stereo,T={PROGRAM}\r\n", self.bits),
            ..Broadcast::default()
        };
        let provenance = Provenance {
            kind: self.kind.to_owned(),
            prompt: format!("{}: {}", film.name, self.name),
            seed: film.seed,
            engine: "maquette".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            settings: String::new(),
            digital_source_type: source_of(self.world),
            pcm: String::new(),
        };
        let info = vec![
            ("INAM".into(), format!("{}: {}", film.name, self.name)),
            ("ISFT".into(), PROGRAM.into()),
        ];
        WavNotes {
            broadcast: Some(broadcast),
            markers,
            ixml: ixml.document(),
            info,
            texts: Vec::new(),
            provenance: Some(provenance),
        }
    }
}

/// Where each shot begins, in samples, and what it is called: its number, and the heading where a scene begins.
pub(crate) fn shot_markers(world: &World) -> Vec<(i64, String)> {
    let Some(timeline) = world.get_resource::<Timeline>() else { return Vec::new() };
    let mut scene = Id::NONE;
    let mut markers = Vec::new();
    for cut in timeline.shots() {
        let Some(shot) = get::<Shot>(world, cut.id) else { continue };
        let mut name = format!("{:04}", shot.number);
        if shot.scene != scene {
            scene = shot.scene;
            if let Some(scene) = get::<Scene>(world, scene) {
                name = format!("{name} {}", scene.heading);
            }
        }
        markers.push((cut.span.start.samples(RATE), name));
    }
    markers
}

/// What the sounds of a film are: made by rules, by models, recorded, or some of each.
fn source_of(world: &World) -> SourceType {
    let clips = all::<Clip>(world);
    let sources = clips.iter().filter(|(_, clip)| !clip.media.is_none()).map(|(_, clip)| {
        let manifest =
            get::<Take>(world, clip.take).and_then(|take| get::<Manifest>(world, take.manifest));
        manifest.map_or(SourceType::DigitalCapture, |manifest| source_of_engine(&manifest.backend))
    });
    sources.reduce(SourceType::mixed_with).unwrap_or_default()
}

/// Whether a maker works by rules or by a model that was trained.
pub(crate) fn source_of_engine(engine: &str) -> SourceType {
    let rules = ["composer", "espeak", "klatt", "embedded", "director"];
    match rules.iter().any(|rule| engine.to_lowercase().contains(rule)) {
        true => SourceType::AlgorithmicMedia,
        false => SourceType::TrainedAlgorithmicMedia,
    }
}

/// Writes the record of a sound beside it: `name.wav.json`.
pub(crate) fn write_sidecar(sound: &Path, provenance: &Provenance) -> Result<()> {
    let path = sidecar_of(sound);
    let text = serde_json::to_string_pretty(provenance)? + "\n";
    std::fs::write(&path, text)
        .with_context(|| format!("failed to write; is the disk full?: {path:?}"))
}

/// Where the record of a sound lies.
pub(crate) fn sidecar_of(sound: &Path) -> std::path::PathBuf {
    let mut path = sound.as_os_str().to_owned();
    path.push(".json");
    path.into()
}
