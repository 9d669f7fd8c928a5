//! The solids that a figure is drawn with: rigid parts, one a joint, that overlap where they meet.

mod arms;
mod bag;
mod coat;
mod face;
mod hair;
mod hat;
mod legs;
mod loft;
mod trunk;

use maquette_document::Figure;

use crate::body::Body;
use crate::skeleton::{JOINTS, Joint};
use crate::solid::Solid;

/// The parts of a figure, each in the space of its joint; every joint at most once, in the order of [`Joint`].
pub fn body_parts(figure: &Figure) -> Vec<(Joint, Solid)> {
    let body = Body::of(figure);
    let mut parts = Parts { figure, body: &body, solids: vec![Solid::default(); JOINTS] };
    parts.add_trunk();
    parts.add_coat();
    parts.add_arms();
    parts.add_legs();
    parts.add_head();
    parts.add_face();
    parts.add_hair();
    parts.add_hat();
    parts.add_bag();
    let named = Joint::ALL.iter().copied().zip(parts.solids);
    named.filter(|(_, solid)| !solid.indices.is_empty()).collect()
}

/// A figure under construction.
struct Parts<'a> {
    figure: &'a Figure,
    body: &'a Body,
    solids: Vec<Solid>,
}

impl Parts<'_> {
    fn add(&mut self, joint: Joint, solid: &Solid) {
        self.solids[joint as usize].add(solid);
    }
}
