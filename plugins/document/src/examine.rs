//! Everything in a film, checked: every envelope and its signature, every checkpoint, every file of the media.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::checkpoint;
use crate::device::Device;
use crate::folder::{Layout, files_in};
use crate::load::load_all;
use crate::open::OpenError;
use crate::records::Records;
use crate::{Media, MediaError, MediaStore, Problem, State};

/// What was found.
#[derive(Debug)]
pub struct Examined {
    /// Changes in the history whose signatures hold.
    pub changes: usize,
    /// Media, and how many of them were read again.
    pub media: usize,
    pub problems: Vec<Problem>,
    /// Media that are missing or not what they were.
    pub lost: Vec<(Media, MediaError)>,
}

/// Reads all of a film again and holds it against itself; changes nothing. `progress` gets media done and in all.
///
/// # Errors
/// When it is no film, or its folder cannot be read.
pub fn examine(
    folder: &Path,
    device: &Device,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Examined, OpenError> {
    let io = |source| OpenError::Io { path: folder.to_owned(), source };
    let layout = Layout { root: folder.to_owned() };
    if !layout.project().is_file() {
        return Err(OpenError::NotAFilm { path: folder.to_owned() });
    }
    let film = layout.read().map_err(io)?.id;
    let (whole, changes) = load_all(&layout, film, device).map_err(io)?;
    let mut problems = whole.problems;
    let seen = whole.crdt.oplog_vv();
    for path in files_in(&layout.checkpoints(), "ck").map_err(io)? {
        match checkpoint::read(&path, film, device) {
            Some(Err(())) => problems.push(Problem::Checkpoint { path }),
            // What only a checkpoint has is not lost, but the journal should have it too.
            Some(Ok(crdt)) if !seen.includes_vv(&crdt.oplog_vv()) => {
                problems.push(Problem::OnlyInCheckpoint { path });
            }
            Some(Ok(_)) | None => {}
        }
    }
    let store = |error| OpenError::Records {
        path: folder.to_owned(),
        source: crate::document::StoreError(Box::new(error)),
    };
    let records = Records::new(whole.crdt, 0).map_err(store)?;
    let state = State::of(&records.changes_from_nothing());
    let media: Vec<Media> = state.media();
    let files = MediaStore::new(layout.media(), layout.drafts());
    let mut lost = Vec::new();
    for (done, medium) in media.iter().enumerate() {
        if let Err(error) = files.verify(medium) {
            lost.push((medium.clone(), error));
        }
        progress(done + 1, media.len());
    }
    Ok(Examined { changes, media: media.len(), problems, lost })
}

/// Moves checkpoints that cannot be trusted out of the way; a new one is made when the film is closed.
///
/// # Errors
/// When one cannot be moved.
pub fn set_bad_checkpoints_aside(folder: &Path, device: &Device) -> Result<usize, OpenError> {
    let io = |source| OpenError::Io { path: folder.to_owned(), source };
    let layout = Layout { root: folder.to_owned() };
    let film = layout.read().map_err(io)?.id;
    let mut moved = 0;
    for path in files_in(&layout.checkpoints(), "ck").map_err(io)? {
        if matches!(checkpoint::read(&path, film, device), Some(Err(()))) {
            fs::create_dir_all(layout.aside()).map_err(io)?;
            let name = path.file_name().unwrap_or_default();
            fs::rename(&path, layout.aside().join(name)).map_err(io)?;
            moved += 1;
        }
    }
    Ok(moved)
}

/// Files that are looked at when media are looked for, at the most.
const MOST_FILES: usize = 200_000;

/// Looks through a folder, and the folders in it, for files that are missing in the store, whatever they are
/// called there; copies them in. Gives those that it found.
///
/// # Errors
/// When the folder cannot be read, or a file cannot be copied.
pub fn relink(
    store: &MediaStore,
    missing: &[Media],
    folder: &Path,
) -> Result<Vec<Media>, MediaError> {
    let read = |source| MediaError::Read { path: folder.to_owned(), source };
    let mut found = Vec::new();
    let mut waiting: Vec<&Media> = missing.iter().collect();
    for path in all_files(folder).map_err(read)? {
        if waiting.is_empty() {
            break;
        }
        // Only a file of the right length is worth reading.
        let length = fs::metadata(&path).map_or(0, |facts| facts.len());
        if !waiting.iter().any(|media| u64::from(media.bytes) == length) {
            continue;
        }
        let Ok(hash) = hash_of(&path) else { continue };
        if let Some(at) = waiting.iter().position(|media| media.hash == hash) {
            let media = waiting.remove(at);
            store.put_back(media, &path)?;
            found.push(media.clone());
        }
    }
    Ok(found)
}

fn hash_of(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut fs::File::open(path)?, &mut hasher)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// The files under a folder, in order; links are not followed, so that there is an end.
fn all_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && files.len() < MOST_FILES {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}
