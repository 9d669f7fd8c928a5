//! Dialogue: from wide to close, over shoulders and alone, with the listener where a line is long.

use maquette_document::{Angle, Gaze, Hold, Pose, ShotKind, ShotSize, TextStyle};
use maquette_time::{Flicks, Span};

use super::moves::Wish;
use super::setups::Setup;
use super::{Director, Draft};
use crate::blocking::acting::Doing;
use crate::blocking::arrange::opened;
use crate::breakdown::{Beat, Source, Speech};
use crate::framing::person::{facing_to, wrapped};
use crate::shot::PlannedText;
use crate::tables::{is_low, is_seated, seconds, stepped};

/// The sizes that a talk of two goes through, speech by speech: wide, then tighter a step at a time, both sides
/// alike; then out again.
const ARC: [ShotSize; 7] = [
    ShotSize::Mls,
    ShotSize::Ms,
    ShotSize::Ms,
    ShotSize::Mcu,
    ShotSize::Mcu,
    ShotSize::Cu,
    ShotSize::Cu,
];
/// The same for one who is alone.
const ALONE: [ShotSize; 4] = [ShotSize::Cowboy, ShotSize::Mcu, ShotSize::Ms, ShotSize::Cu];
/// Shares of a long speech at which the listener is seen.
const LISTENED: [&[f32]; 3] = [&[], &[0.45], &[0.28, 0.66]];

/// When each line of a speech is heard: paragraph, start, length; and when the last is over.
struct Score {
    lines: Vec<(usize, f32, Flicks)>,
    end: f32,
    total: f32,
}

/// A stretch of a speech that is one shot.
#[derive(Clone, Copy, Debug)]
struct Part {
    from: f32,
    to: f32,
    /// The listener is seen.
    reaction: bool,
}

impl Director<'_> {
    /// Shoots the speech at `beat`, with the one that is said at the same time if there is one; the beat after.
    pub(super) fn talk(&mut self, beat: usize) -> usize {
        let Beat::Speech(speech) = &self.scene.beats[beat] else { return beat + 1 };
        let both = match self.scene.beats.get(beat + 1) {
            Some(Beat::Speech(other)) if other.dual => Some(other),
            _ => None,
        };
        let speaker = self.visible(speech);
        if let Some(p) = speaker {
            self.bring(p);
        }
        if let Some(p) = both.and_then(|other| self.visible(other)) {
            self.bring(p);
        }
        let listener = self.listener(speech, speaker);
        let after = beat + 1 + usize::from(both.is_some());
        let score = self.score(speech, after);
        let other = both.map(|other| self.score(other, after));
        let total = other.as_ref().map_or(score.total, |other| other.total.max(score.total));
        let number = self.talked;
        self.talked += 1;
        let setup = if both.is_some() { self.everybody(speaker, ShotSize::Ms) } else { self.setup_for(beat, speech, speaker, listener, number) };
        let parts = if both.is_some() { vec![Part { from: 0.0, to: total, reaction: false }] } else { parts(&score, listener.is_some(), |at| self.between(seconds::REACTION, speech.lines.first().map_or(speech.cue, |line| line.paragraph), at)) };
        let why = self.why_said(speech, speaker, &setup, number);
        for (index, part) in parts.iter().enumerate() {
            let mut draft = self.said(speech, speaker, listener, &score, *part, index, &setup, &why);
            if let (Some(second), Some(score)) = (both, &other) {
                self.add_voice(&mut draft, second, score, *part);
                draft.why = format!("{why}; {} at the same time", self.cast_name(second.who));
            }
            if index == 0 && self.granted(beat) {
                draft.wish = self.wish_for(beat, &draft.setup);
            }
            self.shoot(draft);
        }
        self.last_speaker = Some(speech.who);
        after
    }

    /// The place of who speaks, if the scene shows them.
    fn visible(&self, speech: &Speech) -> Option<usize> {
        (speech.from == Source::Here).then(|| self.place_of(speech.who)).flatten()
    }

    fn cast_name(&self, who: usize) -> &str {
        &self.film.breakdown.cast[who].name
    }

    fn listener(&self, speech: &Speech, speaker: Option<usize>) -> Option<usize> {
        let here = self.here();
        let others = || here.iter().copied().filter(|p| Some(*p) != speaker);
        let told = speech.to.and_then(|who| self.place_of(who)).filter(|p| others().any(|other| other == *p));
        let last = self.last_speaker.and_then(|who| self.place_of(who)).filter(|p| others().any(|other| other == *p));
        told.or(last).or_else(|| others().next())
    }

    fn score(&self, speech: &Speech, next: usize) -> Score {
        let place = speech.lines.first().map_or(speech.cue, |line| line.paragraph);
        let mut time = self.between(seconds::LEAD, place, "lead");
        let mut lines = Vec::new();
        for (index, line) in speech.lines.iter().enumerate() {
            time += match (line.after_beat, index) {
                (true, _) => seconds::BEAT,
                (false, 0) => 0.0,
                (false, _) => seconds::BREATH,
            };
            let length = self.film.lengths.get(&line.paragraph).copied().unwrap_or(Flicks::SECOND);
            lines.push((line.paragraph, time, length));
            time += length.seconds() as f32;
        }
        let asked = speech.lines.last().is_some_and(|line| line.question);
        let goes_on = matches!(self.scene.beats.get(next), Some(Beat::Speech(_)));
        let tail = match (goes_on, asked) {
            (false, _) => seconds::LAST_TAIL,
            (true, true) => self.between(seconds::TAIL_OF_QUESTION, place, "tail"),
            (true, false) => self.between(seconds::TAIL, place, "tail"),
        };
        Score { lines, end: time, total: (time + tail).max(seconds::SHORTEST + 0.05) }
    }

    /// Which set-up a speech gets, by where it stands in the scene.
    fn setup_for(&self, beat: usize, speech: &Speech, speaker: Option<usize>, listener: Option<usize>, number: usize) -> Setup {
        let here = self.here();
        let ends = self.is_last_scene && beat + 1 == self.scene.beats.len();
        let Some(on) = speaker else {
            return match listener {
                Some(on) if here.len() == 1 || number % 2 == 1 => {
                    Setup::Single { on, with: None, size: [ShotSize::Mcu, ShotSize::Ms][number % 2], angle: Angle::Eye, variant: number }
                }
                Some(on) => self.everybody(Some(on), ShotSize::Ms),
                None => Setup::Establish,
            };
        };
        let Some(with) = listener else {
            let size = if ends { ShotSize::Cowboy } else { ALONE[number % ALONE.len()] };
            // A telephone tightens as it is talked into.
            let size = if speech.phone && !ends { stepped(ShotSize::Ms, -((number % 3) as i32)) } else { size };
            return Setup::Single { on, with: None, size, angle: Angle::Eye, variant: number };
        };
        if self.shots.is_empty() || ends && number > 0 {
            return self.everybody(speaker, ShotSize::Mls);
        }
        let place = number % ARC.len();
        let size = ARC[place];
        match (here.len(), place) {
            _ if speech.phone => {
                let size = stepped(ShotSize::Ms, -((number % 3) as i32));
                Setup::Single { on, with: None, size, angle: Angle::Eye, variant: 0 }
            }
            (2, 0) => self.everybody(speaker, if number == 0 { ShotSize::Mls } else { ShotSize::Ms }),
            (2, 1..=4) => Setup::Over { on, over: with, size },
            (2, _) => Setup::Single { on, with: Some(with), size, angle: Angle::Eye, variant: 0 },
            (_, 0) => self.everybody(speaker, ShotSize::Fs),
            (_, 1 | 4) => Setup::Over { on, over: with, size },
            (_, _) => Setup::Single { on, with: Some(with), size, angle: Angle::Eye, variant: 0 },
        }
    }

    /// All who are there, in one picture, the one it is about first.
    pub(super) fn everybody(&self, first: Option<usize>, size: ShotSize) -> Setup {
        let mut who = self.here();
        who.sort_by_key(|p| Some(*p) != first);
        let kind = match who.len() {
            0 => return Setup::Establish,
            1 => {
                return Setup::Single { on: who[0], with: None, size, angle: Angle::Eye, variant: self.talked + self.acted };
            }
            2 => ShotKind::Two,
            _ => ShotKind::Group,
        };
        Setup::Group { who, size, kind }
    }

    fn wish_for(&self, beat: usize, setup: &Setup) -> Wish {
        let ends = self.is_last_scene && beat + 1 == self.scene.beats.len();
        match setup {
            _ if ends => Wish::PullOut(0.22),
            Setup::Single { .. } => Wish::PushIn(0.10),
            Setup::Group { .. } | Setup::Over { .. } => Wish::PushIn(0.07),
            _ => Wish::Still,
        }
    }

    /// One shot of a speech.
    fn said(
        &self,
        speech: &Speech,
        speaker: Option<usize>,
        listener: Option<usize>,
        score: &Score,
        part: Part,
        index: usize,
        setup: &Setup,
        why: &str,
    ) -> Draft {
        let place = speech.lines.first().map_or(speech.cue, |line| line.paragraph);
        let (setup, why) = match (part.reaction, listener) {
            (true, Some(on)) => {
                let size = self.reaction_size(setup);
                let why = format!("{}, while {} speaks", self.does(on, "listen"), self.cast_name(speech.who));
                (Setup::Single { on, with: speaker, size, angle: Angle::Eye, variant: 0 }, why)
            }
            _ => (setup.clone(), if index == 0 { why.to_owned() } else { format!("{why}, and goes on") }),
        };
        let mut draft = self.draft(place, format!("line {index}"), setup, why);
        draft.length = part.to - part.from;
        draft.lines.clear();
        self.act_speech(&mut draft.doing, speech, speaker, listener, score, part, index == 0);
        draft.at = (draft.length * 0.5).min(1.2);
        self.add_lines(&mut draft, speech, score, part);
        draft
    }

    fn reaction_size(&self, setup: &Setup) -> ShotSize {
        match setup {
            Setup::Over { size, .. } | Setup::Single { size, .. } => *size,
            _ => ShotSize::Mcu,
        }
    }

    /// What is heard and read of a speech in one of its shots.
    fn add_lines(&self, draft: &mut Draft, speech: &Speech, score: &Score, part: Part) {
        for (line, (paragraph, start, length)) in speech.lines.iter().zip(&score.lines) {
            let end = start + length.seconds() as f32;
            let (from, to) = (start.max(part.from), end.min(part.to));
            if to <= from {
                continue;
            }
            draft.lines.push(*paragraph);
            if (part.from..part.to).contains(start) {
                draft.clips.push((*paragraph, speech.who, start - part.from, *length));
            }
            let at = Flicks::from_seconds(f64::from(start - part.from));
            draft.texts.push(PlannedText {
                style: TextStyle::Caption,
                span: Span::new(at, *length),
                body: line.text.clone(),
                paragraph: *paragraph,
            });
        }
    }

    /// A second voice in the same shot.
    fn add_voice(&self, draft: &mut Draft, speech: &Speech, score: &Score, part: Part) {
        self.add_lines(draft, speech, score, part);
        if let Some(p) = self.visible(speech) {
            self.speak(&mut draft.doing, p, score, part, speech.phone);
        }
    }

    /// The speaker speaks to the listener; everyone else looks at who speaks.
    fn act_speech(
        &self,
        doing: &mut Doing,
        speech: &Speech,
        speaker: Option<usize>,
        listener: Option<usize>,
        score: &Score,
        part: Part,
        first: bool,
    ) {
        let Some(p) = speaker else { return };
        if first {
            self.attend(doing, p, 0.12, &[]);
            if let Some(other) = listener.filter(|_| !speech.phone) {
                doing.look(p, 0.0, Gaze::Figure(self.id_of(other)));
                let (at, to) = (doing.stance(p).at, doing.stance(other).at);
                let wanted = facing_to(at, to);
                let off = wrapped(wanted - doing.stance(p).facing).abs();
                let upright = !is_seated(doing.stance(p).pose) && !is_low(doing.stance(p).pose);
                if off > 65.0 && upright {
                    doing.turn(p, 0.0, opened(wanted, at, self.home));
                }
            }
        }
        self.speak(doing, p, score, part, speech.phone);
    }

    fn why_said(&self, speech: &Speech, speaker: Option<usize>, setup: &Setup, number: usize) -> String {
        let name = self.cast_name(speech.who);
        let Some(p) = speaker else {
            let heard = match speech.from {
                Source::Over => "is heard over it",
                Source::Off | Source::Here => "speaks from outside the picture",
            };
            return format!("{name} {heard}");
        };
        let last = speech.lines.last();
        let does = match last {
            Some(line) if line.question => "ask",
            Some(line) if line.text.trim_end().ends_with('!') => "insist",
            _ if speech.phone => "speak into the telephone",
            _ if number == 0 => "begin",
            _ if self.last_speaker == Some(speech.who) => "go on",
            _ => "answer",
        };
        match setup {
            Setup::Group { .. } => format!("{name} {}", Self::third(does)),
            _ => self.does(p, does),
        }
    }

    /// A set-up in words: `OTS on MARA`.
    pub(super) fn what(&self, setup: &Setup, kind: ShotKind, size: ShotSize) -> String {
        match setup {
            Setup::Thing { seen_by: Some(p), .. } if kind == ShotKind::Pov => format!("{}'s POV", self.name(*p)),
            Setup::Thing { .. } => "INSERT".into(),
            Setup::Doorway { .. } => "CUTAWAY".into(),
            Setup::Over { on, .. } if kind == ShotKind::Ots => format!("OTS on {}", self.name(*on)),
            Setup::Over { on, .. } | Setup::Single { on, .. } | Setup::Way { on, .. } => {
                format!("{size} on {}", self.name(*on))
            }
            Setup::Establish => format!("establishing {}", self.place_name()),
            Setup::Group { who, kind: ShotKind::Two, .. } => format!("TWO on {}", self.names(who)),
            Setup::Group { who, .. } => format!("GROUP of {}", self.names(who)),
            Setup::Hand { of } => format!("INSERT in {}'s hand", self.name(*of)),
            Setup::Sight { of, .. } | Setup::Regard { of, .. } => format!("{}'s POV", self.name(*of)),
        }
    }

    pub(super) fn place_name(&self) -> String {
        if self.scene.place.is_empty() { "the place".into() } else { self.scene.place.clone() }
    }

    /// The hands of who speaks, in one shot of a speech. How one stands after it does not depend on how long it was.
    fn speak(&self, doing: &mut Doing, p: usize, score: &Score, part: Part, phone: bool) {
    let rest = doing.stance(p).pose;
    let begins = score.lines.first().map_or(0.0, |line| line.1) - part.from;
    let ends = score.end - part.from;
    let holds = doing.stance(p).hold;
    if phone {
        if is_seated(rest) {
            let pose = Pose::SitTalk;
            doing.change(p, begins - 0.2, 0.3, |stance| (stance.pose, stance.hold) = (pose, Hold::Phone));
        } else if rest != Pose::Phone {
            doing.change(p, begins - 0.2, 0.5, |stance| (stance.pose, stance.hold) = (Pose::Phone, Hold::Phone));
        }
        return;
    }
    if holds != Hold::Nothing || is_low(rest) || matches!(rest, Pose::Drive | Pose::Read | Pose::Phone | Pose::Embrace) {
        return;
    }
    let (talks, after) = if is_seated(rest) { (Pose::SitTalk, Pose::Sit) } else { (Pose::Talk, self.rest_pose(p)) };
    // Only who has something to say for a while says it with the hands.
    if score.end - begins > 1.2 && rest != talks && begins < part.to - part.from {
        doing.change(p, (begins - 0.1).max(0.0), 0.5, |stance| stance.pose = talks);
    }
    if ends < part.to - part.from && doing.stance(p).pose == talks {
        let start = (ends - 0.25).max(doing.free_at(p));
        doing.change(p, start, 0.5, |stance| stance.pose = after);
    }
    if ends < part.to - part.from {
        doing.afterwards(p, after);
    }
    }
}

/// Cuts a speech into shots: one, or the speaker with the listener between.
fn parts(score: &Score, listened: bool, reaction: impl Fn(&str) -> f32) -> Vec<Part> {
    let whole = Part { from: 0.0, to: score.total, reaction: false };
    let spoken = score.end - score.lines.first().map_or(0.0, |line| line.1);
    let cuts = match spoken {
        _ if !listened => 0,
        long if long > 14.0 => 2,
        long if long > seconds::LONG_LINE => 1,
        _ => 0,
    };
    let mut parts = Vec::new();
    let mut from = 0.0;
    for (index, share) in LISTENED[cuts].iter().enumerate() {
        let start = spoken * share;
        let end = start + reaction(&format!("reaction {index}"));
        parts.push(Part { from, to: start, reaction: false });
        parts.push(Part { from: start, to: end, reaction: true });
        from = end;
    }
    if parts.is_empty() {
        return vec![whole];
    }
    parts.push(Part { from, to: score.total, reaction: false });
    parts
}
