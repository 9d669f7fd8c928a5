//! The camera of a shot in the words and numbers of video models.
//!
//! Each model has its own words, and some mean other things than on a set: what is called a pan may travel, and
//! what is called a zoom may be a dolly. A control is only given where it is what the camera truly does; else
//! there is none, and the reason is among what the model cannot take.

mod comfy;
mod kling;
mod ltx;
mod wan;

use std::fmt;

use maquette_camera::equivalent_focal;
use maquette_document::{Angle, ShotKind, ShotSize};
use serde_json::{Value, json};

use crate::motion::{Motion, Pace, Part};
use crate::track::CameraTrack;

/// What one model is told.
struct Target {
    /// As a key of JSON.
    key: &'static str,
    name: &'static str,
    /// Its own control, where one is what the camera does.
    control: Option<Value>,
    words: Option<String>,
    cannot: Vec<String>,
}

/// A shot's camera for ComfyUI's camera nodes, Kling, LTX and Wan. `Display` is for people.
pub struct Prompt {
    shot: Value,
    line: String,
    parts: Vec<Part>,
    targets: [Target; 4],
}

impl Prompt {
    pub fn of(track: &CameraTrack) -> Self {
        let motion = Motion::of(track);
        let shot = Shot::of(track, &motion);
        Self {
            line: shot.line(track),
            shot: shot.facts(track),
            targets: [
                comfy::target(&shot),
                kling::target(&shot),
                ltx::target(&shot),
                wan::target(&shot),
            ],
            parts: motion.parts,
        }
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let mut whole = self.shot.clone();
        whole["moves"] = self.parts.iter().map(|part| fact(*part)).collect();
        for target in &self.targets {
            whole[target.key] = json!({ "control": target.control, "words": target.words, "cannot": target.cannot });
        }
        whole
    }
}

impl fmt::Display for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.line)?;
        for target in &self.targets {
            writeln!(f, "\n{}", target.name)?;
            if let Some(control) = &target.control {
                writeln!(f, "  control: {control}")?;
            }
            if let Some(words) = &target.words {
                writeln!(f, "  words: {words}")?;
            }
            for cannot in &target.cannot {
                writeln!(f, "  cannot: {cannot}")?;
            }
        }
        Ok(())
    }
}

/// All that a model is told of.
struct Shot<'a> {
    motion: &'a Motion,
    size: ShotSize,
    angle: Angle,
    kind: ShotKind,
    /// Millimetres, at the head and at the end.
    focal: (f32, f32),
    /// What would see the same on full frame.
    equivalent: f32,
    track: &'a CameraTrack,
    seconds: f64,
}

impl<'a> Shot<'a> {
    fn of(track: &'a CameraTrack, motion: &'a Motion) -> Self {
        let (size, angle, kind) = track.framing();
        let (head, end) = (track.views[0], track.views[track.frames() - 1]);
        Self {
            motion,
            size,
            angle,
            kind,
            focal: (head.focal, end.focal),
            equivalent: equivalent_focal(head.focal, head.gate),
            track,
            seconds: track.seconds(track.frames()),
        }
    }

    fn line(&self, track: &CameraTrack) -> String {
        let does = match self.motion.parts.is_empty() {
            true => "stands still".into(),
            false => {
                let parts: Vec<String> = self.motion.parts.iter().map(|part| told(*part)).collect();
                parts.join(", ")
            }
        };
        let mut more = String::new();
        if self.motion.follows {
            more += ", going with somebody";
        }
        if let Some(distance) = self.motion.dolly_zoom {
            more +=
                &format!(": a dolly zoom, which keeps the size of what is {distance:.1} m away");
        }
        let lens = self.millimetres();
        let (number, seconds) = (track.number(), self.seconds);
        format!("Shot {number}, {}, {seconds:.2} s, {lens}: the camera {does}{more}.", self.size)
    }

    fn facts(&self, track: &CameraTrack) -> Value {
        json!({
            "shot": track.number(), "size": self.size.to_string(), "angle": self.angle,
            "frames": track.frames(), "rate": track.rate_text(), "seconds": round(self.seconds as f32),
            "lens_mm": [round(self.focal.0), round(self.focal.1)],
            "gate_mm": [round(track.gate().x), round(track.gate().y)],
            "follows": self.motion.follows, "dolly_zoom_m": self.motion.dolly_zoom.map(round),
        })
    }

    /// What no prompt and no control of these models takes.
    fn cannot_at_all(&self) -> Vec<String> {
        let mut cannot = Vec::new();
        if self.motion.rests {
            cannot.push("it has no times: the camera stands still for a part of the shot".into());
        }
        if self.motion.returns {
            cannot.push("it has one way: the camera also comes back".into());
        }
        if self.track.is_shifted() {
            cannot.push("it has no lens shift".into());
        }
        cannot
    }

    /// `35 mm`, or both ends of a zoom.
    fn millimetres(&self) -> String {
        let tenth = |mm: f32| (f64::from(mm) * 10.0).round() / 10.0;
        match (tenth(self.focal.0), tenth(self.focal.1)) {
            (from, to) if from == to => format!("{from} mm"),
            (from, to) => format!("{from} to {to} mm"),
        }
    }
}

/// A part for people, signs as words.
fn told(part: Part) -> String {
    match part {
        Part::Dolly(m) => format!("dollies {} {:.2} m", way(m, "in", "out"), m.abs()),
        Part::Truck(m) => format!("trucks {} {:.2} m", way(m, "right", "left"), m.abs()),
        Part::Pedestal(m) => format!("pedestals {} {:.2} m", way(m, "up", "down"), m.abs()),
        Part::Arc { degrees, radius } => {
            let to = way(degrees, "right", "left");
            format!("arcs {to} {:.1}° about what is {radius:.1} m away", degrees.abs())
        }
        Part::Pan(d) => format!("pans {} {:.1}°", way(d, "left", "right"), d.abs()),
        Part::Tilt(d) => format!("tilts {} {:.1}°", way(d, "up", "down"), d.abs()),
        Part::Roll(d) => format!("rolls {} {:.1}°", way(d, "left", "right"), d.abs()),
        Part::Zoom { from, to } => format!("zooms from {from:.1} to {to:.1} mm"),
        Part::Handheld => "is held by hand".into(),
        Part::Rack => "racks focus".into(),
    }
}

/// A part for programs: signs are those of a rig.
fn fact(part: Part) -> Value {
    let name = part.name();
    match part {
        Part::Dolly(metres) | Part::Truck(metres) | Part::Pedestal(metres) => {
            json!({ "move": name, "metres": round(metres) })
        }
        Part::Arc { degrees, radius } => {
            json!({ "move": name, "degrees": round(degrees), "radius_m": round(radius) })
        }
        Part::Pan(degrees) | Part::Tilt(degrees) | Part::Roll(degrees) => {
            json!({ "move": name, "degrees": round(degrees) })
        }
        Part::Zoom { from, to } => {
            json!({ "move": name, "from_mm": round(from), "to_mm": round(to) })
        }
        Part::Handheld | Part::Rack => json!({ "move": name }),
    }
}

/// To a thousandth.
fn round(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0 + 0.0
}

/// Words that begin with a capital.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).chain(['.']).collect()
    })
}

/// The word for a positive amount, or for a negative one.
fn way(amount: f32, more: &'static str, less: &'static str) -> &'static str {
    if amount < 0.0 { less } else { more }
}

/// What the camera does, a verb for each of its parts; empty where it stands still.
fn moves(motion: &Motion, phrase: fn(Part) -> Option<&'static str>) -> String {
    let verbs: Vec<&str> = motion.parts.iter().filter_map(|part| phrase(*part)).collect();
    if verbs.is_empty() {
        return String::new();
    }
    let slow = match motion.pace {
        Pace::Slow => "slowly ",
        Pace::Steady => "",
        Pace::Fast => "quickly ",
    };
    let name = if motion.dolly_zoom.is_some() { ", a dolly zoom" } else { "" };
    format!("{slow}{}{name}", verbs.join(" and "))
}
