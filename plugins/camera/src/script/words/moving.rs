//! Moves, and their time. A move does what its name says: a pan only turns, a truck only travels.

use maquette_document::{MoveKind, PathKey};

use super::Said;
use super::framing::hand;
use super::lens::{Rack, millimetres, rack};
use crate::script::builder::{Builder, StepKind};
use crate::script::names::Name;
use crate::script::read::{
    FARTHEST, figure, metres, name, number, place, point, seconds, told, wrong,
};
use crate::script::recipe::{Hand, RecipeKind};

/// Seconds of a whip pan and of a crash zoom.
const WHIP: f64 = 0.25;
const CRASH: f64 = 0.3;
/// Metres of a crane's arm, unless told.
const ARM: f32 = 4.0;

fn degrees(value: &rhai::Dynamic, most: f64) -> Result<f32, String> {
    number(value, "a turn is", (-most, most), "°").map(|degrees| degrees as f32)
}

/// Degrees to the left, by a number or by a side and a number.
fn panned(said: &Said) -> Result<f32, String> {
    match said.values {
        [value] => degrees(value, 1080.0),
        [_, value] => {
            let turn = number(value, "a turn to a side is", (0.0, 1080.0), "°")? as f32;
            Ok(if hand(said, 0)? == Hand::Left { turn } else { -turn })
        }
        _ => Err("a pan is so many degrees".into()),
    }
}

pub(super) fn pan(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Pan(panned(said)?), said.position)
}

pub(super) fn whip_pan(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let kind = RecipeKind::Known(MoveKind::Pan(panned(said)?));
    shot.step(StepKind::Does(kind), Some(WHIP), said.position)
}

pub(super) fn tilt(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Tilt(degrees(&said.values[0], 180.0)?), said.position)
}

pub(super) fn roll(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Roll(degrees(&said.values[0], 1080.0)?), said.position)
}

pub(super) fn dolly_in(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Dolly(metres(&said.values[0], "dolly_out")?), said.position)
}

pub(super) fn dolly_out(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Dolly(-metres(&said.values[0], "dolly_in")?), said.position)
}

pub(super) fn truck_left(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Truck(-metres(&said.values[0], "truck_right")?), said.position)
}

pub(super) fn truck_right(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Truck(metres(&said.values[0], "truck_left")?), said.position)
}

pub(super) fn pedestal_up(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Pedestal(metres(&said.values[0], "pedestal_down")?), said.position)
}

pub(super) fn pedestal_down(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Pedestal(-metres(&said.values[0], "pedestal_up")?), said.position)
}

pub(super) fn crane(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let arm = match said.values.get(2) {
        Some(value) => number(value, "the arm of a crane is", (0.5, 50.0), "m")? as f32,
        None => ARM,
    };
    let most = f64::from(arm) * 0.95;
    let what = format!("a crane with an arm of {arm} m rises");
    let rise = number(&said.values[0], &what, (-most, most), "m")? as f32;
    let swing = said.values.get(1).map(|value| degrees(value, 180.0)).transpose()?.unwrap_or(0.0);
    let boom = bevy_math::ops::asin(rise / arm).to_degrees();
    shot.moves(MoveKind::Crane { arm, boom, swing }, said.position)
}

pub(super) fn through(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let position = point(said.values)?;
    shot.key(PathKey { position, ..PathKey::default() }, said.position)
}

pub(super) fn path(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let value = &said.values[0];
    let Some(places) = value.read_lock::<rhai::Array>() else {
        return Err(format!(
            "a path is a list of places, as in path([[0, 1.6, 4], [1, 1.6, 3]]); this is {}",
            told(value)
        ));
    };
    for one in places.iter() {
        let position = place(one)?;
        shot.key(PathKey { position, ..PathKey::default() }, said.position)?;
    }
    Ok(())
}

pub(super) fn straight(shot: &mut Builder, _: &Said) -> Result<(), String> {
    shot.straight = true;
    Ok(())
}

pub(super) fn zoom_to(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.moves(MoveKind::Zoom(millimetres(&said.values[0])?), said.position)
}

pub(super) fn crash_zoom(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let kind = RecipeKind::Known(MoveKind::Zoom(millimetres(&said.values[0])?));
    shot.step(StepKind::Does(kind), Some(CRASH), said.position)
}

pub(super) fn rack_to(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let kind = match rack(said)? {
        Rack::Metres(metres) => RecipeKind::Known(MoveKind::Rack(metres)),
        Rack::To(target) => RecipeKind::RackTo(target),
    };
    shot.step(StepKind::Does(kind), None, said.position)
}

pub(super) fn orbit(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let degrees = degrees(&said.values[0], 1080.0)?;
    shot.step(StepKind::Does(RecipeKind::Orbit(degrees)), None, said.position)
}

pub(super) fn follow(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let kind = match said.values.first() {
        Some(who) => StepKind::Does(RecipeKind::Known(MoveKind::Follow(figure(who, said.facts)?))),
        None => StepKind::FollowSubject,
    };
    shot.step(kind, None, said.position)
}

pub(super) fn handheld(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let strength = number(&said.values[0], "the unrest of a hand is", (0.0, 10.0), "")?;
    shot.step(StepKind::Handheld(strength as f32), None, said.position)
}

pub(super) fn dolly_zoom(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let metres = number(&said.values[0], "a move is", (-FARTHEST, FARTHEST), "m")? as f32;
    shot.step(StepKind::Does(RecipeKind::DollyZoom(metres)), None, said.position)
}

pub(super) fn ease(shot: &mut Builder, said: &Said) -> Result<(), String> {
    match name(&said.values[0]) {
        Some(Name::Ease(ease)) => shot.ease(ease),
        _ => Err(wrong("an ease", &said.values[0], |name| matches!(name, Name::Ease(_)))),
    }
}

pub(super) fn after(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.after(seconds(&said.values[0], "a move begins after", 0.0)?)
}

pub(super) fn then(shot: &mut Builder, _: &Said) -> Result<(), String> {
    shot.then()
}
