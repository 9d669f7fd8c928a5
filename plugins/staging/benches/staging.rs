//! What it costs to take a feature apart and stage it: the long sample scripts, over and over until there are enough
//! pages.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use maquette_document::Aspect;
use maquette_script::{eighths, parse};
use maquette_staging::{Settings, breakdown, stage};
use maquette_time::{Flicks, FrameRate};

const SCRIPTS: [&str; 3] = [
    include_str!("../../../scenes/the-bear.fountain"),
    include_str!("../../../scenes/over-the-moor.fountain"),
    include_str!("../../../scenes/the-inspector.fountain"),
];

/// A script of at least so many pages.
fn script(pages: usize) -> String {
    let mut text = String::new();
    let body = |text: &'static str| text.split_once("\n\n").map_or(text, |(_, body)| body);
    for one in SCRIPTS.into_iter().map(body).cycle() {
        if eighths(&parse(&text).paragraphs) >= pages * 8 {
            break;
        }
        text.push_str(one);
        text.push_str("\n\n");
    }
    text
}

fn benches(criterion: &mut Criterion) {
    let settings = Settings { seed: 7, rate: FrameRate::FILM, aspect: Aspect::WIDE };
    let mut group = criterion.benchmark_group("staging");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for pages in [12, 120] {
        let text = script(pages);
        group.throughput(Throughput::Elements(pages as u64));
        group.bench_with_input(BenchmarkId::new("pages", pages), &text, |bench, text| {
            bench.iter(|| {
                let script = parse(text);
                let found = breakdown(&script, settings.seed);
                black_box(stage(&script, text, &found, &|_| None::<Flicks>, &settings))
            });
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
