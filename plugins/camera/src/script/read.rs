//! Reading what is written between the brackets of a word. What cannot be meant is told in words that say what
//! to write instead.

use bevy_math::Vec3;
use maquette_document::{Id, Landmark};
use rhai::{Array, Dynamic};

use super::facts::Facts;
use super::names::{NAMES, Name};

/// Metres from the middle of a set beyond which nothing is placed.
pub(super) const FARTHEST: f64 = 1000.0;

/// A number from `low` to `high`; `what` reads `a lens is`, `unit` `mm`.
pub(super) fn number(
    value: &Dynamic,
    what: &str,
    (low, high): (f64, f64),
    unit: &str,
) -> Result<f64, String> {
    let space = if matches!(unit, "" | "°") { "" } else { " " };
    let found = as_number(value);
    found
        .filter(|found| (low..=high).contains(found))
        .ok_or_else(|| format!("{what} {low} to {high}{space}{unit}; this is {}", told(value)))
}

pub(super) fn as_number(value: &Dynamic) -> Option<f64> {
    let whole = || value.as_int().ok().map(|whole| whole as f64);
    value.as_float().ok().or_else(whole)
}

/// Metres above 0, for a move whose name says where to; `other` is the word for the other way.
pub(super) fn metres(value: &Dynamic, other: &str) -> Result<f32, String> {
    if as_number(value).is_some_and(|number| number < 0.0) {
        return Err(format!(
            "a move takes metres above 0; this is {}: the other way is {other}",
            told(value)
        ));
    }
    number(value, "a move is", (0.01, FARTHEST), "m").map(|metres| metres as f32)
}

pub(super) fn seconds(value: &Dynamic, what: &str, least: f64) -> Result<f64, String> {
    number(value, what, (least, 3600.0), "s")
}

/// Three numbers in metres.
pub(super) fn point(values: &[Dynamic]) -> Result<Vec3, String> {
    let [x, y, z] = values else {
        return Err("a place is three numbers: x, y (up) and z in metres".into());
    };
    let metres = |value: &Dynamic| {
        let what = "each number of a place is";
        number(value, what, (-FARTHEST, FARTHEST), "m").map(|metres| metres as f32)
    };
    Ok(Vec3::new(metres(x)?, metres(y)?, metres(z)?))
}

/// A place written as `[x, y, z]`.
pub(super) fn place(value: &Dynamic) -> Result<Vec3, String> {
    match value.read_lock::<Array>() {
        Some(array) => point(&array),
        None => Err(format!("a place is written [x, y, z], in metres; this is {}", told(value))),
    }
}

pub(super) fn name(value: &Dynamic) -> Option<Name> {
    value.clone().try_cast::<Name>()
}

/// A figure of the shot, by the name that its lines have.
pub(super) fn figure(value: &Dynamic, facts: &Facts) -> Result<Id, String> {
    let Ok(wanted) = value.clone().into_string() else {
        return Err(format!(
            "a figure is a name in quotes, such as {}; this is {}",
            facts.figures.first().map_or("\"MARA\"".into(), |(_, name)| format!("{name:?}")),
            told(value)
        ));
    };
    let wanted = wanted.trim().to_uppercase();
    let found = facts.figures.iter().find(|(_, name)| name.trim().to_uppercase() == wanted);
    found.map(|(id, _)| *id).ok_or_else(|| match facts.figures.len() {
        0 => format!("nobody is in this shot, so not {wanted} either; use at(x, y, z)"),
        _ => format!("{wanted} is not in this shot; there {}", who_is_there(facts)),
    })
}

fn who_is_there(facts: &Facts) -> String {
    let names: Vec<&str> = facts.figures.iter().map(|(_, name)| name.as_str()).collect();
    match names.split_last() {
        Some((only, [])) => format!("is only {only}"),
        Some((last, others)) => format!("are {} and {last}", others.join(", ")),
        None => "is nobody".into(),
    }
}

/// Figures, by their names or by lists of names.
pub(super) fn figures(values: &[Dynamic], facts: &Facts) -> Result<Vec<Id>, String> {
    let mut found = Vec::new();
    for value in values {
        match value.read_lock::<Array>() {
            Some(names) => {
                for name in names.iter() {
                    found.push(figure(name, facts)?);
                }
            }
            None => found.push(figure(value, facts)?),
        }
    }
    let mut seen = Vec::new();
    found.retain(|id| {
        let is_new = !seen.contains(id);
        seen.push(*id);
        is_new
    });
    Ok(found)
}

pub(super) fn landmark(value: &Dynamic) -> Result<Landmark, String> {
    match name(value) {
        Some(Name::Landmark(landmark)) => Ok(landmark),
        _ => Err(wrong("a place of the body", value, |name| matches!(name, Name::Landmark(_)))),
    }
}

/// `wanted` and all names of its sort, and what stands there instead.
pub(super) fn wrong(wanted: &str, value: &Dynamic, fits: impl Fn(Name) -> bool) -> String {
    let names: Vec<&str> =
        NAMES.iter().filter(|row| fits(row.stands_for)).map(|row| row.name).collect();
    format!("this wants {wanted} ({}); it was given {}", names.join(", "), told(value))
}

/// A value as an error shows it: short.
pub(super) fn told(value: &Dynamic) -> String {
    if let Some(name) = name(value) {
        let row = NAMES.iter().find(|row| row.stands_for == name);
        return format!("{} ({})", row.map_or("?", |row| row.name), name.sort());
    }
    if let Some(text) = value.read_lock::<rhai::ImmutableString>() {
        let start: String = text.chars().take(24).collect();
        let more = if start.len() < text.len() { "…" } else { "" };
        return format!("the text {:?}", start + more);
    }
    if let Some(number) = as_number(value) {
        return number.to_string();
    }
    if value.is_unit() {
        return "nothing".into();
    }
    if value.is_array() {
        return "a list".into();
    }
    if value.is::<super::builder::Builder>() {
        return "a shot".into();
    }
    format!("a {}", value.type_name())
}
