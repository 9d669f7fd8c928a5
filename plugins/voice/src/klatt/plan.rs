//! A line as segments: sounds with their place in syllable, word and phrase, their lengths, and pauses.

use super::duration;
use crate::g2p::{Break, Phoneme, Sound, Spelled, Stress, Word};

/// A sound or a pause.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Segment {
    /// None in a pause.
    pub phoneme: Option<Phoneme>,
    /// Of the syllable.
    pub stress: Stress,
    /// The syllable is where the voice marks its word.
    pub accent: bool,
    /// Before the vowel of its syllable.
    pub in_onset: bool,
    /// In the first syllable of its word; for a consonant, the first sound.
    pub starts_word: bool,
    /// In the last syllable of its word.
    pub ends_word: bool,
    /// In the last syllable before a break.
    pub ends_phrase: bool,
    pub is_function: bool,
    /// A T or D that the tongue only taps.
    pub tapped: bool,
    /// Syllables of the word.
    pub syllables: usize,
    pub seconds: f64,
}

/// What is said in one breath, and how it ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Phrase {
    /// The places of its segments.
    pub segments: std::ops::Range<usize>,
    pub end: Break,
    /// It begins with a word such as `who`, and so falls although it asks.
    pub asks_what: bool,
}

/// The segments of a line, in order, and its phrases; `pace` scales all lengths.
pub(crate) fn plan(line: &[Spelled], pace: f64) -> (Vec<Segment>, Vec<Phrase>) {
    let (mut segments, mut phrases): (Vec<Segment>, Vec<Phrase>) = (Vec::new(), Vec::new());
    let mut rest = line;
    while !rest.is_empty() {
        let count = rest.iter().take_while(|one| matches!(one, Spelled::Word(_))).count();
        let (said, after) = rest.split_at(count);
        let words: Vec<&Word> = said
            .iter()
            .filter_map(|one| if let Spelled::Word(word) = one { Some(word) } else { None })
            .collect();
        let (end, after) = match after.split_first() {
            Some((Spelled::Break(end), after)) => (*end, after),
            _ => (Break::Stop, after),
        };
        let start = segments.len();
        phrase(&words, &mut segments);
        if start < segments.len() {
            let asks_what = words.first().is_some_and(|word| ASKING.contains(&word.text.as_str()));
            phrases.push(Phrase { segments: start..segments.len(), end, asks_what });
        }
        if !after.is_empty() {
            segments.push(pause(end));
        }
        rest = after;
    }
    let lengths: Vec<f64> = (0..segments.len())
        .map(|at| {
            let near = |place: Option<usize>| {
                place.and_then(|place| segments.get(place)).filter(|one| one.phoneme.is_some())
            };
            let length =
                duration::seconds(&segments[at], near(at.checked_sub(1)), near(Some(at + 1)));
            if segments[at].tapped { 0.026 } else { length }
        })
        .collect();
    for (segment, length) in segments.iter_mut().zip(lengths) {
        // In fast talk pauses and vowels give way first.
        let bend = match segment.phoneme {
            Some(phoneme) if !phoneme.is_vowel() => libm::sqrt(pace),
            _ => pace,
        };
        segment.seconds = length * bend;
    }
    (segments, phrases)
}

const ASKING: [&str; 12] = [
    "who", "what", "when", "where", "why", "how", "which", "whose", "what's", "who's", "where's",
    "how's",
];

fn pause(end: Break) -> Segment {
    let seconds = match end {
        Break::Comma => 0.19,
        Break::Ellipsis => 0.45,
        Break::Stop | Break::Exclamation | Break::Question => 0.38,
    };
    Segment {
        phoneme: None,
        stress: Stress::None,
        accent: false,
        in_onset: false,
        starts_word: false,
        ends_word: false,
        ends_phrase: false,
        is_function: false,
        tapped: false,
        syllables: 0,
        seconds,
    }
}

fn phrase(words: &[&Word], segments: &mut Vec<Segment>) {
    let start = segments.len();
    for word in words {
        spoken(word, segments);
    }
    let own = &mut segments[start..];
    // A phrase of small words alone marks the last of them.
    if !own.iter().any(|one| one.accent)
        && let Some(last) =
            own.iter_mut().rev().find(|one| one.phoneme.is_some_and(Phoneme::is_vowel))
    {
        (last.accent, last.stress) = (true, Stress::Primary);
    }
    if let Some(last) = own.iter().rposition(|one| one.phoneme.is_some_and(Phoneme::is_vowel)) {
        let onset = own[..last].iter().rev().take_while(|one| one.in_onset).count();
        own[last - onset..].iter_mut().for_each(|one| one.ends_phrase = true);
    }
    for at in 1..own.len().saturating_sub(1) {
        let open = |one: &Segment| {
            one.phoneme.is_some_and(|phoneme| phoneme.is_vowel() || phoneme == Phoneme::R)
        };
        let tongue = matches!(own[at].phoneme, Some(Phoneme::T | Phoneme::D));
        own[at].tapped = tongue
            && open(&own[at - 1])
            && own[at + 1].phoneme.is_some_and(Phoneme::is_vowel)
            && own[at + 1].stress == Stress::None
            && !own[at].starts_word;
    }
}

fn spoken(word: &Word, segments: &mut Vec<Segment>) {
    let sounds = &word.sounds;
    let vowels: Vec<usize> =
        (0..sounds.len()).filter(|at| sounds[*at].phoneme.is_vowel()).collect();
    let strongest = vowels.iter().map(|at| sounds[*at].stress).max().unwrap_or_default();
    for (at, sound) in sounds.iter().enumerate() {
        let next = vowels.iter().position(|vowel| at <= *vowel);
        let onset =
            next.is_some_and(|next| at < vowels[next] && onset_from(sounds, &vowels, next) <= at);
        let syllable = match next {
            Some(next) if onset || at == vowels[next] => next,
            Some(next) => next.saturating_sub(1),
            None => vowels.len().saturating_sub(1),
        };
        let stress = vowels.get(syllable).map_or(Stress::None, |vowel| sounds[*vowel].stress);
        let vowel = sound.phoneme.is_vowel();
        segments.push(Segment {
            phoneme: Some(sound.phoneme),
            stress: if word.is_function && stress == Stress::Primary {
                Stress::Secondary
            } else {
                stress
            },
            accent: vowel && !word.is_function && stress == strongest && stress == Stress::Primary,
            in_onset: onset,
            starts_word: if vowel { syllable == 0 } else { at == 0 },
            ends_word: syllable + 1 == vowels.len(),
            ends_phrase: false,
            is_function: word.is_function,
            tapped: false,
            syllables: vowels.len(),
            seconds: 0.0,
        });
    }
}

/// The first consonant that belongs to the syllable of vowel number `next`: one, or two that can begin a word.
fn onset_from(sounds: &[Sound], vowels: &[usize], next: usize) -> usize {
    let vowel = vowels[next];
    if next == 0 {
        return 0;
    }
    let after_last = vowels[next - 1] + 1;
    let one = vowel.saturating_sub(1).max(after_last);
    let Some(two) = vowel.checked_sub(2).filter(|two| after_last <= *two) else { return one };
    let (first, second) = (sounds[two].phoneme, sounds[one].phoneme);
    let joins = matches!(second, Phoneme::L | Phoneme::R | Phoneme::W | Phoneme::Y)
        && (first.is_stop() || matches!(first, Phoneme::F | Phoneme::Th | Phoneme::S))
        || first == Phoneme::S && matches!(second, Phoneme::P | Phoneme::T | Phoneme::K);
    if joins { two } else { one }
}
