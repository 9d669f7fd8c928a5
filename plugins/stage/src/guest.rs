//! A character of somebody else's in the place of a mannequin, in the same paper and ink.

use std::collections::BTreeMap;

use bevy_math::Vec3;
use maquette_figure::{Body, Joint, Paint, Posed, Solid};
use maquette_model::{Character, Guise, Worn, guise_of};

use crate::cast::new_key;
use crate::mesh::Mesh;
use crate::palette::Wardrobe;
use crate::shape::{From, Shape};
use crate::tints::{luma, paint_of_character, settle};

/// Degrees at which the faces of a body meet in a line: folds of cloth are softer, seams of armour are not.
const SHARP: f32 = 62.0;
/// It stands in the world as it is posed: no joint carries it.
const IN_THE_WORLD: usize = usize::MAX;

/// A character as its figure wears it.
pub(crate) struct Guest {
    worn: Worn,
    /// At rest: what its poses have in common.
    mesh: Mesh,
    /// Where the points of the mesh come from.
    points: Vec<From>,
    /// Which corner each end of an edge is.
    ends: Vec<u32>,
    /// The outermost corners of each part of the body.
    hulls: Vec<Vec<u32>>,
}

impl Guest {
    pub(crate) fn new(character: &Character, body: &Body, wardrobe: Wardrobe) -> Self {
        let worn = character.worn(body, false);
        let rest = worn.at_rest();
        let (mut solid, mut points) = (Solid::default(), Vec::new());
        for (index, surface) in character.surfaces().iter().enumerate() {
            let corners = character.corners_of(index);
            let guise = guise_of(&surface.material, &surface.name);
            let count = surface.tints.len().max(1) as f32;
            let mean = surface.tints.iter().map(|tint| luma(*tint)).sum::<f32>() / count;
            // Ink comes a little before its edge: that of eyes would lie on the lids.
            let is_within = matches!(guise, Guise::Eye | Guise::Inside);
            let part =
                |triangle: &[u32; 3]| character.part_of(corners.start + triangle[0] as usize);
            let mut paints: Vec<Paint> = surface
                .triangles
                .iter()
                .zip(&surface.tints)
                .map(|(triangle, tint)| paint_of_character(guise, *tint, part(triangle), mean))
                .collect();
            let own = &rest.positions[corners.clone()];
            settle(own, &surface.triangles, &mut paints);
            Shape {
                points: own,
                normals: &rest.normals[corners.clone()],
                triangles: &surface.triangles,
                paints: &paints,
                double_sided: surface.double_sided,
                sharp: SHARP,
                ink: if is_within { 0.0 } else { 1.0 },
            }
            .add_to(&mut solid, &mut points, corners.start as u32);
        }
        let mut mesh = Mesh::new(new_key());
        mesh.add(IN_THE_WORLD, &solid, &|paint| wardrobe.tone_of(paint));
        mesh.parts.iter_mut().for_each(|part| part.hull.clear());
        let ends = ends_of(&mesh, &solid, &points);
        let hulls = hulls_of(character, &rest.positions);
        hulls.iter().for_each(|_| mesh.add_shade(IN_THE_WORLD));
        Self { worn, mesh, points, ends, hulls }
    }

    /// A pose of its figure with the joints where the character has them.
    pub(crate) fn followed(&self, posed: &Posed) -> Posed {
        self.worn.followed(posed)
    }

    pub(crate) fn posed(&self, posed: &Posed) -> Mesh {
        let skin = self.worn.posed(posed);
        let mut mesh = self.mesh.clone();
        let points = self.points.iter().map(|from| {
            let normal = skin.normals[from.point as usize];
            let normal = if from.is_back { -normal } else { normal };
            (skin.positions[from.point as usize], normal)
        });
        let ends = self.ends.iter().map(|corner| skin.positions[*corner as usize]);
        mesh.reshape(points, ends);
        for (part, hull) in mesh.parts.iter_mut().skip(1).zip(&self.hulls) {
            part.hull = hull.iter().map(|corner| skin.positions[*corner as usize]).collect();
        }
        mesh
    }
}

/// Which corner of the character stands at each end of an edge.
fn ends_of(mesh: &Mesh, solid: &Solid, points: &[From]) -> Vec<u32> {
    let bits = |point: Vec3| point.to_array().map(f32::to_bits);
    let mut corners: BTreeMap<[u32; 3], u32> = BTreeMap::new();
    for (vertex, from) in solid.vertices.iter().zip(points) {
        corners.entry(bits(vertex.position)).or_insert(from.point);
    }
    mesh.ends.iter().map(|end| corners.get(&bits(*end)).copied().unwrap_or(0)).collect()
}

/// The farthest corners of each part of the body in 26 directions.
fn hulls_of(character: &Character, rest: &[Vec3]) -> Vec<Vec<u32>> {
    let mut parts: BTreeMap<Joint, Vec<u32>> = BTreeMap::new();
    for corner in 0..rest.len() {
        parts.entry(character.part_of(corner)).or_default().push(corner as u32);
    }
    let mut ways = Vec::new();
    for step in (0..27).filter(|step| *step != 13) {
        let along = |axis: i32| (step / axis % 3 - 1) as f32;
        ways.push(Vec3::new(along(9), along(3), along(1)));
    }
    let outermost = |corners: &Vec<u32>| {
        let far = |way: &Vec3| {
            let along = |corner: &u32| rest[*corner as usize].dot(*way);
            corners.iter().copied().max_by(|a, b| along(a).total_cmp(&along(b)))
        };
        let mut hull: Vec<u32> = ways.iter().filter_map(far).collect();
        hull.sort_unstable();
        hull.dedup();
        hull
    };
    parts.values().map(outermost).collect()
}
