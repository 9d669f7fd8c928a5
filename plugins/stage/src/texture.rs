//! Textures: drawn to, or shown.

use wgpu::{BindGroup, TextureUsages};

use crate::lettering::Atlas;
use crate::picture::Picture;
use crate::pipelines::SHOWN;
use crate::upload::Queues;

pub(crate) fn texture(
    device: &wgpu::Device,
    [width, height]: [u32; 2],
    format: wgpu::TextureFormat,
    usage: TextureUsages,
) -> wgpu::Texture {
    device.create_texture(&wgpu::TextureDescriptor {
        label: None,
        size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage,
        view_formats: &[],
    })
}

/// Pixels in one or more sizes.
pub(crate) struct Texels<'a> {
    pub size: [u32; 2],
    pub levels: &'a [Vec<u8>],
    /// [`SHOWN`], or one byte a pixel.
    pub format: wgpu::TextureFormat,
}

impl<'a> Texels<'a> {
    pub(crate) fn of(picture: &'a Picture) -> Self {
        Self { size: picture.size(), levels: picture.levels(), format: SHOWN }
    }
}

pub(crate) fn atlas_group(
    gpu: &Queues,
    layout: &wgpu::BindGroupLayout,
    sampler: &wgpu::Sampler,
    atlas: &Atlas,
) -> BindGroup {
    let format = wgpu::TextureFormat::R8Unorm;
    let texels = Texels { size: [atlas.width, atlas.height], levels: &atlas.pixels, format };
    texture_group(gpu, layout, sampler, &texels)
}

pub(crate) fn texture_group(
    gpu: &Queues,
    layout: &wgpu::BindGroupLayout,
    sampler: &wgpu::Sampler,
    texels: &Texels<'_>,
) -> BindGroup {
    let [width, height] = texels.size;
    let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some("picture"),
        size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
        mip_level_count: texels.levels.len() as u32,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: texels.format,
        usage: TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST,
        view_formats: &[],
    });
    let mut side = [width, height];
    for (level, pixels) in (0_u32..).zip(texels.levels) {
        let place = wgpu::TexelCopyTextureInfo { mip_level: level, ..texture.as_image_copy() };
        let rows = wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(side[0] * texels.format.block_copy_size(None).unwrap_or(4)),
            rows_per_image: None,
        };
        let size = wgpu::Extent3d { width: side[0], height: side[1], depth_or_array_layers: 1 };
        gpu.queue.write_texture(place, pixels, rows, size);
        side = side.map(|length| (length / 2).max(1));
    }
    gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("picture"),
        layout,
        entries: &[
            wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::TextureView(
                    &texture.create_view(&Default::default()),
                ),
            },
            wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::Sampler(sampler) },
        ],
    })
}
