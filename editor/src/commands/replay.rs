//! `replay`: generated work made again and compared.

use anyhow::{Result, bail};
use maquette_document::{Id, Manifest, Take, all, get};
use maquette_generate::{Progress, Verdict, replay};
use serde_json::json;

use crate::backends::{self, StoredInputs};
use crate::cli::Replay;
use crate::console::{Bar, Outcome, say, stop};
use crate::film::OpenFilm;

pub(crate) fn run(words: &Replay) -> Result<Outcome> {
    let open = OpenFilm::open_to_read(&words.film)?;
    let wanted: Vec<Id> = words.takes.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
    let takes: Vec<(Id, &Take)> = all::<Take>(&open.world)
        .into_iter()
        .filter(|(id, take)| wanted.is_empty() || wanted.contains(id) || wanted.contains(&take.of))
        .collect();
    if takes.len() < wanted.len() {
        bail!("the film has no such take; see the takes with `maquette replay FILM --json`");
    }
    // Takes that came of one piece of work, such as the shots of a staging, share its manifest.
    let mut manifests: Vec<Id> = Vec::new();
    for (_, take) in &takes {
        if !manifests.contains(&take.manifest) {
            manifests.push(take.manifest);
        }
    }
    let backends = backends::all_backends();
    let inputs = StoredInputs::of(open.document.media(), &open.world);
    let (mut results, mut different) = (Vec::new(), 0);
    let mut bar = Bar::new("replay");
    for (index, id) in manifests.iter().enumerate() {
        let Some(manifest) = get::<Manifest>(&open.world, *id) else { continue };
        let quiet = |_: f32, _: &str| {};
        let verdict = replay(manifest, &backends, &inputs, &Progress::new(stop(), &quiet))?.verdict;
        different += usize::from(!matches!(verdict, Verdict::Identical));
        let label = backends::label(manifest);
        results.push((id, label, verdict));
        bar.show(index as i64 + 1, manifests.len() as i64);
    }
    if words.json {
        let rows: Vec<_> = results
            .iter()
            .map(|(id, label, verdict)| {
                json!({ "manifest": id.to_string(), "what": label, "verdict": verdict.to_string() })
            })
            .collect();
        say(&serde_json::to_string_pretty(&rows)?);
    } else {
        for (_, label, verdict) in &results {
            say(&format!("{verdict}: {label}"));
        }
        say(&format!("{} made again, {different} not identical", results.len()));
    }
    Ok(if different == 0 { Outcome::Done } else { Outcome::Found })
}
