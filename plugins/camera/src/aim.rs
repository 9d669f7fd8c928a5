//! Where a camera points, as the angles of a rig.

use core::ops::{Add, Sub};

use bevy_math::{EulerRot, Quat, Vec2, Vec3, ops};

use crate::bounds::or;

/// The level part of a look that goes straight up or down: what is left of it is rounding.
const STRAIGHT: f32 = 3e-4;

/// Degrees: yaw to the left, pitch up, roll to the left shoulder. All 0 looks along -z.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Aim {
    pub yaw: f32,
    pub pitch: f32,
    pub roll: f32,
}

impl Aim {
    /// World from camera.
    pub fn rotation(self) -> Quat {
        let Self { yaw, pitch, roll } = self;
        Quat::from_euler(EulerRot::YXZ, yaw.to_radians(), pitch.to_radians(), roll.to_radians())
    }

    /// The angles that make `rotation`, in degrees: yaw -180 to 180, pitch -90 to 90, roll -180 to 180. Straight
    /// up or down all of the turn is called yaw.
    pub(crate) fn of(rotation: Quat) -> Self {
        let [right, up, forward] = [Vec3::X, Vec3::Y, Vec3::NEG_Z].map(|axis| rotation * axis);
        let level = ops::hypot(forward.x, forward.z);
        let pitch = ops::atan2(forward.y, level);
        if level < STRAIGHT {
            return Self { yaw: ops::atan2(-right.z, right.x), pitch, roll: 0.0 }.to_degrees();
        }
        let yaw = ops::atan2(-forward.x, -forward.z);
        Self { yaw, pitch, roll: ops::atan2(right.y, up.y) }.to_degrees()
    }

    /// The same, with no angle that means nothing any more.
    pub(crate) fn whole(self) -> Self {
        let whole = |degrees: f32| or(degrees, 0.0).clamp(-36_000.0, 36_000.0);
        Self { yaw: whole(self.yaw), pitch: whole(self.pitch), roll: whole(self.roll) }
    }

    pub(crate) fn to_degrees(self) -> Self {
        Self {
            yaw: self.yaw.to_degrees(),
            pitch: self.pitch.to_degrees(),
            roll: self.roll.to_degrees(),
        }
    }
}

impl From<Vec3> for Aim {
    /// Of yaw, pitch and roll.
    fn from(angles: Vec3) -> Self {
        let [yaw, pitch, roll] = angles.to_array();
        Self { yaw, pitch, roll }
    }
}

impl Add for Aim {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            yaw: self.yaw + other.yaw,
            pitch: self.pitch + other.pitch,
            roll: self.roll + other.roll,
        }
    }
}

impl Sub for Aim {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            yaw: self.yaw - other.yaw,
            pitch: self.pitch - other.pitch,
            roll: self.roll - other.roll,
        }
    }
}

/// The angles that put `target` in the middle of the picture, level.
pub fn aim_at(position: Vec3, target: Vec3) -> Aim {
    let to = target - position;
    let level = ops::hypot(to.x, to.z);
    if level < 1e-6 && to.y.abs() < 1e-6 {
        return Aim::default();
    }
    let yaw = if level < 1e-6 { 0.0 } else { ops::atan2(-to.x, -to.z) };
    Aim { yaw, pitch: ops::atan2(to.y, level), roll: 0.0 }.to_degrees()
}

/// The angles, level, that put `target` at `uv` of the picture (0 to 1 from the top left).
///
/// `focal` and `gate` are in millimetres, of a lens without shift. The nearest angles where the place cannot
/// be had, such as something overhead at the lower edge of a picture that looks down.
pub fn aim_to_place(position: Vec3, target: Vec3, uv: Vec2, focal: f32, gate: Vec2) -> Aim {
    let to = (target - position).normalize_or(Vec3::NEG_Z);
    let on_gate = Vec2::new(uv.x - 0.5, 0.5 - uv.y) * gate / focal.max(1e-3);
    aim_along(to, on_gate.extend(-1.0).normalize())
}

/// The angles, level, that turn `wanted`, seen from the camera, to `to`, seen from the world; both are of length
/// one. The nearest angles where that cannot be had.
pub(crate) fn aim_along(to: Vec3, wanted: Vec3) -> Aim {
    let reach = ops::hypot(wanted.y, wanted.z);
    let pitch = ops::asin((to.y / reach).clamp(-1.0, 1.0)) - ops::atan2(wanted.y, -wanted.z);
    let pitched = Quat::from_rotation_x(pitch) * wanted;
    let yaw = ops::atan2(-to.x, -to.z) - ops::atan2(-pitched.x, -pitched.z);
    let turn = core::f32::consts::TAU;
    let yaw = yaw - turn * ops::floor(yaw / turn + 0.5);
    Aim { yaw, pitch, roll: 0.0 }.to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{View, gate};
    use maquette_document::Sensor;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_target_is_seen_where_it_was_placed(
            x in -8.0_f32..8.0, y in 0.0_f32..3.0, z in -8.0_f32..8.0,
            u in 0.1_f32..0.9, v in 0.1_f32..0.9, focal in 18.0_f32..100.0,
        ) {
            let position = Vec3::new(0.5, 1.6, 0.25);
            let target = Vec3::new(x, y, z);
            prop_assume!(Vec2::new(x - 0.5, z - 0.25).length() > 2.0);
            let gate = gate(Sensor::default(), 16.0 / 9.0);
            let aim = aim_to_place(position, target, Vec2::new(u, v), focal, gate);
            let view = View { position, rotation: aim.rotation(), focal, gate, ..View::default() };
            let seen = view.project(target).expect("it is before the camera");
            prop_assert!((seen.uv - Vec2::new(u, v)).length() < 1e-3, "{seen:?} for {u} {v}");
            prop_assert!(view.right().y.abs() < 1e-5);
        }

        #[test]
        fn what_is_aimed_at_is_in_the_middle(x in -8.0_f32..8.0, y in -8.0_f32..8.0, z in -8.0_f32..8.0) {
            let target = Vec3::new(x, y, z);
            prop_assume!(target.length() > 0.1);
            let forward = aim_at(Vec3::ZERO, target).rotation() * Vec3::NEG_Z;
            prop_assert!(forward.distance(target.normalize()) < 1e-3);
        }
    }
}
