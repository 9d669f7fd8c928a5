//! What can be called without a shot: chance and sums. Trigonometry is in degrees and the same on every machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bevy_math::ops;
use rhai::{Dynamic, Engine, EvalAltResult};

use super::facts::Facts;
use super::read::number;

/// A function, as the page has it.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub name: &'static str,
    pub usage: &'static str,
    pub says: &'static str,
}

const fn of(name: &'static str, usage: &'static str, says: &'static str) -> Function {
    Function { name, usage, says }
}

pub const FUNCTIONS: &[Function] = &[
    of("shot", "shot(MS), shot(OTS), shot(MCU, OTS)", "a new shot of a size, a kind, or both"),
    of(
        "rand",
        "rand()",
        "a number from 0 to 1 by chance: the same in each run, another for another seed or shot",
    ),
    of("rand_between", "rand_between(-5, 5)", "the same between two numbers"),
    of("sin", "sin(30)", "of degrees"),
    of("cos", "cos(30)", "of degrees"),
    of("tan", "tan(30)", "of degrees"),
    of("atan2", "atan2(y, x)", "in degrees"),
    of("sqrt", "sqrt(2)", "the square root"),
    of("floor", "floor(1.7)", "the whole number below"),
    of("ceiling", "ceiling(1.2)", "the whole number above"),
    of("lerp", "lerp(a, b, 0.5)", "what lies between two numbers"),
    of("abs", "abs(-2)", "without its sign"),
    of("min", "min(a, b)", "the smaller"),
    of("max", "max(a, b)", "the larger"),
    of("print", "print(\"…\")", "a note to whoever runs the script"),
];

/// Facts that a script may read.
pub(super) const FACTS: &[(&str, &str)] = &[
    ("length", "seconds of the shot"),
    ("aspect", "width over height of the picture"),
    ("current_lens", "millimetres of the lens that is on the camera now"),
    ("figures", "the names of who is in the shot, as a list"),
];

type Number = Result<f64, Box<EvalAltResult>>;

/// Registers all of them but `shot`, and those that the engine's packages have.
pub(super) fn register(engine: &mut Engine, facts: &Arc<Facts>) {
    let count = Arc::new(AtomicU64::new(0));
    let (own, counted) = (facts.clone(), count.clone());
    engine.register_fn("rand", move || own.chance("rand", counted.fetch_add(1, Ordering::Relaxed)));
    let own = facts.clone();
    let between = move |low: Dynamic, high: Dynamic| -> Number {
        let (low, high) = (any(&low)?, any(&high)?);
        Ok(low + (high - low) * own.chance("rand", count.fetch_add(1, Ordering::Relaxed)))
    };
    engine.register_fn("rand", between.clone());
    engine.register_fn("rand_between", between);

    let one = |engine: &mut Engine, name: &str, work: fn(f64) -> f64| {
        engine.register_fn(name, move |x: Dynamic| -> Number { finite(work(any(&x)?)) });
    };
    one(engine, "sin", |degrees| f64::from(ops::sin((degrees as f32).to_radians())));
    one(engine, "cos", |degrees| f64::from(ops::cos((degrees as f32).to_radians())));
    one(engine, "tan", |degrees| f64::from(ops::tan((degrees as f32).to_radians())));
    one(engine, "sqrt", f64::sqrt);
    one(engine, "floor", f64::floor);
    one(engine, "ceiling", f64::ceil);
    engine.register_fn("atan2", |y: Dynamic, x: Dynamic| -> Number {
        finite(f64::from(ops::atan2(any(&y)? as f32, any(&x)? as f32).to_degrees()))
    });
    engine.register_fn("lerp", |a: Dynamic, b: Dynamic, share: Dynamic| -> Number {
        let (a, b) = (any(&a)?, any(&b)?);
        finite(a + (b - a) * any(&share)?)
    });
}

fn any(value: &Dynamic) -> Number {
    Ok(number(value, "a number here is", (-1e12, 1e12), "")?)
}

fn finite(found: f64) -> Number {
    if found.is_finite() { Ok(found) } else { Err("this has no result that is a number".into()) }
}
