//! What became of a script, for a person to read.

use maquette_document::ParagraphKind as Kind;

use super::{Fate, Followed, Line, is_speech};

/// Letters of a paragraph that are quoted.
const MOST_LETTERS: usize = 80;

impl<K> Followed<K> {
    /// A line for each thing that differs: first what is in the new draft, in its order, then what was cut.
    /// `old` and `new` are what was followed.
    ///
    /// A scene that was moved, added or cut is one line, as is all that moved together. A cue goes without saying.
    pub fn summary(&self, old: &[(K, Line<'_>)], new: &[Line<'_>]) -> Vec<String> {
        let renamed = self.renamed.iter().map(|(was, is)| format!("renamed: {was} -> {is}"));
        let mut lines: Vec<String> = renamed.collect();
        let mut to = 0;
        while to < self.new.len().min(new.len()) {
            let fate = self.new[to].fate;
            let end = to + self.run(new, to);
            let was = self.new[to].from.and_then(|from| old.get(from)).map(|(_, line)| line);
            match fate {
                Fate::Same | Fate::Cut => {}
                Fate::Added => lines.extend(told("added", &new[to..end])),
                Fate::Moved => lines.extend(told("moved", &new[to..end])),
                Fate::Changed => lines.extend(was.and_then(|was| change("changed", was, &new[to]))),
                Fate::MovedAndChanged => {
                    lines.extend(was.and_then(|was| change("moved and changed", was, &new[to])));
                }
            }
            to = end;
        }
        let cut: Vec<Line<'_>> = old.iter().map(|(_, line)| *line).collect();
        let mut at = 0;
        while at < self.old.len().min(cut.len()) {
            let is_cut = |left: &super::Left<K>| left.fate == Fate::Cut;
            let same = self.old[at..].iter().take_while(|left| is_cut(left)).count();
            let end = at + run_of(&cut[at..(at + same.max(1)).min(cut.len())]);
            if same > 0 {
                lines.extend(told("cut", &cut[at..end]));
            }
            at = end;
        }
        lines
    }

    /// How many new paragraphs are told in one line, from `to` on.
    fn run(&self, new: &[Line<'_>], to: usize) -> usize {
        let fate = self.new[to].fate;
        let together = |two: &[super::Arrived<K>]| {
            let goes_on = two[0].from.map(|from| from + 1) == two[1].from;
            two[1].fate == fate && (fate == Fate::Added || goes_on)
        };
        let count = 1 + self.new[to..].windows(2).take_while(|two| together(two)).count();
        let lines = &new[to..(to + count).min(new.len())];
        match fate {
            Fate::Moved => lines.len(),
            Fate::Added => run_of(lines),
            Fate::Same | Fate::Changed | Fate::MovedAndChanged | Fate::Cut => 1,
        }
    }
}

/// How many of these paragraphs are one line: a scene, from its heading to the next.
fn run_of(lines: &[Line<'_>]) -> usize {
    match lines.first() {
        Some(line) if line.kind == Kind::Heading => {
            1 + lines[1..].iter().take_while(|line| line.kind != Kind::Heading).count()
        }
        _ => 1,
    }
}

fn told(what: &str, lines: &[Line<'_>]) -> Option<String> {
    let is_told = |line: &&Line<'_>| !goes_without_saying(line.kind);
    let first = lines.iter().find(is_told)?;
    let more = lines.iter().filter(is_told).count() - 1;
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!("{what}: {} {}{more}", who(first), quoted(first.text)))
}

/// What a paragraph was and is. A cue whose name alone is another is told with its speech.
fn change(what: &str, was: &Line<'_>, is: &Line<'_>) -> Option<String> {
    if is.kind == Kind::Character && extensions(was) == extensions(is) {
        return None;
    }
    let speaker = if who(was) == who(is) { String::new() } else { format!("{} ", who(is)) };
    Some(format!("{what}: {} {} -> {speaker}{}", who(was), quoted(was.text), quoted(is.text)))
}

fn extensions<'a>(cue: &Line<'a>) -> &'a str {
    cue.text.find('(').map_or("", |at| &cue.text[at..])
}

fn goes_without_saying(kind: Kind) -> bool {
    matches!(kind, Kind::Character | Kind::Blank)
}

/// The speaker, or what it is.
fn who<'a>(line: &Line<'a>) -> &'a str {
    match line.kind {
        kind if is_speech(kind) && !line.character.is_empty() => line.character,
        Kind::Character => "cue",
        Kind::Heading => "scene",
        Kind::Action => "action",
        Kind::Dialogue => "dialogue",
        Kind::Parenthetical => "parenthetical",
        Kind::Lyrics => "lyrics",
        Kind::Transition => "transition",
        Kind::Centered => "centred line",
        Kind::Note => "note",
        Kind::Boneyard => "boneyard",
        Kind::Section => "section",
        Kind::Synopsis => "synopsis",
        Kind::PageBreak => "page break",
        Kind::TitlePage => "title page",
        Kind::Blank => "blank lines",
    }
}

/// The text on one line and not too long.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(MOST_LETTERS) {
        Some((at, _)) => format!("\"{}…\"", text[..at].trim_end()),
        None => format!("\"{text}\""),
    }
}
