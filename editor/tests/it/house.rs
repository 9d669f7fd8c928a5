//! The house stands as `docs/architecture.md` says: no crate sees more than its row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What crates without a renderer may see of Bevy.
const BARE_BEVY: [&str; 3] = ["bevy_app", "bevy_ecs", "bevy_math"];

struct Row {
    floor: u32,
    sees: Vec<String>,
    renderer: bool,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn table() -> BTreeMap<String, Row> {
    let page =
        std::fs::read_to_string(root().join("docs/architecture.md")).expect("the page is there");
    page.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [name, _, floor, sees, renderer] = cells[..] else { return None };
            let floor = floor.parse().ok()?;
            let sees = sees.split(',').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
            Some((
                name.to_owned(),
                Row { floor, sees: sees.collect(), renderer: renderer == "yes" },
            ))
        })
        .collect()
}

/// The names under `[dependencies]`.
fn dependencies(manifest: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(manifest).expect("a crate has a manifest");
    let mut section = "";
    let mut names = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[dependencies]"
            && let Some(name) = line.split(['.', ' ', '=']).next()
            && !name.is_empty()
        {
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn each_crate_sees_only_what_its_row_names() {
    let table = table();
    let crates: Vec<PathBuf> = std::fs::read_dir(root().join("plugins"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("Cargo.toml").exists())
        .collect();
    assert_eq!(crates.len(), table.len(), "every crate has a row and every row a crate");
    for path in crates {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let row = table.get(&name).unwrap_or_else(|| panic!("{name} has no row"));
        for dependency in dependencies(&path.join("Cargo.toml")) {
            if let Some(room) = dependency.strip_prefix("maquette_") {
                assert!(row.sees.iter().any(|s| s == room), "{name} sees {room}: not in its row");
                assert!(table[room].floor <= row.floor, "{name} sees {room} above it");
            }
            let bevy = dependency.starts_with("bevy") && !BARE_BEVY.contains(&dependency.as_str());
            assert!(!bevy || row.renderer, "{name} has no renderer, but sees {dependency}");
            assert!(dependency != "loro" || name == "document", "{name} names loro");
        }
    }
}
