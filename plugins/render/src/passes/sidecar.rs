//! The page beside a pass: what its numbers mean, and through which lens each frame was seen.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use bevy_ecs::world::World;
use maquette_document::{Figure, film, get};
use maquette_moment::{Moment, letter_box};
use maquette_stage::{JOINT_NAMES, SeenFigure, SeenJoint, Sight};
use maquette_time::Frame;
use serde::Serialize;

use super::Pass;
use super::skeleton::LIMBS;
use crate::progress::RenderError;

/// A page in the making, which is there when it is finished.
pub(super) struct Sidecar {
    path: PathBuf,
    part: PathBuf,
    file: Option<BufWriter<File>>,
    has_people: bool,
    is_empty: bool,
}

#[derive(Serialize)]
struct Head {
    pass: &'static str,
    /// Frames a second, as people write it, and exactly.
    rate: String,
    rate_fraction: (u32, u32),
    /// Pixels of a frame.
    width: u32,
    height: u32,
    /// Where the picture lies in it: x and y of its top left, width and height.
    picture: [u32; 4],
    #[serde(flatten)]
    scale: Scale,
    /// Of what is told of each frame.
    units: &'static str,
}

/// What the values of a pass mean.
#[derive(Serialize)]
#[serde(untagged)]
enum Scale {
    Depth {
        near: f32,
        far: f32,
        formula: &'static str,
        nothing: u16,
    },
    Disparity {
        near: f32,
        formula: &'static str,
        nothing: u16,
    },
    Normal {
        formula: &'static str,
        axes: &'static str,
        nothing: [u16; 3],
    },
    Line {
        ink: u8,
        nothing: u8,
    },
    Pose {
        joints: &'static [&'static str],
        limbs: &'static [[usize; 2]],
        joint: &'static [&'static str],
        sight: &'static str,
    },
}

impl Scale {
    fn of(pass: Pass) -> Self {
        match pass {
            Pass::Depth(scale) => Self::Depth {
                near: scale.near,
                far: scale.far,
                formula: "metres = far - value / 65535 * (far - near), along the axis of the lens; 1 is far or more",
                nothing: 0,
            },
            Pass::Disparity(scale) => Self::Disparity {
                near: scale.near,
                formula: "metres = near * 65535 / value, along the axis of the lens",
                nothing: 0,
            },
            Pass::Normal => Self::Normal {
                formula: "n = value / 65535 * 2 - 1",
                axes: "red: x to the right of the picture; green: y up; blue: z toward the viewer",
                nothing: [0; 3],
            },
            Pass::Line => Self::Line { ink: 255, nothing: 0 },
            Pass::Pose => Self::Pose {
                joints: &JOINT_NAMES,
                limbs: &LIMBS,
                joint: &[
                    "x in pixels from the left",
                    "y in pixels from the top",
                    "metres",
                    "sight",
                ],
                sight: "2 seen, 1 hidden, 0 outside of the picture; null is behind the lens",
            },
        }
    }
}

#[derive(Serialize)]
struct FrameFacts<'a> {
    frame: i64,
    shot: String,
    focal: f32,
    gate: [f32; 2],
    shift: [f32; 2],
    position: [f32; 3],
    rotation: [f32; 4],
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<Vec<Person<'a>>>,
}

#[derive(Serialize)]
struct Person<'a> {
    id: String,
    name: &'a str,
    joints: Vec<Option<(f32, f32, f32, u8)>>,
}

const UNITS: &str = "focal and gate: millimetres; shift: shares of the gate; position: metres, y up; rotation: \
                     the quaternion x, y, z, w that turns the camera, which looks along -z, into the world";

impl Sidecar {
    pub(super) fn start(
        world: &World,
        pass: Pass,
        [width, height]: [u32; 2],
        folder: &Path,
    ) -> Result<Self, RenderError> {
        let film = film(world);
        let place = letter_box(width, height, film.aspect.ratio());
        let head = Head {
            pass: pass.name(),
            rate: film.rate.to_string(),
            rate_fraction: film.rate.fraction(),
            width,
            height,
            picture: [place.x, place.y, place.width, place.height],
            scale: Scale::of(pass),
            units: UNITS,
        };
        let path = folder.join(format!("{}.json", pass.name()));
        let part = path.with_extension("json.part");
        let file = File::create(&part)
            .map_err(|source| RenderError::Sidecar { path: path.clone(), source })?;
        let file = Some(BufWriter::new(file));
        let mut page = Self { path, part, file, has_people: pass == Pass::Pose, is_empty: true };
        let head = page.json(&head)?;
        // Frames are its last field, so that they can be told one by one.
        let open = head.strip_suffix('}').unwrap_or(&head);
        page.write(&format!("{open},\n\"frames\":["))?;
        Ok(page)
    }

    /// Tells of a frame.
    pub(super) fn push(
        &mut self,
        world: &World,
        frame: Frame,
        moment: &Moment,
        figures: &[SeenFigure],
    ) -> Result<(), RenderError> {
        let view = &moment.view;
        let facts = self.json(&FrameFacts {
            frame: frame.0,
            shot: format!("{:04}", moment.number),
            focal: view.focal,
            gate: view.gate.to_array(),
            shift: view.shift.to_array(),
            position: view.position.to_array(),
            rotation: view.rotation.to_array(),
            people: self.has_people.then(|| figures.iter().map(|f| person(world, f)).collect()),
        })?;
        let comma = if std::mem::take(&mut self.is_empty) { "" } else { "," };
        self.write(&format!("{comma}\n{facts}"))
    }

    /// Puts the page in its place.
    pub(super) fn finish(mut self) -> Result<(), RenderError> {
        self.write("\n]}\n")?;
        let flushed = match self.file.take() {
            Some(file) => file.into_inner().map(drop).map_err(std::io::IntoInnerError::into_error),
            None => Ok(()),
        };
        flushed.and_then(|()| std::fs::rename(&self.part, &self.path)).map_err(|e| self.fault(e))
    }

    fn json(&self, value: &impl Serialize) -> Result<String, RenderError> {
        serde_json::to_string(value).map_err(|fault| self.fault(fault.into()))
    }

    fn write(&mut self, text: &str) -> Result<(), RenderError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let written = file.write_all(text.as_bytes());
        written.map_err(|source| self.fault(source))
    }

    fn fault(&self, source: std::io::Error) -> RenderError {
        RenderError::Sidecar { path: self.path.clone(), source }
    }
}

impl Drop for Sidecar {
    fn drop(&mut self) {
        if self.part.exists() && std::fs::remove_file(&self.part).is_err() {
            tracing::warn!("could not remove {:?}", self.part);
        }
    }
}

fn person<'a>(world: &'a World, figure: &SeenFigure) -> Person<'a> {
    let name = get::<Figure>(world, figure.id).map(|figure| figure.name.as_str());
    let round = |value: f32, steps: f32| (value * steps).round() / steps;
    let told = |joint: SeenJoint| {
        let sight = match joint.sight {
            Sight::Outside => 0,
            Sight::Hidden => 1,
            Sight::Seen => 2,
        };
        (round(joint.at.x, 100.0), round(joint.at.y, 100.0), round(joint.metres, 1000.0), sight)
    };
    let joints = figure.joints.iter().map(|joint| joint.map(told)).collect();
    Person { id: figure.id.to_string(), name: name.unwrap_or_default(), joints }
}
