//! A camera as a USD stage, in text (`usda`).
//!
//! Units and names are those of `UsdGeomCamera` (OpenUSD API documentation, "Units of Measure for Camera
//! Properties"): focal length, aperture and aperture offsets are in *tenths of a scene unit*, whatever the unit;
//! focus and clipping distances in whole ones. With `metersPerUnit = 1` a tenth is 100 mm, so that a lens of
//! 35 mm is 0.35. `GfCamera::GetFrustum` moves the window by the aperture offset: positive sees up and right, as
//! our shift does. Cameras look along -z with +y up, as ours do.

use bevy_math::{Quat, Vec3};
use maquette_camera::View;

use crate::exported::Exported;
use crate::track::CameraTrack;

/// Millimetres in a tenth of a metre, which is a tenth of the scene unit.
const TENTH: f32 = 100.0;
/// Metres: where the picture begins to be drawn, and where it ends to be.
const CLIPPING: &str = "(0.05, 10000)";

/// The camera of the shot as a stage whose time codes are the frames of the film, so that shots can be laid
/// into one stage.
pub fn usda(track: &CameraTrack) -> Exported {
    let number = track.number();
    let mut text = head(track);
    text += &format!("\ndef Xform \"shot_{number}\"\n{{\n    def Camera \"camera\"\n    {{\n");
    let mut body = Body { text, first: track.first.0 };
    body.text += &format!("        float2 clippingRange = {CLIPPING}\n");
    let float = |name: &str, of: &dyn Fn(&View) -> f32| {
        (format!("float {name}"), track.sampled(|view| number_text(of(view))))
    };
    for (name, values) in [
        // An f-number of 0 is a pinhole: all is sharp.
        float("fStop", &|view| view.focus.map_or(0.0, |_| view.stop)),
        float("focalLength", &|view| view.focal / TENTH),
        float("focusDistance", &|view| view.focus.unwrap_or(0.0)),
        float("horizontalAperture", &|view| view.gate.x / TENTH),
        float("horizontalApertureOffset", &|view| view.shift.x * view.gate.x / TENTH),
        ("token projection".into(), vec!["\"perspective\"".into()]),
        float("verticalAperture", &|view| view.gate.y / TENTH),
        float("verticalApertureOffset", &|view| view.shift.y * view.gate.y / TENTH),
    ] {
        body.attribute(&name, &values);
    }
    let turns: Vec<String> = track.rotations().into_iter().map(quaternion).collect();
    body.attribute("quatf xformOp:orient", &turns);
    body.attribute("double3 xformOp:translate", &track.sampled(|view| point(view.position)));
    body.text +=
        "        uniform token[] xformOpOrder = [\"xformOp:translate\", \"xformOp:orient\"]\n";
    body.text += "    }\n}\n";
    Exported { bytes: body.text.into_bytes(), lost: lost(track) }
}

fn head(track: &CameraTrack) -> String {
    let last = track.first.0 + track.frames() as i64 - 1;
    let rate = track.rate.as_f64();
    let number = track.number();
    let sensor = track.sensor;
    format!(
        "#usda 1.0\n(\n    customLayerData = {{\n        dictionary maquette = {{\n\
         \x20           string rate = \"{}\"\n            double2 sensorMillimeters = ({}, {})\n\
         \x20           string shot = \"{number}\"\n            string startTimecode = \"{}\"\n\
         \x20       }}\n    }}\n    defaultPrim = \"shot_{number}\"\n    endTimeCode = {last}\n\
         \x20   framesPerSecond = {rate}\n    metersPerUnit = 1\n    startTimeCode = {}\n\
         \x20   timeCodesPerSecond = {rate}\n    upAxis = \"Y\"\n)\n",
        track.rate_text(),
        number_text(sensor.x),
        number_text(sensor.y),
        track.timecode(0),
        track.first.0,
    )
}

fn lost(track: &CameraTrack) -> Vec<String> {
    let (n, d) = track.rate.fraction();
    let mut lost = Vec::new();
    if d != 1 {
        lost.push(format!(
            "USD keeps {n}/{d} frames a second as the nearest number of 64 bits; each frame keeps its own time code"
        ));
    }
    lost
}

struct Body {
    text: String,
    first: i64,
}

impl Body {
    /// One value for good, or one a frame.
    fn attribute(&mut self, name: &str, values: &[String]) {
        let [only] = values else {
            self.text += &format!("        {name}.timeSamples = {{\n");
            for (frame, value) in (self.first..).zip(values) {
                self.text += &format!("            {frame}: {value},\n");
            }
            self.text += "        }\n";
            return;
        };
        self.text += &format!("        {name} = {only}\n");
    }
}

/// In the fewest digits that read back as the same number; a zero has no sign.
fn number_text(value: f32) -> String {
    format!("{}", value + 0.0)
}

fn point(point: Vec3) -> String {
    let [x, y, z] = point.to_array().map(number_text);
    format!("({x}, {y}, {z})")
}

/// The real part first.
fn quaternion(turn: Quat) -> String {
    let [w, x, y, z] = [turn.w, turn.x, turn.y, turn.z].map(number_text);
    format!("({w}, {x}, {y}, {z})")
}
