//! Sentences as screenplays have them, labelled by hand, and how many of them are understood.
//!
//! A line is `sentence => who Deed|Deed what,what >whom @relation:place; …`, or `-` where nothing is done. What
//! stands in braces is said before. `fresh.txt` is not looked at while rules change: it counts how much of a script
//! that nobody has seen is understood; so does `last.txt`, which was written after the rules stood. `unseen.txt` was
//! looked at, and rules were made after it.

mod presence;

use std::collections::BTreeSet;

use super::tests::script;
use super::{Act, Beat, Breakdown, PlaceOf, breakdown};

/// Characters who are cued, so that their names are known.
const CAST: &[&str] = &["MARA", "TOM", "LENA", "JONAH", "DR. AMARA OKAFOR", "OLD KEEPER", "VICTOR"];

#[derive(Debug, Default)]
struct Label {
    who: BTreeSet<String>,
    deeds: Vec<String>,
    what: BTreeSet<String>,
    whom: BTreeSet<String>,
    place: Option<String>,
}

impl Label {
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let set = |list: &str| list.split(',').map(str::to_owned).collect();
        let who = set(words.next().filter(|word| *word != "-")?);
        let deeds = words.next().unwrap().split('|').map(str::to_owned).collect();
        let mut label = Self { who, deeds, ..Self::default() };
        for word in words {
            match (word.strip_prefix('>'), word.strip_prefix('@')) {
                (Some(whom), _) => label.whom = set(whom),
                (_, Some(place)) => label.place = Some(place.replace("by:", "beside:")),
                _ => label.what = set(word),
            }
        }
        Some(label)
    }
}

/// Right answers, and of how many.
#[derive(Clone, Copy, Debug, Default)]
struct Share(usize, usize);

impl Share {
    fn count(&mut self, right: bool) {
        (self.0, self.1) = (self.0 + usize::from(right), self.1 + 1);
    }

    fn percent(self) -> f32 {
        100.0 * self.0 as f32 / self.1.max(1) as f32
    }
}

#[derive(Debug, Default)]
struct Score {
    /// Of the acts that are labelled, those found with who does them and what they are.
    found: Share,
    /// Of the acts that were found, those that are labelled.
    right: Share,
    whom: Share,
    what: Share,
    place: Share,
    /// Sentences of which all acts and nothing else was found.
    whole: Share,
}

impl Score {
    /// Holds what was found, right, whom, what and where to `least` percent.
    #[track_caller]
    fn check(&self, name: &str, least: [f32; 5]) {
        let all = [self.found, self.right, self.whom, self.what, self.place].map(Share::percent);
        println!(
            "{name}: found, right, whom, what, where {all:.1?}, whole {:.1}",
            self.whole.percent()
        );
        assert!(all.iter().zip(least).all(|(one, least)| *one >= least), "{name}: {all:.1?}");
    }
}

/// The name as labels have it: the last word, without a number.
fn short(name: &str) -> String {
    let mut words = name.split(|l: char| !l.is_alphabetic()).filter(|word| !word.is_empty());
    words.next_back().unwrap_or_default().to_lowercase()
}

fn names(found: &Breakdown, who: &[usize]) -> BTreeSet<String> {
    who.iter().map(|one| short(&found.cast[*one].name)).collect()
}

fn doers(found: &Breakdown, act: &Act) -> BTreeSet<String> {
    match &act.subject {
        Some(thing) => [short(&thing.name)].into(),
        None => names(found, &act.who),
    }
}

fn place_of(found: &Breakdown, act: &Act) -> Option<String> {
    let place = act.place.as_ref()?;
    let of = match &place.of {
        PlaceOf::Thing(thing) => short(&thing.name),
        PlaceOf::Person(who) => short(&found.cast[*who].name),
    };
    Some(format!("{}:{of}", place.relation.name()))
}

fn matches(found: &Breakdown, act: &Act, label: &Label) -> bool {
    label.deeds.contains(&format!("{:?}", act.deed)) && doers(found, act) == label.who
}

fn read(sentence: &str, said_before: &str) -> (Breakdown, Vec<Act>) {
    let cues: String = CAST.iter().map(|name| format!("{name}\n> Well.\n")).collect();
    let before = if said_before.is_empty() { "" } else { "\n" };
    let text = format!("INT. PLACE\n{said_before}{before}{sentence}\nINT. ELSEWHERE\n{cues}");
    let found = breakdown(&script(&text), 7);
    let last = found.scenes[0].beats.iter().rev().find_map(|beat| match beat {
        Beat::Action(action) => Some(action.acts.clone()),
        _ => None,
    });
    (found, last.unwrap_or_default())
}

fn measure(corpus: &str, show: bool) -> Score {
    let mut score = Score::default();
    for line in corpus.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (left, right) = line.split_once("=>").unwrap();
        let (said_before, sentence) = match (left.find('{'), left.find('}')) {
            (Some(from), Some(to)) => {
                (&left[from + 1..to], format!("{}{}", &left[..from], &left[to + 1..]))
            }
            _ => ("", left.to_owned()),
        };
        let labels: Vec<Label> = right.split(';').filter_map(Label::parse).collect();
        let (found, mut acts) = read(sentence.trim(), said_before);
        let told = acts.iter().map(|act| tell(&found, act)).collect::<Vec<_>>().join("; ");
        let mut whole = acts.len() == labels.len();
        let total = acts.len();
        let mut right_acts = 0;
        for label in &labels {
            let at = acts.iter().position(|act| matches(&found, act, label));
            score.found.count(at.is_some());
            whole &= at.is_some();
            let Some(act) = at.map(|at| acts.remove(at)) else { continue };
            right_acts += 1;
            score.whom.count(names(&found, &act.whom) == label.whom);
            score.what.count(
                act.what.iter().map(|thing| short(&thing.name)).collect::<BTreeSet<_>>()
                    == label.what,
            );
            score.place.count(place_of(&found, &act) == label.place);
        }
        score.right = Share(score.right.0 + right_acts, score.right.1 + total);
        score.whole.count(whole);
        if show {
            println!(
                "{} {} => {} || {told}",
                if whole { "  " } else { "✗ " },
                left.trim(),
                right.trim()
            );
        }
    }
    score
}

fn tell(found: &Breakdown, act: &Act) -> String {
    let list = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(",");
    let mut told = format!("{} {:?}", list(doers(found, act)), act.deed);
    let what: Vec<String> = act.what.iter().map(|thing| short(&thing.name)).collect();
    if !what.is_empty() {
        told += &format!(" {}", what.join(","));
    }
    if !act.whom.is_empty() {
        told += &format!(" >{}", list(names(found, &act.whom)));
    }
    if let Some(place) = place_of(found, act) {
        told += &format!(" @{place}");
    }
    told
}

/// Set `MAQUETTE_LOOK` to read what each sentence of the seen corpus is taken for.
///
/// What was reached is held, in percent, with a little room. Before there was any of this (no places, no groups, no
/// passives), the seen corpus had 70 found and 79 right, the held one 64 and 71.
#[test]
fn what_screenplays_say_is_understood() {
    let look = std::env::var_os("MAQUETTE_LOOK").is_some();
    let seen = measure(include_str!("seen.txt"), look);
    seen.check("seen", [98.0, 98.0, 98.0, 98.0, 98.0]);
    let held = measure(include_str!("held.txt"), look);
    held.check("held", [95.0, 86.0, 98.0, 79.0, 85.0]);
    let fresh = measure(include_str!("fresh.txt"), false);
    fresh.check("fresh", [85.0, 84.0, 96.0, 96.0, 94.0]);
    let unseen = measure(include_str!("unseen.txt"), look);
    unseen.check("unseen", [93.0, 95.0, 91.0, 85.0, 83.0]);
    let last = measure(include_str!("last.txt"), false);
    last.check("last", [82.0, 85.0, 99.0, 88.0, 86.0]);
}
