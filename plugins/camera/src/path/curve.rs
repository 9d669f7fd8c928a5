//! The line that a path draws, by its length.

use bevy_math::DVec3;
use maquette_document::Curve;

/// Shares of a stretch and their weights: Gauss and Legendre's quadrature of five points.
const GAUSS: [(f64, f64); 5] = [
    (0.046_910_077_030_668, 0.118_463_442_528_094_5),
    (0.230_765_344_947_158_5, 0.239_314_335_249_683_2),
    (0.5, 0.284_444_444_444_444_4),
    (0.769_234_655_052_841_5, 0.239_314_335_249_683_2),
    (0.953_089_922_969_332, 0.118_463_442_528_094_5),
];
/// A stretch is measured well when its halves agree with it to this share.
const MEASURED: f64 = 1e-6;
/// How often a stretch is halved at most: at a cusp nothing agrees.
const MOST_HALVINGS: u32 = 12;
/// A place on the line is found to this share of its stretch.
const FOUND: f64 = 1e-7;
const MOST_STEPS: usize = 24;

/// A place that the line passes, and its Bézier handles as metres off it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) at: DVec3,
    pub(super) before: DVec3,
    pub(super) after: DVec3,
}

/// Cubics between spots, cut into stretches of known length.
pub(super) struct CurveLine {
    cubics: Vec<Cubic>,
    stretches: Vec<Stretch>,
    /// Metres from the head of the line to each spot.
    reach: Vec<f64>,
    head: DVec3,
}

struct Stretch {
    cubic: usize,
    /// The parameters of its cubic that it lies between.
    from: f64,
    to: f64,
    /// Metres from the head of the line.
    start: f64,
    length: f64,
}

impl CurveLine {
    /// Through `spots`, of which there is one at least, and no two neighbours are one place.
    pub(super) fn new(spots: &[Spot], curve: Curve) -> Self {
        let cubics: Vec<Cubic> = match curve {
            Curve::Through => through(spots),
            Curve::Bezier => spots
                .windows(2)
                .map(|ends| Cubic::new(ends, 3.0 * ends[0].after, -3.0 * ends[1].before))
                .collect(),
            Curve::Straight => spots
                .windows(2)
                .map(|ends| Cubic::new(ends, ends[1].at - ends[0].at, ends[1].at - ends[0].at))
                .collect(),
        };
        let head = spots.first().map_or(DVec3::ZERO, |spot| spot.at);
        let mut line = Self { cubics, stretches: Vec::new(), reach: vec![0.0], head };
        for index in 0..line.cubics.len() {
            line.measure(index, [0.0, 1.0], line.cubics[index].length(0.0, 1.0), MOST_HALVINGS);
            line.reach.push(line.length());
        }
        line
    }

    /// Metres in all.
    pub(super) fn length(&self) -> f64 {
        self.stretches.last().map_or(0.0, |last| last.start + last.length)
    }

    /// Metres to a spot.
    pub(super) fn reach(&self, spot: usize) -> f64 {
        self.reach[spot]
    }

    /// The place `metres` along the line; its ends beyond them.
    pub(super) fn at(&self, metres: f64) -> DVec3 {
        let next = self.stretches.partition_point(|stretch| stretch.start <= metres);
        let Some(stretch) = self.stretches.get(next.saturating_sub(1)) else { return self.head };
        let cubic = &self.cubics[stretch.cubic];
        cubic.at(stretch.parameter(cubic, metres - stretch.start))
    }

    /// Halves what is not yet measured well, and keeps the halves.
    fn measure(&mut self, cubic: usize, [from, to]: [f64; 2], whole: f64, halvings: u32) {
        let middle = f64::midpoint(from, to);
        let halves = [[from, middle], [middle, to]];
        let lengths = halves.map(|[from, to]| self.cubics[cubic].length(from, to));
        let sum = lengths[0] + lengths[1];
        let measured = halvings == 0 || (sum - whole).abs() <= MEASURED * sum;
        for ([from, to], length) in halves.into_iter().zip(lengths) {
            if measured {
                let start = self.length();
                self.stretches.push(Stretch { cubic, from, to, start, length });
            } else {
                self.measure(cubic, [from, to], length, halvings - 1);
            }
        }
    }
}

impl Stretch {
    /// The parameter `metres` into the stretch: Newton's steps, kept between what is known to be too near and
    /// too far.
    fn parameter(&self, cubic: &Cubic, metres: f64) -> f64 {
        let share = metres / self.length;
        if share.is_nan() || share <= 0.0 {
            return self.from;
        }
        if share >= 1.0 {
            return self.to;
        }
        let (mut near, mut far) = (self.from, self.to);
        let mut parameter = near + (far - near) * share;
        for _ in 0..MOST_STEPS {
            let past = cubic.length(self.from, parameter) - metres;
            if past.abs() <= FOUND * self.length {
                break;
            }
            if past > 0.0 {
                far = parameter;
            } else {
                near = parameter;
            }
            let step = parameter - past / cubic.speed(parameter);
            parameter = if near < step && step < far { step } else { f64::midpoint(near, far) };
        }
        parameter
    }
}

/// By the powers of its parameter, 0 to 1.
struct Cubic([DVec3; 4]);

impl Cubic {
    /// From one spot to the next, by the velocities at both.
    fn new(ends: &[Spot], leave: DVec3, arrive: DVec3) -> Self {
        let (from, way) = (ends[0].at, ends[1].at - ends[0].at);
        Self([from, leave, 3.0 * way - 2.0 * leave - arrive, leave + arrive - 2.0 * way])
    }

    fn at(&self, u: f64) -> DVec3 {
        let [a, b, c, d] = self.0;
        a + (b + (c + d * u) * u) * u
    }

    fn speed(&self, u: f64) -> f64 {
        let [_, b, c, d] = self.0;
        (b + (2.0 * c + 3.0 * d * u) * u).length()
    }

    fn length(&self, from: f64, to: f64) -> f64 {
        let width = to - from;
        width * GAUSS.iter().map(|(x, weight)| weight * self.speed(from + width * x)).sum::<f64>()
    }
}

/// Centripetal Catmull-Rom: knots stand apart by the root of the distance, so that no loop comes between two
/// spots (C. Yuksel, S. Schaefer, J. Keyser, "Parameterization and applications of Catmull-Rom curves", 2011).
/// Beyond each end lies its neighbour's reflection: the line leaves and arrives straight.
fn through(spots: &[Spot]) -> Vec<Cubic> {
    let knots: Vec<f64> =
        spots.windows(2).map(|pair| pair[0].at.distance(pair[1].at).sqrt()).collect();
    let velocity = |i: usize| {
        let stretch = |i: usize| (spots[i + 1].at - spots[i].at) / knots[i];
        if i == 0 {
            stretch(0)
        } else if i == knots.len() {
            stretch(i - 1)
        } else {
            let (before, after) = (knots[i - 1], knots[i]);
            (stretch(i - 1) * after + stretch(i) * before) / (before + after)
        }
    };
    spots
        .windows(2)
        .enumerate()
        .map(|(i, ends)| Cubic::new(ends, velocity(i) * knots[i], velocity(i + 1) * knots[i]))
        .collect()
}
