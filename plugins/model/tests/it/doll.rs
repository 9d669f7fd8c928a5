//! A character made of our own skeleton, as somebody else would write it.

use bevy_math::{Affine3A, Quat, Vec3};
use maquette_figure::{Body, Joint};
use serde_json::{Value, json};

/// How bones are named.
#[allow(dead_code, reason = "the bench uses one of them")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Humanoid,
    Mixamo,
    Vroid,
    Unreal,
    Rigify,
}

/// What varies from one doll to another.
#[derive(Clone, Debug)]
pub(crate) struct Doll {
    pub(crate) spelling: Spelling,
    /// Degrees that the arms are held out: 0 hang, 90 are a T.
    pub(crate) arms: f32,
    /// Of the node that all hangs on, as programs that count in centimetres write it.
    pub(crate) armature: f32,
    /// Of tubes about each bone.
    pub(crate) rings: u32,
}

impl Default for Doll {
    fn default() -> Self {
        Self { spelling: Spelling::Humanoid, arms: 0.0, armature: 1.0, rings: 4 }
    }
}

/// A corner in the world at rest with hanging arms, and what carries it.
#[derive(Clone, Debug)]
pub(crate) struct Corner {
    pub(crate) at: Vec3,
    pub(crate) carried: Vec<(Joint, f32)>,
}

const AROUND: u32 = 8;
/// Bones, by their joint and the one at their end.
const BONES: [(Joint, Joint); 17] = {
    use Joint as J;
    [
        (J::Hips, J::Spine),
        (J::Spine, J::Chest),
        (J::Chest, J::UpperChest),
        (J::UpperChest, J::Neck),
        (J::Neck, J::Head),
        (J::LeftUpperArm, J::LeftLowerArm),
        (J::LeftLowerArm, J::LeftHand),
        (J::LeftHand, J::LeftFingers),
        (J::LeftUpperLeg, J::LeftLowerLeg),
        (J::LeftLowerLeg, J::LeftFoot),
        (J::LeftFoot, J::LeftToes),
        (J::RightUpperArm, J::RightLowerArm),
        (J::RightLowerArm, J::RightHand),
        (J::RightHand, J::RightFingers),
        (J::RightUpperLeg, J::RightLowerLeg),
        (J::RightLowerLeg, J::RightFoot),
        (J::RightFoot, J::RightToes),
    ]
};

/// Joints that the doll has: no face, no cloth.
pub(crate) fn joints() -> Vec<Joint> {
    let face = [Joint::Jaw, Joint::LeftEye, Joint::RightEye];
    Joint::ALL
        .iter()
        .copied()
        .filter(|joint| *joint < Joint::LeftLid && !face.contains(joint))
        .collect()
}

/// Where a joint lies when the arms hang.
pub(crate) fn hanging(body: &Body, joint: Joint) -> Vec3 {
    body.offset(joint) + joint.parent().map_or(Vec3::ZERO, |parent| hanging(body, parent))
}

/// First of each bone: its joint, carried by it; its end, carried by it. Then tubes, and last the soles.
pub(crate) fn corners(body: &Body, rings: u32) -> (Vec<Corner>, Vec<[u32; 3]>) {
    let (mut corners, mut triangles) = (Vec::new(), Vec::new());
    for (joint, end) in BONES {
        let (from, to) = (hanging(body, joint), hanging(body, end));
        for at in [from, to] {
            corners.push(Corner { at, carried: vec![(joint, 1.0)] });
        }
        let along = (to - from).normalize();
        let side = along.any_orthonormal_vector();
        let base = corners.len() as u32;
        for ring in 0..rings {
            let share = ring as f32 / (rings - 1) as f32;
            let bends = matches!(
                end,
                Joint::LeftHand | Joint::RightHand | Joint::LeftFoot | Joint::RightFoot
            );
            let carried = match joint.parent() {
                Some(parent) if bends && share < 0.4 => {
                    vec![(parent, 0.5 - share), (joint, 0.5 + share)]
                }
                _ => vec![(joint, 1.0)],
            };
            for turn in 0..AROUND {
                let angle = turn as f32 / AROUND as f32 * std::f32::consts::TAU;
                let out = Quat::from_axis_angle(along, angle) * side * 0.02;
                corners.push(Corner { at: from.lerp(to, share) + out, carried: carried.clone() });
            }
        }
        for ring in 0..rings - 1 {
            for turn in 0..AROUND {
                let at = |ring: u32, turn: u32| base + ring * AROUND + turn % AROUND;
                triangles.push([at(ring, turn), at(ring, turn + 1), at(ring + 1, turn + 1)]);
                triangles.push([at(ring, turn), at(ring + 1, turn + 1), at(ring + 1, turn)]);
            }
        }
    }
    for foot in [Joint::LeftFoot, Joint::RightFoot] {
        let base = corners.len() as u32;
        for offset in [Vec3::ZERO, Vec3::X * 0.04, Vec3::Z * 0.08] {
            let at = hanging(body, foot).with_y(0.0) + offset;
            corners.push(Corner { at, carried: vec![(foot, 1.0)] });
        }
        triangles.push([base, base + 2, base + 1]);
    }
    // The crown.
    let base = corners.len() as u32;
    let crown = hanging(body, Joint::Head).with_y(body.height);
    for offset in [Vec3::ZERO, Vec3::Z * 0.05, Vec3::X * 0.05] {
        corners.push(Corner { at: crown + offset, carried: vec![(Joint::Head, 1.0)] });
    }
    triangles.push([base, base + 1, base + 2]);
    (corners, triangles)
}

impl Doll {
    /// The doll of a body as a `.glb`.
    #[expect(clippy::too_many_lines, reason = "it is one document")]
    pub(crate) fn glb(&self, body: &Body) -> Vec<u8> {
        let joints = joints();
        let worlds: Vec<Affine3A> = joints.iter().map(|joint| self.world(body, *joint)).collect();
        let place =
            |joint: Joint| joints.iter().position(|j| *j == joint).expect("the doll has it");
        let mut nodes: Vec<Value> = Vec::new();
        for (index, joint) in joints.iter().enumerate() {
            let above = joint.parent().map_or(self.root(), |parent| worlds[place(parent)]);
            let (scale, turn, at) =
                (above.inverse() * worlds[index]).to_scale_rotation_translation();
            let children: Vec<usize> = joints
                .iter()
                .enumerate()
                .filter(|(_, other)| other.parent() == Some(*joint))
                .map(|(child, _)| child)
                .collect();
            let mut node = json!({
                "name": self.name(*joint), "translation": at.to_array(), "rotation": turn.to_array(),
                "scale": scale.to_array(),
            });
            if !children.is_empty() {
                node["children"] = json!(children);
            }
            nodes.push(node);
        }
        let root = nodes.len();
        nodes.push(json!({"name": "Armature", "children": [0], "scale": Vec3::splat(self.armature).to_array()}));
        nodes.push(json!({"name": "Doll", "mesh": 0, "skin": 0}));
        let (corners, triangles) = corners(body, self.rings);
        let mut bin = Vec::new();
        for corner in &corners {
            let held = |joint: Joint| {
                let rest = Affine3A::from_translation(hanging(body, joint));
                self.world_unscaled(body, joint) * rest.inverse()
            };
            let at: Vec3 =
                corner.carried.iter().map(|(j, w)| held(*j).transform_point3(corner.at) * *w).sum();
            at.to_array().iter().for_each(|v| bin.extend(v.to_le_bytes()));
        }
        let index_start = bin.len();
        triangles.iter().flatten().for_each(|index| bin.extend(index.to_le_bytes()));
        let joint_start = bin.len();
        for corner in &corners {
            for slot in 0..4 {
                bin.push(corner.carried.get(slot).map_or(0, |(joint, _)| place(*joint)) as u8);
            }
        }
        let weight_start = bin.len();
        for corner in &corners {
            for slot in 0..4 {
                let weight = corner.carried.get(slot).map_or(0.0, |(_, weight)| *weight);
                bin.extend(weight.to_le_bytes());
            }
        }
        let bind_start = bin.len();
        for world in &worlds {
            let bind = bevy_math::Mat4::from(world.inverse());
            bind.to_cols_array().iter().for_each(|v| bin.extend(v.to_le_bytes()));
        }
        let view = |from: usize, to: usize| json!({"buffer": 0, "byteOffset": from, "byteLength": to - from});
        let (count, indices) = (corners.len(), triangles.len() * 3);
        let document = json!({
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": [root, root + 1]}],
            "nodes": nodes,
            "meshes": [{"name": "Doll", "primitives": [{
                "attributes": {"POSITION": 0, "JOINTS_0": 2, "WEIGHTS_0": 3}, "indices": 1, "material": 0,
            }]}],
            "materials": [{"name": "Shirt", "pbrMetallicRoughness": {"baseColorFactor": [0.4, 0.1, 0.05, 1.0]}}],
            "skins": [{"joints": (0..joints.len()).collect::<Vec<_>>(), "inverseBindMatrices": 4}],
            "accessors": [
                {"bufferView": 0, "componentType": 5126, "count": count, "type": "VEC3"},
                {"bufferView": 1, "componentType": 5125, "count": indices, "type": "SCALAR"},
                {"bufferView": 2, "componentType": 5121, "count": count, "type": "VEC4"},
                {"bufferView": 3, "componentType": 5126, "count": count, "type": "VEC4"},
                {"bufferView": 4, "componentType": 5126, "count": joints.len(), "type": "MAT4"},
            ],
            "bufferViews": [
                view(0, index_start), view(index_start, joint_start), view(joint_start, weight_start),
                view(weight_start, bind_start), view(bind_start, bin.len()),
            ],
            "buffers": [{"byteLength": bin.len()}],
        });
        glb(&document, &bin)
    }

    fn root(&self) -> Affine3A {
        Affine3A::from_scale(Vec3::splat(self.armature))
    }

    /// Where a joint lies with the arms held out; nodes under a scaled one are scaled too.
    fn world(&self, body: &Body, joint: Joint) -> Affine3A {
        self.world_unscaled(body, joint) * Affine3A::from_scale(Vec3::splat(self.armature))
    }

    fn world_unscaled(&self, body: &Body, joint: Joint) -> Affine3A {
        let above =
            joint.parent().map_or(Affine3A::IDENTITY, |parent| self.world_unscaled(body, parent));
        let out = match joint {
            Joint::LeftUpperArm => self.arms,
            Joint::RightUpperArm => -self.arms,
            _ => 0.0,
        };
        let turn = Quat::from_rotation_z(out.to_radians());
        above * Affine3A::from_rotation_translation(turn, body.offset(joint))
    }

    #[expect(clippy::too_many_lines, reason = "it is a table")]
    fn name(&self, joint: Joint) -> String {
        let own = joint.name();
        let (left, right) = (own.starts_with("left"), own.starts_with("right"));
        let plain = own.trim_start_matches("left").trim_start_matches("right");
        let side = |l: &str, r: &str| {
            if left {
                l
            } else if right {
                r
            } else {
                ""
            }
            .to_owned()
        };
        match self.spelling {
            Spelling::Humanoid => own.to_owned(),
            Spelling::Mixamo => {
                let word = match plain {
                    "spine" => "Spine",
                    "chest" => "Spine1",
                    "upperChest" => "Spine2",
                    "hips" => "Hips",
                    "neck" => "Neck",
                    "head" => "Head",
                    "UpperArm" => "Arm",
                    "LowerArm" => "ForeArm",
                    "UpperLeg" => "UpLeg",
                    "LowerLeg" => "Leg",
                    "Toes" => "ToeBase",
                    "IndexProximal" => "HandIndex1",
                    "MiddleProximal" => "HandMiddle1",
                    other => other,
                };
                format!("mixamorig:{}{word}", side("Left", "Right"))
            }
            Spelling::Vroid => {
                let word = match plain {
                    "hips" => "Hips",
                    "spine" => "Spine",
                    "chest" => "Chest",
                    "upperChest" => "UpperChest",
                    "neck" => "Neck",
                    "head" => "Head",
                    "Toes" => "ToeBase",
                    "IndexProximal" => "Index1",
                    "MiddleProximal" => "Middle1",
                    other => other,
                };
                let side = side("L", "R");
                format!("J_Bip_{}_{word}", if side.is_empty() { "C" } else { &side })
            }
            Spelling::Unreal => {
                let word = match plain {
                    "hips" => "pelvis",
                    "spine" => "spine_01",
                    "chest" => "spine_02",
                    "upperChest" => "spine_03",
                    "neck" => "neck_01",
                    "Shoulder" => "clavicle",
                    "UpperArm" => "upperarm",
                    "LowerArm" => "lowerarm",
                    "Hand" => "hand",
                    "UpperLeg" => "thigh",
                    "LowerLeg" => "calf",
                    "Foot" => "foot",
                    "Toes" => "ball",
                    "IndexProximal" => "index_01",
                    "MiddleProximal" => "middle_01",
                    other => other,
                };
                format!("{word}{}", side("_l", "_r"))
            }
            Spelling::Rigify => {
                let word = match plain {
                    "hips" => "spine",
                    "spine" => "spine.001",
                    "chest" => "spine.002",
                    "upperChest" => "spine.003",
                    "neck" => "spine.004",
                    "head" => "spine.006",
                    "Shoulder" => "shoulder",
                    "UpperArm" => "upper_arm",
                    "LowerArm" => "forearm",
                    "Hand" => "hand",
                    "UpperLeg" => "thigh",
                    "LowerLeg" => "shin",
                    "Foot" => "foot",
                    "Toes" => "toe",
                    "IndexProximal" => "f_index.01",
                    "MiddleProximal" => "f_middle.01",
                    other => other,
                };
                format!("DEF-{word}{}", side(".L", ".R"))
            }
        }
    }
}

/// A container of a document and its bytes.
pub(crate) fn glb(document: &Value, bin: &[u8]) -> Vec<u8> {
    let mut json = document.to_string().into_bytes();
    json.resize(json.len().next_multiple_of(4), b' ');
    let mut bin = bin.to_vec();
    bin.resize(bin.len().next_multiple_of(4), 0);
    let mut out = b"glTF".to_vec();
    out.extend(2_u32.to_le_bytes());
    out.extend(((28 + json.len() + bin.len()) as u32).to_le_bytes());
    for (chunk, kind) in [(&json, 0x4E4F_534A_u32), (&bin, 0x004E_4942)] {
        out.extend((chunk.len() as u32).to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend_from_slice(chunk);
    }
    out
}
