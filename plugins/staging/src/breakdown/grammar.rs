//! A small grammar: who does what, with what, to whom, in one sentence of action.

use super::cast::{Cast, Sex};
use super::deed::{Deed, Thing, ThingKind};
use super::lexicon::{self, DETERMINERS, JOINTS, Verbs, WISHES, is_in};
use super::words::{Case, Token, lemmas};

/// One thing done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Into the cast; nobody when a thing does it.
    pub who: Vec<usize>,
    /// What does it, when nobody does.
    pub subject: Option<Thing>,
    pub deed: Deed,
    /// Others whom it is done to, or toward.
    pub whom: Vec<usize>,
    /// What it is done with, to, or at, in the order of the words.
    pub what: Vec<Thing>,
    /// What is carried along.
    pub with: Vec<Thing>,
    /// The sentence of its paragraph, from 0.
    pub sentence: usize,
}

impl Act {
    fn of(deed: Deed, sentence: usize) -> Self {
        Self {
            who: Vec::new(),
            subject: None,
            deed,
            whom: Vec::new(),
            what: Vec::new(),
            with: Vec::new(),
            sentence,
        }
    }
}

/// What has been said so far in a scene, for "she" and "it" to point at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// Latest last.
    pub(crate) mentioned: Vec<usize>,
    /// The last who did something.
    pub(crate) subject: Vec<usize>,
    pub(crate) thing: Option<Thing>,
    /// Who speaks in the scene, for "they" before anybody is named.
    pub(crate) speakers: Vec<usize>,
}

impl Memory {
    fn mention(&mut self, who: usize) {
        self.mentioned.retain(|one| *one != who);
        self.mentioned.push(who);
    }

    fn everybody(&self) -> Vec<usize> {
        // Before two are known, those who will speak are meant.
        let mut all = self.mentioned.clone();
        if all.len() < 2 {
            all.extend(&self.speakers);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What one sentence says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sentence {
    pub(crate) acts: Vec<Act>,
    pub(crate) people: Vec<usize>,
    pub(crate) things: Vec<Thing>,
}

pub(crate) struct Reader<'a> {
    pub(crate) cast: &'a Cast,
    pub(crate) verbs: &'static Verbs,
}

/// What stands before the verb of the clause that is being read.
#[derive(Default)]
struct Clause {
    people: Vec<usize>,
    thing: Option<Thing>,
    /// Things after a preposition, before the verb: "At the window, Mara turns".
    places: Vec<Thing>,
    verb: bool,
    /// A preposition stands before the words that are being read.
    preposition: bool,
    /// It begins with a preposition.
    led: bool,
    /// The verb stands before its subject: "On the table lies a letter".
    inverted: bool,
    /// After `with`: what is carried along.
    with: bool,
    /// The last word was `of`: what follows only tells more about what was named.
    of: bool,
}

/// A noun that was read: how many words it took.
enum Noun {
    People(Vec<usize>, usize),
    Thing(Thing, usize),
}

impl Reader<'_> {
    /// Reads `tokens`, remembering in `memory` what later sentences may point at.
    pub(crate) fn read(&self, tokens: &[Token], index: usize, memory: &mut Memory) -> Sentence {
        let mut said = Sentence::default();
        let mut clause = Clause::default();
        let mut at = 0;
        while at < tokens.len() {
            let token = &tokens[at];
            if token.mark || is_in(JOINTS, &token.word) {
                self.join(&mut clause, &mut said);
                at += 1;
                continue;
            }
            if let Some(deed) = self.verb(tokens, at, &clause, memory) {
                self.act(deed, index, &mut clause, &mut said, memory);
                at += 1;
                continue;
            }
            if is_in(PREPOSITIONS, &token.word) {
                clause.preposition = true;
                clause.led |= !clause.verb;
                clause.of = matches!(token.word.as_str(), "of" | "de" | "von" | "di");
                clause.with = matches!(token.word.as_str(), "with" | "avec" | "mit" | "con");
                at += 1;
                continue;
            }
            match self.noun(tokens, at, memory) {
                Some(Noun::People(people, length)) => {
                    self.people(people, &mut clause, &mut said, memory);
                    at += length;
                }
                Some(Noun::Thing(thing, length)) => {
                    Self::thing(thing, &mut clause, &mut said, memory);
                    at += length;
                }
                None => at += 1,
            }
        }
        self.join(&mut clause, &mut said);
        // Nobody that is known does it, and no thing: nothing can be staged.
        said.acts.retain(|act| {
            let alone = matches!(act.deed, Deed::Ring | Deed::Shine | Deed::Happen);
            alone || !act.who.is_empty() || act.subject.is_some()
        });
        for act in &mut said.acts {
            refine(act, memory);
        }
        said
    }

    /// A comma or an "and": what was named since the verb belongs to it; a new subject may follow.
    fn join(&self, clause: &mut Clause, said: &mut Sentence) {
        clause.preposition = false;
        clause.of = false;
        if clause.verb {
            *clause = Clause::default();
        } else if let (Some(act), true) = (said.acts.last_mut(), clause.places.is_empty()) {
            // Still without a verb: it may be one more object ("gives Tom the letter, and Mara the key").
            act.what.extend(clause.thing.clone());
        }
    }

    fn people(
        &self,
        people: Vec<usize>,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) {
        for one in &people {
            memory.mention(*one);
        }
        if clause.of {
            clause.of = false;
            clause.preposition = false;
            return;
        }
        said.people.extend(&people);
        if let (Some(act), true) = (said.acts.last_mut(), clause.inverted && !clause.preposition) {
            act.who.extend(&people);
            memory.subject.clone_from(&act.who);
            clause.inverted = false;
            return;
        }
        match (said.acts.last_mut(), clause.verb) {
            (Some(act), true) => {
                act.whom.extend(
                    people.iter().filter(|one| !act.who.contains(one)).copied().collect::<Vec<_>>(),
                );
            }
            _ => clause.people.extend(people),
        }
        clause.preposition = false;
    }

    fn thing(thing: Thing, clause: &mut Clause, said: &mut Sentence, memory: &mut Memory) {
        said.things.push(thing.clone());
        if !matches!(thing.what, ThingKind::Distance) {
            memory.thing = Some(thing.clone());
        }
        if let (Some(act), true) = (said.acts.last_mut(), clause.inverted && !clause.preposition) {
            act.subject = Some(thing);
            clause.inverted = false;
            return;
        }
        match (said.acts.last_mut(), clause.verb) {
            (Some(act), true) if clause.with => act.with.push(thing),
            (Some(act), true) => act.what.push(thing),
            _ if clause.preposition => clause.places.push(thing),
            _ => clause.thing = Some(thing),
        }
        clause.preposition = false;
        clause.of = false;
        clause.with = false;
    }

    fn act(
        &self,
        deed: Deed,
        sentence: usize,
        clause: &mut Clause,
        said: &mut Sentence,
        memory: &mut Memory,
    ) {
        let before = std::mem::take(clause);
        clause.verb = true;
        if before.people.is_empty() && before.thing.is_none() && before.led && deed.is_posture() {
            clause.inverted = true;
            said.acts.push(Act { what: before.places, ..Act::of(deed, sentence) });
            return;
        }
        let (mut who, mut subject) = (before.people, before.thing);
        if who.is_empty() && subject.is_none() {
            match said.acts.last() {
                Some(last) => (who, subject) = (last.who.clone(), last.subject.clone()),
                None if !memory.subject.is_empty() => who.clone_from(&memory.subject),
                None if memory.everybody().len() == 1 => who = memory.everybody(),
                None => {}
            }
        }
        who.sort_unstable();
        who.dedup();
        if !who.is_empty() {
            memory.subject.clone_from(&who);
            subject = None;
        }
        said.acts.push(Act { who, subject, what: before.places, ..Act::of(deed, sentence) });
    }

    /// The deed that the word at `at` says, if it is a verb here.
    fn verb(&self, tokens: &[Token], at: usize, clause: &Clause, memory: &Memory) -> Option<Deed> {
        let token = &tokens[at];
        if token.possessive {
            return None;
        }
        let before = at.checked_sub(1).map(|index| &tokens[index]);
        let last = before.map_or("", |token| token.word.as_str());
        let earlier = at.checked_sub(2).map_or("", |index| tokens[index].word.as_str());
        // French puts a pronoun between: "il le lit" is no bed.
        let object = is_in("le,la,les", last) && is_in("il,elle,ils,elles,on", earlier);
        let determined = is_in(DETERMINERS, last) && before.is_some_and(|token| !token.mark);
        if determined && last != "her" && !object {
            return None;
        }
        let wished = |word: &str| lemmas(word).iter().any(|form| is_in(WISHES, form));
        if wished(last) || (wished(earlier) && !tokens[at - 2].mark) {
            return None;
        }
        let next: Vec<&str> = tokens[at + 1..]
            .iter()
            .take(4)
            .take_while(|t| !t.mark)
            .map(|t| t.word.as_str())
            .collect();
        let forms = lemmas(&token.word);
        let deed = forms
            .iter()
            .find_map(|form| self.verbs.phrase(form, &next))
            .or_else(|| forms.iter().find_map(|form| self.verbs.deed(form)))?;
        // "Leaves the room" is an exit; "leaves the other end free" is none.
        let transitive = deed == Deed::Exit
            && next.first().is_some_and(|word| is_in(DETERMINERS, word) || *word == "it");
        if transitive && !next.iter().any(|word| is_in(LEFT_BEHIND, word)) {
            return None;
        }
        self.finite(tokens, at, clause, memory).then_some(deed)
    }

    /// Whether the word is conjugated as its subject needs: "lights" may be what shines.
    fn finite(&self, tokens: &[Token], at: usize, clause: &Clause, memory: &Memory) -> bool {
        let word = tokens[at].word.as_str();
        let last = at.checked_sub(1).map_or("", |index| tokens[index].word.as_str());
        if self.verbs.conjugated {
            return lexicon::thing(word).is_none() || !clause.people.is_empty();
        }
        let plain = lemmas(word);
        let same = self.verbs.deed(word).is_some() || self.verbs.phrase_starts(word);
        let regular = plain.len() > 1 && !same;
        let plural = clause.people.len() > 1
            || matches!(last, "they" | "both" | "to" | "all" | "we")
            || (clause.people.is_empty()
                && clause.thing.is_none()
                && memory.subject.len() > 1
                && at == 0);
        let noun = lexicon::thing(word).is_some() || word == "hands" || word == "lights";
        if noun {
            // A noun as well: a verb only right after somebody, or an adverb.
            let after_thing = clause.thing.is_some() && !clause.preposition;
            let follows = self.follows_a_person(tokens, at) || (after_thing && word.ends_with('s'));
            return follows && (regular || plural || word.ends_with('s'));
        }
        regular || plural || (same && self.follows_things(last))
    }

    /// "The lights flicker": a plural thing takes the plain form.
    fn follows_things(&self, last: &str) -> bool {
        let parts = is_in("hands,eyes,fingers,lips,shoulders,legs,arms,feet,hands", last);
        parts || (last.ends_with('s') && lexicon::thing(last).is_some())
    }

    fn follows_a_person(&self, tokens: &[Token], at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let last = &tokens[before];
        last.word.ends_with("ly")
            || is_in("he,she,they,who,and,then,it,both", &last.word)
            || last.mark
            || (before.saturating_sub(2)..=before).any(|start| {
                self.cast.named(tokens, start).is_some_and(|(_, length)| start + length == at)
            })
    }

    fn noun(&self, tokens: &[Token], at: usize, memory: &Memory) -> Option<Noun> {
        let token = &tokens[at];
        let body_part = |index: usize| {
            tokens.get(index).is_some_and(|t| {
                is_in("hand,hands,eyes,eye,face,finger,fingers,head,feet,foot,arm,arms,gaze,shoulders,lips,legs,back", &t.word)
            })
        };
        if let Some((who, length)) = self.cast.named(tokens, at) {
            let possessive = tokens[at + length - 1].possessive;
            if possessive && !body_part(at + length) {
                return None;
            }
            return Some(Noun::People(vec![who], length + usize::from(possessive)));
        }
        if is_in("his,her,their,sa,son,ses,ihre,seine", &token.word) && body_part(at + 1) {
            return self.pronoun(&token.word, memory).map(|people| Noun::People(people, 2));
        }
        let object = tokens.get(at + 1).is_none_or(|next| {
            next.mark
                || is_in(JOINTS, &next.word)
                || is_in(DETERMINERS, &next.word)
                || is_in(PREPOSITIONS, &next.word)
                || next.word.ends_with("ly")
        });
        if (token.word != "her" || object)
            && let Some(people) = self.pronoun(&token.word, memory)
        {
            return Some(Noun::People(people, 1));
        }
        if matches!(token.word.as_str(), "it" | "them") {
            return memory.thing.clone().map(|thing| Noun::Thing(thing, 1));
        }
        self.thing_at(tokens, at)
    }

    /// Who "she" is: the last one named who may be one.
    fn pronoun(&self, word: &str, memory: &Memory) -> Option<Vec<usize>> {
        let sex = |index: usize| self.cast.characters.get(index).map_or(Sex::Unknown, |c| c.sex);
        let latest = |wrong: Sex| {
            let named = memory.mentioned.iter().rev().chain(&memory.speakers);
            named.copied().find(|one| sex(*one) != wrong).map(|one| vec![one])
        };
        match word {
            "he" | "him" | "his" | "il" | "lui" | "er" | "ihn" | "ihm" | "él" | "egli"
            | "seine" => latest(Sex::Woman),
            "she" | "her" | "elle" | "ella" | "ihr" | "lei" | "ihre" => latest(Sex::Man),
            "sie" if memory.mentioned.len() == 1 => latest(Sex::Man),
            "they" | "both" | "everyone" | "everybody" | "all" | "ils" | "elles" | "sie"
            | "tous" | "alle" | "ellos" | "ellas" | "todos" | "tutti" | "them" | "four"
            | "three" | "their" => {
                let all = memory.everybody();
                (!all.is_empty()).then_some(all)
            }
            _ => None,
        }
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

/// A verb means what is done with its object: a door is opened otherwise than a letter.
fn refine(act: &mut Act, memory: &Memory) {
    let is = |kind: fn(&ThingKind) -> bool| {
        act.what.iter().chain(&act.subject).any(|thing| kind(&thing.what))
    };
    let door = is(|kind| matches!(kind, ThingKind::Door));
    let phone = is(|kind| {
        matches!(
            kind,
            ThingKind::Prop(maquette_document::Hold::Phone)
                | ThingKind::Piece(maquette_document::PieceKind::Telephone)
        )
    });
    let prop = is(|kind| matches!(kind, ThingKind::Prop(_)));
    let nobody = act.who.is_empty();
    act.deed = match act.deed {
        Deed::Open | Deed::Phone if door => Deed::OpenDoor,
        Deed::Open | Deed::CloseDoor if !door && !prop => Deed::Reach,
        Deed::PickUp if phone => Deed::Phone,
        Deed::Phone if !phone && memory.thing.is_none() => Deed::Speak,
        // What things do by themselves is work when somebody does it.
        Deed::Happen if !nobody => Deed::Work,
        Deed::Shine | Deed::Ring if !nobody => Deed::Reach,
        Deed::Walk | Deed::Run | Deed::Fall | Deed::Throw | Deed::Climb if nobody => Deed::Happen,
        deed => deed,
    };
}

/// What one leaves when going away.
const LEFT_BEHIND: &str = "room,house,building,kitchen,office,shop,bar,stage,car,table,place,hall,station,party,church,\
school,hospital,apartment,flat,cabin,village,town,city,pièce,salle,maison,raum,zimmer,haus,habitación,casa,stanza";

const PREPOSITIONS: &str = "at,in,on,by,to,from,into,onto,with,of,under,over,behind,beside,near,through,toward,towards,\
across,around,along,against,between,beneath,inside,outside,past,off,up,down,out,before,above,for,about,beyond,à,au,dans,sur,par,avec,vers,\
pour,derrière,sous,contre,de,von,mit,auf,zu,zum,zur,am,im,an,aus,nach,hinter,vor,en,con,por,hacia,di,da,su,per,nel,nella,alla,al";

#[cfg(test)]
mod tests {
    use super::super::tests::script;
    use super::super::words::sentences;
    use super::*;

    /// Acts as `who:Deed(what,…)→whom`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let names = script("MARA\n> a\nTOM\n> b\nLENA\n> c\nOLD KEEPER\n> d\n");
        let verbs = Verbs::in_language("en");
        let cast = Cast::of(&names, verbs);
        let reader = Reader { cast: &cast, verbs };
        let mut memory = Memory::default();
        let mut acts = Vec::new();
        for (index, tokens) in sentences(text).iter().enumerate() {
            acts.extend(reader.read(tokens, index, &mut memory).acts);
        }
        let name = |index: &usize| cast.characters[*index].name.chars().next().unwrap().to_string();
        let list = |who: &[usize]| who.iter().map(name).collect::<String>();
        let told: Vec<String> = acts
            .iter()
            .map(|act| {
                let who = act.subject.as_ref().map_or(list(&act.who), |thing| thing.name.clone());
                let what: Vec<&str> = act.what.iter().map(|thing| thing.name.as_str()).collect();
                let mut told = format!("{who}:{:?}", act.deed);
                if !what.is_empty() {
                    told += &format!("({})", what.join(","));
                }
                if !act.whom.is_empty() {
                    told += &format!(">{}", list(&act.whom));
                }
                told
            })
            .collect();
        assert_eq!(told.join(" "), expected, "{text}");
    }

    #[test]
    fn who_does_what_to_whom() {
        check("Mara walks to the window.", "M:Walk(window)");
        check("Mara hands Tom the letter.", "M:Give(letter)>T");
        check("Tom sits at the table and reads the book.", "T:Sit(table) T:Read(book)");
        check("Mara and Tom sit.", "MT:Sit");
        check("Tom enters. He looks at Mara.", "T:Enter T:Look>M");
        check("She turns as Tom enters.", "T:Enter");
        check("Mara stands by the window, looking out to sea.", "M:Wait(window) M:Look(sea)");
        check("The phone RINGS. Mara answers it.", "phone:Ring M:Phone(phone)");
        check("The door opens. Lena runs in.", "door:OpenDoor L:Enter");
        check("Tom opens the door and leaves.", "T:OpenDoor(door) T:Exit");
        check("Mara's hands shake.", "M:ShakeHead");
        check("At the window, Mara picks the letter up.", "M:PickUp(window,letter)");
        check("Mara wants to sit.", "");
        check("The old keeper kneels.", "O:Kneel");
        check("They embrace.", "");
        check("Mara and Tom wait. They embrace.", "MT:Wait MT:Embrace");
        check("A photo of Tom lies on the desk.", "photo:Lie(desk)");
        check("The lights flicker.", "lights:Shine");
        check("In the middle stands a small IRON BOX.", "iron box:Wait");
        check("On the table lies a LETTER.", "letter:Lie(table)");
        check("Mara walks to the door with a lantern.", "M:Walk(door)");
        check("Mara sits and leaves the other end free.", "M:Sit");
        check("Tom leaves the room.", "T:Exit(room)");
    }
}
