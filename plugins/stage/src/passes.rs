//! The passes of a frame: the stage, then the frame that shows it.

use std::ops::Range;

use wgpu::{
    BindGroup, Color, CommandEncoder, IndexFormat, LoadOp, Operations, RenderPass, StoreOp,
    TextureView,
};

use crate::drawing::{Drawing, Stage};
use crate::painter::Painter;
use crate::upload::Upload;

/// Grain of the paper, as a share of white: seen as a surface, never as a pattern.
const GRAIN: f32 = 0.012;

impl Painter {
    pub(crate) fn draw_stage(
        &self,
        drawing: &Drawing,
        stage: &Stage,
        encoder: &mut CommandEncoder,
    ) {
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
        let [bodies, body_indices] = &self.bodies;
        triangles(&mut pass, bodies.buffer(), body_indices, stage.body_indices.len());
        if stage.is_wide {
            pass.set_pipeline(&self.pipelines.wide);
        }
        let set = stage.set.as_ref().and_then(|set| self.sets.get(set.mesh.key));
        triangles(&mut pass, set, &self.set_indices, stage.set_indices.len());
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

    fn shadows(&self, pass: &mut RenderPass<'_>, count: u32) {
        if let (Some(shadows), true) = (self.shadows.buffer(), count > 0) {
            pass.set_pipeline(&self.pipelines.shadow);
            pass.set_stencil_reference(0);
            pass.set_vertex_buffer(0, shadows.slice(..));
            pass.draw(0..count, 0..1);
        }
    }

    fn marks(&self, pass: &mut RenderPass<'_>, range: Range<u32>) {
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
        range: Range<u32>,
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
            let pipeline = &self.pipelines.card[over][card.look as usize];
            self.quads(pass, pipeline, &self.cards, index..index + 1);
        }
    }

    pub(crate) fn draw_frame(
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

fn triangles(
    pass: &mut RenderPass<'_>,
    corners: Option<&wgpu::Buffer>,
    indices: &Upload,
    count: usize,
) {
    if let (Some(corners), Some(indices), true) = (corners, indices.buffer(), count > 0) {
        pass.set_vertex_buffer(0, corners.slice(..));
        pass.set_index_buffer(indices.slice(..), IndexFormat::Uint32);
        pass.draw_indexed(0..count as u32, 0, 0..1);
    }
}

fn attachment(view: &TextureView) -> wgpu::RenderPassColorAttachment<'_> {
    let ops = Operations { load: LoadOp::Clear(Color::BLACK), store: StoreOp::Store };
    wgpu::RenderPassColorAttachment { view, resolve_target: None, depth_slice: None, ops }
}
