//! The music bed: what each scene asks for, and the cue that answers.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result};
use bevy_ecs::world::World;
use maquette_document::{Document, Id, Paragraph, Scene, Shot, Timeline, all, get};
use maquette_generate::{Backend, Held, Progress};
use maquette_sound::music::{MusicRequest, Spot, mood_of};
use maquette_time::Flicks;

use super::kept::{Kept, Made};
use crate::backends::Composer;

/// Where music is asked for, and by which words.
pub(crate) struct Score {
    order: MusicRequest,
}

/// The words of each scene of a staged film: heading, action and dialogue, in the order of the script.
fn scene_words(world: &World) -> BTreeMap<Id, String> {
    let mut words: BTreeMap<Id, String> = BTreeMap::new();
    for (_, shot) in all::<Shot>(world) {
        let text = words.entry(shot.scene).or_insert_with(|| {
            get::<Scene>(world, shot.scene).map(|s| s.heading.clone()).unwrap_or_default()
        });
        for line in &shot.lines {
            if let Some(paragraph) = get::<Paragraph>(world, *line) {
                text.push('\n');
                text.push_str(&paragraph.text);
            }
        }
    }
    words
}

impl Score {
    /// A cue as long as the film: a spot at the head of each scene.
    pub(crate) fn for_film(world: &World, seed: u32) -> Option<Self> {
        let timeline = world.get_resource::<Timeline>()?;
        let length = timeline.length();
        if length == Flicks::ZERO {
            return None;
        }
        let words = scene_words(world);
        let mut spots: Vec<Spot> = Vec::new();
        let mut scene = Id::NONE;
        for cut in timeline.shots() {
            let Some(shot) = get::<Shot>(world, cut.id) else { continue };
            if shot.scene != scene || spots.is_empty() {
                scene = shot.scene;
                let text = words.get(&scene).map(String::as_str).unwrap_or_default();
                spots.push(Spot::of_scene(cut.span.start, text));
            }
        }
        let all: Vec<&str> = words.values().map(String::as_str).collect();
        let mood = mood_of(&all.join("\n"));
        Some(Self { order: MusicRequest { length, mood, seed, spots, ..MusicRequest::default() } })
    }
}

/// Has the cue composed, or takes it from the store.
///
/// # Errors
/// When it cannot be composed or kept, or `cancel` was set.
pub(crate) fn compose(
    document: &Document,
    score: &Score,
    cancel: &AtomicBool,
    progress: &(dyn Fn(i64, i64) + Sync),
) -> Result<Made> {
    let kept = Kept::of(document)?;
    let request = Composer::request(&score.order)?;
    if let Some(made) = kept.find(document, &Composer, &request) {
        progress(100, 100);
        return Ok(made);
    }
    let report = |share: f32, _: &str| progress((share * 100.0) as i64, 100);
    let artifact = Composer
        .make(&request, &Held::default(), &Progress::new(cancel, &report))
        .context("the music could not be made")?;
    kept.keep(document, &Composer, &request, &artifact, String::new())
}
