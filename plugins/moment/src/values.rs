//! What a moment is made of.

use bevy_math::{Vec2, Vec3};
use maquette_camera::View;
use maquette_document::{Hold, Id, TextStyle, TimeOfDay, Weather};
use maquette_figure::Posed;
use maquette_time::Flicks;

/// All that one frame shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// On the film's timeline.
    pub time: Flicks,
    pub shot: Id,
    /// The shot's number, printed with four digits.
    pub number: u32,
    /// Since the head of the shot.
    pub into: Flicks,
    /// Width over height of the picture.
    pub aspect: f32,
    pub view: View,
    pub light: Light,
    /// None where a picture fills the frame, or nothing was staged.
    pub set: Option<Id>,
    /// In document order.
    pub figures: Vec<FigureMoment>,
    /// In document order; later ones lie over earlier ones at the same depth.
    pub cards: Vec<CardMoment>,
    pub texts: Vec<TextMoment>,
    pub burn_ins: BurnIns,
}

/// The light that a scene is seen in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    pub time: TimeOfDay,
    pub weather: Weather,
    pub interior: bool,
    /// Toward the key light, of length one.
    pub key: Vec3,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FigureMoment {
    pub id: Id,
    pub posed: Posed,
    pub hold: Hold,
    /// 0 (standing) to 1 (in full stride).
    pub stride: f32,
}

/// A picture in space at this instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardMoment {
    /// The picture: of a sequence, the one that is due.
    pub media: Id,
    pub position: Vec3,
    /// Degrees about the vertical; 0 faces +z.
    pub turn: f32,
    /// Metres wide and high.
    pub size: Vec2,
    /// 0 to 1.
    pub opacity: f32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TextMoment {
    pub style: TextStyle,
    pub body: String,
}

/// Small words in the corners, each if it was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BurnIns {
    pub timecode: Option<String>,
    pub shot: Option<String>,
    /// Whether captions are part of the picture.
    pub captions: bool,
}

/// Where the picture lies in its frame: pixels from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterBox {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// The largest part of a frame of `width` by `height` pixels that has `aspect`: even, and in the middle.
pub fn letter_box(width: u32, height: u32, aspect: f32) -> LetterBox {
    let even = |value: f32, most: u32| ((value / 2.0).round() as u32 * 2).clamp(2, most.max(2));
    let frame = width as f32 / height.max(1) as f32;
    let (w, h) = if aspect < frame {
        (even(height as f32 * aspect, width), height)
    } else {
        (width, even(width as f32 / aspect, height))
    };
    LetterBox { x: (width - w) / 4 * 2, y: (height - h) / 4 * 2, width: w, height: h }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: u32, height: u32, aspect: f32, expected: [u32; 4]) {
        let LetterBox { x, y, width, height } = letter_box(width, height, aspect);
        assert_eq!([x, y, width, height], expected);
    }

    #[test]
    fn a_picture_lies_in_the_middle_of_its_frame() {
        check(1280, 720, 16.0 / 9.0, [0, 0, 1280, 720]);
        check(1280, 720, 2.39, [0, 92, 1280, 536]);
        check(1280, 720, 1.0, [280, 0, 720, 720]);
        check(1280, 720, 9.0 / 16.0, [436, 0, 406, 720]);
    }
}
