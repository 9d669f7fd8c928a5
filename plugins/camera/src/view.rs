//! What the camera sees from, and through.

use bevy_math::{Mat4, Quat, Vec2, Vec3, Vec4};

use crate::aim::Aim;
use crate::lens::fov_from_focal;

/// A camera at one instant: all that a picture needs to know of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Of the entrance pupil, in metres.
    pub position: Vec3,
    /// World from camera; the camera looks along its own -z, +y is up in the picture.
    pub rotation: Quat,
    /// Focal length in millimetres.
    pub focal: f32,
    /// Millimetres of sensor under the picture: its width and height are the picture's aspect.
    pub gate: Vec2,
    /// The optical axis off the middle of the gate, as a share of the gate: a risen lens sees up.
    pub shift: Vec2,
    /// Metres before the camera, along its axis, where it is sharp; all of it is, without one.
    pub focus: Option<f32>,
    /// The f-number.
    pub stop: f32,
}

impl Default for View {
    /// From the origin along -z, on a 35 mm lens over full frame, sharp all through.
    fn default() -> Self {
        Self {
            position: Vec3::ZERO,
            rotation: Quat::IDENTITY,
            focal: 35.0,
            gate: Vec2::new(36.0, 24.0),
            shift: Vec2::ZERO,
            focus: None,
            stop: 4.0,
        }
    }
}

/// Where a point is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projected {
    /// 0 to 1 from the top left of the picture; outside of it beyond that.
    pub uv: Vec2,
    /// Metres before the camera, along its axis.
    pub depth: f32,
}

/// What is nearer than this to the plane of the lens, in metres, is seen nowhere.
const NEAREST: f32 = 1e-4;

impl View {
    /// Width over height of the picture.
    pub fn aspect(&self) -> f32 {
        self.gate.x / self.gate.y
    }

    /// The horizontal angle of view in radians (of the lens without its shift).
    pub fn fov_x(&self) -> f32 {
        fov_from_focal(self.focal, self.gate.x)
    }

    /// Where the camera looks: of length one, in the world.
    pub fn forward(&self) -> Vec3 {
        self.rotation * Vec3::NEG_Z
    }

    /// To the right of the picture.
    pub fn right(&self) -> Vec3 {
        self.rotation * Vec3::X
    }

    /// To the top of the picture.
    pub fn up(&self) -> Vec3 {
        self.rotation * Vec3::Y
    }

    /// Camera space is metres, looking along -z.
    pub fn view_from_world(&self) -> Mat4 {
        let rotation = self.rotation.conjugate();
        Mat4::from_rotation_translation(rotation, rotation * -self.position)
    }

    /// Clip space as wgpu has it: depth is 1 at `near` metres and 0 at infinity.
    pub fn clip_from_world(&self, near: f32) -> Mat4 {
        self.clip_from_view(near) * self.view_from_world()
    }

    /// The lens and the gate alone; see [`View::clip_from_world`].
    pub fn clip_from_view(&self, near: f32) -> Mat4 {
        let scale = 2.0 * self.focal / self.gate;
        Mat4::from_cols(
            Vec4::new(scale.x, 0.0, 0.0, 0.0),
            Vec4::new(0.0, scale.y, 0.0, 0.0),
            Vec4::new(2.0 * self.shift.x, 2.0 * self.shift.y, 0.0, -1.0),
            Vec4::new(0.0, 0.0, near, 0.0),
        )
    }

    /// Where `point` of the world is seen; nowhere when it is behind the lens.
    pub fn project(&self, point: Vec3) -> Option<Projected> {
        let seen = self.rotation.conjugate() * (point - self.position);
        let depth = -seen.z;
        if depth.is_nan() || depth < NEAREST {
            return None;
        }
        let on_gate = seen.truncate() * self.focal / depth / self.gate - self.shift;
        Some(Projected { uv: Vec2::new(0.5 + on_gate.x, 0.5 - on_gate.y), depth })
    }

    /// The direction, of length one, in which a place of the picture lies; `uv` as in [`Projected`].
    pub fn ray(&self, uv: Vec2) -> Vec3 {
        let on_gate = (Vec2::new(uv.x - 0.5, 0.5 - uv.y) + self.shift) * self.gate / self.focal;
        (self.rotation * on_gate.extend(-1.0)).normalize()
    }

    /// The point that is seen at `seen.uv`, `seen.depth` metres before the camera.
    pub fn unproject(&self, seen: Projected) -> Vec3 {
        let ray = self.ray(seen.uv);
        let along = ray.dot(self.forward());
        self.position + ray * (seen.depth / along)
    }

    /// The same view as the angles of a [`Rig`](maquette_document::Rig), in degrees: yaw -180 to 180, pitch
    /// -90 to 90, roll -180 to 180. Straight up or down all of the turn is called yaw.
    pub fn aim(&self) -> Aim {
        Aim::of(self.rotation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate;
    use maquette_document::Sensor;
    use proptest::prelude::*;

    fn view(aim: Aim, position: Vec3, focal: f32, shift: Vec2) -> View {
        View {
            position,
            rotation: aim.rotation(),
            focal,
            gate: gate(Sensor::default(), 2.39),
            shift,
            ..View::default()
        }
    }

    fn any_view() -> impl Strategy<Value = View> {
        let aim = (-179.0_f32..179.0, -80.0_f32..80.0, -170.0_f32..170.0);
        let place = (-50.0_f32..50.0, 0.0_f32..20.0, -50.0_f32..50.0);
        (aim, place, 12.0_f32..200.0, -0.5_f32..0.5, -0.5_f32..0.5).prop_map(
            |(a, p, focal, x, y)| {
                view(Aim { yaw: a.0, pitch: a.1, roll: a.2 }, p.into(), focal, Vec2::new(x, y))
            },
        )
    }

    proptest! {
        #[test]
        fn the_ray_through_where_a_point_is_seen_meets_it(
            view in any_view(), u in 0.0_f32..1.0, v in 0.0_f32..1.0, depth in 0.2_f32..200.0
        ) {
            let point = view.unproject(Projected { uv: Vec2::new(u, v), depth });
            let seen = view.project(point).expect("it is before the camera");
            prop_assert!((seen.uv - Vec2::new(u, v)).length() < 2e-3, "{seen:?} for {u} {v}");
            prop_assert!((seen.depth - depth).abs() < 1e-3 * depth.max(1.0));
        }

        #[test]
        fn the_matrix_sees_what_project_sees(view in any_view(), u in 0.0_f32..1.0, v in 0.0_f32..1.0) {
            let point = view.unproject(Projected { uv: Vec2::new(u, v), depth: 7.0 });
            let clip = view.clip_from_world(0.1) * point.extend(1.0);
            let ndc = clip.truncate() / clip.w;
            let seen = view.project(point).expect("it is before the camera");
            prop_assert!((Vec2::new(0.5 + ndc.x / 2.0, 0.5 - ndc.y / 2.0) - seen.uv).length() < 2e-3);
            prop_assert!((ndc.z - 0.1 / seen.depth).abs() < 1e-4);
        }

        #[test]
        fn a_view_has_the_angles_that_made_it(view in any_view()) {
            let again = View { rotation: view.aim().rotation(), ..view };
            prop_assert!(again.forward().distance(view.forward()) < 1e-3);
            prop_assert!(again.up().distance(view.up()) < 1e-3);
        }
    }

    #[test]
    fn yaw_turns_left_pitch_looks_up_and_roll_leans_to_the_left_shoulder() {
        let plain = |aim| view(aim, Vec3::ZERO, 35.0, Vec2::ZERO);
        let ahead = Vec3::new(0.0, 0.0, -10.0);
        let seen = |aim: Aim| plain(aim).project(ahead).expect("ahead").uv;
        assert!(seen(Aim { yaw: 5.0, ..Aim::default() }).x > 0.5, "turned left, things move right");
        assert!(seen(Aim { pitch: 5.0, ..Aim::default() }).y > 0.5, "looking up, things sink");
        let up = plain(Aim { roll: 10.0, ..Aim::default() }).up();
        assert!(up.x < 0.0, "the crown of the camera leans to -x: {up}");
    }

    #[test]
    fn a_risen_lens_sees_up_without_leaning() {
        let risen = view(Aim::default(), Vec3::ZERO, 35.0, Vec2::new(0.0, 0.25));
        let seen = risen.project(Vec3::new(0.0, 0.0, -10.0)).expect("ahead");
        assert_eq!(seen.uv, Vec2::new(0.5, 0.75));
    }

    #[test]
    fn what_is_behind_is_seen_nowhere() {
        let plain = view(Aim::default(), Vec3::ZERO, 35.0, Vec2::ZERO);
        assert_eq!(plain.project(Vec3::new(0.0, 0.0, 1.0)), None);
        assert_eq!(plain.project(Vec3::new(f32::NAN, 0.0, f32::NAN)), None);
    }
}
