//! From a size to a camera: exact, by anatomy.

pub(crate) mod pair;
pub(crate) mod person;
pub(crate) mod solve;

#[cfg(test)]
mod tests;
