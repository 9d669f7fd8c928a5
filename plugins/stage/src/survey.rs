//! What a frame is besides its colours: how far off each pixel is, which way it faces, and the ink alone.
//!
//! Drawn by the painter from the same corners as the picture, without words, light or weather.

use bevy_math::{Vec2, Vec3};
use image::GrayImage;
use maquette_moment::LetterBox;
use wgpu::TextureUsages;

use crate::canvas::{ReadError, Readback};
use crate::drawing::Drawing;
use crate::painter::Painter;
use crate::pipelines::{SURVEYED, SurveyPipelines};
use crate::texture::texture;

/// How far off everything in a frame is, and which way it faces.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    frame: [u32; 2],
    picture: LetterBox,
    /// Of the picture: a normal and metres, or four zeros.
    pixels: Vec<[f32; 4]>,
}

/// What is seen in a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surveyed {
    /// In camera space, of length one: x to the right of the picture, y to its top, z toward the viewer.
    pub normal: Vec3,
    /// Before the lens, along its axis.
    pub metres: f32,
}

impl Survey {
    /// Width and height of the frame in pixels.
    pub fn size(&self) -> [u32; 2] {
        self.frame
    }

    /// Where the picture lies in its frame.
    pub fn picture(&self) -> LetterBox {
        self.picture
    }

    /// What is seen in a pixel of the frame, from its top left: nothing in the sky, and around the picture.
    pub fn at(&self, x: u32, y: u32) -> Option<Surveyed> {
        let place = self.picture;
        let (x, y) = (x.checked_sub(place.x)?, y.checked_sub(place.y)?);
        if place.width <= x || place.height <= y {
            return None;
        }
        let [nx, ny, nz, metres] = *self.pixels.get((y * place.width + x) as usize)?;
        (0.0 < metres).then_some(Surveyed { normal: Vec3::new(nx, ny, nz), metres })
    }

    /// As [`Survey::at`], of the pixel that a place of the picture lies in; 0 to 1 from its top left.
    pub fn at_uv(&self, uv: Vec2) -> Option<Surveyed> {
        let place = self.picture;
        let pixel = |share: f32, from: u32, side: u32| {
            let at = (share * side as f32).floor();
            (0.0..side as f32).contains(&at).then(|| from + at as u32)
        };
        self.at(pixel(uv.x, place.x, place.width)?, pixel(uv.y, place.y, place.height)?)
    }
}

/// Where surveys are drawn, made when the first one is.
pub(crate) struct Surveyor {
    pipelines: SurveyPipelines,
    target: wgpu::Texture,
    way_back: Readback,
}

impl Surveyor {
    pub(crate) fn new(painter: &Painter, drawing: &Drawing) -> Self {
        let device = &painter.gpu.device;
        Self {
            pipelines: SurveyPipelines::new(device, &painter.pipelines),
            target: target(device, drawing),
            way_back: Readback::default(),
        }
    }

    pub(crate) fn survey(
        &mut self,
        painter: &mut Painter,
        drawing: &Drawing,
    ) -> Result<Survey, ReadError> {
        let LetterBox { width, height, .. } = drawing.picture;
        if [self.target.width(), self.target.height()] != [width, height] {
            self.target = target(&painter.gpu.device, drawing);
        }
        painter.upload(drawing);
        painter.ready_canvas([width, height]);
        let mut encoder = painter.gpu.device.create_command_encoder(&Default::default());
        let view = self.target.create_view(&Default::default());
        painter.draw_survey(drawing, &self.pipelines, &view, &mut encoder);
        let bytes = self.way_back.read(&painter.gpu, &self.target, encoder)?;
        let pixels = bytemuck::pod_collect_to_vec(&bytes);
        Ok(Survey { frame: drawing.frame, picture: drawing.picture, pixels })
    }

    /// The ink of a [plain](crate::Scenery::plain) drawing, as a frame: black is none.
    pub(crate) fn ink(
        &mut self,
        painter: &mut Painter,
        drawing: &Drawing,
    ) -> Result<GrayImage, ReadError> {
        let [width, height] = drawing.frame;
        let mut frame = GrayImage::new(width, height);
        let Some(stage) = &drawing.stage else { return Ok(frame) };
        let place = drawing.picture;
        painter.upload(drawing);
        painter.ready_canvas([place.width, place.height]);
        let Some(canvas) = &painter.canvas else { return Err(ReadError::Nothing) };
        let mut encoder = painter.gpu.device.create_command_encoder(&Default::default());
        painter.draw_ink(stage, &mut encoder);
        let bytes = self.way_back.read(&painter.gpu, canvas.colour.texture(), encoder)?;
        let rows = bytes.chunks_exact(place.width as usize * 4);
        for (y, row) in (place.y..).zip(rows) {
            for (x, pixel) in (place.x..).zip(row.chunks_exact(4)) {
                frame.put_pixel(x, y, image::Luma([pixel[0]]));
            }
        }
        Ok(frame)
    }
}

fn target(device: &wgpu::Device, drawing: &Drawing) -> wgpu::Texture {
    let LetterBox { width, height, .. } = drawing.picture;
    let usage = TextureUsages::RENDER_ATTACHMENT | TextureUsages::COPY_SRC;
    texture(device, [width, height], SURVEYED, usage)
}
