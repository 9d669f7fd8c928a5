//! Who is in the film: from the cues, and from those whom the action brings on.

use super::guess::{age_by_name, age_of, is_title, sex_of, sex_of_role, years_in};
use super::newcomers::introduced;
use std::collections::BTreeMap;

use maquette_document::{Age, Bag, Coat, Figure, Hair, Hat, Id, ParagraphKind};
use maquette_script::Script;

use super::lexicon::{self, Verbs};
use super::words::{Case, Token, sentences};

/// More than these are not told apart; the rest go unstaged.
pub(super) const MOST: usize = 300;

/// Somebody of the film.
#[derive(Clone, Debug, PartialEq)]
pub struct Character {
    /// As the script cues it, in upper case.
    pub name: String,
    pub figure: Id,
    /// The figure that plays it already, with its looks and its voice.
    pub known: Option<Figure>,
    /// Paragraphs of dialogue.
    pub lines: usize,
    pub sex: Sex,
    pub age: Age,
    pub wears: Wears,
}

/// What the action says that somebody wears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wears {
    pub hat: Option<Hat>,
    pub hair: Option<Hair>,
    pub coat: Option<Coat>,
    pub bag: Option<Bag>,
}

impl Wears {
    /// Takes what `word` names; what was named first stays.
    fn take(&mut self, word: &str) {
        let is = |list: &str| lexicon::is_in(list, word);
        if is("cap,casquette,mütze,gorra") {
            self.hat.get_or_insert(Hat::Cap);
        } else if is("hat,fedora,sunhat,bowler,chapeau,hut,sombrero,cappello") {
            self.hat.get_or_insert(Hat::Brim);
        } else if is("beanie,bonnet,woolly") {
            self.hat.get_or_insert(Hat::Beanie);
        } else if is("satchel,handbag,purse,shoulder-bag,sacoche") {
            self.bag.get_or_insert(Bag::Satchel);
        } else if is("backpack,rucksack,knapsack,schoolbag") {
            self.bag.get_or_insert(Bag::Backpack);
        } else if is(
            "coat,overcoat,raincoat,trenchcoat,oilskin,robe,cloak,manteau,mantel,abrigo,cappotto",
        ) {
            self.coat.get_or_insert(Coat::Long);
        } else if is("jacket,suit,blazer,uniform,veste,jacke,chaqueta") {
            self.coat.get_or_insert(Coat::Jacket);
        } else if is("skirt,dress,gown,apron,robe,jupe,kleid,rock,vestido,falda") {
            self.coat.get_or_insert(Coat::Skirt);
        } else if is("bald,chauve,kahl,calvo") {
            self.hair.get_or_insert(Hair::Bald);
        } else if is("ponytail,braid,braids,pigtails") {
            self.hair.get_or_insert(Hair::Ponytail);
        } else if is("bun,chignon") {
            self.hair.get_or_insert(Hair::Bun);
        } else if is("curly,curls,afro") {
            self.hair.get_or_insert(Hair::Curly);
        } else if is("long-haired") {
            self.hair.get_or_insert(Hair::Long);
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sex {
    Woman,
    Man,
    #[default]
    Unknown,
}

/// The characters, and the words that mean each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    pub(crate) characters: Vec<Character>,
    /// By first word: all words of a name, longest first, and whose it is.
    names: BTreeMap<String, Vec<(Vec<String>, usize)>>,
}

impl Cast {
    pub(crate) fn of(script: &Script, verbs: &Verbs) -> Self {
        let mut cast = Self::default();
        for paragraph in &script.paragraphs {
            let name = paragraph.character.trim();
            let cue = matches!(paragraph.kind, ParagraphKind::Character | ParagraphKind::Dialogue);
            if cue && !name.is_empty() {
                let index = cast.add(name);
                if let (Some(index), ParagraphKind::Dialogue) = (index, paragraph.kind) {
                    cast.characters[index].lines += 1;
                }
            }
        }
        let spoken = cast.characters.len();
        for (name, _) in introduced(script, verbs, &cast) {
            cast.add(&name);
        }
        cast.learn(script, spoken);
        cast
    }

    /// Adds a character unless there is one of that name.
    fn add(&mut self, name: &str) -> Option<usize> {
        let name = name.to_uppercase();
        if let Some(known) = self.characters.iter().position(|one| one.name == name) {
            return Some(known);
        }
        if self.characters.len() >= MOST {
            return None;
        }
        let index = self.characters.len();
        let words: Vec<String> = words_of(&name);
        self.characters.push(Character {
            figure: Id::NONE,
            known: None,
            sex: sex_of(&name, &words),
            age: age_by_name(&name, &words),
            name,
            lines: 0,
            wears: Wears::default(),
        });
        if let Some(first) = words.first() {
            let entry = self.names.entry(first.clone()).or_default();
            entry.push((words.clone(), index));
            entry.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Some(index)
    }

    /// The character that the words from `at` name, and how many words that takes.
    pub(crate) fn named(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let token = &tokens[at];
        let known = self.names.get(&token.word)?;
        // A role may be written small ("the keeper"); a name may not ("hope" is no HOPE).
        let written = token.case != Case::Lower;
        known
            .iter()
            .filter(|(words, _)| written || words.iter().any(|word| lexicon::is_person(word)))
            .find(|(words, _)| {
                words.iter().enumerate().all(|(offset, word)| {
                    tokens.get(at + offset).is_some_and(|token| token.word == *word)
                })
            })
            .map(|(words, index)| (*index, words.len()))
    }

    /// Parts of a longer name stand for it ("Voss" for MARA VOSS) where no other has that part, and people
    /// described where they are introduced get their age.
    fn learn(&mut self, script: &Script, spoken: usize) {
        let mut parts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, one) in self.characters.iter().enumerate() {
            for word in words_of(&one.name) {
                if word.chars().count() > 2 && !is_title(&word) {
                    parts.entry(word).or_default().push(index);
                }
            }
        }
        for (word, whose) in parts {
            if let ([index], false) = (&whose[..], self.names.contains_key(&word)) {
                self.names.insert(word.clone(), vec![(vec![word], *index)]);
            }
        }
        let actions = script.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Action);
        let mut known = vec![false; self.characters.len()];
        for paragraph in actions {
            for tokens in sentences(&paragraph.text) {
                self.describe(&tokens, &mut known, spoken);
                self.dress(&tokens);
            }
        }
    }

    /// A sentence about one person tells what that one wears.
    fn dress(&mut self, tokens: &[Token]) {
        let mut named =
            (0..tokens.len()).filter_map(|at| self.named(tokens, at)).map(|(one, _)| one);
        let Some(one) = named.next() else { return };
        if named.all(|other| other == one) {
            let wears = &mut self.characters[one].wears;
            tokens.iter().for_each(|token| wears.take(&token.word));
        }
    }

    /// `MARA (34)`, `TOM, 60s`, `LENA, a girl of nine`.
    fn describe(&mut self, tokens: &[Token], known: &mut [bool], spoken: usize) {
        for at in 0..tokens.len() {
            let Some((index, length)) = self.named(tokens, at) else { continue };
            if let (Some(title), Sex::Unknown) =
                (at.checked_sub(1).map(|before| &tokens[before]), self.characters[index].sex)
            {
                self.characters[index].sex = sex_of_role(std::slice::from_ref(&title.word));
            }
            if std::mem::replace(&mut known[index], true) && index < spoken {
                continue;
            }
            let after = &tokens[(at + length).min(tokens.len())..];
            let apposition = after.first().is_some_and(|t| matches!(t.word.as_str(), "," | "("));
            if !apposition {
                continue;
            }
            let words: Vec<String> =
                after.iter().skip(1).take(6).map(|token| token.word.clone()).collect();
            let character = &mut self.characters[index];
            let years = words.iter().take(3).find_map(|word| years_in(word));
            match years {
                Some(..=13) => character.age = Age::Child,
                Some(60..) => character.age = Age::Old,
                Some(_) => character.age = Age::Adult,
                None if character.age == Age::Adult => character.age = age_of(&words),
                None => {}
            }
            if character.sex == Sex::Unknown {
                character.sex = sex_of_role(&words);
            }
        }
    }
}

fn words_of(name: &str) -> Vec<String> {
    sentences(name)
        .into_iter()
        .flatten()
        .filter(|token| !token.mark)
        .map(|token| token.word)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::script;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let cast = Cast::of(&script(text), Verbs::in_language("en"));
        let names: Vec<&str> = cast.characters.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn people_come_from_cues_and_from_the_action() {
        check("MARA\n> Hello.\n", &["MARA"]);
        check("MARA\n> Hello.\nA WAITER brings the wine. Mara smiles.\n", &["MARA", "WAITER"]);
        check("TOM BRAND, 40, sits.\nTom drinks.\n", &["TOM BRAND"]);
        check("A man sits on a bench. A woman approaches. The man looks up.\n", &["MAN", "WOMAN"]);
        check("Anna walks to the door. Anna opens it.\n", &["ANNA"]);
        check("The phone RINGS. A LETTER lies on the table. Silence falls.\n", &[]);
        check("Rain falls. BOOM! The DOOR opens.\n", &[]);
    }

    #[test]
    fn age_and_sex_are_guessed_from_words() {
        let text = "MARA (34) and OLD PETE wait.\nLENA, a girl of nine, waits.\nMARA\n> Yes.\nOLD PETE\n> No.\nLENA\n> Why?\n";
        let cast = Cast::of(&script(text), Verbs::in_language("en"));
        let of = |name: &str| cast.characters.iter().find(|one| one.name == name).cloned().unwrap();
        assert_eq!((of("MARA").sex, of("MARA").age), (Sex::Woman, Age::Adult));
        assert_eq!(of("OLD PETE").age, Age::Old);
        assert_eq!((of("LENA").sex, of("LENA").age), (Sex::Woman, Age::Child));
    }
}
