//! What the lens does to what is out of focus.

use bevy_math::Vec2;
use image::RgbImage;
use maquette_document::TimeOfDay;
use maquette_figure::Joint;
use maquette_moment::Moment;

use crate::scenes::Film;
use crate::studio;

const SIZE: [u32; 2] = [640, 360];

/// Over a shoulder, at f/2, sharp on the face beyond it or on the shoulder.
fn focused(film: &Film, on: usize) -> Moment {
    let mut moment = film.over_shoulder(TimeOfDay::Day);
    moment.texts.clear();
    let head = moment.figures[on].posed.joint(Joint::Head).translation.into();
    moment.view.focus = moment.view.project(head).map(|seen| seen.depth);
    moment.view.stop = 2.0;
    moment
}

/// How much neighbouring pixels differ around a place of the picture: high where it is sharp.
fn sharpness(frame: &RgbImage, place: Vec2) -> f64 {
    let (x, y) = ((place.x * SIZE[0] as f32) as u32, (place.y * SIZE[1] as f32) as u32);
    let grey = |x: u32, y: u32| f64::from(frame.get_pixel(x, y).0[1]);
    let steps = (x - 30..x + 30).flat_map(|x| (y - 30..y + 30).map(move |y| (x, y)));
    let most = steps.map(|(x, y)| (grey(x + 1, y) - grey(x, y)).abs());
    let mut most: Vec<f64> = most.collect();
    most.sort_by(f64::total_cmp);
    most[most.len() * 49 / 50]
}

#[test]
fn a_face_in_focus_stays_sharp_and_the_rest_is_soft() {
    let Some(mut studio) = studio(SIZE[0], SIZE[1]) else { return };
    let film = Film::new();
    let mut deep = focused(&film, 1);
    let at = |index: usize| {
        let head = deep.figures[index].posed.joint(Joint::Head).translation.into();
        deep.view.project(head).expect("it is before the lens").uv
    };
    let face = at(1);
    // The border of the head before us.
    let border = Vec2::new(0.25, 0.5);
    let far = studio.still(&film.world, &focused(&film, 1)).expect("drawn");
    let near = studio.still(&film.world, &focused(&film, 0)).expect("drawn");
    deep.view.focus = None;
    let all = studio.still(&film.world, &deep).expect("drawn");
    let [sharp, kept, lost] = [&all, &far, &near].map(|frame| sharpness(frame, face));
    assert!(kept > 0.8 * sharp, "the face in focus: {kept} of {sharp}");
    assert!(lost < 0.6 * sharp, "the face out of focus: {lost} of {sharp}");
    let [kept, lost] = [&near, &far].map(|frame| sharpness(frame, border));
    assert!(kept > 1.5 * lost, "the head before us: {kept} in focus, {lost} out of it");
    let again = studio.still(&film.world, &focused(&film, 1)).expect("drawn");
    assert!(again == far, "the same whatever was drawn before it");
}
