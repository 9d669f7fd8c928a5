//! How much faster than real time sounds are read and stretched at another speed, and what a film of a thousand
//! clips costs a hand.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use bevy_ecs::world::World;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use maquette_document::{
    Clip, Edit, Film, Id, Media, MediaKind, Retime, Shot, Track, changes_from_edits, project,
};
use maquette_sound::{Mix, Pcm, RATE, Sound, edit, plan, stretched};
use maquette_time::Flicks;

const SECONDS: usize = 10;

fn voice() -> Pcm {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 83_886_080.0 - 0.1
    };
    // A buzz of 110 Hz with a little noise, in words of a half second.
    let frames = RATE as usize * SECONDS;
    let word = |n: usize| if (n / 24_000).is_multiple_of(2) { 1.0 } else { 0.02 };
    let samples = (0..frames).map(|n| word(n) * ((n % 436) as f32 / 872.0 - 0.25 + next()));
    Pcm { rate: RATE, channels: vec![samples.collect()] }
}

fn id(name: &str, number: usize) -> Id {
    Id::hashed(&[name, &number.to_string()])
}

/// A film of `count` clips on ten tracks.
fn film(count: usize, retime: Retime) -> World {
    let samples = (RATE as usize * SECONDS) as i64;
    let kind = MediaKind::Sound { samples, rate: RATE, channels: 1 };
    let length = Flicks::SECOND * 7200;
    let mut edits = vec![
        Edit::create(Id::FILM, &Film::default()),
        Edit::create(id("media", 0), &Media { kind, ..Media::default() }),
        Edit::create(id("shot", 0), &Shot { length, ..Shot::default() }),
    ];
    for number in 0..10 {
        let name = number.to_string();
        edits.push(Edit::create(id("track", number), &Track { name, ..Track::default() }));
    }
    for number in 0..count {
        let clip = Clip {
            track: id("track", number % 10),
            media: id("media", 0),
            at: Flicks::SECOND * (number as i64 * 3),
            length: Flicks::SECOND * SECONDS as i64 / 2,
            retime,
            ..Clip::default()
        };
        edits.push(Edit::create(id("clip", number), &clip));
    }
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&edits));
    world
}

fn benches(criterion: &mut Criterion) {
    let sound = Arc::new(Sound::from(voice()));
    let mut group = criterion.benchmark_group("clips");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    // Elements are seconds of sound as it is heard, so that the rate is the factor over real time.
    group.throughput(Throughput::Elements(5));
    let mut out = vec![[0.0; 2]; 5 * RATE as usize];
    for (name, speed, of) in
        [("half the speed", 1, 2), ("24/25", 24, 25), ("twice the speed", 2, 1)]
    {
        let retime = Retime { speed, of, keep_pitch: false };
        let mix = Mix::new(&plan(&film(1, retime), &|_| Some(sound.clone())));
        group.bench_function(format!("mix a clip at {name}"), |bench| {
            bench.iter(|| mix.render(0, black_box(&mut out)));
        });
    }
    for (name, speed, of) in [("half the speed", 1, 2), ("twice the speed", 2, 1)] {
        let heard = SECONDS as u64 * u64::from(of) / u64::from(speed);
        group.throughput(Throughput::Elements(heard));
        let retime = Retime { speed, of, keep_pitch: true };
        group.bench_function(format!("stretch to {name}"), |bench| {
            bench.iter(|| stretched(&sound, black_box(retime)));
        });
    }
    group.throughput(Throughput::Elements(1));
    for count in [100, 1000, 10_000] {
        let world = film(count, Retime::default());
        let clip = id("clip", count / 2);
        group.bench_function(format!("split one of {count} clips"), |bench| {
            let at = Flicks::SECOND * (count as i64 / 2 * 3 + 1);
            bench.iter(|| edit::split(&world, clip, black_box(at), id("new", 0)));
        });
        group.bench_function(format!("delete one of {count} clips and close the gap"), |bench| {
            bench.iter(|| edit::ripple_delete(&world, black_box(clip)));
        });
        group.bench_function(format!("plan {count} clips"), |bench| {
            bench.iter(|| plan(black_box(&world), &|_| Some(sound.clone())));
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
