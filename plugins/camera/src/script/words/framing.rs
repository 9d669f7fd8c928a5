//! What is in the picture, and from where.

use maquette_document::{Angle, Landmark, Target};

use super::Said;
use crate::script::builder::Builder;
use crate::script::names::Name;
use crate::script::read::{
    as_number, figure, figures, landmark, name, number, point, seconds, told, wrong,
};
use crate::script::recipe::Hand;

/// Where the eyes of one who stands at a third lie.
const THIRD: f32 = 1.0 / 3.0;

pub(super) fn on(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.recipe.subjects = figures(said.values, said.facts)?;
    Ok(())
}

pub(super) fn from(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let value = &said.values[0];
    match name(value) {
        Some(Name::Angle(angle)) => shot.recipe.angle = Some(angle),
        _ if value.is_string() => shot.recipe.eyes_of = Some(figure(value, said.facts)?),
        _ => return Err(wrong("an angle", value, |name| matches!(name, Name::Angle(_)))),
    }
    if matches!(shot.recipe.angle, Some(Angle::Dutch)) && shot.recipe.eyes_of.is_some() {
        return Err("nobody's eyes are leant: take from(dutch) or the name out".into());
    }
    Ok(())
}

pub(super) fn side(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.recipe.side = Some(hand(said, 0)?);
    Ok(())
}

pub(super) fn hand(said: &Said, at: usize) -> Result<Hand, String> {
    match name(&said.values[at]) {
        Some(Name::Hand(hand)) => Ok(hand),
        _ => Err(wrong("a side", &said.values[at], |name| matches!(name, Name::Hand(_)))),
    }
}

pub(super) fn round(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let degrees = number(&said.values[0], "round a subject it is", (-180.0, 180.0), "°")?;
    shot.recipe.bearing = Some(degrees as f32);
    Ok(())
}

pub(super) fn place(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let share = |at: usize| {
        number(&said.values[at], "a place in the picture is", (0.0, 1.0), "")
            .map(|share| share as f32)
    };
    let across = match name(&said.values[0]) {
        Some(Name::Hand(Hand::Left)) => THIRD,
        Some(Name::Hand(Hand::Right)) => 1.0 - THIRD,
        _ => share(0)?,
    };
    shot.recipe.place.across = Some(across);
    if said.values.len() > 1 {
        shot.recipe.place.down = Some(share(1)?);
    }
    Ok(())
}

/// Over a shoulder, or over some time.
pub(super) fn over(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let value = &said.values[0];
    if value.is_string() {
        shot.recipe.over = Some(figure(value, said.facts)?);
        return Ok(());
    }
    shot.over(seconds(value, "a move takes", 0.04)?)
}

pub(super) fn at(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.recipe.stand = Some(point(said.values)?);
    Ok(())
}

pub(super) fn look_at(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.recipe.look = Some(target(said)?);
    Ok(())
}

/// `x, y, z`, or a name and maybe a place of the body.
pub(super) fn target(said: &Said) -> Result<Target, String> {
    let values = said.values;
    match values {
        [_, _, _] => Ok(Target::Point(point(values)?)),
        [value, ..] if as_number(value).is_some() => {
            Err("a place is three numbers: x, y (up) and z in metres".into())
        }
        [who] => Ok(Target::Figure { figure: figure(who, said.facts)?, landmark: Landmark::Eyes }),
        [who, part] => {
            Ok(Target::Figure { figure: figure(who, said.facts)?, landmark: landmark(part)? })
        }
        _ => Err(format!("this wants a name or a place; it was given {} values", values.len())),
    }
}

/// A size, a kind, or both, as `shot(...)` takes them.
pub(in crate::script) fn shot(values: &[rhai::Dynamic]) -> Result<Builder, String> {
    let mut builder = Builder::default();
    for value in values {
        match name(value) {
            Some(Name::Size(size)) => builder.recipe.size = Some(size),
            Some(Name::Kind(kind)) => builder.recipe.kind = Some(kind),
            _ => {
                let fits = |name| matches!(name, Name::Size(_) | Name::Kind(_));
                return Err(if value.is_string() {
                    format!(
                        "a size is written without quotes, as in shot(MS); this is {}",
                        told(value)
                    )
                } else {
                    wrong("a size or a kind of shot", value, fits)
                });
            }
        }
    }
    Ok(builder)
}
