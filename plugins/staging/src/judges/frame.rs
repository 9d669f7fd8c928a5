//! What must be in the picture.

use maquette_document::{ShotKind, ShotSize};

use super::{Fault, Rule};
use crate::shot::Shown;

/// The eyes of every subject are in the picture, away from its edges; so is the crown, from CU out.
pub(crate) fn is_in_frame(now: &Shown) -> Option<Fault> {
    if matches!(now.kind, ShotKind::Insert | ShotKind::Cutaway) {
        return None;
    }
    let tight = now.size < ShotSize::Cu;
    for who in &now.subjects {
        let Some(person) = now.person(*who) else { continue };
        let Some(eyes) = now.view.project(person.eyes) else {
            return Some(Fault::new(Rule::Frame, "a subject is behind the camera"));
        };
        // Several keep a little more room to the sides.
        let edge = if now.subjects.len() > 1 { 0.09 } else { 0.06 };
        let inside = (edge..=1.0 - edge).contains(&eyes.uv.x) && (0.04..=0.94).contains(&eyes.uv.y);
        if !inside {
            return Some(Fault::new(Rule::Frame, "a subject is out of the picture"));
        }
        let crown = now.view.project(person.crown);
        if !tight && crown.is_none_or(|crown| crown.uv.y < -0.01) {
            return Some(Fault::new(Rule::Frame, "a head is cut by the upper edge"));
        }
    }
    None
}
