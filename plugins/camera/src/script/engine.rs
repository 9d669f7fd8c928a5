//! The sandbox that scripts run in.

use std::sync::{Arc, Mutex};

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicIteratorPackage, BasicStringPackage, LogicPackage,
    Package,
};
use rhai::{Array, Dynamic, Engine, EvalAltResult, Module, NativeCallContext};

use super::builder::Builder;
use super::facts::Facts;
use super::fault::ScriptFault;
use super::functions;
use super::names::NAMES;
use super::read::told;
use super::recipe::Recipe;
use super::words::{MOST_VALUES, Said, WORDS, Word, framing_of};

/// Bytes of a script.
const MOST_SOURCE: usize = 64 * 1024;
/// Steps of the engine: some tens of milliseconds.
const MOST_STEPS: u64 = 200_000;
const MOST_CALLS: usize = 24;
/// How deep expressions are nested; each word of a chain is a level.
const MOST_DEPTH: usize = 160;
const MOST_TEXT: usize = 2_000;
const MOST_LIST: usize = 2_000;
const MOST_VARIABLES: usize = 200;
const MOST_FUNCTIONS: usize = 100;
/// Lines that a script may print.
const MOST_NOTES: usize = 50;

/// Stops what must not be there, or differs from machine to machine: code from text, and powers.
const FORBIDDEN: [&str; 6] = ["eval", "debug", "**", "**=", "Fn", "call"];

/// What `source` asks for, in a shot of these `facts`.
///
/// The same arguments give the same recipe, on every machine: see [`Key`](super::Key). A fault says where it is;
/// nothing else comes of a script that has one.
pub fn run(source: &str, facts: &Facts) -> Result<Recipe, ScriptFault> {
    if MOST_SOURCE < source.len() {
        let what = format!(
            "a script has {} KB at most; this has {}",
            MOST_SOURCE / 1024,
            source.len() / 1024
        );
        return Err(ScriptFault { line: 1, column: 1, message: what });
    }
    let facts = Arc::new(facts.clone());
    let printed = Arc::new(Mutex::new(Vec::new()));
    let engine = engine(&facts, &printed);
    let fault = |error: EvalAltResult| ScriptFault::of(error, source, &facts);
    let script = engine.compile(source).map_err(|error| {
        let rhai::ParseError(why, position) = error;
        fault(EvalAltResult::ErrorParsing(*why, position))
    })?;
    let value = engine.eval_ast::<Dynamic>(&script).map_err(|error| fault(*error))?;
    let Some(shot) = value.clone().try_cast::<Builder>() else {
        return Err(ScriptFault::at_end(source, no_shot(&value)));
    };
    let mut recipe = shot.finish(&facts)?;
    let mut notes = printed.lock().map(|notes| notes.clone()).unwrap_or_default();
    notes.append(&mut recipe.notes);
    recipe.notes = notes;
    Ok(recipe)
}

fn no_shot(value: &Dynamic) -> String {
    if value.is_unit() {
        return "the script ends without a shot: let its last line be one, as in shot(MS).on(\"MARA\")".into();
    }
    format!("the script ends with {}: let its last line be a shot", told(value))
}

fn engine(facts: &Arc<Facts>, printed: &Arc<Mutex<Vec<String>>>) -> Engine {
    let mut engine = Engine::new_raw();
    ArithmeticPackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicStringPackage::new().register_into_engine(&mut engine);
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    for symbol in FORBIDDEN {
        engine.disable_symbol(symbol);
    }
    engine
        .set_max_operations(MOST_STEPS)
        .set_max_call_levels(MOST_CALLS)
        .set_max_expr_depths(MOST_DEPTH, MOST_DEPTH)
        .set_max_string_size(MOST_TEXT)
        .set_max_array_size(MOST_LIST)
        .set_max_map_size(MOST_LIST)
        .set_max_variables(MOST_VARIABLES)
        .set_max_functions(MOST_FUNCTIONS);
    let lines = printed.clone();
    engine.on_print(move |line| {
        if let Ok(mut lines) = lines.lock()
            && lines.len() < MOST_NOTES
        {
            lines.push(line.to_owned());
        }
    });
    engine.on_debug(|_, _, _| {});
    engine.register_type_with_name::<Builder>("a shot");
    engine.register_global_module(names(facts).into());
    functions::register(&mut engine, facts);
    register_shot(&mut engine);
    for word in WORDS {
        register(&mut engine, word, facts);
    }
    engine
}

/// All names and facts, which scripts and their functions can read and nothing can change.
fn names(facts: &Facts) -> Module {
    let mut names = Module::new();
    for row in NAMES {
        names.set_var(row.name, row.stands_for);
    }
    let there: Array = facts.figures.iter().map(|(_, name)| Dynamic::from(name.clone())).collect();
    names
        .set_var("length", facts.length.seconds())
        .set_var("aspect", f64::from(facts.aspect))
        .set_var("current_lens", f64::from(facts.lens))
        .set_var("figures", there);
    names
}

type Built = Result<Builder, Box<EvalAltResult>>;

fn register_shot(engine: &mut Engine) {
    engine.register_fn("shot", || -> Built { Ok(framing_of(&[])?) });
    engine.register_fn("shot", |a: Dynamic| -> Built { Ok(framing_of(&[a])?) });
    engine.register_fn("shot", |a: Dynamic, b: Dynamic| -> Built { Ok(framing_of(&[a, b])?) });
}

/// Registers a word for each number of values that it takes. It changes the shot that it is said of, and gives
/// it on, so that words can follow one another in a chain or line by line.
fn register(engine: &mut Engine, word: &'static Word, facts: &Arc<Facts>) {
    let (least, most) = word.takes;
    for count in least..=most.min(MOST_VALUES) {
        let facts = facts.clone();
        let act = move |context: &NativeCallContext, shot: &mut Builder, values: &[Dynamic]| {
            let said = Said { values, facts: &facts, position: context.call_position() };
            (word.act)(shot, &said)?;
            Ok(shot.clone())
        };
        match count {
            0 => engine
                .register_fn(word.name, move |c: NativeCallContext, shot: &mut Builder| -> Built {
                    act(&c, shot, &[])
                }),
            1 => engine.register_fn(
                word.name,
                move |c: NativeCallContext, shot: &mut Builder, x: Dynamic| -> Built {
                    act(&c, shot, &[x])
                },
            ),
            2 => engine.register_fn(
                word.name,
                move |c: NativeCallContext, shot: &mut Builder, x: Dynamic, y: Dynamic| -> Built {
                    act(&c, shot, &[x, y])
                },
            ),
            _ => engine.register_fn(
                word.name,
                move |c: NativeCallContext,
                      shot: &mut Builder,
                      x: Dynamic,
                      y: Dynamic,
                      z: Dynamic|
                      -> Built { act(&c, shot, &[x, y, z]) },
            ),
        };
    }
}
