//! How a move starts and stops.

use maquette_document::Ease;
use maquette_time::Flicks;

/// How much of a move is done after a share `x` of its time: 0 before it, 1 after it, never going back.
///
/// Where it eases it is still at that end: speed and, for `InOut`, change of speed are 0 there.
pub fn eased(ease: Ease, x: f32) -> f32 {
    // Not-a-number is the head of the move.
    let x = if x > 0.0 { x.min(1.0) } else { 0.0 };
    match ease {
        Ease::Linear => x,
        Ease::In => ease_in(x),
        Ease::Out => 1.0 - ease_in(1.0 - x),
        Ease::InOut => ease_in_out(x),
    }
}

/// The share of a stretch that is over at `time`: below 0 before it, above 1 after it; a stretch without length is
/// a step.
pub(crate) fn share_of(start: Flicks, length: Flicks, time: Flicks) -> f32 {
    let into = time.0.saturating_sub(start.0);
    if length.0 <= 0 {
        return if into >= 0 { 1.0 } else { 0.0 };
    }
    (into as f64 / length.0 as f64) as f32
}

/// In double precision, so that it never goes back by a rounding.
fn ease_in_out(x: f32) -> f32 {
    let x = f64::from(x);
    (x * x * x * (x * (x * 6.0 - 15.0) + 10.0)) as f32
}

/// Leaves at one and a half times the mean speed, with no more pull at that end.
fn ease_in(x: f32) -> f32 {
    0.5 * x * x * (3.0 - x)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Ease; 4] = [Ease::Linear, Ease::In, Ease::Out, Ease::InOut];

    #[test]
    fn a_move_begins_with_nothing_ends_whole_and_never_goes_back() {
        for ease in ALL {
            assert_eq!((eased(ease, -1.0), eased(ease, 0.0)), (0.0, 0.0), "{ease:?}");
            assert_eq!((eased(ease, 1.0), eased(ease, 9.0)), (1.0, 1.0), "{ease:?}");
            assert_eq!(eased(ease, f32::NAN), 0.0);
            let steps: Vec<f32> = (0..=1000).map(|i| eased(ease, i as f32 / 1000.0)).collect();
            assert!(steps.windows(2).all(|pair| pair[0] <= pair[1]), "{ease:?}");
        }
    }

    #[test]
    fn where_it_eases_it_is_still() {
        let speed = |ease, from: f32| (eased(ease, from + 1e-3) - eased(ease, from)) / 1e-3;
        for ease in [Ease::In, Ease::InOut] {
            assert!(speed(ease, 0.0) < 0.01, "{ease:?} at its head");
        }
        for ease in [Ease::Out, Ease::InOut] {
            assert!(speed(ease, 1.0 - 1e-3) < 0.01, "{ease:?} at its end");
        }
    }
}
