//! The media store: originals, named by their content, read-only.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use crate::folder::DRAFT;
use crate::sync::sync_folder;
use crate::{Id, Media};

/// The files that the film is made of: `media/ab/<blake3>.<extension>` in its folder. Cheap to clone, and free
/// to be used from any thread.
#[derive(Clone, Debug)]
pub struct MediaStore {
    folder: PathBuf,
    /// On the same disk: where files grow before they are put in place.
    drafts: PathBuf,
}

/// Why a file is not in the store, or not as it should be.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error("failed to read the file to be added: {path:?}")]
    Read { path: PathBuf, source: io::Error },
    #[error(
        "failed to write into the media store; free some space or make the folder writable: {path:?}"
    )]
    Write { path: PathBuf, source: io::Error },
    #[error("the file has more than 4 GiB; add a shorter one: {path:?}")]
    TooLarge { path: PathBuf },
    #[error("a file of the film is missing; put it back, or add it again: {path:?}")]
    Missing { path: PathBuf },
    #[error(
        "a file of the film is not what it was when it was added; put it back from a backup: {path:?}"
    )]
    Changed { path: PathBuf },
}

impl MediaStore {
    pub(crate) fn new(folder: PathBuf, drafts: PathBuf) -> Self {
        Self { folder, drafts }
    }

    /// Where the file of a medium lies.
    pub fn path_of(&self, media: &Media) -> PathBuf {
        // What the document says is outside input: it must not lead out of the store.
        let hash = match blake3::Hash::from_hex(&media.hash) {
            Ok(hash) => hash.to_hex().to_string(),
            Err(_) => "none".into(),
        };
        let name = format!("{hash}.{}", plain_extension(&media.extension));
        self.folder.join(&hash[..2]).join(name)
    }

    /// A folder beside the store for what can be made again from it; it may not be there yet.
    pub fn proxies(&self, of: &str) -> PathBuf {
        self.folder.with_file_name("proxy").join(of)
    }

    /// Adds bytes, called `name` outside. What is there already is not written again. What the bytes are
    /// ([`Media::kind`]) is for the caller to say.
    pub fn add_bytes(&self, bytes: &[u8], name: &str) -> Result<Media, MediaError> {
        self.add(bytes, name, Path::new(name))
    }

    /// Adds a file, however large up to 4 GiB, without holding it in memory.
    pub fn add_file(&self, path: &Path) -> Result<Media, MediaError> {
        let read = |source| MediaError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read)?;
        if file.metadata().map_err(read)?.is_dir() {
            return Err(read(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.add(BufReader::new(file), &name, path)
    }

    /// Reads the file of a medium again and holds it against its name.
    pub fn verify(&self, media: &Media) -> Result<(), MediaError> {
        let path = self.path_of(media);
        let read = |path: &Path| {
            let mut hasher = blake3::Hasher::new();
            let copied = io::copy(&mut File::open(path)?, &mut hasher)?;
            Ok::<_, io::Error>((hasher.finalize().to_hex(), copied))
        };
        match read(&path) {
            Ok((hash, bytes)) if hash.as_str() == media.hash && bytes == u64::from(media.bytes) => {
                Ok(())
            }
            Ok(_) => Err(MediaError::Changed { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(MediaError::Missing { path })
            }
            Err(source) => Err(MediaError::Read { path, source }),
        }
    }

    /// Copies a file in whose bytes are those of `media`, under its own name, in the place of what may be there.
    pub(crate) fn put_back(&self, media: &Media, from: &Path) -> Result<(), MediaError> {
        let write = |source| MediaError::Write { path: self.folder.clone(), source };
        let place = self.path_of(media);
        if place.exists() && self.verify(media).is_err() {
            fs::remove_file(&place).map_err(write)?;
        }
        let name = format!("{}.{}", media.hash, media.extension);
        let added = self.add(
            BufReader::new(
                File::open(from)
                    .map_err(|source| MediaError::Read { path: from.to_owned(), source })?,
            ),
            &name,
            from,
        )?;
        if added.hash == media.hash { Ok(()) } else { Err(MediaError::Changed { path: place }) }
    }

    fn add(&self, from: impl Read, name: &str, path: &Path) -> Result<Media, MediaError> {
        let write = |source| MediaError::Write { path: self.folder.clone(), source };
        fs::create_dir_all(&self.drafts).map_err(write)?;
        let draft = self.drafts.join(format!("{}.{DRAFT}", Id::fresh()));
        let added = self.add_by_way_of(&draft, from, name, path);
        if draft.exists() {
            fs::remove_file(&draft).map_err(write)?;
        }
        added
    }

    fn add_by_way_of(
        &self,
        draft: &Path,
        from: impl Read,
        name: &str,
        path: &Path,
    ) -> Result<Media, MediaError> {
        let write = |source| MediaError::Write { path: self.folder.clone(), source };
        let mut file = File::options().write(true).create_new(true).open(draft).map_err(write)?;
        let (hash, bytes) = pour(from, &mut file, path, &write)?;
        let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy();
        let media = Media {
            hash,
            name: name.to_owned(),
            extension: plain_extension(&extension),
            bytes,
            ..Media::default()
        };
        let place = self.path_of(&media);
        if fs::metadata(&place).is_ok_and(|there| there.len() == u64::from(bytes)) {
            return Ok(media);
        }
        settle(file, draft, &place).map_err(write)?;
        Ok(media)
    }
}

/// Copies and hashes at once.
fn pour(
    mut from: impl Read,
    into: &mut File,
    path: &Path,
    write: &dyn Fn(io::Error) -> MediaError,
) -> Result<(String, u32), MediaError> {
    let mut hasher = blake3::Hasher::new();
    let (mut buffer, mut total) = (vec![0; 256 * 1024], 0_u32);
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => return Ok((hasher.finalize().to_hex().to_string(), total)),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => return Err(MediaError::Read { path: path.to_owned(), source }),
        };
        let Some(sum) = total.checked_add(count as u32) else {
            return Err(MediaError::TooLarge { path: path.to_owned() });
        };
        total = sum;
        hasher.update(&buffer[..count]);
        into.write_all(&buffer[..count]).map_err(write)?;
    }
}

/// Makes a draft safe and read-only, and puts it in its place.
fn settle(file: File, draft: &Path, place: &Path) -> io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(true);
    file.set_permissions(permissions)?;
    file.sync_all()?;
    drop(file);
    fs::rename(draft, place)?;
    sync_folder(folder)
}

/// Lower case letters and digits, eight at most; `bin` where there is nothing.
fn plain_extension(extension: &str) -> String {
    let letters = extension.chars().filter(char::is_ascii_alphanumeric).take(8);
    let plain: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    if plain.is_empty() { "bin".into() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, MediaStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = MediaStore::new(folder.path().join("media"), folder.path().join("drafts"));
        (folder, store)
    }

    #[test]
    fn the_same_bytes_are_kept_once_and_cannot_be_written() {
        let (folder, store) = store();
        let first = store.add_bytes(b"a picture", "Board 1.PNG").unwrap();
        let outside = folder.path().join("Other.png");
        fs::write(&outside, b"a picture").unwrap();
        let second = store.add_file(&outside).unwrap();
        assert_eq!((&first.hash, &first.extension), (&second.hash, &second.extension));
        assert_eq!((first.name.as_str(), second.name.as_str()), ("Board 1.PNG", "Other.png"));
        let path = store.path_of(&first);
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        assert_eq!(fs::read_dir(folder.path().join("drafts")).unwrap().count(), 0);
        assert!(store.verify(&first).is_ok());
    }

    #[test]
    fn a_changed_or_missing_file_is_noticed() {
        let (_folder, store) = store();
        let media = store.add_bytes(b"a sound", "take.wav").unwrap();
        let path = store.path_of(&media);
        fs::remove_file(&path).unwrap();
        assert!(matches!(store.verify(&media), Err(MediaError::Missing { .. })));
        fs::write(&path, b"a soumd").unwrap();
        assert!(matches!(store.verify(&media), Err(MediaError::Changed { .. })));
    }

    #[test]
    fn no_medium_leads_out_of_the_store() {
        let (folder, store) = store();
        for (hash, extension) in [("../../etc/passwd", "png"), ("", ""), ("ab", "../x"), ("é", "/")]
        {
            let media =
                Media { hash: hash.into(), extension: extension.into(), ..Media::default() };
            let path = store.path_of(&media);
            assert!(path.starts_with(folder.path().join("media")), "{path:?}");
            assert!(path.components().all(|part| part.as_os_str() != ".."), "{path:?}");
        }
    }
}
