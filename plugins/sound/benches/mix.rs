//! How much faster than real time 32 clips are mixed and mastered, a sound is measured and conformed.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use maquette_document::{Bus, Mastering};
use maquette_sound::{Meter, Mix, MixClip, MixPlan, MixTrack, Pcm, RATE, Sound, bake, conform};

/// Seconds of film.
const SECONDS: usize = 10;

fn noise(seed: u32, channels: usize, rate: u32, seconds: usize) -> Pcm {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 83_886_080.0 - 0.1
    };
    let channels =
        (0..channels).map(|_| (0..rate as usize * seconds).map(|_| next()).collect()).collect();
    Pcm { rate, channels }
}

/// 32 clips over the whole film at once, on eight tracks, half of them stereo, each faded at both ends.
fn plan() -> MixPlan {
    let buses = [Bus::Dialogue, Bus::Music, Bus::Effects, Bus::Effects];
    let tracks =
        (0..8).map(|n| MixTrack { bus: buses[n % 4], gain: -6.0, ..MixTrack::default() }).collect();
    let clips = (0..32)
        .map(|n| MixClip {
            track: n % 8,
            sound: Arc::new(Sound::from(noise(n as u32, 1 + n % 2, RATE, SECONDS))),
            length: (SECONDS * RATE as usize) as i64,
            gain: -3.0,
            pan: n as f32 / 16.0 - 1.0,
            fade_in: 24_000,
            fade_out: 48_000,
            ..MixClip::default()
        })
        .collect();
    MixPlan { length: (SECONDS * RATE as usize) as i64, tracks, clips, ..MixPlan::default() }
}

/// The plan over and over.
fn repeated(plan: &MixPlan, times: i64) -> MixPlan {
    let again = |n: i64| {
        plan.clips.iter().map(move |clip| MixClip { start: n * plan.length, ..clip.clone() })
    };
    let clips = (0..times).flat_map(again).collect();
    MixPlan { length: plan.length * times, clips, ..plan.clone() }
}

fn benches(criterion: &mut Criterion) {
    let plan = plan();
    let mut group = criterion.benchmark_group("sound");
    // Elements are seconds of film, so that the rate is the factor over real time.
    group
        .throughput(Throughput::Elements(SECONDS as u64))
        .sample_size(10)
        .measurement_time(Duration::from_secs(3));
    let mut out = vec![[0.0; 2]; SECONDS * RATE as usize];
    let raw = Mix::new(&plan);
    group.bench_function("mix 32 clips", |bench| bench.iter(|| raw.render(0, black_box(&mut out))));
    let cancel = AtomicBool::new(false);
    if let Ok(baked) = bake(&plan, &mut |_| {}, &cancel) {
        group.bench_function("mix 32 clips, ducked and mastered", |bench| {
            bench.iter(|| baked.mix.render(0, black_box(&mut out)));
        });
        group.bench_function("mix 32 clips in blocks of 64", |bench| {
            bench.iter(|| {
                for (n, block) in out.chunks_mut(64).enumerate() {
                    baked.mix.render(n as i64 * 64, black_box(block));
                }
            });
        });
    }
    let web = MixPlan { mastering: Mastering::web(), ..plan.clone() };
    if let Ok(baked) = bake(&web, &mut |_| {}, &cancel) {
        group.bench_function("mix 32 clips with an equaliser and compressors", |bench| {
            bench.iter(|| baked.mix.render(0, black_box(&mut out)));
        });
    }
    group.bench_function("measure loudness and true peak", |bench| {
        bench.iter(|| {
            let mut meter = Meter::new(RATE, 2);
            out.chunks(RATE as usize).for_each(|block| meter.add_stereo(block));
            black_box(meter.measures())
        });
    });
    group.bench_function("bake 32 clips for the web", |bench| {
        bench.iter(|| bake(&web, &mut |_| {}, &cancel))
    });
    group.bench_function("bake 32 clips", |bench| bench.iter(|| bake(&plan, &mut |_| {}, &cancel)));
    // A hundred seconds of it, one after another: ten times the clips.
    let long = repeated(&plan, 10);
    let mut wide = vec![[0.0; 2]; long.length as usize];
    let mix = Mix::new(&long);
    group.bench_function(
        "mix 320 clips, ten times as long (a tenth of its rate is even)",
        |bench| {
            bench.iter(|| mix.render(0, black_box(&mut wide)));
        },
    );
    let mut scene = plan.clone();
    scene.clips.truncate(2);
    group.bench_function("bake dialogue and music", |bench| {
        bench.iter(|| bake(&scene, &mut |_| {}, &cancel))
    });
    let sound = noise(7, 2, 44_100, SECONDS);
    group.bench_function("conform stereo from 44.1 kHz", |bench| {
        bench.iter(|| conform(black_box(sound.clone())))
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
