//! Dialogue: from wide to close, over shoulders and alone, with the listener where a line is long.

use super::speech::{Part, Score, parts};
use maquette_document::{Angle, ShotKind, ShotSize};

use super::moves::Wish;
use super::setups::Setup;
use super::{Director, Draft};
use crate::breakdown::{Beat, Source, Speech};
use crate::tables::{seconds, stepped};

/// The sizes that a talk of two goes through, speech by speech: wide, then over shoulders, there and back twice, then
/// alone and tighter a step at a time, both sides alike; then out again.
const ARC: [ShotSize; 9] = [
    ShotSize::Mls,
    ShotSize::Ms,
    ShotSize::Ms,
    ShotSize::Ms,
    ShotSize::Ms,
    ShotSize::Mcu,
    ShotSize::Mcu,
    ShotSize::Cu,
    ShotSize::Cu,
];
/// The same for one who is alone.
const ALONE: [ShotSize; 4] = [ShotSize::Cowboy, ShotSize::Mcu, ShotSize::Ms, ShotSize::Cu];

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
        // Where there is no room left, one is only heard.
        let speaker = speaker.filter(|p| self.stances[*p].here);
        let listener = self.listener(speech, speaker);
        let after = beat + 1 + usize::from(both.is_some());
        let score = self.score(speech, after);
        let other = both.map(|other| self.score(other, after));
        let total = other.as_ref().map_or(score.total, |other| other.total.max(score.total));
        let number = self.talked;
        self.talked += 1;
        let setup = if both.is_some() {
            self.everybody(speaker, ShotSize::Ms)
        } else {
            self.setup_for(beat, speech, speaker, listener, number)
        };
        let parts = if both.is_some() {
            vec![Part { from: 0.0, to: total, reaction: false }]
        } else {
            parts(&score, listener.is_some(), |at| {
                self.between(
                    seconds::REACTION,
                    speech.lines.first().map_or(speech.cue, |line| line.paragraph),
                    at,
                )
            })
        };
        let why = self.why_said(speech, speaker, &setup, number);
        for (index, part) in parts.iter().enumerate() {
            let mut draft =
                self.said(speech, speaker, listener, &score, *part, index, &setup, &why);
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
    pub(super) fn visible(&self, speech: &Speech) -> Option<usize> {
        (speech.from == Source::Here).then(|| self.place_of(speech.who)).flatten()
    }

    pub(super) fn cast_name(&self, who: usize) -> &str {
        &self.film.breakdown.cast[who].name
    }

    fn listener(&self, speech: &Speech, speaker: Option<usize>) -> Option<usize> {
        let here = self.here();
        let others = || here.iter().copied().filter(|p| Some(*p) != speaker);
        let told = speech
            .to
            .and_then(|who| self.place_of(who))
            .filter(|p| others().any(|other| other == *p));
        let last = self
            .last_speaker
            .and_then(|who| self.place_of(who))
            .filter(|p| others().any(|other| other == *p));
        told.or(last).or_else(|| others().next())
    }

    /// Which set-up a speech gets, by where it stands in the scene.
    fn setup_for(
        &self,
        beat: usize,
        speech: &Speech,
        speaker: Option<usize>,
        listener: Option<usize>,
        number: usize,
    ) -> Setup {
        let here = self.here();
        let ends = self.is_last_scene && beat + 1 == self.scene.beats.len();
        let Some(on) = speaker else {
            return match listener {
                Some(on) if here.len() == 1 || number % 2 == 1 => Setup::Single {
                    on,
                    with: None,
                    size: [ShotSize::Mcu, ShotSize::Ms][number % 2],
                    angle: Angle::Eye,
                    variant: number,
                },
                Some(on) => self.everybody(Some(on), ShotSize::Ms),
                None => Setup::Establish,
            };
        };
        let Some(with) = listener else {
            let size = if ends { ShotSize::Cowboy } else { ALONE[number % ALONE.len()] };
            // A telephone tightens as it is talked into.
            let size = if speech.phone && !ends {
                stepped(ShotSize::Ms, -((number % 3) as i32))
            } else {
                size
            };
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
            (2, 0) => {
                self.everybody(speaker, if number == 0 { ShotSize::Mls } else { ShotSize::Ms })
            }
            (_, 0) => self.everybody(speaker, ShotSize::Fs),
            // Nearer than that a head in front is a dark block.
            (2, 1..=4) | (_, 1 | 2) => Setup::Over { on, over: with, size },
            _ => Setup::Single { on, with: Some(with), size, angle: Angle::Eye, variant: 0 },
        }
    }

    /// All who are there, in one picture, the one it is about first.
    pub(super) fn everybody(&self, first: Option<usize>, size: ShotSize) -> Setup {
        let mut who = self.here();
        who.sort_by_key(|p| Some(*p) != first);
        let kind = match who.len() {
            0 => return Setup::Establish,
            1 => {
                return Setup::Single {
                    on: who[0],
                    with: None,
                    size,
                    angle: Angle::Eye,
                    variant: self.talked + self.acted,
                };
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
                let why = format!(
                    "{}, while {} speaks",
                    self.does(on, "listen"),
                    self.cast_name(speech.who)
                );
                (Setup::Single { on, with: speaker, size, angle: Angle::Eye, variant: 0 }, why)
            }
            _ => (
                self.gone_on(setup, speaker, listener, index),
                if index == 0 { why.to_owned() } else { format!("{why}, and goes on") },
            ),
        };
        let mut draft = self.draft(place, format!("line {index}"), setup, why);
        draft.length = part.to - part.from;
        draft.lines.clear();
        self.act_speech(&mut draft.doing, speech, speaker, listener, score, part, index == 0);
        draft.at = (draft.length * 0.5).min(1.2);
        self.add_lines(&mut draft, speech, score, part);
        draft
    }

    /// Who is seen with all the others at the head of a long line is seen alone when it goes on.
    fn gone_on(
        &self,
        setup: &Setup,
        speaker: Option<usize>,
        listener: Option<usize>,
        index: usize,
    ) -> Setup {
        match (setup, speaker) {
            (Setup::Group { .. }, Some(on)) if index > 0 => {
                let size = ShotSize::Ms;
                Setup::Single { on, with: listener, size, angle: Angle::Eye, variant: 0 }
            }
            _ => setup.clone(),
        }
    }

    fn reaction_size(&self, setup: &Setup) -> ShotSize {
        match setup {
            Setup::Over { size, .. } | Setup::Single { size, .. } => *size,
            _ => ShotSize::Mcu,
        }
    }
}
