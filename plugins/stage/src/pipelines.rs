//! The pipelines of `shaders/`: what each draws, how it blends, what it tests.

use wgpu::{
    BlendComponent, BlendFactor, BlendOperation, BlendState, ColorTargetState, CompareFunction,
    DepthStencilState, Face, PipelineLayout, RenderPipeline, ShaderModule, StencilFaceState,
    StencilOperation, StencilState, TextureFormat, VertexBufferLayout, VertexStepMode,
    vertex_attr_array,
};

/// Every colour texture that is drawn to: values as they are shown.
pub const SHOWN: TextureFormat = TextureFormat::Rgba8Unorm;
/// A normal, and metres.
pub(crate) const SURVEYED: TextureFormat = TextureFormat::Rgba32Float;
pub(crate) const DEPTH: TextureFormat = TextureFormat::Depth24PlusStencil8;

/// The shaders, by name, as they are compiled in.
pub const SHADERS: [(&str, &str); 6] = [
    ("stage.wgsl", include_str!("../../../shaders/stage.wgsl")),
    ("card.wgsl", include_str!("../../../shaders/card.wgsl")),
    ("develop.wgsl", include_str!("../../../shaders/develop.wgsl")),
    ("lettering.wgsl", include_str!("../../../shaders/lettering.wgsl")),
    ("nv12.wgsl", include_str!("../../../shaders/nv12.wgsl")),
    ("survey.wgsl", include_str!("../../../shaders/survey.wgsl")),
];

pub(crate) struct Pipelines {
    /// One uniform buffer, in all stages.
    pub uniform: wgpu::BindGroupLayout,
    /// A texture and its sampler.
    pub texture: wgpu::BindGroupLayout,
    /// The drawn stage, a uniform buffer, the depths of the stage, and what the lens spreads.
    pub sheet: wgpu::BindGroupLayout,
    /// As `sheet`, but for what the lens spreads.
    pub drawn: wgpu::BindGroupLayout,
    /// Haze by corner, and by pixel.
    pub near: RenderPipeline,
    pub wide: RenderPipeline,
    pub sky: RenderPipeline,
    pub mark: RenderPipeline,
    pub shadow: RenderPipeline,
    /// Their colour, and their depths.
    pub stroke: [RenderPipeline; 2],
    /// On the stage, then on the bare frame; each by [`CardLook`](crate::drawing::CardLook).
    pub card: [[RenderPipeline; 3]; 2],
    /// All of it sharp, and as the lens is focused.
    pub develop: [RenderPipeline; 2],
    pub soften: RenderPipeline,
    pub letter: RenderPipeline,
    pub plate: RenderPipeline,
}

impl Pipelines {
    pub(crate) fn new(device: &wgpu::Device) -> Self {
        let uniform = layout(device, "uniform", &[uniform_entry(0)]);
        let texture = layout(device, "texture", &[texture_entry(0), sampler_entry(1)]);
        let sheet = layout(
            device,
            "sheet",
            &[texture_entry(0), uniform_entry(1), depth_entry(2), texture_entry(3)],
        );
        let drawn = layout(device, "drawn", &[texture_entry(0), uniform_entry(1), depth_entry(2)]);
        let maker = Maker::new(device);
        let stage = maker.layout(&[&uniform]);
        let pictured = maker.layout(&[&uniform, &texture]);
        let developed = maker.layout(&[&sheet]);
        let softened = maker.layout(&[&drawn]);
        let [near, wide, sky, mark, shadow, stroke, deep_stroke] = stage_pipelines(&maker, &stage);
        let stroke = [stroke, deep_stroke];
        let card = [Some(depth(false, CompareFunction::GreaterEqual)), None].map(|depth| {
            let over = Some(BlendState::PREMULTIPLIED_ALPHA_BLENDING);
            let looks = [
                ("card_fragment", over),
                ("card_border_fragment", over),
                ("card_whole_fragment", None),
            ];
            looks.map(|(fragment, blend)| {
                maker.make(&Recipe {
                    layout: &pictured,
                    shader: CARD,
                    entries: ["card_vertex", fragment],
                    corners: Some(CARD_CORNER),
                    target: SHOWN,
                    blend,
                    depth: depth.clone(),
                    cull: None,
                })
            })
        });
        let flat = |shader, entries, layout, corners, blend| {
            let (target, depth, cull) = (SHOWN, None, None);
            maker.make(&Recipe { layout, shader, entries, corners, target, blend, depth, cull })
        };
        let over = Some(BlendState::PREMULTIPLIED_ALPHA_BLENDING);
        let lettering = |fragment| {
            flat(LETTERING, ["lettering_vertex", fragment], &pictured, Some(LETTER_CORNER), over)
        };
        Self {
            near,
            wide,
            sky,
            mark,
            shadow,
            stroke,
            card,
            develop: ["develop_fragment", "develop_focus_fragment"].map(|fragment| {
                flat(DEVELOP, ["develop_vertex", fragment], &developed, None, None)
            }),
            soften: flat(DEVELOP, ["develop_vertex", "soften_fragment"], &softened, None, None),
            letter: lettering("letter_fragment"),
            plate: lettering("plate_fragment"),
            uniform,
            texture,
            sheet,
            drawn,
        }
    }
}

const STAGE: usize = 0;
const CARD: usize = 1;
const DEVELOP: usize = 2;
const LETTERING: usize = 3;
const SURVEY: usize = 5;

/// Those of `survey.wgsl`, made when they are first needed.
pub(crate) struct SurveyPipelines {
    pub surface: RenderPipeline,
    /// On the stage, where what is nearest counts, then on the bare frame, where what is laid last does.
    pub card: [RenderPipeline; 2],
}

impl SurveyPipelines {
    pub(crate) fn new(device: &wgpu::Device, shared: &Pipelines) -> Self {
        let maker = Maker::new(device);
        let [surface, pictured] =
            [maker.layout(&[&shared.uniform]), maker.layout(&[&shared.uniform, &shared.texture])];
        let make = |layout, entries, corners, compare, cull| {
            let depth = Some(depth(true, compare));
            let (shader, target, blend, corners) = (SURVEY, SURVEYED, None, Some(corners));
            maker.make(&Recipe { layout, shader, entries, corners, target, blend, depth, cull })
        };
        let card =
            |compare| make(&pictured, ["card_vertex", "card_fragment"], CARD_CORNER, compare, None);
        let nearer = CompareFunction::GreaterEqual;
        Self {
            surface: make(
                &surface,
                ["surface_vertex", "surface_fragment"],
                SURFACE_CORNER,
                nearer,
                Some(Face::Back),
            ),
            card: [card(nearer), card(CompareFunction::Always)],
        }
    }
}

fn stage_pipelines(maker: &Maker<'_>, layout: &PipelineLayout) -> [RenderPipeline; 7] {
    let over = Some(BlendState::PREMULTIPLIED_ALPHA_BLENDING);
    let recipe = |entries, corners, blend, depth, cull| {
        maker.make(&Recipe {
            layout,
            shader: STAGE,
            entries,
            corners,
            target: SHOWN,
            blend,
            depth: Some(depth),
            cull,
        })
    };
    let nearer = CompareFunction::GreaterEqual;
    // Each place of the ground is darkened once, however many limbs are over it.
    let once = StencilFaceState {
        compare: CompareFunction::Equal,
        pass_op: StencilOperation::IncrementClamp,
        ..StencilFaceState::IGNORE
    };
    let shaded_once = DepthStencilState {
        stencil: StencilState { front: once, back: once, read_mask: 255, write_mask: 255 },
        ..depth(false, nearer)
    };
    let surface = |entries| {
        recipe(entries, Some(SURFACE_CORNER), None, depth(true, nearer), Some(Face::Back))
    };
    [
        surface(["near_vertex", "near_fragment"]),
        surface(["wide_vertex", "wide_fragment"]),
        recipe(["sky_vertex", "sky_fragment"], None, None, depth(false, nearer), None),
        recipe(
            ["mark_vertex", "mark_fragment"],
            Some(MARK_CORNER),
            over,
            depth(false, nearer),
            None,
        ),
        recipe(["shadow_vertex", "shadow_fragment"], Some(SHADOW_CORNER), over, shaded_once, None),
        recipe(
            ["stroke_vertex", "stroke_fragment"],
            Some(STROKE_CORNER),
            over,
            depth(false, nearer),
            None,
        ),
        recipe(
            ["stroke_vertex", "stroke_depth_fragment"],
            Some(STROKE_CORNER),
            Some(BlendState { color: KEPT, alpha: KEPT }),
            depth(true, nearer),
            None,
        ),
    ]
}

/// What is there stays.
const KEPT: BlendComponent = BlendComponent {
    src_factor: BlendFactor::Zero,
    dst_factor: BlendFactor::One,
    operation: BlendOperation::Add,
};

const SURFACE_CORNER: VertexBufferLayout<'_> = VertexBufferLayout {
    array_stride: 20,
    step_mode: VertexStepMode::Vertex,
    attributes: &vertex_attr_array![0 => Float32x3, 1 => Snorm8x4, 2 => Uint8x4],
};
const SHADOW_CORNER: VertexBufferLayout<'_> = VertexBufferLayout {
    array_stride: 12,
    step_mode: VertexStepMode::Vertex,
    attributes: &vertex_attr_array![0 => Float32x3],
};
const MARK_CORNER: VertexBufferLayout<'_> = VertexBufferLayout {
    array_stride: 24,
    step_mode: VertexStepMode::Vertex,
    attributes: &vertex_attr_array![0 => Float32x3, 1 => Float32x2, 2 => Unorm8x4],
};
const STROKE_CORNER: VertexBufferLayout<'_> = VertexBufferLayout {
    array_stride: 32,
    step_mode: VertexStepMode::Vertex,
    attributes: &vertex_attr_array![0 => Float32x3, 1 => Float32x2, 2 => Float32x2, 3 => Unorm8x4],
};
const CARD_CORNER: VertexBufferLayout<'_> = VertexBufferLayout {
    array_stride: 40,
    step_mode: VertexStepMode::Vertex,
    attributes: &vertex_attr_array![
        0 => Float32x3, 1 => Float32x2, 2 => Float32, 3 => Float32, 4 => Float32x3
    ],
};
const LETTER_CORNER: VertexBufferLayout<'_> = VertexBufferLayout {
    array_stride: 32,
    step_mode: VertexStepMode::Vertex,
    attributes: &vertex_attr_array![0 => Float32x2, 1 => Float32x2, 2 => Float32x3, 3 => Unorm8x4],
};

/// What sets one pipeline apart from another.
struct Recipe<'a> {
    layout: &'a PipelineLayout,
    shader: usize,
    /// Of the vertices and the fragments.
    entries: [&'a str; 2],
    corners: Option<VertexBufferLayout<'a>>,
    target: TextureFormat,
    blend: Option<BlendState>,
    depth: Option<DepthStencilState>,
    cull: Option<Face>,
}

struct Maker<'a> {
    device: &'a wgpu::Device,
    modules: [ShaderModule; SHADERS.len()],
}

impl<'a> Maker<'a> {
    fn new(device: &'a wgpu::Device) -> Self {
        Self { device, modules: SHADERS.map(|(name, source)| module(device, name, source)) }
    }

    fn layout(&self, groups: &[&wgpu::BindGroupLayout]) -> PipelineLayout {
        let groups: Vec<_> = groups.iter().map(|group| Some(*group)).collect();
        self.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: None,
            bind_group_layouts: &groups,
            immediate_size: 0,
        })
    }

    fn make(&self, recipe: &Recipe<'_>) -> RenderPipeline {
        let module = &self.modules[recipe.shader];
        let buffers: Vec<_> = recipe.corners.iter().cloned().collect();
        let target = ColorTargetState {
            format: recipe.target,
            blend: recipe.blend,
            write_mask: wgpu::ColorWrites::ALL,
        };
        self.device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some(recipe.entries[1]),
            layout: Some(recipe.layout),
            vertex: wgpu::VertexState {
                module,
                entry_point: Some(recipe.entries[0]),
                compilation_options: Default::default(),
                buffers: &buffers,
            },
            primitive: wgpu::PrimitiveState { cull_mode: recipe.cull, ..Default::default() },
            depth_stencil: recipe.depth.clone(),
            multisample: Default::default(),
            fragment: Some(wgpu::FragmentState {
                module,
                entry_point: Some(recipe.entries[1]),
                compilation_options: Default::default(),
                targets: &[Some(target)],
            }),
            multiview_mask: None,
            cache: None,
        })
    }
}

fn depth(write: bool, compare: CompareFunction) -> DepthStencilState {
    DepthStencilState {
        format: DEPTH,
        depth_write_enabled: Some(write),
        depth_compare: Some(compare),
        stencil: StencilState::default(),
        bias: Default::default(),
    }
}

pub(crate) fn module(device: &wgpu::Device, name: &str, source: &str) -> ShaderModule {
    device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: Some(name),
        source: wgpu::ShaderSource::Wgsl(source.into()),
    })
}

fn layout(
    device: &wgpu::Device,
    label: &str,
    entries: &[wgpu::BindGroupLayoutEntry],
) -> wgpu::BindGroupLayout {
    device
        .create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: Some(label), entries })
}

fn uniform_entry(binding: u32) -> wgpu::BindGroupLayoutEntry {
    entry(
        binding,
        wgpu::BindingType::Buffer {
            ty: wgpu::BufferBindingType::Uniform,
            has_dynamic_offset: false,
            min_binding_size: None,
        },
    )
}

fn texture_entry(binding: u32) -> wgpu::BindGroupLayoutEntry {
    entry(
        binding,
        wgpu::BindingType::Texture {
            sample_type: wgpu::TextureSampleType::Float { filterable: true },
            view_dimension: wgpu::TextureViewDimension::D2,
            multisampled: false,
        },
    )
}

fn depth_entry(binding: u32) -> wgpu::BindGroupLayoutEntry {
    entry(
        binding,
        wgpu::BindingType::Texture {
            sample_type: wgpu::TextureSampleType::Depth,
            view_dimension: wgpu::TextureViewDimension::D2,
            multisampled: false,
        },
    )
}

fn sampler_entry(binding: u32) -> wgpu::BindGroupLayoutEntry {
    entry(binding, wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering))
}

fn entry(binding: u32, ty: wgpu::BindingType) -> wgpu::BindGroupLayoutEntry {
    let visibility = wgpu::ShaderStages::VERTEX_FRAGMENT;
    wgpu::BindGroupLayoutEntry { binding, visibility, ty, count: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naga_oil::compose::{Composer, NagaModuleDescriptor};

    /// As Bevy composes a shader, by the same library, and with all of naga's validation.
    #[test]
    fn every_shader_composes_and_is_valid() {
        for (file_path, source) in SHADERS {
            let mut composer = Composer::default();
            let shader = NagaModuleDescriptor { source, file_path, ..Default::default() };
            if let Err(fault) = composer.make_naga_module(shader) {
                panic!("{file_path}: {}", fault.emit_to_string(&composer));
            }
        }
    }

    #[test]
    fn a_shader_with_a_fault_is_refused_with_its_line() {
        let mut composer = Composer::default();
        let source = "fn broken() -> f32 {\n    return vec2(1.0);\n}\n";
        let shader =
            NagaModuleDescriptor { source, file_path: "broken.wgsl", ..Default::default() };
        let fault = composer.make_naga_module(shader).unwrap_err().emit_to_string(&composer);
        assert!(fault.contains("broken.wgsl") && fault.contains("return"), "{fault}");
    }
}
