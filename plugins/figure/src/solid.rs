//! What everything drawn is made of: painted triangles, and the sharp edges that ink follows.
//!
//! Counter-clockwise seen from outside, normals outward. How a solid is shaped stands in `forms`.

use bevy_math::{Affine3A, Mat3A, Quat, Vec3};

/// A painted surface of triangles, with the lines that a pen would draw on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solid {
    pub vertices: Vec<Vertex>,
    /// Three a triangle, counter-clockwise seen from outside.
    pub indices: Vec<u32>,
    pub creases: Vec<Crease>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    pub position: Vec3,
    /// Unit; of the surface as it is shaded, split where it is sharp.
    pub normal: Vec3,
    /// Unit; the mean of all the normals that meet here, so that a hull pushed out along it has no gaps.
    pub outward: Vec3,
    /// Weight of the outline, 0 (none) to 1.
    pub ink: f32,
    pub paint: Paint,
}

/// A sharp edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crease {
    pub a: Vec3,
    pub b: Vec3,
    /// 0 (not drawn) to 1.
    pub weight: f32,
    /// Unit normals of the two faces that meet here, the same one twice at an open edge: an edge whose faces
    /// both look away is not seen, even where nothing stands before it.
    pub sides: [Vec3; 2],
}

macro_rules! paints {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// What a surface is of. Tone and colour are decided where it is drawn.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Paint { $($(#[$doc])* $name),* }

        impl Paint {
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}
paints!(
    Skin, Hair, Shirt, Accent, AccentDark, Trousers, Shoe,
    /// Pupil, lash and brow.
    Eye, EyeWhite, Mouth, Lip, Strap,
    Wood, WoodDark, Metal, MetalDark, Glass, Cloth, ClothDark, Leather, Rubber,
    Plaster, PlasterDark, Ceiling, Floor, FloorDark, Trim,
    Ground, Grass, Leaf, LeafDark, Sand, Stone, StoneDark, Brick, BrickDark, Roof, Asphalt, Kerb,
    Marking, Water, Foam, Sky,
    /// The nearer layer of distance.
    Distance,
    /// The farther layer of distance.
    Horizon,
    /// A lit bulb, a screen, a flame: bright at any hour.
    Glow,
    /// Glass that is lit from behind when it is dark: a window seen from the street, the head of a street lamp.
    Pane,
    Paper, Ink, White, Black,
);

impl Solid {
    /// Makes a solid of flat polygons. Where two faces meet at more than `smooth` degrees the shading breaks and
    /// a crease is drawn; an edge with one face only is a crease too. Points are shared by their index.
    pub fn of_faces(points: &[Vec3], faces: &[Vec<u32>], paint: Paint, smooth: f32) -> Self {
        crate::weave::weave(points, faces, paint, smooth)
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Self) {
        let base = self.vertices.len() as u32;
        self.vertices.extend_from_slice(&other.vertices);
        self.indices.extend(other.indices.iter().map(|index| base + index));
        self.creases.extend_from_slice(&other.creases);
    }

    /// With all of `other` added.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.add(other);
        self
    }

    /// Moved, turned, scaled, even mirrored: what was outside stays outside.
    #[must_use]
    pub fn placed(mut self, place: Affine3A) -> Self {
        let normals = place.matrix3.inverse().transpose();
        let turn = |v: Vec3| Vec3::from(normals * bevy_math::Vec3A::from(v)).normalize_or_zero();
        for vertex in &mut self.vertices {
            vertex.position = place.transform_point3(vertex.position);
            vertex.normal = turn(vertex.normal);
            vertex.outward = turn(vertex.outward);
        }
        for crease in &mut self.creases {
            crease.a = place.transform_point3(crease.a);
            crease.b = place.transform_point3(crease.b);
            crease.sides = crease.sides.map(turn);
        }
        if place.matrix3.determinant() < 0.0 {
            self.indices.chunks_exact_mut(3).for_each(|triangle| triangle.swap(1, 2));
        }
        self
    }

    #[must_use]
    pub fn moved(self, by: Vec3) -> Self {
        self.placed(Affine3A::from_translation(by))
    }

    #[must_use]
    pub fn turned(self, by: Quat) -> Self {
        self.placed(Affine3A::from_quat(by))
    }

    /// No axis may be scaled to zero.
    #[must_use]
    pub fn scaled(self, by: Vec3) -> Self {
        self.placed(Affine3A::from_scale(by))
    }

    /// Seen in a mirror: left is right.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let mirror = Mat3A::from_diagonal(Vec3::new(-1.0, 1.0, 1.0));
        self.placed(Affine3A { matrix3: mirror, ..Affine3A::IDENTITY })
    }

    /// All of one paint.
    #[must_use]
    pub fn painted(mut self, paint: Paint) -> Self {
        self.vertices.iter_mut().for_each(|vertex| vertex.paint = paint);
        self
    }

    /// With outlines of one weight, 0 (none) to 1.
    #[must_use]
    pub fn inked(mut self, ink: f32) -> Self {
        self.vertices.iter_mut().for_each(|vertex| vertex.ink = ink);
        self
    }

    /// With creases of one weight; 0 drops them.
    #[must_use]
    pub fn creased(mut self, weight: f32) -> Self {
        if weight <= 0.0 {
            self.creases.clear();
        }
        self.creases.iter_mut().for_each(|crease| crease.weight = weight);
        self
    }

    /// The corners of the box that holds it; both zero when it is empty.
    pub fn bounds(&self) -> (Vec3, Vec3) {
        let Some(first) = self.vertices.first() else { return (Vec3::ZERO, Vec3::ZERO) };
        self.vertices.iter().fold((first.position, first.position), |(low, high), vertex| {
            (low.min(vertex.position), high.max(vertex.position))
        })
    }

    pub fn triangles(&self) -> usize {
        self.indices.len() / 3
    }

    /// Cubic metres inside a closed solid; negative when it is inside out.
    pub fn volume(&self) -> f32 {
        let point = |index: u32| self.vertices[index as usize].position;
        let sixth = |t: &[u32]| point(t[0]).dot(point(t[1]).cross(point(t[2])));
        self.indices.chunks_exact(3).map(sixth).sum::<f32>() / 6.0
    }
}
