//! Who and what a sentence names.

use super::{Act, Memory, Place, PlaceOf, Reader, Relation};
use crate::breakdown::cast::Sex;
use crate::breakdown::deed::{Deed, Thing, ThingKind};
use crate::breakdown::guess::is_title;
use crate::breakdown::lexicon::{self, DETERMINERS, JOINTS, is_in};
use crate::breakdown::newcomers::surname;
use crate::breakdown::words::{Case, Token, lemmas};

/// A noun that was read: how many words it took.
pub(super) enum Noun {
    /// And whether a part of the body stands for them.
    People(Vec<usize>, usize, bool),
    Thing(Thing, usize),
}

pub(super) const PREPOSITIONS: &str = "at,in,on,by,to,from,into,onto,with,of,under,over,behind,beside,near,through,toward,towards,\
across,around,along,against,between,beneath,inside,outside,past,off,up,down,out,before,above,for,about,beyond,without,among,below,\
underneath,upon,atop,alongside,round,within,à,au,dans,sur,par,avec,vers,\
pour,derrière,sous,contre,de,von,mit,auf,zu,zum,zur,am,im,aus,nach,hinter,vor,en,con,por,hacia,di,da,su,per,nel,nella,alla,al";

/// Before a noun, and never before a verb.
pub(super) const DETERMINERS_OF_NOUNS: &str =
    "a,an,the,his,her,their,its,my,your,our,another,every,each,some,this,that";

/// "A crowd of onlookers" are onlookers.
pub(super) const COLLECTIVES: &str = "crowd,group,band,gang,line,handful,row,couple,pair,bunch,team,party,procession,mob,sea,trio,circle,one,some,two,three,four,most,all,both";

const PARTS: &str = "hand,hands,eyes,eye,face,finger,fingers,head,feet,foot,arm,arms,gaze,shoulder,shoulders,lips,legs,leg,back,fist,fists,\
knuckles,jaw,knees,knee,thumb,palm,palms,brow,forehead,mouth,chin,neck,elbow,body,hair,cheek,cheeks,breath,voice,smile,teeth,ear,nose";

/// Parts that say nothing of who has them: "his smile fades".
const IDLE_PARTS: &str = "voice,smile,breath,hair,body,face";

/// Sounds that a sentence may name without a verb.
const SOUNDS: &str = "footstep,footsteps,knock,knocking,gunshot,gunshots,shot,scream,screams,thunder,laughter,applause,siren,sirens,bang,crash,\
thud,click,creak,whistle,bell,bells,buzz,ring,ringing,explosion,howl,cry,shouts,shouting,barking,music,voices,rumble,roar,clatter,beep,pas,schritte";

pub(super) fn is_preposition(word: &str) -> bool {
    is_in(PREPOSITIONS, word)
}

pub(super) fn is_part(word: &str) -> bool {
    is_in(PARTS, word)
}

/// "After a moment" is nobody.
pub(super) fn is_time(word: &str) -> bool {
    is_in(
        "moment,beat,second,minute,hour,pause,while,day,night,morning,evening,instant,time,way,bit,few,little,long,couple",
        word,
    )
}

/// Whether `word` begins a noun: after "before" it is a place then.
pub(super) fn is_start(word: &str) -> bool {
    is_in(DETERMINERS_OF_NOUNS, word)
}

/// Words before somebody who was not spoken of before.
pub(super) fn brings_on(word: &str) -> bool {
    is_in("a,an,another,two,three,four,five,several,un,une,ein,eine,una", word)
}

/// A sentence that is only a sound: "A knock at the door."
pub(super) fn sound(tokens: &[Token], sentence: usize) -> Option<Act> {
    let at = tokens.iter().take(4).position(|token| is_in(SOUNDS, &token.word))?;
    let head = tokens[..at].iter().all(|token| !token.mark && !is_preposition(&token.word));
    if !head || tokens.len() > at + 6 {
        return None;
    }
    let stressed = tokens[at].case == Case::Upper;
    let subject = Thing { name: tokens[at].word.clone(), what: ThingKind::Other, stressed };
    let relation = tokens.get(at + 1).and_then(|token| Relation::of(&token.word));
    let place = relation.and_then(|relation| {
        let noun = tokens[at + 2..].iter().find(|token| lexicon::thing(&token.word).is_some())?;
        let what = lexicon::thing(&noun.word)?;
        let thing = Thing { name: noun.word.clone(), what, stressed: noun.case == Case::Upper };
        Some(Place { relation, of: PlaceOf::Thing(thing) })
    });
    Some(Act { subject: Some(subject), place, ..Act::of(Deed::Ring, sentence) })
}

impl Reader<'_> {
    pub(super) fn noun(&self, tokens: &[Token], at: usize, memory: &Memory) -> Option<Noun> {
        let token = &tokens[at];
        let part = |index: usize| tokens.get(index).is_some_and(|t| is_part(&t.word));
        // "His smile fades" tells of nobody what they do; "his left hand" does.
        let held = |from: usize| {
            let far = (from..from + 2).find(|index| part(*index))?;
            (!is_in(IDLE_PARTS, &tokens[far].word)).then_some(far + 1 - from)
        };
        let titled = (token.case != Case::Lower && is_title(&token.word))
            || (token.case == Case::Upper && lexicon::is_person(&token.word));
        let name = self.cast.people_at(tokens, at).or_else(|| {
            // "CAPTAIN REED" is Reed, and "DR. AMARA OKAFOR (50s)" Okafor.
            let near = || self.cast.people_at(tokens, at + 1).filter(|_| titled);
            let whole = surname(tokens, at, self.cast).map(|(who, length)| (vec![who], length));
            whole.or_else(|| near().map(|(who, length)| (who, length + 1)))
        });
        if let Some((who, length)) = name {
            if tokens[at + length - 1].possessive {
                let more = held(at + length)?;
                return Some(Noun::People(who, length + more, true));
            }
            return Some(Noun::People(who, length, false));
        }
        if is_in("his,her,their,sa,son,ses,ihre,seine", &token.word)
            && let Some(more) = held(at + 1)
        {
            return memory
                .pronoun(self.cast, &token.word)
                .map(|people| Noun::People(people, 1 + more, true));
        }
        if let Some(noun) = self.some(tokens, at, memory) {
            return Some(noun);
        }
        let object = tokens.get(at + 1).is_none_or(|next| {
            next.mark
                || is_in(JOINTS, &next.word)
                || is_in(DETERMINERS, &next.word)
                || is_preposition(&next.word)
                || next.word.ends_with("ly")
                || is_in("back,again,away,go,leave", &next.word)
        });
        if (token.word != "her" || object)
            && token.word != "their"
            && !(matches!(token.word.as_str(), "three" | "four")
                && at.checked_sub(1).is_none_or(|before| tokens[before].word != "the"))
            && token.word != "his"
            && let Some(people) = memory.pronoun(self.cast, &token.word)
        {
            return Some(Noun::People(people, 1, false));
        }
        if matches!(token.word.as_str(), "it" | "them") {
            return memory.thing.clone().map(|thing| Noun::Thing(thing, 1));
        }
        self.thing_at(tokens, at)
    }

    /// "His smile", "Mara's voice": how many words that takes.
    pub(super) fn idle_part(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let owner = match self.cast.people_at(tokens, at) {
            Some((_, length)) => tokens[at + length - 1].possessive.then_some(length)?,
            None => is_in("his,her,their", &tokens[at].word).then_some(1)?,
        };
        let part = (at + owner..at + owner + 2)
            .find(|index| tokens.get(*index).is_some_and(|t| is_in(IDLE_PARTS, &t.word)))?;
        Some(part + 1 - at)
    }

    /// "The others", "the two men", "both women", "the three of them".
    fn some(&self, tokens: &[Token], at: usize, memory: &Memory) -> Option<Noun> {
        let word = |more: usize| tokens.get(at + more).map_or("", |token| token.word.as_str());
        let acts = tokens.get(at + 1).is_some_and(|next| self.may_act(next));
        if at == 0 && acts && matches!(word(0), "one" | "another") {
            // Of those who were named last.
            let which = usize::from(word(0) == "another");
            return memory.last.get(which).map(|who| Noun::People(vec![*who], 1, false));
        }
        let start = usize::from(word(0) == "the");
        let count = ["two", "three", "four", "five"].iter().position(|name| *name == word(start));
        let counted = count.is_some() || word(start) == "both";
        let (noun, length) =
            if counted { (word(start + 1), start + 2) } else { (word(start), start + 1) };
        let many = count.map_or(2, |index| index + 2);
        let people = match noun {
            "others" | "rest" if start == 1 => memory.others(),
            "men" if start == 1 || counted => memory.of_sex(self.cast, Sex::Woman, many),
            "women" if start == 1 || counted => memory.of_sex(self.cast, Sex::Man, many),
            "of" if counted && word(length) == "them" => {
                return Some(Noun::People(memory.everybody(), length + 1, false));
            }
            _ => return None,
        };
        (people.len() > usize::from(noun != "others"))
            .then_some(Noun::People(people, length, false))
    }

    /// Whether a word that is not known may be a noun before its verb.
    pub(super) fn may_be_noun(&self, token: &Token) -> bool {
        !token.mark
            && !is_preposition(&token.word)
            && !is_in(JOINTS, &token.word)
            && !self.may_act(token)
    }

    /// Whether a word could be what the noun before it does: "the phone RINGS".
    fn may_act(&self, token: &Token) -> bool {
        token.word.ends_with('s')
            && lemmas(&token.word).iter().any(|form| self.verbs.deed(form).is_some())
    }

    /// A thing that is known, or anything in capitals.
    fn thing_at(&self, tokens: &[Token], at: usize) -> Option<Noun> {
        let upper = |t: &Token| t.case == Case::Upper && !t.mark;
        if upper(&tokens[at]) {
            let more = tokens[at + 1..]
                .iter()
                .take(3)
                .take_while(|t| upper(t) && !self.may_act(t))
                .count();
            let length = 1 + more;
            let run = &tokens[at..at + length];
            let what =
                run.iter().rev().find_map(|t| lexicon::thing(&t.word)).unwrap_or(ThingKind::Other);
            let name = run.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" ");
            return Some(Noun::Thing(Thing { name, what, stressed: true }, length));
        }
        if tokens[at].possessive {
            return None;
        }
        // Of two nouns in a row the second is the thing: "kitchen table", "lamp room door".
        let named = |t: &&Token| !t.mark && lexicon::thing(&t.word).is_some();
        let length = 1 + tokens[at + 1..]
            .iter()
            .take(2)
            .take_while(|t| named(t) && !self.may_act(t))
            .count();
        let word = &tokens.get(at + length - 1)?.word;
        let what = lexicon::thing(word)?;
        Some(Noun::Thing(Thing { name: word.clone(), what, stressed: false }, length))
    }
}
