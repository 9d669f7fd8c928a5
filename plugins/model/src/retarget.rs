//! A character that does what a mannequin does.
//!
//! Each bone keeps its length and its way of lying in the body; it is turned in the world as our joint is turned
//! in the world since its rest. Where limbs lie otherwise at rest, arms out in a T or an A, they are first brought
//! to hang as ours do: the least turn that brings the direction of a bone onto that of ours, and for hands the
//! turn about it that brings the index finger forward. The middle of the hip joints lies where ours does; it is
//! lifted or lowered until the lower sole is as high as ours, which is what a longer or shorter leg needs.

use bevy_math::{Affine3A, Mat3A, Quat, Vec3, Vec3A};
use maquette_figure::{Body, Joint, Posed};

use crate::character::Character;
use crate::read::blended;

/// A character in the size of a figure, ready to be posed.
#[derive(Clone, Debug, PartialEq)]
pub struct Worn {
    /// Of each node of the model, parents first.
    bones: Vec<Bone>,
    hips: usize,
    /// Between the hip joints at rest: the character's own.
    seat: Vec3,
    feet: [Sole; 2],
    /// Of each slot: its node, and where it carries what is bound to it at rest.
    held: Vec<(usize, Affine3A)>,
    bind: Vec<(Vec3, Vec3)>,
    slots: Vec<[u16; 4]>,
    weights: Vec<[f32; 4]>,
}

/// Corners and normals, all surfaces of a character in a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Skinned {
    pub positions: Vec<Vec3>,
    /// Unit.
    pub normals: Vec<Vec3>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Bone {
    parent: Option<usize>,
    /// Where it lies at rest.
    rest: Vec3,
    follows: Follows,
}

/// How a bone is turned.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Follows {
    /// With what it hangs on.
    Parent,
    /// With a joint of ours, once `hang` has brought it to our rest.
    Joint { joint: Joint, hang: Quat },
    /// Twice as far from the hand as the finger joint that is nearer to it.
    Curl { finger: Joint, hand: Joint, hang: Quat },
}

/// A foot: ours and the character's.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sole {
    joint: Joint,
    node: usize,
    /// From the ankle down, in our foot.
    ours: f32,
    /// From the ankle down, in the character's.
    own: f32,
    /// From the ankle forward to the ball.
    ball: f32,
}

impl Worn {
    pub(crate) fn new(character: &Character, body: &Body, scale: f32) -> Self {
        let size = Affine3A {
            matrix3: Mat3A::from_diagonal(Vec3::splat(scale)),
            translation: Vec3A::ZERO,
        };
        let upright = size * character.upright;
        let nodes = &character.model.nodes;
        let mut bones: Vec<Bone> = nodes
            .iter()
            .map(|node| Bone {
                parent: node.parent,
                rest: upright.transform_point3a(node.world.translation).into(),
                follows: Follows::Parent,
            })
            .collect();
        let fitting = Fitting { character, body, bones: &bones };
        let follows = fitting.follows();
        let (seat, feet) = (fitting.seat(), fitting.feet());
        for (node, follows) in follows {
            bones[node].follows = follows;
        }
        Self {
            bones,
            hips: character.bones.joints[Joint::Hips as usize].unwrap_or_default(),
            seat,
            feet,
            held: character.held.iter().map(|(node, place)| (*node, upright * *place)).collect(),
            bind: character.bind.clone(),
            slots: character.slots.clone(),
            weights: character.weights.clone(),
        }
    }

    /// The character when nothing moves it, on the ground at the origin, facing +Z.
    pub fn at_rest(&self) -> Skinned {
        self.skinned(&self.held.iter().map(|(_, place)| *place).collect::<Vec<_>>())
    }

    /// The character in a pose of ours, in the world.
    pub fn posed(&self, posed: &Posed) -> Skinned {
        let places = self.places(posed);
        let held: Vec<Affine3A> = self
            .held
            .iter()
            .map(|(node, place)| {
                let (at, turn) = places[*node];
                let moved =
                    Affine3A::from_rotation_translation(turn, at - turn * self.bones[*node].rest);
                moved * *place
            })
            .collect();
        self.skinned(&held)
    }

    /// A pose of ours with its joints where the character's are: what it holds is in its hand.
    #[must_use]
    pub fn followed(&self, posed: &Posed) -> Posed {
        let places = self.places(posed);
        let mut out = posed.clone();
        for (bone, (at, _)) in self.bones.iter().zip(&places) {
            if let Follows::Joint { joint, .. } = bone.follows {
                out.joints[joint as usize].translation = (*at).into();
            }
        }
        out
    }

    /// Where each bone lies, and how far it is turned from its rest.
    pub(crate) fn places(&self, posed: &Posed) -> Vec<(Vec3, Quat)> {
        let turn_of = |joint: Joint| turn_of(posed, joint);
        let mut places: Vec<(Vec3, Quat)> = Vec::with_capacity(self.bones.len());
        for (node, bone) in self.bones.iter().enumerate() {
            let parent = bone.parent.map(|parent| (places[parent], self.bones[parent].rest));
            let turn = match bone.follows {
                Follows::Parent => parent.map_or(turn_of(Joint::Hips), |((_, turn), _)| turn),
                Follows::Joint { joint, hang } => turn_of(joint) * hang,
                Follows::Curl { finger, hand, hang } => {
                    let bent = turn_of(hand).inverse() * turn_of(finger);
                    turn_of(finger) * bent * hang
                }
            };
            let at = match parent {
                Some(((at, turn), rest)) if node != self.hips => at + turn * (bone.rest - rest),
                _ => seat_of(posed) + turn * (bone.rest - self.seat),
            };
            places.push((at, turn));
        }
        let lift = self.lift(posed, &places);
        places.iter_mut().for_each(|(at, _)| at.y += lift);
        places
    }

    /// How much lower our lower sole is than the character's.
    fn lift(&self, posed: &Posed, places: &[(Vec3, Quat)]) -> f32 {
        let lowest = |ankle: Vec3, turn: Quat, down: f32, ball: f32| {
            let heel = ankle + turn * Vec3::new(0.0, -down, 0.0);
            let ball = ankle + turn * Vec3::new(0.0, -down, ball);
            heel.y.min(ball.y)
        };
        let (mut ours, mut own) = (f32::INFINITY, f32::INFINITY);
        for sole in &self.feet {
            let turn = turn_of(posed, sole.joint);
            let ankle: Vec3 = posed.joint(sole.joint).translation.into();
            ours = ours.min(lowest(ankle, turn, sole.ours, sole.ball));
            own = own.min(lowest(places[sole.node].0, turn, sole.own, sole.ball));
        }
        ours - own
    }

    /// Linear blend skinning.
    fn skinned(&self, held: &[Affine3A]) -> Skinned {
        let mut out = Skinned {
            positions: Vec::with_capacity(self.bind.len()),
            normals: Vec::with_capacity(self.bind.len()),
        };
        let place = |slot: u16| held[usize::from(slot)];
        for ((point, normal), (slots, weights)) in
            self.bind.iter().zip(self.slots.iter().zip(&self.weights))
        {
            let place =
                if weights[0] >= 1.0 { place(slots[0]) } else { blended(slots, weights, &place) };
            out.positions.push(place.transform_point3(*point));
            out.normals.push(place.transform_vector3(*normal).normalize_or(Vec3::Y));
        }
        out
    }
}

fn turn_of(posed: &Posed, joint: Joint) -> Quat {
    Quat::from_mat3a(&posed.joint(joint).matrix3)
}

/// Between our hip joints.
fn seat_of(posed: &Posed) -> Vec3 {
    let [left, right] =
        [Joint::LeftUpperLeg, Joint::RightUpperLeg].map(|j| posed.joint(j).translation);
    ((left + right) / 2.0).into()
}

/// Works out what each bone follows.
struct Fitting<'a> {
    character: &'a Character,
    body: &'a Body,
    bones: &'a [Bone],
}

impl Fitting<'_> {
    fn node(&self, joint: Joint) -> Option<usize> {
        self.character.bones.joints[joint as usize]
    }

    fn rest(&self, joint: Joint) -> Vec3 {
        self.bones[self.node(joint).unwrap_or_default()].rest
    }

    fn seat(&self) -> Vec3 {
        (self.rest(Joint::LeftUpperLeg) + self.rest(Joint::RightUpperLeg)) / 2.0
    }

    fn feet(&self) -> [Sole; 2] {
        use Joint as J;
        [
            [J::LeftUpperLeg, J::LeftLowerLeg, J::LeftFoot, J::LeftToes],
            [J::RightUpperLeg, J::RightLowerLeg, J::RightFoot, J::RightToes],
        ]
        .map(|[upper, lower, foot, toes]| Sole {
            joint: foot,
            node: self.node(foot).unwrap_or_default(),
            ours: [J::Hips, upper, lower, foot].iter().map(|j| self.body.offset(*j).y).sum(),
            own: self.rest(foot).y,
            ball: self.body.offset(toes).z,
        })
    }

    fn follows(&self) -> Vec<(usize, Follows)> {
        use Joint as J;
        let mut out = Vec::new();
        let mut put = |node: Option<usize>, joint: Joint, hang: Quat| {
            out.extend(node.map(|node| (node, Follows::Joint { joint, hang })));
        };
        // The trunk keeps its own bearing: only our bends are added to it.
        let bones = &self.character.bones;
        put(self.node(J::Hips), J::Hips, Quat::IDENTITY);
        for (place, node) in bones.spine.iter().enumerate() {
            put(Some(*node), spine_joint(place, bones.spine.len()), Quat::IDENTITY);
        }
        bones.neck.iter().for_each(|node| put(Some(*node), J::Neck, Quat::IDENTITY));
        put(self.node(J::Head), J::Head, Quat::IDENTITY);
        put(self.node(J::LeftShoulder), J::LeftShoulder, Quat::IDENTITY);
        put(self.node(J::RightShoulder), J::RightShoulder, Quat::IDENTITY);
        for [upper, lower, hand, index, fingers] in [
            [J::LeftUpperArm, J::LeftLowerArm, J::LeftHand, J::LeftIndex, J::LeftFingers],
            [J::RightUpperArm, J::RightLowerArm, J::RightHand, J::RightIndex, J::RightFingers],
        ] {
            let hangs = self.arm([upper, lower, hand, index, fingers]);
            for (joint, hang) in [upper, lower, hand].into_iter().zip(hangs) {
                put(self.node(joint), joint, hang);
            }
        }
        for [upper, lower, foot, toes] in [
            [J::LeftUpperLeg, J::LeftLowerLeg, J::LeftFoot, J::LeftToes],
            [J::RightUpperLeg, J::RightLowerLeg, J::RightFoot, J::RightToes],
        ] {
            let hangs = self.leg([upper, lower, foot, toes]);
            for (joint, hang) in [upper, lower, foot, toes].into_iter().zip(hangs) {
                put(self.node(joint), joint, hang);
            }
        }
        out.extend(self.fingers());
        out
    }

    /// What brings upper arm, lower arm and hand from their rest to ours.
    fn arm(&self, [upper, lower, hand, index, fingers]: [Joint; 5]) -> [Quat; 3] {
        let first =
            least(Quat::IDENTITY, self.rest(lower) - self.rest(upper), self.body.offset(lower));
        let second = least(first, self.rest(hand) - self.rest(lower), self.body.offset(hand));
        let tips = self.knuckles(hand);
        let middle =
            tips.iter().flatten().sum::<Vec3>() / tips.iter().flatten().count().max(1) as f32;
        let Some(&knuckle) = tips[1..].iter().flatten().next() else {
            return [first, second, second];
        };
        let reach = if tips[1].is_some() { knuckle } else { middle } - self.rest(hand);
        let along = self.body.offset(fingers);
        let third = least(second, reach, along);
        let last = tips[1..].iter().flatten().last().copied().unwrap_or(knuckle);
        let Some(first_knuckle) = tips[0] else { return [first, second, third] };
        // About the hand's own length, until the index is where ours is.
        let axis = along.normalize_or(Vec3::NEG_Y);
        let flat = |v: Vec3| (v - axis * v.dot(axis)).normalize_or_zero();
        let from = flat(third * (first_knuckle - last));
        let to = flat(self.body.offset(index) - along);
        if from == Vec3::ZERO || to == Vec3::ZERO {
            return [first, second, third];
        }
        let angle = bevy_math::ops::atan2(from.cross(to).dot(axis), from.dot(to));
        // The forearm takes half of it, as forearms do.
        let elbow = self.body.offset(hand).normalize_or(Vec3::NEG_Y);
        let half = Quat::from_axis_angle(elbow, angle / 2.0) * second;
        [first, half, Quat::from_axis_angle(axis, angle) * third]
    }

    /// Where index, middle, ring and little finger begin.
    fn knuckles(&self, hand: Joint) -> [Option<Vec3>; 4] {
        let mut tips = [None; 4];
        for finger in self.character.bones.fingers.iter().filter(|finger| finger.nth == 0) {
            if finger.joint.parent() == Some(hand) {
                tips[finger.which] = Some(self.bones[finger.node].rest);
            }
        }
        tips
    }

    /// What brings upper leg, lower leg, foot and toes from their rest to ours. A foot stands as flat as it stood.
    fn leg(&self, [upper, lower, foot, toes]: [Joint; 4]) -> [Quat; 4] {
        let first =
            least(Quat::IDENTITY, self.rest(lower) - self.rest(upper), self.body.offset(lower));
        let second = least(first, self.rest(foot) - self.rest(lower), self.body.offset(foot));
        let ahead = match self.node(toes) {
            Some(node) => (self.bones[node].rest - self.rest(foot)).with_y(0.0),
            None => Vec3::Z,
        };
        let straight = least(Quat::IDENTITY, ahead, self.body.offset(toes).with_y(0.0));
        [first, second, straight, straight]
    }

    fn fingers(&self) -> Vec<(usize, Follows)> {
        use Joint as J;
        let hangs = [
            self.arm([J::LeftUpperArm, J::LeftLowerArm, J::LeftHand, J::LeftIndex, J::LeftFingers])
                [2],
            self.arm([
                J::RightUpperArm,
                J::RightLowerArm,
                J::RightHand,
                J::RightIndex,
                J::RightFingers,
            ])[2],
        ];
        let follows = |finger: &crate::bones::Finger| {
            let hand = finger.joint.parent().unwrap_or(J::LeftHand);
            let hang = hangs[usize::from(hand == J::RightHand)];
            let follows = match finger.nth {
                0 => Follows::Joint { joint: finger.joint, hang },
                _ => Follows::Curl { finger: finger.joint, hand, hang },
            };
            (finger.node, follows)
        };
        self.character.bones.fingers.iter().map(follows).collect()
    }
}

/// Which of our three joints a bone of a spine of `count` follows.
fn spine_joint(place: usize, count: usize) -> Joint {
    const OURS: [Joint; 3] = [Joint::Spine, Joint::Chest, Joint::UpperChest];
    match count {
        0 | 1 => Joint::Chest,
        _ => OURS[(place * 2 + (count - 1) / 2) / (count - 1)],
    }
}

/// `so_far`, and then the least turn that brings `from`, which it has turned, onto `to`.
fn least(so_far: Quat, from: Vec3, to: Vec3) -> Quat {
    let (from, to) = ((so_far * from).normalize_or_zero(), to.normalize_or_zero());
    if from == Vec3::ZERO || to == Vec3::ZERO {
        return so_far;
    }
    (Quat::from_rotation_arc(from, to) * so_far).normalize()
}
