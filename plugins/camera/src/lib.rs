//! Lens, sensor and moves: the camera as data.
//!
//! Owns what a real camera does: [`view_at`] makes of a [`Rig`](maquette_document::Rig) and a time the one
//! [`View`] that scrubbing, playing and exporting share: a path carries the camera, moves add to that, a head
//! tracks, hands shake, a lens is focused. The lens arithmetic says how far a camera stands for a size, and what
//! of it is sharp. All of it is pure in its arguments and the same on every machine. Where figures are, it asks
//! for ([`Subjects`]); it does not choose shots, and it does not draw.
//!
//! ```
//! use maquette_camera::{Nobody, distance_for, gate, view_at};
//! use maquette_document::{Lens, Rig, Sensor};
//! use maquette_time::Flicks;
//! # use bevy_math::{Vec2, Vec3};
//!
//! // 1.72 m of figure over 88 % of a 16:9 picture on a 35 mm lens: the camera stands 3.4 m away.
//! let distance = distance_for(1.72, 0.88, 35.0, gate(Sensor::default(), 16.0 / 9.0));
//! assert!((distance - 3.38).abs() < 0.01);
//!
//! let rig = Rig { position: Vec3::new(0.0, 1.6, 4.0), lens: Lens { focal: 35.0, ..Lens::default() }, ..Rig::default() };
//! let view = view_at(&rig, Flicks::ZERO, 16.0 / 9.0, &Nobody);
//! let seen = view.project(Vec3::new(0.0, 1.6, 0.0)).expect("it stands before the camera");
//! assert_eq!((seen.uv, seen.depth), (Vec2::splat(0.5), 4.0));
//! ```

mod bounds;

mod aim;
mod ease;
mod lens;
pub mod script;
mod sensors;
mod view;

mod focus;
mod handheld;
mod lag;
mod path;
mod subjects;
mod tracking;

mod moves;
mod rig;

pub use aim::{Aim, aim_at, aim_to_place};
pub use ease::eased;
pub use focus::{
    DepthOfField, FOCUS_RANGE, STOP_RANGE, circle_of_confusion, depth_of_field, hyperfocal,
};
pub use lens::{
    LENS_RANGE, distance_for, equivalent_focal, focal_for, focal_from_fov, fov_from_focal, gate,
    span_at,
};
pub use moves::dolly_zoom;
pub use rig::{PreparedRig, view_at};
pub use sensors::{SENSORS, SensorFormat, UnknownSensor, sensor_by_name};
pub use subjects::{Nobody, Subjects};
pub use view::{Projected, View};
