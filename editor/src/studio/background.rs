//! What goes on behind the window: mixing the sound, drawing the pictures of the strip. Each on a thread with a
//! world of its own, so that no frame waits.

use std::sync::Arc;

use bevy_ecs::prelude::*;
use crossbeam_channel::{Receiver, Sender, TryRecvError, unbounded};
use maquette_document::{Change, Id, Media, Timeline, project};
use maquette_moment::BurnIns;
use maquette_playback::Sounding;
use maquette_sound::Mix;
use maquette_stage::Studio;
use maquette_time::Frame;

use super::Store;
use super::strip::Strip;

/// Pixels of a picture in the strip.
const SMALL: u32 = 180;

/// Work that is not done yet, and what comes of it.
#[derive(Resource)]
pub(super) struct Background {
    done: Receiver<Done>,
    mixing: bool,
    busy: bool,
}

enum Done {
    Mix(Arc<Mix>),
    Picture(Id, image::RgbImage),
}

impl Background {
    pub(super) fn start(changes: Vec<Change>, store: &Store) -> Self {
        let (results, done) = unbounded();
        let changes = Arc::new(changes);
        let (mixes, pictures) = (results.clone(), results);
        let (for_mix, for_pictures) = (store.clone(), store.clone());
        let shared = changes.clone();
        let mixing = spawn("mix", move || mix(&shared, &for_mix, &mixes));
        spawn("strip", move || draw_strip(&changes, &for_pictures, &pictures));
        Self { done, mixing, busy: true }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.busy
    }

    /// What a person should know is still missing.
    pub(super) fn doing(&self) -> Option<&str> {
        self.mixing.then_some("mixing the sound…")
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> bool {
    let thread = std::thread::Builder::new().name(name.into()).spawn(work);
    thread.inspect_err(|fault| tracing::warn!("no thread for {name}: {fault}")).is_ok()
}

fn mix(changes: &[Change], store: &Store, results: &Sender<Done>) {
    let mut world = World::new();
    project(&mut world, changes);
    match crate::output::mix(&world, &store.0) {
        Ok(baked) => {
            if results.send(Done::Mix(Arc::new(baked.mix))).is_err() {
                tracing::debug!("the window closed before its sound was mixed");
            }
        }
        Err(fault) => tracing::warn!("the sound could not be mixed: {fault:#}"),
    }
}

fn draw_strip(changes: &[Change], store: &Store, results: &Sender<Done>) {
    let mut world = World::new();
    project(&mut world, changes);
    let files = store.0.clone();
    let ratio = maquette_document::film(&world).aspect.ratio();
    let width = ((SMALL as f32 * ratio / 2.0).round() as u32 * 2).clamp(32, 640);
    let path_of = Box::new(move |media: &Media| files.path_of(media));
    let mut studio = match Studio::open(width, SMALL, path_of) {
        Ok(studio) => studio,
        Err(fault) => return tracing::warn!("the strip cannot be drawn: {fault}"),
    };
    let shots = world.get_resource::<Timeline>().map(|t| t.shots().to_vec()).unwrap_or_default();
    for cut in shots {
        let middle = Frame(cut.first.0 + cut.frames / 2);
        match maquette_render::still(&world, middle, &BurnIns::default(), &mut studio) {
            Ok(picture) => {
                if results.send(Done::Picture(cut.id, picture)).is_err() {
                    return;
                }
            }
            Err(fault) => tracing::warn!("a picture of the strip cannot be drawn: {fault}"),
        }
    }
}

/// Takes in what is done.
pub(super) fn gather(
    mut background: ResMut<Background>,
    mut sounding: ResMut<Sounding>,
    mut strip: ResMut<Strip>,
) {
    loop {
        match background.done.try_recv() {
            Ok(Done::Mix(mix)) => {
                sounding.0.set_mix(mix);
                background.mixing = false;
            }
            Ok(Done::Picture(shot, picture)) => strip.keep(shot, &picture),
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {
                background.mixing = false;
                background.busy = false;
                return;
            }
        }
    }
}
