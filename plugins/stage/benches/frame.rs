//! How long a frame takes at 1280 × 720, from the moment to the bytes that an encoder takes: as many at once as
//! the studio holds, as in a render.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use maquette_document::{Id, TimeOfDay, Weather};
use maquette_moment::{CardMoment, Moment};
use maquette_stage::{Picture, Studio};

#[path = "../tests/it/scenes.rs"]
mod scenes;

use scenes::{Film, SHORE, STREET, view};

fn frames(c: &mut Criterion) {
    let Ok(mut studio) = Studio::open(1280, 720, |_| Default::default()) else { return };
    let film = Film::new();
    let pixels = image::RgbImage::from_fn(2880, 1620, |x, y| {
        image::Rgb([(x / 12) as u8, (y / 7) as u8, ((x ^ y) / 3) as u8])
    });
    studio.scenery().keep(Id::hashed(&["board"]), Arc::new(Picture::new(1, pixels.into())));
    let cases: [(&str, &dyn Fn(f32) -> Moment); 6] = [
        ("six people in a room", &|t| film.room(TimeOfDay::Day, t)),
        ("six people in a room by night", &|t| film.room(TimeOfDay::Night, t)),
        ("over a shoulder", &|t| panned(film.over_shoulder(TimeOfDay::Day), t)),
        ("a face", &|t| panned(film.close_up(0, TimeOfDay::Day), t)),
        ("a street in rain", &|t| panned(film.outside(STREET, TimeOfDay::Dusk, Weather::Rain), t)),
        ("a shore", &|t| panned(film.outside(SHORE, TimeOfDay::Day, Weather::Clear), t)),
    ];
    for (name, moment) in cases {
        run(c, name, &film, &mut studio, moment);
    }
    run(c, "a moving card", &film, &mut studio, &|t| board(&film, t));
    run(c, "a still", &film, &mut studio, &|_| board(&film, 0.0));
}

fn run(
    c: &mut Criterion,
    name: &str,
    film: &Film,
    studio: &mut Studio,
    moment: &dyn Fn(f32) -> Moment,
) {
    let mut step = 0;
    c.bench_function(name, |bencher| {
        bencher.iter(|| {
            if studio.is_full() {
                black_box(studio.collect().expect("given back"));
            }
            step += 1;
            studio.submit(&film.world, &moment((step % 240) as f32 / 24.0)).expect("drawn");
        });
    });
    studio.forget_pending();
}

fn panned(mut moment: Moment, seconds: f32) -> Moment {
    moment.view.position.x += 0.02 * seconds;
    moment
}

/// A board that a camera pushes in on.
fn board(film: &Film, seconds: f32) -> Moment {
    let mut moment = film.close_up(0, TimeOfDay::Day);
    moment.figures.clear();
    moment.set = None;
    moment.cards = vec![CardMoment {
        media: Id::hashed(&["board"]),
        position: bevy_math::Vec3::Y,
        turn: 0.0,
        size: bevy_math::Vec2::new(3.2, 1.8) * 2.0,
        opacity: 1.0,
    }];
    let eye = bevy_math::Vec3::new(0.05 * seconds, 1.0, 4.6 - 0.1 * seconds);
    moment.view = view(eye, eye.with_z(0.0), 50.0);
    moment
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = frames
}
criterion_main!(benches);
