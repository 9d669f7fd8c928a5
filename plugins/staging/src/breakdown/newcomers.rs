//! People whom only the action brings on.

use super::cast::{Cast, MOST, count_of, singular};
use super::guess::{is_title, years_in};
use super::lexicon::{self, Verbs};
use super::words::{Case, Token, lemmas, sentences};
use maquette_document::ParagraphKind;
use maquette_script::Script;
use std::collections::BTreeMap;

/// Sentences start with these, and they are nobody.
const COMMON: &str = "she,they,the,and,then,now,everyone,everybody,nobody,someone,somebody,something,nothing,both,all,each,\
one,another,who,that,this,what,silence,smoke,dust,thunder,music,time,morning,night,day,dawn,elle,ils,elles,sie,wir,ella,ellos,\
tout,personne,quelqu,jemand,niemand,alle,todos,tutti,dog,cat,bird,crowd,people,men,women,children,engine,voice,hands,hand,eyes,he,his,her,finally,slowly,suddenly,outside,inside,somewhere,god,death";

/// Names that the action gives to people who are not cued, in the order of their coming.
pub(super) fn introduced(script: &Script, verbs: &Verbs, cast: &Cast) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut capital: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let actions = script.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Action);
    for (place, paragraph) in actions.enumerate() {
        for tokens in sentences(&paragraph.text) {
            let mut at = 0;
            while at < tokens.len() {
                if let Some((_, length)) = cast.people_at(&tokens, at) {
                    at += length;
                    continue;
                }
                if let Some((_, length)) = surname(&tokens, at, cast) {
                    at += length;
                    continue;
                }
                if found.len() >= MOST {
                    break;
                }
                if let Some((noun, count)) = several(&tokens, at, verbs) {
                    for number in 1..=count {
                        let name = format!("{} {number}", noun.to_uppercase());
                        if found.iter().all(|(known, _)| *known != name) {
                            found.push((name, place));
                        }
                    }
                    at += 1;
                    continue;
                }
                let (name, length) = newcomer(&tokens, at, verbs);
                let new = |name: &String| {
                    let first = format!("{name} 1");
                    found.iter().all(|(known, _)| known != name && *known != first)
                };
                if let Some(name) = name.filter(new) {
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
        if weight >= 2 && !known && found.len() < MOST {
            found.push((name, place));
        }
    }
    found.sort_by_key(|(_, place)| *place);
    found
}

/// Words in capitals that stand beside a known name, where somebody is introduced: `CAPTAIN` before `REED`,
/// `HARGREAVE` behind `ELEANOR`. Whose they are, and how many words.
pub(super) fn surname(tokens: &[Token], at: usize, cast: &Cast) -> Option<(usize, usize)> {
    let upper = |index: usize| {
        tokens.get(index).is_some_and(|t| t.case == Case::Upper && !t.mark && !t.possessive)
    };
    if !upper(at) {
        return None;
    }
    let before = (1..=3).find_map(|back| {
        let start = at.checked_sub(back)?;
        let (who, length) = cast.named(tokens, start)?;
        (upper(start) && start + length == at).then_some(who)
    });
    let aged =
        |index: usize| tokens.get(index).is_some_and(|t| matches!(t.word.as_str(), "," | "("));
    if let Some(who) = before.filter(|_| aged(at + 1)) {
        return Some((who, 1));
    }
    let title = is_title(&tokens[at].word) || lexicon::is_person(&tokens[at].word);
    let ahead = (1..=3).take_while(|more| upper(at + more)).find_map(|more| {
        let (who, length) = cast.named(tokens, at + more)?;
        Some((who, more + length))
    });
    ahead.filter(|(_, length)| title || aged(at + length))
}

/// Of "two guards" no more figures are made than this.
const MOST_OF_A_GROUP: usize = 4;

/// People who are brought on together ("three GUARDS", "a crowd of ONLOOKERS"): what each is, and how many.
fn several(tokens: &[Token], at: usize, verbs: &Verbs) -> Option<(String, usize)> {
    let token = &tokens[at];
    if token.mark || token.possessive || token.case == Case::Capital && at > 0 || verbs.conjugated {
        return None;
    }
    let noun = singular(&token.word)?;
    let person = lexicon::is_person(&noun);
    let before: Vec<&str> = tokens[at.saturating_sub(3)..at]
        .iter()
        .rev()
        .take_while(|t| !t.mark)
        .map(|t| t.word.as_str())
        .collect();
    let counted = before.iter().take(2).find_map(|word| count_of(word));
    let some = before.iter().take(2).any(|word| lexicon::is_in("several,some,few,many,more", word));
    let crowd = before.first() == Some(&"of")
        && before.get(1).is_some_and(|word| {
            lexicon::is_in(
                "crowd,group,band,gang,line,handful,row,couple,pair,bunch,mob,team,trio,dozens",
                word,
            )
        });
    let upper = token.case == Case::Upper;
    let plain =
        tokens.get(at + 1).is_some_and(|next| !next.mark && verbs.deed(&next.word).is_some());
    let brought = person && (counted.is_some() || some || crowd || upper && plain)
        || upper && lexicon::thing(&noun).is_none() && (crowd || counted.is_some());
    let pair = before.get(1).is_some_and(|word| matches!(*word, "couple" | "pair"));
    let count = counted.unwrap_or(if pair {
        2
    } else if crowd {
        MOST_OF_A_GROUP
    } else {
        3
    });
    brought.then_some((noun, count.min(MOST_OF_A_GROUP)))
}

/// Whether a person of a new name stands at `at`, and how many words to pass over.
pub(super) fn newcomer(tokens: &[Token], at: usize, verbs: &Verbs) -> (Option<String>, usize) {
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
        let deed_word =
            length == 1 && lemmas(&token.word).iter().any(|form| verbs.deed(form).is_some());
        let does = acts(tokens, at + length, verbs);
        let possessive = run.iter().any(|t| t.possessive) || is_a_notice(run);
        if length <= 3 && !possessive && (role || aged || (does && !thing && !deed_word)) {
            let words: Vec<&str> = run.iter().map(|t| t.word.as_str()).collect();
            return (Some(words.join(" ").to_uppercase()), length);
        }
        return (None, length);
    }
    // "A man sits": brought on by its article.
    let article = at > 0
        && tokens[at.saturating_sub(3)..at]
            .iter()
            .any(|t| lexicon::is_in("a,an,one,another,two,un,une,ein,eine,una", &t.word));
    // "A mountain of a man" is whoever was named before.
    let likened = at > 1 && tokens[at - 2].word == "of";
    if lexicon::is_person(&token.word) && article && !likened && !token.possessive {
        let verb = |next: &Token| {
            let ends = verbs.conjugated || next.word.ends_with('s') || next.word.ends_with("ing");
            !next.mark && ends && lemmas(&next.word).iter().any(|form| verbs.deed(form).is_some())
        };
        let after = &tokens[at + 1..(at + 4).min(tokens.len())];
        if after.iter().any(verb) {
            return (Some(token.word.to_uppercase()), 1);
        }
    }
    (None, 1)
}

/// Whether words in capitals are what a poster, a sign or a headline says: `MAN SOUGHT`, `WOMEN ONLY`, `MISSING GIRL`.
fn is_a_notice(run: &[Token]) -> bool {
    run.len() > 1
        && run.iter().any(|token| {
            lexicon::is_in(
                "sought,wanted,missing,killed,slain,found,dead,held,arrested,lost,shot,hanged,escapes,escaped,drowned,\
                 murdered,dies,died,charged,freed,jailed,flees,working,crossing,only,work,vanishes,vanished,reward,beware,\
                 admitted,allowed,needed,required,stolen,kidnapped,saved,feared",
                &token.word,
            )
        })
}

/// Whether the word at `at` is a verb, as it follows its subject, of what only people do.
pub(super) fn acts(tokens: &[Token], at: usize, verbs: &Verbs) -> bool {
    use super::deed::Deed;
    let Some(token) = tokens.get(at).filter(|token| !token.mark) else { return false };
    if !verbs.conjugated && !token.word.ends_with('s') && !token.word.ends_with("ing") {
        return false;
    }
    let deed = lemmas(&token.word).iter().find_map(|form| verbs.deed(form));
    deed.is_some_and(|deed| {
        !matches!(
            deed,
            Deed::Ring
                | Deed::Shine
                | Deed::Happen
                | Deed::Fall
                | Deed::Lie
                | Deed::Walk
                | Deed::Lean
        ) || matches!(
            token.word.as_str(),
            "walks" | "walking" | "approaches" | "crosses" | "strides"
        )
    })
}

pub(super) fn is_name_like(tokens: &[Token], at: usize, verbs: &Verbs) -> bool {
    let token = &tokens[at];
    token.case == Case::Capital
        && !token.possessive
        && token.word.chars().count() > 2
        && lexicon::thing(&token.word).is_none()
        && !lexicon::is_in(COMMON, &token.word)
        && !lemmas(&token.word).iter().any(|form| verbs.deed(form).is_some())
        && acts(tokens, at + 1, verbs)
}
