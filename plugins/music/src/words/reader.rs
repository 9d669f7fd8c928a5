//! Finds what is understood in the phrases of a text, longest first.

use maquette_time::Flicks;

use super::super::plan::clock;
use super::super::{Ending, Instrument, Key, Meter, Mode, Mood, Shape, Tempo};
use super::lexicon::{amount, instrument, is_filler, mood, pace, style_of};
use super::times::{Bare, number, time};
use super::tokens::{Token, phrases};
use super::{Brief, LONGEST, Understood, Wish};

/// Places of one kind that are heeded.
const MOST: usize = 200;

pub(super) fn read(text: &str) -> Brief {
    let cap = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    // Not within a word.
    let words = text[..cap].rfind(char::is_whitespace).filter(|_| cap < text.len());
    let cap = words.unwrap_or(cap);
    let mut reader = Reader { text, brief: Brief::default(), moods: Vec::new(), hitting: false };
    for phrase in phrases(&text[..cap]) {
        reader.phrase(&phrase);
    }
    if cap < text.len() {
        let end = text[cap..].char_indices().nth(40).map_or(text.len(), |(at, _)| cap + at);
        reader.brief.ignored.push(text[cap..end].trim().to_owned());
    }
    reader.brief.mood = reader.mood();
    reader.brief
}

struct Reader<'a> {
    text: &'a str,
    brief: Brief,
    /// What each word of mood adds, and how much it counts.
    moods: Vec<(Mood, f32)>,
    /// Whether the phrase before ended with places of hits, which may go on after a comma.
    hitting: bool,
}

/// How many words were understood, and as what.
type Found = Option<(usize, String)>;

impl Reader<'_> {
    fn phrase(&mut self, tokens: &[Token]) {
        if self.hitting
            && let Some(places) = places(tokens)
        {
            self.hit(tokens, &places);
            return;
        }
        let mut at = 0;
        // The head of what has not been understood so far.
        let mut odd: Option<usize> = None;
        while at < tokens.len() {
            let rest = &tokens[at..];
            self.hitting = false;
            if let Some((count, meaning)) = self.find(rest) {
                self.ignore(tokens, odd.take(), at);
                let words = self.text[rest[0].start..rest[count - 1].end].to_owned();
                self.brief.understood.push(Understood { words, meaning });
                at += count;
            } else {
                if odd.is_none() && !is_filler(&rest[0].word) {
                    odd = Some(at);
                }
                at += 1;
            }
        }
        self.ignore(tokens, odd, tokens.len());
    }

    /// More places of hits, as the whole of a phrase.
    fn hit(&mut self, tokens: &[Token], places: &[Flicks]) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let meaning = self.strike(places);
        let words = self.text[first.start..last.end].to_owned();
        self.brief.understood.push(Understood { words, meaning });
    }

    fn strike(&mut self, places: &[Flicks]) -> String {
        let room = MOST.saturating_sub(self.brief.hits.len());
        self.brief.hits.extend(places.iter().take(room));
        self.hitting = true;
        let places: Vec<String> = places.iter().map(|place| clock(*place)).collect();
        format!("hit at {}", places.join(", "))
    }

    /// Keeps the words from `odd` to `end` as they were written, without the fillers at their end.
    fn ignore(&mut self, tokens: &[Token], odd: Option<usize>, end: usize) {
        let Some(from) = odd else { return };
        let last = tokens[from..end].iter().rposition(|token| !is_filler(&token.word));
        if let Some(last) = last
            && self.brief.ignored.len() < MOST
        {
            let text = &self.text[tokens[from].start..tokens[from + last].end];
            self.brief.ignored.push(text.to_owned());
        }
    }

    fn find(&mut self, tokens: &[Token]) -> Found {
        self.ending(tokens)
            .or_else(|| self.event(tokens))
            .or_else(|| self.tempo(tokens))
            .or_else(|| self.meter(tokens))
            .or_else(|| self.key(tokens))
            .or_else(|| self.length(tokens))
            .or_else(|| self.without(tokens))
            .or_else(|| self.instrument(tokens))
            .or_else(|| self.word(tokens))
    }

    /// `ends softly`, `big finish`, `fade out`
    fn ending(&mut self, tokens: &[Token]) -> Found {
        let noun = |word: &str| {
            matches!(
                word,
                "end" | "ends" | "ending" | "finish" | "finishes" | "finale" | "close" | "closes"
            )
        };
        let how = |word: &str| match word {
            "soft" | "softly" | "quiet" | "quietly" | "gently" | "gentle" | "calm" | "calmly"
            | "peacefully" | "fading" | "low" => Some(Ending::Soft),
            "big" | "loud" | "loudly" | "high" | "triumphantly" | "strong" | "strongly"
            | "grand" | "climax" => Some(Ending::Big),
            "abruptly" | "abrupt" | "suddenly" | "sudden" | "hard" | "short" | "cold" | "hit"
            | "bang" | "stinger" | "button" => Some(Ending::Hard),
            _ => None,
        };
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        let (count, ending) = if noun(word(0)) {
            let skip = (1..3)
                .take_while(|at| matches!(word(*at), "on" | "with" | "in" | "a" | "very"))
                .count();
            (2 + skip, how(word(1 + skip))?)
        } else if noun(word(1)) {
            (2, how(word(0))?)
        } else if matches!((word(0), word(1)), ("fade" | "fades" | "fading", "out" | "away"))
            && !is_place(word(2))
        {
            (2, Ending::Soft)
        } else {
            return None;
        };
        self.brief.ending = ending;
        let meaning = match ending {
            Ending::Soft => "ends softly",
            Ending::Big => "rises to its end",
            Ending::Hard | Ending::AsFits => "ends on a short chord",
        };
        Some((count, meaning.to_owned()))
    }

    /// `build to 0:12`, `hits at 0:08 and 0:14`, `quiet from 3s to 9s`
    fn event(&mut self, tokens: &[Token]) -> Found {
        let act = Act::of(&tokens.first()?.word)?;
        let mut at = 1;
        // Words between the act and its place: `build slowly up to`.
        while at < 4 && tokens.get(at).is_some_and(|token| is_between(&token.word)) {
            at += 1;
        }
        let borders = borders(&tokens[at..]);
        if borders.places.is_empty() {
            return match act {
                // Without a place these say something of the whole; the rest are words of other kinds.
                Act::Move(Shape::Build) => {
                    self.wish(Wish { shape: Shape::Build, from: None, to: None });
                    Some((1, "builds over three quarters".to_owned()))
                }
                Act::Move(Shape::Fade) => {
                    self.wish(Wish { shape: Shape::Fade, from: None, to: None });
                    Some((1, "fades over its second half".to_owned()))
                }
                _ => None,
            };
        }
        let (first, second) = (borders.places[0], borders.places.get(1).copied());
        let count = at + borders.count;
        let meaning = match act {
            Act::Hit => self.strike(&borders.places),
            Act::Move(shape) => {
                let (from, to) = match (borders.first, second) {
                    (Border::From, second) => (Some(first), second),
                    (Border::To, _) => (None, Some(first)),
                    // At a place a build arrives and the rest begin.
                    (Border::At, _) if shape == Shape::Build => (None, Some(first)),
                    (Border::At, _) => (Some(first), None),
                };
                self.wish(Wish { shape, from, to });
                let from = from.map_or(String::new(), |from| format!(" from {}", clock(from)));
                let to = to.map_or(String::new(), |to| format!(" to {}", clock(to)));
                format!("{}{from}{to}", shape.name())
            }
        };
        Some((count, meaning))
    }

    fn wish(&mut self, wish: Wish) {
        if self.brief.wishes.len() < MOST {
            self.brief.wishes.push(wish);
        }
    }

    fn tempo(&mut self, tokens: &[Token]) -> Found {
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        let mut at = 0;
        let (mut about, mut named) = (false, false);
        loop {
            match word(at) {
                "around" | "about" | "roughly" | "approximately" | "circa" | "ca" | "~" => {
                    about = true
                }
                "tempo" | "bpm" | "tempo:" | "bpm:" => named = true,
                "at" | "exactly" | "of" | "=" if at < 3 => {}
                _ => break,
            }
            at += 1;
            if 4 < at {
                return None;
            }
        }
        let (value, mut count) = tempo_number(word(at), &mut about, named)?;
        count += at;
        if !value.1 {
            match (word(count), word(count + 1), word(count + 2)) {
                ("bpm", ..) => count += 1,
                ("beats", "per" | "a", "minute") => count += 3,
                _ if named => {}
                _ => return None,
            }
        }
        let asked = value.0 as f32;
        let tempo = asked.clamp(30.0, 240.0);
        if tempo != asked {
            self.brief.conflicts.push(format!("{asked} bpm: from 30 to 240; {tempo} is taken"));
        }
        let tempo = if about { Tempo::About(tempo) } else { Tempo::Exact(tempo) };
        let before = self.brief.tempo.replace(tempo);
        self.twice("tempo", before.is_some_and(|before| before != tempo));
        let meaning = match tempo {
            Tempo::About(tempo) => format!("tempo: about {tempo} bpm"),
            Tempo::Exact(tempo) => format!("tempo: {tempo} bpm"),
            Tempo::Free => String::new(),
        };
        Some((count, meaning))
    }

    fn twice(&mut self, what: &str, differs: bool) {
        if differs && self.brief.conflicts.len() < MOST {
            self.brief.conflicts.push(format!("{what}: asked for twice; the later holds"));
        }
    }

    fn meter(&mut self, tokens: &[Token]) -> Found {
        let (over, under) = tokens.first()?.word.split_once('/')?;
        let meter = Meter::of(over.parse().ok()?, under.parse().ok()?)?;
        self.set_meter(meter);
        let count = 1 + tokens[1..]
            .iter()
            .take(2)
            .take_while(|token| {
                matches!(token.word.as_str(), "time" | "meter" | "metre" | "signature")
            })
            .count();
        Some((count, format!("meter: {meter}")))
    }

    fn set_meter(&mut self, meter: Meter) {
        let before = self.brief.meter.replace(meter);
        self.twice("meter", before.is_some_and(|before| before != meter));
    }

    fn key(&mut self, tokens: &[Token]) -> Found {
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        let head: &[&str] = &["in", "the", "key", "of"];
        let skip = (0..4).take_while(|at| head.contains(&word(*at)) || word(*at) == "key:").count();
        let named = (0..skip).any(|at| word(at).starts_with("key"));
        // `in a minor key` names no note.
        let bare = word(skip) == "a" && word(skip + 2) == "key";
        let skip = if bare { skip + 1 } else { skip };
        if let Some(mode) = Mode::read(word(skip)) {
            self.brief.mode = Some(mode);
            let count = skip + 1 + usize::from(matches!(word(skip + 1), "key" | "mode"));
            return Some((count, format!("mode: {}", mode.name())));
        }
        let token = tokens.get(skip)?;
        let raw = &self.text[token.start..token.end];
        let (mut text, mut count) = (raw.to_owned(), skip + 1);
        if let Some(sign) = match word(count) {
            "sharp" => Some('#'),
            "flat" => Some('b'),
            _ => None,
        } {
            text.push(sign);
            count += 1;
        }
        let noted = text.chars().count() <= 2 || text.ends_with(['#', '♯', '♭']);
        let mode = Mode::read(word(count)).filter(|_| noted);
        if let Some(mode) = mode {
            text = format!("{text} {}", mode.name());
            count += 1;
        } else if !named && !is_short_minor(&text) {
            return None;
        }
        let key: Key = text.parse().ok()?;
        let before = self.brief.key.replace(key);
        self.twice("key", before.is_some_and(|before| before != key));
        Some((count, format!("key: {key}")))
    }

    /// `45s`, `1:30 long`, `for 20 seconds`, `length 45s`
    fn length(&mut self, tokens: &[Token]) -> Found {
        let named = |token: &Token| {
            matches!(
                token.word.as_str(),
                "length" | "lasting" | "lasts" | "duration" | "for" | "length:" | "long"
            )
        };
        let skip = tokens.iter().take(2).take_while(|token| named(token)).count();
        let (length, count) = time(tokens.get(skip..)?, Bare::Nothing)?;
        if length < Flicks::SECOND / 2 {
            return None;
        }
        let before = self.brief.length.replace(length);
        self.twice("length", before.is_some_and(|before| before != length));
        let after = tokens[skip + count..].iter().take(1).filter(|token| named(token)).count();
        Some((skip + count + after, format!("length: {}", clock(length))))
    }

    /// `no drums`, `without piano or brass`
    fn without(&mut self, tokens: &[Token]) -> Found {
        let first = tokens.first()?.word.as_str();
        if !matches!(first, "no" | "without" | "not" | "minus" | "never") {
            return None;
        }
        let mut at = 1;
        while tokens
            .get(at)
            .is_some_and(|token| matches!(token.word.as_str(), "any" | "the" | "a" | "more"))
        {
            at += 1;
        }
        let sung = |word: &str| {
            matches!(word, "vocals" | "vocal" | "singing" | "voice" | "voices" | "lyrics" | "words")
        };
        if tokens.get(at).is_some_and(|token| sung(&token.word)) {
            return Some((at + 1, "no voices: there never are".to_owned()));
        }
        let mut names = Vec::new();
        while let Some((instrument, count)) = tokens.get(at..).and_then(instrument_at) {
            self.brief.instruments.unwanted.insert(instrument);
            names.push(instrument.name());
            at += count;
            let more = tokens
                .get(at)
                .is_some_and(|token| matches!(token.word.as_str(), "or" | "and" | "nor"));
            if !more || tokens.get(at + 1..).and_then(instrument_at).is_none() {
                break;
            }
            at += 1;
        }
        if !names.is_empty() {
            return Some((at, format!("without {}", names.join(", "))));
        }
        let word = tokens.get(at)?.word.as_str();
        let (valence, arousal) = mood(word)?;
        self.moods.push((Mood { valence: -0.5 * valence, arousal: 0.7 - 0.7 * arousal }, 0.7));
        Some((at + 1, format!("not {word}")))
    }

    fn instrument(&mut self, tokens: &[Token]) -> Found {
        let alone =
            |token: &Token| matches!(token.word.as_str(), "solo" | "only" | "just" | "alone");
        let before = usize::from(tokens.first().is_some_and(alone));
        let (instrument, count) = instrument_at(tokens.get(before..)?)?;
        let count = before + count;
        let after = usize::from(tokens.get(count).is_some_and(alone));
        self.brief.instruments.wanted.insert(instrument);
        let only = before + after > 0;
        if only && instrument == Instrument::Percussion {
            self.brief.instruments.unwanted.insert(Instrument::Melody);
        }
        let meaning = format!("{}{}", instrument.name(), if only { " alone" } else { "" });
        Some((count + after, meaning))
    }

    /// One word, or two that belong together: a pace, an amount, a style, a mood.
    fn word(&mut self, tokens: &[Token]) -> Found {
        if let Some(joined) = pair(tokens)
            && let Some(meaning) = self.pace(&joined).or_else(|| self.style(&joined))
        {
            return Some((2, meaning));
        }
        let degree = match tokens.first()?.word.as_str() {
            "very" | "extremely" | "deeply" | "really" => 1.35,
            "slightly" | "somewhat" | "quite" | "rather" => 0.5,
            _ => 1.0,
        };
        let at = usize::from(degree != 1.0);
        let word = tokens.get(at)?.word.as_str();
        let meaning = self
            .pace(word)
            .or_else(|| self.amount(word))
            .or_else(|| self.style(word))
            .or_else(|| self.feeling(word, degree))?;
        Some((at + 1, meaning))
    }

    fn pace(&mut self, word: &str) -> Option<String> {
        let pace = pace(word)?;
        self.brief.pace = Some(pace);
        Some(format!("pace: about {pace} bpm"))
    }

    fn amount(&mut self, word: &str) -> Option<String> {
        let amount = amount(word)?;
        self.brief.intensity = Some(amount);
        Some(if amount < 0.5 { "little music" } else { "much music" }.to_owned())
    }

    fn style(&mut self, word: &str) -> Option<String> {
        let style = style_of(word)?;
        self.moods.push((Mood { valence: style.mood.0, arousal: style.mood.1 }, 0.6));
        self.brief.style.extend(style.instruments);
        self.brief.groove = style.groove.or(self.brief.groove);
        self.brief.style_pace = style.pace.or(self.brief.style_pace);
        if let Some(meter) = style.beats.and_then(|beats| Meter::of(beats, 4)) {
            self.set_meter(meter);
        }
        Some(format!("style: {}", word.replace('_', " ")))
    }

    fn feeling(&mut self, word: &str, degree: f32) -> Option<String> {
        let (valence, arousal) = mood(word)?;
        let mood =
            Mood { valence: valence * degree, arousal: 0.4 + (arousal - 0.4) * degree }.sane();
        self.moods.push((mood, 1.0));
        let light = match mood.valence {
            v if v < -0.15 => "dark",
            v if v < 0.2 => "between dark and bright",
            _ => "bright",
        };
        let stir = match mood.arousal {
            a if a < 0.35 => "still",
            a if a < 0.6 => "moving",
            _ => "stirred",
        };
        Some(format!("mood: {light}, {stir}"))
    }

    /// The mean of all moods.
    fn mood(&self) -> Option<Mood> {
        let weight: f32 = self.moods.iter().map(|(_, weight)| weight).sum();
        let mean = |of: fn(&Mood) -> f32| {
            self.moods.iter().map(|(mood, weight)| of(mood) * weight).sum::<f32>() / weight
        };
        (0.0 < weight)
            .then(|| Mood { valence: mean(|m| m.valence), arousal: mean(|m| m.arousal) }.sane())
    }
}

/// Something that happens at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Move(Shape),
    Hit,
}

impl Act {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "build" | "builds" | "building" | "build-up" | "buildup" | "rise" | "rises"
            | "rising" | "crescendo" | "grow" | "grows" | "growing" | "swell" | "swells"
            | "swelling" | "climb" | "climbs" | "intensify" | "intensifies" => {
                Self::Move(Shape::Build)
            }
            "fade" | "fades" | "fading" | "decrescendo" | "diminuendo" | "recede" | "recedes" => {
                Self::Move(Shape::Fade)
            }
            "quiet" | "quieter" | "soft" | "softly" | "calm" | "sparse" | "gentle" | "hushed"
            | "low" | "minimal" | "breakdown" => Self::Move(Shape::Quiet),
            "loud" | "full" | "big" | "intense" | "drop" | "drops" | "explode" | "explodes"
            | "climax" | "peak" | "peaks" | "erupts" | "everything" | "tutti" => {
                Self::Move(Shape::Full)
            }
            "stop" | "stops" | "silence" | "silent" | "pause" | "pauses" | "break" | "breaks" => {
                Self::Move(Shape::Stop)
            }
            "hit" | "hits" | "accent" | "accents" | "stinger" | "stingers" | "sting" | "stings"
            | "impact" | "impacts" | "stab" | "stabs" | "boom" | "crash" | "hitpoint"
            | "hitpoints" => Self::Hit,
            _ => return None,
        })
    }
}

impl Shape {
    /// For people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Build => "builds",
            Self::Fade => "fades",
            Self::Quiet => "quiet",
            Self::Full => "all of it",
            Self::Stop => "stops",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Border {
    At,
    From,
    To,
}

/// Places that follow an act.
struct Borders {
    first: Border,
    places: Vec<Flicks>,
    count: usize,
}

/// `to 0:12`, `from 3s until 9s`, `at 0:08, and 0:14`
fn borders(tokens: &[Token]) -> Borders {
    let mut all = Borders { first: Border::At, places: Vec::new(), count: 0 };
    let mut at = 0;
    while at < tokens.len() && all.places.len() < MOST {
        let border = match tokens[at].word.as_str() {
            "to" | "until" | "till" | "til" | "by" | "before" | "into" | "up-to" | "towards"
            | "-" => Some(Border::To),
            "from" | "between" | "after" | "starting" => Some(Border::From),
            "at" | "on" | "@" | "around" => Some(Border::At),
            "and" | "then" if !all.places.is_empty() => Some(Border::At),
            _ => None,
        };
        let skip = usize::from(border.is_some());
        // A bare number is a time only where a word says that a time comes.
        let bare = if border.is_some() { Bare::Seconds } else { Bare::Nothing };
        let Some((place, count)) = tokens.get(at + skip..).and_then(|rest| time(rest, bare)) else {
            break;
        };
        if border.is_none() && all.places.is_empty() && tokens.len() > count {
            // `quiet 45s piano` has a length, not a place.
            break;
        }
        if all.places.is_empty() {
            all.first = border.unwrap_or(Border::At);
        }
        all.places.push(place);
        at += skip + count;
        all.count = at;
    }
    all
}

/// All of `tokens` as places, if they are nothing else: `0:14`, `12.5s and 0:20`. One in seconds alone may be a
/// length.
fn places(tokens: &[Token]) -> Option<Vec<Flicks>> {
    let sure = tokens.iter().any(|token| token.word == "and" || token.word.contains(':'));
    let (mut all, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        at += usize::from(matches!(tokens[at].word.as_str(), "and" | "at"));
        let (place, count) = time(tokens.get(at..)?, Bare::Nothing)?;
        all.push(place);
        at += count;
    }
    (sure && all.len() < MOST).then_some(all)
}

fn is_between(word: &str) -> bool {
    matches!(
        word,
        "up" | "slowly"
            | "steadily"
            | "gradually"
            | "out"
            | "in"
            | "intensity"
            | "music"
            | "tension"
            | "point"
            | "points"
            | "down"
    )
}

fn is_place(word: &str) -> bool {
    matches!(word, "at" | "from" | "by" | "until" | "to" | "over")
}

/// `Am`, `F#m`, `Bbm`: a great letter, so that `am` is no key.
fn is_short_minor(text: &str) -> bool {
    let mut letters = text.chars();
    let great = letters.next().is_some_and(|c| ('A'..='G').contains(&c));
    great
        && matches!(letters.as_str().trim_start_matches(['#', 'b', '♯', '♭']), "m" | "min" | "maj")
}

/// A number of beats a minute, whether its unit is joined to it, and one word.
fn tempo_number(word: &str, about: &mut bool, named: bool) -> Option<((f64, bool), usize)> {
    let plain = word.trim_start_matches('~');
    *about |= plain.len() < word.len();
    let bare = plain.strip_suffix("bpm").map(|plain| plain.trim_end_matches('-'));
    let value = number(bare.unwrap_or(plain))?;
    let sense = 0.0 < value && (bare.is_some() || named || value < 1_000.0);
    sense.then_some(((value, bare.is_some()), 1))
}

/// An instrument of one word or two.
fn instrument_at(tokens: &[Token]) -> Option<(Instrument, usize)> {
    let joined = pair(tokens).and_then(|joined| instrument(&joined));
    joined
        .map(|instrument| (instrument, 2))
        .or_else(|| instrument(&tokens.first()?.word).map(|instrument| (instrument, 1)))
}

fn pair(tokens: &[Token]) -> Option<String> {
    let [first, second, ..] = tokens else { return None };
    Some(format!("{}_{}", first.word, second.word))
}
