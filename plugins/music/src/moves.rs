//! How much music there is while it builds, falls back, stops and ends.

use super::plan::RATE;
use super::request::{Ending, Move, MusicRequest, Shape};

/// The level at a sample where it would be `level` by the picture alone; both from 0 to 1.
pub(crate) fn level_at(request: &MusicRequest, level: f64, at: f64) -> f64 {
    let mut now = level;
    for moved in &request.moves {
        let (from, to) = (moved.from.samples(48_000) as f64, moved.to.samples(48_000) as f64);
        if from <= at {
            now = during(*moved, now, ((at - from) / (to - from).max(1.0)).min(1.0), to <= at);
        }
    }
    ending(request, now, at).clamp(0.0, 1.0)
}

/// What a move that has begun makes of a level; `share` of it is done.
fn during(moved: Move, level: f64, share: f64, over: bool) -> f64 {
    match moved.shape {
        Shape::Build if over => level.max(0.92),
        Shape::Build => {
            let low = level.min(0.2);
            low + (0.96 - low) * share
        }
        Shape::Fade => level + (0.1_f64.min(level) - level) * share,
        Shape::Quiet if over => level.max(0.62),
        Shape::Quiet => level.min(0.24),
        Shape::Full | Shape::Stop if over => level,
        Shape::Full => level.max(0.94),
        Shape::Stop => 0.0,
    }
}

fn ending(request: &MusicRequest, level: f64, at: f64) -> f64 {
    let length = request.length.samples(48_000) as f64;
    let tail = (length * 0.22).max(8.0 * RATE).min(length * 0.5);
    let share = ((at - (length - tail)) / tail).clamp(0.0, 1.0);
    match request.ending {
        Ending::AsFits | Ending::Hard => level,
        Ending::Soft => level * (1.0 - 0.65 * share),
        Ending::Big => level + (level.max(0.95) - level) * share,
    }
}

#[cfg(test)]
mod tests {
    use maquette_time::Flicks;

    use super::*;

    fn at(moves: Vec<Move>, ending: Ending, second: i64) -> f64 {
        let length = Flicks::SECOND * 100;
        let request = MusicRequest { moves, ending, length, ..MusicRequest::default() };
        level_at(&request, 0.5, second as f64 * RATE)
    }

    fn moved(shape: Shape, from: i64, to: i64) -> Move {
        Move { shape, from: Flicks::SECOND * from, to: Flicks::SECOND * to }
    }

    #[test]
    fn a_build_rises_all_the_way_and_stays_up() {
        let build = vec![moved(Shape::Build, 10, 30)];
        let levels: Vec<f64> =
            (10..=30).map(|second| at(build.clone(), Ending::AsFits, second)).collect();
        assert!(levels.windows(2).take(19).all(|pair| pair[0] < pair[1]), "{levels:?}");
        assert!(levels[0] < 0.25 && 0.9 < levels[20]);
        assert_eq!(at(build, Ending::AsFits, 5), 0.5);
    }

    #[test]
    fn a_stop_is_over_when_it_is_over() {
        let stop = vec![moved(Shape::Stop, 10, 12)];
        let level = |second| at(stop.clone(), Ending::AsFits, second);
        assert_eq!([level(9), level(11), level(12)], [0.5, 0.0, 0.5]);
    }

    #[test]
    fn endings_sink_or_rise() {
        assert!(at(vec![], Ending::Soft, 99) < 0.2);
        assert!(at(vec![], Ending::Big, 99) > 0.9);
        assert_eq!(at(vec![], Ending::Soft, 70), 0.5);
    }
}
