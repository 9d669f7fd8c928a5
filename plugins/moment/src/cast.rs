//! Who a camera of a shot may look at.

use bevy_ecs::world::World;
use bevy_math::Vec3;
use maquette_camera::Subjects;
use maquette_document::{Figure, Id, Landmark, Performance, get, of_shot};
use maquette_figure::{Acting, Body, performed, posed};
use maquette_time::Flicks;

/// The figures that act in a shot, at any time of it.
///
/// Heads are as the poses have them, and so are hands that are on another's body: that a camera looks at someone's
/// eyes does not depend on whom they look at, whose own eyes may be turned in their turn.
pub(crate) struct Cast<'a> {
    pub(crate) world: &'a World,
    pub(crate) shot: Id,
}

impl Cast<'_> {
    fn acting(&self, figure: Id, time: Flicks) -> Option<(Body, Acting)> {
        let body = Body::of(get::<Figure>(self.world, figure)?);
        let performances = of_shot::<Performance>(self.world, self.shot);
        let (_, performance) = performances.into_iter().find(|(_, p)| p.figure == figure)?;
        let acting = performed(performance, time, &body, &|_, _| None);
        Some((body, acting))
    }
}

impl Subjects for Cast<'_> {
    fn ground(&self, figure: Id, time: Flicks) -> Option<Vec3> {
        Some(self.acting(figure, time)?.1.position)
    }

    fn landmark(&self, figure: Id, landmark: Landmark, time: Flicks) -> Option<Vec3> {
        let (body, acting) = self.acting(figure, time)?;
        Some(posed(&body, &acting, None).landmark(&body, landmark))
    }
}
