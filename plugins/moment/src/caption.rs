//! Captions: two short lines at a time, turned like pages while they are spoken.

use maquette_time::{Flicks, Span};

/// Letters of a page: two lines of 42, as subtitles are set (EBU-TT-D and BBC guidance: 37 to 42 a line).
const PAGE: usize = 84;

/// The part of `body` to be read `into` its shot, when all of it is shown over `span`: each page stays in
/// proportion to its letters.
pub(crate) fn page_at(body: &str, span: Span, into: Flicks) -> &str {
    let pages = pages(body);
    let total: usize = pages.iter().map(|page| page.chars().count()).sum();
    let passed = (into - span.start).0 as f64 / span.length.0.max(1) as f64 * total as f64;
    let mut read = 0.0;
    for page in &pages {
        read += page.chars().count() as f64;
        if passed < read {
            return page;
        }
    }
    pages.last().copied().unwrap_or(body)
}

/// Splits at the end of a sentence or clause near the middle of what is too long, else between words.
fn pages(body: &str) -> Vec<&str> {
    let letters = body.chars().count();
    let count = letters.div_ceil(PAGE).max(1);
    let mut pages = Vec::with_capacity(count);
    let mut rest = body.trim();
    for left in (1..=count).rev() {
        if left == 1 || rest.chars().count() <= PAGE {
            pages.push(rest);
            break;
        }
        let aim = rest.chars().count() / left;
        let cut = best_cut(rest, aim);
        pages.push(rest[..cut].trim_end());
        rest = rest[cut..].trim_start();
    }
    pages
}

/// The byte after which to turn the page: nearest to `aim` letters, a stop being worth 24 letters of
/// distance and a comma 12.
fn best_cut(text: &str, aim: usize) -> usize {
    let mut best = (usize::MAX, text.len());
    let mut before = ' ';
    for (letters, (byte, letter)) in text.char_indices().enumerate() {
        if letter.is_whitespace() && letters > 0 {
            let credit = match before {
                '.' | '!' | '?' | '…' => 24,
                ',' | ';' | ':' | '–' | '—' => 12,
                _ => 0,
            };
            let cost = (letters.abs_diff(aim) + 24).saturating_sub(credit);
            if cost < best.0 && letters <= PAGE {
                best = (cost, byte);
            }
        }
        before = letter;
    }
    if best.1 < text.len() {
        best.1
    } else {
        text.char_indices().nth(PAGE).map_or(text.len(), |c| c.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_speech_turns_like_pages_and_loses_no_word() {
        let body = "The lamp has burned for ninety years. It will burn tonight, whatever they say in the \
                    harbour office, and if the ship comes by she will see it; I promise you that, Mara.";
        let pages = pages(body);
        assert!(pages.iter().all(|page| page.chars().count() <= PAGE + 8), "{pages:?}");
        assert_eq!(pages.join(" "), body);
        let span = Span::new(Flicks::ZERO, Flicks::SECOND * 10);
        assert_eq!(page_at(body, span, Flicks::ZERO), pages[0]);
        assert_eq!(page_at(body, span, Flicks::SECOND * 10), *pages.last().unwrap());
    }

    #[test]
    fn a_word_without_end_is_cut_between_letters() {
        let body = "é".repeat(500);
        assert_eq!(pages(&body).concat(), body);
    }
}
