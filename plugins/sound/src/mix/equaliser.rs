//! The equaliser: filters whose state is kept for each second of the film, so that any stretch of it can be
//! filtered without what comes before, to the same bits.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};
use std::sync::{Arc, Mutex};

use maquette_document::{Band, BandKind, Mastering};

use crate::RATE;

/// Samples from one state that is kept to the next.
const KEPT: i64 = RATE as i64;

/// What has died away is taken for nothing at each such sample, or the processor works on numbers that are too
/// small for its speed.
const QUIETENED: i64 = 256;

/// Two numbers a band and side.
type State = [[[f64; 2]; 2]; Mastering::MOST_BANDS];

const AT_REST: State = [[[0.0; 2]; 2]; Mastering::MOST_BANDS];

/// One band as a filter of the second order: three factors of what goes in, two of what came out.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Section {
    b: [f64; 3],
    a: [f64; 2],
}

/// All bands, with what they remember of the film.
#[derive(Debug, Default)]
pub(crate) struct Equaliser {
    sections: Vec<Section>,
    /// At the head of each second.
    kept: Arc<Vec<State>>,
    /// Where it was left, and in which state: most often it goes on from there.
    left: Mutex<Option<(i64, State)>>,
}

impl Clone for Equaliser {
    fn clone(&self) -> Self {
        Self { sections: self.sections.clone(), kept: self.kept.clone(), left: Mutex::new(None) }
    }
}

impl Equaliser {
    /// Bands that do nothing are left out, as are those above [`Mastering::MOST_BANDS`].
    pub(crate) fn new(bands: &[Band]) -> Self {
        let bands = bands.iter().take(Mastering::MOST_BANDS);
        Self { sections: bands.filter_map(section).collect(), ..Self::default() }
    }

    pub(crate) fn is_flat(&self) -> bool {
        self.sections.is_empty()
    }

    /// Goes through the film from its head, block after block, as `each_block` brings them with their places, and
    /// keeps the states. Blocks are filtered as they go.
    pub(crate) fn learn(&mut self) -> Learning<'_> {
        self.kept = Arc::default();
        self.left = Mutex::new(None);
        Learning { equaliser: self, at: 0, state: AT_REST }
    }

    /// Filters the film's samples from `start` on, which may not be before its head. `before` gives those of an
    /// earlier place where they are needed to get into the right state: less than a second.
    pub(crate) fn apply(
        &self,
        start: i64,
        block: &mut [[f64; 2]],
        mut before: impl FnMut(i64, &mut [[f64; 2]]),
    ) {
        if self.is_flat() {
            return;
        }
        let left = self.left.try_lock().ok().and_then(|mut left| left.take());
        let mut state = match left {
            Some((at, state)) if at == start => state,
            _ => {
                let (mut at, mut state) = self.kept_before(start);
                let mut lead = [[0.0; 2]; QUIETENED as usize];
                while at < start {
                    let lead = &mut lead[..(start - at).min(QUIETENED) as usize];
                    before(at, lead);
                    self.run(at, lead, &mut state);
                    at += lead.len() as i64;
                }
                state
            }
        };
        self.run(start, block, &mut state);
        if let Ok(mut left) = self.left.try_lock() {
            *left = Some((start + block.len() as i64, state));
        }
    }

    fn kept_before(&self, place: i64) -> (i64, State) {
        let known = (self.kept.len() as i64 - 1).max(0);
        let second = (place / KEPT).clamp(0, known);
        (second * KEPT, self.kept.get(second as usize).copied().unwrap_or(AT_REST))
    }

    fn run(&self, start: i64, block: &mut [[f64; 2]], state: &mut State) {
        let (mut at, mut rest) = (start, block);
        while !rest.is_empty() {
            if at % QUIETENED == 0 {
                for number in state.as_flattened_mut().as_flattened_mut() {
                    *number = if number.abs() < 1e-20 { 0.0 } else { *number };
                }
            }
            let run = rest.len().min((QUIETENED - at.rem_euclid(QUIETENED)) as usize);
            let (now, after) = rest.split_at_mut(run);
            for (section, state) in self.sections.iter().zip(state.iter_mut()) {
                section.run(now, state);
            }
            at += run as i64;
            rest = after;
        }
    }
}

impl Section {
    fn run(&self, block: &mut [[f64; 2]], state: &mut [[f64; 2]; 2]) {
        let Self { b, a } = *self;
        let [[mut p, mut q], [mut r, mut s]] = *state;
        for [left, right] in block {
            let (x, y) = (*left, *right);
            *left = b[0] * x + p;
            *right = b[0] * y + r;
            p = b[1] * x - a[0] * *left + q;
            r = b[1] * y - a[0] * *right + s;
            q = b[2] * x - a[1] * *left;
            s = b[2] * y - a[1] * *right;
        }
        *state = [[p, q], [r, s]];
    }
}

/// A walk through the film from its head.
pub(crate) struct Learning<'a> {
    equaliser: &'a mut Equaliser,
    at: i64,
    state: State,
}

impl Learning<'_> {
    /// Filters the next block, and keeps the state at the head of each second.
    pub(crate) fn filter(&mut self, block: &mut [[f64; 2]]) {
        if self.equaliser.is_flat() {
            return;
        }
        let mut rest = block;
        while !rest.is_empty() {
            if self.at % KEPT == 0 {
                Arc::make_mut(&mut self.equaliser.kept).push(self.state);
            }
            let run = rest.len().min((KEPT - self.at % KEPT) as usize);
            let (now, after) = rest.split_at_mut(run);
            self.equaliser.run(self.at, now, &mut self.state);
            self.at += run as i64;
            rest = after;
        }
    }
}

/// A band by the formulas of R. Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients";
/// nothing for one that does nothing.
fn section(band: &Band) -> Option<Section> {
    let clean = |value: f32, low: f32, high: f32, otherwise: f64| {
        if value.is_finite() { f64::from(value.clamp(low, high)) } else { otherwise }
    };
    let gain = clean(band.gain, -24.0, 24.0, 0.0);
    let cuts = matches!(band.kind, BandKind::LowCut | BandKind::HighCut);
    if gain == 0.0 && !cuts {
        return None;
    }
    let w = TAU * clean(band.hertz, 10.0, 20_000.0, 1000.0) / f64::from(RATE);
    let (cos, alpha) =
        (libm::cos(w), libm::sin(w) / (2.0 * clean(band.q, 0.1, 10.0, FRAC_1_SQRT_2)));
    let a = libm::pow(10.0, gain / 40.0);
    let slope = 2.0 * libm::sqrt(a) * alpha;
    let (b, [a0, a1, a2]) = match band.kind {
        BandKind::LowCut => (
            [(1.0 + cos) / 2.0, -(1.0 + cos), (1.0 + cos) / 2.0],
            [1.0 + alpha, -2.0 * cos, 1.0 - alpha],
        ),
        BandKind::HighCut => (
            [(1.0 - cos) / 2.0, 1.0 - cos, (1.0 - cos) / 2.0],
            [1.0 + alpha, -2.0 * cos, 1.0 - alpha],
        ),
        BandKind::Bell => (
            [1.0 + alpha * a, -2.0 * cos, 1.0 - alpha * a],
            [1.0 + alpha / a, -2.0 * cos, 1.0 - alpha / a],
        ),
        BandKind::LowShelf => shelf(a, cos, slope),
        // The other shelf is the same with its frequencies turned round.
        BandKind::HighShelf => {
            let ([b0, b1, b2], [a0, a1, a2]) = shelf(a, -cos, slope);
            ([b0, -b1, b2], [a0, -a1, a2])
        }
    };
    Some(Section { b: b.map(|b| b / a0), a: [a1 / a0, a2 / a0] })
}

/// The low shelf.
fn shelf(a: f64, cos: f64, slope: f64) -> ([f64; 3], [f64; 3]) {
    let (up, down) = (a + 1.0, a - 1.0);
    (
        [a * (up - down * cos + slope), 2.0 * a * (down - up * cos), a * (up - down * cos - slope)],
        [up + down * cos + slope, -2.0 * (down + up * cos), up + down * cos - slope],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::db_from_gain;

    /// Decibels that come out of a sine of `hertz`.
    fn response(band: Band, hertz: f64) -> f32 {
        let mut equaliser = Equaliser::new(&[band]);
        let mut block: Vec<[f64; 2]> = (0..96_000)
            .map(|n| [libm::sin(TAU * hertz * f64::from(n) / f64::from(RATE)); 2])
            .collect();
        equaliser.learn().filter(&mut block);
        let power: f64 = block[48_000..].iter().map(|frame| frame[0] * frame[0]).sum();
        db_from_gain(libm::sqrt(power / 24_000.0))
    }

    #[track_caller]
    fn check(kind: BandKind, gain: f32, expected: [f32; 3]) {
        let band = Band { kind, hertz: 1000.0, gain, q: std::f32::consts::FRAC_1_SQRT_2 };
        for (hertz, expected) in [20.0, 1000.0, 18_000.0].into_iter().zip(expected) {
            let came = response(band, hertz);
            assert!((came - expected).abs() < 0.1, "{kind:?} at {hertz} Hz: {came} dB");
        }
    }

    #[test]
    fn each_band_does_what_its_name_says() {
        check(BandKind::Bell, 6.0, [0.0, 6.0, 0.0]);
        check(BandKind::Bell, -12.0, [0.0, -12.0, 0.0]);
        check(BandKind::LowShelf, 6.0, [6.0, 3.0, 0.0]);
        check(BandKind::HighShelf, -6.0, [0.0, -3.0, -6.0]);
        check(BandKind::LowCut, 0.0, [-67.96, -3.01, 0.0]);
        check(BandKind::HighCut, 3.0, [0.0, -3.01, -62.65]);
    }

    #[test]
    fn nonsense_is_harmless_and_nothing_is_left_out() {
        let bands = [f32::NAN, 0.0, -1.0, f32::INFINITY].map(|hertz| Band {
            hertz,
            q: hertz,
            gain: hertz,
            kind: BandKind::HighShelf,
        });
        let mut equaliser = Equaliser::new(&bands.repeat(5));
        let mut block = vec![[0.5; 2]; 96_000];
        equaliser.learn().filter(&mut block);
        assert!(block.iter().flatten().all(|sample| sample.abs() < 10.0));
        assert!(Equaliser::new(&[Band::default()]).is_flat());
    }
}
