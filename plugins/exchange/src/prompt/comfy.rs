//! ComfyUI's camera node for Wan's Fun Camera models.
//!
//! `WanCameraEmbedding` (ComfyUI, `comfy_extras/nodes_camera_trajectory.py`) has nine poses, of which none turns
//! or zooms: `Pan Left` and its like *travel* along the picture's axes, `Zoom In` travels forward, `ACW` and
//! `CW` roll. Camera space is x right, y down, z forward. Over a clip of `n` frames a pose goes evenly to
//! `speed · 1.5 · (n - 1) / n` of its units (twice that for a zoom), or rolls by `speed · 60°`. The net knows no
//! metres; a unit is taken as one. `fx` and `fy` are the focal length as a share of a 16:9 frame's width and
//! height, which the node crops to the picture; it takes none above 1. `cx` and `cy` are where the optical axis
//! meets the picture, from its top left.

use bevy_math::{Vec3, ops};
use serde_json::{Value, json};

use super::{Shot, Target, round, way};
use crate::motion::Part;

/// Frames a second of the models that the node feeds, and their length in frames: one more than a multiple of
/// four.
const RATE: f64 = 16.0;
/// Frames that the models are made for, and the most that the node takes.
const USUAL: i64 = 81;
const MOST: i64 = 16_381;
/// Pixels of a picture, about.
const PIXELS: f32 = 832.0 * 480.0;
/// What a pose covers at speed 1, at the end of the clip.
const METRES: f32 = 1.5;
const ZOOM_METRES: f32 = 3.0;
const DEGREES: f32 = 60.0;
const FASTEST: f32 = 10.0;
/// Degrees between the axis of a pose and the camera's way: what is hardly seen, and what is another move.
const ASTRAY: (f32, f32) = (5.0, 20.0);

pub(super) fn target(shot: &Shot) -> Target {
    let mut cannot = shot.cannot_at_all();
    let pose = pose(shot).map_err(|why| cannot.push(why)).ok();
    if pose.is_some() && !shot.motion.parts.is_empty() {
        cannot.push("it goes at one speed from the first frame to the last: no easing".into());
        let astray = astray(shot.motion.own);
        if ASTRAY.0 < astray {
            cannot.push(format!(
                "it goes along the picture's axis: the camera's way is {astray:.0}° off it"
            ));
        }
        cannot.push("speed has no unit: one of the node's steps is taken as a metre".into());
    }
    let frames = frames(shot);
    let lens = Lens::of(shot);
    if pose.is_some() && lens.fitted < 0.999 {
        cannot.push(format!(
            "fx and fy end at 1: it sees a lens of {:.1} mm instead of {:.1} mm",
            shot.focal.0 * lens.fitted,
            shot.focal.0
        ));
    }
    if pose.is_some() && frames > USUAL {
        cannot.push(format!(
            "its models are made for {USUAL} frames, the shot is as long as {frames}"
        ));
    }
    Target {
        key: "comfyui",
        name: "ComfyUI, WanCameraEmbedding (WanCameraImageToVideo)",
        control: pose.map(|pose| node(shot, pose, &lens, frames)),
        words: None,
        cannot,
    }
}

fn node(shot: &Shot, (pose, speed): (&str, f32), lens: &Lens, frames: i64) -> Value {
    let [width, height] = pixels(shot);
    json!({ "class_type": "WanCameraEmbedding", "inputs": {
        "camera_pose": pose, "width": width, "height": height, "length": frames,
        "speed": f64::from((speed * 10.0).round() as i32) / 10.0,
        "fx": round(lens.fx), "fy": round(lens.fy), "cx": round(lens.cx), "cy": round(lens.cy),
    } })
}

/// The pose that is what the camera does, and its speed; or why there is none.
fn pose(shot: &Shot) -> Result<(&'static str, f32), String> {
    let motion = shot.motion;
    match motion.parts[..] {
        [] => return Ok(("Static", 1.0)),
        [Part::Roll(degrees)] => {
            let pose = way(degrees, "Anti Clockwise (ACW)", "ClockWise (CW)");
            return Ok((pose, speed(degrees, DEGREES)));
        }
        [turn @ (Part::Pan(_) | Part::Tilt(_))] => {
            let turn = turn.name();
            return Err(format!("it has no {turn}: its pans are trucks and pedestals"));
        }
        [Part::Zoom { .. }] => return Err("it does not zoom: its Zoom In is a dolly".into()),
        [Part::Arc { .. }] => {
            return Err("it does not arc: each pose either travels or rolls".into());
        }
        [Part::Handheld] => {
            return Err("it has no unrest: a camera held by hand is none of its poses".into());
        }
        [Part::Rack] => return Err("it has no focus".into()),
        _ => {}
    }
    let travels = |part: &Part| matches!(part, Part::Dolly(_) | Part::Truck(_) | Part::Pedestal(_));
    if !motion.parts.iter().all(travels) || motion.returns {
        return Err(format!("it takes one move: {} is none of its poses", motion.names()));
    }
    let own = motion.own;
    let longest = own.abs().max_element();
    let astray = astray(own);
    if ASTRAY.1 < astray {
        return Err(format!(
            "its poses go along the picture's axes: {} goes {astray:.0}° off them",
            motion.names()
        ));
    }
    Ok(match own {
        Vec3 { x, .. } if x.abs() == longest => (way(x, "Pan Right", "Pan Left"), speed(x, METRES)),
        Vec3 { y, .. } if y.abs() == longest => (way(y, "Pan Up", "Pan Down"), speed(y, METRES)),
        Vec3 { z, .. } => (way(z, "Zoom In", "Zoom Out"), speed(z, ZOOM_METRES)),
    })
}

/// Degrees between a way and the nearest of the axes.
fn astray(own: Vec3) -> f32 {
    let along = own.abs().max_element() / own.length().max(1e-6);
    ops::acos(along.clamp(0.0, 1.0)).to_degrees()
}

fn speed(amount: f32, at_one: f32) -> f32 {
    (amount.abs() / at_one).clamp(0.1, FASTEST)
}

/// A whole number of fours, and one.
fn frames(shot: &Shot) -> i64 {
    (((shot.seconds * RATE / 4.0).round() as i64).max(1) * 4 + 1).min(MOST)
}

/// Whole sixteens, nearest to the picture's shape.
fn pixels(shot: &Shot) -> [i64; 2] {
    let aspect = shot.track.views[0].aspect();
    let width = ops::sqrt(PIXELS * aspect);
    [width, width / aspect].map(|side| ((side / 16.0).round() as i64).max(1) * 16)
}

/// The lens as the node takes it.
struct Lens {
    fx: f32,
    fy: f32,
    cx: f32,
    cy: f32,
    /// The share of the focal length that fits into what it takes.
    fitted: f32,
}

impl Lens {
    /// As of the 16:9 frame that the picture is cut from.
    fn of(shot: &Shot) -> Self {
        let view = shot.track.views[0];
        let width = view.gate.x.max(view.gate.y * 16.0 / 9.0);
        let height = width * 9.0 / 16.0;
        let fitted = (height / view.focal).min(1.0);
        let focal = view.focal * fitted;
        let (cx, cy) = (0.5 - view.shift.x, 0.5 + view.shift.y);
        let (cx, cy) = (cx.clamp(0.0, 1.0), cy.clamp(0.0, 1.0));
        Self { fx: focal / width, fy: focal / height, cx, cy, fitted }
    }
}
