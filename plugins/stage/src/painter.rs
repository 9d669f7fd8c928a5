//! The painter: lays a [`Drawing`] on a texture. The same in a window and without one.

use wgpu::{BindGroup, BufferUsages, CommandEncoder, TextureUsages, TextureView};

use crate::drawing::{CardQuad, Drawing};
use crate::pipelines::{DEPTH, Pipelines, SHOWN};
use crate::shelf::Shelf;
use crate::texture::{Texels, atlas_group, texture, texture_group};
use crate::upload::{Queues, Upload};

/// Draws on one device, and keeps there what many frames share.
pub struct Painter {
    pub(crate) gpu: Queues,
    pub(crate) pipelines: Pipelines,
    pub(crate) sampler: wgpu::Sampler,
    pub(crate) canvas: Option<Canvas>,
    pub(crate) stage: Bound,
    pub(crate) lens: Bound,
    pub(crate) sheet: Upload,
    pub(crate) scale: Bound,
    pub(crate) bodies: [Upload; 2],
    pub(crate) shadows: Upload,
    pub(crate) set_indices: Upload,
    pub(crate) marks: Upload,
    pub(crate) strokes: Upload,
    pub(crate) cards: Upload,
    pub(crate) plates: Upload,
    pub(crate) letters: Upload,
    pub(crate) quads: Upload,
    pub(crate) quads_written: u32,
    pub(crate) sets: Shelf<wgpu::Buffer>,
    pub(crate) pictures: Shelf<BindGroup>,
    pub(crate) atlas: Option<((u64, u64), BindGroup)>,
    pub(crate) blank: BindGroup,
}

/// A uniform buffer with the group that binds it.
pub(crate) struct Bound {
    pub buffer: Upload,
    pub group: Option<BindGroup>,
}

/// Where the stage is drawn before it is developed.
pub(crate) struct Canvas {
    pub size: [u32; 2],
    pub colour: TextureView,
    pub depth: TextureView,
    /// The depths alone, to be read.
    pub deep: TextureView,
    /// What the lens spreads, at half the size.
    pub soft: TextureView,
}

/// Bytes of pictures that are kept on the device.
const PICTURE_BYTES: usize = 256 << 20;
const SETS: usize = 12;

impl Painter {
    pub fn new(device: wgpu::Device, queue: wgpu::Queue) -> Self {
        let pipelines = Pipelines::new(&device);
        let gpu = Queues { device, queue };
        let sampler = gpu.device.create_sampler(&wgpu::SamplerDescriptor {
            label: Some("smooth"),
            mag_filter: wgpu::FilterMode::Linear,
            min_filter: wgpu::FilterMode::Linear,
            mipmap_filter: wgpu::MipmapFilterMode::Linear,
            ..Default::default()
        });
        let white = Texels { size: [1, 1], levels: &[vec![255; 4]], format: SHOWN };
        let blank = texture_group(&gpu, &pipelines.texture, &sampler, &white);
        let vertex = |label| Upload::new(label, BufferUsages::VERTEX);
        let bound =
            |label| Bound { buffer: Upload::new(label, BufferUsages::UNIFORM), group: None };
        Self {
            sampler,
            canvas: None,
            stage: bound("stage"),
            lens: bound("lens"),
            sheet: Upload::new("sheet", BufferUsages::UNIFORM),
            scale: bound("scale"),
            bodies: [vertex("bodies"), Upload::new("body indices", BufferUsages::INDEX)],
            shadows: vertex("shadows"),
            set_indices: Upload::new("set indices", BufferUsages::INDEX),
            marks: vertex("marks"),
            strokes: vertex("strokes"),
            cards: vertex("cards"),
            plates: vertex("plates"),
            letters: vertex("letters"),
            quads: Upload::new("quads", BufferUsages::INDEX),
            quads_written: 0,
            sets: Shelf::new(SETS),
            pictures: Shelf::new(PICTURE_BYTES),
            atlas: None,
            blank,
            pipelines,
            gpu,
        }
    }

    /// Draws on `target`, a view of [`SHOWN`] pixels as large as the drawing's frame.
    pub fn draw(&mut self, drawing: &Drawing, target: &TextureView) {
        let label = Some("stage");
        let mut encoder =
            self.gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label });
        self.encode(drawing, target, &mut encoder);
        self.gpu.queue.submit([encoder.finish()]);
    }

    /// As [`Painter::draw`], into commands that the caller submits.
    pub fn encode(
        &mut self,
        drawing: &Drawing,
        target: &TextureView,
        encoder: &mut CommandEncoder,
    ) {
        self.upload(drawing);
        if let Some(stage) = &drawing.stage {
            self.ready_canvas([drawing.picture.width, drawing.picture.height]);
            self.draw_stage(drawing, stage, encoder);
        }
        self.draw_frame(drawing, target, encoder);
    }

    pub(crate) fn upload(&mut self, drawing: &Drawing) {
        self.sets.begin();
        let gpu = &self.gpu;
        let uniform = &self.pipelines.uniform;
        let lens = [drawing.clip_from_world, drawing.view_from_world];
        self.lens.write(gpu, uniform, &lens.map(|matrix| matrix.to_cols_array()));
        let [width, height] = drawing.frame.map(|side| side as f32);
        self.scale.write(gpu, uniform, &[2.0 / width, 2.0 / height, 0.0, 0.0]);
        let mut quads = drawing.cards.len() as u32;
        self.cards.write(gpu, &card_corners(&drawing.cards));
        if let Some(stage) = &drawing.stage {
            self.stage.write(gpu, uniform, std::slice::from_ref(stage.uniform.as_ref()));
            self.bodies[0].write(gpu, &stage.bodies);
            self.bodies[1].write(gpu, &stage.body_indices);
            self.shadows.write(gpu, &stage.shadows);
            self.marks.write(gpu, &stage.marks);
            self.strokes.write(gpu, &stage.strokes.corners);
            quads = quads.max(stage.strokes.count());
            if let Some(set) = &stage.set {
                self.set_indices.write(gpu, &stage.set_indices);
                let make = || gpu.fixed("set", BufferUsages::VERTEX, &set.corners);
                self.sets.put(set.mesh.key, 1, make);
            }
        }
        self.plates.write(gpu, &drawing.lettering.plates);
        self.letters.write(gpu, &drawing.lettering.letters);
        quads = quads.max(drawing.lettering.plates.len() as u32 / 4);
        quads = quads.max(drawing.lettering.letters.len() as u32 / 4);
        let (texture, sampler) = (&self.pipelines.texture, &self.sampler);
        self.pictures.begin();
        for card in &drawing.cards {
            let picture = &card.picture;
            self.pictures.put(picture.key(), picture.bytes(), || {
                texture_group(gpu, texture, sampler, &Texels::of(picture))
            });
        }
        if let Some(atlas) = &drawing.lettering.atlas
            && self.atlas.as_ref().is_none_or(|(version, _)| *version != atlas.version)
        {
            let group = atlas_group(gpu, texture, sampler, atlas);
            self.atlas = Some((atlas.version, group));
        }
        self.ready_quads(quads);
    }

    /// Six indices for each four corners.
    fn ready_quads(&mut self, quads: u32) {
        if quads > self.quads_written {
            self.quads_written = quads.next_power_of_two();
            let indices: Vec<u32> = (0..self.quads_written)
                .flat_map(|quad| [0, 1, 2, 2, 1, 3].map(|corner| quad * 4 + corner))
                .collect();
            self.quads.write(&self.gpu, &indices);
        }
    }

    pub(crate) fn ready_canvas(&mut self, size: [u32; 2]) {
        if self.canvas.as_ref().is_some_and(|canvas| canvas.size == size) {
            return;
        }
        let usage = TextureUsages::RENDER_ATTACHMENT
            | TextureUsages::TEXTURE_BINDING
            | TextureUsages::COPY_SRC;
        let colour = texture(&self.gpu.device, size, SHOWN, usage);
        let read = TextureUsages::RENDER_ATTACHMENT | TextureUsages::TEXTURE_BINDING;
        let depths = texture(&self.gpu.device, size, DEPTH, read);
        let deep = depths.create_view(&wgpu::TextureViewDescriptor {
            aspect: wgpu::TextureAspect::DepthOnly,
            ..Default::default()
        });
        let [colour, depth] =
            [colour, depths].map(|texture| texture.create_view(&Default::default()));
        let half = size.map(|side| side.div_ceil(2));
        let usage = TextureUsages::RENDER_ATTACHMENT | TextureUsages::TEXTURE_BINDING;
        let soft = texture(&self.gpu.device, half, SHOWN, usage).create_view(&Default::default());
        self.canvas = Some(Canvas { size, colour, depth, deep, soft });
    }
}

impl Bound {
    fn write<T: bytemuck::Pod>(
        &mut self,
        gpu: &Queues,
        layout: &wgpu::BindGroupLayout,
        values: &[T],
    ) {
        let is_new = self.buffer.write(gpu, values);
        if let (Some(buffer), true) = (self.buffer.buffer(), is_new || self.group.is_none()) {
            self.group = Some(gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: None,
                layout,
                entries: &[wgpu::BindGroupEntry {
                    binding: 0,
                    resource: buffer.as_entire_binding(),
                }],
            }));
        }
    }
}

#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct CardCorner {
    position: [f32; 3],
    uv: [f32; 2],
    opacity: f32,
    level: f32,
    normal: [f32; 3],
}

fn card_corners(cards: &[CardQuad]) -> Vec<CardCorner> {
    let uvs = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
    let corner = |card: &CardQuad, index: usize| CardCorner {
        position: card.corners[index].to_array(),
        uv: uvs[index],
        opacity: card.opacity,
        level: card.level,
        normal: card.normal.to_array(),
    };
    cards.iter().flat_map(|card| [0, 1, 2, 3].map(|index| corner(card, index))).collect()
}
