//! Passes as files: what their values and their pages say of a small film, whoever draws it and in what order.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy_ecs::world::World;
use bevy_math::{Vec2, Vec3};
use image::{DynamicImage, Rgba};
use maquette_document::{
    Card, Edit, Figure, Film, Gait, Gaze, Hold, Id, Key, Lens, Media, Performance, Pose, Rig,
    Scene, Set, Shot, changes_from_edits, project,
};
use maquette_figure::Joint;
use maquette_moment::moment;
use maquette_render::{DepthScale, Pass, PassJob, RenderError, measure_depth, render_passes};
use maquette_stage::{DeviceError, Picture, StageError, Studio};
use maquette_time::{Flicks, Frame};
use serde_json::Value;

const FRAMES: i64 = 6;
const SIZE: Vec2 = Vec2::new(320.0, 180.0);

/// Two shots of three frames: somebody in a room beside a board, and the board alone.
fn film() -> World {
    let id = |name: &str| Id::hashed(&[name]);
    let lens = Lens { focal: 35.0, ..Lens::default() };
    let rig = |shot, position| Rig { shot, position, lens, ..Rig::default() };
    let length = Flicks::SECOND / 8;
    let shot = |number| Shot { scene: id("scene"), number, length, ..Shot::default() };
    let (media, position) = (id("board"), Vec3::new(0.9, 1.5, 0.0));
    let card = |shot, size| Card { shot, media, position, size, ..Card::default() };
    let (pose, gait, gaze, hold) = (Pose::Stand, Gait::Walk, Gaze::Ahead, Hold::Nothing);
    let key = |at, position| Key { at, position, facing: 0.0, pose, gait, gaze, hold };
    let keys = vec![key(Flicks::ZERO, Vec3::ZERO), key(length, Vec3::new(0.1, 0.0, 0.1))];
    let edits = [
        Edit::create(Id::FILM, &Film::default()),
        Edit::create(id("set"), &Set { width: 6.0, depth: 6.0, height: 2.6, ..Set::default() }),
        Edit::create(id("scene"), &Scene { set: id("set"), ..Scene::default() }),
        Edit::create(id("mara"), &Figure { name: "MARA".into(), ..Figure::default() }),
        Edit::create(id("board"), &Media::default()),
        Edit::create(id("one"), &shot(10)),
        Edit::create(id("two"), &shot(20)),
        Edit::create(id("rig 1"), &rig(id("one"), Vec3::new(0.0, 1.5, 2.5))),
        Edit::create(id("rig 2"), &rig(id("two"), Vec3::new(0.9, 1.5, 2.0))),
        Edit::create(id("card 1"), &card(id("one"), Vec2::splat(0.5))),
        Edit::create(id("card 2"), &card(id("two"), Vec2::splat(9.0))),
        Edit::create(
            id("acting"),
            &Performance { shot: id("one"), figure: id("mara"), keys, ..Performance::default() },
        ),
    ];
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&edits));
    world
}

fn studio() -> Option<Studio> {
    match Studio::open(SIZE.x as u32, SIZE.y as u32, |_| Default::default()) {
        Ok(mut studio) => {
            let grey = image::RgbaImage::from_pixel(4, 4, Rgba([120, 120, 120, 255]));
            let picture = Arc::new(Picture::new(1, grey.into()));
            studio.scenery().keep(Id::hashed(&["board"]), picture);
            Some(studio)
        }
        Err(StageError::Device(DeviceError::NoAdapter(_))) => {
            writeln!(std::io::stderr(), "not tested: there is no Vulkan driver here").ok();
            None
        }
        Err(fault) => panic!("{fault}"),
    }
}

/// All passes of `frames` frames from `first` on, with the scale of the whole film.
fn render(
    studio: &mut Studio,
    world: &World,
    first: i64,
    frames: i64,
    folder: &Path,
) -> DepthScale {
    let (go_on, all) = (AtomicBool::new(false), (Frame(0), FRAMES));
    let scale = measure_depth(world, all, studio, &go_on, &mut |_| ()).expect("measured");
    let passes =
        vec![Pass::Depth(scale), Pass::Disparity(scale), Pass::Normal, Pass::Line, Pass::Pose];
    let job = PassJob { first: Frame(first), frames, passes };
    render_passes(world, &job, folder, studio, &go_on, &mut |_| ()).expect("drawn");
    scale
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let paths =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("read").path());
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.map(|path| (name(&path), std::fs::read(&path).expect("read"))).collect()
}

fn page(folder: &Path, pass: &str) -> Value {
    let text = std::fs::read_to_string(folder.join(format!("{pass}.json"))).expect("a page");
    serde_json::from_str(&text).expect("a page is JSON")
}

fn number(value: &Value) -> f32 {
    value.as_f64().expect("a number") as f32
}

/// A value of a 16-bit grey picture, at a place from 0 to 1.
fn grey(folder: &Path, name: &str, uv: Vec2) -> u16 {
    let picture = image::open(folder.join(name)).expect("a picture");
    let DynamicImage::ImageLuma16(picture) = picture else { panic!("not 16 bits of grey") };
    let at = uv * SIZE;
    picture.get_pixel(at.x as u32, at.y as u32).0[0]
}

#[test]
fn depth_reads_back_as_the_page_says() {
    let Some(mut studio) = studio() else { return };
    let (world, folder) = (film(), tempfile::tempdir().unwrap());
    render(&mut studio, &world, 0, FRAMES, folder.path());
    let told = page(folder.path(), "depth");
    let (near, far) = (number(&told["near"]), number(&told["far"]));
    let step = (far - near) / 65535.0;
    // The board, 2.5 m and 2 m before the lens, and the wall behind it, 5.5 m.
    for (frame, point, metres) in [
        (0, Vec3::new(0.9, 1.5, 0.0), 2.5),
        (5, Vec3::new(0.9, 1.5, 0.0), 2.0),
        (0, Vec3::new(-1.2, 1.9, -3.0), 5.5),
    ] {
        let moment = moment(&world, Flicks::SECOND / 24 * frame).unwrap();
        let seen = moment.view.project(point).unwrap();
        assert_eq!(seen.depth, metres);
        let value = grey(folder.path(), &format!("depth.{frame:06}.png"), seen.uv);
        let read = far - f32::from(value) / 65535.0 * (far - near);
        assert!((read - metres).abs() <= step * 0.51 + 1e-5, "{read} for {metres}");
        let value = grey(folder.path(), &format!("disparity.{frame:06}.png"), seen.uv);
        let near = number(&page(folder.path(), "disparity")["near"]);
        let read = near * 65535.0 / f32::from(value);
        assert!((read / metres - 1.0).abs() < 1.0 / f32::from(value), "{read} for {metres}");
    }
}

#[test]
fn pages_name_every_frame_its_shot_and_its_lens() {
    let Some(mut studio) = studio() else { return };
    let (world, folder) = (film(), tempfile::tempdir().unwrap());
    render(&mut studio, &world, 1, 4, folder.path());
    let drawn = files(folder.path());
    for pass in ["depth", "disparity", "normal", "line", "pose"] {
        let told = page(folder.path(), pass);
        assert_eq!(told["pass"], pass);
        assert_eq!(told["rate_fraction"], Value::from(vec![24, 1]));
        assert_eq!(told["picture"], Value::from(vec![0, 0, 320, 180]));
        let frames = told["frames"].as_array().expect("frames");
        let place = |of: &Value| (of["frame"].as_i64().unwrap(), of["shot"].to_string());
        let shots = [(1, "0010"), (2, "0010"), (3, "0020"), (4, "0020")];
        let expected = shots.map(|(frame, shot)| (frame, format!("\"{shot}\"")));
        assert_eq!(frames.iter().map(place).collect::<Vec<_>>(), expected);
        assert_eq!(frames[0]["focal"], 35.0);
        assert_eq!(number(&frames[3]["position"][0]), 0.9);
        let named = drawn.keys().filter(|name| name.starts_with(pass));
        assert_eq!(named.count(), 5, "four pictures and a page");
    }
    assert_eq!(drawn.len(), 25, "and nothing else");
}

#[test]
fn normals_of_a_board_that_faces_the_camera_are_a_half_a_half_and_one() {
    let Some(mut studio) = studio() else { return };
    let (world, folder) = (film(), tempfile::tempdir().unwrap());
    render(&mut studio, &world, 4, 1, folder.path());
    let picture = image::open(folder.path().join("normal.000004.png")).expect("a picture");
    let DynamicImage::ImageRgb16(picture) = picture else { panic!("not 16 bits") };
    assert!(picture.pixels().all(|pixel| pixel.0 == [32768, 32768, 65535]));
}

#[test]
fn poses_are_told_where_joints_are_projected_and_drawn_there() {
    let Some(mut studio) = studio() else { return };
    let (world, folder) = (film(), tempfile::tempdir().unwrap());
    render(&mut studio, &world, 0, FRAMES, folder.path());
    let told = page(folder.path(), "pose");
    let moment = moment(&world, Flicks::SECOND / 24).unwrap();
    let person = &told["frames"][1]["people"][0];
    assert_eq!(person["name"], "MARA");
    assert_eq!(told["joints"][4], "right_wrist");
    let picture = image::open(folder.path().join("pose.000001.png")).expect("a picture");
    let DynamicImage::ImageRgb8(picture) = picture else { panic!("not 8 bits of colour") };
    for (index, joint, colour) in [
        (2, Joint::RightUpperArm, [255, 170, 0]),
        (5, Joint::LeftUpperArm, [85, 255, 0]),
        (3, Joint::RightLowerArm, [255, 255, 0]),
    ] {
        let place = moment.figures[0].posed.joint(joint).translation;
        let seen = moment.view.project(place.into()).unwrap();
        let at = seen.uv * SIZE;
        let joint = &person["joints"][index];
        let error = at.distance(Vec2::new(number(&joint[0]), number(&joint[1])));
        assert!(error < 0.01, "{error} pixels off: {joint}");
        assert!((number(&joint[2]) - seen.depth).abs() < 0.001, "{joint}");
        assert_eq!(joint[3], 2);
        assert_eq!(picture.get_pixel(at.x as u32, at.y as u32).0, colour);
    }
    assert_eq!(told["frames"][4]["people"], Value::from(Vec::<Value>::new()), "a board alone");
    assert_eq!(picture.get_pixel(2, 2).0, [0; 3]);
}

#[test]
fn passes_are_the_same_bytes_each_time_and_in_any_order() {
    let (Some(mut one), Some(mut two)) = (studio(), studio()) else { return };
    let (world, folders) = (film(), [0; 2].map(|_| tempfile::tempdir().unwrap()));
    let [whole, parts] = [folders[0].path(), folders[1].path()];
    render(&mut one, &world, 0, FRAMES, whole);
    for frame in (0..FRAMES).rev() {
        render(&mut two, &world, frame, 1, parts);
    }
    let pictures = |folder: &Path| {
        let mut files = files(folder);
        files.retain(|name, _| name.ends_with("png"));
        files
    };
    assert_eq!(pictures(whole).len(), 5 * FRAMES as usize);
    assert!(pictures(whole) == pictures(parts));
    render(&mut two, &world, 0, FRAMES, parts);
    assert!(files(whole) == files(parts), "pages too");
}

#[test]
fn a_render_that_is_stopped_leaves_whole_files_and_pages_of_them() {
    let Some(mut studio) = studio() else { return };
    let (world, folder) = (film(), tempfile::tempdir().unwrap());
    let stop = AtomicBool::new(false);
    let job = PassJob { first: Frame(0), frames: FRAMES, passes: vec![Pass::Normal, Pass::Pose] };
    let made = render_passes(&world, &job, folder.path(), &mut studio, &stop, &mut |p| {
        stop.store(p.done == 2, Ordering::Relaxed);
    });
    assert!(matches!(made, Err(RenderError::Stopped)));
    let left: Vec<String> = files(folder.path()).into_keys().collect();
    let expected = ["normal.000000.png", "normal.000001.png", "normal.json", "pose.000000.png"];
    assert_eq!(left[..4], expected);
    assert_eq!(left.len(), 6);
    assert_eq!(page(folder.path(), "pose")["frames"].as_array().unwrap().len(), 2);
}
