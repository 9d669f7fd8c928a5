//! Surfaces from outside as solids: split where paint changes, inked where they are sharp.

use std::collections::BTreeMap;

use bevy_math::{Vec3, ops};
use maquette_figure::{Crease, Paint, Solid, Vertex};

/// Triangles with a paint each.
pub(crate) struct Shape<'a> {
    pub points: &'a [Vec3],
    pub normals: &'a [Vec3],
    pub triangles: &'a [[u32; 3]],
    pub paints: &'a [Paint],
    /// Seen from behind too, where it is open.
    pub double_sided: bool,
    /// Degrees at which two faces meet in a line.
    pub sharp: f32,
    /// Weight of its lines, 0 to 1.
    pub ink: f32,
}

/// Where a vertex of a solid comes from: which point, and whether it is the back of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct From {
    pub point: u32,
    pub is_back: bool,
}

type Cell = [i32; 3];
type Sides = BTreeMap<[Cell; 2], Vec<usize>>;

impl Shape<'_> {
    /// Adds it to a solid; `from` goes on with where each new vertex comes from, counted from `base`.
    pub(crate) fn add_to(&self, solid: &mut Solid, from: &mut Vec<From>, base: u32) {
        let sides = self.sides();
        let open = sides.values().filter(|faces| faces.len() == 1).count();
        let backs = self.double_sided && open * 50 > sides.len();
        let mut made: BTreeMap<(From, Paint), u32> = BTreeMap::new();
        for is_back in [false, true] {
            if is_back && !backs {
                break;
            }
            for (triangle, &paint) in self.triangles.iter().zip(self.paints) {
                let [a, b, c] = *triangle;
                for point in if is_back { [a, c, b] } else { [a, b, c] } {
                    let key = (From { point, is_back }, paint);
                    let index = *made.entry(key).or_insert_with(|| {
                        solid.vertices.push(self.vertex(key.0, paint));
                        from.push(From { point: base + point, is_back });
                        solid.vertices.len() as u32 - 1
                    });
                    solid.indices.push(index);
                }
            }
        }
        self.creases(&sides, solid);
    }

    fn vertex(&self, from: From, paint: Paint) -> Vertex {
        let normal = self.normals[from.point as usize];
        let normal = if from.is_back { -normal } else { normal };
        let position = self.points[from.point as usize];
        Vertex { position, normal, outward: normal, ink: self.ink, paint }
    }

    /// The triangles at each edge.
    fn sides(&self) -> Sides {
        let cell = |corner: u32| {
            let point = self.points[corner as usize] * 5000.0;
            point.round().to_array().map(|v| v as i32)
        };
        let mut sides = Sides::new();
        for (face, triangle) in self.triangles.iter().enumerate() {
            for (a, b) in [(0, 1), (1, 2), (2, 0)] {
                let (a, b) = (cell(triangle[a]), cell(triangle[b]));
                if a != b {
                    sides.entry([a.min(b), a.max(b)]).or_default().push(face);
                }
            }
        }
        sides
    }

    fn creases(&self, sides: &Sides, solid: &mut Solid) {
        if self.ink <= 0.0 {
            return;
        }
        let sharp = ops::cos(self.sharp.to_radians());
        let normal = |face: usize| {
            let [a, b, c] = self.triangles[face].map(|corner| self.points[corner as usize]);
            (b - a).cross(c - a).normalize_or_zero()
        };
        let cell = |point: Vec3| (point * 5000.0).round().to_array().map(|v| v as i32);
        for (ends, faces) in sides {
            let &[one, two] = faces.as_slice() else { continue };
            let normals = [normal(one), normal(two)];
            if normals[0].dot(normals[1]) >= sharp {
                continue;
            }
            let corners = self.triangles[one].map(|corner| self.points[corner as usize]);
            let at = |end: Cell| corners.iter().find(|point| cell(**point) == end).copied();
            if let (Some(a), Some(b)) = (at(ends[0]), at(ends[1])) {
                solid.creases.push(Crease { a, b, weight: self.ink, sides: normals });
            }
        }
    }
}
