//! The window: plays the film with sound, scrubs, steps, shows the strip of shots.

mod background;
mod bar;
mod icons;
mod keys;
mod measure;
mod screen;
mod strip;
mod theme;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};
use bevy_app::prelude::*;
use bevy_core_pipeline::tonemapping::Tonemapping;
use bevy_ecs::prelude::*;
use bevy_ecs::schedule::common_conditions::run_once;
use bevy_egui::{EguiContexts, EguiPlugin, EguiPrimaryContextPass, egui};
use bevy_render::RenderPlugin;
use bevy_window::{PrimaryWindow, Window, WindowPlugin};
use bevy_winit::{UpdateMode, WinitPlugin, WinitSettings};
use maquette_document::{MediaStore, project};
use maquette_playback::{PlaybackPlugin, PlaybackSystems, Playhead, Sounding};
use maquette_sound::{Mix, MixPlan, Player};
use maquette_stage::StagePlugin;

use crate::cli::Open;
use crate::console::Outcome;
use crate::film::OpenFilm;

/// Where the files of the open film are.
#[derive(Resource, Clone)]
struct Store(MediaStore);

pub(crate) fn open(words: &Open) -> Result<Outcome> {
    let displays = ["DISPLAY", "WAYLAND_DISPLAY"];
    if cfg!(target_os = "linux") && displays.iter().all(|name| std::env::var_os(name).is_none()) {
        bail!(
            "there is no display to open a window on; use `maquette render` to make a film of it"
        );
    }
    let film = OpenFilm::open(&words.film)?;
    let title = format!("{} – Maquette", maquette_document::film(&film.world).name);
    let changes = film.document.changes_from_nothing();
    let store = Store(film.document.media().clone());

    let mut app = App::new();
    add_bevy(&mut app, title);
    project(app.world_mut(), &changes);
    app.add_plugins((StagePlugin, PlaybackPlugin, screen::ScreenPlugin));
    app.insert_resource(Sounding(Player::open(Arc::new(Mix::new(&MixPlan::default())))))
        .insert_resource(background::Background::start(changes, &store))
        .insert_resource(strip::Strip::default())
        .insert_resource(store)
        .insert_resource(WinitSettings::desktop_app())
        .add_systems(Startup, camera)
        .add_systems(PreUpdate, keys::obey.before(PlaybackSystems))
        .add_systems(Update, (background::gather, run_while_playing))
        .add_systems(EguiPrimaryContextPass, (theme::apply.run_if(run_once), lay_out).chain());
    if let Some(path) = &words.screenshot {
        app.insert_resource(Screenshot { path: path.clone(), frames: 0 })
            .add_systems(Update, take_screenshot);
    }
    if let Some(seconds) = words.measure {
        app.insert_resource(measure::Measure::new(seconds, words.frames.clone()))
            .add_systems(Update, measure::play);
    }
    // The document stays open, and locked, for as long as the window is.
    let _document = film.document;
    match app.run() {
        AppExit::Success => Ok(Outcome::Done),
        AppExit::Error(code) => {
            bail!("the window closed with a fault ({code}); the film is unharmed")
        }
    }
}

/// The parts of Bevy that a window needs, and no more.
fn add_bevy(app: &mut App, title: String) {
    let window = Window { title, resolution: (1280, 860).into(), ..Window::default() };
    app.add_plugins((
        TaskPoolPlugin::default(),
        bevy_diagnostic::FrameCountPlugin,
        bevy_time::TimePlugin,
        bevy_transform::TransformPlugin,
        bevy_input::InputPlugin,
        WindowPlugin { primary_window: Some(window), ..WindowPlugin::default() },
        bevy_a11y::AccessibilityPlugin,
        bevy_asset::AssetPlugin::default(),
        WinitPlugin::default(),
    ));
    app.add_plugins((
        RenderPlugin::default(),
        bevy_image::ImagePlugin::default(),
        bevy_mesh::MeshPlugin,
        bevy_camera::CameraPlugin,
        bevy_core_pipeline::CorePipelinePlugin,
        EguiPlugin::default(),
    ));
}

fn camera(mut commands: Commands) {
    // Panels are flat and the stage smooths its own lines.
    commands.spawn((bevy_camera::Camera2d, bevy_render::view::Msaa::Off, Tonemapping::None));
}

/// Draws as fast as the screen while something plays; else only when something happens.
fn run_while_playing(
    playhead: Res<Playhead>,
    background: Res<background::Background>,
    mut settings: ResMut<WinitSettings>,
) {
    let mode = if playhead.is_playing() {
        UpdateMode::Continuous
    } else if background.is_busy() {
        UpdateMode::reactive(std::time::Duration::from_millis(100))
    } else {
        // Often enough to tell of a sound card that came or went.
        UpdateMode::reactive(std::time::Duration::from_secs(1))
    };
    if settings.focused_mode != mode {
        settings.focused_mode = mode;
        settings.unfocused_mode = mode;
    }
}

/// The panels: the bar above the strip at the foot, the picture in all that is left.
fn lay_out(world: &mut World) -> Result<(), BevyError> {
    let mut state = bevy_ecs::system::SystemState::<EguiContexts>::new(world);
    let context = state.get_mut(world)?.ctx_mut()?.clone();
    let whole = egui::UiBuilder::new()
        .layer_id(egui::LayerId::background())
        .max_rect(context.viewport_rect());
    let mut ui = egui::Ui::new(context, "studio".into(), whole);
    egui::Panel::bottom("strip").exact_size(strip::HEIGHT).frame(theme::panel()).show(
        &mut ui,
        |ui| {
            strip::show(world, ui);
        },
    );
    egui::Panel::bottom("bar").exact_size(bar::HEIGHT).frame(theme::panel()).show(&mut ui, |ui| {
        bar::show(world, ui);
    });
    egui::CentralPanel::default()
        .frame(theme::ground())
        .show(&mut ui, |ui| screen::show(world, ui));
    Ok(())
}

/// A picture of the window, once everything is on it.
#[derive(Resource)]
struct Screenshot {
    path: PathBuf,
    frames: u32,
}

fn take_screenshot(
    mut commands: Commands,
    mut screenshot: ResMut<Screenshot>,
    background: Res<background::Background>,
    windows: Query<(), With<PrimaryWindow>>,
    mut exit: MessageWriter<AppExit>,
) {
    if background.is_busy() || windows.is_empty() {
        return;
    }
    screenshot.frames += 1;
    if screenshot.frames == 5 {
        let save = bevy_render::view::screenshot::save_to_disk(screenshot.path.clone());
        commands.spawn(bevy_render::view::screenshot::Screenshot::primary_window()).observe(save);
    }
    if 5 < screenshot.frames && screenshot.path.exists() {
        exit.write(AppExit::Success);
    }
}
