//! A speech in time: when each line is heard, where it is cut, what is done while it is said.

use super::{Director, Draft};
use crate::blocking::acting::Doing;
use crate::blocking::arrange::opened;
use crate::breakdown::{Beat, Speech};
use crate::framing::person::{facing_to, wrapped};
use crate::shot::PlannedText;
use crate::tables::{is_low, is_seated, seconds};
use maquette_document::{Gaze, Hold, Pose, TextStyle};
use maquette_time::{Flicks, Span};

/// Shares of a long speech at which the listener is seen.
const LISTENED: [&[f32]; 3] = [&[], &[0.45], &[0.28, 0.66]];

impl Director<'_> {
    pub(super) fn score(&self, speech: &Speech, next: usize) -> Score {
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

    /// What is heard and read of a speech in one of its shots.
    pub(super) fn add_lines(&self, draft: &mut Draft, speech: &Speech, score: &Score, part: Part) {
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
    pub(super) fn add_voice(&self, draft: &mut Draft, speech: &Speech, score: &Score, part: Part) {
        self.add_lines(draft, speech, score, part);
        if let Some(p) = self.visible(speech).filter(|p| draft.doing.stance(*p).here) {
            self.speak(&mut draft.doing, p, score, part, speech.phone);
        }
    }

    /// The speaker speaks to the listener; everyone else looks at who speaks.
    pub(super) fn act_speech(
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

    /// The hands of who speaks, in one shot of a speech. How one stands after it does not depend on how long it was.
    pub(super) fn speak(
        &self,
        doing: &mut Doing,
        p: usize,
        score: &Score,
        part: Part,
        phone: bool,
    ) {
        let rest = doing.stance(p).pose;
        let begins = score.lines.first().map_or(0.0, |line| line.1) - part.from;
        let ends = score.end - part.from;
        let holds = doing.stance(p).hold;
        if phone {
            if is_seated(rest) {
                let pose = Pose::SitTalk;
                doing.change(p, begins - 0.2, 0.3, |stance| {
                    (stance.pose, stance.hold) = (pose, Hold::Phone)
                });
            } else if rest != Pose::Phone {
                doing.change(p, begins - 0.2, 0.5, |stance| {
                    (stance.pose, stance.hold) = (Pose::Phone, Hold::Phone)
                });
            }
            return;
        }
        if holds == Hold::Phone && begins >= 0.0 {
            // Who speaks to somebody there has hung up.
            doing.change(p, (begins - 0.3).max(0.0), 0.5, |stance| {
                stance.hold = Hold::Nothing;
                stance.pose = if is_seated(rest) { Pose::Sit } else { Pose::Stand };
            });
        }
        let (rest, holds) = (doing.stance(p).pose, doing.stance(p).hold);
        if holds != Hold::Nothing
            || is_low(rest)
            || matches!(rest, Pose::Drive | Pose::Read | Pose::Phone | Pose::Embrace)
        {
            return;
        }
        let (talks, after) = if is_seated(rest) {
            (Pose::SitTalk, Pose::Sit)
        } else {
            (Pose::Talk, self.rest_pose(p))
        };
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

/// When each line of a speech is heard: paragraph, start, length; and when the last is over.
pub(super) struct Score {
    pub(super) lines: Vec<(usize, f32, Flicks)>,
    pub(super) end: f32,
    pub(super) total: f32,
}

/// A stretch of a speech that is one shot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) from: f32,
    pub(super) to: f32,
    /// The listener is seen.
    pub(super) reaction: bool,
}

/// Cuts a speech into shots: one, or the speaker with the listener between.
pub(super) fn parts(score: &Score, listened: bool, reaction: impl Fn(&str) -> f32) -> Vec<Part> {
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
