//! A person with a folder to work in.

use std::path::{Path, PathBuf};

use maquette_document::{
    Change, Device, Document, Edit, Film, Id, Opened, Problem, Shot, Transaction,
};
use maquette_time::Flicks;
use proptest::test_runner::Config as ProptestConfig;

pub(crate) struct Studio {
    home: tempfile::TempDir,
    pub(crate) device: Device,
}

impl Studio {
    pub(crate) fn new() -> Self {
        // In memory where there is such a place: random histories wait for thousands of syncs.
        let memory = Path::new("/dev/shm");
        let home = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let home = home.unwrap();
        let device = Device::in_folder(&home.path().join("config")).unwrap();
        Self { home, device }
    }

    /// A studio with a new film in it.
    pub(crate) fn with_film() -> (Self, Document) {
        let studio = Self::new();
        let film = Film { name: "Lighthouse".into(), ..Film::default() };
        let document = Document::create_as(&studio.film(), &film, &studio.device).unwrap();
        (studio, document)
    }

    pub(crate) fn film(&self) -> PathBuf {
        self.home.path().join("Film.maquette")
    }

    pub(crate) fn open(&self) -> Document {
        let (document, problems) = self.open_anyhow();
        assert_eq!(problems, []);
        document
    }

    pub(crate) fn open_anyhow(&self) -> (Document, Vec<Problem>) {
        let Opened { document, problems } = Document::open_as(&self.film(), &self.device).unwrap();
        (document, problems)
    }

    /// A copy of the film, as this person works on it elsewhere.
    pub(crate) fn branch(&self) -> Self {
        let branch = Self { device: self.device.clone(), ..Self::new() };
        copy_new(&self.film(), &branch.film());
        branch
    }

    /// The files of the journal, in order.
    pub(crate) fn segments(&self) -> Vec<PathBuf> {
        files(&self.film().join("history/seg"))
    }

    /// Takes over what is in another's copy of the film: a union of files.
    pub(crate) fn merge(&self, other: &Self) {
        copy_new(&other.film(), &self.film());
    }
}

pub(crate) fn id(name: &str) -> Id {
    Id::hashed(&[name])
}

pub(crate) fn shot(name: &str, seconds: i64) -> Edit {
    let number = 10;
    Edit::create(id(name), &Shot { number, length: Flicks::SECOND * seconds, ..Shot::default() })
}

pub(crate) fn length(name: &str, seconds: i64) -> Transaction {
    let edit = Edit::set(id(name), "length", &(Flicks::SECOND * seconds));
    Transaction::new(format!("Set length of {name}"), vec![edit])
}

pub(crate) fn gesture(label: &str, edits: impl Into<Vec<Edit>>) -> Transaction {
    Transaction::new(label, edits.into())
}

/// So many random cases, or as many as `PROPTEST_CASES` asks for.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(usual), ..ProptestConfig::default() }
}

/// All that is in the film.
pub(crate) fn state(document: &Document) -> Vec<Change> {
    document.changes_from_nothing()
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

pub(crate) fn copy_new(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        if !target.exists() {
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
