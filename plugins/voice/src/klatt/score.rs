//! What the throat does at each instant of a line: the parameters that drive the synthesiser.

use super::plan::Segment;
use super::targets::{Formants, Noise, Target, is_front, locus, noise, target};
use crate::g2p::{Phoneme, Stress};

/// The throat at one instant; formants of a grown man, gains from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Instant {
    pub voicing: f64,
    /// Breath that goes through all formants.
    pub breath: f64,
    pub friction: f64,
    pub noise: Option<Noise>,
    pub formants: Formants,
    pub widths: Formants,
    /// How far the nose is open.
    pub nose: f64,
    /// Only a hum behind closed lips is heard.
    pub murmur: bool,
    /// Noise starts at once, as a burst does.
    pub sudden: bool,
}

/// A line to be performed.
pub(crate) struct Score<'a> {
    segments: &'a [Segment],
    /// Seconds at which each segment starts, and the end.
    starts: &'a [f64],
    spans: Vec<Span>,
}

/// Where formants move towards one target.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: f64,
    end: f64,
    target: Target,
    /// How far they are from it at both ends, and for how long that is felt.
    left: Bend,
    right: Bend,
}

#[derive(Clone, Copy, Debug, Default)]
struct Bend {
    away: Formants,
    lasts: Formants,
}

impl<'a> Score<'a> {
    /// `starts` has one entry more than `segments`.
    pub(crate) fn of(segments: &'a [Segment], starts: &'a [f64]) -> Self {
        let mut score = Self { segments, starts, spans: Vec::with_capacity(segments.len()) };
        let targets: Vec<Target> = (0..segments.len()).map(|at| score.aim(at)).collect();
        let mut start = 0.0;
        for (at, target) in targets.iter().enumerate() {
            let end = score.release(at);
            score.spans.push(Span {
                start,
                end,
                target: *target,
                left: Bend::default(),
                right: Bend::default(),
            });
            start = end;
        }
        for at in 1..segments.len() {
            score.bend(at - 1, &targets);
        }
        score
    }

    /// When the mouth leaves segment `at`: a stop is left when it bursts, all others at their end.
    fn release(&self, at: usize) -> f64 {
        let end = self.starts[at + 1];
        match self.segments[at].phoneme {
            Some(phoneme) if phoneme.is_stop() && !self.segments[at].tapped => {
                end - burst(phoneme).min(0.4 * (end - self.starts[at]))
            }
            _ => end,
        }
    }

    fn phoneme(&self, at: usize) -> Option<Phoneme> {
        self.segments.get(at).and_then(|segment| segment.phoneme)
    }

    fn before(&self, at: usize) -> Option<Phoneme> {
        at.checked_sub(1).and_then(|at| self.phoneme(at))
    }

    /// Whether the tongue is in front about segment `at`.
    fn front(&self, at: usize) -> bool {
        self.phoneme(at + 1).or_else(|| self.before(at)).is_some_and(is_front)
    }

    /// The target of segment `at`, where it stands.
    fn aim(&self, at: usize) -> Target {
        let own = self.phoneme(at);
        match own {
            None => self
                .before(at)
                .or_else(|| self.phoneme(at + 1))
                .map_or_else(|| target(Phoneme::Ax), target),
            Some(Phoneme::Hh) => {
                let next = self.phoneme(at + 1).filter(|next| next.is_vowel());
                let mut aim = target(next.unwrap_or(Phoneme::Ax));
                aim.end = aim.start;
                aim.width = target(Phoneme::Hh).width;
                aim
            }
            // After a vowel the tongue is further back.
            Some(Phoneme::L) if !self.segments[at].in_onset => Target {
                start: [420.0, 880.0, 2_650.0],
                end: [420.0, 850.0, 2_650.0],
                ..target(Phoneme::L)
            },
            Some(Phoneme::R) if !self.segments[at].in_onset => Target {
                start: [420.0, 1_250.0, 1_600.0],
                end: [400.0, 1_280.0, 1_580.0],
                ..target(Phoneme::R)
            },
            Some(Phoneme::K | Phoneme::G | Phoneme::Ng) if !self.front(at) => {
                let near = self
                    .phoneme(at + 1)
                    .or_else(|| self.before(at))
                    .map_or(1_300.0, |near| target(near).start[1]);
                let mut aim = target(own.unwrap_or(Phoneme::K));
                aim.start[1] = 300.0 + 0.97 * near.clamp(700.0, 1_600.0);
                aim.start[2] = 2_300.0;
                aim.end = aim.start;
                aim
            }
            Some(phoneme) => {
                let mut aim = target(phoneme);
                // A short diphthong does not arrive.
                if phoneme.is_vowel() && self.segments[at].seconds < 0.12 {
                    let reach = self.segments[at].seconds / 0.12;
                    for (end, start) in aim.end.iter_mut().zip(aim.start) {
                        *end = start + (*end - start) * reach;
                    }
                }
                aim
            }
        }
    }

    /// Joins the formants of segments `at` and `at + 1`.
    fn bend(&mut self, at: usize, targets: &[Target]) {
        let (Some(left), Some(right)) = (self.phoneme(at), self.phoneme(at + 1)) else { return };
        let (one, other) = (locus(left, is_front(right)), locus(right, is_front(left)));
        let (end, start) = (targets[at].end, targets[at + 1].start);
        let strongest = one.rank.max(other.rank);
        let (mut before, mut after) = (Bend::default(), Bend::default());
        for n in 0..3 {
            let (place, out, inside, leads) = if strongest < 10 {
                (f64::midpoint(end[n], start[n]), 0.06, 0.06, true)
            } else if other.rank <= one.rank {
                (one.base[n] + one.share[n] * start[n], one.outside[n], one.inside, true)
            } else {
                (other.base[n] + other.share[n] * end[n], other.outside[n], other.inside, false)
            };
            (before.away[n], after.away[n]) = (place - end[n], place - start[n]);
            (before.lasts[n], after.lasts[n]) = if leads { (inside, out) } else { (out, inside) };
        }
        // No move may reach beyond its span, or it would jump at the other end.
        let within = |bend: Bend, span: &Span| Bend {
            lasts: bend.lasts.map(|lasts| lasts.min(span.end - span.start)),
            ..bend
        };
        self.spans[at].right = within(before, &self.spans[at]);
        self.spans[at + 1].left = within(after, &self.spans[at + 1]);
    }

    /// The throat at `time` seconds, in segment `at`.
    pub(crate) fn instant(&self, at: usize, time: f64) -> Instant {
        let span = &self.spans
            [if self.spans[at].end <= time && at + 1 < self.spans.len() { at + 1 } else { at }];
        let mut now = self.gains(at, time);
        let share = ((time - span.start) / (span.end - span.start).max(1e-3)).clamp(0.0, 1.0);
        // Diphthongs stay for a while before they move.
        let share = ((share - 0.2) / 0.65).clamp(0.0, 1.0);
        let ended = |lasts: f64, away: f64| {
            if lasts <= 0.0 {
                0.0
            } else {
                0.5 + 0.5 * libm::cos(std::f64::consts::PI * (away / lasts).clamp(0.0, 1.0))
            }
        };
        for n in 0..3 {
            let aim = span.target.start[n] + (span.target.end[n] - span.target.start[n]) * share;
            let left = span.left.away[n] * ended(span.left.lasts[n], time - span.start);
            let right = span.right.away[n] * ended(span.right.lasts[n], span.end - time);
            now.formants[n] = aim + left + right;
            now.widths[n] = span.target.width[n];
        }
        // Breath comes with an open glottis, which damps the first formant.
        if now.voicing < 0.1 && 0.0 < now.breath {
            now.widths[0] += 180.0;
        }
        now
    }

    fn gains(&self, at: usize, time: f64) -> Instant {
        let segment = &self.segments[at];
        let Some(phoneme) = segment.phoneme else { return Instant::default() };
        let (into, left) = (time - self.starts[at], self.starts[at + 1] - time);
        let length = self.starts[at + 1] - self.starts[at];
        let next = self.phoneme(at + 1);
        let last = self.before(at);
        let mut now = Instant::default();
        if phoneme.is_vowel() || phoneme.is_glide() {
            let strength = match segment.stress {
                Stress::Primary => 1.0,
                Stress::Secondary => 0.88,
                Stress::None => 0.72,
            };
            now.voicing = if phoneme.is_vowel() { strength } else { 0.62 * strength };
            let onset = self.onset_of_voice(at);
            if into < onset {
                (now.voicing, now.breath) = (0.0, 0.8);
            } else if next.is_none() && segment.ends_phrase {
                now.voicing *= (left / 0.09).min(1.0);
                now.breath = 0.04 * (1.0 - (left / 0.12).min(1.0));
            }
            now.nose = self.nose(at, into, left);
        } else if phoneme.is_nasal() {
            now.voicing = 0.62 * if next.is_none() { (left / 0.06).min(1.0) } else { 1.0 };
            now.nose = 1.0;
        } else if phoneme == Phoneme::Hh {
            now.breath = 0.75;
            now.voicing = if last.is_some_and(Phoneme::is_voiced) { 0.22 } else { 0.0 };
        } else if phoneme.is_fricative() {
            self.hiss(&mut now, at, into, left, length);
        } else if segment.tapped {
            now.voicing = 0.30;
            now.murmur = true;
        } else {
            self.stop(&mut now, at, time, length);
        }
        now
    }

    /// Seconds after the release of a voiceless stop before the voice sets in, at segment `at`.
    fn onset_of_voice(&self, at: usize) -> f64 {
        let Some(stop) = at.checked_sub(1) else { return 0.0 };
        let Some(phoneme) = self.phoneme(stop).filter(|one| one.is_stop() && !one.is_voiced())
        else {
            return 0.0;
        };
        let segment = &self.segments[stop];
        if segment.tapped {
            return 0.0;
        }
        let after_s =
            self.before(stop) == Some(Phoneme::S) && segment.in_onset && !segment.starts_word;
        let own = match phoneme {
            Phoneme::P => 0.042,
            Phoneme::T => 0.048,
            _ => 0.055,
        };
        let share: f64 = match () {
            () if after_s => 0.1,
            () if segment.in_onset && (segment.stress != Stress::None || segment.starts_word) => {
                1.0
            }
            () => 0.45,
        };
        (own * share).min(0.6 * self.segments[at].seconds)
    }

    /// How far the nose is open in a vowel beside an M or N.
    fn nose(&self, at: usize, into: f64, left: f64) -> f64 {
        let near = |phoneme: Option<Phoneme>, away: f64, reach: f64| match phoneme {
            Some(phoneme) if phoneme.is_nasal() => (1.0 - away / reach).max(0.0),
            _ => 0.0,
        };
        0.6 * near(self.before(at), into, 0.03).max(near(self.phoneme(at + 1), left, 0.06))
    }

    fn hiss(&self, now: &mut Instant, at: usize, into: f64, left: f64, length: f64) {
        let Some(phoneme) = self.phoneme(at) else { return };
        now.noise = noise(phoneme, self.front(at));
        let edge = (into / 0.025).min(left / 0.02).clamp(0.0, 1.0);
        now.friction = edge;
        if phoneme.is_voiced() {
            let silent_after = self.phoneme(at + 1).is_none_or(|next| !next.is_voiced());
            // At the end of talk the voice leaves before the noise does.
            let voice = if silent_after { (left / length * 1.6).min(1.0) } else { 1.0 };
            let (voicing, friction) = match phoneme {
                Phoneme::Dh => (0.50, 0.45),
                Phoneme::V => (0.46, 0.55),
                _ => (0.34, 0.50),
            };
            now.voicing = voicing * voice;
            now.friction = edge * (friction + (0.85 - friction) * (1.0 - voice));
        }
    }

    /// A stop: shut, then a burst; an affricate: shut, then a hiss.
    fn stop(&self, now: &mut Instant, at: usize, time: f64, length: f64) {
        let Some(phoneme) = self.phoneme(at) else { return };
        let (start, end) = (self.starts[at], self.starts[at + 1]);
        let release = if phoneme.is_affricate() { start + 0.42 * length } else { self.release(at) };
        let next = self.phoneme(at + 1);
        if time < release {
            let voiced_before = self.before(at).is_some_and(Phoneme::is_voiced);
            if phoneme.is_voiced() {
                let spent = if voiced_before { 0.5 * (time - start) / length } else { 0.4 };
                now.voicing =
                    if voiced_before || release - time < 0.04 { 0.34 * (1.0 - spent) } else { 0.0 };
                now.murmur = true;
            }
            return;
        }
        now.noise = noise(phoneme, self.front(at));
        now.sudden = true;
        let unheard =
            next.is_some_and(|next| next.is_stop() || next.is_affricate() || next.is_nasal());
        if phoneme.is_affricate() {
            now.friction =
                ((end - time) / 0.02).clamp(0.0, 1.0) * if phoneme.is_voiced() { 0.7 } else { 1.0 };
            now.voicing = if phoneme.is_voiced() && next.is_some() { 0.25 } else { 0.0 };
        } else {
            let fading = 1.0 - 0.5 * (time - release) / (end - release).max(1e-3);
            let strength =
                if phoneme.is_voiced() { 0.6 } else { 1.0 } * if unheard { 0.25 } else { 1.0 };
            now.friction = fading * strength;
            now.breath = if phoneme.is_voiced() || unheard { 0.0 } else { 0.3 };
            now.voicing = if phoneme.is_voiced() && next.is_some() { 0.3 } else { 0.0 };
        }
    }
}

/// Seconds that the noise of a stop lasts once it opens.
fn burst(phoneme: Phoneme) -> f64 {
    match phoneme {
        Phoneme::P => 0.010,
        Phoneme::T => 0.018,
        Phoneme::K => 0.025,
        Phoneme::B => 0.007,
        Phoneme::D => 0.011,
        _ => 0.016,
    }
}
