//! Which triangles of a mesh share an edge, whatever corners they were given.

use std::collections::HashMap;

use bevy_math::Vec3;
use maquette_figure::Crease;

use crate::mesh::{Edge, Face, Mesh};

/// Corners nearer than this are one, in steps a metre.
const WELD: f32 = 1.0 / 0.000_2;

/// Finds which triangles share an edge while they are added.
pub(crate) struct Seams<'a> {
    pub mesh: &'a mut Mesh,
    ends: HashMap<[i32; 3], u32>,
    edges: HashMap<[u32; 2], usize>,
}

impl<'a> Seams<'a> {
    pub(crate) fn new(mesh: &'a mut Mesh) -> Self {
        Self { mesh, ends: HashMap::new(), edges: HashMap::new() }
    }

    fn end(&mut self, position: Vec3) -> u32 {
        let cell = (position * WELD).round().to_array().map(|step| step as i32);
        let ends = &mut self.mesh.ends;
        *self.ends.entry(cell).or_insert_with(|| {
            ends.push(position);
            ends.len() as u32 - 1
        })
    }

    pub(crate) fn triangle(&mut self, corners: [(Vec3, f32, u8); 3]) {
        let [a, b, c] = corners.map(|corner| corner.0);
        let normal = (b - a).cross(c - a).normalize_or_zero();
        let face = self.mesh.faces.len() as u32;
        self.mesh.faces.push(Face { normal, distance: normal.dot(a) });
        if normal == Vec3::ZERO {
            return;
        }
        let ends = corners.map(|corner| self.end(corner.0));
        for (one, two) in [(0, 1), (1, 2), (2, 0)] {
            if ends[one] != ends[two] {
                let outline = corners[one].1.min(corners[two].1);
                self.edge([ends[one], ends[two]], face, outline, corners[one].2);
            }
        }
    }

    fn edge(&mut self, ends: [u32; 2], face: u32, outline: f32, tone: u8) {
        let key = [ends[0].min(ends[1]), ends[0].max(ends[1])];
        if let Some(&index) = self.edges.get(&key) {
            let edge = &mut self.mesh.edges[index];
            if edge.faces[1] == Edge::NONE {
                edge.faces[1] = face;
                if edge.tone != tone {
                    edge.crease = edge.crease.max(BORDER_OF_PAINT * edge.outline.max(outline));
                }
                edge.outline = edge.outline.max(outline);
                return;
            }
        }
        self.edges.insert(key, self.mesh.edges.len());
        let faces = [face, Edge::NONE];
        self.mesh.edges.push(Edge { ends, faces, crease: 0.0, outline, tone });
    }

    pub(crate) fn crease(&mut self, crease: &Crease) {
        let ends = [self.end(crease.a), self.end(crease.b)];
        if ends[0] == ends[1] || crease.weight <= 0.0 {
            return;
        }
        let key = [ends[0].min(ends[1]), ends[0].max(ends[1])];
        if let Some(&index) = self.edges.get(&key) {
            let edge = &mut self.mesh.edges[index];
            edge.crease = edge.crease.max(crease.weight);
            return;
        }
        // A line on a face, or along an edge that is parted otherwise: it brings its own sides.
        let first = self.mesh.faces.len() as u32;
        let side = |normal: Vec3| Face { normal, distance: normal.dot(crease.a) };
        self.mesh.faces.extend(crease.sides.map(side));
        self.edges.insert(key, self.mesh.edges.len());
        let (crease, outline) = (crease.weight, crease.weight);
        let faces = [first, first + 1];
        self.mesh.edges.push(Edge { ends, faces, crease, outline, tone: 0 });
    }
}

/// How strongly ink follows the border between two paints.
const BORDER_OF_PAINT: f32 = 0.5;
