//! What people write of the music that they want: `slow tense strings, 84 bpm, D minor, build to 0:12, no drums`.
//!
//! [`Brief::read`] finds what it understands, says for each phrase what it became, and gives the rest back as it
//! was written. [`Brief::request`] makes it the order of a cue. A word of mood that is no word of music is asked
//! of the lexicon of scenes, so that both read a mood alike.

mod lexicon;
mod reader;
mod times;
mod tokens;

use std::collections::BTreeSet;

use maquette_time::Flicks;

use super::chance::Chance;
use super::plan::{clock, lying_well};
use super::{
    Drums, Ending, Groove, Instrument, Instruments, Key, Meter, Mode, Mood, Move, MusicRequest,
    Shape, Tempo,
};

/// A place in time as people write it: `0:12`, `12.5s`, `1m20s`.
pub fn place(text: &str) -> Option<Flicks> {
    let phrases = tokens::phrases(text);
    let [tokens] = phrases.as_slice() else { return None };
    let (at, count) = times::time(tokens, times::Bare::Seconds)?;
    (count == tokens.len()).then_some(at)
}

/// Characters that are read; what follows is ignored, and said to be.
pub(crate) const LONGEST: usize = 2_000;

/// A phrase and what it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    pub words: String,
    pub meaning: String,
}

/// What was asked for in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    pub tempo: Option<Tempo>,
    pub key: Option<Key>,
    /// Without a tonic.
    pub mode: Option<Mode>,
    pub meter: Option<Meter>,
    pub mood: Option<Mood>,
    /// How much music: 0 none to 1 all of it.
    pub intensity: Option<f32>,
    pub groove: Option<Groove>,
    pub instruments: Instruments,
    pub ending: Ending,
    pub length: Option<Flicks>,
    pub hits: Vec<Flicks>,
    pub(crate) wishes: Vec<Wish>,
    pub understood: Vec<Understood>,
    /// As it was written.
    pub ignored: Vec<String>,
    /// Wishes that cannot both be had, and which of them holds.
    pub conflicts: Vec<String>,
    /// A tempo by a word such as `slow`, and one by a style; a number holds over both.
    pub(crate) pace: Option<f32>,
    pub(crate) style_pace: Option<f32>,
    pub(crate) style: BTreeSet<Instrument>,
}

/// A move whose borders may not be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wish {
    pub shape: Shape,
    pub from: Option<Flicks>,
    pub to: Option<Flicks>,
}

impl Brief {
    /// Reads any text; nothing is refused.
    ///
    /// ```
    /// use maquette_music::Brief;
    /// let brief = Brief::read("slow tense strings, 84 bpm, D minor, kazoo");
    /// assert_eq!(brief.key.unwrap().to_string(), "D minor");
    /// assert_eq!(brief.ignored, ["kazoo"]);
    /// ```
    pub fn read(text: &str) -> Self {
        let mut brief = reader::read(text);
        brief.settle();
        brief
    }

    /// Says what cannot both be had.
    fn settle(&mut self) {
        let both: Vec<Instrument> =
            self.instruments.wanted.intersection(&self.instruments.unwanted).copied().collect();
        for instrument in both {
            self.instruments.wanted.remove(&instrument);
            let name = instrument.name();
            self.conflicts.push(format!("{name}: asked for and not wanted; left out"));
        }
        if let (Some(Tempo::About(tempo) | Tempo::Exact(tempo)), Some(pace)) =
            (self.tempo, self.pace)
            && !(0.7..1.4).contains(&(tempo / pace))
        {
            let word = if pace < 90.0 { "slow" } else { "fast" };
            self.conflicts.push(format!("{word}, and {tempo} bpm: the number holds"));
        }
    }

    /// The order of a cue, and what of the words does not fit in its length. A `length` holds over that of the
    /// words; without either it is 60 s.
    pub fn request(&self, length: Option<Flicks>, seed: u32) -> (MusicRequest, Vec<String>) {
        let mut late = Vec::new();
        let length = length.or(self.length).unwrap_or(Flicks::SECOND * 60);
        let mut hits = self.hits.clone();
        hits.retain(|at| {
            let inside = *at < length;
            if !inside {
                late.push(format!("{}: a hit after the end; left out", clock(*at)));
            }
            inside
        });
        hits.sort_unstable();
        hits.dedup();
        let request = MusicRequest {
            length,
            mood: self.mood.unwrap_or_default(),
            tempo: self.tempo(),
            key: self.key.or_else(|| {
                let chance = Chance::new(seed).of("key");
                self.mode.map(|mode| Key::new(lying_well(mode, chance), mode))
            }),
            seed,
            hits,
            drums: self.drums(),
            meter: self.meter.unwrap_or_default(),
            intensity: self.intensity.unwrap_or(0.55),
            moves: self.moves(length, &mut late),
            ending: self.ending,
            instruments: self.instruments(),
            groove: self.groove,
            ..MusicRequest::default()
        };
        (request, late)
    }

    fn tempo(&self) -> Tempo {
        let words = self.pace.or(self.style_pace).map(Tempo::About);
        self.tempo.or(words).unwrap_or_default()
    }

    fn drums(&self) -> Drums {
        let has = |set: &BTreeSet<Instrument>| set.contains(&Instrument::Percussion);
        if has(&self.instruments.unwanted) {
            Drums::Never
        } else if has(&self.instruments.wanted) || has(&self.style) {
            Drums::Always
        } else {
            Drums::AsFits
        }
    }

    /// What was named, or else what the style is played on.
    fn instruments(&self) -> Instruments {
        let mut all = self.instruments.clone();
        let named = |instrument: &Instrument| {
            !matches!(instrument, Instrument::Percussion | Instrument::Bass | Instrument::Melody)
        };
        if !all.wanted.iter().any(named) {
            all.wanted.extend(self.style.difference(&self.instruments.unwanted));
        }
        all
    }

    /// The wishes with their borders, in order of time.
    fn moves(&self, length: Flicks, late: &mut Vec<String>) -> Vec<Move> {
        let mut wishes = self.wishes.clone();
        wishes.sort_by_key(|wish| wish.from.or(wish.to).unwrap_or(Flicks::ZERO));
        let mut moves: Vec<Move> = Vec::new();
        let mut done = Flicks::ZERO;
        for wish in wishes {
            let (from, to) = match wish.shape {
                Shape::Build => {
                    let to = wish.to.unwrap_or(length * 3 / 4);
                    let before = if done < to { done } else { Flicks::ZERO };
                    (wish.from.unwrap_or(before), to)
                }
                Shape::Fade => (wish.from.unwrap_or(length / 2), wish.to.unwrap_or(length)),
                Shape::Quiet => (wish.from.unwrap_or(Flicks::ZERO), wish.to.unwrap_or(length)),
                Shape::Full => (wish.from.unwrap_or(done), wish.to.unwrap_or(length)),
                Shape::Stop => {
                    let from = wish.from.unwrap_or(length / 2);
                    (from, wish.to.unwrap_or(from + Flicks::SECOND * 2))
                }
            };
            if length <= from || to <= from {
                late.push(format!("{}: {} does not fit; left out", clock(from), wish.shape.name()));
                continue;
            }
            if length < to {
                late.push(format!("{}: {} ends with the cue", clock(to), wish.shape.name()));
            }
            let to = to.min(length);
            done = if wish.shape == Shape::Full { done } else { to };
            moves.push(Move { shape: wish.shape, from, to });
        }
        moves
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn meaning(text: &str) -> String {
        let brief = Brief::read(text);
        assert!(brief.ignored.is_empty(), "{text}: {:?}", brief.ignored);
        brief.understood.iter().map(|u| u.meaning.as_str()).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn the_prompt_of_the_manual_is_understood_whole() {
        let text = "slow tense strings, 84 bpm, D minor, build to 0:12, no drums";
        let brief = Brief::read(text);
        assert!(brief.ignored.is_empty(), "{:?}", brief.ignored);
        assert_eq!(brief.tempo, Some(Tempo::Exact(84.0)));
        assert_eq!(brief.key.unwrap().to_string(), "D minor");
        assert!(brief.instruments.wanted.contains(&Instrument::Strings));
        assert!(brief.instruments.unwanted.contains(&Instrument::Percussion));
        let (request, late) = brief.request(Some(Flicks::SECOND * 45), 7);
        assert_eq!(request.drums, Drums::Never);
        assert_eq!(request.moves[0].to, Flicks::SECOND * 12);
        assert!(late.is_empty() && request.mood.valence < -0.2, "{:?}", request.mood);
    }

    #[test]
    fn keys_read_however_they_are_written() {
        for (text, key) in [
            ("Bb minor", "Bb minor"),
            ("in F# dorian", "F# dorian"),
            ("key of C", "C major"),
            ("E flat major", "Eb major"),
            ("f sharp minor", "F# minor"),
            ("Am", "A minor"),
            ("a minor", "A minor"),
            ("B♭ Mixolydian", "Bb mixolydian"),
        ] {
            assert_eq!(
                Brief::read(text).key.map(|key| key.to_string()).as_deref(),
                Some(key),
                "{text}"
            );
        }
        assert_eq!(Brief::read("in a minor key").key, None);
        assert_eq!(Brief::read("in a minor key").mode, Some(Mode::Minor));
        assert_eq!(Brief::read("I am a bee").key, None);
    }

    #[test]
    fn tempos_read_with_their_units() {
        for (text, tempo) in [
            ("120bpm", Tempo::Exact(120.0)),
            ("at 92.5 BPM", Tempo::Exact(92.5)),
            ("around 100 bpm", Tempo::About(100.0)),
            ("~100 bpm", Tempo::About(100.0)),
            ("tempo 66", Tempo::Exact(66.0)),
            ("70 beats per minute", Tempo::Exact(70.0)),
        ] {
            assert_eq!(Brief::read(text).tempo, Some(tempo), "{text}");
        }
        let wild = Brief::read("999 bpm");
        assert_eq!((wild.tempo, wild.conflicts.len()), (Some(Tempo::Exact(240.0)), 1));
    }

    #[test]
    fn places_in_time_read_with_what_happens_there() {
        let brief = Brief::read(
            "hits at 0:08, 12.5s and 1m20s; quiet until 0:20, drop at 0:30, stop at 0:50, ends softly",
        );
        assert!(brief.ignored.is_empty(), "{:?}", brief.ignored);
        let seconds: Vec<f64> = brief.hits.iter().map(|at| at.seconds()).collect();
        assert_eq!(seconds, [8.0, 12.5, 80.0]);
        assert_eq!(brief.wishes.len(), 3);
        assert_eq!(brief.ending, Ending::Soft);
        let (_, late) = brief.request(Some(Flicks::SECOND * 40), 0);
        assert_eq!(late.len(), 2, "{late:?}");
    }

    #[test]
    fn what_is_not_understood_comes_back_as_written() {
        let brief = Brief::read("Warm piano with a Zither Quartet from mars, 3/4, xyzzy!");
        assert_eq!(brief.ignored, ["Zither Quartet from mars", "xyzzy"]);
        assert_eq!(brief.meter, Meter::of(3, 4));
        let brief = Brief::read("13/16");
        assert_eq!(brief.ignored, ["13/16"]);
    }

    #[test]
    fn wishes_that_cut_across_one_another_are_told() {
        for text in
            ["80 bpm, 90 bpm", "D minor, E major", "3/4 and 4/4", "piano, no piano", "fast, 60 bpm"]
        {
            assert_eq!(Brief::read(text).conflicts.len(), 1, "{text}");
        }
        assert!(Brief::read("slow, 70 bpm, D minor, strings, no drums").conflicts.is_empty());
    }

    #[test]
    fn moods_and_styles_are_heard() {
        assert_eq!(meaning("very sad solo piano"), "mood: dark, still; piano alone");
        let mood = |text: &str| Brief::read(text).request(None, 0).0.mood;
        assert!(mood("joyful").valence > 0.4 && mood("menacing").valence < -0.4);
        assert!(mood("not sad").valence > mood("sad").valence);
        assert!(Brief::read("techno").request(None, 0).0.groove == Some(Groove::Electronic));
        assert_eq!(Brief::read("a waltz").meter, Meter::of(3, 4));
        assert_eq!(Brief::read("45 seconds of calm pads").length, Some(Flicks::SECOND * 45));
    }

    #[test]
    fn the_lexicon_holds_more_than_a_hundred_words_and_none_twice() {
        let words = lexicon::all_words();
        let distinct: BTreeSet<&str> = words.iter().copied().collect();
        assert!(300 < words.len(), "{}", words.len());
        let mut twice = words.clone();
        twice.sort_unstable();
        let twice: Vec<_> = twice.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert_eq!(words.len(), distinct.len(), "{twice:?}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_every_word_kept_is_the_writers(text in "\\PC{0,200}") {
            let brief = Brief::read(&text);
            for words in brief.ignored.iter().chain(brief.understood.iter().map(|u| &u.words)) {
                prop_assert!(text.contains(words.as_str()));
            }
            let (request, _) = brief.request(None, 0);
            prop_assert!(request.moves.iter().all(|moved| moved.from < moved.to));
        }

        #[test]
        fn any_heap_of_its_own_words_is_read(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "no", "drums", "build", "to", "from", "0:12", "99:99", "bpm", "1e9", "84", "D", "minor", "hit",
                    "at", "and", ",", "until", "quiet", "3/4", "0/0", "key", "of", "flat", "ends", "softly", "~",
                    "4294967296:00", "very", "not", "length", "s", "12s", "only", "solo", "piano", "or", "strings",
                ]),
                0..40,
            )
        ) {
            let brief = Brief::read(&words.join(" "));
            let (request, _) = brief.request(None, 1);
            prop_assert!(request.hits.iter().all(|at| Flicks::ZERO <= *at && *at < request.length));
        }
    }

    #[test]
    fn a_text_without_end_is_read_to_its_cap() {
        let brief = Brief::read(&"tense ".repeat(100_000));
        assert!(brief.ignored.len() == 1 && brief.ignored[0].len() < 100, "{:?}", brief.ignored);
    }
}
