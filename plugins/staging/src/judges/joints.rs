//! Where the frame ends on a body.

use maquette_document::ShotKind;

use super::{Fault, Rule};
use crate::framing::person::Person;
use crate::shot::Shown;

/// Shares of the frame's height about its lower edge in which no joint may lie.
const NEAR: f32 = 0.016;

const NAMES: [&str; 9] =
    ["neck", "elbow", "elbow", "wrist", "wrist", "knee", "knee", "ankle", "ankle"];

/// The lower edge cuts nobody that the shot is about at neck, elbow, wrist, knee or ankle.
pub(crate) fn cuts_no_joint(now: &Shown) -> Option<Fault> {
    if matches!(now.kind, ShotKind::Insert | ShotKind::Pov | ShotKind::Cutaway) {
        return None;
    }
    now.subjects.iter().filter_map(|who| now.person(*who)).find_map(|person| cut(now, person))
}

fn cut(now: &Shown, person: &Person) -> Option<Fault> {
    for (joint, name) in person.joints.iter().zip(NAMES) {
        let Some(seen) = now.view.project(*joint) else { continue };
        let on_edge = (seen.uv.y - 1.0).abs() < NEAR && (0.0..=1.0).contains(&seen.uv.x);
        // What is hidden behind the body itself is not seen to be cut; a wrist behind the back is.
        if on_edge {
            return Some(Fault::new(Rule::Joint, format!("the lower edge cuts the {name}")));
        }
    }
    None
}
