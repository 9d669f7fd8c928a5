//! Who is in the film: from the cues, and from those whom the action brings on.

use super::guess::{age_by_name, age_of, is_title, sex_of, sex_of_role, years_in};
use super::newcomers::{introduced, surname};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Those who are told apart by a number only, by the plural of what they are: `guards`.
    groups: BTreeMap<String, Vec<usize>>,
    /// Names beyond [`MOST`].
    beyond: BTreeSet<String>,
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
        cast.heed_pronouns(script);
        cast.group();
        cast
    }

    /// Adds a character unless there is one of that name.
    fn add(&mut self, name: &str) -> Option<usize> {
        let name = name.to_uppercase();
        if let Some(known) = self.characters.iter().position(|one| one.name == name) {
            return Some(known);
        }
        if self.characters.len() >= MOST {
            self.beyond.insert(name);
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

    /// How many more there are than are told apart.
    pub(crate) fn left_out(&self) -> usize {
        self.beyond.len()
    }

    pub(crate) fn sex_of(&self, index: usize) -> Sex {
        self.characters.get(index).map_or(Sex::Unknown, |one| one.sex)
    }

    /// All whom the words from `at` name ("Mara", "the GUARDS", "two guards"), and how many words that takes.
    pub(crate) fn people_at(&self, tokens: &[Token], at: usize) -> Option<(Vec<usize>, usize)> {
        if let Some((who, length)) = self.named(tokens, at) {
            return Some((vec![who], length));
        }
        let token = tokens.get(at).filter(|token| !token.mark)?;
        if let Some(all) = self.groups.get(&token.word) {
            let counted = at.checked_sub(1).and_then(|before| count_of(&tokens[before].word));
            let many = counted.unwrap_or(all.len()).clamp(1, all.len());
            return Some((all[..many].to_vec(), 1));
        }
        // "The guard", "another guard": one of them.
        let of_many = self.groups.get(&plural(&token.word))?;
        let before = at.checked_sub(1).map_or("", |before| tokens[before].word.as_str());
        let which = usize::from(matches!(before, "other" | "another" | "second"));
        Some((vec![*of_many.get(which)?], 1))
    }

    /// Brings together `GUARD 1` and `GUARD 2`, `FIRST GUARD` and `SECOND GUARD`.
    fn group(&mut self) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, one) in self.characters.iter().enumerate() {
            let words = words_of(&one.name);
            let told_apart = |word: &String| {
                word.chars().all(|letter| letter.is_ascii_digit())
                    || lexicon::is_in("one,two,three,four,first,second,third,other", word)
            };
            let rest: Vec<&String> = words.iter().filter(|word| !told_apart(word)).collect();
            if let ([noun], true) = (&rest[..], rest.len() < words.len()) {
                groups.entry(plural(noun)).or_default().push(index);
            }
        }
        groups.retain(|_, members| members.len() > 1);
        self.groups = groups;
    }

    /// The character that the words from `at` name, and how many words that takes.
    pub(crate) fn named(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let token = tokens.get(at)?;
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
        self.learn_surnames(script);
        let actions = script.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Action);
        let mut known = vec![false; self.characters.len()];
        for paragraph in actions {
            for tokens in sentences(&paragraph.text) {
                self.describe(&tokens, &mut known, spoken);
                self.dress(&tokens);
            }
        }
    }

    /// `ELEANOR HARGREAVE (60s)` is Hargreave from then on, unless another is.
    fn learn_surnames(&mut self, script: &Script) {
        let mut found: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for paragraph in script.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Action) {
            for tokens in sentences(&paragraph.text) {
                for at in 1..tokens.len() {
                    if let Some((who, 1)) = surname(&tokens, at, self) {
                        found.entry(tokens[at].word.clone()).or_default().insert(who);
                    }
                }
            }
        }
        for (word, whose) in found {
            if let (1, Some(who), false) =
                (whose.len(), whose.first(), self.names.contains_key(&word))
            {
                self.names.insert(word.clone(), vec![(vec![word], *who)]);
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

/// How many a word before a noun says: `two`, `3`.
pub(super) fn count_of(word: &str) -> Option<usize> {
    const NAMES: [&str; 9] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let named = NAMES.iter().position(|name| *name == word).map(|index| index + 2);
    named.or_else(|| word.parse().ok().filter(|count| (2..100).contains(count)))
}

/// The plural of a noun, as English has it.
pub(super) fn plural(noun: &str) -> String {
    for (one, many) in
        [("man", "men"), ("child", "children"), ("thief", "thieves"), ("wife", "wives")]
    {
        if let Some(stem) = noun.strip_suffix(one).filter(|_| noun != "human" && noun != "german") {
            return format!("{stem}{many}");
        }
    }
    match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        None => format!("{noun}s"),
    }
}

/// The singular of a plural noun.
pub(super) fn singular(noun: &str) -> Option<String> {
    let mut forms: Vec<String> = Vec::new();
    for (many, one) in
        [("men", "man"), ("children", "child"), ("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")]
    {
        forms.extend(noun.strip_suffix(many).map(|stem| format!("{stem}{one}")));
    }
    forms.into_iter().find(|form| plural(form) == noun && form.chars().count() > 1)
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
        check("A poster: MAN SOUGHT. Below it, MISSING GIRL. The sign says WOMEN ONLY.\n", &[]);
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
