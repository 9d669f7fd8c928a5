//! The words of a shot, in one table: the engine registers it, and the page lists it.

mod framing;
mod lens;
mod moving;

use rhai::{Dynamic, Position};

pub(super) use framing::shot as framing_of;

use super::builder::Builder;
use super::facts::Facts;

/// A word that is said of a shot.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub name: &'static str,
    pub part: Part,
    /// The ways in which it is written.
    pub usage: &'static [&'static str],
    pub says: &'static str,
    /// How many values it takes, at least and at most.
    pub(super) takes: (usize, usize),
    pub(super) act: Act,
}

/// What a word is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Framing,
    Lens,
    Place,
    Head,
    /// Moves that only turn.
    Turn,
    /// Moves that only travel.
    Travel,
    /// Moves of the lens.
    Glass,
    /// Moves that do more than one thing.
    Compound,
    Time,
}

/// Does what a word says.
pub(super) type Act = fn(&mut Builder, &Said) -> Result<(), String>;

/// A word as it stands in a script.
pub(super) struct Said<'a> {
    pub(super) values: &'a [Dynamic],
    pub(super) facts: &'a Facts,
    pub(super) position: Position,
}

const fn word(
    name: &'static str,
    part: Part,
    takes: (usize, usize),
    act: Act,
    usage: &'static [&'static str],
    says: &'static str,
) -> Word {
    Word { name, part, usage, says, takes, act }
}

/// Most values that a word takes.
pub(super) const MOST_VALUES: usize = 3;

/// In the order of the page.
#[rustfmt::skip]
pub const WORDS: &[Word] = &[
    word("on", Part::Framing, (1, 3), framing::on, &["on(\"MARA\")", "on(\"MARA\", \"TOM\")", "on([\"MARA\", \"TOM\"])"], "whom it shows; the eyes of the first are composed"),
    word("from", Part::Framing, (1, 1), framing::from, &["from(low)", "from(\"TOM\")"], "the angle, or for a POV through whose eyes"),
    word("side", Part::Framing, (1, 1), framing::side, &["side(left)", "side(right)"], "on which hand of the subject the camera stands; unless told, where it stands now"),
    word("round", Part::Framing, (1, 1), framing::round, &["round(90)"], "degrees round the subject, -180 to 180: 0 before the face, 90 on its left hand, 180 behind"),
    word("bearing", Part::Framing, (1, 1), framing::round, &["bearing(90)"], "another word for round"),
    word("place", Part::Framing, (1, 2), framing::place, &["place(0.33)", "place(left)", "place(0.33, 0.4)"], "where the eyes lie, as a share of the width (and height) from the top left; left and right are the thirds"),

    word("lens", Part::Lens, (1, 1), lens::lens, &["lens(35)"], "millimetres, 4 to 2000; unless told, the usual one for the size"),
    word("sensor", Part::Lens, (1, 2), lens::sensor, &["sensor(\"Super 35\")", "sensor(24.89, 18.66)"], "by its name, or its width and height in millimetres"),
    word("stop", Part::Lens, (1, 1), lens::stop, &["stop(2.8)"], "the f-number, 0.7 to 64; the focus is then on the subject, unless told"),
    word("focus_on", Part::Lens, (1, 2), lens::focus_on, &["focus_on(\"TOM\")", "focus_on(\"TOM\", right_hand)"], "what stays sharp, wherever it goes"),
    word("focus_at", Part::Lens, (1, 3), lens::focus_at, &["focus_at(2.5)", "focus_at(x, y, z)"], "metres before the camera, or a place"),

    word("over", Part::Framing, (1, 1), framing::over, &["over(\"TOM\")", "over(2.5)"], "over whose shoulder; or, behind a move, how many seconds it takes"),

    word("at", Part::Place, (3, 3), framing::at, &["at(x, y, z)"], "where the camera stands, in metres from the middle of the set, y up"),
    word("look_at", Part::Place, (1, 3), framing::look_at, &["look_at(x, y, z)", "look_at(\"TOM\")", "look_at(\"TOM\", right_hand)"], "what it looks at from there"),

    word("track", Part::Head, (0, 2), lens::track, &["track()", "track(\"TOM\")", "track(\"TOM\", chest)"], "the head turns so that this keeps its place in the picture"),
    word("dead_zone", Part::Head, (1, 2), lens::dead_zone, &["dead_zone(0.1)", "dead_zone(0.1, 0.05)"], "how far off its place it may be before the head turns: a share of the width (and height)"),
    word("lag", Part::Head, (1, 1), lens::lag, &["lag(0.3)"], "seconds by which the head comes after it"),

    word("pan", Part::Turn, (1, 2), moving::pan, &["pan(20)", "pan(left, 20)", "pan(right, 20)"], "degrees; to the left, unless told"),
    word("whip_pan", Part::Turn, (1, 2), moving::whip_pan, &["whip_pan(70)", "whip_pan(right, 70)"], "a pan in a quarter of a second"),
    word("tilt", Part::Turn, (1, 1), moving::tilt, &["tilt(10)"], "degrees up; below 0 down"),
    word("roll", Part::Turn, (1, 1), moving::roll, &["roll(8)"], "degrees to its left shoulder; below 0 to its right"),

    word("dolly_in", Part::Travel, (1, 1), moving::dolly_in, &["dolly_in(1.2)"], "metres forward, along the level of the ground"),
    word("dolly_out", Part::Travel, (1, 1), moving::dolly_out, &["dolly_out(1.2)"], "metres back"),
    word("truck_left", Part::Travel, (1, 1), moving::truck_left, &["truck_left(1)"], "metres to the left"),
    word("truck_right", Part::Travel, (1, 1), moving::truck_right, &["truck_right(1)"], "metres to the right"),
    word("pedestal_up", Part::Travel, (1, 1), moving::pedestal_up, &["pedestal_up(0.5)"], "metres up"),
    word("pedestal_down", Part::Travel, (1, 1), moving::pedestal_down, &["pedestal_down(0.5)"], "metres down"),
    word("crane", Part::Travel, (1, 3), moving::crane, &["crane(1.5)", "crane(1.5, 20)", "crane(1.5, 20, 6)"], "metres up on an arm (4 m long, or as the third says), swung degrees to the left; the head keeps its angles"),
    word("through", Part::Travel, (3, 3), moving::through, &["through(x, y, z)"], "the next place of a path, at constant speed along its length"),
    word("path", Part::Travel, (1, 1), moving::path, &["path([[0, 1.6, 4], [1, 1.6, 3]])"], "all places of a path"),
    word("straight", Part::Travel, (0, 0), moving::straight, &["straight()"], "the path runs straight from place to place, not in a curve"),

    word("zoom_to", Part::Glass, (1, 1), moving::zoom_to, &["zoom_to(85)"], "to a lens of so many millimetres"),
    word("crash_zoom", Part::Glass, (1, 1), moving::crash_zoom, &["crash_zoom(85)"], "the same in a third of a second"),
    word("rack_to", Part::Glass, (1, 2), moving::rack_to, &["rack_to(\"TOM\")", "rack_to(4.5)"], "the focus goes to somebody, or to so many metres"),

    word("orbit", Part::Compound, (1, 1), moving::orbit, &["orbit(40)"], "degrees about the subject, to the camera's right; travels and turns"),
    word("arc", Part::Compound, (1, 1), moving::orbit, &["arc(-40)"], "another word for orbit"),
    word("follow", Part::Compound, (0, 1), moving::follow, &["follow()", "follow(\"TOM\")"], "travels as they do, for the whole shot unless told"),
    word("handheld", Part::Compound, (1, 1), moving::handheld, &["handheld(0.2)"], "a hand's unrest, 0 to 10: 1 is a calm operator; for the whole shot unless told"),
    word("dolly_zoom", Part::Compound, (1, 1), moving::dolly_zoom, &["dolly_zoom(1.5)"], "metres forward (below 0 back), while the lens keeps the subject as large as it is"),

    word("ease", Part::Time, (1, 1), moving::ease, &["ease(slow)"], "how the move before it starts and stops"),
    word("after", Part::Time, (1, 1), moving::after, &["after(0.5)"], "seconds from the head of the shot, or behind then() from the end of what it waits for"),
    word("then", Part::Time, (0, 0), moving::then, &["then()"], "the next move waits for the one before"),
];
