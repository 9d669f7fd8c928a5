//! Sheets to look at, drawn into the folder that `MAQUETTE_PICTURES` names.

use std::path::PathBuf;

use bevy_math::{Affine3A, Quat, Vec3};
use maquette_document::{Accent, Age, Bag, Coat, Figure, Gait, Hair, Hat, Hold, Key, Pose};
use maquette_figure::*;
use maquette_time::Flicks;

use crate::raster::Canvas;

pub(crate) const POSES: [Pose; 29] = Pose::ALL;

fn figure(name: &str, hair: Hair, hat: Hat, coat: Coat, bag: Bag, accent: Accent) -> Figure {
    Figure { name: name.into(), hair, hat, coat, bag, accent, ..Figure::default() }
}

/// Nine who should be told apart at a glance.
pub(crate) fn cast() -> Vec<Figure> {
    let mara = figure("MARA", Hair::Bun, Hat::None, Coat::Long, Bag::None, Accent::Teal);
    let tom = figure("TOM", Hair::Short, Hat::None, Coat::Jacket, Bag::None, Accent::Slate);
    let keeper = figure("KEEPER", Hair::Bald, Hat::Cap, Coat::Long, Bag::None, Accent::Ochre);
    let ada = figure("ADA", Hair::Long, Hat::None, Coat::Skirt, Bag::Satchel, Accent::Plum);
    let kid = figure("KID", Hair::Curly, Hat::None, Coat::None, Bag::Backpack, Accent::Brick);
    let old = figure("OLD", Hair::Short, Hat::Brim, Coat::Jacket, Bag::None, Accent::Sand);
    let big = figure("BIG", Hair::Short, Hat::Beanie, Coat::None, Bag::None, Accent::Moss);
    let bob = figure("BOB", Hair::Bob, Hat::None, Coat::None, Bag::None, Accent::Rose);
    let run = figure("RUN", Hair::Ponytail, Hat::None, Coat::Jacket, Bag::Satchel, Accent::Ochre);
    vec![
        Figure { height: 1.66, ..mara },
        Figure { height: 1.82, ..tom },
        Figure { height: 1.76, build: 1.12, ..keeper },
        Figure { height: 1.68, build: 0.9, ..ada },
        Figure { height: 1.22, age: Age::Child, ..kid },
        Figure { height: 1.70, age: Age::Old, ..old },
        Figure { height: 1.88, build: 1.3, ..big },
        Figure { height: 1.62, ..bob },
        Figure { height: 1.74, build: 0.92, ..run },
    ]
}

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("MAQUETTE_PICTURES")?);
    std::fs::create_dir_all(&folder).expect("the folder of pictures can be made");
    Some(folder)
}

fn draw(canvas: &mut Canvas, figure: &Figure, acting: &Acting, gaze: Option<Vec3>) {
    let body = Body::of(figure);
    let posed = posed(&body, acting, gaze);
    canvas.accent(figure.accent);
    for (joint, solid) in body_parts(figure) {
        canvas.draw(&solid, posed.joint(joint));
    }
    canvas.draw(&hold_solid(acting.hold), posed.joint(Joint::RightHand));
}

fn ground(canvas: &mut Canvas) {
    let size = Vec3::new(3.0, 0.02, 3.0);
    canvas
        .draw(&Solid::cuboid(size, Paint::Plaster), Affine3A::from_translation(Vec3::Y * -0.0105));
}

fn seat(canvas: &mut Canvas) {
    let size = Vec3::new(0.42, SEAT, 0.40);
    let at = Vec3::new(0.0, SEAT / 2.0, -0.06);
    canvas.draw(&Solid::cuboid(size, Paint::Wood), Affine3A::from_translation(at));
}

fn around(degrees: f32, far: f32, height: f32) -> Vec3 {
    Quat::from_rotation_y(degrees.to_radians()) * Vec3::Z * far + Vec3::Y * height
}

#[test]
fn poses_can_be_looked_at() {
    let Some(folder) = folder() else { return };
    let cast = cast();
    for (page, poses) in POSES.chunks(10).enumerate() {
        let (w, h) = (170, 250);
        let mut canvas = Canvas::new(w * poses.len() as u32, h * 3);
        for (column, pose) in poses.iter().enumerate() {
            let figure = &cast[[1, 0, 7, 3][column % 4]];
            let body = Body::of(figure);
            let acting = Acting::held(&body, *pose, Vec3::ZERO, 0.0);
            for (row, angle) in [0.0, 40.0, 90.0].into_iter().enumerate() {
                let region = [column as u32 * w, row as u32 * h, w, h];
                canvas.look(region, around(angle, 4.6, 1.35), Vec3::Y * 0.88, 27.0);
                ground(&mut canvas);
                if matches!(
                    pose,
                    Pose::Sit | Pose::SitLean | Pose::SitTalk | Pose::Drive | Pose::Ride
                ) {
                    seat(&mut canvas);
                }
                draw(&mut canvas, figure, &acting, None);
            }
        }
        canvas.save(&folder, &format!("poses-{page}"));
    }
}

#[test]
fn the_cast_can_be_looked_at() {
    let Some(folder) = folder() else { return };
    let cast = cast();
    let (w, h) = (185, 330);
    let mut canvas = Canvas::new(w * cast.len() as u32, h * 3);
    for (column, figure) in cast.iter().enumerate() {
        let body = Body::of(figure);
        let pose = [Pose::Stand, Pose::Contrapposto, Pose::Stand][column % 3];
        let acting = Acting::held(&body, pose, Vec3::ZERO, 0.0);
        for (row, angle) in [15.0, 95.0, 200.0].into_iter().enumerate() {
            let region = [column as u32 * w, row as u32 * h, w, h];
            canvas.look(region, around(angle, 5.2, 1.4), Vec3::Y * 0.93, 23.5);
            ground(&mut canvas);
            draw(&mut canvas, figure, &acting, None);
        }
    }
    canvas.save(&folder, "cast");
}

#[test]
fn faces_can_be_looked_at() {
    let Some(folder) = folder() else { return };
    let cast = cast();
    let size = 240;
    let mut canvas = Canvas::new(size * 7, size * 4);
    for (column, figure) in cast.iter().take(7).enumerate() {
        let body = Body::of(figure);
        for row in 0..4 {
            let mut acting = Acting::held(&body, Pose::Stand, Vec3::ZERO, 0.0);
            acting.mouth = [0.0, 0.55, 0.0, 1.0][row];
            let eyes = posed(&body, &acting, None).eyes(&body);
            let angle = [5.0, 35.0, 88.0, -20.0][row];
            let gaze = [None, None, None, Some(eyes + Vec3::new(1.4, 0.3, 1.5))][row];
            let region = [column as u32 * size, row as u32 * size, size, size];
            let far = if row == 3 { 2.4 } else { 1.25 };
            canvas.look(region, eyes + around(angle, far, 0.02), eyes + Vec3::Y * -0.05, 20.0);
            draw(&mut canvas, figure, &acting, gaze);
        }
    }
    canvas.save(&folder, "faces");
}

pub(crate) fn key(at: f64, position: Vec3, facing: f32, pose: Pose, gait: Gait) -> Key {
    let at = Flicks::from_seconds(at);
    Key { at, position, facing, pose, gait, gaze: Default::default(), hold: Hold::Nothing }
}

#[test]
fn walks_can_be_looked_at() {
    let Some(folder) = folder() else { return };
    let cast = cast();
    let (w, h) = (130, 230);
    let columns = 14;
    let mut canvas = Canvas::new(w * columns, h * 5);
    for (row, (who, gait, metres, seconds)) in [
        (1, Gait::Walk, 4.0, 3.4),
        (3, Gait::Walk, 4.0, 3.4),
        (0, Gait::Walk, 4.0, 3.4),
        (8, Gait::Run, 9.0, 3.4),
        (4, Gait::Run, 7.0, 3.0),
    ]
    .into_iter()
    .enumerate()
    {
        let figure = &cast[who];
        let body = Body::of(figure);
        let keys = [
            key(0.0, Vec3::ZERO, 0.0, Pose::Stand, gait),
            key(seconds, Vec3::Z * metres, 0.0, Pose::Contrapposto, Gait::Stay),
        ];
        for column in 0..columns {
            let time = if column < 10 {
                1.3 + column as f64 * 0.09
            } else {
                seconds - 0.5 + (column - 10) as f64 * 0.24
            };
            let acting = acting_at(&keys, Flicks::from_seconds(time), &body);
            let region = [column * w, row as u32 * h, w, h];
            let middle = acting.position + Vec3::Y * 0.9;
            let angle = if column % 2 == 0 || row < 3 { 75.0 } else { 40.0 };
            canvas.look(region, acting.position + around(angle, 5.0, 1.3), middle, 23.0);
            canvas.draw(
                &Solid::cuboid(Vec3::new(2.0, 0.02, 40.0), Paint::Plaster),
                Affine3A::from_translation(Vec3::Y * -0.0105),
            );
            draw(&mut canvas, figure, &acting, None);
        }
    }
    canvas.save(&folder, "walks");
}

/// What is done in each row: by whom of the cast, its keys, and the seconds it is seen from and to.
fn doings() -> [(usize, Vec<Key>, f64, f64); 5] {
    let stand = key(0.0, Vec3::Z * 0.42, 0.0, Pose::Stand, Gait::Stay);
    let sat = key(1.2, Vec3::ZERO, 0.0, Pose::Sit, Gait::Stay);
    let far = Vec3::new(0.0, 0.0, 2.4);
    [
        (
            1,
            vec![
                key(0.0, far, 0.0, Pose::Stand, Gait::Walk),
                key(4.6, Vec3::ZERO, 0.0, Pose::Sit, Gait::Stay),
            ],
            0.6,
            4.7,
        ),
        (3, vec![stand, sat], 0.0, 1.3),
        (
            0,
            vec![
                key(0.0, Vec3::ZERO, 0.0, Pose::Stand, Gait::Stay),
                key(1.3, Vec3::ZERO, 170.0, Pose::Talk, Gait::Stay),
            ],
            0.0,
            1.4,
        ),
        (
            7,
            vec![
                key(0.0, Vec3::ZERO, 0.0, Pose::Stand, Gait::Stay),
                key(1.0, Vec3::ZERO, 0.0, Pose::Phone, Gait::Stay),
                key(2.0, Vec3::ZERO, 0.0, Pose::Read, Gait::Stay),
            ],
            0.2,
            2.1,
        ),
        (
            4,
            vec![
                key(0.0, Vec3::ZERO, 0.0, Pose::Stand, Gait::Stay),
                key(1.0, Vec3::ZERO, 0.0, Pose::Sit, Gait::Stay),
                key(2.0, Vec3::ZERO, 0.0, Pose::Crouch, Gait::Stay),
            ],
            0.0,
            2.0,
        ),
    ]
}

#[test]
fn doings_can_be_looked_at() {
    let Some(folder) = folder() else { return };
    let cast = cast();
    let (w, h, columns) = (140, 230, 14);
    let mut canvas = Canvas::new(w * columns, h * 5);
    for (row, (who, keys, from, to)) in doings().into_iter().enumerate() {
        let figure = &cast[who];
        let body = Body::of(figure);
        for column in 0..columns {
            let time = from + (to - from) * f64::from(column) / f64::from(columns - 1);
            let mut acting = acting_at(&keys, Flicks::from_seconds(time), &body);
            acting.alive = Some(Flicks::from_seconds(time));
            acting.hold = if row == 3 {
                if time < 1.0 { Hold::Phone } else { Hold::Book }
            } else {
                Hold::Nothing
            };
            let region = [column * w, row as u32 * h, w, h];
            let middle = acting.position.with_y(0.8);
            canvas.look(region, middle + around(50.0, 5.0, 0.4), middle, 23.0);
            ground(&mut canvas);
            if row < 2 {
                seat(&mut canvas);
            }
            draw(&mut canvas, figure, &acting, None);
        }
    }
    canvas.save(&folder, "doings");
}

#[test]
fn close_shots_can_be_looked_at() {
    let Some(folder) = folder() else { return };
    let cast = cast();
    let (w, h) = (560, 315);
    let mut canvas = Canvas::new(w * 3, h * 3);
    let poses = [
        Pose::Talk,
        Pose::Phone,
        Pose::Think,
        Pose::ArmsCrossed,
        Pose::Read,
        Pose::SitLean,
        Pose::Drive,
        Pose::HandsInPockets,
        Pose::Embrace,
    ];
    for (cell, pose) in poses.into_iter().enumerate() {
        let figure = &cast[[0, 3, 1, 6, 5, 7, 2, 1, 8][cell]];
        let body = Body::of(figure);
        let mut acting = Acting::held(&body, pose, Vec3::ZERO, 0.0);
        acting.mouth = [0.7, 0.3, 0.0][cell % 3];
        acting.hold = match pose {
            Pose::Phone => Hold::Phone,
            Pose::Read => Hold::Paper,
            _ => Hold::Nothing,
        };
        let eyes = posed(&body, &acting, None).eyes(&body);
        let gaze = (pose != Pose::Read)
            .then(|| eyes + Vec3::new(if cell % 2 == 0 { 1.2 } else { -1.0 }, -0.1, 2.0));
        let region = [cell as u32 % 3 * w, cell as u32 / 3 * h, w, h];
        let far = [1.0, 1.3, 2.1][cell / 3];
        canvas.look(
            region,
            eyes + around(25.0, far, -0.02),
            eyes - Vec3::Y * [0.06, 0.1, 0.28][cell / 3],
            26.0,
        );
        draw(&mut canvas, figure, &acting, gaze);
    }
    canvas.save(&folder, "close");
}
