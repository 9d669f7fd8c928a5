//! A number on its way from key to key.

/// Smooth through every key, and never past either of the two that it lies between.
///
/// Piecewise cubic with the slopes of M. Steffen, "A simple method for monotonic interpolation in one dimension"
/// (Astronomy and Astrophysics 239, 1990): speed has no jump, and where two keys are equal it waits.
pub(super) struct Course {
    keys: Vec<Key>,
}

/// How a course begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    AtRest,
    /// At the mean speed of the stretch beside it.
    Running,
}

struct Key {
    at: f64,
    value: f64,
    slope: f64,
}

impl Course {
    /// Of `(at, value)` by rising `at`; of keys at one place the last counts. None without a key.
    pub(super) fn new(keys: impl Iterator<Item = (f64, f64)>, ends: [End; 2]) -> Option<Self> {
        let mut passed: Vec<Key> = Vec::new();
        for (at, value) in keys {
            passed.pop_if(|last| at <= last.at);
            passed.push(Key { at, value, slope: 0.0 });
        }
        let last = passed.len().checked_sub(1)?;
        for i in 0..=last {
            let speed = |i: usize| {
                let (a, b) = (&passed[i], &passed[i + 1]);
                (b.value - a.value) / (b.at - a.at)
            };
            passed[i].slope = match (i > 0).then(|| speed(i - 1)).zip((i < last).then(|| speed(i)))
            {
                Some((before, after)) => {
                    let (short, long) =
                        (passed[i].at - passed[i - 1].at, passed[i + 1].at - passed[i].at);
                    through(before, after, short, long)
                }
                None if last == 0 => 0.0,
                None if i == 0 && ends[0] == End::Running => speed(0),
                None if i == last && ends[1] == End::Running => speed(last - 1),
                None => 0.0,
            };
        }
        Some(Self { keys: passed })
    }

    /// Before the first key and after the last it holds.
    pub(super) fn at(&self, at: f64) -> f64 {
        let next = self.keys.partition_point(|key| key.at <= at);
        let Some(b) = self.keys.get(next) else { return self.keys[next - 1].value };
        let Some(a) = next.checked_sub(1).map(|i| &self.keys[i]) else { return b.value };
        let length = b.at - a.at;
        let u = (at - a.at) / length;
        let rise = u * u * (3.0 - 2.0 * u);
        let (leave, arrive) = (u * (1.0 - u) * (1.0 - u), u * u * (1.0 - u));
        a.value + (b.value - a.value) * rise + (a.slope * leave - b.slope * arrive) * length
    }
}

/// The slope at a key between the speeds of the stretches beside it, that are `short` and `long`.
fn through(before: f64, after: f64, short: f64, long: f64) -> f64 {
    if before * after <= 0.0 {
        return 0.0;
    }
    let parabola = (before * long + after * short) / (short + long);
    let least = before.abs().min(after.abs()).min(0.5 * parabola.abs());
    2.0 * least * before.signum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn course(keys: &[(f64, f64)], end: End) -> Course {
        Course::new(keys.iter().copied(), [end; 2]).expect("keys")
    }

    fn any_keys() -> impl Strategy<Value = Vec<(f64, f64)>> {
        prop::collection::vec((0.5_f64..3.0, -50.0_f64..50.0), 2..9).prop_map(|steps| {
            let mut at = 0.0;
            let mut add = |(step, value)| {
                at += step;
                (at, value)
            };
            steps.into_iter().map(&mut add).collect()
        })
    }

    proptest! {
        #[test]
        fn it_passes_every_key_and_stays_between_neighbours(keys in any_keys(), share in 0.0_f64..1.0) {
            for end in [End::AtRest, End::Running] {
                let course = course(&keys, end);
                for pair in keys.windows(2) {
                    let [(from, a), (to, b)] = [pair[0], pair[1]];
                    prop_assert!((course.at(from) - a).abs() < 1e-9);
                    let value = course.at(from + (to - from) * share);
                    prop_assert!(value >= a.min(b) - 1e-9 && value <= a.max(b) + 1e-9);
                }
            }
        }

        #[test]
        fn its_speed_has_no_jump(keys in any_keys()) {
            let course = course(&keys, End::AtRest);
            let step = 1e-6;
            for (at, _) in &keys {
                let before = (course.at(*at) - course.at(at - step)) / step;
                let after = (course.at(at + step) - course.at(*at)) / step;
                prop_assert!((after - before).abs() < 0.1, "{before} and {after}");
            }
        }
    }

    #[test]
    fn where_two_keys_are_equal_it_waits() {
        let course = course(&[(0.0, 0.0), (1.0, 5.0), (2.0, 5.0), (3.0, 9.0)], End::Running);
        assert!((0..=10).all(|i| course.at(1.0 + f64::from(i) / 10.0) == 5.0));
        assert_eq!((course.at(-3.0), course.at(9.0)), (0.0, 9.0));
    }

    #[test]
    fn even_keys_are_passed_evenly() {
        let course = course(&[(0.0, 1.0), (1.0, 3.0), (4.0, 9.0)], End::Running);
        for i in 0..=40 {
            let at = f64::from(i) / 10.0;
            assert!((course.at(at) - 1.0 - 2.0 * at).abs() < 1e-12, "{at}");
        }
    }

    #[test]
    fn of_keys_at_one_place_the_last_counts() {
        let course = course(&[(0.0, 1.0), (0.0, 2.0)], End::Running);
        assert_eq!(course.at(0.0), 2.0);
        assert!(Course::new([].into_iter(), [End::AtRest; 2]).is_none());
    }
}
