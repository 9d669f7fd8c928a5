//! The stage in an app: no window, but the renderer that a window would have.

use std::sync::{Arc, Mutex};

use bevy_app::{App, PluginsState, TaskPoolPlugin};
use bevy_asset::{AssetPlugin, Assets};
use bevy_ecs::observer::On;
use bevy_image::{Image, ImagePlugin};
use bevy_mesh::MeshPlugin;
use bevy_render::RenderPlugin;
use bevy_render::gpu_readback::{Readback, ReadbackComplete};
use bevy_window::{ExitCondition, WindowPlugin};
use maquette_document::TimeOfDay;
use maquette_stage::{Gpu, Loading, Scenery, StagePlugin, StageScreen};

use crate::scenes::Film;
use crate::studio;

#[test]
fn the_window_shows_what_the_studio_draws() {
    if Gpu::open().is_err() {
        return;
    }
    let (width, height) = (128, 72);
    let film = Film::new();
    let moment = film.over_shoulder(TimeOfDay::Day);
    let mut scenery = Scenery::new(Box::new(|_| Default::default()), Loading::Now);
    let drawing = scenery.drawing(&film.world, &moment, [width, height]).expect("drawn");

    let mut app = App::new();
    app.add_plugins((
        TaskPoolPlugin::default(),
        bevy_diagnostic::FrameCountPlugin,
        bevy_time::TimePlugin,
        AssetPlugin::default(),
        WindowPlugin {
            primary_window: None,
            exit_condition: ExitCondition::DontExit,
            ..Default::default()
        },
        RenderPlugin { synchronous_pipeline_compilation: true, ..Default::default() },
        ImagePlugin::default(),
        MeshPlugin,
        bevy_camera::CameraPlugin,
        StagePlugin,
    ));
    while app.plugins_state() == PluginsState::Adding {
        std::thread::yield_now();
    }
    app.finish();
    app.cleanup();

    let mut image = StageScreen::image(width, height);
    image.texture_descriptor.usage |= wgpu::TextureUsages::COPY_SRC;
    let image = app.world_mut().resource_mut::<Assets<Image>>().add(image);
    app.insert_resource(StageScreen { image: image.clone(), drawing: Some(Arc::new(drawing)) });
    let shown: Arc<Mutex<Vec<u8>>> = Arc::default();
    let keep = shown.clone();
    app.world_mut().spawn(Readback::texture(image)).observe(move |read: On<ReadbackComplete>| {
        keep.lock().expect("nobody panics with it").clone_from(&read.data);
    });
    let is_drawn = |shown: &Mutex<Vec<u8>>| {
        shown.lock().expect("nobody panics with it").iter().any(|&byte| byte != 0 && byte != 255)
    };
    for _ in 0..200 {
        app.update();
        if is_drawn(&shown) {
            break;
        }
    }
    let shown = shown.lock().expect("nobody panics with it");
    let Some(mut studio) = studio(width, height) else { return };
    let still = studio.still(&film.world, &moment).expect("drawn");
    let seen: Vec<u8> =
        shown.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    assert_eq!(seen.len(), still.as_raw().len());
    assert!(seen == *still.as_raw(), "the window and the studio draw the same");
}
