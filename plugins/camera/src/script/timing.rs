//! When each move of a script happens, where it does not say all of it.

use super::fault::secs;

/// A camera is still this many seconds at both ends of a shot.
const STILL: f64 = 0.4;
/// The same in a short shot, as a share of its length.
const STILL_SHARE: f64 = 0.1;
/// Less than this is no move, in seconds.
const SHORTEST: f64 = 0.1;

/// What a move says of its time, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Wanted {
    /// How many moves of the script ended before it begins: those of a turn go on together.
    pub(super) turn: usize,
    /// From where it would begin otherwise; in the first turn from the head of the shot.
    pub(super) after: Option<f64>,
    pub(super) over: Option<f64>,
    /// It lasts the whole shot unless told.
    pub(super) whole: bool,
}

/// Start and length of each move in a shot of `length` seconds.
///
/// Moves of the first turn begin 0.4 s into the shot, the last turn ends 0.4 s before its end, and turns that do
/// not say how long they take share what the others leave. An error names the move that is left without time.
pub(super) fn times(moves: &[Wanted], length: f64) -> Result<Vec<(f64, f64)>, (usize, String)> {
    let turns = turns_of(moves);
    let said: f64 = turns.iter().map(|turn| turn.said).sum();
    let open = turns.iter().filter(|turn| turn.open).count();
    let still = STILL.min(length * STILL_SHARE);
    let (lead, share) = if open > 0 {
        (still, (length - 2.0 * still - said) / open as f64)
    } else {
        (((length - said) / 2.0).clamp(0.0, STILL), 0.0)
    };
    let mut found = vec![(0.0, length); moves.len()];
    let mut base = 0.0;
    for (number, turn) in turns.iter().enumerate() {
        let lead = if number == 0 { lead } else { 0.0 };
        let mut end = base;
        for &at in &turn.moves {
            let wanted = moves[at];
            let start = base + wanted.after.unwrap_or(lead);
            let lasts = wanted.over.unwrap_or(share);
            if lasts < SHORTEST && wanted.over.is_none() {
                return Err((
                    at,
                    format!(
                        "no time is left for this move in a shot of {}; say how long each takes, as in over(0.5)",
                        secs(length)
                    ),
                ));
            }
            found[at] = (start, lasts);
            end = f64::max(end, start + lasts);
        }
        base = end;
    }
    for (place, wanted) in found.iter_mut().zip(moves).filter(|(_, one)| is_whole(one)) {
        let start = wanted.after.unwrap_or(0.0);
        *place = (start, wanted.over.unwrap_or((length - start).max(0.0)));
    }
    Ok(found)
}

/// It goes on beside the others, and has no turn.
fn is_whole(wanted: &Wanted) -> bool {
    wanted.whole && wanted.turn == 0
}

/// Moves that go on together.
struct Turn {
    number: usize,
    moves: Vec<usize>,
    /// Seconds that it takes by what it says.
    said: f64,
    /// Some of it does not say how long it takes.
    open: bool,
}

fn turns_of(moves: &[Wanted]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for (at, wanted) in moves.iter().enumerate().filter(|(_, one)| !is_whole(one)) {
        if turns.last().is_none_or(|turn| turn.number != wanted.turn) {
            turns.push(Turn { number: wanted.turn, moves: Vec::new(), said: 0.0, open: false });
        }
        let Some(turn) = turns.last_mut() else { continue };
        turn.moves.push(at);
        turn.open |= wanted.over.is_none();
        turn.said = turn.said.max(wanted.after.unwrap_or(0.0) + wanted.over.unwrap_or(0.0));
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(turn: usize, after: Option<f64>, over: Option<f64>) -> Wanted {
        Wanted { turn, after, over, whole: false }
    }

    #[track_caller]
    fn check(moves: &[Wanted], length: f64, expected: &[(f64, f64)]) {
        let found = times(moves, length).expect("there is time");
        for (a, b) in found.iter().zip(expected) {
            assert!((a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9, "{found:?}");
        }
        assert_eq!(found.len(), expected.len());
    }

    #[test]
    fn a_move_fills_its_shot_but_for_stillness_at_both_ends() {
        check(&[wanted(0, None, None)], 5.0, &[(0.4, 4.2)]);
        check(&[wanted(0, None, None)], 2.0, &[(0.2, 1.6)]);
        check(&[wanted(0, None, None), wanted(0, None, None)], 5.0, &[(0.4, 4.2), (0.4, 4.2)]);
    }

    #[test]
    fn what_is_said_is_done() {
        check(&[wanted(0, None, Some(2.0))], 5.0, &[(0.4, 2.0)]);
        check(&[wanted(0, None, Some(4.6))], 5.0, &[(0.2, 4.6)]);
        check(&[wanted(0, Some(1.0), Some(2.0))], 5.0, &[(1.0, 2.0)]);
        check(&[wanted(0, None, Some(9.0))], 5.0, &[(0.0, 9.0)]);
    }

    #[test]
    fn turns_follow_one_another_and_share_what_is_left() {
        check(&[wanted(0, None, None), wanted(1, None, None)], 5.0, &[(0.4, 2.1), (2.5, 2.1)]);
        let three =
            [wanted(0, None, Some(1.0)), wanted(1, None, None), wanted(2, Some(0.2), Some(1.0))];
        check(&three, 5.0, &[(0.4, 1.0), (1.4, 2.0), (3.6, 1.0)]);
    }

    #[test]
    fn hands_hold_the_camera_for_the_whole_shot() {
        let hands = Wanted { whole: true, ..Wanted::default() };
        check(&[hands, wanted(0, None, None)], 5.0, &[(0.0, 5.0), (0.4, 4.2)]);
        check(&[Wanted { after: Some(2.0), ..hands }], 5.0, &[(2.0, 3.0)]);
        check(
            &[wanted(0, None, Some(1.0)), Wanted { turn: 1, ..hands }],
            5.0,
            &[(0.4, 1.0), (1.4, 3.2)],
        );
    }

    #[test]
    fn a_move_without_time_is_told() {
        let found = times(&[wanted(0, None, Some(4.0)), wanted(1, None, None)], 4.0);
        assert_eq!(found.expect_err("nothing is left").0, 1);
    }
}
