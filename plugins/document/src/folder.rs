//! The project folder: what lies where, its lock, and files that are written whole or not at all.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::Id;
use crate::sync::sync_folder;

/// `project.ron`: written once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Project {
    pub(crate) id: Id,
    /// Seconds since 1970.
    pub(crate) created: u64,
}

/// The places in a project folder.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) root: PathBuf,
}

/// The extension of files that are not in place yet.
pub(crate) const DRAFT: &str = "new";
const LARGEST_PROJECT: u64 = 64 * 1024;
/// How often, and how long apart, a lock is tried that somebody has.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

impl Layout {
    pub(crate) fn project(&self) -> PathBuf {
        self.root.join("project.ron")
    }

    pub(crate) fn history(&self) -> PathBuf {
        self.root.join("history")
    }

    pub(crate) fn segments(&self) -> PathBuf {
        self.root.join("history/seg")
    }

    pub(crate) fn checkpoints(&self) -> PathBuf {
        self.root.join("history/ck")
    }

    pub(crate) fn media(&self) -> PathBuf {
        self.root.join("media")
    }

    /// What is of this machine alone; not shared, not in git.
    pub(crate) fn local(&self) -> PathBuf {
        self.root.join("local")
    }

    /// Where files grow until they are put in place.
    pub(crate) fn drafts(&self) -> PathBuf {
        self.root.join("local/drafts")
    }

    /// Where bytes are kept that were in the way but may still be wanted.
    pub(crate) fn aside(&self) -> PathBuf {
        self.root.join("local/aside")
    }

    /// A folder of the project that is a link, if any is.
    pub(crate) fn link(&self) -> Option<PathBuf> {
        let mut folders = vec![self.history(), self.segments(), self.checkpoints(), self.media()];
        folders.extend([self.local(), self.drafts(), self.aside()]);
        folders.extend(entries(&self.segments()).unwrap_or_default());
        let is_link =
            |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|facts| facts.is_symlink());
        folders.into_iter().find(is_link)
    }

    /// Makes the folders and files of a new, empty project.
    pub(crate) fn make(&self) -> io::Result<Project> {
        for folder in [self.segments(), self.checkpoints(), self.media(), self.local()] {
            fs::create_dir_all(folder)?;
        }
        fs::write(self.root.join(".gitignore"), "/local/\n/proxy/\n")?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let project = Project { id: Id::fresh(), created: now.as_secs() };
        let text = ron::ser::to_string_pretty(&project, ron::ser::PrettyConfig::default());
        write_whole(&self.project(), text.map_err(io::Error::other)?.as_bytes())?;
        Ok(project)
    }

    /// Reads `project.ron`.
    pub(crate) fn read(&self) -> io::Result<Project> {
        let path = self.project();
        if fs::metadata(&path)?.len() > LARGEST_PROJECT {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it is too long"));
        }
        ron::from_str(&fs::read_to_string(path)?)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// Removes what a program that was ended had begun to write and not put in place. Only who has the lock may.
    pub(crate) fn sweep(&self) -> io::Result<()> {
        for folder in [self.drafts(), self.checkpoints(), self.aside()] {
            for draft in files_in(&folder, DRAFT)? {
                fs::remove_file(draft)?;
            }
        }
        Ok(())
    }

    /// Takes the lock of the project, or says that somebody has it. It lasts as long as the file is held.
    pub(crate) fn lock(&self) -> io::Result<Option<File>> {
        fs::create_dir_all(self.local())?;
        let path = self.local().join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        // A program that is being started has this one's files for a moment, and with them a lock that was let go.
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }
}

/// Writes a file whole or not at all: beside it first, then into its place.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let draft = folder.join(format!(".{}.{DRAFT}", Id::fresh()));
    let written = (|| {
        let mut file = File::options().write(true).create_new(true).open(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)?;
        sync_folder(folder)
    })();
    if written.is_err() && draft.exists() {
        fs::remove_file(&draft)?;
    }
    written
}

/// The files under `folder` with this extension, two levels deep at most, in order of their paths.
pub(crate) fn files_in(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        let inner = if path.is_dir() { entries(&path)? } else { vec![path] };
        files.extend(inner.into_iter().filter(|path| {
            path.extension().is_some_and(|found| found == extension) && path.is_file()
        }));
    }
    files.sort();
    Ok(files)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
