//! Finding and opening a film.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Change, Document, OpenError, Opened, Transaction, project};

use crate::console;
use crate::recording::unfinished;

/// An open film: the document that keeps it, and the world that it is read from.
pub(crate) struct OpenFilm {
    pub(crate) document: Document,
    pub(crate) world: World,
}

impl OpenFilm {
    /// Opens to change it: nobody else can until it is closed.
    pub(crate) fn open(film: &Path) -> Result<Self> {
        let film = Self::opened(film, Document::open)?;
        match unfinished(film.document.folder()).len() {
            0 => {}
            1 => console::note(
                "a recording was cut short; `maquette doctor FILM --repair` brings it in",
            ),
            count => console::note(&format!(
                "{count} recordings were cut short; `maquette doctor FILM --repair` brings them in"
            )),
        }
        Ok(film)
    }

    /// Opens to look, whoever else has it open.
    pub(crate) fn open_to_read(film: &Path) -> Result<Self> {
        Self::opened(film, Document::open_to_read)
    }

    fn opened(film: &Path, open: fn(&Path) -> Result<Opened, OpenError>) -> Result<Self> {
        let folder = find(film)?;
        let opened = open(&folder).with_context(|| format!("failed to open {folder:?}"))?;
        for problem in &opened.problems {
            console::note(&problem.to_string());
        }
        Ok(Self::of(opened.document))
    }

    pub(crate) fn of(document: Document) -> Self {
        let mut world = World::new();
        project(&mut world, &document.changes_from_nothing());
        Self { document, world }
    }

    /// Commits, and lets the world follow.
    pub(crate) fn commit(&mut self, transaction: Transaction) -> Result<()> {
        let changes = self.document.commit(transaction).context("failed to save")?;
        self.follow(&changes);
        Ok(())
    }

    pub(crate) fn follow(&mut self, changes: &[Change]) {
        project(&mut self.world, changes);
    }
}

/// The project folder that FILM names: one that holds `project.ron`, or the only such folder in it.
pub(crate) fn find(film: &Path) -> Result<PathBuf> {
    if is_project(film) {
        return Ok(film.to_owned());
    }
    if !film.exists() {
        bail!("there is no film: nothing is there; check the path: {film:?}");
    }
    let mut found: Vec<PathBuf> = match std::fs::read_dir(film) {
        Ok(entries) => {
            entries.flatten().map(|entry| entry.path()).filter(|p| is_project(p)).collect()
        }
        Err(_) => Vec::new(),
    };
    found.sort();
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => bail!(
            "this is no film: it holds no project.ron; make one with `maquette make` or `maquette new`: {film:?}"
        ),
        _ => bail!(
            "there are {} films here; name one of them, such as {:?}: {film:?}",
            found.len(),
            found[0]
        ),
    }
}

fn is_project(folder: &Path) -> bool {
    folder.join("project.ron").is_file()
}

/// What a film is called by its folder: `Lighthouse.maquette` is `Lighthouse`.
pub(crate) fn name_of(folder: &Path) -> String {
    folder.file_stem().map_or_else(|| "film".into(), |name| name.to_string_lossy().into_owned())
}
