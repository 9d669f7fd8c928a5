//! Cards: pictures that fill the frame, and move without a jitter.

use bevy_ecs::world::World;
use bevy_math::{Quat, Vec2, Vec3};
use image::{Rgba, RgbaImage};
use maquette_camera::{View, gate};
use maquette_document::{Edit, Id, Media, Sensor, changes_from_edits, project};
use maquette_moment::{CardMoment, Moment};
use maquette_stage::{Loading, Picture, StageError, Studio};
use std::sync::Arc;

use crate::scenes::Film;
use crate::studio;

const SIZE: [u32; 2] = [160, 90];

/// A board that fills the frame when `shift` is 0, seen by a camera that is moved aside by it, in pixels.
fn board(shift: f32) -> Moment {
    let mut moment = Film::new().close_up(0, maquette_document::TimeOfDay::Day);
    let sensor = gate(Sensor::default(), 16.0 / 9.0);
    let (height, focal) = (2.0, 50.0);
    let distance = height * focal / sensor.y;
    let pixel = height / SIZE[1] as f32;
    moment.set = None;
    moment.figures.clear();
    moment.view = View {
        position: Vec3::new(shift * pixel, 1.0, distance),
        rotation: Quat::IDENTITY,
        focal,
        gate: sensor,
        ..View::default()
    };
    moment.cards = vec![CardMoment {
        media: Id::hashed(&["board"]),
        position: Vec3::new(0.0, 1.0, 0.0),
        turn: 0.0,
        size: Vec2::new(height * 16.0 / 9.0 * 1.5, height * 1.5),
        opacity: 1.0,
    }];
    moment
}

fn with_board(studio: &mut Studio, make: impl Fn(u32, u32) -> Rgba<u8>) {
    let pixels = RgbaImage::from_fn(SIZE[0] * 3, SIZE[1] * 3, make);
    let picture = Arc::new(Picture::new(1, pixels.into()));
    studio.scenery().keep(Id::hashed(&["board"]), picture);
}

/// Where a dark bar on light paper lies, in pixels.
fn middle_of_bar(frame: &image::RgbImage) -> f64 {
    let row: Vec<f64> =
        (0..SIZE[0]).map(|x| 255.0 - f64::from(frame.get_pixel(x, 45).0[1])).collect();
    row.iter().zip(0..).map(|(dark, x)| dark * f64::from(x)).sum::<f64>() / row.iter().sum::<f64>()
}

#[test]
fn a_slow_move_of_a_board_goes_by_parts_of_a_pixel() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    with_board(&mut studio, |x, _| {
        if (222..258).contains(&x) { Rgba([20, 20, 20, 255]) } else { Rgba([255; 4]) }
    });
    let world = World::new();
    let mut last = None;
    for step in 0..24 {
        let frame = studio.still(&world, &board(step as f32 * 0.25)).expect("drawn");
        let here = middle_of_bar(&frame);
        if let Some(last) = last {
            let moved: f64 = last - here;
            assert!((moved - 0.25).abs() < 0.04, "step {step} moved {moved:.3} pixels");
        }
        last = Some(here);
    }
}

#[test]
fn a_board_is_shown_in_its_own_colours() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    with_board(&mut studio, |_, _| Rgba([200, 100, 50, 255]));
    let frame = studio.still(&World::new(), &board(0.0)).expect("drawn");
    for place in [(0, 0), (80, 45), (159, 89)] {
        let shown = frame.get_pixel(place.0, place.1).0;
        assert!(shown.iter().zip([200_u8, 100, 50]).all(|(a, b)| a.abs_diff(b) <= 1), "{shown:?}");
    }
}

#[test]
fn half_a_card_lets_half_of_what_is_behind_through() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    with_board(&mut studio, |_, _| Rgba([255; 4]));
    let mut moment = board(0.0);
    moment.cards[0].opacity = 0.5;
    let frame = studio.still(&World::new(), &moment).expect("drawn");
    let shown = frame.get_pixel(80, 45).0[0];
    assert!((120..=136).contains(&shown), "white over black: {shown}");
}

#[test]
fn a_picture_that_is_missing_is_an_error_or_a_grey_card() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let id = Id::hashed(&["board"]);
    let media = Media { name: "nowhere.png".into(), ..Media::default() };
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&[Edit::create(id, &media)]));
    let failed = studio.still(&world, &board(0.0));
    assert!(matches!(failed, Err(StageError::Picture(_))), "{failed:?}");
    assert_eq!(studio.scenery().missing(&board(0.0)), [id]);
    studio.scenery().loading = Loading::Elsewhere;
    let grey = studio.still(&world, &board(0.0)).expect("drawn");
    assert!((100..200).contains(&grey.get_pixel(80, 45).0[0]));
}
