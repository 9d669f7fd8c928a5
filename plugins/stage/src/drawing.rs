//! What the painter draws: plain values, in the order in which they are laid.

use std::ops::Range;
use std::sync::Arc;

use bevy_math::{Mat4, Vec3};
use maquette_figure::Border;
use maquette_moment::LetterBox;

use crate::defocus::Defocus;
use crate::lettering::Lettering;
use crate::mesh::{Corner, Mesh};
use crate::palette::{TONES, Tone};
use crate::picture::Picture;
use crate::stroke::Strokes;

/// One frame, ready to be drawn. Made by [`Scenery`](crate::Scenery), drawn by [`Painter`](crate::Painter).
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Pixels of the whole frame.
    pub(crate) frame: [u32; 2],
    /// Where the picture lies in it; black around.
    pub(crate) picture: LetterBox,
    /// What stands in space; nothing when a card fills the picture.
    pub(crate) stage: Option<Stage>,
    pub(crate) cards: Vec<CardQuad>,
    pub(crate) clip_from_world: Mat4,
    pub(crate) view_from_world: Mat4,
    /// What the lens does to what is out of focus; nothing where all is sharp.
    pub(crate) defocus: Option<Defocus>,
    pub(crate) lettering: Lettering,
}

impl Drawing {
    /// Width and height of the frame in pixels.
    pub fn size(&self) -> [u32; 2] {
        self.frame
    }

    /// How much there is to draw: triangles of sets and figures, and strokes.
    pub fn triangles_and_strokes(&self) -> [u32; 2] {
        self.stage.as_ref().map_or([0, 0], |stage| {
            let corners = stage.set_indices.len() + stage.body_indices.len();
            [corners as u32 / 3, stage.strokes.count()]
        })
    }
}

/// A place with figures in it.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub uniform: Box<FrameUniform>,
    pub set: Option<Arc<SetMesh>>,
    /// Of figures, of what they hold, and of doors.
    pub bodies: Vec<Corner>,
    /// Those of their triangles that are seen.
    pub body_indices: Vec<u32>,
    /// Whether haze takes hold within single triangles of it.
    pub is_wide: bool,
    /// The triangles of the set that are seen.
    pub set_indices: Vec<u32>,
    /// Triangles on the ground, three corners each, one over another.
    pub shadows: Vec<[f32; 3]>,
    pub marks: Vec<MarkCorner>,
    /// Of `marks`: on surfaces, under the ink.
    pub on_surfaces: Range<u32>,
    /// Of `marks`: light in the air, over it.
    pub in_air: Range<u32>,
    pub strokes: Strokes,
}

/// A set as it stands.
#[derive(Debug)]
pub(crate) struct SetMesh {
    pub mesh: Mesh,
    pub corners: Vec<Corner>,
    /// Of each part of the mesh: from where it is seen.
    pub within: Vec<Vec<Border>>,
}

/// A corner of a mark on a surface as the GPU takes it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct MarkCorner {
    pub position: [f32; 3],
    pub from_middle: [f32; 2],
    /// Premultiplied.
    pub colour: [u8; 4],
}

/// A card where it stands.
#[derive(Clone, Debug)]
pub(crate) struct CardQuad {
    pub picture: Arc<Picture>,
    /// Top left, top right, bottom left, bottom right, in the world.
    pub corners: [Vec3; 4],
    /// Of the side that is seen, of length one.
    pub normal: Vec3,
    pub opacity: f32,
    pub look: CardLook,
    /// Which size of its picture is seen where [`CardLook::Whole`].
    pub level: f32,
}

/// What of a card is in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CardLook {
    /// No border of it.
    Within,
    Bordered,
    /// Nothing but it: it is opaque, seen straight, and covers the picture.
    Whole,
}

/// `Frame` of `shaders/stage.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, Debug, bytemuck::Pod, bytemuck::Zeroable)]
pub(crate) struct FrameUniform {
    pub clip_from_world: [[f32; 4]; 4],
    pub eye: [f32; 4],
    pub key: [f32; 4],
    pub haze: [f32; 4],
    pub reach: [f32; 4],
    pub dim: [f32; 4],
    pub shadow: [f32; 4],
    pub zenith: [f32; 4],
    pub horizon: [f32; 4],
    pub nadir: [f32; 4],
    pub sun: [f32; 4],
    pub disc: [f32; 4],
    pub glow: [f32; 4],
    pub ray: [f32; 4],
    pub ray_right: [f32; 4],
    pub ray_down: [f32; 4],
    pub tones: [Tone; TONES],
}
