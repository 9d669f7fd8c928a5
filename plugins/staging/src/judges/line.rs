//! The line of action.

use super::jump::is_detail;
use super::{Fault, Rule};
use crate::framing::pair::side_of;
use crate::shot::Shown;

/// Metres from the line within which a camera is on it, on neither side.
const ON_THE_LINE: f32 = 0.25;

/// In cuts between set-ups of two who face one another, the camera stays on one side of the line between them.
///
/// Nothing is said where the two walked since, where either shot is not of both, or over a thing or a look, after
/// which a camera may stand where it likes.
pub(crate) fn keeps_the_line(before: &Shown, now: &Shown) -> Option<Fault> {
    if now.regrouped || is_detail(before.kind) || is_detail(now.kind) {
        return None;
    }
    let (a, b) = common_pair(before, now)?;
    let side = |shown: &Shown| {
        let (a, b) = (shown.person(a)?.eyes, shown.person(b)?.eyes);
        let line = (b - a).with_y(0.0).normalize_or_zero();
        let off = (shown.view.position - a).with_y(0.0);
        let away = (off - line * off.dot(line)).length();
        (away > ON_THE_LINE).then(|| side_of(a, b, shown.view.position))
    };
    let (was, is) = (side(before)?, side(now)?);
    (was * is < 0.0).then(|| Fault::new(Rule::Line, "the camera crossed the line of action"))
}

/// The two who both shots are about: a subject and its partner, in either order.
pub(super) fn common_pair(before: &Shown, now: &Shown) -> Option<(usize, usize)> {
    let pair = |shown: &Shown| {
        if shown.subjects.len() > 2 {
            return None;
        }
        let first = *shown.subjects.first()?;
        let second = shown.partner.or_else(|| shown.subjects.get(1).copied())?;
        Some((first.min(second), first.max(second)))
    };
    let (was, is) = (pair(before)?, pair(now)?);
    (was == is).then_some(is)
}
