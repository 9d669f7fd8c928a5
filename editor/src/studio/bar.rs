//! The transport bar: play, where the playhead is, what stands in for something, the line to scrub on.

use bevy_ecs::prelude::*;
use bevy_egui::egui::{self, Sense};
use maquette_document::{Shot, Timeline, film, get};
use maquette_playback::{Playhead, Sounding, Transport};
use maquette_sound::{Output, RATE};
use maquette_time::{Counting, Flicks, Frame, Timecode};

use super::background::Background;
use super::icons::{self, Icon};
use super::screen::Screen;
use super::theme;

pub(super) const HEIGHT: f32 = 64.0;

pub(super) fn show(world: &mut World, ui: &mut egui::Ui) {
    let playhead = *world.resource::<Playhead>();
    scrub(world, ui);
    ui.horizontal(|ui| {
        let (toggle, name) =
            if playhead.is_playing() { (Icon::Pause, "Pause") } else { (Icon::Play, "Play") };
        for (icon, name, key, request) in [
            (Icon::Head, "To the head", "Home", Transport::ToHead),
            (Icon::ShotBack, "Shot back", "Up", Transport::StepShots(-1)),
            (Icon::FrameBack, "Frame back", "Left", Transport::StepFrames(-1)),
            (toggle, name, "Space", Transport::Toggle),
            (Icon::FrameOn, "Frame on", "Right", Transport::StepFrames(1)),
            (Icon::ShotOn, "Shot on", "Down", Transport::StepShots(1)),
            (Icon::Tail, "To the end", "End", Transport::ToTail),
        ] {
            let button = icons::button(ui, icon, name);
            if button.on_hover_text(format!("{name} ({key})")).clicked() {
                world.write_message(request);
            }
        }
        ui.separator();
        ui.label(egui::RichText::new(place(world, playhead)).size(16.0));
        ui.label(egui::RichText::new(shot_words(world, playhead.time())).color(theme::SECONDARY));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(egui::RichText::new(remarks(world)).color(theme::SECONDARY));
        });
    });
}

fn place(world: &World, playhead: Playhead) -> String {
    let rate = film(world).rate;
    let counting = if rate.can_drop() { Counting::Drop } else { Counting::NonDrop };
    let frames = world.get_resource::<Timeline>().map_or(0, Timeline::frames);
    let label = |frame| Timecode::new(frame, rate, counting).to_string();
    format!("{} / {}", label(playhead.frame()), label(Frame(frames)))
}

fn shot_words(world: &World, time: Flicks) -> String {
    let cut = world.get_resource::<Timeline>().and_then(|timeline| timeline.at(time));
    let shot = cut.and_then(|cut| get::<Shot>(world, cut.id));
    shot.map_or_else(String::new, |shot| format!("{:04}  {}", shot.number, shot.why))
}

/// What is not as it will be, so that nobody is misled.
fn remarks(world: &World) -> String {
    let mut remarks = Vec::new();
    if let Some(doing) = world.resource::<Background>().doing() {
        remarks.push(doing.to_owned());
    }
    remarks.extend(device_words(&world.resource::<Sounding>().0.output()));
    let dropped = world.resource::<Screen>().dropped();
    if 0 < dropped {
        remarks.push(format!("{dropped} frames dropped"));
    }
    remarks.join("   ")
}

/// Where the sound goes, if that is not where it is expected to go.
fn device_words(output: &Output) -> Option<String> {
    match output {
        Output::Opening => Some("looking for a sound card…".into()),
        Output::Silent { why } => Some(format!("no sound: {why}")),
        Output::Card { rate, .. } if *rate != RATE => Some(format!("sound card at {rate} Hz")),
        Output::Card { .. } | Output::Captured => None,
    }
}

/// The whole film as a line with its cuts; pressing or dragging goes there.
fn scrub(world: &mut World, ui: &mut egui::Ui) {
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 16.0), Sense::click_and_drag());
    let Some(timeline) = world.get_resource::<Timeline>() else { return };
    let all = timeline.length().seconds().max(1e-6) as f32;
    let x_of = |time: Flicks| rect.left() + time.seconds() as f32 / all * rect.width();
    let painter = ui.painter();
    painter.rect_filled(rect, 4.0, theme::well());
    // Cuts nearer than a pixel would be a wall.
    let mut last = f32::MIN;
    for shot in timeline.shots() {
        let x = x_of(shot.span.start);
        if last + 2.0 < x {
            painter.vline(
                x,
                rect.y_range(),
                egui::Stroke::new(1.0, theme::VIDEO.gamma_multiply(0.6)),
            );
            last = x;
        }
    }
    let x = x_of(world.resource::<Playhead>().time());
    painter.vline(x, rect.expand(2.0).y_range(), egui::Stroke::new(2.0, theme::CURRENT));
    if let Some(pointer) = response.interact_pointer_pos() {
        let share = ((pointer.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
        world.write_message(Transport::Scrub(Flicks::from_seconds(f64::from(share * all))));
    }
}
