//! What a camera did over its shot, in the words of the set.
//!
//! Read off the way that it went, so that a path drawn by hand has a name too; the rig's own moves only add what
//! a way does not tell: that it follows somebody, that hands hold it, that a focus is racked.

mod arc;
mod way;

use bevy_math::{Vec3, ops};
use maquette_document::MoveKind;

use crate::track::CameraTrack;
use way::Way;

/// By how much more must be seen where hands hold the camera.
const UNREST: f32 = 5.0;
/// What a dolly zoom holds is this far away: metres.
const HELD: std::ops::Range<f32> = 0.2..200.0;

/// One thing that a camera does. Signs are those of [`MoveKind`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Part {
    /// Metres over the level ground.
    Dolly(f32),
    Truck(f32),
    Pedestal(f32),
    /// Degrees about a point so many metres away, which stays in its place in the picture.
    Arc {
        degrees: f32,
        radius: f32,
    },
    /// Degrees.
    Pan(f32),
    Tilt(f32),
    Roll(f32),
    /// Millimetres.
    Zoom {
        from: f32,
        to: f32,
    },
    Handheld,
    Rack,
}

impl Part {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dolly(_) => "dolly",
            Self::Truck(_) => "truck",
            Self::Pedestal(_) => "pedestal",
            Self::Arc { .. } => "arc",
            Self::Pan(_) => "pan",
            Self::Tilt(_) => "tilt",
            Self::Roll(_) => "roll",
            Self::Zoom { .. } => "zoom",
            Self::Handheld => "handheld camera",
            Self::Rack => "rack focus",
        }
    }
}

/// How fast it goes, of the seconds in which it moves at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pace {
    Slow,
    Steady,
    Fast,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Motion {
    /// Travel first, then turns, then the lens; empty where it stands still.
    pub(crate) parts: Vec<Part>,
    pub(crate) pace: Pace,
    /// Metres to the right, up and forward along the camera's own axes at the head, from there to the end.
    pub(crate) own: Vec3,
    /// Some of it goes out and comes back: its part says how far out.
    pub(crate) returns: bool,
    /// It goes with somebody.
    pub(crate) follows: bool,
    /// It stands still for some of the shot.
    pub(crate) rests: bool,
    /// The metres to what keeps its size, where a dolly and a zoom work against one another.
    pub(crate) dolly_zoom: Option<f32>,
}

impl Motion {
    pub(crate) fn of(track: &CameraTrack) -> Self {
        let way = Way::of(track);
        let says = |wanted: fn(&MoveKind) -> bool| track.moves.iter().any(wanted);
        let held =
            says(|kind| matches!(kind, MoveKind::Handheld { strength, .. } if *strength > 0.0));
        let unrest = held || way.trembles();
        let seen = way.parts(if unrest { UNREST } else { 1.0 });
        let returns = seen.iter().any(|(_, back)| *back);
        let mut parts: Vec<Part> = seen.into_iter().map(|(part, _)| part).collect();
        let (pace, dolly_zoom) = (way.pace(&parts, track.views[0].fov_x()), dolly_zoom(&parts));
        let rests = !parts.is_empty() && way.rests();
        if unrest {
            parts.push(Part::Handheld);
        }
        if says(|kind| matches!(kind, MoveKind::Rack(_))) {
            parts.push(Part::Rack);
        }
        Self {
            own: way.own(),
            returns,
            follows: says(|kind| matches!(kind, MoveKind::Follow(_))),
            parts,
            pace,
            rests,
            dolly_zoom,
        }
    }

    /// `dolly, tilt, follow`; empty where it stands still.
    pub(crate) fn list(&self) -> String {
        let follows = self.follows.then_some("follow");
        self.parts.iter().map(|part| part.name()).chain(follows).collect::<Vec<_>>().join(", ")
    }

    /// `a dolly with a tilt and a roll`.
    pub(crate) fn names(&self) -> String {
        let name = |part: &Part| match part {
            Part::Arc { .. } => "an arc".into(),
            part => format!("a {}", part.name()),
        };
        let Some((first, rest)) = self.parts.split_first() else { return "nothing".into() };
        let rest: Vec<String> = rest.iter().map(name).collect();
        if rest.is_empty() {
            name(first)
        } else {
            format!("{} with {}", name(first), rest.join(" and "))
        }
    }
}

/// What keeps its size between the head and the end of a dolly and a zoom: `d` metres away, with
/// `from / to = d / (d - dolly)`.
fn dolly_zoom(parts: &[Part]) -> Option<f32> {
    let [Part::Dolly(dolly), Part::Zoom { from, to }] = *parts else { return None };
    let distance = dolly / (1.0 - to / from);
    HELD.contains(&distance).then_some(distance)
}

impl Part {
    /// How much of it a second there is of what is called slow (below 1) and fast (above [`FAST`]), over `fov`
    /// radians of picture.
    fn haste(self, seconds: f32, fov: f32) -> f32 {
        let travel = |metres: f32| metres.abs() / seconds / 0.35;
        let turn = |degrees: f32| degrees.abs().to_radians() / fov / seconds / 0.15;
        match self {
            Self::Dolly(metres) | Self::Truck(metres) | Self::Pedestal(metres) => travel(metres),
            Self::Arc { degrees, radius } => travel(degrees.to_radians() * radius),
            Self::Pan(degrees) | Self::Tilt(degrees) | Self::Roll(degrees) => turn(degrees),
            Self::Zoom { from, to } => ops::ln(to / from).abs() / seconds / 0.2,
            Self::Handheld | Self::Rack => 0.0,
        }
    }
}

/// Times as much as what is no longer slow.
const FAST: f32 = 5.0;

impl Way {
    fn pace(&self, parts: &[Part], fov: f32) -> Pace {
        let seconds = self.moving().max(1e-3);
        let haste = parts.iter().map(|part| part.haste(seconds, fov)).fold(0.0, f32::max);
        match haste {
            haste if haste < 1.0 => Pace::Slow,
            haste if haste < FAST => Pace::Steady,
            _ => Pace::Fast,
        }
    }
}
