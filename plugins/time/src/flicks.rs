//! Lengths and places of time.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// A length of time, or a place on the timeline, in 1/705,600,000 s: exact for every film and sound rate.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Flicks(pub i64);

impl Flicks {
    pub const ZERO: Self = Self(0);
    pub const SECOND: Self = Self(705_600_000);

    /// The nearest place to `seconds`; not-a-number is zero, what is out of range is clamped.
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * Self::SECOND.0 as f64).round() as i64)
    }

    /// Seconds, for drawing and for people: never add these up.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / Self::SECOND.0 as f64
    }

    /// The start of sample `sample` at `rate` samples a second; exact when `rate` divides a second.
    pub fn from_samples(sample: i64, rate: u32) -> Self {
        Self(div_round(sample as i128 * Self::SECOND.0 as i128, i128::from(rate.max(1))))
    }

    /// The sample nearest to this time at `rate` samples a second.
    pub fn samples(self, rate: u32) -> i64 {
        div_round(self.0 as i128 * i128::from(rate), Self::SECOND.0 as i128)
    }
}

/// Rounds half up; `d` is positive.
fn div_round(n: i128, d: i128) -> i64 {
    (2 * n + d).div_euclid(2 * d) as i64
}

impl Add for Flicks {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Flicks {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Flicks {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Flicks {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Flicks {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Flicks {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0 * times)
    }
}

impl Div<i64> for Flicks {
    type Output = Self;
    fn div(self, parts: i64) -> Self {
        Self(self.0.div_euclid(parts))
    }
}

impl Sum for Flicks {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A stretch of time: its start and its length, so that it cannot be reversed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: Flicks,
    pub length: Flicks,
}

impl Span {
    pub fn new(start: Flicks, length: Flicks) -> Self {
        Self { start, length }
    }

    /// The first place after it.
    pub fn end(self) -> Flicks {
        self.start + self.length
    }

    pub fn contains(self, time: Flicks) -> bool {
        self.start <= time && time < self.end()
    }

    /// What both share, if anything.
    pub fn overlap(self, other: Self) -> Option<Self> {
        let start = self.start.max(other.start);
        let end = self.end().min(other.end());
        (start < end).then(|| Self::new(start, end - start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_keeps_its_number_both_ways() {
        for rate in [8_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000] {
            for sample in [0, 1, 2, 1_001, 47_999, 4_147_200_001] {
                assert_eq!(Flicks::from_samples(sample, rate).samples(rate), sample, "{rate}");
            }
        }
    }

    #[test]
    fn spans_that_touch_share_nothing() {
        let second = Span::new(Flicks::ZERO, Flicks::SECOND);
        assert_eq!(second.overlap(Span::new(Flicks::SECOND, Flicks::SECOND)), None);
    }
}
