//! Quiet, dense, exact: the picture is the brightest thing on the screen.

use bevy_ecs::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle,
};

const SURFACE: [Color32; 3] = [
    Color32::from_rgb(0x17, 0x18, 0x1b),
    Color32::from_rgb(0x1e, 0x20, 0x24),
    Color32::from_rgb(0x26, 0x29, 0x2e),
];
const LINE: Color32 = Color32::from_rgb(0x33, 0x37, 0x3d);
pub(super) const TEXT: Color32 = Color32::from_rgb(0xe6, 0xe4, 0xdf);
pub(super) const SECONDARY: Color32 = Color32::from_rgb(0xa3, 0xa7, 0xad);
/// What is current.
pub(super) const CURRENT: Color32 = Color32::from_rgb(0xe0, 0xa1, 0x3a);
/// Video, as panels colour it.
pub(super) const VIDEO: Color32 = Color32::from_rgb(0x5b, 0x7f, 0xa6);

pub(super) fn panel() -> egui::Frame {
    egui::Frame::new().fill(SURFACE[1]).inner_margin(8)
}

pub(super) fn ground() -> egui::Frame {
    egui::Frame::new().fill(SURFACE[0]).inner_margin(12)
}

pub(super) fn well() -> Color32 {
    SURFACE[2]
}

/// Our own type and colours.
pub(super) fn apply(mut contexts: EguiContexts) -> Result<(), BevyError> {
    let context = contexts.ctx_mut()?;
    let mut fonts = FontDefinitions::empty();
    let face = |bytes: &'static [u8]| FontData::from_static(bytes).into();
    fonts.font_data.insert("regular".into(), face(maquette_text::REGULAR));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".into()]);
    }
    context.set_fonts(fonts);
    context.set_theme(egui::Theme::Dark);
    context.all_styles_mut(|style| {
        for (name, size) in [
            (TextStyle::Small, 12.0),
            (TextStyle::Body, 13.0),
            (TextStyle::Button, 13.0),
            (TextStyle::Monospace, 13.0),
            (TextStyle::Heading, 16.0),
        ] {
            style.text_styles.insert(name, FontId::proportional(size));
        }
        style.animation_time = 0.0;
        style.spacing.item_spacing = egui::vec2(8.0, 4.0);
        let visuals = &mut style.visuals;
        visuals.panel_fill = SURFACE[1];
        visuals.extreme_bg_color = SURFACE[0];
        visuals.override_text_color = Some(TEXT);
        for widget in [
            &mut visuals.widgets.noninteractive,
            &mut visuals.widgets.inactive,
            &mut visuals.widgets.hovered,
            &mut visuals.widgets.active,
        ] {
            widget.corner_radius = CornerRadius::same(4);
            widget.bg_stroke = Stroke::new(1.0, LINE);
            widget.weak_bg_fill = SURFACE[2];
            widget.bg_fill = SURFACE[2];
        }
        visuals.widgets.hovered.bg_stroke = Stroke::new(1.0, SECONDARY);
    });
    Ok(())
}
