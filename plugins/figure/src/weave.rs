//! Polygons to vertices: shading normals, outlines, creases.

use std::collections::BTreeMap;

use bevy_math::{Vec3, ops};

use crate::solid::{Crease, Paint, Solid, Vertex};

/// See [`Solid::of_faces`].
pub(crate) fn weave(points: &[Vec3], faces: &[Vec<u32>], paint: Paint, smooth: f32) -> Solid {
    let sharp = ops::cos(smooth.clamp(0.0, 180.0).to_radians()) - 1e-4;
    let areas: Vec<Vec3> = faces.iter().map(|face| area_of(points, face)).collect();
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); points.len()];
    for (index, face) in faces.iter().enumerate() {
        if areas[index] != Vec3::ZERO {
            face.iter().for_each(|&point| around[point as usize].push(index));
        }
    }
    let mut solid = Solid::default();
    let mut made: Vec<Vec<u32>> = vec![Vec::new(); points.len()];
    for (index, face) in faces.iter().enumerate() {
        if areas[index] == Vec3::ZERO {
            continue;
        }
        let facing = areas[index].normalize_or_zero();
        let mut corners = Vec::with_capacity(face.len());
        for &point in face {
            let place = point as usize;
            let near = around[place].iter().map(|&other| areas[other]);
            let sum: Vec3 =
                near.clone().filter(|n| n.normalize_or_zero().dot(facing) > sharp).sum();
            let vertex = Vertex {
                position: points[place],
                normal: sum.normalize_or(facing),
                outward: near.map(Vec3::normalize_or_zero).sum::<Vec3>().normalize_or(facing),
                ink: 1.0,
                paint,
            };
            corners.push(share(&mut solid, &mut made[place], vertex));
        }
        for pair in corners[1..].windows(2) {
            solid.indices.extend([corners[0], pair[0], pair[1]]);
        }
    }
    solid.creases = creases(points, faces, &areas, sharp);
    solid
}

/// The index of a vertex like this one, made now if there is none.
fn share(solid: &mut Solid, made: &mut Vec<u32>, vertex: Vertex) -> u32 {
    for &index in made.iter() {
        if solid.vertices[index as usize].normal.dot(vertex.normal) > 0.9995 {
            return index;
        }
    }
    let index = solid.vertices.len() as u32;
    solid.vertices.push(vertex);
    made.push(index);
    index
}

/// The normal of a polygon, as long as twice its area; zero for one that has none.
fn area_of(points: &[Vec3], face: &[u32]) -> Vec3 {
    let Some(&first) = face.first() else { return Vec3::ZERO };
    let from = points[first as usize];
    let side = |index: u32| points[index as usize] - from;
    let area: Vec3 = face.windows(2).map(|pair| side(pair[0]).cross(side(pair[1]))).sum();
    if area.length_squared() < 1e-16 { Vec3::ZERO } else { area }
}

fn creases(points: &[Vec3], faces: &[Vec<u32>], areas: &[Vec3], sharp: f32) -> Vec<Crease> {
    let mut edges: BTreeMap<(u32, u32), (Vec3, Option<Vec3>)> = BTreeMap::new();
    for (face, area) in faces.iter().zip(areas) {
        if *area == Vec3::ZERO {
            continue;
        }
        let normal = area.normalize_or_zero();
        for (place, &a) in face.iter().enumerate() {
            let b = face[(place + 1) % face.len()];
            let edge = edges.entry((a.min(b), a.max(b)));
            edge.and_modify(|(_, other)| *other = Some(normal)).or_insert((normal, None));
        }
    }
    let drawn = edges.iter().filter(|(_, (one, other))| other.is_none_or(|n| n.dot(*one) < sharp));
    drawn
        .map(|((a, b), (one, other))| Crease {
            a: points[*a as usize],
            b: points[*b as usize],
            weight: 1.0,
            sides: [*one, other.unwrap_or(*one)],
        })
        .collect()
}
