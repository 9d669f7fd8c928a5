//! A model as plain values.

use bevy_math::{Affine3A, Vec3};

use crate::nodes::Placed;

/// What a file shows: surfaces in metres, Y up, as they stand when nothing moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    pub surfaces: Vec<Surface>,
    /// What was passed over or guessed, for people.
    pub notices: Vec<String>,
    pub(crate) nodes: Vec<Placed>,
    pub(crate) slots: Vec<Slot>,
}

/// A part of one material.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surface {
    /// Of its node, or of its mesh.
    pub name: String,
    /// Of its material.
    pub material: String,
    pub positions: Vec<Vec3>,
    /// Unit, one a position.
    pub normals: Vec<Vec3>,
    /// Counter-clockwise seen from outside.
    pub triangles: Vec<[u32; 3]>,
    /// The colour of each triangle: sRGB, 0 to 1.
    pub tints: Vec<Vec3>,
    pub double_sided: bool,
    /// The skin that it follows; none for what is rigid.
    pub skin: Option<Skin>,
    /// Its node's place in the model's list.
    pub(crate) node: usize,
}

/// What bones do to corners.
#[derive(Clone, Debug, PartialEq)]
pub struct Skin {
    /// Where corners and normals lie before any bone moves them.
    pub(crate) bind: Vec<(Vec3, Vec3)>,
    pub(crate) slots: Vec<[u16; 4]>,
    /// They add up to 1.
    pub(crate) weights: Vec<[f32; 4]>,
}

/// A joint of a skin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slot {
    /// Its node's place in the model's list.
    pub(crate) node: usize,
    pub(crate) inverse_bind: Affine3A,
}

impl Model {
    pub fn triangles(&self) -> usize {
        self.surfaces.iter().map(|surface| surface.triangles.len()).sum()
    }

    pub fn has_skin(&self) -> bool {
        self.surfaces.iter().any(|surface| surface.skin.is_some())
    }

    /// The corners of the box that holds it; both zero when it is empty.
    pub fn bounds(&self) -> (Vec3, Vec3) {
        let mut points = self.surfaces.iter().flat_map(|surface| &surface.positions);
        let Some(&first) = points.next() else { return (Vec3::ZERO, Vec3::ZERO) };
        points.fold((first, first), |(low, high), &point| (low.min(point), high.max(point)))
    }
}
