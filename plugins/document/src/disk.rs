//! What the journal asks of a disk: few things, so that a test can be a disk that loses, fills up and lies.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::sync::sync_folder;

/// Where files of the journal are.
pub(crate) trait Disk: Send + Sync {
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Begins a file that must not be there yet.
    fn begin(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes new names in a folder survive a power cut.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
}

/// A file that only grows.
pub(crate) trait DiskFile: Send + Sync {
    fn append(&self, bytes: &[u8]) -> io::Result<()>;

    /// Takes back what was appended last, down to this length.
    fn cut(&self, length: u64) -> io::Result<()>;

    /// Makes what was appended survive a power cut.
    fn sync(&self) -> io::Result<()>;
}

/// The one of this machine.
pub(crate) struct Local;

impl Disk for Local {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn begin(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        Ok(Arc::new(File::options().append(true).create_new(true).open(path)?))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        sync_folder(path)
    }
}

impl DiskFile for File {
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = self;
        file.write_all(bytes)
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }
}

#[cfg(test)]
pub(crate) mod faulty {
    //! A disk in memory that behaves as badly as disks do.

    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use super::*;

    /// Its cache and its platter. A sync that fails leaves the platter as it was, and marks the cache clean all
    /// the same: the next one says that all is well, as systems do.
    #[derive(Default)]
    pub(crate) struct Faulty {
        state: Arc<Mutex<State>>,
    }

    #[derive(Default)]
    struct State {
        files: BTreeMap<PathBuf, Contents>,
        /// Bytes that may still be written; none is any number.
        room: Option<usize>,
        /// Syncs from now on that fail.
        failing: u32,
    }

    #[derive(Clone, Default)]
    struct Contents {
        cached: Vec<u8>,
        durable: Vec<u8>,
        /// The folder has been synced since the file came.
        named: bool,
        /// A sync failed: what was dirty then never reaches the platter.
        lost: bool,
    }

    struct Handle {
        state: Arc<Mutex<State>>,
        path: PathBuf,
    }

    impl Faulty {
        fn state(&self) -> MutexGuard<'_, State> {
            self.state.lock().unwrap_or_else(PoisonError::into_inner)
        }

        /// From now on so many bytes can be written; none is any number.
        pub(crate) fn set_room(&self, room: Option<usize>) {
            self.state().room = room;
        }

        pub(crate) fn fail_syncs(&self, count: u32) {
            self.state().failing = count;
        }

        /// What the files hold after the power went: what was made safe, and of the rest what `luck` leaves, with
        /// or without zeros after it.
        pub(crate) fn after_a_power_cut(
            &self,
            luck: &mut dyn FnMut(usize) -> usize,
        ) -> Vec<Vec<u8>> {
            let state = self.state();
            let mut left = Vec::new();
            for file in state.files.values() {
                if !file.named && luck(2) == 0 {
                    continue;
                }
                let rest = file.cached.len().saturating_sub(file.durable.len());
                let more = if file.lost { 0 } else { luck(rest + 1) };
                let mut bytes = file.durable.clone();
                bytes.extend(&file.cached[file.durable.len()..][..more]);
                if luck(3) == 0 {
                    bytes.resize(bytes.len() + luck(600), 0);
                }
                left.push(bytes);
            }
            left
        }

        /// What the files hold when only the program ended.
        pub(crate) fn as_written(&self) -> Vec<Vec<u8>> {
            self.state().files.values().map(|file| file.cached.clone()).collect()
        }
    }

    impl Disk for Faulty {
        fn make_folder(&self, _: &Path) -> io::Result<()> {
            Ok(())
        }

        fn begin(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
            let mut state = self.state();
            if state.room == Some(0) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            if state.files.insert(path.to_owned(), Contents::default()).is_some() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            Ok(Arc::new(Handle { state: self.state.clone(), path: path.to_owned() }))
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            self.state().files.remove(path);
            Ok(())
        }

        fn sync_folder(&self, path: &Path) -> io::Result<()> {
            let mut state = self.state();
            let inside = state.files.iter_mut().filter(|(file, _)| file.parent() == Some(path));
            inside.for_each(|(_, file)| file.named = true);
            Ok(())
        }
    }

    impl Handle {
        fn with<T>(&self, work: impl FnOnce(&mut State, &PathBuf) -> T) -> T {
            work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner), &self.path)
        }
    }

    impl DiskFile for Handle {
        fn append(&self, bytes: &[u8]) -> io::Result<()> {
            self.with(|state, path| {
                let fits = state.room.unwrap_or(usize::MAX).min(bytes.len());
                state.room = state.room.map(|room| room - fits);
                // As much as there is room for is written.
                if let Some(file) = state.files.get_mut(path) {
                    file.cached.extend(&bytes[..fits]);
                }
                if fits == bytes.len() { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) }
            })
        }

        fn cut(&self, length: u64) -> io::Result<()> {
            self.with(|state, path| {
                if let Some(file) = state.files.get_mut(path) {
                    file.cached.truncate(length as usize);
                    file.durable.truncate(length as usize);
                }
                Ok(())
            })
        }

        fn sync(&self) -> io::Result<()> {
            self.with(|state, path| {
                let fails = 0 < state.failing;
                state.failing = state.failing.saturating_sub(1);
                let Some(file) = state.files.get_mut(path) else { return Ok(()) };
                if fails {
                    file.lost = true;
                    return Err(io::Error::other("the disk did not take it"));
                }
                if !file.lost {
                    file.durable = file.cached.clone();
                }
                Ok(())
            })
        }
    }
}
