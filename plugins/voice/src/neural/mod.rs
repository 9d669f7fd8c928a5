//! Voices that are networks: Piper's and Kokoro's, where their files are found; none comes with Maquette.
//!
//! A network in ONNX is run by `rten`, on the processor ([`onnx`]). What it is given are sounds, as espeak-ng tells
//! them, always as a program ([`phonemes`]). Noise that a network adds is seeded ([`seeds`]), so that a line comes
//! out the same each time on one machine; on another one the last bits of a sum may differ.

mod kokoro;
mod npz;
mod onnx;
mod phonemes;
mod piper;
mod repitch;
mod seeds;

pub use kokoro::Kokoro;
pub use piper::Piper;

use std::path::{Path, PathBuf};

/// `rten` of the workspace's `Cargo.toml`: another one may round otherwise.
const RUNTIME: &str = "rten 0.27";
/// Folders in folders, and entries, that are looked through.
const DEEPEST: usize = 6;
const MOST_ENTRIES: usize = 5_000;

/// Where voices are looked for: the folders of `MAQUETTE_VOICES`, this person's own, this machine's.
pub fn voice_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    if let Some(named) = std::env::var_os("MAQUETTE_VOICES") {
        folders.extend(std::env::split_paths(&named).filter(|path| !path.as_os_str().is_empty()));
    }
    let own = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    folders.extend(own.map(|data| data.join("maquette/voices")));
    folders.push("/usr/share/piper-voices".into());
    folders
}

/// The networks in `folders` and what is in them, in order of their names, each once.
fn networks(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut left = MOST_ENTRIES;
    for folder in folders {
        look_through(folder, DEEPEST, &mut left, &mut found);
    }
    found
}

fn look_through(folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<PathBuf>) {
    // A folder that is not there, or is another's, holds no voices.
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.take(*left).flatten().map(|entry| entry.path()).collect();
    *left = left.saturating_sub(paths.len());
    paths.sort();
    for path in paths {
        let is_network = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("onnx"));
        if is_network && path.is_file() && !found.contains(&path) {
            found.push(path);
        } else if 0 < depth && path.is_dir() && !path.is_symlink() {
            look_through(&path, depth - 1, left, found);
        }
    }
}

/// The name of a file without its ending.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The voices of the tests: see `tools/oracles/voices.py`.
    pub(super) fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices")
    }

    /// A sound that onnxruntime gave for one of them.
    #[derive(serde::Deserialize)]
    pub(super) struct Golden {
        pub(super) voice: String,
        pub(super) ids: Vec<i32>,
        pub(super) length: Option<f32>,
        pub(super) sid: Option<i32>,
        pub(super) speed: Option<f32>,
        count: usize,
        samples: Vec<(usize, f32)>,
    }

    impl Golden {
        pub(super) fn all() -> Vec<Self> {
            serde_json::from_slice(&std::fs::read(folder().join("golden.json")).unwrap()).unwrap()
        }

        #[track_caller]
        pub(super) fn check(&self, heard: &[f32]) {
            assert_eq!(heard.len(), self.count, "{}", self.voice);
            for (at, sample) in &self.samples {
                assert!(
                    (heard[*at] - sample).abs() < 2e-5,
                    "{} at {at}: {} for {sample}",
                    self.voice,
                    heard[*at]
                );
            }
        }
    }

    #[test]
    fn the_runtime_is_the_one_that_is_built_in() {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml");
        let manifest = std::fs::read_to_string(workspace).unwrap();
        let (name, version) = RUNTIME.split_once(' ').unwrap();
        assert!(manifest.contains(&format!("\n{name} = {{ version = \"{version}\"")), "{RUNTIME}");
    }

    #[test]
    fn voices_are_found_in_folders_of_folders() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("en/en_US/amy");
        std::fs::create_dir_all(&deep).unwrap();
        for name in ["b.onnx", "a.ONNX", "a.onnx.json", "notes.txt"] {
            std::fs::write(deep.join(name), "").unwrap();
        }
        let found = networks(&[root.path().into(), "/nowhere".into(), root.path().into()]);
        assert_eq!(found, [deep.join("a.ONNX"), deep.join("b.onnx")]);
    }
}
