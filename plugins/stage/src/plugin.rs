//! The stage in a window: draws into the texture of an image that any panel may show.

use bevy_app::{App, Plugin};
use bevy_asset::Handle;
use bevy_ecs::prelude::*;
use bevy_image::Image;
use bevy_render::RenderApp;
use bevy_render::extract_resource::{ExtractResource, ExtractResourcePlugin};
use bevy_render::render_asset::RenderAssets;
use bevy_render::render_resource::TextureFormat;
use bevy_render::renderer::{RenderDevice, RenderGraph, RenderGraphSystems, RenderQueue};
use bevy_render::texture::GpuImage;
use std::sync::Arc;

use crate::drawing::Drawing;
use crate::painter::Painter;
use crate::pipelines::SHOWN;

/// Draws what [`StageScreen`] shows, whenever it changes.
pub struct StagePlugin;

impl Plugin for StagePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<StageScreen>()
            .add_plugins(ExtractResourcePlugin::<StageScreen>::default());
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            render_app
                .init_resource::<Easel>()
                .add_systems(RenderGraph, draw_screen.in_set(RenderGraphSystems::Begin));
        }
    }
}

/// What the window shows of the film.
#[derive(Resource, Clone, Default, ExtractResource)]
pub struct StageScreen {
    /// Made by [`StageScreen::image`], as large as the drawing's frame.
    pub image: Handle<Image>,
    pub drawing: Option<Arc<Drawing>>,
}

impl StageScreen {
    /// An image that can be drawn on. Panels sample it as sRGB.
    pub fn image(width: u32, height: u32) -> Image {
        let format = TextureFormat::Rgba8UnormSrgb;
        let mut image = Image::new_target_texture(width, height, format, None);
        image.texture_descriptor.view_formats = &[SHOWN];
        image
    }
}

/// What draws in the render world, and what it drew last.
#[derive(Resource, Default)]
struct Easel {
    painter: Option<Painter>,
    shown: Option<(Arc<Drawing>, wgpu::Texture)>,
}

fn draw_screen(
    screen: Option<Res<StageScreen>>,
    images: Res<RenderAssets<GpuImage>>,
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
    mut easel: ResMut<Easel>,
) {
    let Some((screen, drawing)) = screen.as_ref().and_then(|s| s.drawing.as_ref().map(|d| (s, d)))
    else {
        return;
    };
    let Some(image) = images.get(&screen.image) else { return };
    let size = image.size_2d();
    if drawing.size() != [size.x, size.y] {
        return;
    }
    let texture: &wgpu::Texture = &image.texture;
    if let Some((last, on)) = &easel.shown
        && Arc::ptr_eq(last, drawing)
        && on == texture
    {
        return;
    }
    let view = texture
        .create_view(&wgpu::TextureViewDescriptor { format: Some(SHOWN), ..Default::default() });
    let painter = easel.painter.get_or_insert_with(|| {
        Painter::new(device.wgpu_device().clone(), wgpu::Queue::clone(&queue))
    });
    painter.draw(drawing, &view);
    easel.shown = Some((drawing.clone(), texture.clone()));
}
