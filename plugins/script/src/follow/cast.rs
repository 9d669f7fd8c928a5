//! Characters that have another name in the new draft.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use maquette_document::ParagraphKind as Kind;

use super::Line;

/// Who is who among the characters of two drafts.
pub(super) struct Cast {
    /// Old names with their new ones, sorted.
    pub(super) renamed: Vec<(String, String)>,
}

impl Cast {
    /// A name that is gone is now the one that came and that speaks most of its lines. Without a line that tells,
    /// one name that is gone and one that came are the same if they speak as often.
    pub(super) fn of(old: &[Line<'_>], new: &[Line<'_>]) -> Self {
        let (before, after) = (speeches(old), speeches(new));
        let gone: BTreeSet<&str> =
            before.keys().filter(|name| !after.contains_key(*name)).copied().collect();
        let came: BTreeSet<&str> =
            after.keys().filter(|name| !before.contains_key(*name)).copied().collect();
        if gone.is_empty() || came.is_empty() {
            return Self { renamed: Vec::new() };
        }
        let (said, says) = (once_said(old), once_said(new));
        let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for line in old.iter().filter(|line| line.kind == Kind::Dialogue) {
            let both = (said.get(line.text).copied(), says.get(line.text).copied());
            if let (Some(Some(was)), Some(Some(is))) = both
                && gone.contains(was)
            {
                *votes.entry((was, is)).or_default() += 1;
            }
        }
        let mut renamed: Vec<(String, String)> = Vec::new();
        for was in &gone {
            let of_one = votes.iter().filter(|((voter, _), _)| voter == was);
            let all: usize = of_one.clone().map(|(_, count)| count).sum();
            let most = of_one.max_by_key(|(_, count)| **count);
            if let Some(((_, is), count)) = most
                && came.contains(is)
                && count * 2 > all
            {
                renamed.push(((*was).to_owned(), (*is).to_owned()));
            }
        }
        // Two who became one are not the same one.
        let names: Vec<String> = renamed.iter().map(|(_, is)| is.clone()).collect();
        renamed.retain(|(_, is)| names.iter().filter(|name| *name == is).count() == 1);
        if let (Some(was), Some(is)) = (gone.first(), came.first())
            && (gone.len(), came.len(), votes.len()) == (1, 1, 0)
            && before[was] == after[is]
        {
            renamed.push(((*was).to_owned(), (*is).to_owned()));
        }
        Self { renamed }
    }

    /// The name in the new draft of who had this one in the old.
    pub(super) fn name_now<'a>(&'a self, name: &'a str) -> &'a str {
        let found = self.renamed.binary_search_by(|(was, _)| was.as_str().cmp(name));
        found.map_or(name, |at| &self.renamed[at].1)
    }
}

/// How often each character has a cue.
fn speeches<'a>(lines: &[Line<'a>]) -> BTreeMap<&'a str, usize> {
    let mut speeches = BTreeMap::new();
    for line in lines.iter().filter(|line| line.kind == Kind::Character) {
        *speeches.entry(line.character).or_default() += 1;
    }
    speeches
}

/// Who says each line of dialogue; nobody where it is said more than once.
fn once_said<'a>(lines: &[Line<'a>]) -> HashMap<&'a str, Option<&'a str>> {
    let mut said = HashMap::new();
    for line in lines.iter().filter(|line| line.kind == Kind::Dialogue) {
        said.entry(line.text).and_modify(|who| *who = None).or_insert(Some(line.character));
    }
    said
}
