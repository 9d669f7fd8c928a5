//! Where a camera points, as the angles of a rig.

use bevy_math::{EulerRot, Quat, Vec2, Vec3, ops};

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

    pub(crate) fn to_degrees(self) -> Self {
        Self {
            yaw: self.yaw.to_degrees(),
            pitch: self.pitch.to_degrees(),
            roll: self.roll.to_degrees(),
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
    let wanted = on_gate.extend(-1.0).normalize();
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
            let view = View { position, rotation: aim.rotation(), focal, gate, shift: Vec2::ZERO };
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
