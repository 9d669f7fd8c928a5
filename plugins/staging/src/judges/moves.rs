//! How often the camera moves.

use super::{Fault, Rule};

/// Of `shots`, at most one in four moves; few shots may have one.
pub(crate) fn moves_sparingly(shots: usize, moving: usize) -> Option<Fault> {
    (moving > shots.div_ceil(4))
        .then(|| Fault::new(Rule::Moves, format!("{moving} of {shots} shots move")))
}
