//! What is worked out of a film's sounds and kept beside them, in `proxy/`: each at 48 kHz, where its file is not, and
//! its peaks, for waveforms. All of it can be made again, and is named by what it was made of.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use maquette_document::{Media, MediaStore};
use maquette_sound::{Depth, Pcm, Peaks, write_wav};

/// Counts up when the same file is read otherwise.
const VERSION: u32 = 1;

/// Where the sound of a medium lies at 48 kHz, once it was kept.
pub(crate) fn conformed_path(store: &MediaStore, media: &Media) -> PathBuf {
    path_of(store, media, "sound", "wav")
}

/// Where its peaks lie.
fn peaks_path(store: &MediaStore, media: &Media) -> PathBuf {
    path_of(store, media, "peaks", "peaks")
}

fn path_of(store: &MediaStore, media: &Media, kind: &str, extension: &str) -> PathBuf {
    // `FILM/media/ab/HASH.EXT`.
    let original = store.path_of(media);
    let film = original.ancestors().nth(3).unwrap_or(Path::new("."));
    let name = original.file_stem().unwrap_or_default().to_string_lossy();
    film.join("proxy").join(kind).join(format!("{name}-{VERSION}.{extension}"))
}

/// Keeps a sound that was read and fits the mixer, to the bit, and its peaks.
///
/// # Errors
/// When they cannot be written.
pub(crate) fn keep(store: &MediaStore, media: &Media, pcm: &Pcm) -> Result<()> {
    whole(&peaks_path(store, media), |path| Ok(std::fs::write(path, Peaks::of(pcm).to_bytes())?))?;
    whole(&conformed_path(store, media), |path| {
        write_wav(BufWriter::new(File::create(path)?), pcm, Depth::F32)?;
        Ok(())
    })
}

/// The file is whole, or not there.
fn whole(path: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let part = path.with_extension(format!("{}.part", std::process::id()));
    let made = std::fs::create_dir_all(path.parent().unwrap_or(path))
        .map_err(anyhow::Error::from)
        .and_then(|()| write(&part))
        .and_then(|()| Ok(std::fs::rename(&part, path)?));
    if made.is_err() && part.exists() && std::fs::remove_file(&part).is_err() {
        tracing::warn!("could not remove {part:?}");
    }
    made.with_context(|| format!("failed to keep a sound; is the disk full?: {path:?}"))
}
