//! Why a shot of a speech is as it is, and what a set-up is called.

use super::Director;
use super::setups::Setup;
use crate::breakdown::{Source, Speech};
use maquette_document::{ShotKind, ShotSize};

impl Director<'_> {
    pub(super) fn why_said(
        &self,
        speech: &Speech,
        speaker: Option<usize>,
        setup: &Setup,
        number: usize,
    ) -> String {
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
            Setup::Thing { seen_by: Some(p), .. } if kind == ShotKind::Pov => {
                format!("{}'s POV", self.name(*p))
            }
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
            Setup::Sight { of, .. } | Setup::Regard { of, .. } => {
                format!("{}'s POV", self.name(*of))
            }
        }
    }

    pub(super) fn place_name(&self) -> String {
        if self.scene.place.is_empty() { "the place".into() } else { self.scene.place.clone() }
    }
}
