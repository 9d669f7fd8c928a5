//! Where one cue of a long film ends and the next begins.

use maquette_time::{Flicks, Span};

/// What a reel is to be at most, where the cuts allow it: as the reels of a print, and little enough to compose
/// and to keep in memory.
const LONGEST: Flicks = Flicks(Flicks::SECOND.0 * 8 * 60);

/// Splits a film of this length into reels of about one length, each from the head of a scene to the next.
/// Where no scene begins near a border, a cut will do; where there is no cut either, the reel is longer.
///
/// `heads` (of scenes) and `cuts` are places in order of time.
///
/// `|1  2     |3 4   |5    |` -> `|1 2|3 4|5|`
pub(super) fn reels(length: Flicks, heads: &[Flicks], cuts: &[Flicks]) -> Vec<Span> {
    if length.0 <= 0 {
        return Vec::new();
    }
    let count = (length.0 + LONGEST.0 - 1) / LONGEST.0;
    let each = length.0 / count;
    let nearest = |places: &[Flicks], to: i64, after: i64, within: i64| {
        let near = places.iter().map(|place| place.0);
        near.filter(|at| after < *at && *at < length.0 && (at - to).abs() <= within)
            .min_by_key(|at| (at - to).abs())
    };
    let mut borders = vec![0];
    for number in 1..count {
        let (to, after) = (each * number, borders.last().copied().unwrap_or(0));
        let found =
            nearest(heads, to, after, each / 3).or_else(|| nearest(cuts, to, after, each / 2));
        borders.extend(found);
    }
    borders.push(length.0);
    borders.windows(2).map(|pair| Span::new(Flicks(pair[0]), Flicks(pair[1] - pair[0]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(places: &[f64]) -> Vec<Flicks> {
        places.iter().map(|m| Flicks((m * 60.0 * Flicks::SECOND.0 as f64) as i64)).collect()
    }

    /// The borders of the reels, in minutes.
    #[track_caller]
    fn check(length: f64, heads: &[f64], cuts: &[f64], expected: &[f64]) {
        let all = reels(minutes(&[length])[0], &minutes(heads), &minutes(cuts));
        let starts: Vec<Flicks> = all.iter().map(|reel| reel.start).collect();
        assert_eq!(starts, minutes(expected));
        let end = all.iter().fold(Flicks::ZERO, |end, reel| {
            assert_eq!(reel.start, end, "reels join");
            reel.start + reel.length
        });
        assert_eq!(end, minutes(&[length])[0]);
    }

    #[test]
    fn a_short_film_is_one_reel() {
        check(1.5, &[0.0, 0.5, 1.0], &[0.0, 0.5, 1.0], &[0.0]);
        check(8.0, &[0.0, 4.0], &[0.0, 4.0], &[0.0]);
    }

    #[test]
    fn a_long_one_breaks_where_scenes_begin() {
        check(16.0, &[0.0, 3.0, 7.5, 12.0], &[], &[0.0, 7.5]);
        check(24.0, &[0.0, 9.0, 15.0, 23.0], &[0.0, 8.0, 16.0], &[0.0, 9.0, 15.0]);
    }

    #[test]
    fn where_no_scene_begins_a_cut_will_do_and_without_one_the_reel_is_longer() {
        check(16.0, &[0.0], &[0.0, 7.9, 8.2], &[0.0, 7.9]);
        check(24.0, &[0.0], &[0.0, 8.2], &[0.0, 8.2]);
        check(60.0, &[0.0], &[0.0], &[0.0]);
    }

    #[test]
    fn nothing_has_no_reels() {
        assert!(reels(Flicks::ZERO, &[], &[]).is_empty());
    }
}
