//! The stage without a window: a device of its own, frames as encoders take them, and stills.

use std::path::PathBuf;
use std::sync::Arc;

use bevy_ecs::world::World;
use image::{GrayImage, RgbImage};
use maquette_document::Media;
use maquette_moment::Moment;

use crate::StageError;
use crate::canvas::OffScreen;
use crate::device::Gpu;
use crate::drawing::Drawing;
use crate::painter::Painter;
use crate::scenery::{Loading, Scenery};
use crate::survey::{Survey, Surveyor};
use crate::upload::Queues;

/// Draws moments of one size, in order, a few of them on their way at once.
pub struct Studio {
    device: Gpu,
    gpu: Queues,
    size: [u32; 2],
    scenery: Scenery,
    painter: Painter,
    screen: OffScreen,
    surveyor: Option<Surveyor>,
}

impl Studio {
    /// Pixels of a side of a frame.
    pub const LARGEST: u32 = 8192;

    /// Opens a device to draw frames of `width` by `height` pixels, both even. `path_of` says where the file of
    /// a medium lies.
    ///
    /// # Errors
    /// When there is no driver to draw with, or the size is none.
    pub fn open(
        width: u32,
        height: u32,
        path_of: impl Fn(&Media) -> PathBuf + Send + Sync + 'static,
    ) -> Result<Self, StageError> {
        Self::on(Gpu::open()?, width, height, path_of)
    }

    /// As [`Studio::open`], on a device that is there.
    ///
    /// # Errors
    /// When the size is none, or more than the device draws.
    pub fn on(
        gpu: Gpu,
        width: u32,
        height: u32,
        path_of: impl Fn(&Media) -> PathBuf + Send + Sync + 'static,
    ) -> Result<Self, StageError> {
        let most = Self::LARGEST.min(gpu.device.limits().max_texture_dimension_2d);
        let fits = |side: u32| (2..=most).contains(&side) && side.is_multiple_of(2);
        if !fits(width) || !fits(height) {
            return Err(StageError::Size { width, height, most });
        }
        let queues = Queues { device: gpu.device.clone(), queue: gpu.queue.clone() };
        Ok(Self {
            screen: OffScreen::new(&queues, [width, height]),
            painter: Painter::new(gpu.device.clone(), gpu.queue.clone()),
            scenery: Scenery::new(Box::new(path_of), Loading::Now),
            device: gpu,
            gpu: queues,
            size: [width, height],
            surveyor: None,
        })
    }

    /// What drew: the same identity and the same build draw the same pixels.
    pub fn identity(&self) -> &str {
        &self.device.name
    }

    /// Width and height of its frames in pixels.
    pub fn size(&self) -> [u32; 2] {
        self.size
    }

    pub fn scenery(&mut self) -> &mut Scenery {
        &mut self.scenery
    }

    /// Whether [`Studio::collect`] must come before the next [`Studio::submit`].
    pub fn is_full(&self) -> bool {
        self.screen.is_full()
    }

    /// Draws a moment, and does not wait for it. When the studio is full nothing is drawn.
    ///
    /// # Errors
    /// When a picture in it cannot be read.
    pub fn submit(&mut self, world: &World, moment: &Moment) -> Result<(), StageError> {
        if self.is_full() {
            return Err(StageError::Full);
        }
        let drawing = self.scenery.drawing(world, moment, self.size)?;
        let encoder = self.draw(&drawing);
        self.screen.submit(&self.gpu, encoder);
        Ok(())
    }

    /// Waits for the oldest frame: NV12, BT.709 of limited range, rows without gaps.
    ///
    /// # Errors
    /// When nothing was submitted, or the device fails.
    pub fn collect(&mut self) -> Result<Arc<[u8]>, StageError> {
        let frame = self.screen.collect(&self.gpu);
        self.trust()?;
        Ok(frame?)
    }

    /// Drops what was submitted and not collected.
    pub fn forget_pending(&mut self) {
        self.screen.forget(&self.gpu);
    }

    /// Draws a moment and waits for its pixels. What was submitted stays.
    ///
    /// # Errors
    /// When a picture in it cannot be read, or the device fails.
    pub fn still(&mut self, world: &World, moment: &Moment) -> Result<RgbImage, StageError> {
        let drawing = self.scenery.drawing(world, moment, self.size)?;
        let encoder = self.draw(&drawing);
        let pixels = self.screen.read(&self.gpu, encoder);
        self.trust()?;
        let pixels = pixels?;
        let [width, height] = self.size;
        let rgb = pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Ok(RgbImage::from_raw(width, height, rgb).unwrap_or_default())
    }

    /// What stands in a moment, without words, light and weather; to be surveyed, or inked.
    ///
    /// # Errors
    /// When a picture in it cannot be read.
    pub fn plain(&mut self, world: &World, moment: &Moment) -> Result<Drawing, StageError> {
        self.scenery.plain(world, moment, self.size)
    }

    /// Measures how far off everything in a frame is, and which way it faces.
    ///
    /// # Errors
    /// When the device fails.
    pub fn survey(&mut self, drawing: &Drawing) -> Result<Survey, StageError> {
        let painter = &mut self.painter;
        let surveyor = self.surveyor.get_or_insert_with(|| Surveyor::new(painter, drawing));
        let survey = surveyor.survey(painter, drawing);
        self.trust()?;
        Ok(survey?)
    }

    /// Draws the ink of a [plain](Studio::plain) drawing alone, white on black.
    ///
    /// # Errors
    /// When the device fails.
    pub fn ink(&mut self, drawing: &Drawing) -> Result<GrayImage, StageError> {
        let painter = &mut self.painter;
        let surveyor = self.surveyor.get_or_insert_with(|| Surveyor::new(painter, drawing));
        let ink = surveyor.ink(painter, drawing);
        self.trust()?;
        Ok(ink?)
    }

    /// Whether what the device gave back is what was drawn.
    fn trust(&self) -> Result<(), StageError> {
        match self.device.fault() {
            None => Ok(()),
            Some(fault) => Err(StageError::Failed { fault: fault.to_owned() }),
        }
    }

    fn draw(&mut self, drawing: &Drawing) -> wgpu::CommandEncoder {
        let mut encoder = self.gpu.device.create_command_encoder(&Default::default());
        self.painter.encode(drawing, &self.screen.view, &mut encoder);
        encoder
    }
}
