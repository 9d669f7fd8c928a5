//! Jump cuts.

use maquette_document::ShotKind;

use super::{Fault, Rule};
use crate::shot::Shown;
use crate::tables::{JUMP_DEGREES, JUMP_STEPS, steps_between};

/// A cut that stays on one subject changes its angle by 30° or its size by two steps.
pub(crate) fn is_no_jump(before: &Shown, now: &Shown) -> Option<Fault> {
    let subject = *now.subjects.first()?;
    if before.subjects.first() != Some(&subject) || is_detail(before.kind) || is_detail(now.kind) {
        return None;
    }
    let (was, is) = (before.person(subject)?, now.person(subject)?);
    let from = (before.view.position - was.eyes).normalize_or_zero();
    let to = (now.view.position - is.eyes).normalize_or_zero();
    let turned = from.angle_between(to).to_degrees();
    let steps = steps_between(before.size, now.size);
    let jumps = turned < JUMP_DEGREES - 0.5 && steps < JUMP_STEPS;
    jumps.then(|| {
        Fault::new(
            Rule::Jump,
            format!("a cut on the same subject by {turned:.0}° and {steps} sizes"),
        )
    })
}

/// A thing, or what somebody sees: it is not a shot of a person.
pub(super) fn is_detail(kind: ShotKind) -> bool {
    matches!(kind, ShotKind::Insert | ShotKind::Pov | ShotKind::Cutaway | ShotKind::Board)
}
