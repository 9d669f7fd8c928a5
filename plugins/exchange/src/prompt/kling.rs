//! Kling's camera control and words.
//!
//! `camera_control` (Kling API reference, "Create Task (Text to Video)") is of a `type`: `simple` with one of six
//! numbers from -10 to 10, or one of four fixed moves. Its words are not those of a set: `pan` turns about x,
//! which is a tilt, `tilt` turns about y, which is a pan; a positive `zoom` *shortens* the lens; there is no
//! dolly but in the fixed moves. The numbers have no unit: 10 is taken as one picture's angle of view, a quarter
//! of a turn for a roll, five metres, a lens of twice or half the length. Prompts follow Kling's formula:
//! subject, its movement, scene, camera language, light, atmosphere; here are the words for the camera.

use bevy_math::ops;
use serde_json::{Value, json};

use super::wan::framing;
use super::{Shot, Target, moves, sentence, way};
use crate::motion::Part;

const MOST: f32 = 10.0;
const METRES_AT_MOST: f32 = 5.0;
const ROLL_AT_MOST: f32 = 90.0;

pub(super) fn target(shot: &Shot) -> Target {
    let mut cannot = shot.cannot_at_all();
    let control = control(shot).map_err(|why| cannot.push(why)).ok().flatten();
    if let Some(control) = &control {
        cannot.push(match control["type"] == "simple" {
            true => "its numbers have no unit: how far 10 goes is a guess".into(),
            false => "its fixed moves have no amount".into(),
        });
    }
    if shot.motion.parts.iter().any(|part| matches!(part, Part::Pan(_) | Part::Tilt(_))) {
        cannot.push(
            "its control calls a tilt pan and a pan tilt; the words say what is meant".into(),
        );
    }
    cannot.push(format!(
        "it has no millimetres: {} is only told as a kind of lens",
        shot.millimetres()
    ));
    Target { key: "kling", name: "Kling", control, words: Some(words(shot)), cannot }
}

/// None where it stands still, for which there is no control.
fn control(shot: &Shot) -> Result<Option<Value>, String> {
    let simple = |name: &str, share: f32| {
        let mut config =
            json!({ "horizontal": 0, "vertical": 0, "pan": 0, "tilt": 0, "roll": 0, "zoom": 0 });
        let value = (share * MOST).clamp(-MOST, MOST);
        config[name] = json!(f64::from((value * 10.0).round() as i32) / 10.0);
        Ok(Some(json!({ "type": "simple", "config": config })))
    };
    let fixed = |name: &str| Ok(Some(json!({ "type": name })));
    let view = shot.track.views[0];
    let wide = view.fov_x().to_degrees();
    let high = maquette_camera::fov_from_focal(view.focal, view.gate.y).to_degrees();
    match shot.motion.parts[..] {
        [] => Ok(None),
        [Part::Truck(metres)] => simple("horizontal", metres / METRES_AT_MOST),
        [Part::Pedestal(metres)] => simple("vertical", metres / METRES_AT_MOST),
        [Part::Tilt(degrees)] => simple("pan", degrees / high),
        [Part::Pan(degrees)] => simple("tilt", -degrees / wide),
        [Part::Roll(degrees)] => simple("roll", -degrees / ROLL_AT_MOST),
        [Part::Zoom { from, to }] => simple("zoom", -ops::log2(to / from)),
        [Part::Dolly(metres), Part::Pedestal(up)] if metres < 0.0 && up < 0.0 => fixed("down_back"),
        [Part::Dolly(metres), Part::Tilt(up)] if metres > 0.0 && up > 0.0 => fixed("forward_up"),
        [Part::Dolly(metres), Part::Pan(left)] if metres > 0.0 => {
            fixed(if left < 0.0 { "right_turn_forward" } else { "left_turn_forward" })
        }
        [Part::Dolly(_)] => Err("its control has no dolly: its zoom changes the lens".into()),
        [part] => Err(format!("its control has no {}", part.name())),
        _ => Err(format!(
            "its control takes one move: {} is none of its fixed ones",
            shot.motion.names()
        )),
    }
}

fn words(shot: &Shot) -> String {
    let motion = shot.motion;
    let moves = moves(motion, phrase);
    let mut said = Vec::new();
    said.extend(motion.parts.contains(&Part::Handheld).then(|| "handheld camera".to_owned()));
    said.extend(motion.follows.then(|| "tracking shot".to_owned()));
    said.extend((!moves.is_empty()).then(|| format!("the camera {moves}")));
    if said.is_empty() {
        said.push("the camera stays still".into());
    }
    format!("{} {}", sentence(&framing(shot)), sentence(&said.join(", ")))
}

fn phrase(part: Part) -> Option<&'static str> {
    Some(match part {
        Part::Dolly(m) => way(m, "pushes in", "pulls back"),
        Part::Truck(m) => way(m, "moves to the right", "moves to the left"),
        Part::Pedestal(m) => way(m, "rises", "descends"),
        Part::Arc { degrees, .. } => way(degrees, "orbits to the right", "orbits to the left"),
        Part::Pan(d) => {
            way(d, "pans left from a fixed position", "pans right from a fixed position")
        }
        Part::Tilt(d) => way(d, "tilts up", "tilts down"),
        Part::Roll(d) => way(d, "rolls counterclockwise", "rolls clockwise"),
        Part::Zoom { from, to } => {
            way(to - from, "zooms in with the lens", "zooms out with the lens")
        }
        Part::Rack => "racks focus",
        Part::Handheld => return None,
    })
}
