//! Solids made ready to draw: what the GPU takes, and the edges that ink may follow.

use std::ops::Range;

use bevy_math::{Affine3A, Mat3A, Vec3, Vec3A};
use maquette_figure::Solid;

use crate::seams::Seams;

/// A corner as the GPU takes it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct Corner {
    pub position: [f32; 3],
    /// Signed, 127 is one.
    pub normal: [i8; 4],
    /// Which tone of the palette; how far it is dimmed (255 is all the way).
    pub tone: [u8; 4],
}

/// Triangles and edges in parts that move as one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mesh {
    /// Equal keys, equal meshes.
    pub key: u64,
    points: Vec<Point>,
    indices: Vec<u32>,
    /// Places where edges end.
    pub ends: Vec<Vec3>,
    pub faces: Vec<Face>,
    pub edges: Vec<Edge>,
    pub parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    position: Vec3,
    normal: Vec3,
    tone: u8,
}

/// The plane of a triangle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face {
    pub normal: Vec3,
    /// From the origin along its normal.
    pub distance: f32,
}

/// Where two triangles meet, or a line by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub ends: [u32; 2],
    /// On either side; [`Edge::NONE`] where there is none.
    pub faces: [u32; 2],
    /// How strongly it is drawn where both sides are seen: 0 (not) to 1.
    pub crease: f32,
    /// How strongly where one side is seen: 0 (only its border is softened) to 1.
    pub outline: f32,
    pub tone: u8,
}

impl Edge {
    pub(crate) const NONE: u32 = u32::MAX;
}

/// What moves as one.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Which of the places given when it is posed.
    pub place: usize,
    points: Range<usize>,
    /// Of the mesh's indices.
    indices: Range<usize>,
    pub faces: Range<usize>,
    pub edges: Range<usize>,
    /// Of the mesh's ends.
    pub ends: Range<usize>,
    /// Its outermost points, few: what its shadow is made of.
    pub hull: Vec<Vec3>,
    /// A ball that holds it, in its own space.
    pub middle: Vec3,
    pub radius: f32,
}

impl Face {
    pub(crate) fn sees(&self, point: Vec3) -> bool {
        self.normal.dot(point) > self.distance
    }
}

impl Mesh {
    pub(crate) fn new(key: u64) -> Self {
        Self { key, ..Self::default() }
    }

    /// Adds `solid` as what moves with `place`; `tone_of` says which tone of the palette each paint is.
    pub(crate) fn add(
        &mut self,
        place: usize,
        solid: &Solid,
        tone_of: &dyn Fn(maquette_figure::Paint) -> u8,
    ) {
        let (points, faces, edges) = (self.points.len(), self.faces.len(), self.edges.len());
        let (base, indices) = (points as u32, self.indices.len());
        let ends = self.ends.len();
        self.points.extend(solid.vertices.iter().map(|vertex| Point {
            position: vertex.position,
            normal: vertex.normal,
            tone: tone_of(vertex.paint),
        }));
        let mut seams = Seams::new(self);
        for triangle in solid.indices.chunks_exact(3) {
            let corners = [triangle[0], triangle[1], triangle[2]].map(|index| index as usize);
            if corners.iter().any(|&corner| corner >= solid.vertices.len()) {
                continue;
            }
            seams.triangle(corners.map(|corner| {
                let vertex = &solid.vertices[corner];
                (vertex.position, vertex.ink, tone_of(vertex.paint))
            }));
            seams.mesh.indices.extend(corners.map(|corner| base + corner as u32));
        }
        for crease in &solid.creases {
            seams.crease(crease);
        }
        let (low, high) = solid.bounds();
        self.parts.push(Part {
            place,
            points: points..self.points.len(),
            indices: indices..self.indices.len(),
            hull: outermost(solid),
            faces: faces..self.faces.len(),
            edges: edges..self.edges.len(),
            ends: ends..self.ends.len(),
            middle: (low + high) / 2.0,
            radius: low.distance(high) / 2.0,
        });
    }

    /// Adds a part of which only the shadow is seen.
    pub(crate) fn add_shade(&mut self, place: usize) {
        let (points, indices) = (self.points.len(), self.indices.len());
        let (faces, edges, ends) = (self.faces.len(), self.edges.len(), self.ends.len());
        self.parts.push(Part {
            place,
            points: points..points,
            indices: indices..indices,
            faces: faces..faces,
            edges: edges..edges,
            ends: ends..ends,
            hull: Vec::new(),
            middle: Vec3::ZERO,
            radius: 0.0,
        });
    }

    /// Moves all points of its first part, which are as many as it has, and their ends.
    pub(crate) fn reshape(
        &mut self,
        points: impl Iterator<Item = (Vec3, Vec3)>,
        ends: impl Iterator<Item = Vec3>,
    ) {
        let (mut low, mut high) = (Vec3::INFINITY, Vec3::NEG_INFINITY);
        for (point, (position, normal)) in self.points.iter_mut().zip(points) {
            (point.position, point.normal) = (position, normal);
            (low, high) = (low.min(position), high.max(position));
        }
        self.ends.iter_mut().zip(ends).for_each(|(end, moved)| *end = moved);
        // Its first faces are its triangles, in the same order.
        for (face, triangle) in self.faces.iter_mut().zip(self.indices.chunks_exact(3)) {
            let [a, b, c] = [0, 1, 2].map(|k| self.points[triangle[k] as usize].position);
            let normal = (b - a).cross(c - a).normalize_or_zero();
            *face = Face { normal, distance: normal.dot(a) };
        }
        if let Some(part) = self.parts.first_mut().filter(|_| low.is_finite() && high.is_finite()) {
            (part.middle, part.radius) = ((low + high) / 2.0, low.distance(high) / 2.0);
        }
    }

    /// The corners of a part at its place, dimmed by `dim` of 255.
    pub(crate) fn pose(&self, part: &Part, place: Affine3A, dim: u8, out: &mut Vec<Corner>) {
        let turn = turn_of(place);
        out.extend(self.points[part.points.clone()].iter().map(|point| Corner {
            position: place.transform_point3a(point.position.into()).into(),
            normal: packed(turn * Vec3A::from(point.normal)),
            tone: [point.tone, crate::palette::dimmed(point.tone, dim), 0, 0],
        }));
    }

    /// Which faces of a part look toward `eye`, which is in the part's own space.
    pub(crate) fn facing(&self, part: &Part, eye: Vec3) -> Vec<bool> {
        self.faces[part.faces.clone()].iter().map(|face| face.sees(eye)).collect()
    }

    /// The triangles of a part that look toward an eye, as indices counted from those of its corners.
    pub(crate) fn triangles<'a>(
        &'a self,
        part: &Part,
        facing: &'a [bool],
    ) -> impl Iterator<Item = u32> + 'a {
        let first = part.points.start as u32;
        // Its first faces are its triangles, in the same order.
        let triangles = self.indices[part.indices.clone()].chunks_exact(3).zip(facing);
        let toward = triangles.filter(|(_, toward)| **toward);
        toward.flat_map(move |(triangle, _)| triangle.iter().map(move |index| index - first))
    }

    /// Where the corners of a part begin among those of all parts.
    pub(crate) fn first_corner(part: &Part) -> u32 {
        part.points.start as u32
    }
}

/// How directions turn at a place, times 127; places are turned, moved and scaled alike on all axes.
fn turn_of(place: Affine3A) -> Mat3A {
    let scale = place.matrix3.x_axis.length().max(1e-6);
    place.matrix3 * (127.0 / scale)
}

fn packed(normal: Vec3A) -> [i8; 4] {
    let n = normal.clamp(Vec3A::splat(-127.0), Vec3A::splat(127.0));
    [n.x as i8, n.y as i8, n.z as i8, 0]
}

/// The farthest points in 26 directions, each once.
fn outermost(solid: &Solid) -> Vec<Vec3> {
    let mut hull: Vec<Vec3> = Vec::new();
    let steps = || (-1..=1).map(|step| step as f32);
    for (x, y, z) in
        steps().flat_map(|x| steps().flat_map(move |y| steps().map(move |z| (x, y, z))))
    {
        let way = Vec3::new(x, y, z);
        let mut points = solid.vertices.iter().map(|vertex| vertex.position);
        let Some(first) = points.next() else { return hull };
        let farthest = points.fold(first, |far, p| if p.dot(way) > far.dot(way) { p } else { far });
        if !hull.contains(&farthest) {
            hull.push(farthest);
        }
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::*;
    use maquette_figure::{Crease, Paint, Vertex};

    /// A box of one metre, its corners split by face, as solids are.
    fn cube() -> Solid {
        let mut solid = Solid::default();
        for axis in 0..3 {
            for side in [-1.0_f32, 1.0] {
                let base = solid.vertices.len() as u32;
                for (u, v) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
                    let mut place = [0.0; 3];
                    place[axis] = side * 0.5;
                    place[(axis + 1) % 3] = u * side * 0.5;
                    place[(axis + 2) % 3] = v * 0.5;
                    let mut normal = [0.0; 3];
                    normal[axis] = side;
                    let normal = Vec3::from(normal);
                    let paint = Paint::Wood;
                    let position = place.into();
                    solid.vertices.push(Vertex {
                        position,
                        normal,
                        outward: normal,
                        ink: 1.0,
                        paint,
                    });
                }
                solid.indices.extend([0, 1, 2, 0, 2, 3].map(|index| base + index));
            }
        }
        solid
    }

    fn mesh(solid: &Solid) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add(0, solid, &|paint| paint as u8);
        mesh
    }

    #[test]
    fn corners_that_are_split_for_shading_meet_in_one_edge() {
        let mesh = mesh(&cube());
        assert_eq!(mesh.ends.len(), 8);
        assert_eq!(mesh.edges.len(), 18, "twelve of the box, six diagonals");
        assert!(mesh.edges.iter().all(|edge| edge.faces[1] != Edge::NONE));
    }

    #[test]
    fn a_crease_on_an_edge_is_that_edge() {
        let mut solid = cube();
        let (a, b) = (Vec3::new(-0.5, -0.5, -0.5), Vec3::new(0.5, -0.5, -0.5));
        solid.creases.push(Crease { a, b, weight: 0.8, sides: [Vec3::NEG_Y, Vec3::NEG_Z] });
        let mesh = mesh(&solid);
        assert_eq!(mesh.edges.len(), 18);
        assert_eq!(mesh.edges.iter().filter(|edge| edge.crease > 0.0).count(), 1);
    }

    #[test]
    fn faces_know_who_stands_before_them() {
        let mesh = mesh(&cube());
        let facing = mesh.facing(&mesh.parts[0], Vec3::new(0.0, 0.0, 3.0));
        assert_eq!(facing.iter().filter(|toward| **toward).count(), 2, "those of the front");
        assert_eq!(mesh.triangles(&mesh.parts[0], &facing).count(), 6);
    }

    #[test]
    fn a_posed_part_moves_with_its_place() {
        let mut corners = Vec::new();
        let place = Affine3A::from_translation(Vec3::new(0.0, 2.0, 0.0));
        let mesh = mesh(&cube());
        mesh.pose(&mesh.parts[0], place, 9, &mut corners);
        assert!(corners.iter().all(|corner| corner.position[1] >= 1.5 && corner.tone[1] == 9));
        assert!(corners.iter().any(|corner| corner.normal == [0, 127, 0, 0]));
    }
}
