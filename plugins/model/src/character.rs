//! A character of somebody else's: its skin, its bones, and which way it faces.

use std::ops::Range;

use bevy_math::{Affine3A, Mat3A, Vec3, Vec3A, ops};
use maquette_figure::{Body, Joint};

use crate::bones::{Bones, find};
use crate::fault::Fault;
use crate::model::{Model, Surface};
use crate::retarget::Worn;
use crate::words::Name;

/// A model whose bones are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Character {
    pub(crate) model: Model,
    pub(crate) bones: Bones,
    /// Before any bone moves them, of all surfaces in a row: corners and their normals.
    pub(crate) bind: Vec<(Vec3, Vec3)>,
    pub(crate) slots: Vec<[u16; 4]>,
    pub(crate) weights: Vec<[f32; 4]>,
    /// Of each slot: its node, and where it carries what is bound to it when nothing moves.
    pub(crate) held: Vec<(usize, Affine3A)>,
    /// Turns it to stand on the ground and face +Z.
    pub(crate) upright: Affine3A,
    height: f32,
}

impl Character {
    /// Finds the bones of a model.
    ///
    /// # Errors
    /// When it has no skin, or bones are missing; they are named.
    pub fn of(mut model: Model) -> Result<Self, Fault> {
        if !model.has_skin() {
            return Err(Fault::new(
                "it has no skin on bones: it may be part of a set, but no character",
            ));
        }
        let mut is_bone = vec![false; model.nodes.len()];
        for slot in &model.slots {
            // With all that they hang on.
            let mut at = Some(slot.node).filter(|node| *node < is_bone.len());
            while let Some(node) = at.filter(|&node| !is_bone[node]) {
                is_bone[node] = true;
                at = model.nodes[node].parent;
            }
        }
        let bones = find(&model.nodes, &is_bone)?;
        leave_props(&mut model);
        let mut out = Self {
            bones,
            bind: Vec::new(),
            slots: Vec::new(),
            weights: Vec::new(),
            held: Vec::new(),
            upright: Affine3A::IDENTITY,
            height: 0.0,
            model,
        };
        out.gather()?;
        out.stand_up()?;
        out.tell();
        Ok(out)
    }

    /// From sole to crown as it was made, in metres; hair and hats count.
    pub fn height(&self) -> f32 {
        self.height
    }

    /// How high its head turns above the ground, as a share of its height: 0.87 for most adults.
    pub fn head_share(&self) -> f32 {
        let head = self.bones.joints[Joint::Head as usize].unwrap_or_default();
        self.upright.transform_point3a(self.model.nodes[head].world.translation).y
            / self.height.max(1e-6)
    }

    pub fn surfaces(&self) -> &[Surface] {
        &self.model.surfaces
    }

    /// Which corners of all those in a row are those of a surface.
    pub fn corners_of(&self, surface: usize) -> Range<usize> {
        let count = |surface: &Surface| surface.positions.len();
        let start = self.model.surfaces.iter().take(surface).map(count).sum();
        start..start + self.model.surfaces.get(surface).map_or(0, count)
    }

    /// What was passed over or guessed, for people.
    pub fn notices(&self) -> &[String] {
        &self.model.notices
    }

    /// Our joints with the names of the bones that do what they do.
    pub fn found(&self) -> Vec<(Joint, &str)> {
        let name = |node: usize| self.model.nodes[node].name.as_str();
        Joint::ALL
            .iter()
            .filter_map(|joint| Some((*joint, name(self.bones.joints[*joint as usize]?))))
            .collect()
    }

    /// Dressed as a figure: as tall as `body`, or as tall as it was made.
    pub fn worn(&self, body: &Body, is_kept: bool) -> Worn {
        let scale = if is_kept { 1.0 } else { body.height / self.height.max(1e-3) };
        Worn::new(self, body, scale)
    }

    /// All corners and weights in a row; what is rigid hangs whole on its own node.
    fn gather(&mut self) -> Result<(), Fault> {
        let nodes = &self.model.nodes;
        self.held = self
            .model
            .slots
            .iter()
            .map(|slot| match nodes.get(slot.node) {
                Some(node) => (slot.node, node.world * slot.inverse_bind),
                None => (0, Affine3A::IDENTITY),
            })
            .collect();
        for surface in &self.model.surfaces {
            if let Some(skin) = &surface.skin {
                self.bind.extend(&skin.bind);
                self.slots.extend(&skin.slots);
                self.weights.extend(&skin.weights);
                continue;
            }
            let slot = self.held.len().min(usize::from(u16::MAX)) as u16;
            self.held.push((surface.node, Affine3A::IDENTITY));
            self.bind
                .extend(surface.positions.iter().copied().zip(surface.normals.iter().copied()));
            self.slots.extend(surface.positions.iter().map(|_| [slot; 4]));
            self.weights.extend(surface.positions.iter().map(|_| [1.0, 0.0, 0.0, 0.0]));
        }
        if self.held.len() > usize::from(u16::MAX) {
            return Err(Fault::new("it has more joints and rigid parts than a character may have"));
        }
        Ok(())
    }

    /// Which way is up and ahead is told by its body: its head is over its feet, its left hand on its left.
    fn stand_up(&mut self) -> Result<(), Fault> {
        let at = |joint: Joint| -> Vec3 {
            let node = self.bones.joints[joint as usize].unwrap_or_default();
            self.model.nodes[node].world.translation.into()
        };
        use Joint as J;
        let feet = (at(J::LeftFoot) + at(J::RightFoot)) / 2.0;
        let tall = (at(J::Head) - feet).normalize_or(Vec3::Y);
        // Y is up in glTF; some lie on their back in their file all the same.
        let up = if tall.y > 0.5 { Vec3::Y } else { nearest_axis(tall, 0.9) };
        let trunk = (at(J::Head) - at(J::Hips)).normalize_or_zero();
        if up.dot(tall) < 0.5 || up.dot(trunk) < 0.7 {
            return Err(Fault::new(
                "it does not stand upright: its head is not over its hips and feet",
            ));
        }
        let left =
            at(J::LeftUpperArm) - at(J::RightUpperArm) + at(J::LeftUpperLeg) - at(J::RightUpperLeg);
        let left = (left - up * left.dot(up)).normalize_or_zero();
        if left == Vec3::ZERO {
            return Err(Fault::new("its left and right bones lie in one place"));
        }
        let left = nearest_axis(left, ops::cos(8.0_f32.to_radians()));
        let turn = Mat3A::from_cols(left.into(), up.into(), left.cross(up).into()).transpose();
        let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
        for point in self.model.surfaces.iter().flat_map(|surface| &surface.positions) {
            let y = point.dot(up);
            (low, high) = (low.min(y), high.max(y));
        }
        self.height = high - low;
        if !(1e-3..=1e4).contains(&self.height) {
            return Err(Fault::new(format!("it is {} m high", self.height)));
        }
        let middle = turn * Vec3A::from((at(J::LeftUpperLeg) + at(J::RightUpperLeg)) / 2.0);
        self.upright =
            Affine3A { matrix3: turn, translation: Vec3A::new(-middle.x, -low, -middle.z) };
        Ok(())
    }

    fn tell(&mut self) {
        let missing = [("toes", Joint::LeftToes), ("shoulders", Joint::LeftShoulder)];
        let mut lacks: Vec<&str> = missing
            .iter()
            .filter(|(_, joint)| self.bones.joints[*joint as usize].is_none())
            .map(|(name, _)| *name)
            .collect();
        if self.bones.fingers.is_empty() {
            lacks.push("fingers");
        }
        if self.bones.spine.is_empty() {
            lacks.push("a spine");
        }
        if !lacks.is_empty() {
            let notice =
                format!("it has no bones for {}; they follow what they hang on", lacks.join(", "));
            self.model.notices.push(notice);
        }
    }

    /// The joint of ours whose bone carries a corner most.
    pub fn part_of(&self, corner: usize) -> Joint {
        let (slots, weights) = (&self.slots[corner], &self.weights[corner]);
        let heaviest = (0..4).max_by(|&a, &b| weights[a].total_cmp(&weights[b])).unwrap_or(0);
        let mut at = self.held.get(usize::from(slots[heaviest])).map(|(node, _)| *node);
        while let Some(node) = at {
            if let Some(joint) = self.joint_of(node) {
                return joint;
            }
            at = self.model.nodes[node].parent;
        }
        Joint::Hips
    }

    fn joint_of(&self, node: usize) -> Option<Joint> {
        let own = Joint::ALL.iter().find(|j| self.bones.joints[**j as usize] == Some(node));
        let trunk = self.bones.spine.contains(&node).then_some(Joint::Chest);
        own.copied().or(trunk).or(self.bones.neck.contains(&node).then_some(Joint::Neck))
    }
}

/// A direction as the axis that it almost is: within the cosine `near`.
fn nearest_axis(way: Vec3, near: f32) -> Vec3 {
    let axes = [Vec3::X, Vec3::Y, Vec3::Z];
    let nearest =
        axes.into_iter().flat_map(|a| [a, -a]).max_by(|a, b| a.dot(way).total_cmp(&b.dot(way)));
    nearest.filter(|axis| axis.dot(way) >= near).unwrap_or(way)
}

/// Leaves out what hangs on a slot for props: the film says what is in a hand.
fn leave_props(model: &mut Model) {
    let is_slot = |mut node: usize| loop {
        let key = Name::of(&model.nodes[node].name).key;
        if ["slot", "socket", "weapon", "prop"].iter().any(|word| key.ends_with(word)) {
            return true;
        }
        match model.nodes[node].parent {
            Some(parent) => node = parent,
            None => return false,
        }
    };
    let leaves: Vec<bool> = model
        .surfaces
        .iter()
        .map(|surface| surface.skin.is_none() && is_slot(surface.node))
        .collect();
    let left: Vec<String> = model
        .surfaces
        .iter()
        .zip(&leaves)
        .filter(|(_, leaves)| **leaves)
        .map(|(surface, _)| surface.name.clone())
        .collect();
    if !left.is_empty() {
        let names: Vec<&str> = left.iter().take(8).map(String::as_str).collect();
        model.notices.push(format!("left out what it holds: {}", names.join(", ")));
    }
    let mut leaves = leaves.into_iter();
    model.surfaces.retain(|_| !leaves.next().unwrap_or(false));
}
