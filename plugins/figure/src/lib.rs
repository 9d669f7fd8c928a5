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
//!
//! ```
//! # use maquette_document::{Figure, Pose};
//! # use maquette_figure::*;
//! # use bevy_math::Vec3;
//! let figure = Figure { name: "MARA".into(), ..Figure::default() };
//! let body = Body::of(&figure);
//! let acting = Acting::held(&body, Pose::ArmsCrossed, Vec3::ZERO, 0.0);
//! let posed = posed(&body, &acting, Some(Vec3::new(1.0, 1.6, 2.0)));
//! for (joint, part) in body_parts(&figure) {
//!     let in_world = part.placed(posed.joint(joint));
//! }
//! ```

mod ease;
mod hash;

mod cut;
mod forms;
mod solid;
mod weave;

mod body;
mod skeleton;
mod skull;

mod acting;
mod landmark;
mod life;
mod limits;
mod pose;
mod posed;
mod reach;

mod parts;

mod hold;
mod piece;
mod set;

pub use acting::{Acting, Glance, SEAT, Stride, acting_at};
pub use acting::{Contact, Grasp, performed};
pub use body::{Body, embrace_step};
pub use hold::hold_solid;
pub use limits::joint_limits;
pub use maquette_document::Landmark;
pub use parts::body_parts;
pub use piece::{Seat, piece_door, piece_place, piece_seat, piece_size, piece_solid};
pub use pose::Foot;
pub use posed::{Posed, posed};
pub use set::{
    Approach, BOXES, Border, DoorLeaf, DoorSpot, Floor, Footprint, Hole, NoRoom, Obstacle, STEP,
    SeatSpot, SetPart, Spot, Standing, Swing, Treads, Wall, block_footprint, block_parts,
    box_by_hand, door_leaf, door_turn, floor_of, furnish, ground_at, model_place, obstacles,
    opening_by_hand, piece_by_hand, piece_footprint, resized, set_parts, sight_blocked, swings,
    walls,
};
pub use skeleton::{JOINTS, Joint};
pub use solid::{Crease, Paint, Solid, Vertex};
