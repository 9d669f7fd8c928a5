//! A figure as the lens meets it: where its landmarks are, and how much room it takes.

use bevy_math::{Affine3A, Vec3};
use maquette_camera::Subjects;
use maquette_document::{Figure, Hair, Hat, Hold, Id, Key, Pose};
use maquette_figure::{Acting, Body, Joint, Landmark, Posed, acting_at, hold_solid, posed};
use maquette_time::Flicks;

/// Somebody who stands there, at one instant.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Into the cast.
    pub(crate) who: usize,
    pub(crate) at: Vec3,
    pub(crate) facing: f32,
    pub(crate) pose: Pose,
    pub(crate) eyes: Vec3,
    pub(crate) crown: Vec3,
    pub(crate) chin: Vec3,
    pub(crate) chest: Vec3,
    pub(crate) hips: Vec3,
    pub(crate) hand: Vec3,
    pub(crate) shoulders: [Vec3; 2],
    pub(crate) feet: [Vec3; 2],
    /// Heels, balls and tips.
    pub(crate) soles: [Vec3; 8],
    pub(crate) head_radius: f32,
    pub(crate) height: f32,
    /// The joints at which a frame must not end.
    pub(crate) joints: [Vec3; JOINTS_KEPT],
    /// Points all over the head, hair and hat: what is highest of it depends on where it is seen from.
    pub(crate) skull: [Vec3; SKULL.len() + 1],
    pub(crate) hold: Hold,
    /// From the space of the right hand into the world.
    palm: Affine3A,
    landmarks: [Vec3; 11],
}

/// The skull without its crown, in shares of the head from the joint of the head: brow, back, sides, and the slopes
/// between them and the crown.
const SKULL: [Vec3; 6] = [
    Vec3::new(0.0, 0.58, 0.45),
    Vec3::new(0.0, 0.58, -0.47),
    Vec3::new(0.34, 0.60, 0.02),
    Vec3::new(-0.34, 0.60, 0.02),
    Vec3::new(0.0, 0.83, 0.28),
    Vec3::new(0.0, 0.83, -0.33),
];

/// Neck, elbows, wrists, knees, ankles.
pub(crate) const JOINTS_KEPT: usize = 9;

const KEPT: [Joint; JOINTS_KEPT] = [
    Joint::Neck,
    Joint::LeftLowerArm,
    Joint::RightLowerArm,
    Joint::LeftHand,
    Joint::RightHand,
    Joint::LeftLowerLeg,
    Joint::RightLowerLeg,
    Joint::LeftFoot,
    Joint::RightFoot,
];

impl Person {
    /// As `keys` have the figure at `time` of its shot, looking at `gaze` if anywhere.
    pub(crate) fn at(
        who: usize,
        player: &Player,
        keys: &[Key],
        time: Flicks,
        gaze: Option<Vec3>,
    ) -> Self {
        let body = &player.body;
        let acting = acting_at(keys, time, body);
        let posed = posed(body, &acting, gaze);
        let pose = keys
            .iter()
            .rev()
            .find(|key| key.at <= time)
            .or(keys.first())
            .map_or(Pose::Stand, |key| key.pose);
        Self::of(who, player, &posed, &acting, pose)
    }

    fn of(who: usize, player: &Player, posed: &Posed, acting: &Acting, pose: Pose) -> Self {
        let (body, above) = (&player.body, player.above());
        let mark = |landmark| posed.landmark(body, landmark);
        let joint = |joint: Joint| Vec3::from(posed.joints[joint as usize].translation);
        use Landmark as L;
        let head = posed.joint(Joint::Head);
        let crown = mark(L::Crown) + head.transform_vector3(Vec3::Y * above);
        let slope = |share: Vec3| head.transform_point3(share * body.head);
        let [a, b, c, d, e, f] = SKULL.map(slope);
        let landmarks = [
            crown,
            mark(L::Eyes),
            mark(L::Chin),
            mark(L::Collar),
            mark(L::Chest),
            mark(L::Waist),
            mark(L::MidThigh),
            mark(L::Shin),
            mark(L::Sole),
            mark(L::LeftHand),
            mark(L::RightHand),
        ];
        Self {
            who,
            at: acting.position,
            facing: acting.facing,
            pose,
            eyes: landmarks[1],
            crown: landmarks[0],
            chin: landmarks[2],
            chest: landmarks[4],
            hips: joint(Joint::Hips),
            hand: joint(Joint::RightHand),
            shoulders: [joint(Joint::LeftUpperArm), joint(Joint::RightUpperArm)],
            feet: [joint(Joint::LeftFoot), joint(Joint::RightFoot)],
            soles: posed.soles(body),
            head_radius: body.head_radius(),
            height: body.height,
            joints: KEPT.map(joint),
            skull: [crown, a, b, c, d, e, f],
            hold: acting.hold,
            palm: posed.joint(Joint::RightHand),
            landmarks,
        }
    }

    pub(crate) fn landmark(&self, landmark: Landmark) -> Vec3 {
        self.landmarks[landmark as usize]
    }

    /// Points about what the right hand holds; about the hand, when that is nothing.
    pub(crate) fn held(&self) -> Vec<Vec3> {
        let solid = hold_solid(self.hold);
        let (mut low, mut high) = (Vec3::splat(-0.04), Vec3::splat(0.04));
        if self.hold != Hold::Nothing {
            let places = || solid.vertices.iter().map(|vertex| vertex.position);
            low = places().fold(Vec3::INFINITY, Vec3::min);
            high = places().fold(Vec3::NEG_INFINITY, Vec3::max);
        }
        (0..8_u8)
            .map(|corner| {
                let pick = |bit: u8, a: f32, b: f32| if corner & bit == 0 { a } else { b };
                Vec3::new(pick(1, low.x, high.x), pick(2, low.y, high.y), pick(4, low.z, high.z))
            })
            .map(|at| self.palm.transform_point3(at))
            .collect()
    }

    /// Points on the outline from the crown down to `lower`, wide enough for the shoulders.
    pub(crate) fn outline(&self, lower: Landmark) -> Vec<Vec3> {
        let flat = (self.shoulders[0] - self.shoulders[1]).normalize_or(Vec3::X) * 0.06;
        let mut points = vec![
            self.crown,
            self.landmark(lower),
            self.shoulders[0] + flat,
            self.shoulders[1] - flat,
            self.eyes,
        ];
        if matches!(lower, Landmark::Sole | Landmark::Shin | Landmark::MidThigh) {
            points.push(self.hips);
        }
        if lower == Landmark::Sole {
            points.extend(self.soles);
        }
        points
    }

    /// Neck, shoulders and upper arms, as balls.
    pub(crate) fn bulk(&self) -> Vec<(Vec3, f32)> {
        let [neck, left, right, ..] = self.joints;
        let mut balls = vec![(neck, 0.07)];
        for (shoulder, elbow) in self.shoulders.into_iter().zip([left, right]) {
            balls.extend((0..=4_u8).map(|step| {
                let at = f32::from(step) / 4.0;
                (shoulder.lerp(elbow, at), 0.075 - 0.02 * at)
            }));
            balls.push((neck.lerp(shoulder, 0.5), 0.07));
        }
        balls
    }

    /// The level direction in which the face looks.
    pub(crate) fn look(&self) -> Vec3 {
        let head = self.crown.midpoint(self.chin);
        (self.eyes - head).with_y(0.0).normalize_or(ahead(self.facing))
    }

    /// The whole body but its head, as balls: trunk, arms, hands and legs.
    pub(crate) fn balls(&self) -> impl Iterator<Item = (Vec3, f32)> {
        let [neck, left_elbow, right_elbow, left_hand, right_hand, left_knee, right_knee, ..] =
            self.joints;
        let [left, right] = self.shoulders;
        let limbs = [
            (neck, left, 0.07),
            (neck, right, 0.07),
            (left, left_elbow, 0.06),
            (right, right_elbow, 0.06),
            (left_elbow, left_hand, 0.05),
            (right_elbow, right_hand, 0.05),
            // Hands reach beyond their joints.
            (left_hand, left_hand + (left_hand - left_elbow) * 0.6, 0.05),
            (right_hand, right_hand + (right_hand - right_elbow) * 0.6, 0.05),
            (self.chest, self.hips, 0.15),
            (self.hips, left_knee, 0.10),
            (self.hips, right_knee, 0.10),
            (left_knee, self.feet[0], 0.07),
            (right_knee, self.feet[1], 0.07),
        ];
        limbs
            .into_iter()
            .flat_map(|(a, b, radius)| [0.0, 0.5, 1.0].map(|share| (a.lerp(b, share), radius)))
    }

    /// Whether `point` is nearer than `room` to the body.
    pub(crate) fn holds(&self, point: Vec3, room: f32) -> bool {
        let trunk = distance_to_segment(point, self.hips, self.chest) < 0.20 + room;
        let head = point.distance(self.eyes) < self.head_radius + room;
        let legs =
            self.feet.iter().any(|foot| distance_to_segment(point, self.hips, *foot) < 0.12 + room);
        trunk || head || legs
    }

    /// Whether its own trunk or head is before its hand.
    pub(crate) fn hides_own_hand(&self, from: Vec3) -> bool {
        let to = self.hand + (from - self.hand).normalize_or_zero() * 0.12;
        let trunk = segments_apart(from, to, self.hips, self.chest) < 0.13;
        trunk || segments_apart(from, to, self.chin, self.crown) < self.head_radius * 0.8
    }

    /// Whether the body stands between `from` and `to`.
    pub(crate) fn hides(&self, from: Vec3, to: Vec3) -> bool {
        let bars = [
            (self.hips, self.chest, 0.17),
            (self.chest, self.chin, 0.13),
            (self.chin, self.crown, self.head_radius * 0.8),
            (self.shoulders[0], self.shoulders[1], 0.07),
            (self.hips, self.feet[0], 0.09),
            (self.hips, self.feet[1], 0.09),
        ];
        bars.iter().any(|(a, b, radius)| segments_apart(from, to, *a, *b) < *radius)
    }
}

/// Everyone of a cast as their keys have them at `time` of their shot, looking where they look.
pub(crate) fn people_at(cast: &[(usize, &Player, &[Key])], time: Flicks) -> Vec<Person> {
    let plain: Vec<Person> =
        cast.iter().map(|(who, player, keys)| Person::at(*who, player, keys, time, None)).collect();
    let eyes: Vec<(Id, Vec3)> =
        cast.iter().zip(&plain).map(|((_, player, _), person)| (player.id, person.eyes)).collect();
    let find = |id: Id| eyes.iter().find(|(other, _)| *other == id).map(|(_, at)| *at);
    cast.iter()
        .zip(&plain)
        .map(|((who, player, keys), person)| {
            let acting = acting_at(keys, time, &player.body);
            match acting.glance.point(person.eyes, &find) {
                Some(gaze) => Person::at(*who, player, keys, time, Some(gaze)),
                None => person.clone(),
            }
        })
        .collect()
}

/// Those who act in a shot, to a camera that follows them: with their places in the cast, and their keys.
pub(crate) struct Acts<'a>(pub(crate) &'a [(usize, &'a Player, &'a [Key])]);

impl Acts<'_> {
    fn find(&self, figure: Id) -> Option<(&Player, &[Key])> {
        let (_, player, keys) = self.0.iter().find(|(_, player, _)| player.id == figure)?;
        Some((player, keys))
    }
}

impl Subjects for Acts<'_> {
    fn ground(&self, figure: Id, time: Flicks) -> Option<Vec3> {
        let (player, keys) = self.find(figure)?;
        Some(acting_at(keys, time, &player.body).position)
    }

    fn landmark(&self, figure: Id, landmark: Landmark, time: Flicks) -> Option<Vec3> {
        let (Player { body, .. }, keys) = self.find(figure)?;
        Some(posed(body, &acting_at(keys, time, body), None).landmark(body, landmark))
    }
}

/// The identity and shape of one of the cast.
#[derive(Clone, Debug)]
pub(crate) struct Player {
    pub(crate) id: Id,
    pub(crate) figure: Figure,
    pub(crate) body: Body,
}

impl Player {
    /// Metres that hat and hair stand above the crown.
    fn above(&self) -> f32 {
        let hat = match self.figure.hat {
            Hat::None => 0.0,
            Hat::Cap => 0.020,
            Hat::Beanie => 0.033,
            Hat::Brim => 0.048,
        };
        let hair: f32 = match self.figure.hair {
            Hair::Bun => 0.042,
            Hair::Curly => 0.043,
            Hair::Bald => 0.0,
            Hair::Short => 0.017,
            Hair::Bob | Hair::Long | Hair::Ponytail => 0.014,
        };
        hair.max(hat)
    }
}

pub(crate) fn distance_to_segment(point: Vec3, a: Vec3, b: Vec3) -> f32 {
    let along = b - a;
    let share = (point - a).dot(along) / along.length_squared().max(1e-9);
    point.distance(a + along * share.clamp(0.0, 1.0))
}

/// The least distance between two segments.
fn segments_apart(a: Vec3, b: Vec3, c: Vec3, d: Vec3) -> f32 {
    let (u, v, w) = (b - a, d - c, a - c);
    let (uu, uv, vv) = (u.dot(u), u.dot(v), v.dot(v));
    let (uw, vw) = (u.dot(w), v.dot(w));
    let den = uu * vv - uv * uv;
    let mut s = if den > 1e-9 { ((uv * vw - vv * uw) / den).clamp(0.0, 1.0) } else { 0.0 };
    let t = if vv > 1e-9 { ((uv * s + vw) / vv).clamp(0.0, 1.0) } else { 0.0 };
    if uu > 1e-9 {
        s = ((uv * t - uw) / uu).clamp(0.0, 1.0);
    }
    (a + u * s).distance(c + v * t)
}

/// The direction in which a facing looks.
pub(crate) fn ahead(facing: f32) -> Vec3 {
    let radians = facing.to_radians();
    Vec3::new(bevy_math::ops::sin(radians), 0.0, bevy_math::ops::cos(radians))
}

/// The facing that looks from `from` to `to`, in degrees.
pub(crate) fn facing_to(from: Vec3, to: Vec3) -> f32 {
    bevy_math::ops::atan2(to.x - from.x, to.z - from.z).to_degrees()
}

/// `angle` brought to -180 to 180.
pub(crate) fn wrapped(angle: f32) -> f32 {
    angle - 360.0 * bevy_math::ops::floor(angle / 360.0 + 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_know_how_near_they_come() {
        let gap = segments_apart(
            Vec3::ZERO,
            Vec3::X * 2.0,
            Vec3::new(1.0, 1.0, -1.0),
            Vec3::new(1.0, 1.0, 1.0),
        );
        assert!((gap - 1.0).abs() < 1e-5);
        let ends = segments_apart(Vec3::ZERO, Vec3::X, Vec3::X * 3.0, Vec3::X * 4.0);
        assert!((ends - 2.0).abs() < 1e-5);
    }

    #[test]
    fn facings_and_directions_are_the_same_thing() {
        for facing in [-170.0_f32, -90.0, 0.0, 45.0, 90.0] {
            assert!((facing_to(Vec3::ZERO, ahead(facing)) - facing).abs() < 1e-3);
        }
        assert!((wrapped(350.0) + 10.0).abs() < 1e-4);
    }
}
