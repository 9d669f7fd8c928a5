//! How often the camera moves.

use super::{Fault, Rule};

/// How many of so many shots may move.
pub(crate) fn most_moving(shots: usize) -> usize {
    shots.div_ceil(4)
}

/// Of `shots`, at most one in four moves; few shots may have one.
pub(crate) fn moves_sparingly(shots: usize, moving: usize) -> Option<Fault> {
    (moving > most_moving(shots))
        .then(|| Fault::new(Rule::Moves, format!("{moving} of {shots} shots move")))
}
