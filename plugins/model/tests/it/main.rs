//! Models from outside, in and out of shape.

mod doll;
mod hostile;
mod reading;
mod retarget;
