//! What carries a camera: a path made ready to be asked where on it the camera is.
//!
//! The shape of a path does not depend on its pace: keys make a curve, and the pace says how far along it the
//! camera is. Turns and focal lengths go by the same measure as the pace: by length where it is even, by time
//! where the keys have times, so that a head may turn while the camera waits.

mod course;
mod curve;
mod head;

use bevy_math::{DVec3, Vec3};
use maquette_document::{Curve, Ease, Pace, Path, PathKey};
use maquette_time::Flicks;

use crate::aim::Aim;
use crate::bounds::within_reach;
use crate::ease::{eased, share_of};
use course::{Course, End};
use curve::{CurveLine, Spot};
use head::Head;

/// Keys beyond these are not looked at.
const MOST_KEYS: usize = 4096;
/// Metres: keys nearer to one another are one place.
const ONE_PLACE: f64 = 1e-4;

/// A path with its lengths measured.
pub(crate) struct Way {
    line: CurveLine,
    pace: Paced,
    head: Option<Head>,
    focal: Option<Course>,
}

/// Where a path has brought the camera, and what it says of the head and the lens.
pub(crate) struct Carried {
    pub(crate) position: Vec3,
    pub(crate) aim: Option<Aim>,
    pub(crate) focal: Option<f32>,
}

enum Paced {
    Even {
        start: Flicks,
        length: Flicks,
        ease: Ease,
    },
    /// Metres along the line by seconds after the first key.
    Keyed {
        first: Flicks,
        along: Course,
    },
}

impl Way {
    /// None for a path that is nowhere.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let keys = sane(path);
        let first = keys.first()?;
        let (spots, stands) = spots_of(&keys, path.curve);
        let line = CurveLine::new(&spots, path.curve);
        let metres = stands.iter().map(|spot| line.reach(*spot));
        let (pace, measure, end) = match path.pace {
            Pace::Even { start, length, ease } => {
                (Paced::Even { start, length, ease }, metres.collect(), End::Running)
            }
            Pace::Keyed => {
                let seconds: Vec<f64> =
                    keys.iter().map(|key| seconds_between(first.at, key.at)).collect();
                let along = Course::new(seconds.iter().copied().zip(metres), [End::AtRest; 2]);
                (Paced::Keyed { first: first.at, along: along? }, seconds, End::AtRest)
            }
        };
        let measured = || measure.iter().copied().zip(&keys);
        let angles: Vec<(f64, Vec3)> =
            measured().filter_map(|(at, key)| Some((at, key.angles?))).collect();
        let focals: Vec<(f64, f64)> =
            measured().filter_map(|(at, key)| Some((at, f64::from(key.focal?)))).collect();
        // What begins or ends on the way does so from rest; what begins with the way goes with it.
        let ends = |first: Option<f64>, last: Option<f64>| {
            let of = |own: Option<f64>, way: Option<&f64>| {
                if own == way.copied() { end } else { End::AtRest }
            };
            [of(first, measure.first()), of(last, measure.last())]
        };
        let ends_of_angles = ends(angles.first().map(|key| key.0), angles.last().map(|key| key.0));
        let ends_of_focals = ends(focals.first().map(|key| key.0), focals.last().map(|key| key.0));
        Some(Self {
            head: Head::new(&angles, ends_of_angles),
            focal: Course::new(focals.into_iter(), ends_of_focals),
            line,
            pace,
        })
    }

    pub(crate) fn at(&self, time: Flicks) -> Carried {
        let (metres, measure) = match &self.pace {
            Paced::Even { start, length, ease } => {
                let share = f64::from(eased(*ease, share_of(*start, *length, time)));
                let metres = share * self.line.length();
                (metres, metres)
            }
            Paced::Keyed { first, along } => {
                let seconds = seconds_between(*first, time);
                (along.at(seconds), seconds)
            }
        };
        Carried {
            position: self.line.at(metres).as_vec3(),
            aim: self.head.as_ref().map(|head| head.at(measure)),
            focal: self.focal.as_ref().map(|focal| focal.at(measure) as f32),
        }
    }
}

/// The keys that are somewhere, in the order in which they are passed.
fn sane(path: &Path) -> Vec<PathKey> {
    let mut keys: Vec<PathKey> = path
        .keys
        .iter()
        .take(MOST_KEYS)
        .filter(|key| key.position.is_finite())
        .map(|key| PathKey {
            position: within_reach(key.position),
            angles: key.angles.filter(|angles| angles.is_finite()),
            focal: key.focal.filter(|focal| focal.is_finite()),
            before: handle(key.before),
            after: handle(key.after),
            ..*key
        })
        .collect();
    if path.pace == Pace::Keyed {
        keys.sort_by_key(|key| key.at);
        // The later of two at one time: taken in turn, each takes the place of the one before.
        keys.dedup_by(|next, kept| {
            let same = next.at == kept.at;
            if same {
                *kept = *next;
            }
            same
        });
    }
    keys
}

fn handle(offset: Vec3) -> Vec3 {
    if offset.is_finite() { within_reach(offset) } else { Vec3::ZERO }
}

/// The places that keys stand at, each once where they wait, and which of them each key stands at.
fn spots_of(keys: &[PathKey], curve: Curve) -> (Vec<Spot>, Vec<usize>) {
    let mut spots: Vec<Spot> = Vec::with_capacity(keys.len());
    let mut stands = Vec::with_capacity(keys.len());
    for key in keys {
        let [at, before, after] = [key.position, key.before, key.after].map(|v| v.as_dvec3());
        let waits = |last: &Spot| {
            let loops =
                curve == Curve::Bezier && (last.after, before) != (DVec3::ZERO, DVec3::ZERO);
            last.at.distance(at) < ONE_PLACE && !loops
        };
        match spots.last_mut().filter(|last| waits(last)) {
            Some(last) => last.after = after,
            None => spots.push(Spot { at, before, after }),
        }
        stands.push(spots.len() - 1);
    }
    (spots, stands)
}

fn seconds_between(first: Flicks, time: Flicks) -> f64 {
    (time.0 as f64 - first.0 as f64) / Flicks::SECOND.0 as f64
}

#[cfg(test)]
mod tests;
