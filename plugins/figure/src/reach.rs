//! Two bones that reach for a point.

use bevy_math::{Mat3, Quat, Vec3};

/// Which way the middle joint may bend.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Hinge {
    /// As a knee: out to the joint's +z.
    Knee,
    /// As an elbow: out to the joint's -z.
    Elbow,
}

/// How near to straight a limb may come.
pub(crate) const STRAIGHT: f32 = 0.9985;

/// The turns of the upper and the lower bone (each along its own -y) that bring the end of the lower to `target`,
/// or as near as it can come, with the hinge pointing `toward`.
pub(crate) fn reach(
    from: Vec3,
    target: Vec3,
    (upper, lower): (f32, f32),
    toward: Vec3,
    hinge: Hinge,
) -> (Quat, Quat) {
    let way = target - from;
    let least = (upper - lower).abs() + 0.15 * upper;
    let length = way.length().clamp(least, (upper + lower) * STRAIGHT);
    let along = way.normalize_or(Vec3::NEG_Y);
    let side = toward.reject_from_normalized(along).normalize_or(along.any_orthonormal_vector());
    let cos = ((upper * upper + length * length - lower * lower) / (2.0 * upper * length))
        .clamp(-1.0, 1.0);
    let sin = (1.0 - cos * cos).sqrt();
    let middle = (along * cos + side * sin) * upper;
    let axis = match hinge {
        Hinge::Knee => side.cross(along),
        Hinge::Elbow => along.cross(side),
    };
    let turn = |bone: Vec3| {
        let up = -bone.normalize_or(Vec3::NEG_Y);
        Quat::from_mat3(&Mat3::from_cols(axis, up, axis.cross(up)))
    };
    (turn(middle), turn(along * length - middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limb_ends_where_it_should_with_its_hinge_where_it_should() {
        for hinge in [Hinge::Knee, Hinge::Elbow] {
            let target = Vec3::new(0.1, -0.5, 0.2);
            let (upper, lower) = reach(Vec3::ZERO, target, (0.4, 0.35), Vec3::Z, hinge);
            let middle = upper * Vec3::NEG_Y * 0.4;
            assert!((middle + lower * Vec3::NEG_Y * 0.35).distance(target) < 1e-5);
            assert!(middle.z > 0.2);
        }
    }
}
