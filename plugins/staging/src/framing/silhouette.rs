//! What a body takes of a picture.

use maquette_camera::View;

use super::person::Person;

/// The box about what is seen of a body, in shares of the picture from its left and top; beyond 0 to 1 it is outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Silhouette {
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Left, right, top and bottom of the head.
    pub(crate) head: [f32; 4],
    /// Metres from the camera to the middle of the head, along its axis.
    pub(crate) depth: f32,
}

impl Silhouette {
    /// None where nothing of the body is in the picture.
    pub(crate) fn of(view: &View, person: &Person) -> Option<Self> {
        let middle = person.crown.midpoint(person.chin);
        let seen = view.project(middle)?;
        let tall = person.crown.distance(person.chin) / 2.0;
        let reach = |metres: f32| metres * view.focal / seen.depth / view.gate;
        let (wide, high) = (reach(person.head_radius).x, reach(tall).y);
        let head = [seen.uv.x - wide, seen.uv.x + wide, seen.uv.y - high, seen.uv.y + high];
        let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
        let mut take = |low: f32, high: f32, top: f32, bottom: f32| {
            // What lies above or below the picture takes no width of it.
            if bottom > 0.0 && top < 1.0 {
                (left, right) = (left.min(low), right.max(high));
            }
        };
        take(head[0], head[1], head[2], head[3]);
        for (at, radius) in person.balls() {
            let Some(seen) = view.project(at) else { continue };
            let reach = radius * view.focal / seen.depth / view.gate;
            take(
                seen.uv.x - reach.x,
                seen.uv.x + reach.x,
                seen.uv.y - reach.y,
                seen.uv.y + reach.y,
            );
        }
        let found = Self { left, right, head, depth: seen.depth };
        (found.width() > 0.0).then_some(found)
    }

    /// The share of the width that is taken.
    pub(crate) fn width(&self) -> f32 {
        (self.right.min(1.0) - self.left.max(0.0)).max(0.0)
    }

    /// Whether the head is whole in the picture.
    pub(crate) fn has_head(&self) -> bool {
        let [left, right, top, bottom] = self.head;
        left > 0.0 && right < 1.0 && top > -0.02 && bottom < 1.0
    }

    /// The share of the height that the head takes, in the picture or not.
    pub(crate) fn head_height(&self) -> f32 {
        self.head[3] - self.head[2]
    }
}
