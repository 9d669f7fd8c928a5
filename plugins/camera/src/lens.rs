//! Focal lengths, angles and distances.

use bevy_math::{Vec2, ops};
use maquette_document::Sensor;

use crate::bounds::or;

/// Millimetres of the shortest and the longest lens that a view can have.
pub const LENS_RANGE: (f32, f32) = (4.0, 2000.0);

/// The millimetres of `sensor` that a picture of `aspect` (width over height) uses: all of its width or all of
/// its height, cropped in the other. Sizes and aspects that no camera has are brought to the nearest that one
/// could have.
pub fn gate(sensor: Sensor, aspect: f32) -> Vec2 {
    let width = or(sensor.width, 36.0).clamp(1.0, 500.0);
    let height = or(sensor.height, 24.0).clamp(1.0, 500.0);
    let aspect = or(aspect, width / height).clamp(0.05, 20.0);
    if aspect > width / height {
        Vec2::new(width, width / aspect)
    } else {
        Vec2::new(height * aspect, height)
    }
}

/// How far the camera stands, in metres, for `span` metres across its axis to fill `share` (0 to 1) of the
/// picture's height; `focal` and `gate` in millimetres.
pub fn distance_for(span: f32, share: f32, focal: f32, gate: Vec2) -> f32 {
    span * focal / (share * gate.y).max(1e-6)
}

/// The focal length, in millimetres, on which `span` metres fill `share` of the picture's height from
/// `distance` metres.
pub fn focal_for(span: f32, share: f32, distance: f32, gate: Vec2) -> f32 {
    share * gate.y * distance / span.max(1e-6)
}

/// The metres that the picture's width and height cover at `distance` metres before the camera.
pub fn span_at(distance: f32, focal: f32, gate: Vec2) -> Vec2 {
    gate * distance / focal.max(1e-6)
}

/// The angle of view in radians of a lens over `extent` millimetres of sensor.
pub fn fov_from_focal(focal: f32, extent: f32) -> f32 {
    2.0 * ops::atan(extent / (2.0 * focal))
}

/// The lens in millimetres that sees an angle, in radians, over `extent` millimetres of sensor.
pub fn focal_from_fov(fov: f32, extent: f32) -> f32 {
    extent / (2.0 * ops::tan(fov / 2.0)).max(1e-6)
}

/// The lens that sees on full frame (36 mm wide) what `focal` sees on `gate`, by the width of the picture.
pub fn equivalent_focal(focal: f32, gate: Vec2) -> f32 {
    focal * 36.0 / gate.x.max(1e-6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(aspect: f32, expected: [f32; 2]) {
        let gate = gate(Sensor::default(), aspect);
        assert!((gate - Vec2::from(expected)).length() < 0.01, "{gate} for {aspect}");
        assert!((gate.x / gate.y - aspect).abs() < 1e-4);
    }

    #[test]
    fn a_picture_takes_all_the_width_or_all_the_height_of_its_sensor() {
        check(16.0 / 9.0, [36.0, 20.25]);
        check(2.39, [36.0, 15.06]);
        check(4.0 / 3.0, [32.0, 24.0]);
        check(9.0 / 16.0, [13.5, 24.0]);
    }

    #[test]
    fn known_lenses_see_their_angles() {
        // Full frame: 50 mm sees 39.6° across, 35 mm 54.4°.
        assert!((fov_from_focal(50.0, 36.0).to_degrees() - 39.6).abs() < 0.05);
        assert!((fov_from_focal(35.0, 36.0).to_degrees() - 54.4).abs() < 0.05);
        // Super 35 (24.89 mm) makes of a 32 mm what full frame calls a 46 mm.
        assert!((equivalent_focal(32.0, Vec2::new(24.89, 14.0)) - 46.3).abs() < 0.05);
    }

    #[test]
    fn no_sensor_breaks_a_gate() {
        for wrong in [0.0, -3.0, f32::NAN, f32::INFINITY] {
            let gate = gate(Sensor { width: wrong, height: wrong }, wrong);
            assert!(gate.is_finite() && gate.min_element() > 0.0, "{gate} of {wrong}");
        }
    }

    proptest! {
        #[test]
        fn millimetres_become_an_angle_and_come_back(focal in 6.0_f32..600.0, extent in 5.0_f32..60.0) {
            let back = focal_from_fov(fov_from_focal(focal, extent), extent);
            prop_assert!((back - focal).abs() < 1e-3 * focal);
        }

        #[test]
        fn a_span_fills_its_share_from_the_distance_asked_for(
            span in 0.1_f32..20.0, share in 0.05_f32..1.0, focal in 12.0_f32..200.0
        ) {
            let gate = gate(Sensor::default(), 16.0 / 9.0);
            let distance = distance_for(span, share, focal, gate);
            prop_assert!((span_at(distance, focal, gate).y * share - span).abs() < 1e-3 * span);
            prop_assert!((focal_for(span, share, distance, gate) - focal).abs() < 1e-3 * focal);
        }
    }
}
