//! Moves of the camera: seldom, and each for a reason.

use maquette_document::{Ease, Id, Move, MoveKind};
use maquette_time::Flicks;

use crate::breakdown::{Action, Beat, Deed, SceneBreakdown};
use crate::tables::seconds::STILL;

/// What the camera would do, if it may.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Wish {
    Still,
    /// Closer, by this share of its distance.
    PushIn(f32),
    PullOut(f32),
    /// Down to the people, or up from them: metres.
    Crane(f32),
    /// Turns with who walks.
    Pan {
        from: f32,
        to: f32,
    },
    /// Travels with who walks.
    Follow {
        figure: Id,
        from: f32,
        to: f32,
    },
    Handheld(u32),
}

/// Which beats of the film may move: of neighbours, the one with the best reason.
///
/// A beat is weighed against the few before and after it only, so that a change moves no camera far off.
pub(crate) struct Grants {
    granted: Vec<bool>,
}

/// Beats on each side that a move keeps still.
const APART: usize = 4;

impl Grants {
    pub(crate) fn of(scenes: &[SceneBreakdown]) -> Self {
        let mut reasons: Vec<u8> = Vec::new();
        for (number, scene) in scenes.iter().enumerate() {
            let last = number + 1 == scenes.len();
            let mut talked = 0;
            for (index, beat) in scene.beats.iter().enumerate() {
                let end = last && index + 1 == scene.beats.len();
                reasons.push(if end { 6 } else { reason(beat, index, &mut talked) });
            }
        }
        let granted = (0..reasons.len()).map(|index| {
            let mine = reasons[index];
            let before = &reasons[index.saturating_sub(APART)..index];
            let after = &reasons[index + 1..(index + 1 + APART).min(reasons.len())];
            mine > 0
                && before.iter().all(|other| *other < mine)
                && after.iter().all(|other| *other <= mine)
        });
        Self { granted: granted.collect() }
    }

    pub(crate) fn is_granted(&self, beat: usize) -> bool {
        self.granted.get(beat).copied().unwrap_or(false)
    }
}

/// How good a reason a beat is, by what it is rather than by its words.
fn reason(beat: &Beat, index: usize, talked: &mut usize) -> u8 {
    match beat {
        Beat::Speech(_) => {
            *talked += 1;
            // Where a talk comes to its point.
            if *talked % 7 == 6 { 2 } else { 0 }
        }
        Beat::Action(action) => action_reason(action).max(u8::from(index == 0)),
        Beat::Title { .. } => 0,
    }
}

fn action_reason(action: &Action) -> u8 {
    let of = |deed: Deed| match deed {
        Deed::Fight | Deed::Fall | Deed::Run => 5,
        Deed::Walk | Deed::Follow | Deed::Climb | Deed::Enter => 4,
        Deed::Think | Deed::Cry => 3,
        Deed::Drive | Deed::Look => 1,
        _ => 0,
    };
    action.acts.iter().filter(|act| !act.who.is_empty()).map(|act| of(act.deed)).max().unwrap_or(0)
}

/// The move that a wish becomes in a shot of `length` seconds: still for a moment at both ends, eased.
pub(crate) fn move_for(wish: Wish, length: f32, distance: f32, pan: f32) -> Option<Move> {
    let inner = (STILL, (length - 2.0 * STILL).max(0.3));
    let during = |from: f32, to: f32| (from.max(0.0), (to - from).max(0.3));
    let ((start, span), kind, ease) = match wish {
        Wish::Still => return None,
        Wish::PushIn(share) => (inner, MoveKind::Dolly(distance * share), Ease::InOut),
        Wish::PullOut(share) => (inner, MoveKind::Dolly(-distance * share), Ease::InOut),
        Wish::Crane(metres) => (inner, MoveKind::Pedestal(metres), Ease::InOut),
        Wish::Pan { from, to } => (during(from, to), MoveKind::Pan(pan), Ease::InOut),
        Wish::Follow { figure, from, to } => {
            (during(from, to), MoveKind::Follow(figure), Ease::InOut)
        }
        Wish::Handheld(seed) => {
            ((0.0, length), MoveKind::Handheld { strength: 1.6, seed }, Ease::Linear)
        }
    };
    let flicks = |seconds: f32| Flicks::from_seconds(f64::from(seconds));
    Some(Move { kind, start: flicks(start), length: flicks(span), ease })
}
