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

/// Degrees from its axis to the inner side from which [`raised`] turns a hinge to the outer one.
const INNER: f32 = 130.0;

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

/// A hinge that points to `side`, or from there toward `axis` (unit) as far as it must for the middle joint to be at
/// least `least` metres along that axis from where the limb begins. One that points straight off turns to `spare`.
pub(crate) fn raised(
    from: Vec3,
    target: Vec3,
    (upper, lower): (f32, f32),
    side: Vec3,
    axis: Vec3,
    least: f32,
    spare: Vec3,
) -> Vec3 {
    let way = target - from;
    let length =
        way.length().clamp((upper - lower).abs() + 0.15 * upper, (upper + lower) * STRAIGHT);
    let along = way.normalize_or(Vec3::NEG_Y);
    let reached = ((upper * upper + length * length - lower * lower) / (2.0 * length)).min(upper);
    let wide = (upper * upper - reached * reached).max(0.0).sqrt();
    let up = axis.reject_from_normalized(along);
    let side = side.reject_from_normalized(along).normalize_or(along.any_orthonormal_vector());
    let missing = least - reached * along.dot(axis);
    if wide * side.dot(axis) >= missing || wide < 1e-4 || up.length() < 1e-3 {
        return side;
    }
    // By its angle about the limb, from `up` toward `spare`: one that points away turns back on that side.
    let most = bevy_math::ops::acos((missing / (wide * up.length())).clamp(-1.0, 1.0));
    let up = up.normalize();
    let round = along.cross(up);
    let round = if round.dot(spare) < 0.0 { -round } else { round };
    let angle = bevy_math::ops::atan2(side.dot(round), side.dot(up));
    let angle = if angle < -INNER.to_radians() { angle + std::f32::consts::TAU } else { angle };
    let angle = angle.clamp(-most, most);
    up * bevy_math::ops::cos(angle) + round * bevy_math::ops::sin(angle)
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
