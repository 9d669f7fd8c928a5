//! LTX's camera motion and words.
//!
//! `camera_motion` of the LTX API, and the camera LoRAs that Lightricks publishes for LTX-2
//! (`LTX-2-19b-LoRA-Camera-Control-…`), are `static`, `dolly_in`, `dolly_out`, `dolly_left`, `dolly_right`,
//! `jib_up`, `jib_down` and, in the API, `focus_shift`: a `dolly_left` is a truck, a jib a pedestal; none turns
//! or zooms. Words are those of Lightricks' prompting guide for LTX-2 ("Camera language: follows, tracks, pans
//! across, circles around, tilts upward, pushes in, pulls back, … handheld movement, … static frame"): the
//! present tense, in one flowing paragraph, and what is seen after the move.

use serde_json::json;

use super::wan::framing_alone;
use super::{Shot, Target, moves, sentence, way};
use crate::motion::Part;

pub(super) fn target(shot: &Shot) -> Target {
    let mut cannot = shot.cannot_at_all();
    let control = control(shot).map_err(|why| cannot.push(why)).ok();
    if !shot.motion.parts.is_empty() {
        cannot.push("neither control nor words have an amount: no metres, no degrees".into());
    }
    cannot.push(format!("it has no lens: {} is not told", shot.millimetres()));
    let control = control.map(|name| json!({ "camera_motion": name }));
    Target { key: "ltx", name: "LTX", control, words: Some(words(shot)), cannot }
}

fn control(shot: &Shot) -> Result<&'static str, String> {
    match shot.motion.parts[..] {
        [] => Ok("static"),
        [Part::Dolly(metres)] => Ok(way(metres, "dolly_in", "dolly_out")),
        [Part::Truck(metres)] => Ok(way(metres, "dolly_right", "dolly_left")),
        [Part::Pedestal(metres)] => Ok(way(metres, "jib_up", "jib_down")),
        [Part::Rack] => Ok("focus_shift"),
        [part] => Err(format!("its control has no {}", part.name())),
        _ => Err(format!("its control takes one move, not {}", shot.motion.names())),
    }
}

fn words(shot: &Shot) -> String {
    let motion = shot.motion;
    let moves = moves(motion, phrase);
    let mut said = Vec::new();
    said.extend(motion.follows.then(|| "follows the subject".to_owned()));
    said.extend((!moves.is_empty()).then_some(moves));
    if motion.parts.contains(&Part::Handheld) {
        said.push("keeps a handheld movement".into());
    }
    if said.is_empty() {
        said.push("holds a static frame".into());
    }
    let camera = format!("the camera {}", said.join(" and "));
    format!("{} {}", sentence(&framing_alone(shot)), sentence(&camera))
}

fn phrase(part: Part) -> Option<&'static str> {
    Some(match part {
        Part::Dolly(m) => way(m, "pushes in toward the subject", "pulls back from the subject"),
        Part::Truck(m) => way(m, "tracks to the right", "tracks to the left"),
        Part::Pedestal(m) => way(m, "cranes up", "cranes down"),
        Part::Arc { degrees, .. } => way(
            degrees,
            "circles around the subject to the right",
            "circles around the subject to the left",
        ),
        Part::Pan(d) => way(d, "pans across to the left", "pans across to the right"),
        Part::Tilt(d) => way(d, "tilts upward", "tilts downward"),
        Part::Roll(d) => way(d, "rolls counterclockwise", "rolls clockwise"),
        Part::Zoom { from, to } => way(to - from, "zooms in", "zooms out"),
        Part::Rack => "shifts focus",
        Part::Handheld => return None,
    })
}
