//! `make`: from a screenplay to a watchable animatic.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use image::RgbImage;
use maquette_document::{
    Bus, Clip, Document, Edit, Figure, Film, Id, Kind, Media, MediaKind, Paragraph, Record, Take,
    Track, Transaction, Voice, all, changes_from_edits, film as film_of, project,
};
use maquette_generate::{Artifact, Backend, Request, manifest_of};
use maquette_moment::BurnIns;
use maquette_render::{PictureJob, contact_sheets, write_png};
use maquette_script::Script;
use maquette_sound::voice::Espeak;
use maquette_staging::{Staged, breakdown, cast_figures, lines_to_speak};
use maquette_time::{Flicks, Frame};

use crate::backends::{Director, Speaker, StagingOrder};
use crate::cli::{Make, VoiceEngine};
use crate::console::{Bar, Outcome, note, say, stop};
use crate::film::OpenFilm;
use crate::making::{Score, Steps, Voiced, compose, speak_lines};
use crate::output::{self, Container};
use crate::plan;
use crate::report::{self, Report};
use crate::size::{Size, frame_of};

pub(crate) fn run(words: &Make) -> Result<Outcome> {
    let mut steps = Steps::default();
    let bytes = read_script(&words.script)?;
    let text = maquette_script::read(&bytes)
        .with_context(|| format!("this is no script that can be staged: {:?}", words.script))?;
    let script = maquette_script::parse(&text);
    let name = words
        .script
        .file_stem()
        .map_or_else(|| "film".into(), |n| n.to_string_lossy().into_owned());
    std::fs::create_dir_all(&words.out)
        .with_context(|| format!("failed to make the folder: {:?}", words.out))?;
    let work = Work { words, name, bytes, text, script };
    let mut film = work.open_or_create()?;
    let staged = if work.is_in(&film) {
        note("the film is there and its script is the same: what was made is used again");
        work.staged_again(&film)
    } else {
        work.stage(&mut film, &mut steps)?
    };
    let baked = steps.time("mix", || output::mix(&film.world, film.document.media()))?;
    let (made, sheets) = work.deliver(&film, &staged, &baked, &mut steps)?;
    let report = Report {
        film: &film.world,
        project: film.document.id(),
        steps: steps.all(),
        frames: made.counts,
        encoder: &made.encoder,
        staged: &staged,
        mix: &baked.report,
        script: &words.script,
        seed: words.seed,
        sheets,
    };
    let path = words.out.join("report.json");
    std::fs::write(&path, serde_json::to_vec_pretty(&report::json(&report))?)
        .with_context(|| format!("failed to write the report: {path:?}"))?;
    say(&format!("made {}", made.path.display()));
    Ok(Outcome::Done)
}

/// At most what a script may be; a folder or a device is none.
fn read_script(path: &Path) -> Result<Vec<u8>> {
    let facts = std::fs::metadata(path)
        .with_context(|| format!("there is no such script; check the path: {path:?}"))?;
    if !facts.is_file() {
        bail!("this is no file; give a script in Fountain: {path:?}");
    }
    let most = maquette_script::MAX_BYTES as u64;
    if most < facts.len() {
        bail!("the script is too large, {} bytes; the most is {most}: {path:?}", facts.len());
    }
    std::fs::read(path).with_context(|| format!("failed to read the script: {path:?}"))
}

/// One run of `make`.
struct Work<'a> {
    words: &'a Make,
    name: String,
    bytes: Vec<u8>,
    text: String,
    script: Script,
}

impl Work<'_> {
    fn folder(&self) -> PathBuf {
        self.words.out.join(format!("{}.maquette", self.name))
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.words.out.join(format!("{}{ending}", self.name))
    }

    fn film(&self) -> Film {
        let (size, aspect) = frame_of(self.words.size, self.words.aspect);
        Film {
            name: self.script.title_of("title").map_or_else(|| self.name.clone(), str::to_owned),
            rate: self.words.fps,
            width: size.width,
            height: size.height,
            aspect,
            seed: self.words.seed,
            language: self.language(),
            title: self.script.title.clone(),
        }
    }

    fn language(&self) -> String {
        self.words
            .language
            .clone()
            .unwrap_or_else(|| breakdown(&self.script, self.words.seed).language)
    }

    fn open_or_create(&self) -> Result<OpenFilm> {
        let folder = self.folder();
        if folder.join("project.ron").is_file() {
            return OpenFilm::open(&folder);
        }
        let document = Document::create(&folder, &self.film())
            .with_context(|| format!("failed to make the film: {folder:?}"))?;
        Ok(OpenFilm::of(document))
    }

    /// Whether the film holds this script, staged with these settings.
    fn is_in(&self, film: &OpenFilm) -> bool {
        let held: String =
            all::<Paragraph>(&film.world).into_iter().map(|(_, p)| p.source.as_str()).collect();
        held == self.text && *film_of(&film.world) == self.film()
    }

    /// Speaks, stages and scores, and commits all of it as one step.
    fn stage(&self, film: &mut OpenFilm, steps: &mut Steps) -> Result<Staged> {
        let there =
            !all::<Paragraph>(&film.world).is_empty() || !film.document.history().is_empty();
        if there && !self.words.update {
            bail!(
                "the film was made from another script or with other settings, or edited since; give --update to take this script into it, or another folder: {:?}",
                film.document.folder()
            );
        }
        let breakdown = breakdown(&self.script, self.words.seed);
        let lines = lines_to_speak(&breakdown, self.words.seed);
        let cast = cast_figures(&breakdown, self.words.seed);
        let voices: BTreeMap<Id, Voice> = cast.into_iter().map(|(id, f)| (id, f.voice)).collect();
        let speaker = self.speaker();
        let voiced = steps.time("voices", || {
            let bar = std::sync::Mutex::new(Bar::new("voices"));
            let speaker = speaker.as_ref().map(|speaker| speaker as &dyn Backend);
            speak_lines(&film.document, &lines, &voices, speaker, stop(), &|done, total| {
                if let Ok(mut bar) = bar.lock() {
                    bar.show(done, total);
                }
            })
        })?;
        let order = StagingOrder {
            seed: self.words.seed,
            rate: self.words.fps,
            aspect: self.film().aspect,
            lengths: voiced.iter().map(|(line, voiced)| (*line, voiced.length)).collect(),
        };
        let staged = steps.time("staging", || order.staged(&self.text));
        let mut edits = self.replacing(film);
        edits.extend(staged.edits.iter().cloned());
        edits.extend(voice_edits(&staged, &voiced));
        edits.extend(self.staging_takes(film, &order, &staged)?);
        if !self.words.no_sound {
            edits.extend(steps.time("music", || self.music(film, &edits))?);
        }
        let label = if there { "Update from" } else { "Stage" };
        steps.time("save", || {
            film.commit(Transaction::new(format!("{label} {}", self.name), edits))
        })?;
        Ok(staged)
    }

    /// The staging of a film that is there, for its plans and report.
    fn staged_again(&self, film: &OpenFilm) -> Staged {
        let clips = all::<Clip>(&film.world);
        let spoken = clips.iter().filter(|(_, clip)| !clip.line.is_none());
        StagingOrder {
            seed: self.words.seed,
            rate: self.words.fps,
            aspect: self.film().aspect,
            lengths: spoken.map(|(_, clip)| (clip.line, clip.length)).collect(),
        }
        .staged(&self.text)
    }

    fn speaker(&self) -> Option<Speaker> {
        if self.words.no_sound {
            return None;
        }
        match self.words.voice {
            VoiceEngine::Silent => None,
            VoiceEngine::Embedded => {
                note(
                    "there is no embedded voice in this version: lines are silence of their estimated length",
                );
                None
            }
            VoiceEngine::Espeak => match Espeak::probe() {
                Ok(engine) => Some(Speaker::new(engine)),
                Err(why) => {
                    note(&format!("{why}; lines are silence of their estimated length"));
                    None
                }
            },
        }
    }

    /// What must go before the staging comes: all that an earlier one made. A new film has nothing of it.
    fn replacing(&self, film: &OpenFilm) -> Vec<Edit> {
        let mut edits = vec![];
        let record = self.film();
        for (field, value) in maquette_document::fields_of(&record) {
            if maquette_document::fields_of(film_of(&film.world)).get(&field) != Some(&value) {
                edits.push(Edit::Set { id: Id::FILM, field, value });
            }
        }
        gone::<maquette_document::Sequence>(film, &mut edits);
        gone::<maquette_document::Scene>(film, &mut edits);
        gone::<Paragraph>(film, &mut edits);
        gone::<maquette_document::Shot>(film, &mut edits);
        gone::<maquette_document::Performance>(film, &mut edits);
        gone::<maquette_document::Text>(film, &mut edits);
        gone::<maquette_document::Rig>(film, &mut edits);
        gone::<maquette_document::Set>(film, &mut edits);
        gone::<Figure>(film, &mut edits);
        gone::<Track>(film, &mut edits);
        gone::<Clip>(film, &mut edits);
        gone::<Take>(film, &mut edits);
        gone::<maquette_document::Manifest>(film, &mut edits);
        edits
    }

    /// The script as a medium, the manifest of its staging, and a take of it for each shot.
    fn staging_takes(
        &self,
        film: &OpenFilm,
        order: &StagingOrder,
        staged: &Staged,
    ) -> Result<Vec<Edit>> {
        let file = self.words.script.file_name().map(|n| n.to_string_lossy().into_owned());
        let media = film.document.media().add_bytes(&self.bytes, &file.unwrap_or_default())?;
        let request: Request = order.request(&self.name, &media.hash)?;
        let artifact = Artifact::of_edits(staged.edits.clone());
        let manifest = manifest_of(&request, Director.name(), &Director.version(), &artifact);
        let manifest_id = Id::hashed(&["manifest", &manifest.output, &manifest.settings]);
        let media_id = Id::hashed(&["media", &media.hash]);
        let mut edits = vec![Edit::create(media_id, &media), Edit::create(manifest_id, &manifest)];
        for edit in &staged.edits {
            if let Edit::Create { id: shot, kind: Kind::Shot, .. } = edit {
                let take = Take {
                    of: *shot,
                    number: 1,
                    manifest: manifest_id,
                    media: Id::NONE,
                    accepted: true,
                };
                let id = Id::hashed(&["take", &shot.to_string(), &manifest_id.to_string()]);
                edits.push(Edit::create(id, &take));
                edits.push(Edit::set(*shot, "take", &id));
            }
        }
        Ok(edits)
    }

    /// The cues under the film that `edits` make.
    fn music(&self, film: &OpenFilm, edits: &[Edit]) -> Result<Vec<Edit>> {
        let mut world = bevy_ecs::world::World::new();
        let mut fresh = vec![Edit::create(Id::FILM, &self.film())];
        let made = edits.iter().filter(|e| !matches!(e, Edit::Delete { .. }) && e.id() != Id::FILM);
        fresh.extend(made.cloned());
        project(&mut world, &changes_from_edits(&fresh));
        let scores = Score::for_film(&world, self.words.seed);
        let bar = std::sync::Mutex::new(Bar::new("music"));
        let made = compose(&film.document, &scores, stop(), &|done, total| {
            if let Ok(mut bar) = bar.lock() {
                bar.show(done, total);
            }
        })?;
        let track = Id::hashed(&["track", "music"]);
        let mut edits = vec![Edit::create(
            track,
            &Track { name: "Music".into(), bus: Bus::Music, ..Track::default() },
        )];
        for (score, made) in scores.iter().zip(&made) {
            let clip = Id::hashed(&["clip", "music", &score.head.to_string()]);
            let record = Clip { track, at: score.at, length: made.length, ..Clip::default() };
            edits.extend(take_edits(clip, &made.media, &made.manifest, record));
        }
        Ok(edits)
    }

    fn deliver(
        &self,
        film: &OpenFilm,
        staged: &Staged,
        baked: &maquette_sound::Baked,
        steps: &mut Steps,
    ) -> Result<(output::MadeFilm, Vec<PathBuf>)> {
        let record = film_of(&film.world);
        let size = Size { width: record.width, height: record.height };
        let timeline = film.world.resource::<maquette_document::Timeline>();
        let job = PictureJob {
            first: Frame(0),
            frames: timeline.frames(),
            width: size.width,
            height: size.height,
            burn_ins: BurnIns { captions: true, ..BurnIns::default() },
            cache: film.document.folder().join("proxy/video"),
        };
        if !self.words.no_sound {
            steps.time("wav", || output::sound_of(film, &job, baked, &self.file(".wav")))?;
        }
        let made = steps.time("film", || {
            let wav = self.file(".wav");
            let sound =
                (!self.words.no_sound).then_some(output::MixedSound { baked, wav: Some(&wav) });
            output::film_with_sound(film, &job, &self.file(".mp4"), Container::Mp4, sound)
        })?;
        let sheets = steps.time("sheets", || self.sheets(film, staged, size))?;
        Ok((made, sheets))
    }

    /// The contact sheet, and a plan of each scene beside it.
    fn sheets(&self, film: &OpenFilm, staged: &Staged, size: Size) -> Result<Vec<PathBuf>> {
        let mut studio = output::studio(film, sheet_size(size))?;
        let mut bar = Bar::new("sheet");
        let mut paths = Vec::new();
        let mut keep = |page: RgbImage| {
            let ending = match paths.len() {
                0 => "-sheet.png".into(),
                before => format!("-sheet-{}.png", before + 1),
            };
            let path = self.file(&ending);
            write_png(&page, &path)?;
            paths.push(path);
            Ok(())
        };
        let mut progress = |p: maquette_render::Progress| bar.show(p.done, p.total);
        contact_sheets(&film.world, &mut studio, stop(), &mut progress, &mut keep)?;
        let folder = self.words.out.join("plans");
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("failed to make the folder: {folder:?}"))?;
        for (index, scene) in staged.plans.iter().enumerate() {
            let path = folder.join(format!("scene-{:03}.png", index + 1));
            if let Some(picture) = plan::draw(scene) {
                write_png(&picture, &path)?;
                paths.push(path);
            }
        }
        Ok(paths)
    }
}

/// Half the size is enough for a sheet.
fn sheet_size(size: Size) -> Size {
    let half = |side: u32| (side / 4 * 2).clamp(16, 1920);
    Size { width: half(size.width), height: half(size.height) }
}

fn gone<T: Record>(film: &OpenFilm, edits: &mut Vec<Edit>) {
    edits.extend(all::<T>(&film.world).into_iter().map(|(id, _)| Edit::Delete { id }));
}

/// A track and voice for each figure, and a clip with its take for each line.
fn voice_edits(staged: &Staged, voiced: &BTreeMap<Id, Voiced>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let track_of = |figure: Id| Id::hashed(&["track", &figure.to_string()]);
    let mut speakers: Vec<Id> = Vec::new();
    for line in &staged.line_clips {
        if !speakers.contains(&line.figure) {
            speakers.push(line.figure);
            let name = figure_name(&staged.edits, line.figure);
            let track = Track { name, bus: Bus::Dialogue, ..Track::default() };
            edits.push(Edit::create(track_of(line.figure), &track));
        }
    }
    for line in &staged.line_clips {
        let Some(voiced) = voiced.get(&line.paragraph) else { continue };
        let id = Id::hashed(&["clip", &line.paragraph.to_string()]);
        let clip = Clip {
            track: track_of(line.figure),
            shot: line.shot,
            at: line.at,
            length: voiced.length,
            line: line.paragraph,
            figure: line.figure,
            mouth: voiced.mouth.clone(),
            fade_in: Flicks::SECOND / 200,
            fade_out: Flicks::SECOND / 100,
            ..Clip::default()
        };
        match &voiced.made {
            Some(made) => edits.extend(take_edits(id, &made.media, &made.manifest, clip)),
            None => edits.push(Edit::create(id, &clip)),
        }
    }
    edits
}

fn figure_name(edits: &[Edit], figure: Id) -> String {
    let fields = edits.iter().find_map(|edit| match edit {
        Edit::Create { id, kind: Kind::Figure, fields } if *id == figure => Some(fields),
        _ => None,
    });
    let name = fields.and_then(|fields| fields.get("name")).and_then(|name| name.as_str());
    name.unwrap_or("Voice").to_owned()
}

/// A clip of what was made, with the medium, the manifest and the take that say where it came from.
fn take_edits(
    id: Id,
    media: &Media,
    manifest: &maquette_document::Manifest,
    clip: Clip,
) -> Vec<Edit> {
    debug_assert!(matches!(media.kind, MediaKind::Sound { .. }));
    let media_id = Id::hashed(&["media", &media.hash]);
    let manifest_id = Id::hashed(&["manifest", &id.to_string(), &manifest.output]);
    let take_id = Id::hashed(&["take", &id.to_string(), &manifest.output]);
    let take = Take { of: id, number: 1, manifest: manifest_id, media: media_id, accepted: true };
    vec![
        Edit::create(media_id, media),
        Edit::create(manifest_id, manifest),
        Edit::create(take_id, &take),
        Edit::create(id, &Clip { media: media_id, take: take_id, ..clip }),
    ]
}
