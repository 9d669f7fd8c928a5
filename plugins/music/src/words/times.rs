//! Numbers and places in time.

use maquette_time::Flicks;

use super::tokens::Token;

/// Six hours, as no cue is longer.
const LATEST: f64 = 6.0 * 3_600.0;

/// A number of digits and at most one point.
pub(super) fn number(word: &str) -> Option<f64> {
    let plain = word.starts_with(|c: char| c.is_ascii_digit())
        && word.len() < 12
        && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    if plain { word.parse().ok() } else { None }
}

/// Whether a bare number is a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    Seconds,
    Nothing,
}

/// A time at the head of `tokens`, and how many of them it takes: `0:12`, `12.5s`, `1m20s`, `2 minutes`.
pub(super) fn time(tokens: &[Token], bare: Bare) -> Option<(Flicks, usize)> {
    let word = tokens.first()?.word.as_str();
    if let Some(seconds) = clock(word).or_else(|| joined(word)) {
        return within(seconds).map(|at| (at, 1));
    }
    let value = number(word)?;
    let unit = tokens.get(1).map(|token| token.word.as_str());
    if let Some(scale) = unit.and_then(seconds_of) {
        // `1 minute 20 seconds`, `1 minute and 20 seconds`
        let rest = match tokens.get(2).map(|token| token.word.as_str()) {
            Some("and") => 3,
            _ => 2,
        };
        if let (60.0, Some(more), Some("s" | "sec" | "second" | "seconds")) = (
            scale,
            tokens.get(rest).and_then(|token| number(&token.word)),
            tokens.get(rest + 1).map(|token| token.word.as_str()),
        ) {
            return within(value * 60.0 + more).map(|at| (at, rest + 2));
        }
        return within(value * scale).map(|at| (at, 2));
    }
    if bare == Bare::Seconds { within(value).map(|at| (at, 1)) } else { None }
}

fn within(seconds: f64) -> Option<Flicks> {
    (0.0..=LATEST).contains(&seconds).then(|| Flicks::from_seconds(seconds))
}

fn seconds_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        _ => return None,
    })
}

/// `0:12.5`, `1:02:03`
fn clock(word: &str) -> Option<f64> {
    let parts: Vec<&str> = word.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let mut total = 0.0;
    for (place, part) in parts.iter().enumerate() {
        let value = number(part)?;
        if 0 < place && 60.0 <= value {
            return None;
        }
        total = total * 60.0 + value;
    }
    Some(total)
}

/// `12.5s`, `1m20s`, `90sec`
fn joined(word: &str) -> Option<f64> {
    let (mut rest, mut total) = (word, 0.0);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let unit_end =
            rest[digits..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |at| digits + at);
        total += number(&rest[..digits])? * seconds_of(rest[digits..unit_end].trim_matches('-'))?;
        rest = &rest[unit_end..];
    }
    (!word.is_empty()).then_some(total)
}
