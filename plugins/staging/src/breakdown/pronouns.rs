//! What "he" and "she" in the action tell of whom they follow upon.
//!
//! A name is a guess; a script that calls LUKA "he" knows better. Each pronoun is one vote, and only where one person
//! alone can be meant: the only one whom its sentence has named so far, or else the only one of the sentence before.

use maquette_document::ParagraphKind;
use maquette_script::Script;

use super::cast::{Cast, Sex};
use super::guess::{is_certain, sex_of_role};
use super::words::{Token, sentences};

/// Votes for each sex.
#[derive(Clone, Copy, Default)]
struct Votes {
    man: u32,
    woman: u32,
}

impl Votes {
    fn count(&mut self, pronoun: Sex, weight: u32) {
        match pronoun {
            Sex::Man => self.man += weight,
            Sex::Woman => self.woman += weight,
            Sex::Unknown => {}
        }
    }

    /// What the votes say, if they agree: two to one, and `least` of them.
    fn decided(self, least: u32) -> Sex {
        match (self.man, self.woman) {
            (man, woman) if man >= least && man >= 2 * woman.max(1) => Sex::Man,
            (man, woman) if woman >= least && woman >= 2 * man.max(1) => Sex::Woman,
            _ => Sex::Unknown,
        }
    }
}

impl Cast {
    /// Has pronouns in the action decide who is a man and who is a woman, where roles and titles do not.
    pub(super) fn heed_pronouns(&mut self, script: &Script) {
        let mut votes = vec![Votes::default(); self.characters.len()];
        for paragraph in script.paragraphs.iter().filter(|one| one.kind == ParagraphKind::Action) {
            let mut before: Vec<usize> = Vec::new();
            for tokens in sentences(&paragraph.text) {
                before = self.vote(&tokens, &before, &mut votes);
            }
        }
        for (character, votes) in self.characters.iter_mut().zip(votes) {
            let words: Vec<String> = character.name.split(' ').map(str::to_lowercase).collect();
            if sex_of_role(&words) != Sex::Unknown {
                continue;
            }
            // A well-known name needs more to be overruled than one that is guessed by its end.
            let least = if is_certain(&character.name) { 3 } else { 2 };
            match votes.decided(least) {
                Sex::Unknown => {}
                told => character.sex = told,
            }
        }
    }

    /// Counts the pronouns of one sentence; who is named in it, or else who was before.
    fn vote(&self, tokens: &[Token], before: &[usize], votes: &mut [Votes]) -> Vec<usize> {
        let mut named: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some((who, length)) = self.people_at(tokens, at) {
                named.extend(who);
                named.sort_unstable();
                named.dedup();
                at += length;
                continue;
            }
            let (sex, weight) = pronoun(&tokens[at].word);
            // "Luka looks at her": whom somebody does something to is another.
            let subject = matches!(tokens[at].word.as_str(), "he" | "she");
            let meant = match (&named[..], before) {
                ([one], _) => Some(*one),
                ([], [one]) if subject && at == 0 => Some(*one),
                _ => None,
            };
            if let Some(one) = meant {
                votes[one].count(sex, weight);
            }
            at += 1;
        }
        if named.is_empty() { before.to_vec() } else { named }
    }
}

/// Whose a pronoun is, and how much it says: an object may be another.
fn pronoun(word: &str) -> (Sex, u32) {
    match word {
        "he" => (Sex::Man, 2),
        "she" => (Sex::Woman, 2),
        "himself" => (Sex::Man, 3),
        "herself" => (Sex::Woman, 3),
        "his" => (Sex::Man, 1),
        _ => (Sex::Unknown, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::script;
    use super::super::{Sex, breakdown};

    #[track_caller]
    fn check(text: &str, name: &str, expected: Sex) {
        let found = breakdown(&script(&format!("INT. ROOM\n{text}\n")), 7);
        let one = found.cast.iter().find(|one| one.name == name).expect(name);
        assert_eq!(one.sex, expected, "{text}");
    }

    #[test]
    fn a_pronoun_knows_better_than_the_end_of_a_name() {
        check("Luka enters. He puts down the tray.\nLUKA\n> Sir.", "LUKA", Sex::Man);
        check("Luka enters. She puts down the tray.\nLUKA\n> Sir.", "LUKA", Sex::Woman);
        check("Robin pours herself a glass.\nROBIN\n> Well.", "ROBIN", Sex::Woman);
        check("Quill sits with his back to us. He sighs.\nQUILL\n> Well.", "QUILL", Sex::Man);
    }

    #[test]
    fn whom_one_looks_at_says_nothing_of_who_looks() {
        check("Mara waits. Luka looks at her.\nLUKA\n> Sir.\nMARA\n> No.", "MARA", Sex::Woman);
        check("Mara sees Tom. He waves.\nMARA\n> Hm.\nTOM\n> Hm.", "MARA", Sex::Woman);
    }

    #[test]
    fn a_role_is_what_it_says() {
        check("The waitress turns. He is gone.\nWAITRESS\n> Hm.", "WAITRESS", Sex::Woman);
    }
}
