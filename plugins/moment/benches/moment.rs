//! What a moment costs with a camera that stands, and with one that tracks somebody, whose body is posed for each
//! time of the past that the head looks back on.

use std::hint::black_box;
use std::time::Duration;

use bevy_math::Vec2;
use criterion::{Criterion, criterion_group, criterion_main};
use maquette_document::{Rig, Tracking};
use maquette_moment::moment;
use maquette_time::Flicks;

#[path = "../tests/it/scene.rs"]
mod scene;

use scene::{eyes, film};

fn benches(criterion: &mut Criterion) {
    let tracks = |lag, zone| Rig {
        tracking: Some(Tracking {
            target: eyes(),
            place: Vec2::splat(0.5),
            dead_zone: Vec2::splat(zone),
            lag,
        }),
        ..Rig::default()
    };
    let mut group = criterion.benchmark_group("moment");
    group.measurement_time(Duration::from_secs(2));
    for (name, rig) in [
        ("of a camera that stands", Rig::default()),
        ("that tracks", tracks(0.0, 0.0)),
        ("that tracks with lag", tracks(0.4, 0.0)),
        ("that tracks with lag and a dead zone", tracks(0.4, 0.1)),
    ] {
        let world = film(rig);
        let mut frame = 0;
        group.bench_function(name, |bench| {
            bench.iter(|| {
                frame = (frame + 37) % 144;
                black_box(moment(&world, Flicks::SECOND / 24 * frame))
            });
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
