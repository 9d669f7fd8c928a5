//! What is wrong with a script: where, and what to write instead.

use std::fmt;

use rhai::{EvalAltResult, ParseErrorType, Position};

use super::facts::Facts;
use super::functions::FUNCTIONS;
use super::names::NAMES;
use super::words::{WORDS, Word};

/// A script that could not be run to its end. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptFault {
    pub line: usize,
    pub column: usize,
    /// What is wrong and what to do, in one line.
    pub message: String,
}

impl fmt::Display for ScriptFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ScriptFault {}

impl ScriptFault {
    pub(super) fn at(position: Position, message: impl Into<String>) -> Self {
        let line = position.line().unwrap_or(1);
        let column = position.position().unwrap_or(1).max(1);
        Self { line, column, message: message.into() }
    }

    /// At the last word of `source`.
    pub(super) fn at_end(source: &str, message: impl Into<String>) -> Self {
        let text = source.trim_end();
        let line = text.lines().count().max(1);
        let column = text.lines().last().map_or(1, |line| line.chars().count()).max(1);
        Self { line, column, message: message.into() }
    }

    /// The fault behind an error of the engine.
    pub(super) fn of(error: EvalAltResult, source: &str, facts: &Facts) -> Self {
        let position = error.position();
        match error {
            // What happens inside of a function is told where it happens.
            EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => {
                let is_known = !inner.position().is_none();
                let fault = Self::of(*inner, source, facts);
                if is_known { fault } else { Self::at(position, fault.message) }
            }
            EvalAltResult::ErrorParsing(ParseErrorType::UnexpectedEOF, _) => Self::at_end(
                source,
                "the script ends in the middle of something: is a bracket or a quote not closed?",
            ),
            other => Self::at(position, message(&other, facts)),
        }
    }
}

fn message(error: &EvalAltResult, facts: &Facts) -> String {
    use EvalAltResult as E;
    match error {
        E::ErrorRuntime(why, _) => why.to_string(),
        E::ErrorVariableNotFound(name, _) => unknown_name(name, facts),
        E::ErrorFunctionNotFound(signature, _) => unknown_word(signature),
        E::ErrorTooManyOperations(_) => {
            "the script does not come to its end: a loop goes on for too long".into()
        }
        E::ErrorStackOverflow(_) => {
            "functions call one another too deep: does one call itself for ever?".into()
        }
        E::ErrorDataTooLarge(what, _) => {
            format!("{} grows too large: does a loop add to it for ever?", plain(what))
        }
        E::ErrorTooManyVariables(_) => "the script has too many variables".into(),
        E::ErrorNonPureMethodCallOnConstant(word, _) => {
            format!("{word}(...) would change a constant: write let instead of const")
        }
        E::ErrorArithmetic(why, _) => format!("the sum cannot be done: {}", why.to_lowercase()),
        E::ErrorDotExpr(..) | E::ErrorPropertyNotFound(..) => {
            "a word of a shot is written with brackets, as in .dolly_in(1)".into()
        }
        E::ErrorParsing(why, _) => syntax(why),
        other => {
            let text = other.to_string();
            // The place is told apart.
            text.split(" (line ").next().unwrap_or_default().to_owned()
        }
    }
}

fn syntax(why: &ParseErrorType) -> String {
    use ParseErrorType as P;
    match why {
        P::Reserved(word) => format!("`{word}` means nothing in a camera script"),
        P::ExprTooDeep => "this is nested too deep: name its parts with let".into(),
        P::LiteralTooLarge(what, most) => {
            format!("{} is too large: {most} at most", what.to_lowercase())
        }
        P::MissingToken(token, why) => format!("`{token}` is missing {why}"),
        other => {
            let text = other.to_string();
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_lowercase().collect::<String>() + letters.as_str()
            })
        }
    }
}

fn unknown_name(name: &str, facts: &Facts) -> String {
    let is_figure =
        |(_, known): &&(_, String)| known.trim().to_uppercase() == name.trim().to_uppercase();
    if let Some((_, known)) = facts.figures.iter().find(is_figure) {
        return format!("a figure is written in quotes: {known:?}");
    }
    let near = nearest(name, NAMES.iter().map(|row| row.name));
    match near {
        Some(near) => format!("there is no name {name}; is it {near}?"),
        None => format!("there is no name {name}; a figure is written in quotes, such as \"MARA\""),
    }
}

/// By what was called and with what, as the engine tells it: `lens (Shot, &str)`.
fn unknown_word(signature: &str) -> String {
    let called = signature.split(" (").next().unwrap_or(signature).trim();
    if let Some(word) = WORDS.iter().find(|word| word.name == called) {
        return format!("{called} is written {}", usages(word));
    }
    if let Some(function) = FUNCTIONS.iter().find(|function| function.name == called) {
        return format!("{called} is written {}", function.usage);
    }
    if !called.chars().any(char::is_alphanumeric) {
        let given = signature.split_once(" (").map_or("", |(_, given)| given.trim_end_matches(')'));
        let given: Vec<&str> = given.split(", ").map(plain).collect();
        return format!("`{called}` cannot be used on {}", given.join(" and "));
    }
    let known = WORDS.iter().map(|word| word.name).chain(FUNCTIONS.iter().map(|one| one.name));
    match nearest(called, known) {
        Some(near) => format!("there is no word {called}; is it {near}?"),
        None => format!("there is no word {called}; `maquette camera words` lists them all"),
    }
}

/// What the engine calls a sort of value, in plain words.
fn plain(sort: &str) -> &str {
    let has = |part: &str| sort.to_lowercase().contains(part);
    match sort {
        "i64" => "a whole number",
        "f64" => "a number",
        "bool" => "true or false",
        "()" => "nothing",
        _ if has("str") => "a text",
        _ if has("array") => "a list",
        _ if has("map") => "a map",
        _ if has("name") => "a name",
        other => other,
    }
}

pub(super) fn usages(word: &Word) -> String {
    word.usage.join(" or ")
}

/// The name that is at most two letters off, if there is one.
fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > 40 {
        return None;
    }
    let most = if wanted.chars().count() < 5 { 1 } else { 2 };
    known
        .map(|name| (distance(&wanted.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(off, _)| *off <= most)
        .min_by_key(|(off, _)| *off)
        .map(|(_, name)| name)
}

/// Letters to put in, take out or change (Levenshtein's distance).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Seconds as a message has them: `1.2 s`.
pub(super) fn secs(seconds: f64) -> String {
    format!("{seconds:.1} s")
}
