//! What is heard.

use bevy_ecs::component::Component;
use maquette_time::Flicks;
use serde::{Deserialize, Serialize};

use crate::{Accent, Id};

/// A lane of sound.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Track {
    pub name: String,
    pub bus: Bus,
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right.
    pub pan: f32,
    pub mute: bool,
    pub solo: bool,
    /// Of its clips where tracks are drawn.
    pub colour: Accent,
    /// Its clips stay as they are.
    pub locked: bool,
    /// Added to `gain`; places are of the film.
    pub volume: Vec<VolumeKey>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bus {
    #[default]
    Dialogue,
    Music,
    Effects,
}

/// A piece of sound on a track: a window on a medium that lies behind it.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Clip {
    pub track: Id,
    /// [`Id::NONE`] where the voice that should speak is missing: silence as long as it would have been.
    pub media: Id,
    /// The shot that it goes with; [`Id::NONE`] for the film.
    pub shot: Id,
    /// From the head of that shot, or of the film. May be negative: a line that leads its picture.
    pub at: Flicks,
    /// Left out at the head of the medium, counted as it is heard: at half the speed, twice as much.
    pub skip: Flicks,
    pub length: Flicks,
    /// Decibels.
    pub gain: f32,
    /// -1 left to 1 right.
    pub pan: f32,
    pub fade_in: Flicks,
    pub fade_out: Flicks,
    /// The paragraph that is spoken, and by which figure.
    pub line: Id,
    pub figure: Id,
    /// How far the mouth opens, a hex digit for each 40 ms of the medium from its head.
    pub mouth: String,
    /// The take that made it.
    pub take: Id,
    /// What a hand called it; empty for the name of its medium.
    pub name: String,
    pub fade_in_curve: FadeCurve,
    pub fade_out_curve: FadeCurve,
    /// Added to `gain`; places are from the head of the clip, and may lie outside of it.
    pub volume: Vec<VolumeKey>,
    pub mute: bool,
    /// It stays as it is.
    pub locked: bool,
    pub retime: Retime,
}

impl Clip {
    /// The place in the medium that is heard `into` the clip.
    pub fn medium_at(&self, into: Flicks) -> Flicks {
        self.retime.medium_from_heard(Flicks(self.skip.0.saturating_add(into.0)))
    }
}

/// How a fade rises from silence; a fade out is its mirror.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FadeCurve {
    /// A quarter of a sine: two clips that cross keep their power.
    #[default]
    EqualPower,
    /// Two that cross and are alike keep their level.
    Linear,
    /// Even in decibels, over 60 of them: slow at first.
    Exponential,
    /// The mirror of that: fast at first.
    Logarithmic,
    /// Slow at both ends; as linear does, two that cross keep their level.
    SCurve,
}

/// A point of a volume curve. Before the first and after the last it goes on level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VolumeKey {
    pub at: Flicks,
    /// Decibels.
    pub gain: f32,
    /// How it goes on to the next key.
    pub glide: Glide,
}

/// From one key of a volume curve to the next, in decibels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Glide {
    #[default]
    Straight,
    /// Level, and then at once.
    Hold,
    /// Slow at both ends.
    Smooth,
}

/// At what speed a medium is heard: `speed` over `of`, so that 2/1 is twice as fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Retime {
    /// 1 to [`Retime::LARGEST`].
    pub speed: u16,
    /// 1 to [`Retime::LARGEST`].
    pub of: u16,
    /// The pitch stays; without it, it follows the speed, as that of a tape does.
    pub keep_pitch: bool,
}

impl Default for Retime {
    fn default() -> Self {
        Self { speed: 1, of: 1, keep_pitch: false }
    }
}

impl Retime {
    /// The largest number of a ratio: enough for 1000/1001 and for a tenth of a percent.
    pub const LARGEST: u16 = 2000;
    /// How many times as fast or as slow at most.
    pub const MOST: i64 = 8;

    /// The speed in lowest terms, if it is one that can be heard.
    pub fn new(speed: u16, of: u16, keep_pitch: bool) -> Option<Self> {
        let (mut a, mut b) = (speed, of);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let (speed, of) = (speed / a.max(1), of / a.max(1));
        let within = (1..=Self::LARGEST).contains(&speed)
            && (1..=Self::LARGEST).contains(&of)
            && i64::from(speed) <= i64::from(of) * Self::MOST
            && i64::from(of) <= i64::from(speed) * Self::MOST;
        within.then_some(Self { speed, of, keep_pitch })
    }

    /// As [`Retime::new`], with what cannot be heard as it was made.
    pub fn sane(self) -> Self {
        Self::new(self.speed, self.of, self.keep_pitch).unwrap_or_default()
    }

    pub fn is_none(self) -> bool {
        self.sane().speed == self.sane().of
    }

    /// The place in the medium that is heard at `heard` from its head.
    pub fn medium_from_heard(self, heard: Flicks) -> Flicks {
        let Self { speed, of, .. } = self.sane();
        scaled(heard, speed, of)
    }

    /// When a place of the medium is heard.
    pub fn heard_from_medium(self, place: Flicks) -> Flicks {
        let Self { speed, of, .. } = self.sane();
        scaled(place, of, speed)
    }
}

/// Rounded to the nearest flick.
fn scaled(time: Flicks, by: u16, over: u16) -> Flicks {
    let (by, over) = (i128::from(by), i128::from(over.max(1)));
    let scaled = (i128::from(time.0) * by * 2 + over).div_euclid(over * 2);
    Flicks(scaled.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
}

/// How a character speaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Voice {
    /// Language and variant as the engine names it, such as `en-gb+f3`.
    pub name: String,
    /// 0 to 99; 50 is the voice's own.
    pub pitch: u8,
    /// Words a minute.
    pub speed: u16,
}

/// How one line is said, where a hand says so. What is not set is as the script asks for, or as its speaker
/// always speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Direction {
    /// Percent of the speaker's own pace: 100 is as fast, 50 half as fast; 25 to 400.
    pub pace: Option<u16>,
    /// Steps of [`Voice::pitch`] higher or lower: -50 to 50.
    pub pitch: Option<i8>,
    /// Decibels louder or softer: -24 to 12.
    pub gain: Option<i8>,
    /// Silence before the first word, up to ten seconds.
    pub pause: Option<Flicks>,
    /// Said without the voice, or with it although the script whispers.
    pub whisper: Option<bool>,
}

impl Default for Voice {
    fn default() -> Self {
        Self { name: "en".into(), pitch: 50, speed: 165 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_is_kept_in_lowest_terms_and_within_eight_times() {
        let speed = |speed, of| Retime::new(speed, of, false).map(|it| (it.speed, it.of));
        assert_eq!(speed(100, 200), Some((1, 2)));
        assert_eq!(speed(1000, 1001), Some((1000, 1001)));
        assert_eq!(speed(8, 1), Some((8, 1)));
        assert_eq!((speed(9, 1), speed(1, 9), speed(0, 1), speed(1, 0)), (None, None, None, None));
        assert_eq!(speed(2001, 2000), None);
        assert!(Retime { speed: 0, of: 0, keep_pitch: true }.is_none());
    }

    #[test]
    fn what_is_heard_at_half_the_speed_comes_twice_as_late() {
        let half = Retime { speed: 1, of: 2, keep_pitch: false };
        let clip = Clip { skip: Flicks(100), retime: half, ..Clip::default() };
        assert_eq!(clip.medium_at(Flicks(60)), Flicks(80));
        assert_eq!(half.heard_from_medium(Flicks(80)), Flicks(160));
        assert_eq!(Retime::default().medium_from_heard(Flicks(-7)), Flicks(-7));
    }

    #[test]
    fn a_clip_and_a_track_of_an_older_film_are_heard_as_they_were() {
        let clip = serde_json::json!({ "gain": -3.0, "fade_in": 5, "at": -7 });
        let clip: Clip = serde_json::from_value(clip).unwrap();
        let as_then = Clip { gain: -3.0, fade_in: Flicks(5), at: Flicks(-7), ..Clip::default() };
        assert_eq!(clip, as_then);
        assert!(clip.retime.is_none() && !clip.mute && clip.fade_in_curve == FadeCurve::EqualPower);
        let track = serde_json::json!({ "name": "MARA", "bus": "dialogue", "solo": true });
        let track: Track = serde_json::from_value(track).unwrap();
        assert_eq!(track, Track { name: "MARA".into(), solo: true, ..Track::default() });
    }
}
