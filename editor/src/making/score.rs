//! The music of a film: a cue a reel, by what its scenes ask for.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result};
use bevy_ecs::world::World;
use maquette_document::{Document, Id, Paragraph, Scene, Shot, Timeline, all, get};
use maquette_generate::{Backend, Held, Progress};
use maquette_music::{MusicRequest, Spot, mood_of};
use maquette_time::{Flicks, Span};

use super::kept::{Kept, Made};
use super::reels::reels;
use crate::backends::Composer;

/// A cue that a reel asks for.
pub(crate) struct Score {
    /// What the reel begins with: a scene, or a shot of one that is longer than a reel.
    pub(crate) head: Id,
    /// Where the reel begins in the film.
    pub(crate) at: Flicks,
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

/// A cut of the film, with the scene that it belongs to and whether that begins with it.
struct Cut {
    shot: Id,
    scene: Id,
    at: Flicks,
    begins: bool,
}

impl Score {
    /// The cues of a film, each as long as its reel, with a spot at the head of each scene.
    pub(crate) fn for_film(world: &World, seed: u32) -> Vec<Self> {
        let Some(timeline) = world.get_resource::<Timeline>() else { return Vec::new() };
        let mut scene = Id::NONE;
        let mut cuts = Vec::new();
        for cut in timeline.shots() {
            let Some(shot) = get::<Shot>(world, cut.id) else { continue };
            let begins = shot.scene != scene || cuts.is_empty();
            scene = shot.scene;
            cuts.push(Cut { shot: cut.id, scene, at: cut.span.start, begins });
        }
        let words = scene_words(world);
        let heads: Vec<Flicks> = cuts.iter().filter(|cut| cut.begins).map(|cut| cut.at).collect();
        let all_cuts: Vec<Flicks> = cuts.iter().map(|cut| cut.at).collect();
        reels(timeline.length(), &heads, &all_cuts)
            .into_iter()
            .filter_map(|reel| Self::for_reel(&cuts, &words, reel, seed))
            .collect()
    }

    fn for_reel(cuts: &[Cut], words: &BTreeMap<Id, String>, reel: Span, seed: u32) -> Option<Self> {
        let inside: Vec<&Cut> = cuts.iter().filter(|cut| reel.contains(cut.at)).collect();
        let first = inside.first()?;
        let scenes: Vec<&Cut> =
            inside.iter().copied().filter(|cut| cut.begins || cut.shot == first.shot).collect();
        let text_of = |cut: &&Cut| words.get(&cut.scene).map(String::as_str).unwrap_or_default();
        let spots =
            scenes.iter().map(|cut| Spot::of_scene(cut.at - reel.start, text_of(cut))).collect();
        let texts: Vec<&str> = scenes.iter().map(text_of).collect();
        let mood = mood_of(&texts.join("\n"));
        // The head of the film has the film's own seed; each other reel one by what it begins with.
        let seed = if reel.start == Flicks::ZERO { seed } else { seed_at(first.scene, seed) };
        let order = MusicRequest { length: reel.length, mood, seed, spots, ..Default::default() };
        let head = if first.begins { first.scene } else { first.shot };
        Some(Self { head, at: reel.start, order })
    }
}

fn seed_at(scene: Id, seed: u32) -> u32 {
    let hash = blake3::hash(format!("reel {scene} {seed}").as_bytes());
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// Has each cue composed, or takes it from the store.
///
/// # Errors
/// When one cannot be composed or kept, or `cancel` was set: those made until then are kept.
pub(crate) fn compose(
    document: &Document,
    scores: &[Score],
    cancel: &AtomicBool,
    progress: &(dyn Fn(i64, i64) + Sync),
) -> Result<Vec<Made>> {
    let kept = Kept::of(document)?;
    let total = scores.len() as i64 * 100;
    let mut made = Vec::with_capacity(scores.len());
    for (number, score) in scores.iter().enumerate() {
        let before = number as i64 * 100;
        let request = Composer::request(&score.order)?;
        if let Some(cue) = kept.find(document, &Composer, &request) {
            progress(before + 100, total);
            made.push(cue);
            continue;
        }
        let report = |share: f32, _: &str| progress(before + (share * 100.0) as i64, total);
        let artifact = Composer
            .make(&request, &Held::default(), &Progress::new(cancel, &report))
            .context("the music could not be made")?;
        made.push(kept.keep(document, &Composer, &request, &artifact, String::new())?);
    }
    Ok(made)
}
