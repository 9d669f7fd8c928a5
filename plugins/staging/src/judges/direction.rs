//! Screen direction.

use super::{Fault, Rule};
use crate::shot::Shown;

/// Who walks to the right of the picture still does so after a cut.
pub(crate) fn keeps_direction(before: &Shown, now: &Shown) -> Option<Fault> {
    let ((who, was), (same, is)) = (before.walk?, now.walk?);
    if who != same {
        return None;
    }
    // Where the way itself turned, so may the picture.
    if was.normalize_or_zero().dot(is.normalize_or_zero()) < 0.3 {
        return None;
    }
    let across =
        |shown: &Shown, way: bevy_math::Vec3| way.normalize_or_zero().dot(shown.view.right());
    let (was, is) = (across(before, was), across(now, is));
    let turned = was.abs() > 0.25 && is.abs() > 0.25 && was * is < 0.0;
    turned.then(|| Fault::new(Rule::Direction, "who walks turns round over the cut"))
}
