//! How far the lens spreads what is out of focus.

use maquette_camera::View;
use maquette_moment::LetterBox;

/// The spread of points in pixels, for a depth buffer that says `near` over the metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Defocus {
    /// What the depth buffer says at the focus.
    pub focus: f32,
    /// Pixels of radius for each step of the depth buffer away from there.
    pub spread: f32,
    /// A radius that nothing is spread beyond.
    pub most: f32,
}

/// The widest radius, as a share of the picture's height: beyond it more samples would be needed than are taken.
const MOST: f32 = 1.0 / 30.0;
/// Metres of the nearest thing that is worth asking about.
const NEAREST: f32 = 0.3;

impl Defocus {
    /// Of a view whose picture lies at `picture`; none where all is sharp to within a pixel.
    ///
    /// A thin lens of focal length f and f-number N, focused at s, spreads a point at z over a disc on its sensor
    /// whose diameter is `f/N · f s/(s - f) · |1/s - 1/z|`: even in dioptres, as the depth buffer is.
    pub(crate) fn of(view: &View, near: f32, picture: LetterBox) -> Option<Self> {
        let focal = view.focal / 1000.0;
        let focus = view.focus?.max(1.05 * focal);
        let disc = focal * focal * focus / ((focus - focal) * view.stop);
        let pixels = picture.width as f32 / (view.gate.x / 1000.0);
        let spread = 0.5 * disc * pixels;
        let worst = spread * (1.0 / focus).max(1.0 / NEAREST - 1.0 / focus);
        (worst.is_finite() && worst > 1.0).then(|| Self {
            focus: near / focus,
            spread: spread / near,
            most: MOST * picture.height as f32,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_math::Vec2;

    const PICTURE: LetterBox = LetterBox { x: 0, y: 0, width: 3600, height: 2400 };

    fn view(focus: Option<f32>, focal: f32, stop: f32) -> View {
        View { focus, focal, stop, gate: Vec2::new(36.0, 24.0), ..View::default() }
    }

    #[test]
    fn a_lens_without_a_focus_and_one_that_is_deep_blur_nothing() {
        assert_eq!(Defocus::of(&view(None, 85.0, 1.4), 0.05, PICTURE), None);
        assert_eq!(Defocus::of(&view(Some(3.0), 8.0, 64.0), 0.05, PICTURE), None);
    }

    /// Of 50 mm at f/2 focused at 2 m, infinity is spread over 50/2 · 50/1950 = 0.641 mm: 64 pixels of these.
    #[test]
    fn infinity_is_spread_as_a_thin_lens_spreads_it() {
        let defocus = Defocus::of(&view(Some(2.0), 50.0, 2.0), 0.05, PICTURE).expect("a blur");
        let radius = defocus.focus * defocus.spread;
        assert!((radius - 32.05).abs() < 0.1, "{radius}");
    }

    #[test]
    fn nothing_from_outside_makes_it_endless() {
        for focus in [0.0, 1e-9, 0.05, 1e9, f32::INFINITY] {
            let defocus = Defocus::of(&view(Some(focus), 2000.0, 0.5), 0.05, PICTURE);
            assert!(defocus.is_none_or(|one| one.spread.is_finite() && one.focus.is_finite()));
        }
    }
}
