//! How a line is delivered: what its parenthetical asks for, and what a hand sets on top of it.
//!
//! The words that are understood stand in [`ASKED`], in five languages; each asks for a pace, a pitch, a loudness.
//! Several add up. What is asked for "very" counts half again, "a little" half, and what is asked not to be is not.

use maquette_document::{Direction, Voice};
use maquette_time::Flicks;

/// How a line is said, against how its speaker says plain lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Delivery {
    /// Percent of the speaker's own pace, 25 to 400.
    pub pace: u16,
    /// Steps of the voice's pitch higher or lower, -50 to 50.
    pub pitch: i8,
    /// Decibels, -24 to 12.
    pub gain: i8,
    /// Silence before the first word, at most [`MOST_PAUSE`].
    pub pause: Flicks,
    /// Breath without voice.
    pub whisper: bool,
}

/// The longest silence that a line may begin with: ten seconds.
pub const MOST_PAUSE: Flicks = Flicks(10 * Flicks::SECOND.0);

impl Default for Delivery {
    fn default() -> Self {
        Self { pace: 100, pitch: 0, gain: 0, pause: Flicks::ZERO, whisper: false }
    }
}

impl Delivery {
    /// What stands in parentheses asks for; nothing where no word of it is about how a line is said.
    ///
    /// ```
    /// # use maquette_voice::Delivery;
    /// assert!(Delivery::asked("(whispering, to Tom)").is_some_and(|asked| asked.whisper));
    /// assert_eq!(Delivery::asked("(to Tom)"), None);
    /// ```
    pub fn asked(aside: &str) -> Option<Self> {
        let found = found(aside);
        let (mut pace, mut pitch, mut gain) = (1.0_f32, 0.0_f32, 0.0_f32);
        for (ask, weight) in &found {
            pace *= 1.0 + (f32::from(ask.pace) / 100.0 - 1.0) * weight;
            pitch += f32::from(ask.pitch) * weight;
            gain += f32::from(ask.gain) * weight;
        }
        (!found.is_empty()).then(|| Self {
            pace: (pace * 100.0).round().clamp(40.0, 200.0) as u16,
            pitch: pitch.round().clamp(-40.0, 40.0) as i8,
            gain: gain.round().clamp(-15.0, 9.0) as i8,
            pause: Flicks::ZERO,
            whisper: found.iter().any(|(ask, _)| ask.whisper),
        })
    }

    /// The same, but for what a hand sets.
    #[must_use]
    pub fn directed(self, by_hand: &Direction) -> Self {
        let pause = by_hand.pause.unwrap_or(self.pause);
        Self {
            pace: by_hand.pace.unwrap_or(self.pace).clamp(25, 400),
            pitch: by_hand.pitch.unwrap_or(self.pitch).clamp(-50, 50),
            gain: by_hand.gain.unwrap_or(self.gain).clamp(-24, 12),
            pause: pause.clamp(Flicks::ZERO, MOST_PAUSE),
            whisper: by_hand.whisper.unwrap_or(self.whisper),
        }
    }

    /// Words a minute of a voice that says plain lines at `speed`.
    pub fn words_a_minute(self, speed: u16) -> u16 {
        (f32::from(speed) * f32::from(self.pace) / 100.0).round() as u16
    }

    /// `voice` at the pace and pitch of this line.
    #[must_use]
    pub fn voice(self, voice: &Voice) -> Voice {
        let pitch = (i16::from(voice.pitch) + i16::from(self.pitch)).clamp(0, 99) as u8;
        Voice { pitch, speed: self.words_a_minute(voice.speed), ..voice.clone() }
    }
}

/// The words of `aside` that ask for a way of saying, as they stand there, in their order.
pub fn understood(aside: &str) -> Vec<String> {
    let words = words(aside);
    let mut told: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = at_word(&words, at).map_or_else(|| pause_at(&words, at), |(_, length)| length);
        if 0 < length && !is_denied(&words, at) {
            told.push(words[at..at + length].join(" "));
        }
        at += length.max(1);
    }
    told
}

/// Whether `aside` asks for a moment of silence before the line: `(beat)`, `(after a pause)`.
pub fn asks_for_pause(aside: &str) -> bool {
    let words = words(aside);
    aside.trim() == "(...)" || (0..words.len()).any(|at| 0 < pause_at(&words, at))
}

struct Ask {
    pace: i16,
    pitch: i8,
    gain: i8,
    whisper: bool,
    words: &'static str,
}

const fn ask(pace: i16, pitch: i8, gain: i8, words: &'static str) -> Ask {
    Ask { pace, pitch, gain, whisper: false, words }
}

/// Pace in percent, steps of pitch, decibels, and who asks for them: in English, French, German, Spanish, Italian.
/// Whispers and shouts are a little slower than talk.
const ASKED: [Ask; 17] = [
    Ask {
        pace: 92,
        pitch: 0,
        gain: -8,
        whisper: true,
        words: "whisper,whispers,whispering,whispered,in a whisper,hushed,breathes,under her breath,under his breath,\
            under their breath,chuchote,chuchotant,tout bas,flüstert,flüsternd,susurra,susurrando,sussurra,sussurrando",
    },
    ask(
        92,
        -3,
        -6,
        "murmur,murmurs,murmuring,mutters,muttering,mumbles,mumbling,sotto voce,murmure,murmelt,murmura",
    ),
    ask(
        92,
        14,
        5,
        "shout,shouts,shouting,yells,yelling,screams,screaming,calling,calling out,bellows,bellowing,crie,criant,ruft,rufend,\
            schreit,schreiend,grita,gritando,grida,gridando",
    ),
    ask(
        75,
        0,
        0,
        "slow,slowly,slower,drawling,hesitant,hesitating,haltingly,halting,faltering,drunk,drunkenly,weakly,\
            lentement,langsam,zögernd,lento,despacio,lentamente",
    ),
    ask(
        125,
        0,
        0,
        "fast,faster,quick,quickly,quicker,rapid,rapidly,rushed,rushing,hurried,hurriedly,in a rush,vite,schnell,hastig,\
            rápido,presto,veloce",
    ),
    ask(
        125,
        6,
        2,
        "breathless,out of breath,panicked,panicking,panicky,frantic,frantically,panique,panisch",
    ),
    ask(100, 4, 4, "loud,loudly,louder,out loud,fort,plus fort,laut,lauter,alto,más alto,forte"),
    ask(
        96,
        -2,
        -5,
        "quiet,quietly,quieter,soft,softly,softer,gently,tenderly,doucement,bas,à voix basse,leise,sanft,bajo,en voz baja,\
            suavemente,piano,piano piano,sottovoce",
    ),
    ask(
        96,
        -10,
        0,
        "low,lower,deep,deeply,in a low voice,growls,growling,darkly,grave,tief,grummelnd",
    ),
    ask(100, 12, 0, "high,higher,shrill,shrilly,squeaks,squeaking,aigu,hoch,agudo"),
    ask(
        112,
        8,
        2,
        "excited,excitedly,thrilled,delighted,eager,eagerly,laughing,brightly,excité,excitée,aufgeregt,emocionado,emocionada",
    ),
    ask(
        106,
        4,
        3,
        "angry,angrily,furious,furiously,snaps,snapping,barks,barking,en colère,furieux,furieuse,wütend,enojado,furioso,\
            arrabbiato",
    ),
    ask(
        86,
        -4,
        -2,
        "sad,sadly,tearful,tearfully,crying,sobbing,weeping,through tears,in tears,mournful,triste,tristement,traurig,\
            weinend,llorando,piangendo",
    ),
    ask(
        80,
        -5,
        -3,
        "tired,tiredly,weary,wearily,exhausted,sleepy,sleepily,drowsy,half asleep,fatigué,fatiguée,müde,cansado,cansada,\
            stanco,stanca",
    ),
    ask(
        110,
        5,
        0,
        "nervous,nervously,anxious,anxiously,scared,frightened,afraid,terrified,worried,nerveux,nerveuse,inquiet,inquiète,\
            nervös,ängstlich,nervioso,nerviosa,nervoso",
    ),
    ask(
        92,
        -2,
        -1,
        "calm,calmly,evenly,patiently,measured,calmement,ruhig,tranquilo,con calma,calmo",
    ),
    ask(94, -4, 1, "firm,firmly,gravely,solemnly,coldly,coolly,fermement,bestimmt,firme"),
];

/// What asks for silence before a line.
const PAUSES: &str = "beat,a beat,long beat,pause,a pause,long pause,pausing,after a pause,after a beat,after a moment,\
    a moment,silence,after a silence,temps,un temps,pausa,una pausa,pausiert,nach einer pause,stille";

/// What comes before a word and takes its meaning away.
const DENIED: &str = "not,no,without,never,pas,sans,ne,nicht,ohne,kein,sin,senza,non";
const MORE: &str = "very,extremely,really,too,so,très,trop,sehr,muy,molto";
const LESS: &str =
    "slightly,little,bit,somewhat,almost,half,rather,un peu,peu,etwas,leicht,poco,un poco,un po";

/// Of the same longest phrase.
const MOST_WORDS: usize = 4;

fn listed(list: &str, phrase: &str) -> bool {
    list.split(',').any(|one| one.trim() == phrase)
}

fn words(aside: &str) -> Vec<String> {
    let lower = aside.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words.take(60).map(str::to_owned).collect()
}

/// What the longest phrase at a word asks for, and how many words it has.
fn at_word(words: &[String], at: usize) -> Option<(&'static Ask, usize)> {
    let most = MOST_WORDS.min(words.len() - at);
    (1..=most).rev().find_map(|length| {
        let phrase = words[at..at + length].join(" ");
        let ask = ASKED.iter().find(|ask| listed(ask.words, &phrase))?;
        Some((ask, length))
    })
}

/// How many words from here on ask for silence.
fn pause_at(words: &[String], at: usize) -> usize {
    let most = MOST_WORDS.min(words.len() - at);
    let found = (1..=most).rev().find(|length| listed(PAUSES, &words[at..at + length].join(" ")));
    found.unwrap_or_default()
}

fn is_denied(words: &[String], at: usize) -> bool {
    let before = &words[at.saturating_sub(2)..at];
    before.last().is_some_and(|word| listed(DENIED, word))
        || matches!(before, [first, second] if listed(DENIED, first) && listed(MORE, second))
}

/// How much the word before one adds to it or takes from it.
fn weight(words: &[String], at: usize) -> f32 {
    match at.checked_sub(1).map(|before| words[before].as_str()) {
        Some(word) if listed(MORE, word) => 1.5,
        Some(word) if listed(LESS, word) => 0.5,
        _ => 1.0,
    }
}

/// What is asked for, and how much of it: each way of saying once.
fn found(aside: &str) -> Vec<(&'static Ask, f32)> {
    let words = words(aside);
    let mut found: Vec<(&'static Ask, f32)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((ask, length)) = at_word(&words, at) else {
            at += 1;
            continue;
        };
        let there = found.iter().any(|(other, _)| other.words == ask.words);
        if !there && !is_denied(&words, at) {
            found.push((ask, weight(&words, at)));
        }
        at += length;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(aside: &str, expected: Option<(u16, i8, i8, bool)>) {
        let asked = Delivery::asked(aside);
        assert_eq!(
            asked.map(|one| (one.pace, one.pitch, one.gain, one.whisper)),
            expected,
            "{aside}"
        );
    }

    #[test]
    fn a_parenthetical_asks_for_pace_pitch_and_loudness() {
        check("(whispering)", Some((92, 0, -8, true)));
        check("(slowly)", Some((75, 0, 0, false)));
        check("(shouting)", Some((92, 14, 5, false)));
        check("(fast)", Some((125, 0, 0, false)));
        check("(low)", Some((96, -10, 0, false)));
        check("(under her breath)", Some((92, 0, -8, true)));
        check("(langsam)", Some((75, 0, 0, false)));
        check("(à voix basse)", Some((96, -2, -5, false)));
        check("(to Tom)", None);
        check("(breakfast)", None);
        check("(beat)", None);
        check("", None);
    }

    #[test]
    fn what_is_asked_adds_up_and_is_weighed() {
        check("(loudly, slowly)", Some((75, 4, 4, false)));
        check("(very slowly)", Some((63, 0, 0, false)));
        check("(a little faster)", Some((113, 0, 0, false)));
        check("(slowly, slower)", Some((75, 0, 0, false)));
        check("(not shouting)", None);
        check("(not too loud, whispering)", Some((92, 0, -8, true)));
    }

    #[test]
    fn what_was_understood_is_told_in_its_own_words() {
        assert_eq!(
            understood("(to Tom, in a low voice, after a pause)"),
            ["in a low voice", "after a pause"]
        );
        assert_eq!(understood("(not angry)"), [""; 0]);
        assert!(asks_for_pause("(beat)") && asks_for_pause("(softly, after a moment)"));
        assert!(asks_for_pause("(...)") && !asks_for_pause("(beating the drum)"));
    }

    #[test]
    fn each_phrase_is_listed_once_and_can_be_found() {
        let all: Vec<&str> =
            ASKED.iter().flat_map(|ask| ask.words.split(',')).map(str::trim).collect();
        for (place, phrase) in all.iter().enumerate() {
            assert!(!all[..place].contains(phrase), "{phrase}");
            assert!(phrase.split(' ').count() <= MOST_WORDS, "{phrase}");
            assert!(Delivery::asked(phrase).is_some(), "{phrase}");
        }
    }

    #[test]
    fn a_hand_counts_before_the_script() {
        let asked = Delivery::asked("(whispering)").unwrap();
        let by_hand = Direction { pace: Some(50), whisper: Some(false), ..Direction::default() };
        let said = asked.directed(&by_hand);
        assert_eq!((said.pace, said.gain, said.whisper), (50, -8, false));
        assert_eq!(said.voice(&Voice::default()).speed, 83);
    }

    proptest! {
        #[test]
        fn no_words_and_no_hand_lead_out_of_bounds(
            aside in "([a-zà-ü]{1,9} |very |slowly |fast |shouting |low |high |not ){0,12}",
            pace: Option<u16>, pitch: Option<i8>, gain: Option<i8>, pause: Option<i64>,
        ) {
            let by_hand = Direction { pace, pitch, gain, pause: pause.map(Flicks), whisper: None };
            let said = Delivery::asked(&aside).unwrap_or_default().directed(&by_hand);
            prop_assert!((25..=400).contains(&said.pace) && (-50..=50).contains(&said.pitch));
            prop_assert!((-24..=12).contains(&said.gain));
            prop_assert!((Flicks::ZERO..=MOST_PAUSE).contains(&said.pause));
            prop_assert!(said.voice(&Voice::default()).pitch <= 99);
        }
    }
}
