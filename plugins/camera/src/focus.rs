//! What is sharp.

use bevy_math::Vec2;
use maquette_document::{Focus, MoveKind, Rig, Target};
use maquette_time::Flicks;

use crate::bounds::{FARTHEST, or};
use crate::ease::{eased, share_of};
use crate::subjects::{Subjects, place_of};
use crate::view::View;

/// Metres of the nearest and the farthest focus that a view can have.
pub const FOCUS_RANGE: (f32, f32) = (0.05, FARTHEST);
/// The f-numbers of the widest and the smallest stop that a view can have.
pub const STOP_RANGE: (f32, f32) = (0.5, 64.0);

/// Metres before the camera between which all looks sharp.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DepthOfField {
    pub near: f32,
    /// Infinite from the hyperfocal distance on.
    pub far: f32,
}

/// The millimetres on the sensor that a point may be spread over and still look like one: the 1500th part of the
/// gate's diagonal, which is two minutes of arc for who sees the picture at 50° (0.029 mm on full frame).
pub fn circle_of_confusion(gate: Vec2) -> f32 {
    gate.length() / 1500.0
}

/// The focus, in metres, from which on all to the horizon is sharp: `f² / (N c) + f`. `focal` and `circle` (of
/// confusion) are in millimetres.
pub fn hyperfocal(focal: f32, stop: f32, circle: f32) -> f32 {
    (focal * focal / (stop * circle).max(1e-6) + focal) / 1000.0
}

/// What is sharp about a focus at `focus` metres, by the thin lens: with H the hyperfocal distance, from
/// `s (H - f) / (H + s - 2 f)` to `s (H - f) / (H - s)`. `focal` and `circle` (of confusion) are in millimetres.
pub fn depth_of_field(focus: f32, focal: f32, stop: f32, circle: f32) -> DepthOfField {
    let hyper = hyperfocal(focal, stop, circle);
    let focal = focal / 1000.0;
    let focus = focus.max(focal);
    let reach = focus * (hyper - focal);
    let far = if focus < hyper { reach / (hyper - focus) } else { f32::INFINITY };
    DepthOfField { near: reach / (hyper + focus - 2.0 * focal).max(1e-6), far }
}

/// Where `rig` is sharp when it sees `view`, but for its focus: what the lens says, and then as far as each rack
/// has come from there.
pub(crate) fn focus_at(
    rig: &Rig,
    view: &View,
    time: Flicks,
    subjects: &dyn Subjects,
) -> Option<f32> {
    let depth = |target: Target| {
        let place = place_of(target, time, subjects)?;
        Some(view.forward().dot(place - view.position))
    };
    let mut focus = match rig.lens.focus {
        Focus::Deep => None,
        Focus::Distance(metres) => (!metres.is_nan()).then_some(metres),
        Focus::On(target) => depth(target),
    }
    .map(dioptres);
    for step in &rig.moves {
        let MoveKind::Rack(metres) = step.kind else { continue };
        let done = eased(step.ease, share_of(step.start, step.length, time));
        if done > 0.0 && !metres.is_nan() {
            let deep = || hyperfocal(view.focal, view.stop, circle_of_confusion(view.gate));
            let from = focus.unwrap_or_else(|| dioptres(deep()));
            focus = Some(from + (dioptres(metres) - from) * done);
        }
    }
    focus.map(f32::recip)
}

/// The focus at so many metres, as dioptres: a lens turns evenly by them, and the horizon is at 0.
fn dioptres(metres: f32) -> f32 {
    1.0 / metres.clamp(FOCUS_RANGE.0, FOCUS_RANGE.1)
}

/// The f-number of a lens that says `stop`.
pub(crate) fn stop_of(stop: f32) -> f32 {
    or(stop, 4.0).clamp(STOP_RANGE.0, STOP_RANGE.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Millimetres that a point `at` metres is spread over, by similar triangles behind a thin lens.
    fn spread(at: f32, focus: f32, focal: f32, stop: f32) -> f32 {
        let pupil = focal / stop;
        let image = |metres: f32| 1.0 / (1.0 / focal - 1.0 / (metres * 1000.0));
        let sensor = image(focus);
        let behind = if at.is_finite() { image(at) } else { focal };
        pupil * (behind - sensor).abs() / behind
    }

    #[track_caller]
    fn check(focal: f32, stop: f32, focus: f32, expected: [f32; 3]) {
        let depth = depth_of_field(focus, focal, stop, 0.030);
        let hyper = hyperfocal(focal, stop, 0.030);
        for (ours, table) in [hyper, depth.near, depth.far].into_iter().zip(expected) {
            assert!((ours - table).abs() <= 0.006 * table, "{ours} for {table}: {focal} f/{stop}");
        }
    }

    /// The figures that depth-of-field tables print for full frame and a circle of 0.030 mm.
    #[test]
    fn it_is_as_the_tables_say() {
        check(50.0, 2.8, 3.0, [29.8, 2.73, 3.33]);
        check(35.0, 5.6, 2.0, [7.33, 1.58, 2.74]);
        check(85.0, 1.8, 2.0, [133.9, 1.97, 2.03]);
    }

    #[test]
    fn a_full_frame_blurs_from_three_hundredths_of_a_millimetre() {
        assert!((circle_of_confusion(Vec2::new(36.0, 24.0)) - 0.02884).abs() < 1e-4);
    }

    proptest! {
        #[test]
        fn at_its_limits_a_point_is_spread_over_the_circle(
            focus in 0.5_f32..40.0, focal in 14.0_f32..135.0, stop in 1.4_f32..16.0
        ) {
            let circle = circle_of_confusion(Vec2::new(36.0, 20.25));
            let depth = depth_of_field(focus, focal, stop, circle);
            prop_assert!(depth.near < focus && focus < depth.far);
            let near = spread(depth.near, focus, focal, stop);
            prop_assert!((near - circle).abs() < 0.02 * circle, "{near} of {circle} at {depth:?}");
            let far = spread(depth.far, focus, focal, stop);
            prop_assert!(far < 1.02 * circle, "{far} of {circle} at {depth:?}");
        }

        #[test]
        fn at_the_hyperfocal_distance_all_is_sharp_from_half_of_it(focal in 14.0_f32..135.0, stop in 1.4_f32..16.0) {
            let hyper = hyperfocal(focal, stop, 0.029);
            let depth = depth_of_field(hyper, focal, stop, 0.029);
            prop_assert_eq!(depth.far, f32::INFINITY);
            prop_assert!((depth.near - hyper / 2.0).abs() < 1e-3 * hyper);
        }
    }
}
