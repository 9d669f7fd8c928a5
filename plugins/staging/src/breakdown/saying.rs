//! What is said: by whom, to whom, from where.

use super::grammar::Memory;
use super::reading::SceneReader;
use super::scene::{Beat, Line, Source, Speech};
use super::words::{Token, sentences};
use crate::pace::delivery;

impl SceneReader<'_> {
    pub(super) fn speak(
        &self,
        index: usize,
        cue: Option<usize>,
        after_beat: bool,
        aside: &str,
        beats: &mut Vec<Beat>,
        memory: &mut Memory,
    ) {
        let paragraph = &self.script.paragraphs[index];
        let Some(who) = self.who(&paragraph.character) else { return };
        let line = Line {
            paragraph: index,
            text: paragraph.text.clone(),
            after_beat,
            delivery: delivery(paragraph.kind, source_of(&paragraph.extension), aside),
            aside: aside.to_owned(),
            question: paragraph
                .text
                .trim_end()
                .trim_end_matches(['"', '”', '»', ')'])
                .ends_with(['?', '？']),
        };
        let to = self.addressed(aside, &paragraph.text, who);
        let phone = aside.contains("phone")
            || aside.contains("radio")
            || aside.contains("téléphone")
            || aside.contains("telefon");
        memory.mentioned.retain(|one| *one != who);
        memory.mentioned.push(who);
        // A new cue is a new speech, even of the same character.
        if let (None, Some(Beat::Speech(speech))) = (cue, beats.last_mut())
            && speech.who == who
        {
            speech.lines.push(line);
            speech.to = to.or(speech.to);
            speech.phone |= phone;
            return;
        }
        beats.push(Beat::Speech(Speech {
            cue: cue.unwrap_or(index),
            who,
            from: source_of(&paragraph.extension),
            lines: vec![line],
            dual: paragraph.dual && matches!(beats.last(), Some(Beat::Speech(_))),
            phone,
            to,
        }));
    }

    /// Whom a line is said to, where the script tells: `(to Tom)`, or a name at its head or end.
    fn addressed(&self, aside: &str, text: &str, who: usize) -> Option<usize> {
        let named = |tokens: &[Token], at: usize| {
            self.cast.named(tokens, at).map(|(one, _)| one).filter(|one| *one != who)
        };
        if let Some(rest) = aside.split("to ").nth(1) {
            // A parenthetical is written small: let its first word count as a name.
            let rest = rest.trim_start_matches(['(', ' ']);
            let raised: String = rest
                .chars()
                .take(1)
                .flat_map(char::to_uppercase)
                .chain(rest.chars().skip(1))
                .collect();
            let tokens: Vec<Token> = sentences(&raised).into_iter().flatten().collect();
            if let Some(one) = tokens.first().and_then(|_| named(&tokens, 0)) {
                return Some(one);
            }
        }
        let said = sentences(text);
        let head = said.first().filter(|tokens| tokens.get(1).is_none_or(|next| next.mark));
        let tail = said.last().filter(|t| t.len() > 1 && t[t.len() - 2].mark);
        head.and_then(|tokens| named(tokens, 0))
            .or_else(|| tail.and_then(|t| named(t, t.len() - 1)))
    }
}

pub(super) fn source_of(extension: &str) -> Source {
    let letters: String =
        extension.to_uppercase().chars().filter(|l| l.is_alphanumeric() || *l == ' ').collect();
    let has = |word: &str| letters.split(' ').any(|one| one == word);
    if has("VO")
        || has("VOIX")
        || has("PHONE")
        || has("RADIO")
        || has("FILTERED")
        || has("FILTER")
        || has("INTERCOM")
        || letters.contains("VOICE")
    {
        if letters.contains("INTO") { Source::Here } else { Source::Over }
    } else if has("OS") || has("OC") || has("OFF") {
        Source::Off
    } else {
        Source::Here
    }
}
