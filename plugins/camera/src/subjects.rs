//! Whom a camera looks at.

use bevy_math::Vec3;
use maquette_document::{Id, Landmark, Target};
use maquette_time::Flicks;

use crate::bounds::within_reach;

/// Where the figures of a shot are, at a time from its head; nowhere, if it does not know the figure.
///
/// A camera asks about any time, in any order, and trusts the answers to be the same each time.
pub trait Subjects {
    /// Where a figure stands: what a [`Follow`](maquette_document::MoveKind::Follow) travels with.
    fn ground(&self, figure: Id, time: Flicks) -> Option<Vec3>;

    /// Where a place of its body is.
    fn landmark(&self, figure: Id, landmark: Landmark, time: Flicks) -> Option<Vec3>;
}

/// A shot without figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Subjects for Nobody {
    fn ground(&self, _: Id, _: Flicks) -> Option<Vec3> {
        None
    }

    fn landmark(&self, _: Id, _: Landmark, _: Flicks) -> Option<Vec3> {
        None
    }
}

/// Where a target is; nowhere, if its figure is unknown or its place is no number.
pub(crate) fn place_of(target: Target, time: Flicks, subjects: &dyn Subjects) -> Option<Vec3> {
    let place = match target {
        Target::Point(point) => point,
        Target::Figure { figure, landmark } => subjects.landmark(figure, landmark, time)?,
    };
    place.is_finite().then(|| within_reach(place))
}
