//! The strip of shots: a picture each, the current one marked.

use std::collections::BTreeMap;

use bevy_ecs::prelude::*;
use bevy_egui::egui::{self, Align2, ColorImage, FontId, Rect, Sense, TextureHandle};
use maquette_document::{Id, Shot, Timeline, film, get};
use maquette_playback::{Playhead, Transport};
use maquette_time::Flicks;

use super::theme;

pub(super) const HEIGHT: f32 = 132.0;
const PICTURE_HEIGHT: f32 = 84.0;

/// The pictures of shots, as they come.
#[derive(Resource, Default)]
pub(super) struct Strip {
    textures: BTreeMap<Id, TextureHandle>,
    /// Pictures that are not on the device yet.
    fresh: Vec<(Id, ColorImage)>,
    current: Id,
}

impl Strip {
    pub(super) fn keep(&mut self, shot: Id, picture: &image::RgbImage) {
        let size = [picture.width() as usize, picture.height() as usize];
        self.fresh.push((shot, ColorImage::from_rgb(size, picture.as_raw())));
    }
}

pub(super) fn show(world: &mut World, ui: &mut egui::Ui) {
    let context = ui.ctx().clone();
    world.resource_scope(|world, mut strip: Mut<Strip>| {
        for (shot, picture) in std::mem::take(&mut strip.fresh) {
            let texture =
                context.load_texture(shot.to_string(), picture, egui::TextureOptions::LINEAR);
            strip.textures.insert(shot, texture);
        }
        let pressed = shots(world, ui, &mut strip);
        if let Some(place) = pressed {
            world.write_message(Transport::Seek(place));
        }
    });
}

fn shots(world: &World, ui: &mut egui::Ui, strip: &mut Strip) -> Option<Flicks> {
    let Some(timeline) = world.get_resource::<Timeline>().filter(|t| !t.shots().is_empty()) else {
        ui.centered_and_justified(|ui| {
            ui.label("This film has no shots. Make some from a script with `maquette make`, or from pictures with `maquette new`.")
        });
        return None;
    };
    let width = (PICTURE_HEIGHT * film(world).aspect.ratio()).clamp(40.0, 300.0);
    let current = timeline.at(world.resource::<Playhead>().time()).map_or(Id::NONE, |cut| cut.id);
    let moved = current != strip.current;
    strip.current = current;
    let mut pressed = None;
    let step = width + 8.0;
    egui::ScrollArea::horizontal().auto_shrink(false).show_viewport(ui, |ui, visible| {
        let count = timeline.shots().len();
        ui.set_min_size(egui::vec2(step * count as f32, HEIGHT - 24.0));
        let origin = ui.min_rect().min;
        let cell = |index: usize| {
            let min = origin + egui::vec2(index as f32 * step, 0.0);
            Rect::from_min_size(min, egui::vec2(width, PICTURE_HEIGHT))
        };
        // Only what is seen is laid out, so that a film of thousands costs no more.
        let first = (visible.left() / step).floor().max(0.0) as usize;
        let last = ((visible.right() / step).ceil().max(0.0) as usize).min(count);
        for index in first..last {
            let cut = &timeline.shots()[index];
            let rect = cell(index);
            let response = ui.interact(rect, ui.id().with(cut.id), Sense::click());
            draw(world, ui, strip, cut.id, rect, cut.id == current);
            if response.clicked() {
                pressed = Some(cut.span.start);
            }
        }
        let here = timeline.shots().iter().position(|cut| cut.id == current);
        if let Some(index) = here.filter(|_| moved) {
            ui.scroll_to_rect(cell(index).expand(step), None);
        }
    });
    pressed
}

fn draw(world: &World, ui: &egui::Ui, strip: &Strip, id: Id, rect: Rect, current: bool) {
    let painter = ui.painter();
    painter.rect_filled(rect, 4.0, theme::well());
    if let Some(texture) = strip.textures.get(&id) {
        let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
        painter.image(texture.id(), rect, whole, egui::Color32::WHITE);
    }
    if current {
        let stroke = egui::Stroke::new(2.0, theme::CURRENT);
        painter.rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Outside);
    }
    let Some(shot) = get::<Shot>(world, id) else { return };
    let words = format!("{:04}  {} {}", shot.number, shot.kind, shot.size);
    let colour = if current { theme::TEXT } else { theme::SECONDARY };
    let at = rect.left_bottom() + egui::vec2(0.0, 4.0);
    painter.text(at, Align2::LEFT_TOP, words, FontId::proportional(12.0), colour);
}
