//! The hall: eight delays that feed one another, dull and slightly unsteady.

use std::f64::consts::TAU;

use super::plan::RATE;
use super::voices::Frame;

const LINES: usize = 8;
/// Samples; no two share a divisor, so that no pitch rings.
const LENGTHS: [usize; LINES] = [1_483, 1_777, 2_069, 2_411, 2_741, 3_083, 3_499, 3_907];
const SCATTER: [[usize; 3]; 2] = [[229, 443, 701], [263, 409, 761]];
/// Seconds in which it dies away by 60 dB.
const DIES_IN: f64 = 2.7;
/// 21 ms before the first echo.
const BEFORE: usize = 1_009;

pub(crate) struct Hall {
    before: [Delay; 2],
    scatter: [[Delay; 3]; 2],
    lines: [Delay; LINES],
    gains: [f32; LINES],
    dull: [f32; LINES],
    /// What is left out at the bottom of the room.
    rumble: [f32; 2],
    at: i64,
}

/// Samples on their way round.
struct Delay {
    samples: Vec<f32>,
    at: usize,
}

impl Delay {
    fn new(length: usize) -> Self {
        Self { samples: vec![0.0; length], at: 0 }
    }

    /// What went in a whole length ago.
    fn last(&self) -> f32 {
        self.samples[self.at]
    }

    /// What went in a little less than a length ago: `back` samples after the last, not whole.
    fn near_last(&self, back: f32) -> f32 {
        let (whole, part) = (back as usize, back - (back as usize) as f32);
        let length = self.samples.len();
        let (a, b) = (
            self.samples[(self.at + whole) % length],
            self.samples[(self.at + whole + 1) % length],
        );
        a + (b - a) * part
    }

    fn push(&mut self, sample: f32) {
        self.samples[self.at] = audible(sample);
        self.at += 1;
        if self.at == self.samples.len() {
            self.at = 0;
        }
    }

    /// Smears what passes without colouring it.
    fn scatter(&mut self, sample: f32) -> f32 {
        let last = self.last();
        let held = sample + last * 0.58;
        self.push(held);
        last - held * 0.58
    }
}

impl Hall {
    pub(crate) fn new() -> Self {
        let gain =
            |length: usize| libm::exp(-6.907_755_279 * length as f64 / (DIES_IN * RATE)) as f32;
        Self {
            before: [Delay::new(BEFORE), Delay::new(BEFORE)],
            scatter: SCATTER.map(|lengths| lengths.map(Delay::new)),
            lines: LENGTHS.map(Delay::new),
            gains: LENGTHS.map(gain),
            dull: [0.0; LINES],
            rumble: [0.0; 2],
            at: 0,
        }
    }

    /// What is heard of `sent` in the hall.
    pub(crate) fn run(&mut self, sent: &[Frame], heard: &mut [Frame]) {
        // Two of the lines waver by a few samples, a block at a time.
        let seconds = self.at as f64 / RATE;
        let waver = [0.31, 0.43].map(|rate| (8.0 + 7.0 * libm::sin(TAU * rate * seconds)) as f32);
        for (input, output) in sent.iter().zip(heard) {
            *output = self.next(*input, waver);
        }
        self.at += sent.len() as i64;
        for value in self.dull.iter_mut().chain(&mut self.rumble) {
            *value = audible(*value);
        }
    }

    fn next(&mut self, input: Frame, waver: [f32; 2]) -> Frame {
        let mut entering = [0.0; 2];
        for side in 0..2 {
            self.rumble[side] += 0.012 * (input[side] - self.rumble[side]);
            let mut sample = self.before[side].last();
            self.before[side].push(input[side] - self.rumble[side]);
            for delay in &mut self.scatter[side] {
                sample = delay.scatter(sample);
            }
            entering[side] = sample;
        }
        let mut out = [0.0; LINES];
        for (line, out) in out.iter_mut().enumerate() {
            let sample = match line {
                2 => self.lines[line].near_last(waver[0]),
                5 => self.lines[line].near_last(waver[1]),
                _ => self.lines[line].last(),
            };
            self.dull[line] += 0.42 * (sample - self.dull[line]);
            *out = self.dull[line] * self.gains[line];
        }
        let mixed = mixed(out);
        for (line, sample) in mixed.iter().enumerate() {
            self.lines[line].push(sample + entering[line % 2] * 0.5);
        }
        [out[0] - out[2] + out[4] - out[6], out[1] - out[3] + out[5] - out[7]]
    }
}

/// A sample, or nothing where it is so faint that only the processor would notice: it is slow with such numbers.
pub(crate) fn audible(sample: f32) -> f32 {
    if sample.abs() < 1e-18 { 0.0 } else { sample }
}

/// Every line into every other with the same power (a Hadamard matrix).
fn mixed(mut lines: [f32; LINES]) -> [f32; LINES] {
    for step in [1, 2, 4] {
        for at in 0..LINES {
            if at & step == 0 {
                let (a, b) = (lines[at], lines[at | step]);
                lines[at] = a + b;
                lines[at | step] = a - b;
            }
        }
    }
    lines.map(|line| line * 0.353_553_4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clap_dies_away_in_its_time_and_never_grows() {
        let mut hall = Hall::new();
        let mut sent = vec![[0.0; 2]; 48_000 * 5];
        sent[0] = [1.0, 1.0];
        let mut heard = vec![[0.0; 2]; sent.len()];
        for (sent, heard) in sent.chunks(256).zip(heard.chunks_mut(256)) {
            hall.run(sent, heard);
        }
        let power = |second: usize| {
            heard[second * 24_000..(second + 1) * 24_000]
                .iter()
                .map(|f| f64::from(f[0] * f[0]))
                .sum::<f64>()
        };
        let fall = 10.0 * (power(1) / power(5)).log10();
        assert!((30.0..70.0).contains(&fall), "{fall} dB in two seconds");
        assert!(heard[..BEFORE].iter().all(|frame| *frame == [0.0; 2]));
        assert!((0..9).all(|half| power(half + 1) < power(half) || half == 0));
    }
}
