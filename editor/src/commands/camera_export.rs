//! `camera export`: the camera of a shot, in other people's formats.

use std::path::Path;

use anyhow::{Context, Result, bail};
use maquette_exchange::{CameraTrack, Exported, Prompt, camera_track, csv, glb, gltf, usda};

use crate::cli::CameraExport;
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Gltf,
    Glb,
    Usd,
    Csv,
    PromptText,
    PromptJson,
}

pub(crate) fn run(words: &CameraExport) -> Result<Outcome> {
    let format = format_of(words)?;
    let number: u32 = words
        .shot
        .parse()
        .with_context(|| format!("not a shot number: {:?}; use one such as 0030", words.shot))?;
    let film = OpenFilm::open_to_read(&words.film)?;
    let track = camera_track(&film.world, number).context("there is no camera to export")?;
    let exported = exported(&track, format)?;
    write_whole(&exported.bytes, &words.out).context("failed to write the camera")?;
    exported.lost.iter().for_each(|lost| note(lost));
    if format == Format::Usd && extension(&words.out) == "usd" {
        note("USD is written as text, which every reader of .usd takes; .usda says so");
    }
    say(&format!("wrote {} frames of camera into {}", track.frames(), words.out.display()));
    Ok(Outcome::Done)
}

fn exported(track: &CameraTrack, format: Format) -> Result<Exported> {
    let told = |text: String| Exported { bytes: text.into_bytes(), lost: Vec::new() };
    Ok(match format {
        Format::Gltf => gltf(track),
        Format::Glb => glb(track),
        Format::Usd => usda(track),
        Format::Csv => csv(track),
        Format::PromptText => told(Prompt::of(track).to_string()),
        Format::PromptJson => told(serde_json::to_string_pretty(&Prompt::of(track).json())? + "\n"),
    })
}

/// The format that was asked for, in the shape that the file's name asks for; else the one of its name.
fn format_of(words: &CameraExport) -> Result<Format> {
    let extension = extension(&words.out);
    let format = match extension.as_str() {
        "usdc" | "usdz" if !(words.gltf || words.csv || words.prompt) => {
            bail!(
                "USD is only written as text, not as .{extension}; name the file .usda: {:?}",
                words.out
            )
        }
        "glb" if words.gltf => Format::Glb,
        "json" if words.prompt => Format::PromptJson,
        _ if words.gltf => Format::Gltf,
        _ if words.usd => Format::Usd,
        _ if words.csv => Format::Csv,
        _ if words.prompt => Format::PromptText,
        "gltf" => Format::Gltf,
        "glb" => Format::Glb,
        "usda" | "usd" => Format::Usd,
        "csv" => Format::Csv,
        "txt" => Format::PromptText,
        "json" => Format::PromptJson,
        _ => bail!(
            "what to write cannot be told from the name; use --gltf, --usd, --csv or --prompt, or end it in .gltf, .glb, .usda, .csv, .txt or .json: {:?}",
            words.out
        ),
    };
    Ok(format)
}

pub(super) fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The file is whole, or as it was.
pub(super) fn write_whole(bytes: &[u8], out: &Path) -> Result<()> {
    let mut part = out.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let made = std::fs::write(part, bytes).and_then(|()| std::fs::rename(part, out));
    if made.is_err() && std::fs::remove_file(part).is_err() {
        tracing::debug!("nothing was begun");
    }
    made.with_context(|| format!("is the folder there?: {out:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{CameraVerb, Cli, Verb};
    use bevy_ecs::world::World;
    use clap::Parser;
    use maquette_document::{Edit, Id, Lens, Rig, Shot, changes_from_edits, project};
    use maquette_time::Flicks;

    #[track_caller]
    fn check(words: &[&str], expected: Option<Format>) {
        let all = ["maquette", "camera", "export", "film", "--shot", "0030"];
        let found = match Cli::try_parse_from(all.iter().chain(words)).map(|cli| cli.verb) {
            Ok(Verb::Camera { verb: CameraVerb::Export(words) }) => format_of(&words).ok(),
            _ => None,
        };
        assert_eq!(found, expected, "{words:?}");
    }

    #[test]
    fn a_format_is_the_one_asked_for_or_that_of_the_name() {
        check(&["-o", "a.glb"], Some(Format::Glb));
        check(&["--gltf", "-o", "a.GLB"], Some(Format::Glb));
        check(&["--gltf", "-o", "a"], Some(Format::Gltf));
        check(&["-o", "a.usd"], Some(Format::Usd));
        check(&["--usd", "-o", "a.txt"], Some(Format::Usd));
        check(&["--usd", "-o", "a.usdz"], None);
        check(&["-o", "a.usdc"], None);
        check(&["-o", "a.csv"], Some(Format::Csv));
        check(&["-o", "a.json"], Some(Format::PromptJson));
        check(&["--prompt", "-o", "a.words"], Some(Format::PromptText));
        check(&["-o", "a.fbx"], None);
        check(&["--csv", "--gltf", "-o", "a.csv"], None);
    }

    #[test]
    fn info_tells_the_millimetres_that_are_exported() {
        let shot = Id::hashed(&["shot"]);
        let lens = Lens { focal: 31.5, ..Lens::default() };
        let edits = [
            Edit::create(shot, &Shot { number: 30, length: Flicks::SECOND, ..Shot::default() }),
            Edit::create(Id::hashed(&["rig"]), &Rig { shot, lens, ..Rig::default() }),
        ];
        let mut world = World::new();
        project(&mut world, &changes_from_edits(&edits));
        let told = crate::commands::info::info(&world, Id::FILM)["shots"][0]["lens_mm"].as_f64();
        let track = camera_track(&world, 30).unwrap();
        let table = String::from_utf8(csv(&track).bytes).unwrap();
        let focal: f64 = table.lines().nth(1).unwrap().split(',').nth(9).unwrap().parse().unwrap();
        assert!((told.unwrap() - focal).abs() < 0.01, "{told:?} and {focal}");
    }
}
