//! What was said before, for "she", "the others" and "it" to point at.

use crate::breakdown::cast::{Cast, Sex};
use crate::breakdown::deed::Thing;

/// What has been said so far in a scene.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// Latest last.
    pub(crate) mentioned: Vec<usize>,
    /// The last who did something.
    pub(crate) subject: Vec<usize>,
    pub(crate) thing: Option<Thing>,
    /// Who speaks in the scene, for "they" before anybody is named.
    pub(crate) speakers: Vec<usize>,
    /// Who was named last, for "who".
    pub(crate) last: Vec<usize>,
}

impl Memory {
    pub(super) fn mention(&mut self, who: usize) {
        self.mentioned.retain(|one| *one != who);
        self.mentioned.push(who);
    }

    pub(super) fn everybody(&self) -> Vec<usize> {
        // Before two are known, those who will speak are meant.
        let mut all = self.mentioned.clone();
        if all.len() < 2 {
            all.extend(&self.speakers);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// "The others": all but those who did something last.
    pub(super) fn others(&self) -> Vec<usize> {
        let mut all = self.everybody();
        all.retain(|one| !self.subject.contains(one));
        all
    }

    /// "The two men": the latest `count` of whom none is a woman.
    pub(super) fn of_sex(&self, cast: &Cast, wrong: Sex, count: usize) -> Vec<usize> {
        let right = |one: &&usize| cast.sex_of(**one) != wrong;
        let mut found: Vec<usize> =
            self.mentioned.iter().rev().filter(right).take(count).copied().collect();
        if found.len() < 2 {
            let more = self.speakers.iter().filter(right).take(count);
            found.extend(more.copied());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Who "she" is: the last one named who may be one.
    pub(super) fn pronoun(&self, cast: &Cast, word: &str) -> Option<Vec<usize>> {
        let latest = |wrong: Sex| {
            let named = || self.mentioned.iter().rev().chain(&self.speakers).copied();
            // One who surely is comes before one who may be.
            let sure = named().find(|one| ![wrong, Sex::Unknown].contains(&cast.sex_of(*one)));
            sure.or_else(|| named().find(|one| cast.sex_of(*one) != wrong)).map(|one| vec![one])
        };
        match word {
            "he" | "him" | "his" | "il" | "lui" | "er" | "ihn" | "ihm" | "él" | "egli"
            | "seine" => latest(Sex::Woman),
            "she" | "her" | "elle" | "ella" | "ihr" | "lei" | "ihre" => latest(Sex::Man),
            "sie" if self.mentioned.len() == 1 => latest(Sex::Man),
            "they" | "both" | "everyone" | "everybody" | "all" | "ils" | "elles" | "sie"
            | "tous" | "alle" | "ellos" | "ellas" | "todos" | "tutti" | "them" | "four"
            | "three" | "their" => {
                let all = self.everybody();
                (!all.is_empty()).then_some(all)
            }
            _ => None,
        }
    }
}
