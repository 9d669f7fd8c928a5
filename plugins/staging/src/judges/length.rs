//! How long a shot stands.

use maquette_time::Flicks;

use super::{Fault, Rule};
use crate::tables::seconds::{LONGEST_STILL, SHORTEST};

/// A shot is long enough to be seen; one that is long has a move, a walk or words.
pub(crate) fn has_length(length: Flicks, has_reason: bool) -> Option<Fault> {
    let seconds = length.seconds() as f32;
    if seconds < SHORTEST {
        return Some(Fault::new(Rule::Length, format!("{seconds:.2} s are too short to be seen")));
    }
    let long = seconds > LONGEST_STILL + 0.05 && !has_reason;
    long.then(|| Fault::new(Rule::Length, format!("{seconds:.1} s without words, walk or move")))
}
