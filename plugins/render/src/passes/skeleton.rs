//! Figures as OpenPose draws them, which models that follow a pose were shown.
//!
//! Colours and limbs are those of the pictures that ControlNet's OpenPose models were trained on: a limb is an
//! ellipse in six tenths of its colour, a joint a dot in all of it. Their pen is 4 pixels for a picture of 512.

use image::RgbImage;
use maquette_stage::{SeenFigure, SeenJoint, Sight, Survey};
use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Transform};

/// Which joints a limb lies between, in the order in which limbs are laid.
pub(super) const LIMBS: [[usize; 2]; 17] = [
    [1, 2],
    [1, 5],
    [2, 3],
    [3, 4],
    [5, 6],
    [6, 7],
    [1, 8],
    [8, 9],
    [9, 10],
    [1, 11],
    [11, 12],
    [12, 13],
    [1, 0],
    [0, 14],
    [14, 16],
    [0, 15],
    [15, 17],
];
/// Of limbs by their order, and of joints by theirs.
const COLOURS: [[u8; 3]; 18] = [
    [255, 0, 0],
    [255, 85, 0],
    [255, 170, 0],
    [255, 255, 0],
    [170, 255, 0],
    [85, 255, 0],
    [0, 255, 0],
    [0, 255, 85],
    [0, 255, 170],
    [0, 255, 255],
    [0, 170, 255],
    [0, 85, 255],
    [0, 0, 255],
    [85, 0, 255],
    [170, 0, 255],
    [255, 0, 255],
    [255, 0, 170],
    [255, 0, 85],
];
const PEN: f32 = 4.0 / 512.0;

/// What is seen of the figures, as large as the frame of `survey`.
pub(super) fn pose_picture(survey: &Survey, figures: &[SeenFigure]) -> RgbImage {
    let [width, height] = survey.size();
    let empty = || RgbImage::new(width, height);
    let Some(mut sheet) = Pixmap::new(width, height) else { return empty() };
    let Some(dot) = PathBuilder::from_circle(0.0, 0.0, 1.0) else { return empty() };
    sheet.fill(Color::BLACK);
    let place = survey.picture();
    let pen = place.width.min(place.height) as f32 * PEN;
    for figure in figures {
        let seen = |joint: usize| {
            figure.joints[joint].filter(|joint: &SeenJoint| joint.sight == Sight::Seen)
        };
        for ([from, to], colour) in LIMBS.into_iter().zip(COLOURS) {
            if let (Some(from), Some(to)) = (seen(from), seen(to)) {
                let (middle, half) = ((from.at + to.at) / 2.0, (to.at - from.at) / 2.0);
                let across = half.normalize_or_zero().perp() * pen;
                let turned =
                    Transform::from_row(half.x, half.y, across.x, across.y, middle.x, middle.y);
                fill(&mut sheet, &dot, turned, colour.map(|part| (f32::from(part) * 0.6) as u8));
            }
        }
        for (joint, colour) in COLOURS.into_iter().enumerate() {
            if let Some(joint) = seen(joint) {
                let place = Transform::from_row(pen, 0.0, 0.0, pen, joint.at.x, joint.at.y);
                fill(&mut sheet, &dot, place, colour);
            }
        }
    }
    let rgb = sheet.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    RgbImage::from_raw(width, height, rgb.collect()).unwrap_or_else(empty)
}

fn fill(sheet: &mut Pixmap, shape: &Path, place: Transform, colour: [u8; 3]) {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(colour[0], colour[1], colour[2], 255);
    sheet.fill_path(shape, &paint, FillRule::Winding, place, None);
}
