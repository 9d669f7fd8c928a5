//! What a frame is besides its colours: metres, normals, ink, joints.

use bevy_math::{Quat, Vec2, Vec3};
use image::Rgba;
use maquette_camera::{Projected, View};
use maquette_document::{Figure, Id, Landmark, TextStyle, TimeOfDay, Weather, get};
use maquette_figure::Body;
use maquette_moment::{CardMoment, Moment, TextMoment, letter_box};
use maquette_stage::{Picture, Sight, Studio, Surveyed, seen_figures};
use std::sync::Arc;

use crate::scenes::{FIELD, Film, SHORE, view};
use crate::studio;

const SIZE: [u32; 2] = [320, 180];

fn card(name: &str, position: Vec3, turn: f32) -> CardMoment {
    CardMoment { media: Id::hashed(&[name]), position, turn, size: Vec2::ONE, opacity: 1.0 }
}

/// One card before a camera that looks along -z from the height of 1 m.
fn with_card(studio: &mut Studio, card: CardMoment, colour: Rgba<u8>) -> Moment {
    let pixels = image::RgbaImage::from_pixel(8, 8, colour);
    studio
        .scenery()
        .keep(card.media, Arc::new(Picture::new(u64::from(colour.0[3]), pixels.into())));
    let mut moment = Film::new().close_up(0, TimeOfDay::Day);
    moment.set = None;
    moment.figures.clear();
    moment.view = view(Vec3::Y, Vec3::new(0.0, 1.0, -1.0), 50.0);
    moment.cards = vec![card];
    moment
}

fn middle(studio: &mut Studio, moment: &Moment) -> Option<Surveyed> {
    let drawing = studio.plain(&Film::new().world, moment).expect("drawn");
    studio.survey(&drawing).expect("given back").at_uv(Vec2::splat(0.5))
}

#[test]
fn a_card_is_as_far_as_it_stands_and_faces_the_viewer() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let solid = Rgba([90, 90, 90, 255]);
    for metres in [0.4_f32, 1.0, 2.75, 31.0] {
        let at = card("card", Vec3::new(0.0, 1.0, -metres), 0.0);
        let moment = with_card(&mut studio, at, solid);
        let seen = middle(&mut studio, &moment).expect("it is there");
        assert!((seen.metres / metres - 1.0).abs() < 1e-5, "{} for {metres}", seen.metres);
        assert_eq!(seen.normal, Vec3::Z);
    }
    for turn in [40.0_f32, 140.0] {
        let moment = with_card(&mut studio, card("card", Vec3::new(0.0, 1.0, -2.0), turn), solid);
        let normal = middle(&mut studio, &moment).expect("it is there").normal;
        let expected = Quat::from_rotation_y(turn.to_radians()) * Vec3::Z;
        let expected = if turn < 90.0 { expected } else { -expected };
        assert!(normal.distance(expected) < 1e-4, "{normal} for {turn}°, seen from behind or not");
    }
}

#[test]
fn a_card_counts_where_it_hides_more_than_it_shows() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let at = card("card", Vec3::new(0.0, 1.0, -2.0), 0.0);
    for (alpha, opacity, is_there) in
        [(255, 1.0, true), (255, 0.6, true), (255, 0.4, false), (90, 1.0, false)]
    {
        let at = CardMoment { media: Id::hashed(&[&alpha.to_string()]), opacity, ..at };
        let moment = with_card(&mut studio, at, Rgba([90, 90, 90, alpha]));
        assert_eq!(middle(&mut studio, &moment).is_some(), is_there, "{alpha} at {opacity}");
    }
}

#[test]
fn a_floor_faces_up_however_the_camera_is_pitched() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    for eye in [Vec3::new(0.0, 1.2, 3.2), Vec3::new(-1.0, 2.4, 2.5)] {
        let mut moment = film.room(TimeOfDay::Day, 0.0);
        moment.view = view(eye, Vec3::new(0.2, 0.3, 0.0), 24.0);
        let drawing = studio.plain(&film.world, &moment).expect("drawn");
        let survey = studio.survey(&drawing).expect("given back");
        let up = moment.view.rotation.conjugate() * Vec3::Y;
        let (mut floor, mut facing_up) = (0, 0);
        for (x, y) in (0..SIZE[0]).flat_map(|x| (0..SIZE[1]).map(move |y| (x, y))) {
            let uv = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) / Vec2::new(320.0, 180.0);
            let Some(seen) = survey.at(x, y) else { continue };
            assert!((seen.normal.length() - 1.0).abs() < 1e-4);
            let place = moment.view.unproject(Projected { uv, depth: seen.metres });
            if place.y.abs() < 0.002 {
                floor += 1;
                facing_up += i32::from(seen.normal.distance(up) < 1e-3);
            }
        }
        // Feet of chairs are there too.
        assert!(floor > 4000 && facing_up > floor * 98 / 100, "{facing_up} of {floor} pixels");
    }
}

#[test]
fn what_is_seen_of_a_figure_is_as_far_as_it_is_projected() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    for index in 0..6 {
        let moment = film.close_up(index, TimeOfDay::Day);
        let drawing = studio.plain(&film.world, &moment).expect("drawn");
        let survey = studio.survey(&drawing).expect("given back");
        let figure = &moment.figures[0];
        let body = Body::of(get::<Figure>(&film.world, figure.id).expect("it is there"));
        for landmark in [Landmark::Eyes, Landmark::Chin, Landmark::Collar, Landmark::Chest] {
            let place = figure.posed.landmark(&body, landmark);
            let seen = moment.view.project(place).expect("before the lens");
            let Some(there) = survey.at_uv(seen.uv) else { continue };
            let error = (there.metres - seen.depth).abs();
            assert!(error < 0.2, "{error} m off at {landmark:?} of {index}");
        }
    }
}

#[test]
fn a_drawing_reaches_as_near_and_as_far_as_its_survey() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    let moments = [
        film.room(TimeOfDay::Day, 0.0),
        film.over_shoulder(TimeOfDay::Day),
        film.outside(FIELD, TimeOfDay::Day, Weather::Fog),
    ];
    for moment in moments {
        let drawing = studio.plain(&film.world, &moment).expect("drawn");
        let [near, far] = drawing.reach().expect("something is there");
        let survey = studio.survey(&drawing).expect("given back");
        let metres: Vec<f32> = (0..SIZE[0])
            .flat_map(|x| (0..SIZE[1]).map(move |y| (x, y)))
            .filter_map(|(x, y)| Some(survey.at(x, y)?.metres))
            .collect();
        let nearest = metres.iter().copied().fold(f32::INFINITY, f32::min);
        let farthest = metres.iter().copied().fold(0.0, f32::max);
        assert!(near <= nearest * 1.0001 && farthest <= far * 1.0001, "{near} {far}");
        assert!(nearest < near * 1.5, "{nearest} of {near}: no nearer than what stands there");
    }
}

#[test]
fn passes_have_no_words_and_nothing_around_the_picture() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    let mut moment = film.over_shoulder(TimeOfDay::Day);
    moment.aspect = 2.39;
    moment.burn_ins.timecode = Some("01:00:00:00".into());
    let mut bare = moment.clone();
    bare.texts.clear();
    bare.burn_ins = Default::default();
    let mut draw = |moment: &Moment| {
        let drawing = studio.plain(&film.world, moment).expect("drawn");
        (studio.survey(&drawing).expect("given back"), studio.ink(&drawing).expect("given back"))
    };
    let ((survey, ink), without) = (draw(&moment), draw(&bare));
    assert!((survey.clone(), ink.clone()) == without);
    let place = letter_box(SIZE[0], SIZE[1], 2.39);
    assert!(place.y > 4 && survey.picture() == place);
    for x in 0..SIZE[0] {
        for y in [0, place.y - 1, place.y + place.height, SIZE[1] - 1] {
            assert!(survey.at(x, y).is_none() && ink.get_pixel(x, y).0 == [0]);
        }
        assert!(survey.at(x, place.y).is_some(), "a wall at the top of the picture");
    }
    moment.texts[0].style = TextStyle::Title;
    let (survey, ink) = draw(&moment);
    assert!((0..SIZE[0]).all(|x| survey.at(x, 90).is_none()), "a title hides what is behind it");
    assert!(ink.pixels().all(|pixel| pixel.0 == [0]));
    assert!(seen_figures(&film.world, &moment, &survey).is_empty());
}

#[test]
fn ink_is_white_on_black_far_away_too() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    for (moment, least) in [
        (film.room(TimeOfDay::Day, 0.0), 0.03),
        (film.outside(SHORE, TimeOfDay::Night, Weather::Rain), 0.008),
    ] {
        let drawing = studio.plain(&film.world, &moment).expect("drawn");
        let ink = studio.ink(&drawing).expect("given back");
        let share = |from: u8| {
            let inked = ink.pixels().filter(|pixel| pixel.0[0] >= from).count();
            inked as f32 / ink.pixels().len() as f32
        };
        assert!(share(255) > 0.001 && share(64) > least, "{} {}", share(255), share(64));
        assert!(share(1) < 0.35, "the ground stays black: {}", share(1));
    }
}

#[test]
fn passes_are_the_same_whatever_was_drawn_before_them() {
    let (Some(mut one), Some(mut two)) = (studio(128, 72), studio(128, 72)) else { return };
    let film = Film::new();
    let moments = [
        film.room(TimeOfDay::Day, 0.0),
        film.outside(SHORE, TimeOfDay::Night, Weather::Snow),
        film.over_shoulder(TimeOfDay::Dusk),
    ];
    let draw = |studio: &mut Studio, moment: &Moment| {
        let drawing = studio.plain(&film.world, moment).expect("drawn");
        let survey = studio.survey(&drawing).expect("given back");
        let figures = seen_figures(&film.world, moment, &survey);
        (survey, studio.ink(&drawing).expect("given back"), figures)
    };
    let forward: Vec<_> = moments.iter().map(|moment| draw(&mut one, moment)).collect();
    for (moment, expected) in moments.iter().zip(forward).rev() {
        let still = two.still(&film.world, moment).expect("drawn");
        assert!(draw(&mut two, moment) == expected);
        assert!(
            two.still(&film.world, moment).expect("drawn") == still,
            "and leave the picture be"
        );
    }
}

/// How a joint of the only figure is seen.
fn sights(studio: &mut Studio, film: &Film, moment: &Moment) -> [Sight; 18] {
    let drawing = studio.plain(&film.world, moment).expect("drawn");
    let survey = studio.survey(&drawing).expect("given back");
    let figures = seen_figures(&film.world, moment, &survey);
    figures[0].joints.map(|joint| joint.expect("before the lens").sight)
}

#[test]
fn joints_are_where_they_are_projected_and_seen_if_nothing_is_before_them() {
    use maquette_figure::Joint as J;
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    let mut moment = film.close_up(2, TimeOfDay::Day);
    let whole = |from: Vec3| view(from, Vec3::new(0.0, 0.9, 0.0), 35.0);
    let turned = |degrees: f32| Quat::from_rotation_y(degrees.to_radians()) * Vec3::Z * 3.0;
    moment.set = None;
    moment.view = whole(turned(20.0).with_y(1.2));
    assert_eq!(sights(&mut studio, &film, &moment), [Sight::Seen; 18], "from before");
    let survey = studio.plain(&film.world, &moment).and_then(|drawing| studio.survey(&drawing));
    let figures = seen_figures(&film.world, &moment, &survey.expect("given back"));
    let posed = &moment.figures[0].posed;
    for (index, joint) in [
        (2, J::RightUpperArm),
        (4, J::RightHand),
        (7, J::LeftHand),
        (8, J::RightUpperLeg),
        (10, J::RightFoot),
        (13, J::LeftFoot),
        (14, J::RightEye),
    ] {
        let seen = moment.view.project(posed.joint(joint).translation.into()).expect("before it");
        let told = figures[0].joints[index].expect("before it");
        let pixels = seen.uv * Vec2::new(320.0, 180.0);
        assert!(told.at.distance(pixels) < 1e-3 && (told.metres - seen.depth).abs() < 1e-4);
    }
    moment.view = whole(turned(200.0).with_y(1.2));
    let behind = sights(&mut studio, &film, &moment);
    for face in [0, 14, 15] {
        assert_eq!(behind[face], Sight::Hidden, "from behind: {face}");
    }
    assert_eq!((behind[2], behind[5], behind[16]), (Sight::Seen, Sight::Seen, Sight::Seen));
    moment.view = View { focal: 135.0, ..whole(turned(20.0).with_y(1.2)) };
    assert_eq!(sights(&mut studio, &film, &moment)[0], Sight::Outside);
}

#[test]
fn a_joint_behind_something_is_hidden() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    let mut moment = film.close_up(2, TimeOfDay::Day);
    moment.set = None;
    let eye = Quat::from_rotation_y(20.0_f32.to_radians()) * Vec3::new(0.0, 1.2, 3.0);
    moment.view = view(eye, Vec3::new(0.0, 0.9, 0.0), 35.0);
    let mut board = card("board", (eye * 0.5).with_y(0.6), 20.0);
    board.size = Vec2::new(1.5, 0.7);
    let solid = image::RgbaImage::from_pixel(4, 4, Rgba([9, 9, 9, 255]));
    studio.scenery().keep(board.media, Arc::new(Picture::new(77, solid.into())));
    moment.cards = vec![board];
    let seen = sights(&mut studio, &film, &moment);
    for leg in [9, 10, 12, 13] {
        assert_eq!(seen[leg], Sight::Hidden, "{leg}");
    }
    for above in [0, 1, 2, 5, 14, 15] {
        assert_eq!(seen[above], Sight::Seen, "{above}");
    }
}

#[test]
fn a_note_hides_nothing() {
    let Some(mut studio) = studio(64, 36) else { return };
    let film = Film::new();
    let mut moment = film.close_up(1, TimeOfDay::Day);
    let without = sights(&mut studio, &film, &moment);
    moment.texts = vec![TextMoment { style: TextStyle::Note, body: "a note".into() }];
    assert_eq!(sights(&mut studio, &film, &moment), without);
}
