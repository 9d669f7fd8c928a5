//! What stands before the subject.

use maquette_document::ShotKind;

use super::{Fault, Rule};
use crate::framing::silhouette::Silhouette;
use crate::shot::Shown;

/// Shares of the width that somebody before the subject may take, cut by the edge of the picture and whole.
const CUT: f32 = 0.16;
const WHOLE: f32 = 0.3;
/// The most of the width and of the height that the listener and the listener's head may take over a shoulder.
const LISTENER: f32 = 0.46;
const HEAD: f32 = 0.9;

/// Nobody fills the foreground: no body without a head, no back, over a shoulder no block of hair.
pub(crate) fn is_clear_before(now: &Shown) -> Option<Fault> {
    if !matches!(now.kind, ShotKind::Single | ShotKind::Ots | ShotKind::Two) {
        return None;
    }
    let subject = now.view.project(now.subject()?.eyes)?.depth;
    let over = now.partner.filter(|_| now.kind == ShotKind::Ots).and_then(|who| now.person(who));
    if let Some(seen) = over.and_then(|one| Silhouette::of(&now.view, one))
        && (seen.width() > LISTENER || seen.head_height() > HEAD)
    {
        return Some(Fault::new(Rule::Foreground, "who listens fills the foreground"));
    }
    now.bystanders().filter_map(|one| Silhouette::of(&now.view, one)).find_map(|seen| {
        let near = seen.depth < subject - 0.1;
        match seen.has_head() {
            false if near && seen.width() > CUT => Some(Fault::new(
                Rule::Foreground,
                "somebody before the subject is cut by the edge of the picture",
            )),
            true if near && seen.width() > WHOLE => {
                Some(Fault::new(Rule::Foreground, "somebody fills the foreground"))
            }
            _ => None,
        }
    })
}
