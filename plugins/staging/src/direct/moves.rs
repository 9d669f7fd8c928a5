//! Moves of the camera: seldom, and each for a reason.

use maquette_document::{Ease, Id, Move, MoveKind};
use maquette_time::Flicks;

use crate::breakdown::{Act, Action, Beat, Deed, SceneBreakdown};
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

/// Beats of its scene on each side that a move keeps still: of four, one moves at most.
const APART: usize = 3;
/// The same over the border of a scene, which opens with a shot more than it has beats.
const APART_IN_OTHERS: usize = 1;

impl Grants {
    pub(crate) fn of(scenes: &[SceneBreakdown]) -> Self {
        // Of each beat: its scene, and how good a reason it is.
        let mut reasons: Vec<(usize, u8)> = Vec::new();
        for (number, scene) in scenes.iter().enumerate() {
            let last = number + 1 == scenes.len();
            let mut talked = 0;
            for (index, beat) in scene.beats.iter().enumerate() {
                let end = last && index + 1 == scene.beats.len();
                let next = scene.beats.get(index + 1);
                let mine = if end { 6 } else { reason(beat, index, next, &mut talked) };
                reasons.push((number, mine));
            }
        }
        let granted = (0..reasons.len()).map(|index| {
            let (scene, mine) = reasons[index];
            let counts = |other: usize| {
                let apart = if reasons[other].0 == scene { APART } else { APART_IN_OTHERS };
                other.abs_diff(index) <= apart
            };
            let mut before = (index.saturating_sub(APART)..index).filter(|other| counts(*other));
            let after = index + 1..(index + 1 + APART).min(reasons.len());
            let mut after = after.filter(|other| counts(*other));
            mine > 0
                && before.all(|other| reasons[other].1 < mine)
                && after.all(|other| reasons[other].1 <= mine)
        });
        Self { granted: granted.collect() }
    }

    pub(crate) fn is_granted(&self, beat: usize) -> bool {
        self.granted.get(beat).copied().unwrap_or(false)
    }
}

/// How good a reason a beat is, by what it is rather than by its words.
fn reason(beat: &Beat, index: usize, next: Option<&Beat>, talked: &mut usize) -> u8 {
    match beat {
        Beat::Speech(speech) => {
            *talked += 1;
            // Where a talk comes to its point: what is said last, or late; a telephone tightens as it is talked into.
            let last_word = !matches!(next, Some(Beat::Speech(_))) && 3 <= *talked;
            match (*talked % 7 == 6, last_word || speech.phone) {
                (true, _) => 3,
                (false, true) => 2,
                (false, false) => 0,
            }
        }
        Beat::Action(action) => action_reason(action).max(u8::from(index == 0)),
        Beat::Title { .. } => 0,
    }
}

fn action_reason(action: &Action) -> u8 {
    action.acts.iter().map(act_reason).max().unwrap_or(0)
}

/// How good a reason an act is for the camera to move.
pub(super) fn act_reason(act: &Act) -> u8 {
    match act.deed {
        _ if act.who.is_empty() => 0,
        Deed::Fight | Deed::Fall | Deed::Run => 5,
        Deed::Walk | Deed::Follow | Deed::Climb => 4,
        Deed::Think | Deed::Cry | Deed::Embrace => 3,
        Deed::Enter | Deed::Wait | Deed::Sit => 2,
        Deed::Drive | Deed::Look => 1,
        _ => 0,
    }
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
