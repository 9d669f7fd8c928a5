//! From a size to a camera: exact, by anatomy.

pub(crate) mod kinds;
pub(crate) mod looking;
pub(crate) mod pair;
pub(crate) mod person;
pub(crate) mod silhouette;
pub(crate) mod solve;

#[cfg(test)]
mod gallery;
#[cfg(test)]
mod pairs_table;
#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;
