//! Eyelines.

use maquette_document::ShotKind;

use super::{Fault, Rule};
use crate::shot::Shown;

/// In a cut from one who talks to the other, each looks toward the other's side of the picture, and the cameras
/// stand at like heights.
pub(crate) fn eyelines_meet(before: &Shown, now: &Shown) -> Option<Fault> {
    let talk = |shown: &Shown| matches!(shown.kind, ShotKind::Single | ShotKind::Ots);
    let (a, b) = (*before.subjects.first()?, *now.subjects.first()?);
    let answered = before.partner == Some(b) && now.partner == Some(a);
    if !talk(before) || !talk(now) || !answered || now.regrouped {
        return None;
    }
    let (was, is) = (looks_across(before, a, b)?, looks_across(now, b, a)?);
    let same = was.abs() > 0.12 && is.abs() > 0.12 && was * is > 0.0;
    same.then(|| Fault::new(Rule::Eyelines, "both look to the same side of the picture"))
}

/// How far `who` looks to the right of the picture, -1 to 1, when looking at `whom`.
fn looks_across(shown: &Shown, who: usize, whom: usize) -> Option<f32> {
    let (from, to) = (shown.person(who)?.eyes, shown.person(whom)?.eyes);
    Some((to - from).normalize_or_zero().dot(shown.view.right()))
}
