//! `render`: a film, a folder of frames or of passes, or the sound alone.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{Shot, Timeline, film, get};
use maquette_moment::BurnIns;
use maquette_render::{FrameCounts, PictureJob, SoundCoding, render_stills};
use maquette_time::{Frame, parse_length};
use serde_json::json;

use crate::cli::{BurnIn, Render};
use crate::console::{Bar, Outcome, say, stop};
use crate::film::{OpenFilm, name_of};
use crate::output::{self, Container};
use crate::size::Size;

pub(crate) fn run(words: &Render) -> Result<Outcome> {
    let open = OpenFilm::open_to_read(&words.film)?;
    let (first, frames) = range(&open.world, words)?;
    let record = film(&open.world);
    let size = words.size.unwrap_or(Size { width: record.width, height: record.height });
    let job = PictureJob {
        first,
        frames,
        width: size.width,
        height: size.height,
        burn_ins: burn_ins(words.burn_in.as_deref()),
        cache: open.document.folder().join("proxy/video"),
    };
    let beside = |ending: &str| {
        let folder = open.document.folder();
        folder.with_file_name(format!("{}{ending}", name_of(folder)))
    };
    if !words.pass.is_empty() {
        let folder = folder_for_passes(words.out.as_deref(), beside("-passes"))?;
        return passes(&open, &job, words, &folder);
    }
    let out = words.out.clone().unwrap_or_else(|| beside(".mp4"));
    let (made, counts) = write(&open, &job, &out)?;
    if words.json {
        say(&serde_json::to_string(&json!({ "made": made, "frames": frames, "drawing": counts }))?);
    } else {
        say(&format!("made {}", made.display()));
    }
    Ok(Outcome::Done)
}

/// Where it was put, and how its frames came about where there are any.
fn write(open: &OpenFilm, job: &PictureJob, out: &Path) -> Result<(PathBuf, Option<FrameCounts>)> {
    let container = match extension_of(out).as_deref() {
        Some("wav") => {
            output::sound(open, job, out)?;
            return Ok((out.to_owned(), None));
        }
        Some(coded @ ("flac" | "mp3")) => {
            let coding = if coded == "flac" { SoundCoding::Flac } else { SoundCoding::Mp3 };
            output::coded_sound(open, job, out, coding)?;
            return Ok((out.to_owned(), None));
        }
        Some("mp4") => Container::Mp4,
        Some("mov") => Container::Mov,
        Some("gif") => Container::Gif,
        None => {
            stills(open, job, out)?;
            return Ok((out.to_owned(), None));
        }
        Some(other) => bail!(
            "what to make cannot be told from .{other}; use .mp4, .mov, .gif, .wav, .flac, .mp3 or a folder"
        ),
    };
    let made = output::film(open, job, out, container)?;
    Ok((made.path, Some(made.counts)))
}

/// What a file ends in; nothing for a folder.
fn extension_of(out: &Path) -> Option<String> {
    let ends_as_folder = out.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
    let extension = out.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.filter(|_| !ends_as_folder && !out.is_dir())
}

fn folder_for_passes(out: Option<&Path>, otherwise: PathBuf) -> Result<PathBuf> {
    let Some(out) = out else { return Ok(otherwise) };
    if let Some(extension) = extension_of(out) {
        bail!("passes are pictures of single frames, not .{extension}; give --out a folder: DIR/");
    }
    Ok(out.to_owned())
}

fn passes(open: &OpenFilm, job: &PictureJob, words: &Render, folder: &Path) -> Result<Outcome> {
    let mut kinds = words.pass.clone();
    kinds.sort_unstable();
    kinds.dedup();
    output::passes(open, job, &kinds, folder)?;
    if words.json {
        let names: Vec<String> =
            kinds.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect();
        let said = json!({ "made": folder, "frames": job.frames, "passes": names });
        say(&serde_json::to_string(&said)?);
    } else {
        say(&format!("made {}", folder.display()));
    }
    Ok(Outcome::Done)
}

fn stills(open: &OpenFilm, job: &PictureJob, folder: &Path) -> Result<()> {
    let mut studio = output::studio(open, Size { width: job.width, height: job.height })?;
    let mut bar = Bar::new("frames");
    render_stills(&open.world, job, folder, &mut studio, stop(), &mut |p| {
        bar.show(p.done, p.total)
    })?;
    Ok(())
}

/// The frames that were asked for: all, a range, or a shot.
fn range(world: &World, words: &Render) -> Result<(Frame, i64)> {
    let timeline = world.get_resource::<Timeline>().context("the film is empty")?;
    let all = timeline.frames();
    if all == 0 {
        bail!("the film is empty: it has no shots; make some first");
    }
    if let Some(number) = &words.shot {
        let wanted: u32 =
            number.parse().with_context(|| format!("not a shot number: {number:?}"))?;
        let cut = timeline
            .shots()
            .iter()
            .find(|cut| get::<Shot>(world, cut.id).is_some_and(|shot| shot.number == wanted))
            .with_context(|| format!("the film has no shot {wanted:04}; see `maquette info`"))?;
        return Ok((cut.first, cut.frames));
    }
    let Some(text) = &words.range else { return Ok((Frame(0), all)) };
    let (from, to) = text
        .split_once("..")
        .with_context(|| format!("not a range: {text:?}; use A..B, such as 2s..10s"))?;
    let rate = film(world).rate;
    let border = |text: &str, default: i64| -> Result<i64> {
        if text.is_empty() { Ok(default) } else { Ok(rate.border_at(parse_length(text, rate)?).0) }
    };
    let (from, to) = (border(from, 0)?, border(to, all)?.min(all));
    if to <= from {
        bail!("the range {text:?} holds no frame of the film, which has {all}");
    }
    Ok((Frame(from), to - from))
}

/// Captions are part of the picture unless something else is said.
pub(crate) fn burn_ins(wanted: Option<&[BurnIn]>) -> BurnIns {
    let wanted = wanted.unwrap_or(&[BurnIn::Captions]);
    let shown = |what: BurnIn| wanted.contains(&what).then(String::new);
    BurnIns {
        timecode: shown(BurnIn::Timecode),
        shot: shown(BurnIn::Shot),
        captions: wanted.contains(&BurnIn::Captions),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Verb};
    use clap::Parser;

    fn parsed(words: &str) -> Result<Render, clap::Error> {
        let line = format!("maquette render film {words}");
        match Cli::try_parse_from(line.split_whitespace())?.verb {
            Verb::Render(render) => Ok(render),
            other => panic!("not render: {other:?}"),
        }
    }

    #[test]
    fn passes_go_into_a_folder_and_nothing_else() {
        let to = |out: &str| folder_for_passes(Some(Path::new(out)), PathBuf::new());
        assert_eq!(to("out/passes.v2/").unwrap(), Path::new("out/passes.v2/"));
        assert_eq!(
            folder_for_passes(None, "film-passes".into()).unwrap(),
            Path::new("film-passes")
        );
        for file in ["a.mp4", "a.mov", "a.wav", "a.GIF", "a.exr"] {
            let refused = to(file).unwrap_err().to_string();
            assert!(refused.contains("--out a folder"), "{refused}");
        }
    }

    #[test]
    fn a_pass_that_is_none_is_refused_with_those_that_are() {
        let refused = parsed("--pass depth,albedo").unwrap_err().to_string();
        for name in ["albedo", "depth", "disparity", "normal", "line", "pose"] {
            assert!(refused.contains(name), "{refused}");
        }
        assert_eq!(parsed("--pass pose,depth").unwrap().pass.len(), 2);
    }

    #[test]
    fn nothing_is_burnt_into_passes() {
        let refused = parsed("--pass depth --burn-in shot").unwrap_err().to_string();
        assert!(refused.contains("--burn-in"), "{refused}");
    }
}
