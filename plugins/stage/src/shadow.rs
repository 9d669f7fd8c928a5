//! Shadows that figures cast on the ground.

use bevy_math::{Affine3A, Vec2, Vec3};
use maquette_document::Weather;
use maquette_moment::Light;

use crate::mesh::Mesh;

/// Above the ground at which marks lie, so that they lie on a rug too.
pub(crate) const OVER_GROUND: f32 = 0.018;

/// Toward the light that casts shadows: the key light, so high that they stay short.
pub(crate) fn cast_by(key: Vec3) -> Vec3 {
    let flat = Vec2::new(key.x, key.z).clamp_length_max(1.0);
    Vec3::new(flat.x, key.y.max(1.1), flat.y).normalize_or(Vec3::Y)
}

/// How dark cast shadows are: none where light comes from everywhere.
pub(crate) fn shadow_strength(light: &Light) -> f32 {
    match (light.weather, light.interior) {
        (Weather::Clear, false) => 0.30,
        (_, true) => 0.24,
        _ => 0.10,
    }
}

/// Adds the shadow of each part of a posed figure on the ground under it: its outline as the light sees it.
pub(crate) fn cast(
    mesh: &Mesh,
    places: &[Affine3A],
    ground: f32,
    cast_by: Vec3,
    out: &mut Vec<[f32; 3]>,
) {
    let slope = Vec2::new(cast_by.x, cast_by.z) / cast_by.y;
    let mut points: Vec<Vec2> = Vec::new();
    let mut outline: Vec<Vec2> = Vec::new();
    for part in &mesh.parts {
        let place = places.get(part.place).copied().unwrap_or(Affine3A::IDENTITY);
        points.clear();
        points.extend(part.hull.iter().map(|&point| {
            let point = place.transform_point3(point);
            Vec2::new(point.x, point.z) - slope * (point.y - ground).max(0.0)
        }));
        convex_outline(&mut points, &mut outline);
        for pair in outline.windows(2).skip(1) {
            let lie = |p: Vec2| [p.x, ground + OVER_GROUND, p.y];
            out.extend([outline[0], pair[0], pair[1]].map(lie));
        }
    }
}

/// The smallest convex outline around `points`, which are sorted by it.
fn convex_outline(points: &mut Vec<Vec2>, outline: &mut Vec<Vec2>) {
    outline.clear();
    points.retain(|point| point.is_finite());
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    points.dedup();
    if points.len() < 3 {
        return;
    }
    let mut turn = |from: usize, point: Vec2| {
        while outline.len() >= from + 2 {
            let [a, b] = [outline[outline.len() - 2], outline[outline.len() - 1]];
            if (b - a).perp_dot(point - a) > 0.0 {
                break;
            }
            outline.pop();
        }
        outline.push(point);
        outline.len()
    };
    let mut count = 0;
    for &point in points.iter() {
        count = turn(0, point);
    }
    for &point in points.iter().rev().skip(1) {
        turn(count - 1, point);
    }
    outline.pop();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_has_the_outermost_points_only() {
        let mut points: Vec<Vec2> = [(0, 0), (4, 0), (4, 4), (0, 4), (2, 2), (1, 3), (4, 2)]
            .map(|(x, y)| Vec2::new(x as f32, y as f32))
            .into();
        let mut outline = Vec::new();
        convex_outline(&mut points, &mut outline);
        assert_eq!(outline.len(), 4);
        let area: f32 =
            (0..4).map(|k| outline[k].perp_dot(outline[(k + 1) % 4])).sum::<f32>() / 2.0;
        assert_eq!(area, 16.0);
    }

    #[test]
    fn a_shadow_falls_away_from_the_light() {
        let away = cast_by(Vec3::new(1.0, 0.2, 0.0).normalize());
        assert!(away.x > 0.0 && away.y > 0.7, "{away}");
    }
}
