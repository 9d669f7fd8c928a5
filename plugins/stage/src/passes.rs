//! The passes of a frame: the stage, then the frame that shows it.

use std::ops::Range;

use wgpu::{
    BindGroup, BindGroupDescriptor, BindGroupEntry, BindGroupLayout, Color, CommandEncoder,
    IndexFormat, LoadOp, Operations, RenderPass, StoreOp, TextureView,
};

use crate::drawing::{CardLook, Drawing, Stage};
use crate::painter::Painter;
use crate::pipelines::SurveyPipelines;
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
        let depths = if drawing.defocus.is_some() { StoreOp::Store } else { StoreOp::Discard };
        let mut pass = begin("stage", &canvas.colour, &canvas.depth, depths, encoder);
        pass.set_bind_group(0, group, &[]);
        self.paint(&mut pass, stage);
        pass.set_pipeline(&self.pipelines.sky);
        pass.draw(0..3, 0..1);
        self.quads(&mut pass, &self.pipelines.stroke[0], &self.strokes, stage.strokes.sky.clone());
        self.marks(&mut pass, stage.on_surfaces.clone());
        self.shadows(&mut pass, stage.shadows.len() as u32);
        self.cards(&mut pass, drawing, |look| &self.pipelines.card[0][look as usize]);
        pass.set_bind_group(0, group, &[]);
        self.quads(&mut pass, &self.pipelines.stroke[0], &self.strokes, stage.strokes.ink.clone());
        if drawing.defocus.is_some() {
            let depths = &self.pipelines.stroke[1];
            self.quads(&mut pass, depths, &self.strokes, stage.strokes.ink.clone());
        }
        self.marks(&mut pass, stage.in_air.clone());
        self.quads(
            &mut pass,
            &self.pipelines.stroke[0],
            &self.strokes,
            stage.strokes.weather.clone(),
        );
    }

    /// The ink of the stage alone, and what hides it.
    pub(crate) fn draw_ink(&self, stage: &Stage, encoder: &mut CommandEncoder) {
        let (Some(canvas), Some(group)) = (&self.canvas, &self.stage.group) else { return };
        let mut pass = begin("ink", &canvas.colour, &canvas.depth, StoreOp::Discard, encoder);
        pass.set_bind_group(0, group, &[]);
        self.paint(&mut pass, stage);
        self.quads(&mut pass, &self.pipelines.stroke[0], &self.strokes, stage.strokes.ink.clone());
    }

    /// Normals and metres of all that stands in the picture, on `target`.
    pub(crate) fn draw_survey(
        &self,
        drawing: &Drawing,
        pipelines: &SurveyPipelines,
        target: &TextureView,
        encoder: &mut CommandEncoder,
    ) {
        let (Some(canvas), Some(lens)) = (&self.canvas, &self.lens.group) else { return };
        let mut pass = begin("survey", target, &canvas.depth, StoreOp::Discard, encoder);
        pass.set_bind_group(0, lens, &[]);
        if let Some(stage) = &drawing.stage {
            pass.set_pipeline(&pipelines.surface);
            self.bodies(&mut pass, stage);
            self.set(&mut pass, stage);
        }
        let card = &pipelines.card[usize::from(drawing.stage.is_none())];
        self.cards(&mut pass, drawing, |_| card);
    }

    fn paint(&self, pass: &mut RenderPass<'_>, stage: &Stage) {
        pass.set_pipeline(&self.pipelines.near);
        self.bodies(pass, stage);
        if stage.is_wide {
            pass.set_pipeline(&self.pipelines.wide);
        }
        self.set(pass, stage);
    }

    fn bodies(&self, pass: &mut RenderPass<'_>, stage: &Stage) {
        let [bodies, body_indices] = &self.bodies;
        triangles(pass, bodies.buffer(), body_indices, stage.body_indices.len());
    }

    fn set(&self, pass: &mut RenderPass<'_>, stage: &Stage) {
        let set = stage.set.as_ref().and_then(|set| self.sets.get(set.mesh.key));
        triangles(pass, set, &self.set_indices, stage.set_indices.len());
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

    fn cards<'a>(
        &self,
        pass: &mut RenderPass<'_>,
        drawing: &Drawing,
        pipeline_of: impl Fn(CardLook) -> &'a wgpu::RenderPipeline,
    ) {
        let Some(lens) = &self.lens.group else { return };
        for (index, card) in (0_u32..).zip(&drawing.cards) {
            let Some(picture) = self.pictures.get(card.picture.key()) else { continue };
            pass.set_bind_group(0, lens, &[]);
            pass.set_bind_group(1, picture, &[]);
            self.quads(pass, pipeline_of(card.look), &self.cards, index..index + 1);
        }
    }

    pub(crate) fn draw_frame(
        &mut self,
        drawing: &Drawing,
        target: &TextureView,
        encoder: &mut CommandEncoder,
    ) {
        let sheet = drawing.stage.is_some().then(|| self.sheet_group(drawing)).flatten();
        if sheet.is_some() && drawing.defocus.is_some() {
            self.soften(encoder);
        }
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("frame"),
            color_attachments: &[Some(attachment(target, Color::BLACK))],
            ..Default::default()
        });
        let place = drawing.picture;
        let [x, y, width, height] = [place.x, place.y, place.width, place.height];
        pass.set_viewport(x as f32, y as f32, width as f32, height as f32, 0.0, 1.0);
        pass.set_scissor_rect(x, y, width, height);
        if let Some(sheet) = &sheet {
            pass.set_pipeline(&self.pipelines.develop[usize::from(drawing.defocus.is_some())]);
            pass.set_bind_group(0, sheet, &[]);
            pass.draw(0..3, 0..1);
        } else {
            self.cards(&mut pass, drawing, |look| &self.pipelines.card[1][look as usize]);
        }
        let [width, height] = drawing.frame;
        pass.set_viewport(0.0, 0.0, width as f32, height as f32, 0.0, 1.0);
        pass.set_scissor_rect(0, 0, width, height);
        self.letter(&mut pass, drawing);
    }

    fn sheet_group(&mut self, drawing: &Drawing) -> Option<BindGroup> {
        let place = drawing.picture;
        let (last_x, last_y) = (place.width - 1, place.height - 1);
        let lens = drawing.defocus.map_or([0.0; 3], |one| [one.focus, one.spread, one.most]);
        let [focus, spread, most] = lens.map(f32::to_bits);
        let values = [place.x, place.y, last_x, last_y, GRAIN.to_bits(), focus, spread, most];
        self.sheet.write(&self.gpu, &values);
        self.group_of(&self.pipelines.sheet, true)
    }

    /// What is drawn, and how it is to be developed.
    fn group_of(&self, layout: &BindGroupLayout, softened: bool) -> Option<BindGroup> {
        let (canvas, buffer) = (self.canvas.as_ref()?, self.sheet.buffer()?);
        let view = |binding, view| BindGroupEntry {
            binding,
            resource: wgpu::BindingResource::TextureView(view),
        };
        let mut entries = vec![
            view(0, &canvas.colour),
            BindGroupEntry { binding: 1, resource: buffer.as_entire_binding() },
            view(2, &canvas.deep),
        ];
        entries.extend(softened.then(|| view(3, &canvas.soft)));
        let label = Some("sheet");
        let group = BindGroupDescriptor { label, layout, entries: &entries };
        Some(self.gpu.device.create_bind_group(&group))
    }

    /// What the lens spreads, at half the size.
    fn soften(&self, encoder: &mut CommandEncoder) {
        let Some(canvas) = &self.canvas else { return };
        let Some(group) = self.group_of(&self.pipelines.drawn, false) else { return };
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("soften"),
            color_attachments: &[Some(attachment(&canvas.soft, Color::TRANSPARENT))],
            ..Default::default()
        });
        pass.set_pipeline(&self.pipelines.soften);
        pass.set_bind_group(0, &group, &[]);
        pass.draw(0..3, 0..1);
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

/// A pass that draws on `colour`: nothing yet, nor in its depth.
fn begin<'a>(
    label: &'static str,
    colour: &TextureView,
    depth: &TextureView,
    depths: StoreOp,
    encoder: &'a mut CommandEncoder,
) -> RenderPass<'a> {
    let clear = Operations { load: LoadOp::Clear(0.0), store: depths };
    let unmarked = Operations { load: LoadOp::Clear(0), store: StoreOp::Discard };
    encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
        label: Some(label),
        color_attachments: &[Some(attachment(colour, Color::TRANSPARENT))],
        depth_stencil_attachment: Some(wgpu::RenderPassDepthStencilAttachment {
            view: depth,
            depth_ops: Some(clear),
            stencil_ops: Some(unmarked),
        }),
        ..Default::default()
    })
}

fn attachment(view: &TextureView, clear: Color) -> wgpu::RenderPassColorAttachment<'_> {
    let ops = Operations { load: LoadOp::Clear(clear), store: StoreOp::Store };
    wgpu::RenderPassColorAttachment { view, resolve_target: None, depth_slice: None, ops }
}
