//! The painter: lays a [`Drawing`] on a texture. The same in a window and without one.

use std::sync::Arc;

use wgpu::{
    BindGroup, BufferUsages, Color, CommandEncoder, IndexFormat, LoadOp, Operations, RenderPass,
    StoreOp, TextureUsages, TextureView,
};

use crate::drawing::{CardQuad, Drawing, SetMesh, Stage};
use crate::pipelines::{DEPTH, Pipelines, SHOWN};
use crate::shelf::Shelf;
use crate::texture::{Texels, atlas_group, texture, texture_group};
use crate::upload::{Queues, Upload};

/// Draws on one device, and keeps there what many frames share.
pub struct Painter {
    gpu: Queues,
    pipelines: Pipelines,
    sampler: wgpu::Sampler,
    canvas: Option<Canvas>,
    stage: Bound,
    lens: Bound,
    sheet: Upload,
    scale: Bound,
    bodies: [Upload; 2],
    shadows: Upload,
    marks: Upload,
    strokes: Upload,
    cards: Upload,
    plates: Upload,
    letters: Upload,
    quads: Upload,
    quads_written: u32,
    sets: Shelf<SetBuffers>,
    pictures: Shelf<BindGroup>,
    atlas: Option<((u64, u64), BindGroup)>,
    blank: BindGroup,
}

/// A uniform buffer with the group that binds it.
struct Bound {
    buffer: Upload,
    group: Option<BindGroup>,
}

/// Where the stage is drawn before it is developed.
struct Canvas {
    size: [u32; 2],
    colour: TextureView,
    depth: TextureView,
}

struct SetBuffers {
    corners: wgpu::Buffer,
    indices: wgpu::Buffer,
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

    fn upload(&mut self, drawing: &Drawing) {
        self.sets.begin();
        let gpu = &self.gpu;
        let uniform = &self.pipelines.uniform;
        self.lens.write(gpu, uniform, &drawing.clip_from_world.to_cols_array());
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
                self.sets.put(set.mesh.key, 1, || SetBuffers::new(gpu, set));
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

    fn ready_canvas(&mut self, size: [u32; 2]) {
        if self.canvas.as_ref().is_some_and(|canvas| canvas.size == size) {
            return;
        }
        let usage = TextureUsages::RENDER_ATTACHMENT | TextureUsages::TEXTURE_BINDING;
        let colour = texture(&self.gpu.device, size, SHOWN, usage);
        let depth = texture(&self.gpu.device, size, DEPTH, TextureUsages::RENDER_ATTACHMENT);
        let [colour, depth] =
            [colour, depth].map(|texture| texture.create_view(&Default::default()));
        self.canvas = Some(Canvas { size, colour, depth });
    }

    fn draw_stage(&self, drawing: &Drawing, stage: &Stage, encoder: &mut CommandEncoder) {
        let (Some(canvas), Some(group)) = (&self.canvas, &self.stage.group) else { return };
        let clear = Operations { load: LoadOp::Clear(0.0), store: StoreOp::Discard };
        let unmarked = Operations { load: LoadOp::Clear(0), store: StoreOp::Discard };
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("stage"),
            color_attachments: &[Some(attachment(&canvas.colour))],
            depth_stencil_attachment: Some(wgpu::RenderPassDepthStencilAttachment {
                view: &canvas.depth,
                depth_ops: Some(clear),
                stencil_ops: Some(unmarked),
            }),
            ..Default::default()
        });
        pass.set_bind_group(0, group, &[]);
        pass.set_pipeline(&self.pipelines.near);
        self.bodies(&mut pass, stage.body_indices.len() as u32);
        if let Some(set) = stage.set.as_ref().and_then(|set| self.sets.get(set.mesh.key)) {
            if stage.is_wide {
                pass.set_pipeline(&self.pipelines.wide);
            }
            pass.set_vertex_buffer(0, set.corners.slice(..));
            pass.set_index_buffer(set.indices.slice(..), IndexFormat::Uint32);
            for seen in &stage.seen {
                pass.draw_indexed(seen.clone(), 0, 0..1);
            }
        }
        pass.set_pipeline(&self.pipelines.sky);
        pass.draw(0..3, 0..1);
        self.quads(&mut pass, &self.pipelines.stroke, &self.strokes, stage.strokes.sky.clone());
        self.marks(&mut pass, stage.on_surfaces.clone());
        self.shadows(&mut pass, stage.shadows.len() as u32);
        self.cards(&mut pass, drawing, 0);
        pass.set_bind_group(0, group, &[]);
        self.quads(&mut pass, &self.pipelines.stroke, &self.strokes, stage.strokes.ink.clone());
        self.marks(&mut pass, stage.in_air.clone());
        self.quads(&mut pass, &self.pipelines.stroke, &self.strokes, stage.strokes.weather.clone());
    }

    fn bodies(&self, pass: &mut RenderPass<'_>, count: u32) {
        let [corners, indices] = &self.bodies;
        if let (Some(corners), Some(indices), true) =
            (corners.buffer(), indices.buffer(), count > 0)
        {
            pass.set_vertex_buffer(0, corners.slice(..));
            pass.set_index_buffer(indices.slice(..), IndexFormat::Uint32);
            pass.draw_indexed(0..count, 0, 0..1);
        }
    }

    fn shadows(&self, pass: &mut RenderPass<'_>, count: u32) {
        if let (Some(shadows), true) = (self.shadows.buffer(), count > 0) {
            pass.set_pipeline(&self.pipelines.shadow);
            pass.set_stencil_reference(0);
            pass.set_vertex_buffer(0, shadows.slice(..));
            pass.draw(0..count, 0..1);
        }
    }

    fn marks(&self, pass: &mut RenderPass<'_>, range: std::ops::Range<u32>) {
        if let (Some(marks), false) = (self.marks.buffer(), range.is_empty()) {
            pass.set_pipeline(&self.pipelines.mark);
            pass.set_vertex_buffer(0, marks.slice(..));
            pass.draw(range, 0..1);
        }
    }

    fn quads(
        &self,
        pass: &mut RenderPass<'_>,
        pipeline: &wgpu::RenderPipeline,
        corners: &Upload,
        range: std::ops::Range<u32>,
    ) {
        let (Some(corners), Some(indices)) = (corners.buffer(), self.quads.buffer()) else {
            return;
        };
        if !range.is_empty() {
            pass.set_pipeline(pipeline);
            pass.set_vertex_buffer(0, corners.slice(..));
            pass.set_index_buffer(indices.slice(..), IndexFormat::Uint32);
            pass.draw_indexed(range.start * 6..range.end * 6, 0, 0..1);
        }
    }

    /// `over` is 0 on the stage, 1 on the bare frame.
    fn cards(&self, pass: &mut RenderPass<'_>, drawing: &Drawing, over: usize) {
        let Some(lens) = &self.lens.group else { return };
        for (index, card) in (0_u32..).zip(&drawing.cards) {
            let Some(picture) = self.pictures.get(card.picture.key()) else { continue };
            pass.set_bind_group(0, lens, &[]);
            pass.set_bind_group(1, picture, &[]);
            let pipeline = &self.pipelines.card[over][usize::from(card.has_border)];
            self.quads(pass, pipeline, &self.cards, index..index + 1);
        }
    }

    fn draw_frame(
        &mut self,
        drawing: &Drawing,
        target: &TextureView,
        encoder: &mut CommandEncoder,
    ) {
        let sheet = drawing.stage.is_some().then(|| self.sheet_group(drawing)).flatten();
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("frame"),
            color_attachments: &[Some(attachment(target))],
            ..Default::default()
        });
        let place = drawing.picture;
        let [x, y, width, height] = [place.x, place.y, place.width, place.height];
        pass.set_viewport(x as f32, y as f32, width as f32, height as f32, 0.0, 1.0);
        pass.set_scissor_rect(x, y, width, height);
        if let Some(sheet) = &sheet {
            pass.set_pipeline(&self.pipelines.develop);
            pass.set_bind_group(0, sheet, &[]);
            pass.draw(0..3, 0..1);
        } else {
            self.cards(&mut pass, drawing, 1);
        }
        let [width, height] = drawing.frame;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        pass.set_scissor_rect(0, 0, width, height);
        self.letter(&mut pass, drawing);
    }

    fn sheet_group(&mut self, drawing: &Drawing) -> Option<BindGroup> {
        let place = drawing.picture;
        let (last_x, last_y) = (place.width - 1, place.height - 1);
        let values = [place.x, place.y, last_x, last_y, GRAIN.to_bits(), 0, 0, 0];
        self.sheet.write(&self.gpu, &values);
        let (canvas, buffer) = (self.canvas.as_ref()?, self.sheet.buffer()?);
        Some(self.gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("sheet"),
            layout: &self.pipelines.sheet,
            entries: &[
                wgpu::BindGroupEntry {
                    binding: 0,
                    resource: wgpu::BindingResource::TextureView(&canvas.colour),
                },
                wgpu::BindGroupEntry { binding: 1, resource: buffer.as_entire_binding() },
            ],
        }))
    }

    fn letter(&self, pass: &mut RenderPass<'_>, drawing: &Drawing) {
        let Some(scale) = &self.scale.group else { return };
        let words = &drawing.lettering;
        pass.set_bind_group(0, scale, &[]);
        pass.set_bind_group(1, &self.blank, &[]);
        let quads = |corners: usize| 0..corners as u32 / 4;
        self.quads(pass, &self.pipelines.plate, &self.plates, quads(words.plates.len()));
        if let Some((_, atlas)) = &self.atlas {
            pass.set_bind_group(1, atlas, &[]);
            self.quads(pass, &self.pipelines.letter, &self.letters, quads(words.letters.len()));
        }
    }
}

/// Grain of the paper, as a share of white: seen as a surface, never as a pattern.
const GRAIN: f32 = 0.012;

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

impl SetBuffers {
    fn new(gpu: &Queues, set: &Arc<SetMesh>) -> Self {
        Self {
            corners: gpu.fixed("set", BufferUsages::VERTEX, &set.corners),
            indices: gpu.fixed("set indices", BufferUsages::INDEX, &set.mesh.indices),
        }
    }
}

#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct CardCorner {
    position: [f32; 3],
    uv: [f32; 2],
    opacity: f32,
}

fn card_corners(cards: &[CardQuad]) -> Vec<CardCorner> {
    let uvs = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
    let corner = |card: &CardQuad, index: usize| CardCorner {
        position: card.corners[index].to_array(),
        uv: uvs[index],
        opacity: card.opacity,
    };
    cards.iter().flat_map(|card| [0, 1, 2, 3].map(|index| corner(card, index))).collect()
}

fn attachment(view: &TextureView) -> wgpu::RenderPassColorAttachment<'_> {
    let ops = Operations { load: LoadOp::Clear(Color::BLACK), store: StoreOp::Store };
    wgpu::RenderPassColorAttachment { view, resolve_target: None, depth_slice: None, ops }
}
