//! Mannequins, poses, walks, props and sets, built from code.
//!
//! Owns the sizes of bodies, how they stand, walk and look, and the solids that they, their props and their sets
//! are made of. All of it is values and functions: the same record at the same time gives the same points on any
//! machine. It does not decide who stands where (staging), nor what anything looks like on screen (stage).
//!
//! Metres, right-handed, Y up. A figure that faces 0° looks along +Z; its left is then +X.
//!
//! Joint space: every joint's axes are the figure's own when it stands with its arms down. A limb runs from its
//! joint along -Y. In the space of a hand the wrist is the origin, the fingers point to -Y, the thumb to +Z, and
//! the palm of the right hand faces +X: what it holds is placed about `GRIP`.

mod cut;
mod forms;
mod solid;
mod weave;

pub use solid::{Crease, Paint, Solid, Vertex};
