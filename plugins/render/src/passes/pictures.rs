//! A survey in 16 bits.

use image::{ImageBuffer, Luma, Rgb};
use maquette_stage::Survey;

/// What of a range of metres is white and what is black.
///
/// ```
/// # use maquette_render::DepthScale;
/// let scale = DepthScale { near: 1.0, far: 5.0 };
/// assert_eq!((scale.value(1.0), scale.value(3.0)), (65535, 32768));
/// assert!((scale.metres(32768) - 3.0).abs() < 1e-4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DepthScale {
    /// Metres that are white.
    pub near: f32,
    /// Metres that are as good as black; black itself, 0, is where nothing is.
    pub far: f32,
}

/// The farthest that is told apart, in metres: beyond it is ground that fades into the sky. One step is 1.5 mm.
const FARTHEST: f32 = 100.0;

impl DepthScale {
    /// Of the nearest and the farthest, in whole centimetres that hold both.
    pub(super) fn of(reach: Option<[f32; 2]>) -> Self {
        let [near, far] = reach.unwrap_or([1.0, 2.0]);
        let near = (near.min(FARTHEST - 1.0) * 100.0).floor() / 100.0;
        // A centimetre at least, and one step more, so that the farthest is not black.
        let far = (far * 1.0001 * 100.0 + 1.0).floor() / 100.0;
        Self { near, far: far.clamp(near + 0.01, FARTHEST) }
    }

    /// 65535 at `near`, 1 at `far` and beyond.
    pub fn value(self, metres: f32) -> u16 {
        let share = (self.far - metres) / (self.far - self.near);
        (share * 65535.0).round().clamp(1.0, 65535.0) as u16
    }

    /// 65535 at `near`, half of that twice as far off.
    pub fn disparity(self, metres: f32) -> u16 {
        (self.near / metres * 65535.0).round().clamp(1.0, 65535.0) as u16
    }

    /// What a value that is not 0 stands for.
    pub fn metres(self, value: u16) -> f32 {
        self.far - f32::from(value) / 65535.0 * (self.far - self.near)
    }
}

/// A picture of metres; black where nothing is.
pub(super) fn grey(
    survey: &Survey,
    value: impl Fn(f32) -> u16,
) -> ImageBuffer<Luma<u16>, Vec<u16>> {
    let [width, height] = survey.size();
    ImageBuffer::from_fn(width, height, |x, y| {
        Luma([survey.at(x, y).map_or(0, |seen| value(seen.metres))])
    })
}

pub(super) fn normal_picture(survey: &Survey) -> ImageBuffer<Rgb<u16>, Vec<u16>> {
    let [width, height] = survey.size();
    let value = |part: f32| ((0.5 + 0.5 * part) * 65535.0).round().clamp(0.0, 65535.0) as u16;
    ImageBuffer::from_fn(width, height, |x, y| {
        Rgb(survey.at(x, y).map_or([0; 3], |seen| seen.normal.to_array().map(value)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reach: Option<[f32; 2]>, near: f32, far: f32) {
        assert_eq!(DepthScale::of(reach), DepthScale { near, far });
    }

    #[test]
    fn a_scale_holds_the_nearest_and_the_farthest_in_whole_centimetres() {
        check(Some([1.234, 5.678]), 1.23, 5.68);
        check(Some([2.0, 2.0]), 2.0, 2.01);
        check(Some([0.05, 1400.0]), 0.05, 100.0);
        check(Some([300.0, 1400.0]), 99.0, 100.0);
        check(None, 1.0, 2.01);
    }

    #[test]
    fn depth_comes_back_from_16_bits_within_half_a_step() {
        let scale = DepthScale::of(Some([0.61, 37.3]));
        let half = (scale.far - scale.near) / 65535.0 / 2.0 + 1e-5;
        for step in 0..3000 {
            let metres = 0.62 + 36.6 * step as f32 / 3000.0;
            let error = (scale.metres(scale.value(metres)) - metres).abs();
            assert!(error <= half, "{error} m at {metres} m");
        }
    }

    #[test]
    fn nothing_but_nothing_is_black() {
        let scale = DepthScale::of(Some([1.0, 9.0]));
        assert!(scale.value(9.0) >= 1 && scale.value(5000.0) == 1);
        assert_eq!(scale.value(0.2), 65535);
    }
}
