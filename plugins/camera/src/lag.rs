//! A head that comes after what it looks at.

use bevy_math::{Vec3, ops};
use maquette_time::Flicks;

use crate::bounds::or;

/// Seconds of lag: less is none, more is taken for this.
const LEAST: f32 = 1e-3;
const MOST: f32 = 60.0;
/// How far apart the past is looked at, and how far back, in time constants of the spring: what is older weighs
/// less than a ten-thousandth.
const STEP: f32 = 0.75;
const MEMORY: f32 = 12.0;

/// Where a critically damped spring has come that was pulled by what stood `at` each time up to `time`: it comes
/// `lag` seconds after what goes at an even pace, settles on what stands, and never goes past it.
///
/// Before the head of the shot all stood as they did there. The past is looked at on a grid of times that starts
/// there too, and taken as straight between them; of that the response is exact: for a lag of two time constants
/// the spring's impulse response is `s exp(-s)`, and a stretch of even speed counts by the difference of
/// `(2 + s) exp(-s)` between its ends. So it is smooth in time, which a sum over times that go along with `time`
/// would not be: each would make a step of every step.
pub(crate) fn lagged(at: &dyn Fn(Flicks) -> Option<Vec3>, time: Flicks, lag: f32) -> Option<Vec3> {
    let lag = or(lag, 0.0).min(MOST);
    if lag < LEAST {
        return at(time);
    }
    let time = time.max(Flicks::ZERO);
    let step = Flicks::from_seconds(f64::from(0.5 * STEP * lag)).0.max(1);
    // Of a stretch: how many time constants long it is, the mean of what it fades by, and all of that.
    let stretch = |flicks: i64| {
        let width = 2.0 * Flicks(flicks).seconds() as f32 / lag;
        (width, mean_fade(width), ops::exp(-width))
    };
    let whole = stretch(step);
    let mut newer = at(time)?;
    let mut sum = newer;
    let (mut age, mut decay) = (0.0, 1.0);
    // From the newest time of the grid that is before now.
    let mut before = (time.0 - 1).div_euclid(step) * step;
    let (mut width, mut mean, mut fade) = stretch(time.0 - before);
    while before >= 0 && age < MEMORY {
        let Some(older) = at(Flicks(before)) else { break };
        sum -= (newer - older) * (decay * ((2.0 + age) * mean - fade));
        newer = older;
        age += width;
        decay *= fade;
        before -= step;
        (width, mean, fade) = whole;
    }
    Some(sum)
}

/// The mean of `exp(-x)` from 0 to `width`; near 0 by its series, where the difference would be all rounding.
fn mean_fade(width: f32) -> f32 {
    if width < 0.1 {
        return 1.0 - width * (0.5 - width * (1.0 / 6.0 - width / 24.0));
    }
    (1.0 - ops::exp(-width)) / width
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seconds(s: f32) -> Flicks {
        Flicks::from_seconds(f64::from(s))
    }

    fn along(x: impl Fn(f32) -> f32) -> impl Fn(Flicks) -> Option<Vec3> {
        move |time| Some(Vec3::new(x(time.seconds() as f32), 0.0, 0.0))
    }

    /// The spring itself, by small steps: `x'' = w² (target - x) - 2 w x'`.
    fn spring(target: impl Fn(f64) -> f64, until: f64, lag: f64) -> f64 {
        let (w, h) = (2.0 / lag, 1e-4);
        let (mut x, mut v) = (target(0.0), 0.0);
        for i in 0..(until / h) as usize {
            v += h * (w * w * (target(i as f64 * h) - x) - 2.0 * w * v);
            x += h * v;
        }
        x
    }

    #[test]
    fn it_does_what_a_critically_damped_spring_does() {
        let walk = |t: f64| 1.2 * (t - 0.6 * (1.3 * t).sin());
        let at = along(move |t| walk(f64::from(t)) as f32);
        for lag in [0.2, 0.5, 1.0] {
            for i in 1..20 {
                let time = 0.31 * f64::from(i);
                let ours = lagged(&at, seconds(time as f32), lag as f32).expect("it is known").x;
                let theirs = spring(walk, time, lag);
                assert!((f64::from(ours) - theirs).abs() < 0.02, "{ours} for {theirs} at {time}");
            }
        }
    }

    #[test]
    fn what_goes_evenly_is_followed_by_the_lag() {
        let at = along(|t| 3.0 * t);
        for lag in [0.1, 0.7] {
            let here = lagged(&at, seconds(20.0), lag).expect("it is known").x;
            assert!((here - 3.0 * (20.0 - lag)).abs() < 1e-3, "{here} after {lag}");
        }
    }

    #[test]
    fn its_speed_has_no_step_when_what_it_follows_sets_out() {
        let at = along(|t| 2.0 * (t - 1.03).max(0.0));
        let speed = |tick: i32| {
            let x = |tick: i32| lagged(&at, seconds(tick as f32 / 240.0), 0.8).expect("known").x;
            (x(tick + 1) - x(tick)) * 240.0
        };
        for tick in 200..900 {
            let change = (speed(tick + 1) - speed(tick)).abs();
            assert!(change < 0.1, "{change} of 2 m/s at {tick}");
        }
    }

    proptest! {
        #[test]
        fn it_settles_and_never_goes_past_a_step(
            lag in 0.0_f32..5.0, when in 0.0_f32..4.0, from in -9.0_f32..9.0, to in -9.0_f32..9.0
        ) {
            let at = along(|t| if t < when { from } else { to });
            let x = |time: f32| lagged(&at, seconds(time), lag).expect("it is known").x;
            for i in 0..60 {
                let x = x(i as f32 / 7.0);
                prop_assert!(x > from.min(to) - 1e-4 && x < from.max(to) + 1e-4);
            }
            prop_assert!((x(when + 8.0 * lag + 0.1) - to).abs() < 1e-2);
        }

        #[test]
        fn any_time_and_any_lag_end(time in any::<i64>(), lag in any::<f32>()) {
            let here = lagged(&|_| Some(Vec3::ONE), Flicks(time), lag).expect("it is known");
            prop_assert!(here.distance(Vec3::ONE) < 1e-4);
        }
    }

    #[test]
    fn a_step_just_before_a_time_of_the_grid_is_no_jump() {
        let lag = 4.0;
        let grid = Flicks::from_seconds(f64::from(0.5 * STEP * lag));
        let at = |time: Flicks| Some(if time > grid { Vec3::X } else { Vec3::ZERO });
        for flicks in [1, 2, 3, 1000, 1_000_000] {
            let here = lagged(&at, grid + Flicks(flicks), lag).expect("it is known").x;
            assert!((-1e-6..1e-3).contains(&here), "{here} after {flicks}");
        }
    }

    #[test]
    fn what_is_unknown_is_not_followed() {
        assert_eq!(lagged(&|_| None, Flicks::SECOND, 0.5), None);
    }
}
