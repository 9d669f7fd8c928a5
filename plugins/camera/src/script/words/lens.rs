//! What the camera looks through, what is sharp, and what its head keeps.

use bevy_math::Vec2;
use maquette_document::{Focus, Landmark, Sensor, Target};

use super::Said;
use super::framing::target;
use crate::script::builder::{Ask, Builder};
use crate::script::read::{as_number, figure, landmark, number, point};
use crate::script::recipe::Track;
use crate::{LENS_RANGE, SENSORS};

/// Metres before the camera in which a focus lies.
const FOCUS: (f64, f64) = (0.05, 1000.0);

pub(super) fn lens(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.recipe.lens = Some(millimetres(&said.values[0])?);
    Ok(())
}

pub(super) fn millimetres(value: &rhai::Dynamic) -> Result<f32, String> {
    let range = (f64::from(LENS_RANGE.0), f64::from(LENS_RANGE.1));
    number(value, "a lens is", range, "mm").map(|focal| focal as f32)
}

pub(super) fn sensor(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let size = |at: usize| {
        number(&said.values[at], "a sensor is", (1.0, 500.0), "mm").map(|size| size as f32)
    };
    shot.recipe.sensor = Some(match said.values {
        [_, _] => Sensor { width: size(0)?, height: size(1)? },
        [value] => named(value)?,
        _ => return Err("a sensor is a name, or its width and height in mm".into()),
    });
    Ok(())
}

fn named(value: &rhai::Dynamic) -> Result<Sensor, String> {
    let wanted = value.clone().into_string().unwrap_or_default().trim().to_lowercase();
    let found = SENSORS.iter().find(|format| format.name.to_lowercase() == wanted);
    found.map(|format| format.sensor).ok_or_else(|| {
        let names: Vec<String> =
            SENSORS.iter().map(|format| format!("{:?}", format.name)).collect();
        format!("a sensor is one of {}; or its width and height in mm", names.join(", "))
    })
}

pub(super) fn stop(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let stop = number(&said.values[0], "a stop is", (0.7, 64.0), "")?;
    shot.recipe.stop = Some(stop as f32);
    Ok(())
}

pub(super) fn focus_on(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.recipe.focus = Some(Focus::On(target(said)?));
    Ok(())
}

pub(super) fn focus_at(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.recipe.focus = Some(match said.values {
        [value] => Focus::Distance(focus(value)?),
        values => Focus::On(Target::Point(point(values)?)),
    });
    Ok(())
}

pub(super) fn focus(value: &rhai::Dynamic) -> Result<f32, String> {
    number(value, "a focus is", FOCUS, "m").map(|metres| metres as f32)
}

pub(super) fn track(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let place = said.values.get(1).map(landmark).transpose()?.unwrap_or(Landmark::Eyes);
    match said.values.first() {
        None => shot.ask(Ask::TrackSubject(place), said.position),
        Some(who) => {
            let target = Target::Figure { figure: figure(who, said.facts)?, landmark: place };
            shot.recipe.tracking = Some(Track { target, dead_zone: Vec2::ZERO, lag: 0.0 });
        }
    }
    Ok(())
}

pub(super) fn dead_zone(shot: &mut Builder, said: &Said) -> Result<(), String> {
    let share = |value| number(value, "a dead zone is", (0.0, 0.5), "").map(|share| share as f32);
    let across = share(&said.values[0])?;
    let down = said.values.get(1).map(share).transpose()?.unwrap_or(across);
    shot.dead_zone = Some(Vec2::new(across, down));
    shot.ask(Ask::Head, said.position);
    Ok(())
}

pub(super) fn lag(shot: &mut Builder, said: &Said) -> Result<(), String> {
    shot.lag = Some(number(&said.values[0], "a lag is", (0.0, 5.0), "s")? as f32);
    shot.ask(Ask::Head, said.position);
    Ok(())
}

/// Where a focus goes: metres, or somebody.
pub(super) fn rack(said: &Said) -> Result<Rack, String> {
    match said.values {
        [value] if as_number(value).is_some() => Ok(Rack::Metres(focus(value)?)),
        _ => Ok(Rack::To(target(said)?)),
    }
}

pub(super) enum Rack {
    Metres(f32),
    To(Target),
}
