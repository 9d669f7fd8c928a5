//! A camera as glTF 2.0 (Khronos, glTF 2.0 specification; ISO/IEC 12113).
//!
//! A node that looks along its -z with +y up, as ours does, with a perspective camera. glTF knows the vertical
//! angle of view, not millimetres: those of each frame go into `extras`. The angle is animated as
//! `KHR_animation_pointer` says (ratified 2024): a channel whose path is `pointer`, without a node. What reads
//! only the core of glTF sees the lens of the first frame.

use base64ct::{Base64, Encoding};
use maquette_camera::{View, fov_from_focal};
use serde_json::{Value, json};

use crate::exported::Exported;
use crate::track::CameraTrack;

/// Metres: where the picture begins to be drawn; it has no end.
const NEAR: f32 = 0.05;
const POINTER: &str = "KHR_animation_pointer";
/// `FLOAT` of accessors, which are all of it.
const FLOAT: u32 = 5126;

/// The camera of the shot as JSON, with what is animated in a data URI.
pub fn gltf(track: &CameraTrack) -> Exported {
    let (mut file, bytes) = file(track);
    if !bytes.is_empty() {
        let uri = format!("data:application/octet-stream;base64,{}", Base64::encode_string(&bytes));
        file["buffers"][0]["uri"] = json!(uri);
    }
    Exported { bytes: format!("{file:#}\n").into_bytes(), lost: lost(track) }
}

/// As [`gltf`], in the one binary file that the specification calls GLB: a header of twelve bytes, then chunks
/// whose length is a multiple of four, JSON filled up with spaces and the rest with zeros.
pub fn glb(track: &CameraTrack) -> Exported {
    let (file, bytes) = file(track);
    let mut text = file.to_string().into_bytes();
    text.resize(text.len().next_multiple_of(4), b' ');
    let mut chunks = Vec::new();
    chunk(&mut chunks, *b"JSON", &text);
    if !bytes.is_empty() {
        chunk(&mut chunks, *b"BIN\0", &bytes);
    }
    let mut whole = Vec::with_capacity(chunks.len() + 12);
    whole.extend_from_slice(b"glTF");
    whole.extend_from_slice(&2_u32.to_le_bytes());
    whole.extend_from_slice(&(chunks.len() as u32 + 12).to_le_bytes());
    whole.extend_from_slice(&chunks);
    Exported { bytes: whole, lost: lost(track) }
}

fn chunk(into: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    into.extend_from_slice(&(content.len() as u32).to_le_bytes());
    into.extend_from_slice(&name);
    into.extend_from_slice(content);
}

/// The file without its bytes, and the bytes.
fn file(track: &CameraTrack) -> (Value, Vec<u8>) {
    let view = &track.views[0];
    let name = format!("Shot {}", track.number());
    let mut file = json!({
        "asset": { "version": "2.0", "generator": concat!("Maquette ", env!("CARGO_PKG_VERSION")) },
        "scene": 0,
        "scenes": [{ "name": name, "nodes": [0] }],
        "nodes": [{
            "name": name, "camera": 0,
            "translation": numbers(&view.position.to_array()),
            "rotation": numbers(&track.rotations()[0].to_array()),
        }],
        "cameras": [{
            "name": format!("{name} camera"), "type": "perspective",
            "perspective": {
                "yfov": number(yfov(view)), "aspectRatio": number(view.aspect()), "znear": number(NEAR),
            },
            "extras": extras(track),
        }],
    });
    let mut animation = Animation::over(track);
    let places = track.sampled(|view| view.position.to_array());
    animation.channel(json!({ "node": 0, "path": "translation" }), "VEC3", &places);
    let turns: Vec<[f32; 4]> = track.rotations().into_iter().map(Into::into).collect();
    animation.channel(json!({ "node": 0, "path": "rotation" }), "VEC4", &turns);
    let angles = track.sampled(|view| [yfov(view)]);
    let pointer = json!({ "pointer": "/cameras/0/perspective/yfov" });
    let target = json!({ "path": "pointer", "extensions": { POINTER: pointer } });
    animation.channel(target, "SCALAR", &angles);
    if zooms(track) {
        file["extensionsUsed"] = json!([POINTER]);
    }
    let bytes = animation.put_into(&mut file, &name);
    (file, bytes)
}

/// Radians, from the height of the gate.
fn yfov(view: &View) -> f32 {
    fov_from_focal(view.focal, view.gate.y)
}

fn zooms(track: &CameraTrack) -> bool {
    track.sampled(yfov).len() > 1
}

/// What glTF has no words for: millimetres, shift, where in the film it is.
fn extras(track: &CameraTrack) -> Value {
    let focal: Vec<Value> = track.views.iter().map(|view| number(view.focal)).collect();
    let mut extras = json!({
        "shot": track.number(),
        "rate": track.rate_text(),
        "start_timecode": track.timecode(0).to_string(),
        "start_frame": track.first.0,
        "frames": track.frames(),
        "sensor_mm": numbers(&track.sensor.to_array()),
        "gate_mm": numbers(&track.gate().to_array()),
        "focal_mm": focal,
    });
    if track.has_focus() {
        let focus = track.views.iter().map(|view| view.focus.map_or(Value::Null, number));
        extras["focus_m"] = focus.collect();
        extras["f_stop"] = track.views.iter().map(|view| number(view.stop)).collect();
    }
    if track.is_shifted() {
        let shift: Vec<Value> =
            track.views.iter().map(|view| numbers(&view.shift.to_array())).collect();
        extras["lens_shift"] = Value::from(shift);
    }
    extras
}

fn lost(track: &CameraTrack) -> Vec<String> {
    let mut lost = vec![
        "glTF has no focal length: millimetres, sensor and gate are in the camera's extras".into(),
    ];
    if zooms(track) {
        lost.push(format!(
            "the zoom is animated by {POINTER}; what does not know it shows the first lens"
        ));
    }
    if track.is_shifted() {
        lost.push(
            "glTF has no lens shift: the picture is centred, the shift is in the extras".into(),
        );
    }
    lost
}

/// Keys at each frame, in one buffer: the times, then a stretch for each channel. All are of 32 bits, so that
/// each begins at a multiple of four.
struct Animation {
    bytes: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
    samplers: Vec<Value>,
    channels: Vec<Value>,
    times: Vec<f32>,
}

impl Animation {
    fn over(track: &CameraTrack) -> Self {
        let times = (0..track.frames()).map(|index| track.seconds(index) as f32).collect();
        Self {
            bytes: Vec::new(),
            views: Vec::new(),
            accessors: Vec::new(),
            samplers: Vec::new(),
            channels: Vec::new(),
            times,
        }
    }

    /// A channel of one value a frame; what never changes needs none.
    fn channel<const WIDTH: usize>(&mut self, target: Value, kind: &str, values: &[[f32; WIDTH]]) {
        if values.len() < 2 {
            return;
        }
        if self.accessors.is_empty() {
            let times = std::mem::take(&mut self.times);
            let first = self.accessor("SCALAR", &times, times.len());
            // Only what keys are read by must say where it begins and ends.
            self.accessors[first]["min"] = numbers(&times[..1]);
            self.accessors[first]["max"] = numbers(&times[times.len() - 1..]);
        }
        let output = self.accessor(kind, values.as_flattened(), values.len());
        self.channels.push(json!({ "sampler": self.samplers.len(), "target": target }));
        self.samplers.push(json!({ "input": 0, "output": output, "interpolation": "LINEAR" }));
    }

    /// Its index.
    fn accessor(&mut self, kind: &str, values: &[f32], count: usize) -> usize {
        let (offset, length) = (self.bytes.len(), values.len() * 4);
        self.bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        self.views.push(json!({ "buffer": 0, "byteOffset": offset, "byteLength": length }));
        self.accessors.push(json!({
            "bufferView": self.views.len() - 1, "componentType": FLOAT, "count": count, "type": kind,
        }));
        self.accessors.len() - 1
    }

    /// The bytes that the file then speaks of; none where nothing moves.
    fn put_into(self, file: &mut Value, name: &str) -> Vec<u8> {
        if self.channels.is_empty() {
            return Vec::new();
        }
        file["buffers"] = json!([{ "byteLength": self.bytes.len() }]);
        file["bufferViews"] = Value::from(self.views);
        file["accessors"] = Value::from(self.accessors);
        file["animations"] =
            json!([{ "name": name, "samplers": self.samplers, "channels": self.channels }]);
        self.bytes
    }
}

/// Exactly the number of 32 bits; a zero has no sign.
fn number(value: f32) -> Value {
    json!(f64::from(value + 0.0))
}

fn numbers(values: &[f32]) -> Value {
    values.iter().copied().map(number).collect()
}
