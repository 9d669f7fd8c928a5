//! Which sound is said when, where the engine does not tell: a guess by the words and by where it is silent.

use maquette_time::Flicks;

use super::Phone;
use super::klatt::guessed;
use super::polish::{HEAD, TAIL};
use super::wording::{MOST_CHARACTERS, wording};

/// The sounds of `text`, laid over the mono `samples` at 48 kHz in which it is spoken.
///
/// Pauses of the text are laid on the longest silences, and what is said between two of them is spread evenly by
/// the lengths that its sounds mostly have: right to about a tenth of a second. For English; other languages are
/// read as if they were.
pub fn aligned(text: &str, samples: &[f32]) -> Vec<Phone> {
    let text: String = text.chars().take(MOST_CHARACTERS).collect();
    let sounds = guessed(&wording(&text));
    let whole = Flicks::from_samples(samples.len() as i64, 48_000);
    let heard = heard(samples);
    let (Some((first, _)), Some((_, last)), false) =
        (heard.first(), heard.last(), sounds.is_empty())
    else {
        return silence(Flicks::ZERO, whole).into_iter().collect();
    };
    let phrases: Vec<&[(&'static str, f64)]> =
        sounds.split(|(name, _)| *name == "SIL").filter(|phrase| !phrase.is_empty()).collect();
    // The longest silences are where the text pauses.
    let mut gaps: Vec<(usize, usize)> =
        heard.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect();
    gaps.sort_by_key(|(from, to)| (std::cmp::Reverse(to - from), *from));
    gaps.truncate(phrases.len().saturating_sub(1));
    gaps.sort_unstable();
    let joined = if gaps.len() + 1 == phrases.len() {
        phrases.iter().map(|phrase| phrase.to_vec()).collect()
    } else {
        vec![phrases.concat()]
    };
    let gaps = if joined.len() == 1 { Vec::new() } else { gaps };
    let starts = std::iter::once(*first).chain(gaps.iter().map(|(_, to)| *to));
    let ends = gaps.iter().map(|(from, _)| *from).chain(std::iter::once(*last));
    let mut phones: Vec<Phone> = Vec::new();
    let mut at = Flicks::ZERO;
    for ((start, end), phrase) in starts.zip(ends).zip(&joined) {
        let (start, end) = (step(start), step(end).min(whole));
        phones.extend(silence(at, start));
        let total: f64 = phrase.iter().map(|(_, seconds)| seconds).sum();
        let mut gone = 0.0;
        let mut from = start;
        for (name, seconds) in phrase {
            gone += seconds;
            let to = start + Flicks(libm::round((end - start).0 as f64 * gone / total) as i64);
            phones.push(Phone { name, start: from, length: to - from });
            from = to;
        }
        at = end;
    }
    phones.extend(silence(at, whole));
    phones
}

/// The sounds of `text` in a line of `length` that nobody speaks.
pub fn phones_of_words(text: &str, length: Flicks) -> Vec<Phone> {
    let samples =
        usize::try_from(length.samples(48_000).clamp(0, MOST_SAMPLES)).unwrap_or_default();
    let said = samples.saturating_sub(HEAD + TAIL).max(samples / 2);
    // As if one long sound were heard where the line would be.
    let from = HEAD.min(samples - said);
    let sound: Vec<f32> =
        (0..samples).map(|at| f32::from(u8::from((from..from + said).contains(&at)))).collect();
    aligned(text, &sound)
}

/// Half an hour.
const MOST_SAMPLES: i64 = 48_000 * 1_800;
/// Samples in a step: 10 ms.
const STEP: usize = 480;

fn step(place: usize) -> Flicks {
    Flicks::from_samples((place * STEP) as i64, 48_000)
}

fn silence(start: Flicks, end: Flicks) -> Option<Phone> {
    (start < end).then(|| Phone { name: "SIL", start, length: end - start })
}

/// The stretches in which something is heard, in steps; silences shorter than 80 ms do not part them.
fn heard(samples: &[f32]) -> Vec<(usize, usize)> {
    let power = |step: &[f32]| {
        step.iter().map(|s| if s.is_finite() { s * s } else { 0.0 }).sum::<f32>()
            / step.len() as f32
    };
    let powers: Vec<f32> = samples.chunks(STEP).map(power).collect();
    let loudest = powers.iter().copied().fold(0.0, f32::max);
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (place, power) in powers.iter().enumerate() {
        // 34 dB under the loudest is silence.
        if *power < loudest * 4e-4 || loudest < 1e-9 {
            continue;
        }
        match stretches.last_mut() {
            Some((_, end)) if place < *end + 8 => *end = place + 1,
            _ => stretches.push((place, place + 1)),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_fall_on_silences_and_nothing_is_left_out() {
        let loud = |n: usize| {
            if (9_600..48_000).contains(&n) || (72_000..96_000).contains(&n) {
                ((n * 37) % 100) as f32 / 100.0
            } else {
                0.0
            }
        };
        let samples: Vec<f32> = (0..100_000).map(loud).collect();
        let phones = aligned("Wait for me. Mama!", &samples);
        let m = phones.iter().filter(|phone| phone.name == "M").nth(1).unwrap();
        assert!((m.start.seconds() - 1.5).abs() < 0.02, "{:.3}", m.start.seconds());
        let mut at = Flicks::ZERO;
        for phone in &phones {
            assert_eq!(phone.start, at);
            at += phone.length;
        }
        assert_eq!(at.samples(48_000), 100_000);
    }

    #[test]
    fn silence_is_silence_whatever_the_words() {
        for (text, length) in [("Hello", 0), ("Hello", 4_800), ("...", 48_000), ("日本", 48_000)]
        {
            let phones = aligned(text, &vec![0.0; length]);
            assert!(phones.iter().all(|phone| phone.name == "SIL"));
        }
    }
}
