//! Pairs of old and new paragraphs, as they are found.

use std::collections::{BTreeMap, HashMap};

use maquette_document::ParagraphKind as Kind;

use super::align::longest_common;
use super::cast::Cast;
use super::likeness::{TELLING, Worded, Wording};
use super::runs::join_runs;
use super::{Line, is_speech};

/// Places that are looked at to tell repeated paragraphs apart.
const MOST_REPEATED: usize = 16;

pub(super) struct Matching<'a> {
    pub(super) old: Vec<Worded<'a>>,
    pub(super) new: Vec<Worded<'a>>,
    /// How many different words there are.
    pub(super) words: usize,
    /// Paragraphs that say the same have the same token.
    old_tokens: Vec<u32>,
    new_tokens: Vec<u32>,
    /// The cue of each paragraph that opens the dialogue of a speech.
    old_cues: Vec<Option<usize>>,
    new_cues: Vec<Option<usize>>,
    /// Where each old paragraph went, and where each new one came from.
    pub(super) new_of: Vec<Option<usize>>,
    pub(super) old_of: Vec<Option<usize>>,
    /// Pairs that follow one another in both drafts: old to new.
    in_order: BTreeMap<usize, usize>,
    tokens: usize,
    /// Pairs of cues that say the same in the same order, but not above the same speech.
    suspended: Vec<(usize, usize)>,
    /// New paragraphs that were found where they were.
    stayed: Vec<bool>,
}

impl<'a> Matching<'a> {
    pub(super) fn new(old: &[Line<'a>], new: &[Line<'a>], cast: &'a Cast) -> Self {
        let mut wording = Wording::new();
        let mut tokens: HashMap<(Kind, &str, &str), u32> = HashMap::new();
        let mut token = |line: &Line<'a>, character: &'a str| {
            let next = tokens.len() as u32;
            *tokens.entry(said(line, character)).or_insert(next)
        };
        let now = |line: &Line<'a>| cast.name_now(line.character);
        let old_tokens = old.iter().map(|line| token(line, now(line))).collect();
        let new_tokens = new.iter().map(|line| token(line, line.character)).collect();
        let old: Vec<_> = old.iter().map(|line| wording.worded(line, now(line))).collect();
        let new: Vec<_> = new.iter().map(|line| wording.worded(line, line.character)).collect();
        Self {
            new_of: vec![None; old.len()],
            old_of: vec![None; new.len()],
            words: wording.count(),
            old_cues: cues_of(&old),
            new_cues: cues_of(&new),
            old,
            new,
            old_tokens,
            new_tokens,
            in_order: BTreeMap::new(),
            tokens: tokens.len(),
            suspended: Vec::new(),
            stayed: Vec::new(),
        }
    }

    pub(super) fn is_in_order(&self, at: usize, to: usize) -> bool {
        self.in_order.get(&at) == Some(&to)
    }

    /// Whether the pair crosses none of those that are in order.
    pub(super) fn fits_in_order(&self, at: usize, to: usize) -> bool {
        let before = self.in_order.range(..at).next_back().is_none_or(|(_, before)| *before < to);
        let after = self.in_order.range(at..).next().is_none_or(|(_, after)| *after > to);
        before && after
    }

    pub(super) fn pair(&mut self, at: usize, to: usize) {
        (self.new_of[at], self.old_of[to]) = (Some(to), Some(at));
        if self.fits_in_order(at, to) {
            self.in_order.insert(at, to);
        }
    }

    fn part(&mut self, at: usize, to: usize) {
        (self.new_of[at], self.old_of[to]) = (None, None);
        self.in_order.remove(&at);
    }

    fn can_pair(&self, at: usize, to: usize) -> bool {
        let free = |of: &[Option<usize>], at: usize| of.get(at).is_some_and(Option::is_none);
        free(&self.new_of, at) && free(&self.old_of, to)
    }

    fn says_the_same(&self, at: usize, to: usize) -> bool {
        let both = (self.old_tokens.get(at), self.new_tokens.get(to));
        matches!(both, (Some(old), Some(new)) if old == new)
    }

    /// Finds what stays in its order.
    pub(super) fn stay(&mut self) {
        let pairs = longest_common(&self.old_tokens, &self.new_tokens, self.tokens);
        for run in join_runs(&self.old_tokens, &self.new_tokens, &pairs) {
            (0..run.count).for_each(|by| self.pair(run.at + by, run.to + by));
        }
        for (old_cue, new_cue) in self.cues() {
            if !self.says_the_same(old_cue, new_cue) {
                continue;
            }
            match (self.new_of[old_cue], self.old_of[new_cue]) {
                (Some(_), Some(_)) => continue,
                (Some(other), None) => self.part(old_cue, other),
                (None, Some(other)) => self.part(other, new_cue),
                (None, None) => {}
            }
            self.pair(old_cue, new_cue);
        }
        self.suspend_cues();
    }

    /// Cues of speeches that are not a pair wait for what becomes of those.
    fn suspend_cues(&mut self) {
        let mut with_speech = vec![false; self.old.len()];
        for (old_cue, new_cue) in self.cues() {
            with_speech[old_cue] = self.new_of[old_cue] == Some(new_cue);
        }
        for (at, with_speech) in with_speech.into_iter().enumerate() {
            if let Some(to) = self.new_of[at]
                && self.old[at].kind == Kind::Character
                && !with_speech
            {
                self.part(at, to);
                self.suspended.push((at, to));
            }
        }
        self.stayed = self.old_of.iter().map(Option::is_some).collect();
    }

    /// Pairs of cues whose speeches are pairs, each by the first dialogue of it.
    fn cues(&self) -> Vec<(usize, usize)> {
        self.cues_with_speech().into_iter().map(|(at, to, _)| (at, to)).collect()
    }

    /// The same, with where the new speech stands.
    fn cues_with_speech(&self) -> Vec<(usize, usize, usize)> {
        let pairs = self.new_of.iter().enumerate();
        let cues = pairs.filter_map(|(at, to)| {
            let to = (*to)?;
            Some((self.old_cues[at]?, self.new_cues[to]?, to))
        });
        cues.collect()
    }

    /// Finds what says the same elsewhere, with what stands around it; `telling`: only what is long enough to be
    /// known by its words, or stands beside such.
    pub(super) fn move_alike(&mut self, telling: bool) {
        let mut places: HashMap<u32, Waiting> = HashMap::new();
        for at in (0..self.old.len()).filter(|at| self.new_of[*at].is_none()) {
            places.entry(self.old_tokens[at]).or_default().places.push(at);
        }
        let mut times: HashMap<u32, usize> = HashMap::new();
        for to in (0..self.new.len()).filter(|to| self.old_of[*to].is_none()) {
            *times.entry(self.new_tokens[to]).or_default() += 1;
        }
        // What stands once in both first: its neighbours tell repeated ones apart.
        for once in [true, false] {
            for to in 0..self.new.len() {
                let kind = self.new[to].kind;
                let is_telling = kind == Kind::Heading || self.new[to].words.len() >= TELLING;
                if self.old_of[to].is_some() || kind == Kind::Character {
                    continue;
                }
                let token = self.new_tokens[to];
                let Some(waiting) = places.get_mut(&token) else { continue };
                let repeated = waiting.places.len() > 1 || times.get(&token) != Some(&1);
                if (telling && !is_telling) || (once && repeated) {
                    continue;
                }
                let free = waiting.first_free(&self.new_of);
                let near = |at: &usize| self.neighbours_alike(*at, to);
                // The first of those that are equally near.
                if let Some(at) = free.rev().max_by_key(near) {
                    self.pair(at, to);
                    self.move_neighbours(at, to);
                }
            }
        }
    }

    /// How many of the paragraphs around both say the same, up to four.
    fn neighbours_alike(&self, at: usize, to: usize) -> usize {
        let before =
            (1..=2).take_while(|by| at >= *by && to >= *by && self.says_the_same(at - by, to - by));
        let after = (1..=2).take_while(|by| self.says_the_same(at + by, to + by));
        before.count() + after.count()
    }

    fn move_neighbours(&mut self, at: usize, to: usize) {
        for by in 1..=at.min(to) {
            let can = self.can_pair(at - by, to - by) && self.says_the_same(at - by, to - by);
            if !can {
                break;
            }
            self.pair(at - by, to - by);
        }
        for by in 1.. {
            let can = self.can_pair(at + by, to + by) && self.says_the_same(at + by, to + by);
            if !can {
                break;
            }
            self.pair(at + by, to + by);
        }
    }

    /// Gives each cue the one of the speech that it introduces, if that was found elsewhere or has changed. Of
    /// the others, those that say the same where they were come first.
    pub(super) fn move_cues(&mut self) {
        for stayed in [false, true] {
            for (at, to, speech) in self.cues_with_speech() {
                if self.can_pair(at, to) && self.stayed[speech] == stayed {
                    self.pair(at, to);
                }
            }
            for (at, to) in std::mem::take(&mut self.suspended) {
                if self.can_pair(at, to) && self.fits_in_order(at, to) {
                    self.pair(at, to);
                }
            }
        }
    }
}

/// Old paragraphs that say the same and may not have been found.
#[derive(Default)]
struct Waiting {
    places: Vec<usize>,
    /// How many of them at the head are known to be found.
    gone: usize,
}

impl Waiting {
    /// The first few that were not found.
    fn first_free<'a>(
        &'a mut self,
        new_of: &'a [Option<usize>],
    ) -> impl DoubleEndedIterator<Item = usize> + 'a {
        let found = |at: &&usize| new_of[**at].is_some();
        self.gone += self.places[self.gone..].iter().take_while(found).count();
        let few = self.places[self.gone..].iter().take(MOST_REPEATED).copied();
        few.filter(|at| new_of[*at].is_none())
    }
}

/// What has to be equal in paragraphs that say the same. A cue is its character and its extensions: the name may
/// be another.
fn said<'a>(line: &Line<'a>, character: &'a str) -> (Kind, &'a str, &'a str) {
    let extensions = || line.text.find('(').map_or("", |at| &line.text[at..]);
    match line.kind {
        Kind::Character => (line.kind, character, extensions()),
        kind if is_speech(kind) => (kind, character, line.text),
        kind => (kind, "", line.text),
    }
}

/// For each paragraph that opens the dialogue of a speech, the cue above it.
fn cues_of(lines: &[Worded<'_>]) -> Vec<Option<usize>> {
    let mut cue = None;
    let mut cues = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        match line.kind {
            Kind::Character => cue = Some(at),
            kind if !is_speech(kind) => cue = None,
            _ => {}
        }
        let is_said = matches!(line.kind, Kind::Dialogue | Kind::Lyrics);
        cues.push(if is_said { cue.take() } else { None });
    }
    cues
}
