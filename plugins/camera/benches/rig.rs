//! What a camera of everything costs: 10,000 views of one rig in any order of time, its path measured once or each
//! time.

use std::hint::black_box;
use std::time::Duration;

use bevy_math::{Vec2, Vec3};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use maquette_camera::{PreparedRig, Subjects, view_at};
use maquette_document::{
    Curve, Ease, Focus, Id, Landmark, Lens, Move, MoveKind, Pace, Path, PathKey, Rig, Target,
    Tracking,
};
use maquette_time::Flicks;

const VIEWS: usize = 10_000;
const WIDE: f32 = 16.0 / 9.0;
const EYES: Target = Target::Figure { figure: Id::FILM, landmark: Landmark::Eyes };

struct Walker;

impl Subjects for Walker {
    fn ground(&self, _: Id, time: Flicks) -> Option<Vec3> {
        Some(Vec3::new(1.4 * time.seconds() as f32, 0.0, 0.0))
    }

    fn landmark(&self, figure: Id, _: Landmark, time: Flicks) -> Option<Vec3> {
        Some(self.ground(figure, time)? + 1.6 * Vec3::Y)
    }
}

/// A path of twelve keys that turn the head and zoom, a head that tracks with lag and a dead zone, hands, a rack.
fn rig() -> Rig {
    let keys = (0..12).map(|i| {
        let turn = i as f32 * 0.6;
        PathKey {
            at: Flicks::SECOND * i,
            position: Vec3::new(8.0 * turn.cos(), 1.5 + 0.3 * turn, 8.0 * turn.sin()),
            angles: Some(Vec3::new(-30.0 * turn, -5.0, 0.0)),
            focal: Some(28.0 + 4.0 * i as f32),
            ..PathKey::default()
        }
    });
    let pace = Pace::Even { start: Flicks::ZERO, length: Flicks::SECOND * 10, ease: Ease::InOut };
    let over =
        |kind| Move { kind, start: Flicks::SECOND, length: Flicks::SECOND * 8, ease: Ease::InOut };
    Rig {
        path: Some(Path { curve: Curve::Through, pace, keys: keys.collect() }),
        moves: vec![over(MoveKind::Handheld { strength: 1.0, seed: 7 }), over(MoveKind::Rack(3.0))],
        tracking: Some(Tracking {
            target: EYES,
            place: Vec2::new(0.4, 0.35),
            dead_zone: Vec2::new(0.1, 0.05),
            lag: 0.4,
        }),
        lens: Lens { focus: Focus::On(EYES), stop: 2.8, ..Lens::default() },
        ..Rig::default()
    }
}

/// Of the ten seconds, a frame of every 240th of a second, far from the one before.
fn time(i: usize) -> Flicks {
    Flicks(Flicks::SECOND.0 / 240 * (i as i64 * 997 % 2400))
}

fn benches(criterion: &mut Criterion) {
    let whole = rig();
    let mut group = criterion.benchmark_group("camera");
    group
        .throughput(Throughput::Elements(VIEWS as u64))
        .sample_size(20)
        .measurement_time(Duration::from_secs(3));
    let mut measure = |name: &str, rig: &Rig| {
        group.bench_function(name, |bench| {
            let prepared = PreparedRig::new(rig, WIDE);
            bench.iter(|| {
                for i in 0..VIEWS {
                    black_box(prepared.view_at(time(i), &Walker));
                }
            });
        });
    };
    measure("10,000 views", &whole);
    let nailed = whole.tracking.map(|tracking| Tracking { dead_zone: Vec2::ZERO, ..tracking });
    measure("the same without a dead zone", &Rig { tracking: nailed, ..whole.clone() });
    measure("the same without tracking", &Rig { tracking: None, ..whole.clone() });
    measure(
        "the same without tracking and hands",
        &Rig { tracking: None, moves: Vec::new(), ..whole.clone() },
    );
    group.bench_function("the same, the path measured for each", |bench| {
        bench.iter(|| {
            for i in 0..VIEWS {
                black_box(view_at(&whole, time(i), WIDE, &Walker));
            }
        });
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
