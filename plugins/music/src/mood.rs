//! What words feel like.

use serde::{Deserialize, Serialize};

use super::lexicon::{NEGATIONS, weight_of};

/// A feeling by two measures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mood {
    /// -1 dark to 1 bright.
    pub valence: f32,
    /// 0 still to 1 agitated.
    pub arousal: f32,
}

impl Default for Mood {
    /// Nothing in particular: a little wistful, rather calm.
    fn default() -> Self {
        Self { valence: -0.05, arousal: 0.35 }
    }
}

/// The kinds of music that moods ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Feel {
    Warm,
    Bright,
    Wistful,
    Sombre,
    Tense,
}

impl Mood {
    pub(crate) fn feel(self) -> Feel {
        match (self.valence, self.arousal) {
            (valence, arousal) if 0.54 <= arousal => {
                if valence < 0.08 {
                    Feel::Tense
                } else {
                    Feel::Bright
                }
            }
            (valence, _) if 0.12 <= valence => Feel::Warm,
            (valence, _) if valence <= -0.28 => Feel::Sombre,
            _ => Feel::Wistful,
        }
    }

    /// For people: `warm`, `tense`.
    pub fn name(self) -> &'static str {
        match self.feel() {
            Feel::Warm => "warm",
            Feel::Bright => "bright",
            Feel::Wistful => "wistful",
            Feel::Sombre => "sombre",
            Feel::Tense => "tense",
        }
    }

    /// Every measure within its range; what is no number is nothing in particular.
    pub(crate) fn sane(self) -> Self {
        let or = |value: f32, other: f32| if value.is_finite() { value } else { other };
        let plain = Self::default();
        Self {
            valence: or(self.valence, plain.valence).clamp(-1.0, 1.0),
            arousal: or(self.arousal, plain.arousal).clamp(0.0, 1.0),
        }
    }
}

/// The mood of a scene by its words, in English, French or German; a few words leave it near the default.
///
/// `not` before a word turns it round; exclamation marks stir. Only the first 20,000 words count.
pub fn mood_of(text: &str) -> Mood {
    let (mut valence, mut arousal, mut count) = (0.0, 0.0, 0.0);
    let mut turned = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).take(20_000) {
        let word = folded(word);
        if NEGATIONS.contains(&word.as_str()) {
            turned = 3;
            continue;
        }
        turned -= i32::from(!word.is_empty() && 0 < turned);
        if let Some((bright, stir)) = weight_of(&word) {
            valence += if 0 < turned { -0.5 * bright } else { bright };
            arousal += stir;
            count += 1.0;
        }
    }
    let shouts = text.matches('!').take(200).count() as f32;
    let plain = Mood::default();
    // Few words prove little: as if three plain ones had been read before.
    let mean = |sum: f32, plain: f32| (sum + 2.5 * plain) / (count + 2.5);
    Mood {
        valence: mean(valence, plain.valence),
        arousal: mean(arousal, plain.arousal) + 0.25 * shouts / (shouts + 8.0),
    }
    .sane()
}

/// Lower case and without accents, as the lexicon is written.
pub(crate) fn folded(word: &str) -> String {
    let plain = |c: char| match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ß' => 's',
        c => c,
    };
    word.trim_matches('\'').to_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Feel) {
        let mood = mood_of(text);
        assert_eq!(mood.feel(), expected, "{mood:?}: {text}");
    }

    #[test]
    fn scenes_feel_as_they_read() {
        check("They laugh and hug; the morning sun is warm and gentle. She smiles.", Feel::Warm);
        check(
            "The funeral. She weeps alone by the grave, grief and silence in the empty house.",
            Feel::Sombre,
        );
        check("He screams! The killer runs after her with a knife! Explosion! Panic!", Feel::Tense);
        check("The crowd cheers! They dance, a joyful victory celebration!", Feel::Bright);
        check("A man sits at a table and reads a letter.", Feel::Wistful);
        check("", Feel::Wistful);
    }

    #[test]
    fn other_tongues_feel_the_same() {
        check(
            "Elle pleure seule près de la tombe, triste, dans le silence et le deuil.",
            Feel::Sombre,
        );
        check("Il hurle ! Le tueur court, un couteau, la peur, la panique !", Feel::Tense);
        check("Sie lachen und umarmen sich, ein warmer, sanfter Morgen voll Liebe.", Feel::Warm);
        check("Angst! Er schreit, flieht, ein Schuss! Explosion!", Feel::Tense);
    }

    #[test]
    fn not_turns_a_word_round() {
        assert!(
            mood_of("She is not happy, not happy at all").valence < mood_of("She is happy").valence
        );
    }

    #[test]
    fn moods_stay_in_range() {
        let wild = mood_of(&"murder terror scream! ".repeat(5_000));
        assert!((-1.0..=1.0).contains(&wild.valence) && (0.0..=1.0).contains(&wild.arousal));
        let broken = Mood { valence: f32::NAN, arousal: f32::INFINITY }.sane();
        assert_eq!(broken, Mood::default());
    }
}
