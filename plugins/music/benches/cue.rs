//! How long a cue of a minute takes: to its notes as MIDI, and to its stems.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use maquette_music::{Brief, Cue};
use maquette_time::Flicks;

/// A full piece: every part plays.
const WORDS: &str =
    "tense orchestral strings, brass, piano and drums, 110 bpm, D minor, build to 0:40";

fn cue() -> Cue {
    let (request, _) = Brief::read(black_box(WORDS)).request(Some(Flicks::SECOND * 60), 7);
    Cue::compose(&request).unwrap_or_else(|error| panic!("{error}"))
}

fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("cue_of_a_minute");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    group.bench_function("to_midi", |b| b.iter(|| cue().midi()));
    let cue = cue();
    group.bench_function("to_stems", |b| {
        b.iter(|| {
            let mut player = cue.player();
            let mut stems = std::array::from_fn(|_| vec![[0; 2]; 48_000]);
            let mut frames = 0;
            loop {
                let filled = player.fill_stems(&mut stems);
                frames += filled;
                if filled == 0 {
                    break frames;
                }
            }
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
