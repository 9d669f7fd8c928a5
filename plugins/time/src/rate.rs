//! Frames and their rates.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Flicks, TimeError};

/// A whole frame, counted from 0 at the head of the timeline.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Frame(pub i64);

/// Frames a second as the length of one frame, which is never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FrameRate {
    frame: Flicks,
}

impl FrameRate {
    pub const FILM: Self = Self { frame: Flicks(29_400_000) };
    pub const NTSC_FILM: Self = Self { frame: Flicks(29_429_400) };
    pub const NTSC: Self = Self { frame: Flicks(23_543_520) };

    /// `numerator / denominator` frames a second, if that is between 1 and 240 and one frame is a whole
    /// number of flicks.
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        let (n, d) = (i64::from(numerator), i64::from(denominator));
        if n == 0 || d == 0 || n < d || n > 240 * d || (Flicks::SECOND.0 * d) % n != 0 {
            return None;
        }
        Some(Self { frame: Flicks(Flicks::SECOND.0 * d / n) })
    }

    /// How long one frame lasts.
    pub fn frame_length(self) -> Flicks {
        self.frame
    }

    /// Frames a second as an exact fraction in lowest terms, such as (24000, 1001).
    pub fn fraction(self) -> (u32, u32) {
        let divisor = gcd(Flicks::SECOND.0, self.frame.0);
        ((Flicks::SECOND.0 / divisor) as u32, (self.frame.0 / divisor) as u32)
    }

    /// Frames a second, for drawing and for people.
    pub fn as_f64(self) -> f64 {
        Flicks::SECOND.0 as f64 / self.frame.0 as f64
    }

    /// Whole frames that a second of timecode counts: 24 for 23.976.
    pub fn nominal(self) -> i64 {
        (Flicks::SECOND.0 + self.frame.0 / 2) / self.frame.0
    }

    /// Whether timecode at this rate may drop labels: 29.97 and 59.94.
    pub fn can_drop(self) -> bool {
        self.nominal() % 30 == 0 && self.fraction().1 == 1001
    }

    /// The frame on screen at `time`.
    ///
    /// ```
    /// # use maquette_time::*;
    /// assert_eq!(FrameRate::FILM.frame_at(Flicks::SECOND * 2), Frame(48));
    /// ```
    pub fn frame_at(self, time: Flicks) -> Frame {
        Frame(time.0.div_euclid(self.frame.0))
    }

    /// The frame border nearest to `time`: where a cut at `time` falls.
    pub fn border_at(self, time: Flicks) -> Frame {
        Frame((time.0 + self.frame.0 / 2).div_euclid(self.frame.0))
    }

    /// When `frame` begins.
    pub fn start_of(self, frame: Frame) -> Flicks {
        self.frame * frame.0
    }
}

impl Default for FrameRate {
    fn default() -> Self {
        Self::FILM
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl FromStr for FrameRate {
    type Err = TimeError;

    /// Reads `24`, `23.976` (as 24000/1001; likewise 29.97, 47.952, 59.94, 119.88) or `24000/1001`.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let fault = || TimeError::Rate { text: text.chars().take(40).collect() };
        let (n, d) = match text.trim() {
            "23.976" | "23.98" => (24_000, 1001),
            "29.97" => (30_000, 1001),
            "47.952" | "47.95" => (48_000, 1001),
            "59.94" => (60_000, 1001),
            "119.88" => (120_000, 1001),
            other => {
                let (n, d) = other.split_once('/').unwrap_or((other, "1"));
                let whole = |text: &str| text.parse().ok().ok_or_else(fault);
                (whole(n)?, whole(d)?)
            }
        };
        Self::new(n, d).ok_or_else(fault)
    }
}

impl fmt::Display for FrameRate {
    /// `24`, `23.976`, or a fraction for what has no name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fraction() {
            (n, 1) => write!(f, "{n}"),
            (24_000, 1001) => f.write_str("23.976"),
            (30_000, 1001) => f.write_str("29.97"),
            (48_000, 1001) => f.write_str("47.952"),
            (60_000, 1001) => f.write_str("59.94"),
            (120_000, 1001) => f.write_str("119.88"),
            (n, d) => write!(f, "{n}/{d}"),
        }
    }
}

impl TryFrom<String> for FrameRate {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<FrameRate> for String {
    fn from(rate: FrameRate) -> Self {
        rate.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: [&str; 13] = [
        "12", "15", "16", "23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60",
    ];

    #[track_caller]
    fn check(rate: FrameRate, flicks: i64, expected: i64) {
        assert_eq!(rate.frame_at(Flicks(flicks)), Frame(expected), "{flicks} flicks");
    }

    #[test]
    fn a_frame_stays_until_the_next_is_due() {
        check(FrameRate::FILM, 29_399_999, 0);
        check(FrameRate::FILM, 29_400_000, 1);
        check(FrameRate::NTSC_FILM, 29_429_400 * 24_000, 24_000);
        check(FrameRate::FILM, -1, -1);
    }

    #[test]
    fn no_rate_drifts_over_a_million_frames() {
        for text in RATES {
            let rate: FrameRate = text.parse().unwrap();
            let (n, d) = rate.fraction();
            let mut running = Flicks::ZERO;
            for frame in 0..=1_000_000_i64 {
                assert_eq!(rate.frame_at(running), Frame(frame));
                assert_eq!(rate.border_at(running), Frame(frame));
                assert_eq!(running.0 as i128 * n as i128, frame as i128 * d as i128 * 705_600_000);
                running += rate.frame_length();
            }
        }
    }

    #[test]
    fn a_rate_prints_as_it_reads() {
        for text in RATES {
            assert_eq!(text.parse::<FrameRate>().unwrap().to_string(), text);
        }
        assert_eq!("24000/1001".parse::<FrameRate>().unwrap(), FrameRate::NTSC_FILM);
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for text in ["0", "", "-24", "1e9", "24/0", "0/1", "nan", "100000", "23.977", "1/3"] {
            assert!(text.parse::<FrameRate>().is_err(), "{text}");
        }
    }
}
