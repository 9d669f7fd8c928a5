//! The synthesiser: a voice and noise through resonances in cascade, friction through resonances side by side.
//!
//! After D. H. Klatt, *Software for a cascade/parallel formant synthesizer*, JASA 67, 971–995 (1980), with the voice
//! of D. H. and L. C. Klatt, JASA 87, 820–857 (1990): the flow of a period is `x² − x³` while the glottis is open.
//! Its end is rounded so that no partial folds back.

use std::f64::consts::{PI, TAU};

use super::colour::Colour;
use super::score::Instant;
use super::targets::Formants;

/// Samples a second.
pub(crate) const RATE: u32 = 24_000;
/// Samples between two instants: 2.5 ms.
pub(crate) const STEP: usize = 60;

/// The formants over the third, hertz and width.
const HIGHER: [(f64, f64); 8] = [
    (3_400.0, 220.0),
    (4_300.0, 300.0),
    (5_300.0, 500.0),
    (6_300.0, 700.0),
    (7_300.0, 900.0),
    (8_400.0, 1_000.0),
    (9_500.0, 1_100.0),
    (10_600.0, 1_200.0),
];
/// Those that shape friction over the third, hertz and width.
const HISSING: [(f64, f64); 3] = [(3_500.0, 450.0), (4_500.0, 800.0), (6_600.0, 2_400.0)];
const NOSE: (f64, f64) = (270.0, 100.0);
/// Of the vowel that all else is measured against.
const VOWEL: f64 = 0.11;

/// A resonance with the gain 1 at 0 Hz, or its opposite.
#[derive(Clone, Copy, Debug, Default)]
struct Resonance {
    a: f64,
    b: f64,
    c: f64,
    last: f64,
    before: f64,
}

impl Resonance {
    fn at(hertz: f64, width: f64) -> Self {
        let mut new = Self::default();
        new.tune(hertz, width);
        new
    }

    fn tune(&mut self, hertz: f64, width: f64) {
        let radius = libm::exp(-PI * width / f64::from(RATE));
        self.c = -radius * radius;
        self.b = 2.0 * radius * libm::cos(TAU * hertz / f64::from(RATE));
        self.a = 1.0 - self.b - self.c;
    }

    fn next(&mut self, input: f64) -> f64 {
        let output = self.a * input + self.b * self.last + self.c * self.before;
        (self.before, self.last) = (self.last, output);
        output
    }

    /// Takes away what [`next`](Self::next) would raise.
    fn opposite(&mut self, input: f64) -> f64 {
        let output = (input - self.b * self.last - self.c * self.before) / self.a;
        (self.before, self.last) = (self.last, input);
        output
    }
}

/// Lets pass what lies about a formant, with the gain 1 there.
#[derive(Clone, Copy, Debug, Default)]
struct Band {
    gain: f64,
    b: f64,
    c: f64,
    inputs: [f64; 2],
    outputs: [f64; 2],
}

impl Band {
    fn tune(&mut self, hertz: f64, width: f64) {
        let radius = libm::exp(-PI * width / f64::from(RATE));
        self.c = -radius * radius;
        self.b = 2.0 * radius * libm::cos(TAU * hertz / f64::from(RATE));
        self.gain = (1.0 + self.c) / 2.0;
    }

    fn next(&mut self, input: f64) -> f64 {
        let output = self.gain * (input - self.inputs[1])
            + self.b * self.outputs[0]
            + self.c * self.outputs[1];
        self.inputs = [input, self.inputs[0]];
        self.outputs = [output, self.outputs[0]];
        output
    }
}

/// A throat that speaks.
pub(crate) struct Throat {
    colour: Colour,
    seed: u64,
    count: u64,
    /// Of the period, 0 to 1, and how far it goes on in a sample.
    phase: f64,
    step: f64,
    /// What this period is louder than others.
    shimmer: f64,
    dull: f64,
    hum: f64,
    formants: [Resonance; 3],
    higher: Vec<Resonance>,
    nose: [Resonance; 2],
    bands: [Band; 5],
    /// Voicing, breath, friction as they are now.
    gains: [f64; 3],
    noise: [f64; 6],
    murmur: f64,
    /// Widths of the formants and the nose as they are now, which follow a little later.
    widths: Formants,
    nasal: f64,
}

impl Throat {
    pub(crate) fn of(colour: Colour, seed: u64) -> Self {
        let limit = f64::from(RATE) * 0.46;
        let higher =
            HIGHER.iter().map(|(hertz, width)| (hertz * colour.scale, width * colour.scale));
        let higher = higher
            .filter(|(hertz, _)| *hertz < limit)
            .map(|(hertz, width)| Resonance::at(hertz, width));
        let mut throat = Self {
            seed,
            count: 0,
            phase: 0.0,
            step: colour.pitch / f64::from(RATE),
            shimmer: 1.0,
            dull: 0.0,
            hum: 0.0,
            formants: [Resonance::default(); 3],
            higher: higher.collect(),
            nose: [Resonance::at(NOSE.0, NOSE.1); 2],
            bands: [Band::default(); 5],
            gains: [0.0; 3],
            noise: [0.0; 6],
            murmur: 0.0,
            widths: [100.0; 3],
            nasal: 0.0,
            colour,
        };
        for (band, (hertz, width)) in throat.bands[2..].iter_mut().zip(HISSING) {
            band.tune(hertz * libm::sqrt(colour.scale), width);
        }
        throat
    }

    /// The next 2.5 ms, as the throat is `now`, at `hertz`.
    pub(crate) fn perform(&mut self, now: &Instant, hertz: f64, out: &mut Vec<f32>) {
        self.tune(now);
        let aims = [now.voicing, now.breath, now.friction];
        let speeds = [0.32, 0.40, if now.sudden { 1.0 } else { 0.5 }];
        let from = self.gains;
        for ((gain, aim), speed) in self.gains.iter_mut().zip(aims).zip(speeds) {
            *gain += (aim - *gain) * speed;
        }
        self.murmur += (f64::from(u8::from(now.murmur)) - self.murmur) * 0.4;
        let to = self.gains;
        for n in 0..STEP {
            let share = (n + 1) as f64 / STEP as f64;
            let gain = |which: usize| from[which] + (to[which] - from[which]) * share;
            let noise = self.chance();
            let voice = self.voice(hertz) * gain(0);
            let open = if self.phase < self.colour.open || gain(0) < 0.05 { 1.0 } else { 0.4 };
            let breath = noise * open * (self.colour.breath * gain(0) + BREATH * gain(1));
            let cascade = self.cascade(voice + breath);
            let friction = self.friction(noise) * gain(2);
            out.push((LOUDNESS * cascade + VOWEL * friction) as f32);
        }
    }

    fn tune(&mut self, now: &Instant) {
        let scale = self.colour.scale;
        for (width, aim) in self.widths.iter_mut().zip(now.widths) {
            *width += (aim - *width) * 0.3;
        }
        self.nasal += (now.nose - self.nasal) * 0.3;
        for (n, resonance) in self.formants.iter_mut().enumerate() {
            let hertz = (now.formants[n] * scale).clamp(150.0, 5_500.0);
            resonance.tune(hertz, self.widths[n].clamp(40.0, 900.0) * libm::sqrt(scale));
        }
        self.nose[0].tune((NOSE.0 + 180.0 * self.nasal) * scale, NOSE.1);
        self.nose[1].tune(NOSE.0 * scale, NOSE.1);
        let (second, third) = (now.formants[1] * scale, now.formants[2] * scale);
        self.bands[0].tune(second.clamp(300.0, 5_500.0), 220.0);
        self.bands[1].tune(third.clamp(300.0, 5_500.0), 300.0);
        if let Some(noise) = now.noise {
            self.noise = weights(&noise);
        }
    }

    /// The flow of the glottis, differentiated, about -1 to 0.4.
    fn voice(&mut self, hertz: f64) -> f64 {
        let open = self.colour.open;
        self.phase += self.step;
        if 1.0 <= self.phase {
            self.phase -= 1.0;
            let (uneven, louder) = (self.chance_of(1), self.chance_of(2));
            self.step = hertz * (1.0 + self.colour.creak * uneven) / f64::from(RATE);
            self.shimmer = 1.0 + 2.0 * self.colour.creak * louder;
        }
        let x = self.phase / open;
        let mut flow = if self.phase < open { x * (2.0 - 3.0 * x) } else { 0.0 };
        let away = (self.phase - open) / self.step;
        if (-1.0..0.0).contains(&away) {
            flow += (1.0 + away) * (1.0 + away) / 2.0;
        } else if (0.0..1.0).contains(&away) {
            flow -= (1.0 - away) * (1.0 - away) / 2.0;
        }
        self.dull += (1.0 - self.colour.tilt) * (flow * self.shimmer - self.dull);
        self.hum += 0.08 * (self.dull - self.hum);
        self.dull + (self.hum - self.dull) * self.murmur
    }

    fn cascade(&mut self, source: f64) -> f64 {
        let mut sound = self.nose[0].opposite(source);
        sound = self.nose[1].next(sound);
        for resonance in self.formants.iter_mut().chain(&mut self.higher) {
            sound = resonance.next(sound);
        }
        sound
    }

    fn friction(&mut self, noise: f64) -> f64 {
        let mut sum = self.noise[5] * noise;
        for (n, band) in self.bands.iter_mut().enumerate() {
            // Neighbours stand against each other, so that no hole is between them.
            let sign = if n % 2 == 0 { 1.0 } else { -1.0 };
            sum += sign * self.noise[n] * band.next(noise);
        }
        sum
    }

    /// Noise of this sample, -1 to 1, as a hash of its place.
    fn chance(&mut self) -> f64 {
        self.count += 1;
        f64::midpoint(self.chance_of(3), self.chance_of(4)) * 1.4
    }

    fn chance_of(&self, purpose: u64) -> f64 {
        let mut bits = self.seed ^ self.count.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ purpose << 56;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// Brings a vowel to [`VOWEL`].
const LOUDNESS: f64 = 0.06;
const BREATH: f64 = 0.25;

/// Gains of the five bands and of what passes by them, so that all noise together is as loud as its level says.
fn weights(noise: &super::targets::Noise) -> [f64; 6] {
    let half = f64::from(RATE) / 2.0;
    let widths = [220.0, 300.0, HISSING[0].1, HISSING[1].1, HISSING[2].1];
    let gain = |decibels: f64| if 90.0 < decibels { 0.0 } else { libm::exp10(-decibels / 20.0) };
    let gains = noise.formants.map(gain);
    let bypass = gain(noise.bypass);
    let power: f64 =
        gains.iter().zip(widths).map(|(gain, width)| gain * gain * width * PI / 2.0 / half).sum();
    // Of noise as made here, a third is its power.
    let scale = gain(noise.level) / libm::sqrt((power + bypass * bypass).max(1e-9) * 0.33);
    let [a, b, c, d, e] = gains;
    [a, b, c, d, e, bypass].map(|one| one * scale)
}
