//! `make`: from a screenplay to a watchable animatic.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use image::RgbImage;
use maquette_document::{Document, Film, Mastering, Paragraph, Transaction, all, film as film_of};
use maquette_moment::BurnIns;
use maquette_render::{PictureJob, contact_sheets, write_png};
use maquette_staging::{Staged, breakdown};
use maquette_time::Frame;

use crate::backends::Speakers;
use crate::cli::Make;
use crate::console::{Bar, Outcome, note, say, stop};
use crate::film::OpenFilm;
use crate::making::{Draft, Stager, Steps, TakenIn, script_of, speaker_of, staging_of};
use crate::output::{self, Container};
use crate::plan;
use crate::report::{self, Report};
use crate::size::{Size, frame_of};

pub(crate) fn run(words: &Make) -> Result<Outcome> {
    let mut steps = Steps::default();
    let draft = Draft::read(&words.script)?;
    std::fs::create_dir_all(&words.out)
        .with_context(|| format!("failed to make the folder: {:?}", words.out))?;
    let work = Work { words, draft };
    let mut film = work.open_or_create()?;
    let staged = if work.is_in(&film) {
        note("the film is there and its script is the same: what was made is used again");
        staging_of(&film.world)
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
    tell_unclear(&staged, &path);
    Ok(Outcome::Done)
}

/// What of the script was not understood, in a line, and what holds for all of it.
fn tell_unclear(staged: &Staged, report: &Path) {
    let found = &staged.report;
    found.notices.iter().for_each(|notice| note(notice));
    if !found.not_understood.is_empty() {
        note(&format!(
            "{} of {} sentences not understood; see {}",
            found.not_understood.len(),
            found.sentences,
            report.file_name().unwrap_or_default().display()
        ));
    }
}

/// One run of `make`.
struct Work<'a> {
    words: &'a Make,
    draft: Draft,
}

impl Work<'_> {
    fn folder(&self) -> PathBuf {
        self.words.out.join(format!("{}.maquette", self.draft.name))
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.words.out.join(format!("{}{ending}", self.draft.name))
    }

    fn film(&self) -> Film {
        let (size, aspect) = frame_of(self.words.size, self.words.aspect);
        Film {
            name: self
                .draft
                .script
                .title_of("title")
                .map_or_else(|| self.draft.name.clone(), str::to_owned),
            rate: self.words.fps,
            width: size.width,
            height: size.height,
            aspect,
            seed: self.words.seed,
            language: self.language(),
            title: self.draft.script.title.clone(),
            mastering: Mastering::default(),
            says: Vec::new(),
        }
    }

    /// The same, with what only a hand can have put into the film that is there.
    fn film_over(&self, there: &OpenFilm) -> Film {
        let Film { mastering, says, .. } = film_of(&there.world).clone();
        Film { mastering, says, ..self.film() }
    }

    fn language(&self) -> String {
        self.words
            .language
            .clone()
            .unwrap_or_else(|| breakdown(&self.draft.script, self.words.seed).language)
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
        script_of(&film.world) == self.draft.text && *film_of(&film.world) == self.film_over(film)
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
        let stager = Stager {
            draft: &self.draft,
            film: self.film_over(film),
            speaker: self.speaker(),
            music: !self.words.no_sound,
            recast: BTreeMap::new(),
            directed: BTreeMap::new(),
        };
        if !there {
            return stager.first(film, steps);
        }
        let TakenIn { staged, edits, .. } = stager.take_in(film, steps)?;
        steps.time("save", || {
            let label = format!("Update from {}", self.draft.name);
            film.commit(Transaction::new(label, edits))
        })?;
        Ok(staged)
    }

    fn speaker(&self) -> Option<Speakers> {
        if self.words.no_sound { None } else { speaker_of(self.words.voice) }
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
