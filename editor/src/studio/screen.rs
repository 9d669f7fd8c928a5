//! The picture: the moment at the playhead, drawn when it changes.

use std::sync::Arc;

use bevy_app::prelude::*;
use bevy_asset::Assets;
use bevy_ecs::prelude::*;
use bevy_egui::egui::{self, Rect, TextureId};
use bevy_egui::{EguiTextureHandle, EguiUserTextures};
use bevy_image::Image;
use maquette_document::{Card, Id, Media, Timeline, film, get, of_shot};
use maquette_moment::{Moment, moment};
use maquette_playback::{PictureRing, PlaybackSystems, Playhead, Wanted};
use maquette_stage::{Loading, Picture, Scenery, StageScreen};
use maquette_time::{Flicks, Frame};

use super::Store;

/// Bytes of decoded pictures ahead of the playhead.
const AHEAD_BYTES: usize = 512 << 20;
/// How far ahead pictures are decoded.
const AHEAD: Flicks = Flicks(Flicks::SECOND.0 * 2);
/// The picture is drawn at most this high in the window; larger is only larger on screen.
const TALLEST: u32 = 1080;

/// Keeps the stage's screen at the moment of the playhead.
pub(super) struct ScreenPlugin;

impl Plugin for ScreenPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(Startup, set_up).add_systems(Update, draw.after(PlaybackSystems));
    }
}

/// What the window shows, and what it is about to.
#[derive(Resource)]
pub(super) struct Screen {
    scenery: Scenery,
    ring: Option<PictureRing>,
    shown: Option<[u8; 32]>,
    frame: Option<Frame>,
    last: Vec<(Id, Arc<Picture>)>,
    size: [u32; 2],
    texture: TextureId,
}

impl Screen {
    /// Pictures of sequences that were due and not decoded in time.
    pub(super) fn dropped(&self) -> u64 {
        self.ring.as_ref().map_or(0, PictureRing::dropped)
    }
}

fn set_up(
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    mut textures: ResMut<EguiUserTextures>,
    mut stage: ResMut<StageScreen>,
    films: Query<&maquette_document::Film>,
    store: Res<Store>,
) {
    let record = films.iter().next().cloned().unwrap_or_default();
    let share = f64::from(TALLEST) / f64::from(record.height.max(TALLEST));
    let side = |pixels: u32| ((f64::from(pixels) * share / 2.0).round() as u32 * 2).max(16);
    let size = [side(record.width), side(record.height)];
    stage.image = images.add(StageScreen::image(size[0], size[1]));
    let texture = textures.add_image(EguiTextureHandle::Strong(stage.image.clone()));
    let store = store.0.clone();
    let path_of = Box::new(move |media: &Media| store.path_of(media));
    let ring = PictureRing::new(AHEAD_BYTES, |wanted| Picture::read(&wanted.path).ok());
    commands.insert_resource(Screen {
        scenery: Scenery::new(path_of, Loading::Elsewhere),
        ring: ring
            .inspect_err(|fault| tracing::warn!("pictures cannot be read ahead: {fault}"))
            .ok(),
        shown: None,
        frame: None,
        last: Vec::new(),
        size,
        texture,
    });
}

fn draw(world: &mut World) {
    world.resource_scope(|world, mut screen: Mut<Screen>| {
        let playhead = *world.resource::<Playhead>();
        let now = film(world).rate.start_of(playhead.frame());
        let Some(mut moment) = moment(world, now) else { return };
        // The bar says these.
        (moment.burn_ins.timecode, moment.burn_ins.shot) = (None, None);
        let stepped = screen.frame != Some(playhead.frame());
        screen.frame = Some(playhead.frame());
        let arrived = screen.fetch(world, &moment, playhead.is_playing() && stepped)
            | screen.scenery.models_came();
        let key = moment.key();
        if screen.shown == Some(key) && !arrived {
            return;
        }
        let size = screen.size;
        match screen.scenery.drawing(world, &moment, size) {
            Ok(drawing) => {
                screen.shown = Some(key);
                world.resource_mut::<StageScreen>().drawing = Some(Arc::new(drawing));
            }
            Err(fault) => tracing::warn!("the moment cannot be drawn: {fault}"),
        }
    });
}

impl Screen {
    /// Hands the pictures that the moment shows to the scenery, and asks for those that come next. A picture that
    /// is not there keeps the place of the one before it. Says whether one arrived.
    fn fetch(&mut self, world: &World, moment: &Moment, due: bool) -> bool {
        let Some(ring) = &mut self.ring else { return false };
        ring.look_ahead(&coming(world, moment));
        let mut arrived = false;
        for card in &moment.cards {
            if !self.scenery.missing(moment).contains(&card.media) {
                continue;
            }
            if let Some(picture) = ring.take(card.media, due) {
                self.scenery.keep(card.media, picture.clone());
                self.last.retain(|(shot, _)| *shot != moment.shot);
                self.last.push((moment.shot, picture));
                arrived = true;
            } else if let Some((_, last)) = self.last.iter().find(|(shot, _)| *shot == moment.shot)
            {
                self.scenery.stand_in(card.media, last.clone());
            }
        }
        arrived
    }
}

/// The pictures from this moment on, soonest first.
fn coming(world: &World, moment: &Moment) -> Vec<Wanted> {
    let store = &world.resource::<Store>().0;
    let Some(timeline) = world.get_resource::<Timeline>() else { return Vec::new() };
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut ask = |id: Id| {
        if let Some(media) = get::<Media>(world, id)
            && wanted.iter().all(|known| known.media != id)
        {
            wanted.push(Wanted { media: id, path: store.path_of(media) });
        }
    };
    for cut in timeline.shots() {
        if cut.span.end() <= moment.time || moment.time + AHEAD < cut.span.start {
            continue;
        }
        for (_, card) in of_shot::<Card>(world, cut.id) {
            let Some(sequence) = &card.sequence else {
                ask(card.media);
                continue;
            };
            let into = (moment.time - cut.span.start).max(Flicks::ZERO);
            let first = sequence.rate.frame_at(into).0 + i64::from(sequence.trim);
            let count = sequence.rate.frame_at(AHEAD).0;
            let first = usize::try_from(first).unwrap_or(0).min(sequence.media.len());
            let last = (first + count as usize).min(sequence.media.len());
            sequence.media[first..last].iter().copied().for_each(&mut ask);
        }
    }
    wanted
}

/// The picture as large as there is room for.
pub(super) fn show(world: &mut World, ui: &mut egui::Ui) {
    let Some(screen) = world.get_resource::<Screen>() else { return };
    let room = ui.available_rect_before_wrap();
    let [width, height] = screen.size.map(|side| side as f32);
    let scale = (room.width() / width).min(room.height() / height);
    let rect = Rect::from_center_size(room.center(), egui::vec2(width, height) * scale);
    let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
    ui.painter().image(screen.texture, rect, whole, egui::Color32::WHITE);
}
