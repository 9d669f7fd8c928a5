//! The signs of the transport, drawn: 16 points on one stroke, as all icons of the studio.

use bevy_egui::egui::{self, Color32, Pos2, Response, Sense, Shape, Stroke, Vec2, WidgetInfo};

use super::theme;

/// What a button of the transport shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    Head,
    ShotBack,
    FrameBack,
    Play,
    Pause,
    FrameOn,
    ShotOn,
    Tail,
}

const SIZE: Vec2 = Vec2::new(32.0, 24.0);

/// A button that shows `icon`; `name` is what it is called aloud.
pub(super) fn button(ui: &mut egui::Ui, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::click());
    let style = *ui.style().interact(&response);
    let painter = ui.painter();
    painter.rect(
        rect,
        style.corner_radius,
        style.weak_bg_fill,
        style.bg_stroke,
        egui::StrokeKind::Inside,
    );
    let colour = if icon == Icon::Pause { theme::CURRENT } else { theme::TEXT };
    painter.extend(shapes(icon, rect.center(), colour));
    response.widget_info(|| WidgetInfo::labeled(egui::WidgetType::Button, true, name));
    response
}

fn shapes(icon: Icon, at: Pos2, colour: Color32) -> Vec<Shape> {
    let bar = |x: f32, width: f32| {
        let rect = egui::Rect::from_center_size(at + egui::vec2(x, 0.0), egui::vec2(width, 11.0));
        Shape::rect_filled(rect, 0.5, colour)
    };
    // A triangle `wide` points long whose tip looks to the right, or to the left where that is negative.
    let arrow = |x: f32, wide: f32| {
        let corner = |dx: f32, dy: f32| at + egui::vec2(x + dx, dy);
        let half = wide / 2.0;
        let corners = vec![corner(-half, -5.5), corner(half, 0.0), corner(-half, 5.5)];
        Shape::convex_polygon(corners, colour, Stroke::NONE)
    };
    match icon {
        Icon::Head => vec![bar(-5.5, 1.75), arrow(1.5, -9.0)],
        Icon::ShotBack => vec![arrow(-3.5, -7.0), arrow(4.0, -7.0)],
        Icon::FrameBack => vec![arrow(-2.0, -8.0), bar(5.0, 1.75)],
        Icon::Play => vec![arrow(0.75, 10.0)],
        Icon::Pause => vec![bar(-3.0, 3.25), bar(3.0, 3.25)],
        Icon::FrameOn => vec![bar(-5.0, 1.75), arrow(2.0, 8.0)],
        Icon::ShotOn => vec![arrow(-4.0, 7.0), arrow(3.5, 7.0)],
        Icon::Tail => vec![arrow(-1.5, 9.0), bar(5.5, 1.75)],
    }
}
