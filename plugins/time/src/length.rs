//! Lengths as people type them.

use crate::{Flicks, FrameRate, TimeError, Timecode};

/// Reads `48f`, `2.5s`, `1m20s`, `1h2m`, or `00:00:02:00` at `rate`. Never negative, and at most 99 hours.
///
/// # Errors
/// When the text is none of these.
pub fn parse_length(text: &str, rate: FrameRate) -> Result<Flicks, TimeError> {
    let fault = || TimeError::Length { text: text.chars().take(40).collect() };
    if text.contains(':') {
        let label = Timecode::parse(text, rate).ok().ok_or_else(fault)?;
        return Ok(rate.start_of(label.frame()));
    }
    let mut rest = text.trim();
    let mut total = Flicks::ZERO;
    if rest.is_empty() {
        return Err(fault());
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(fault)?;
        let (number, tail) = rest.split_at(digits);
        let unit = tail.chars().next().ok_or_else(fault)?;
        let value: f64 = number.parse().ok().ok_or_else(fault)?;
        if value > 400_000.0 * 60.0 {
            return Err(fault());
        }
        total += match unit {
            'h' => Flicks::from_seconds(value * 3600.0),
            'm' => Flicks::from_seconds(value * 60.0),
            's' => Flicks::from_seconds(value),
            'f' if value.fract() == 0.0 => rate.frame_length() * value as i64,
            _ => return Err(fault()),
        };
        rest = &tail[1..];
    }
    if Flicks::SECOND * 99 * 3600 < total { Err(fault()) } else { Ok(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, seconds: f64) {
        let read = parse_length(text, FrameRate::FILM).unwrap();
        assert_eq!(read, Flicks::from_seconds(seconds), "{text}");
    }

    #[test]
    fn lengths_read_as_people_write_them() {
        check("48f", 2.0);
        check("2.5s", 2.5);
        check("1m20s", 80.0);
        check("1m20s12f", 80.5);
        check("00:00:02:00", 2.0);
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in ["", "s", "2", "-1s", "2.5f", "1e9s", "9999999h", "2x", "00:00:02", "é"] {
            assert!(parse_length(text, FrameRate::FILM).is_err(), "{text}");
        }
    }
}
