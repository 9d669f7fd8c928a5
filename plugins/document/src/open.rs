//! Making films and opening them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::device::{Device, DeviceError};
use crate::disk::Local;
use crate::document::{CommitError, Document, Pen, StoreError};
use crate::envelope::peer_of;
use crate::folder::{DRAFT, Layout};
use crate::journal::Journal;
use crate::load::{Loaded, load};
use crate::media::MediaStore;
use crate::records::Records;
use crate::sync::sync_folder;
use crate::undo::Act;
use crate::{Edit, Film, Id, Problem, Transaction};

/// A film that was opened, and what was found wrong with it.
#[derive(Debug)]
pub struct Opened {
    pub document: Document,
    pub problems: Vec<Problem>,
}

/// Why a film could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("there is something already; choose another name, or remove it: {path:?}")]
    Exists { path: PathBuf },
    #[error("failed to make the folder of the film: {path:?}")]
    Io { path: PathBuf, source: io::Error },
    #[error("failed to write the new film")]
    Commit(#[from] CommitError),
    #[error("failed to open the new film")]
    Open(#[from] OpenError),
}

/// Why a film could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("not a film; give the folder that holds project.ron: {path:?}")]
    NotAFilm { path: PathBuf },
    #[error(
        "the film is open in another window or program; close it there, or open it to look at only: {path:?}"
    )]
    InUse { path: PathBuf },
    #[error(
        "a folder of the film is a link that may lead out of it, and nothing is written through it; put a folder in its place: {path:?}"
    )]
    Link { path: PathBuf },
    #[error("failed to read the film: {path:?}")]
    Io { path: PathBuf, source: io::Error },
    #[error(
        "a newer Maquette wrote in this film, and this one would not understand all of it; update Maquette to open it: {path:?}"
    )]
    Newer { path: PathBuf },
    #[error(transparent)]
    Device(#[from] DeviceError),
    #[error("the film's records could not be set up: {path:?}")]
    Records { path: PathBuf, source: StoreError },
}

impl Document {
    /// Makes a new film in `folder`, which must not be there yet or be empty. Either all of it is made or
    /// nothing.
    pub fn create(folder: &Path, film: &Film) -> Result<Self, CreateError> {
        Self::create_as(folder, film, &Device::load().map_err(OpenError::from)?)
    }

    /// As [`create`](Self::create), in the name of `device`.
    pub fn create_as(folder: &Path, film: &Film, device: &Device) -> Result<Self, CreateError> {
        let exists = || CreateError::Exists { path: folder.to_owned() };
        let io = |source| CreateError::Io { path: folder.to_owned(), source };
        let empty =
            |path: &Path| fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
        if folder.exists() && !empty(folder) {
            return Err(exists());
        }
        let name = folder.file_name().ok_or_else(exists)?.to_string_lossy();
        let parent = folder.parent().filter(|path| !path.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(io)?;
        let draft = parent.join(format!(".{name}.{}.{DRAFT}", Id::fresh()));
        let made = found(&draft, film, device).and_then(|()| {
            if folder.exists() {
                fs::remove_dir(folder).map_err(io)?;
            }
            fs::rename(&draft, folder).and_then(|()| sync_folder(parent)).map_err(io)
        });
        if let Err(error) = made {
            if draft.exists() {
                fs::remove_dir_all(&draft).map_err(io)?;
            }
            return Err(error);
        }
        Ok(Self::open_as(folder, device)?.document)
    }

    /// Opens a film to work on it. Nobody else can do so at the same time on this machine.
    pub fn open(folder: &Path) -> Result<Opened, OpenError> {
        Self::open_as(folder, &Device::load()?)
    }

    /// As [`open`](Self::open), in the name of `device`.
    pub fn open_as(folder: &Path, device: &Device) -> Result<Opened, OpenError> {
        open(folder, device, true)
    }

    /// Opens a film to look at it: nothing in the folder is changed, and somebody else may work on it meanwhile.
    pub fn open_to_read(folder: &Path) -> Result<Opened, OpenError> {
        Self::open_to_read_as(folder, &Device::load()?)
    }

    /// As [`open_to_read`](Self::open_to_read), with the history of `device`.
    pub fn open_to_read_as(folder: &Path, device: &Device) -> Result<Opened, OpenError> {
        open(folder, device, false)
    }
}

/// Makes a whole film in a folder of its own.
fn found(folder: &Path, film: &Film, device: &Device) -> Result<(), CreateError> {
    let io = |source| CreateError::Io { path: folder.to_owned(), source };
    fs::create_dir(folder).map_err(io)?;
    Layout { root: folder.to_owned() }.make().map_err(io)?;
    let mut document = Document::open_as(folder, device)?.document;
    let edits = vec![Edit::create(Id::FILM, film)];
    document.write(Transaction::new("New film", edits), Act::Found)?;
    Ok(document.flush()?)
}

fn open(folder: &Path, device: &Device, to_write: bool) -> Result<Opened, OpenError> {
    let path = || folder.to_owned();
    let io = |source| OpenError::Io { path: path(), source };
    let layout = Layout { root: path() };
    if !layout.project().is_file() {
        return Err(OpenError::NotAFilm { path: path() });
    }
    if let Some(path) = layout.link() {
        return Err(OpenError::Link { path });
    }
    let film = layout.read().map_err(io)?.id;
    let lock = if to_write {
        let lock = layout.lock().map_err(io)?;
        Some(lock.ok_or_else(|| OpenError::InUse { path: path() })?)
    } else {
        None
    };
    if lock.is_some() {
        layout.sweep().map_err(io)?;
    }
    let Loaded { crdt, history, mine, order, since, problems } =
        load(&layout, film, device, to_write).map_err(io)?;
    if problems.iter().any(|problem| matches!(problem, Problem::Newer { .. })) {
        return Err(OpenError::Newer { path: path() });
    }
    let opening = Id::fresh();
    let peer = peer_of(&device.public(), film, opening);
    let records = Records::new(crdt, peer).map_err(|error| OpenError::Records {
        path: path(),
        source: StoreError(Box::new(error)),
    })?;
    let pen = match lock {
        Some(_lock) => {
            let disk = Arc::new(Local);
            let journal =
                Journal::new(&layout.history(), device.clone(), film, opening, order, disk);
            let journal = journal.map_err(io)?;
            Some(Pen { journal, device: device.clone(), since, behind: None, _lock })
        }
        None => None,
    };
    let media = MediaStore::new(layout.media(), layout.drafts());
    let mine = mine.into_iter().chain([peer]).collect();
    let typing = None;
    let device = device.clone();
    let document = Document { layout, film, device, records, history, mine, typing, pen, media };
    Ok(Opened { document, problems })
}
