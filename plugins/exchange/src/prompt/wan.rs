//! Wan's words.
//!
//! From the guide to Wan's prompts (Alibaba Cloud Model Studio, "Wan video generation prompts recipe" and the
//! list of Wan 2.2): sizes (`Close-up shot` …), angles, lenses (`Wide lens`, `Medium lens`, `Long-focus lens`,
//! `Telephoto lens`), basic camera movements (`Camera pushes in for a close-up`, `Camera pulls back`, `Camera
//! pans to the right`, `Camera moves to the left`, `Camera tilts up`) and advanced ones (`Handheld camera`,
//! `Compound move`, `Tracking shot`, `Arc shot`). Its example of a pan follows somebody's steps: so a pan is said
//! to stay in its place. The control of Wan's Fun Camera models is that of ComfyUI's node.

use maquette_document::{Angle, ShotKind, ShotSize};

use super::{Shot, Target, moves, sentence, way};
use crate::motion::Part;

pub(super) fn target(shot: &Shot) -> Target {
    let mut cannot = shot.cannot_at_all();
    if !shot.motion.parts.is_empty() {
        cannot.push("words have no amount: no metres, no degrees".into());
    }
    if shot.motion.parts.iter().any(|part| matches!(part, Part::Zoom { .. })) {
        cannot.push("its guide has no zoom: it may dolly instead".into());
    }
    cannot.push(format!(
        "it has no millimetres: {} is only told as a {}",
        shot.millimetres(),
        lens(shot)
    ));
    Target { key: "wan", name: "Wan 2.x", control: None, words: Some(words(shot)), cannot }
}

fn words(shot: &Shot) -> String {
    let motion = shot.motion;
    let moves = moves(motion, phrase);
    let arc = motion.parts.iter().any(|part| matches!(part, Part::Arc { .. }));
    let verbs = motion.parts.iter().filter(|part| phrase(**part).is_some()).count();
    let mut said = Vec::new();
    for (holds, name) in [
        (motion.parts.contains(&Part::Handheld), "handheld camera"),
        (motion.follows, "tracking shot"),
        (arc, "arc shot"),
        (verbs > 1 && !arc, "compound move"),
        (motion.parts.is_empty(), "static shot, the camera is fixed"),
    ] {
        said.extend(holds.then(|| name.to_owned()));
    }
    said.extend((!moves.is_empty()).then(|| format!("the camera {moves}")));
    format!("{} {}", sentence(&framing(shot)), sentence(&said.join(", ")))
}

/// Size, angle and lens.
pub(super) fn framing(shot: &Shot) -> String {
    format!("{}, {}", framing_alone(shot), lens(shot))
}

pub(super) fn framing_alone(shot: &Shot) -> String {
    let size = match (shot.kind, shot.size) {
        (ShotKind::Ots, _) => "over-the-shoulder shot",
        (_, ShotSize::Ecu | ShotSize::Vcu) => "extreme close-up shot",
        (_, ShotSize::Cu) => "close-up shot",
        (_, ShotSize::Mcu) => "medium close-up shot",
        (_, ShotSize::Ms | ShotSize::Cowboy) => "medium shot",
        (_, ShotSize::Mls) => "medium wide shot",
        (_, ShotSize::Fs | ShotSize::Ws) => "wide shot",
        (_, ShotSize::Vws | ShotSize::Ews) => "extreme wide shot",
    };
    let angle = match shot.angle {
        Angle::Eye => return size.into(),
        Angle::High => "high angle shot",
        Angle::Low | Angle::Worm => "low angle shot",
        Angle::Bird => "top-down shot",
        Angle::Dutch => "Dutch angle shot",
    };
    format!("{size}, {angle}")
}

/// By what would see the same on full frame.
fn lens(shot: &Shot) -> &'static str {
    match shot.equivalent {
        mm if mm < 35.0 => "wide lens",
        mm if mm < 70.0 => "medium lens",
        mm if mm < 135.0 => "long-focus lens",
        _ => "telephoto lens",
    }
}

fn phrase(part: Part) -> Option<&'static str> {
    Some(match part {
        Part::Dolly(m) => way(m, "pushes in", "pulls back"),
        Part::Truck(m) => way(m, "moves to the right", "moves to the left"),
        Part::Pedestal(m) => way(m, "moves straight up", "moves straight down"),
        Part::Arc { degrees, .. } => way(
            degrees,
            "circles to the right around the subject",
            "circles to the left around the subject",
        ),
        Part::Pan(d) => way(
            d,
            "pans to the left from a fixed position",
            "pans to the right from a fixed position",
        ),
        Part::Tilt(d) => way(d, "tilts up", "tilts down"),
        Part::Roll(d) => way(d, "rolls counterclockwise", "rolls clockwise"),
        Part::Zoom { from, to } => {
            way(to - from, "zooms in with the lens", "zooms out with the lens")
        }
        Part::Rack => "shifts focus",
        Part::Handheld => return None,
    })
}
