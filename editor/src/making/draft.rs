//! A script as a file brings it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Paragraph, all, film as film_of};
use maquette_script::Script;

use crate::console::note;

/// One draft of a script.
pub(crate) struct Draft {
    /// What the film is called by it: the name of the file.
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
    pub(crate) script: Script,
}

impl Draft {
    /// Reads a script file, in Fountain or Final Draft's format, and tells what the latter could not keep.
    ///
    /// # Errors
    /// When there is none, it is too large, or no script.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let bytes = bytes_of(path)?;
        let (text, warnings) = maquette_script::script_from(&bytes)
            .with_context(|| format!("this is no script that can be staged: {path:?}"))?;
        for warning in warnings {
            note(&warning.to_string());
        }
        let script = maquette_script::parse(&text);
        let named = |part: Option<&std::ffi::OsStr>| {
            part.map_or_else(|| "film".into(), |name| name.to_string_lossy().into_owned())
        };
        Ok(Self {
            name: named(path.file_stem()),
            file: named(path.file_name()),
            bytes,
            text,
            script,
        })
    }

    /// The script that a film holds.
    pub(crate) fn of_film(world: &World) -> Self {
        let text = script_of(world);
        let name = film_of(world).name.clone();
        let script = maquette_script::parse(&text);
        let file = format!("{name}.fountain");
        Self { name, file, bytes: text.clone().into_bytes(), text, script }
    }
}

/// The script of a film, to the byte.
pub(crate) fn script_of(world: &World) -> String {
    all::<Paragraph>(world).into_iter().map(|(_, one)| one.source.as_str()).collect()
}

/// At most what a script may be; a folder or a device is none.
fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    let facts = std::fs::metadata(path)
        .with_context(|| format!("there is no such script; check the path: {path:?}"))?;
    if !facts.is_file() {
        bail!("this is no file; give a script in Fountain or Final Draft's .fdx: {path:?}");
    }
    let most = maquette_script::fdx::MAX_BYTES.max(maquette_script::MAX_BYTES) as u64;
    if most < facts.len() {
        bail!("the script is too large, {} bytes; the most is {most}: {path:?}", facts.len());
    }
    std::fs::read(path).with_context(|| format!("failed to read the script: {path:?}"))
}
