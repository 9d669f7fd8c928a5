//! Eyes, lids, brow and mouth.

use bevy_math::{Quat, Vec3, Vec3A};

use super::Work;
use crate::ease::{about, aim_of, mix};
use crate::skeleton::{Flank, Joint};
use crate::skull;

/// Degrees that eyes turn in the head, to a side and up or down.
pub(crate) const EYES_TURN: f32 = 32.0;
pub(crate) const EYES_RISE: f32 = 24.0;

impl Work<'_> {
    /// Sets the face; gives the direction of the eyes.
    pub(super) fn set_face(&mut self, gaze: Option<Vec3>, weight: f32) -> Vec3 {
        let head = self.turn_of(Joint::Head);
        let sight = self.acting.sight;
        let (gaze, weight) = sight.map_or((gaze, weight), |(point, weight)| (Some(point), weight));
        let (yaw, pitch) = match gaze {
            Some(target) => aim_of(head.inverse() * (target - self.eyes())),
            None => (0.0, 0.0),
        };
        // Past what the eyes can do they come home, as the head does.
        let ease = crate::ease::smooth((150.0 - yaw.abs()) / 60.0) * weight;
        let yaw = yaw.clamp(-EYES_TURN, EYES_TURN) * ease;
        let pitch = pitch.clamp(-EYES_RISE, EYES_RISE) * ease;
        let size = self.body.head;
        let open = mix(0.10, 1.0, self.life.eyes);
        for flank in Flank::BOTH {
            let [eye, lid] = flank.eye();
            let slope = skull::slope_at(skull::EYE.x * flank.sign(), skull::EYE.y);
            let aside = yaw / EYES_TURN * 0.036;
            let slid = Vec3::new(aside, pitch / EYES_RISE * 0.016, slope * aside * 0.85) * size;
            self.hang_at(
                eye,
                self.body.offset(eye) + slid * Vec3::new(1.0, open, 1.0),
                Quat::IDENTITY,
            );
            self.hang(lid, Quat::IDENTITY);
            self.stretch(eye, Vec3A::new(1.0, open, 1.0));
            self.stretch(lid, Vec3A::new(1.0, open, 1.0));
        }
        let mouth = self.acting.mouth.clamp(0.0, 1.0);
        self.hang(Joint::Jaw, Quat::IDENTITY);
        self.stretch(Joint::Jaw, Vec3A::new(1.0 - 0.14 * mouth, mix(0.13, 1.0, mouth), 1.0));
        let raised = Vec3::Y * (0.010 * mouth) * size;
        self.hang_at(Joint::Brow, self.body.offset(Joint::Brow) + raised, Quat::IDENTITY);
        head * about(Vec3::Y, yaw) * about(Vec3::X, -pitch) * Vec3::Z
    }

    fn stretch(&mut self, joint: Joint, by: Vec3A) {
        let matrix = &mut self.joints[joint as usize].matrix3;
        matrix.x_axis *= by.x;
        matrix.y_axis *= by.y;
        matrix.z_axis *= by.z;
    }
}
