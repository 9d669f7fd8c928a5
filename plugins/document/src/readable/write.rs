//! A film into a folder of text.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use ron::ser::PrettyConfig;

use super::sparse::Page;
use super::{LOOSE, OF_SHOT, ORDER, PAGES, SHOTS};
use crate::compare::shot_of;
use crate::folder::write_whole;
use crate::{Fields, Id, Kind, State};

/// Writes `film` into `folder`: files that are the same already are left alone, those of shots that are gone are
/// removed. What else is in the folder stays.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_film(film: &State, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join(SHOTS))?;
    for (name, kinds) in PAGES {
        let page = kinds.iter().map(|kind| (*kind, film.of_kind(*kind).collect())).collect();
        put(&folder.join(name), name.trim_end_matches(".ron"), &Page(page))?;
    }
    let shots: Vec<(Id, &Fields)> = film.of_kind(Kind::Shot).collect();
    let living: BTreeSet<Id> = shots.iter().map(|(id, _)| *id).collect();
    let mut names = Vec::new();
    for (id, fields) in &shots {
        let number = fields.get("number").and_then(serde_json::Value::as_u64).unwrap_or(0);
        let letters = id.to_string();
        let name = format!("{number:04}-{}.ron", letters[letters.len() - 8..].to_lowercase());
        let mut page = vec![(Kind::Shot, vec![(*id, *fields)])];
        let of_shot = |kind| film.of_kind(kind).filter(|(_, part)| shot_of(part) == *id).collect();
        page.extend(OF_SHOT.map(|kind| (kind, of_shot(kind))));
        put(&folder.join(SHOTS).join(&name), &format!("shot {number:04}"), &Page(page))?;
        names.push(name);
    }
    let loose = |kind: Kind| {
        let parts = film.of_kind(kind).filter(|(_, part)| !living.contains(&shot_of(part)));
        (kind, parts.collect())
    };
    put(&folder.join(LOOSE), "what belongs to no shot", &Page(OF_SHOT.map(loose).to_vec()))?;
    put(&folder.join(ORDER), "the shots, in the order of the film", &names)?;
    remove_others(&folder.join(SHOTS), &names)
}

fn put(path: &Path, what: &str, page: &impl serde::Serialize) -> io::Result<()> {
    let style = PrettyConfig::new().depth_limit(4).new_line("\n").indentor("    ");
    let text = ron::ser::to_string_pretty(page, style).map_err(io::Error::other)?;
    let text = format!("// Maquette: {what}. Times are in flicks, 705600000 a second.\n{text}\n");
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    write_whole(path, text.as_bytes())
}

/// Files of shots that an earlier export wrote, and that are in the film no more.
fn remove_others(folder: &Path, names: &[String]) -> io::Result<()> {
    for path in crate::folder::files_in(folder, "ron")? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ours = fs::read_to_string(&path).is_ok_and(|text| text.starts_with("// Maquette: "));
        if ours && !names.contains(&name) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
