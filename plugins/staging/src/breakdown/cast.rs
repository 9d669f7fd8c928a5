//! Who is in the film: from the cues, and from those whom the action brings on.

use std::collections::BTreeMap;

use maquette_document::{Age, Bag, Coat, Hair, Hat, ParagraphKind};
use maquette_script::Script;
use maquette_sound::voice::Gender;

use super::lexicon::{self, Verbs};
use super::words::{Case, Token, lemmas, sentences};

/// More than these are not told apart; the rest go unstaged.
const MOST: usize = 300;

/// Somebody of the film.
#[derive(Clone, Debug, PartialEq)]
pub struct Character {
    /// As the script cues it, in upper case.
    pub name: String,
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
        } else if is("coat,overcoat,raincoat,trenchcoat,oilskin,robe,cloak,manteau,mantel,abrigo,cappotto") {
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
        self.characters.push(Character { sex: sex_of(&name, &words), age: age_by_name(&name, &words), name, lines: 0, wears: Wears::default() });
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
        let mut named = (0..tokens.len()).filter_map(|at| self.named(tokens, at)).map(|(one, _)| one);
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
            if let (Some(title), Sex::Unknown) = (at.checked_sub(1).map(|before| &tokens[before]), self.characters[index].sex) {
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
    sentences(name).into_iter().flatten().filter(|token| !token.mark).map(|token| token.word).collect()
}

fn is_title(word: &str) -> bool {
    lexicon::is_in("mr,mrs,ms,miss,dr,doctor,captain,capt,sgt,sergeant,lt,young,old,the,first,second,uncle,aunt,lady,sir,madame,monsieur,herr,frau,don,señor,señora,chief,officer,von,van", word)
}

fn years_in(word: &str) -> Option<u32> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 2 {
        let spelled = ["five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        return spelled.iter().position(|name| *name == word).map(|index| index as u32 + 5);
    }
    digits.parse().ok()
}

fn age_by_name(name: &str, words: &[String]) -> Age {
    match maquette_sound::voice::person(name).age {
        Age::Adult => age_of(words),
        told => told,
    }
}

fn age_of(words: &[String]) -> Age {
    let has = |list: &str| words.iter().any(|word| lexicon::is_in(list, word));
    if has("boy,girl,child,kid,son,daughter,toddler,garçon,fille,enfant,junge,mädchen,niño,niña,bambino,bambina,little") {
        Age::Child
    } else if has("old,elderly,grandmother,grandfather,grandma,grandpa,aged,ancient,crone,vieux,vieille,alte,alter,viejo,vieja,white-haired,grey-haired,gray-haired") {
        Age::Old
    } else {
        Age::Adult
    }
}

fn sex_of_role(words: &[String]) -> Sex {
    let has = |list: &str| words.iter().any(|word| lexicon::is_in(list, word));
    if has("woman,girl,lady,mother,daughter,sister,wife,waitress,nurse,queen,princess,mrs,ms,miss,grandmother,grandma,aunt,her,she,femme,fille,mère,frau,mädchen,mutter,mujer,niña,madre,donna,ragazza,bambina,madame,señora,policewoman,widow,crone,actress,mademoiselle,mme,mlle,fräulein,señorita,signora,soeur,sœur") {
        Sex::Woman
    } else if has("man,boy,gentleman,monsieur,m,don,signor,signore,father,son,brother,husband,waiter,king,prince,mr,grandfather,grandpa,uncle,his,he,homme,garçon,père,mann,junge,vater,hombre,niño,padre,uomo,ragazzo,bambino,monsieur,herr,señor,fisherman,policeman,postman,mailman,priest,sir,sailor") {
        Sex::Man
    } else {
        Sex::Unknown
    }
}

fn sex_of(name: &str, words: &[String]) -> Sex {
    match maquette_sound::voice::person(name).gender {
        Some(Gender::Woman) => return Sex::Woman,
        Some(Gender::Man) => return Sex::Man,
        None => {}
    }
    let role = sex_of_role(words);
    let Some(first) = words.iter().find(|word| !is_title(word)).filter(|_| role == Sex::Unknown) else {
        return role;
    };
    let ends = |endings: &[&str]| endings.iter().any(|ending| first.ends_with(ending));
    if lexicon::is_in("jonah,elijah,micah,noah,ezra,nikita,ilya,misha,kostya,dima,mustafa,luca", first) {
        Sex::Man
    } else if ends(&["a", "ie", "ine", "elle", "ette", "lyn", "beth", "ise", "ïse", "ée"]) {
        Sex::Woman
    } else if ends(&["o", "us", "er", "on", "an", "ck", "rd", "rt", "as", "ob", "om", "im", "ph", "el", "ul"]) {
        Sex::Man
    } else {
        Sex::Unknown
    }
}

/// Names that the action gives to people who are not cued, in the order of their coming.
fn introduced(script: &Script, verbs: &Verbs, cast: &Cast) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut capital: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let actions = script.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Action);
    for (place, paragraph) in actions.enumerate() {
        for tokens in sentences(&paragraph.text) {
            let mut at = 0;
            while at < tokens.len() {
                if let Some((_, length)) = cast.named(&tokens, at) {
                    at += length;
                    continue;
                }
                let (name, length) = newcomer(&tokens, at, verbs);
                if let Some(name) = name.filter(|name| found.iter().all(|(known, _)| known != name)) {
                    found.push((name, place));
                }
                if length == 1 && is_name_like(&tokens, at, verbs) {
                    let entry = capital.entry(tokens[at].word.clone()).or_insert((place, 0));
                    // In the middle of a sentence a capital says more.
                    entry.1 += if at > 0 { 2 } else { 1 };
                }
                at += length.max(1);
            }
        }
    }
    for (word, (place, weight)) in capital {
        let name = word.to_uppercase();
        let known = found.iter().any(|(one, _)| one.split(' ').any(|part| part == name));
        if weight >= 2 && !known {
            found.push((name, place));
        }
    }
    found.sort_by_key(|(_, place)| *place);
    found
}

/// Whether a person of a new name stands at `at`, and how many words to pass over.
fn newcomer(tokens: &[Token], at: usize, verbs: &Verbs) -> (Option<String>, usize) {
    let token = &tokens[at];
    if token.mark {
        return (None, 1);
    }
    if token.case == Case::Upper {
        let mut length = 1;
        while tokens.get(at + length).is_some_and(|t| t.case == Case::Upper && !t.mark)
            && !acts(tokens, at + length, verbs)
        {
            length += 1;
        }
        let run = &tokens[at..at + length];
        let role = run.iter().any(|t| lexicon::is_person(&t.word));
        let thing = run.iter().any(|t| lexicon::thing(&t.word).is_some());
        let aged = tokens.get(at + length).is_some_and(|t| matches!(t.word.as_str(), "," | "("))
            && tokens.get(at + length + 1).is_some_and(|t| years_in(&t.word).is_some());
        let deed_word = length == 1 && lemmas(&token.word).iter().any(|form| verbs.deed(form).is_some());
        let does = acts(tokens, at + length, verbs);
        let possessive = run.iter().any(|t| t.possessive);
        if length <= 3 && !possessive && (role || aged || (does && !thing && !deed_word)) {
            let words: Vec<&str> = run.iter().map(|t| t.word.as_str()).collect();
            return (Some(words.join(" ").to_uppercase()), length);
        }
        return (None, length);
    }
    // "A man sits": brought on by its article.
    let article = at > 0
        && tokens[at.saturating_sub(3)..at].iter().any(|t| {
            lexicon::is_in("a,an,one,another,two,un,une,ein,eine,una", &t.word)
        });
    if lexicon::is_person(&token.word) && article && !token.possessive {
        let does = (at + 1..(at + 4).min(tokens.len())).any(|next| acts(tokens, next, verbs));
        if does {
            return (Some(token.word.to_uppercase()), 1);
        }
    }
    (None, 1)
}

/// Whether the word at `at` is a verb, as it follows its subject, of what only people do.
fn acts(tokens: &[Token], at: usize, verbs: &Verbs) -> bool {
    use super::deed::Deed;
    let Some(token) = tokens.get(at).filter(|token| !token.mark) else { return false };
    if !verbs.conjugated && !token.word.ends_with('s') && !token.word.ends_with("ing") {
        return false;
    }
    let deed = lemmas(&token.word).iter().find_map(|form| verbs.deed(form));
    deed.is_some_and(|deed| {
        !matches!(deed, Deed::Ring | Deed::Shine | Deed::Happen | Deed::Fall | Deed::Lie | Deed::Walk | Deed::Lean)
            || matches!(token.word.as_str(), "walks" | "walking" | "approaches" | "crosses" | "strides")
    })
}

fn is_name_like(tokens: &[Token], at: usize, verbs: &Verbs) -> bool {
    let token = &tokens[at];
    token.case == Case::Capital
        && !token.possessive
        && token.word.chars().count() > 2
        && lexicon::thing(&token.word).is_none()
        && !lexicon::is_in(COMMON, &token.word)
        && !lemmas(&token.word).iter().any(|form| verbs.deed(form).is_some())
        && acts(tokens, at + 1, verbs)
}

/// Sentences start with these, and they are nobody.
const COMMON: &str = "she,they,the,and,then,now,everyone,everybody,nobody,someone,somebody,something,nothing,both,all,each,\
one,another,who,that,this,what,silence,smoke,dust,thunder,music,time,morning,night,day,dawn,elle,ils,elles,sie,wir,ella,ellos,\
tout,personne,quelqu,jemand,niemand,alle,todos,tutti,dog,cat,bird,crowd,people,men,women,children,engine,voice,hands,hand,eyes,he,his,her,finally,slowly,suddenly,outside,inside,somewhere,god,death";

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
