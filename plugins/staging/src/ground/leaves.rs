//! The leaves of doors: one stands open for whoever is near it, and hides what is behind it.

use bevy_math::{Vec2, Vec3};
use maquette_document::Set;
use maquette_figure::{Border, door_leaf};

use super::flat;

/// Metres from the middle of a door within which it stands more than half open for somebody.
const NEAR: f32 = 0.8;

/// A door's leaf, wide open.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    hinge: Vec2,
    end: Vec2,
    height: f32,
    /// Of the door.
    middle: Vec2,
    within: Border,
}

impl Leaf {
    pub(super) fn all(set: &Set) -> Vec<Self> {
        let doors = (0..set.openings.len()).filter_map(|opening| door_leaf(set, opening));
        let leaf = |door: maquette_figure::DoorLeaf| {
            let (low, high) = door.solid.bounds();
            let at =
                |open: f32, along: f32| flat(door.place(open).transform_point3(Vec3::X * along));
            Self {
                hinge: at(1.0, 0.0),
                end: at(1.0, high.x),
                height: high.y,
                middle: at(0.0, (low.x + high.x) / 2.0),
                within: door.within,
            }
        };
        doors.map(leaf).collect()
    }

    /// Whether it stands open for one at `at`.
    pub(super) fn opens_for(&self, at: Vec3) -> bool {
        flat(at).distance(self.middle) < NEAR
    }

    /// Whether it lies between an eye at `from` and `to`. With its wall it is taken away for who is outside.
    pub(super) fn hides(&self, from: Vec3, to: Vec3) -> bool {
        if (from - self.within.point).dot(self.within.inward) <= 0.0 {
            return false;
        }
        let (way, leaf) = (flat(to) - flat(from), self.end - self.hinge);
        let across = way.perp_dot(leaf);
        if across.abs() < 1e-6 {
            return false;
        }
        let off = self.hinge - flat(from);
        let (on_way, on_leaf) = (off.perp_dot(leaf) / across, off.perp_dot(way) / across);
        let under = from.y + (to.y - from.y) * on_way < self.height;
        (0.0..1.0).contains(&on_way) && (0.0..1.0).contains(&on_leaf) && under
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_hides_what_is_behind_it_up_to_its_height() {
        let within = Border { point: Vec3::NEG_Z * 9.0, inward: Vec3::Z };
        let (hinge, end) = (Vec2::ZERO, Vec2::X);
        let leaf = Leaf { hinge, end, height: 2.0, middle: Vec2::ZERO, within };
        let sees = |x: f32, y: f32| !leaf.hides(Vec3::new(x, y, 2.0), Vec3::new(x, y, -2.0));
        assert!(!sees(0.5, 1.5));
        assert!(sees(1.5, 1.5));
        assert!(sees(0.5, 2.5));
        assert!(leaf.opens_for(Vec3::X * 0.5) && !leaf.opens_for(Vec3::X * 2.0));
    }
}
