//! Gain over time, worked out once for the whole film.

/// A gain and, where it changes, points at equal distances with straight lines between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    gain: f64,
    /// Samples from one point to the next; the first is at 0.
    step: i64,
    points: Vec<f32>,
}

impl Envelope {
    /// Changes nothing.
    pub const UNITY: Self = Self::constant(1.0);

    pub const fn constant(gain: f64) -> Self {
        Self { gain, step: 1, points: Vec::new() }
    }

    /// `gain` times the curve through `points`, which goes on as it ends. Points that are all 1 cost nothing.
    pub fn new(gain: f64, step: u32, points: Vec<f32>) -> Self {
        let flat = points.iter().all(|point| *point == 1.0);
        Self { gain, step: i64::from(step.max(1)), points: if flat { Vec::new() } else { points } }
    }

    /// The factor at a sample.
    pub fn at(&self, sample: i64) -> f64 {
        let mut one = [[1.0; 2]];
        self.apply(sample, &mut one);
        one[0][0]
    }

    /// Multiplies the samples from `start` on.
    pub fn apply(&self, start: i64, block: &mut [[f64; 2]]) {
        if self.points.is_empty() {
            if self.gain != 1.0 {
                for frame in block {
                    *frame = frame.map(|sample| sample * self.gain);
                }
            }
            return;
        }
        let (mut at, mut rest) = (start, block);
        while !rest.is_empty() {
            let (cell, into) = (at.div_euclid(self.step), at.rem_euclid(self.step));
            let run = rest.len().min((self.step - into) as usize);
            let (now, after) = rest.split_at_mut(run);
            let (from, to) = (self.point(cell), self.point(cell + 1));
            if from == to {
                let gain = self.gain * from;
                for frame in now {
                    *frame = frame.map(|sample| sample * gain);
                }
            } else {
                let slope = (to - from) / self.step as f64;
                for (n, frame) in now.iter_mut().enumerate() {
                    let gain = self.gain * (from + slope * (into + n as i64) as f64);
                    *frame = frame.map(|sample| sample * gain);
                }
            }
            at += run as i64;
            rest = after;
        }
    }

    fn point(&self, index: i64) -> f64 {
        let last = self.points.len() as i64 - 1;
        self.points.get(index.clamp(0, last.max(0)) as usize).map_or(1.0, |point| f64::from(*point))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_goes_straight_from_point_to_point_and_stays_at_its_ends() {
        let envelope = Envelope::new(2.0, 4, vec![1.0, 0.5, 0.5]);
        let gains: Vec<f64> = (-2..14).map(|n| envelope.at(n)).collect();
        assert_eq!(gains[..8], [2.0, 2.0, 2.0, 1.75, 1.5, 1.25, 1.0, 1.0]);
        assert!(gains[8..].iter().all(|gain| *gain == 1.0));
        assert_eq!(Envelope::new(1.0, 4, vec![1.0; 9]), Envelope::new(1.0, 4, vec![]));
    }
}
