//! Who stands where, and how they get there.

pub(crate) mod acting;
pub(crate) mod arrange;
