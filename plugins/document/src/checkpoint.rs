//! Checkpoints: the whole CRDT in one file, so that opening need not read all history again.
//!
//! A checkpoint is named by its content and signed. Only those of this device are used, and only after the
//! one who wrote it has read it back and found the same film in it; the journal stays the truth.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use loro::{ExportMode, LoroDoc};

use crate::Id;
use crate::device::{Device, is_signed};
use crate::folder::{Layout, files_in, write_whole};
use crate::guard::worked;
use crate::load::load;
use crate::segment::LARGEST;

const MAGIC: [u8; 8] = *b"MQCKP\0\0\x01";
/// Magic, film, device, operations.
const HEAD: usize = 8 + 16 + 32 + 8;
const SIGNATURE: usize = 64;
/// How many are kept.
const KEPT: usize = 3;

/// Why there is no new checkpoint. Nothing is lost: the journal has everything.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckpointError {
    #[error("the film could not be put into one piece")]
    Encode(#[from] loro::LoroEncodeError),
    #[error("the film read back is not the film")]
    Differs,
    #[error("the checkpoint could not be written: {path:?}")]
    Io { path: PathBuf, source: io::Error },
}

/// Writes a checkpoint, reads it back, and only then puts it in its place; keeps the newest three.
pub(crate) fn write(
    folder: &Path,
    crdt: &LoroDoc,
    film: Id,
    device: &Device,
) -> Result<(), CheckpointError> {
    let snapshot = crdt.export(ExportMode::Snapshot)?;
    let copy = loaded(&snapshot).ok_or(CheckpointError::Differs)?;
    if copy.oplog_vv() != crdt.oplog_vv() || copy.get_deep_value() != crdt.get_deep_value() {
        return Err(CheckpointError::Differs);
    }
    let mut bytes = Vec::with_capacity(HEAD + snapshot.len() + SIGNATURE);
    bytes.extend(MAGIC);
    bytes.extend(film.to_bytes());
    bytes.extend(device.public());
    bytes.extend((crdt.len_ops() as u64).to_le_bytes());
    bytes.extend(snapshot);
    let signature = device.sign(blake3::hash(&bytes).as_bytes());
    bytes.extend(signature);
    let name = format!("{}.ck", blake3::hash(&bytes).to_hex());
    let io = |source| CheckpointError::Io { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(io)?;
    write_whole(&folder.join(name), &bytes).map_err(io)?;
    for (_, old) in mine(folder, film, device).map_err(io)?.into_iter().skip(KEPT) {
        fs::remove_file(old).map_err(io)?;
    }
    Ok(())
}

/// Reads the journal as it lies on the disk, and writes a checkpoint of that.
pub(crate) fn of_the_journal(layout: &Layout, film: Id, device: &Device) {
    let written = load(layout, film, device, false)
        .map_err(|source| CheckpointError::Io { path: layout.segments(), source })
        .and_then(|loaded| write(&layout.checkpoints(), &loaded.crdt, film, device));
    if let Err(error) = written {
        tracing::warn!(%error, "no checkpoint was written; the journal has everything");
    }
}

/// The newest checkpoint that can be trusted, loaded; and those that should be but cannot.
pub(crate) fn newest(
    folder: &Path,
    film: Id,
    device: &Device,
) -> io::Result<(Option<LoroDoc>, Vec<PathBuf>)> {
    let mut bad = Vec::new();
    for (_, path) in mine(folder, film, device)? {
        let read = fs::read(&path).ok();
        let snapshot = read.as_ref().and_then(|bytes| snapshot_in(bytes, &path, device));
        if let Some(crdt) = snapshot.and_then(loaded) {
            return Ok((Some(crdt), bad));
        }
        bad.push(path);
    }
    Ok((None, bad))
}

/// A checkpoint of this device and film, loaded, or bad; nothing where it is of another.
pub(crate) fn read(path: &Path, film: Id, device: &Device) -> Option<Result<LoroDoc, ()>> {
    let bytes = fs::read(path).unwrap_or_default();
    if !is_named_for(&bytes, path) {
        return Some(Err(()));
    }
    let of_others = bytes.get(8..56).is_some_and(|owner| {
        bytes.starts_with(&MAGIC)
            && (owner[..16] != film.to_bytes() || owner[16..] != device.public())
    });
    if of_others {
        return None;
    }
    Some(snapshot_in(&bytes, path, device).and_then(loaded).ok_or(()))
}

/// The checkpoints of a film that this device claims, with their operations, the most first.
fn mine(folder: &Path, film: Id, device: &Device) -> io::Result<Vec<(u64, PathBuf)>> {
    let mut found = Vec::new();
    for path in files_in(folder, "ck")? {
        // One that cannot be read is of no use.
        let Ok(Some(head)) = head_of(&path) else { continue };
        let (start, operations) = head.split_at(HEAD - 8);
        if start[..8] == MAGIC && start[8..24] == film.to_bytes() && start[24..] == device.public()
        {
            let operations = operations.try_into().map_or(0, u64::from_le_bytes);
            found.push((operations, path));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found)
}

fn head_of(path: &Path) -> io::Result<Option<[u8; HEAD]>> {
    let mut head = [0; HEAD];
    let mut file = fs::File::open(path)?;
    if file.metadata()?.len() > LARGEST {
        return Ok(None);
    }
    match io::Read::read_exact(&mut file, &mut head) {
        Ok(()) => Ok(Some(head)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a file is called by the hash of its bytes.
fn is_named_for(bytes: &[u8], path: &Path) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str());
    name.is_some_and(|name| blake3::hash(bytes).to_hex().as_str() == name)
}

/// The snapshot in a checkpoint that is named by its content and signed.
fn snapshot_in<'a>(bytes: &'a [u8], path: &Path, device: &Device) -> Option<&'a [u8]> {
    if !is_named_for(bytes, path) {
        return None;
    }
    let (body, signature) = bytes.split_last_chunk::<SIGNATURE>()?;
    let hash = blake3::hash(body);
    is_signed(&device.public(), hash.as_bytes(), signature).then(|| body.get(HEAD..))?
}

pub(crate) fn loaded(snapshot: &[u8]) -> Option<LoroDoc> {
    let (crdt, imported) = worked(LoroDoc::new(), |crdt| crdt.import(snapshot))?;
    imported.ok()?.pending.is_none().then_some(crdt)
}

#[cfg(test)]
mod tests {
    use super::loaded;

    #[test]
    fn bytes_that_the_crdt_chokes_on_are_refused() {
        // Found by fuzzing: it panics over them, and again when it is dropped.
        let bytes = include_bytes!("../../../fuzz/seeds/checkpoint/chokes.bin");
        assert!(loaded(bytes).is_none());
    }
}
