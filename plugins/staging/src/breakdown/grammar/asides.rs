//! What a sentence says to the camera, or only compares: it is taken out before who does what is read.

use crate::breakdown::lexicon::is_in;
use crate::breakdown::words::{Case, Token};

/// The words that tell what is done.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plain {
    pub(super) tokens: Vec<Token>,
    /// "We see Tom cross": its verb is not conjugated.
    pub(super) bare: bool,
}

/// Verbs of the audience: "we see".
const WE: &str = "see,hear,watch,find,follow,glimpse,notice,discover";
/// Begin an order to the camera, in capitals.
const ORDERS: &str = "angle,close,closeup,close-up,push,pan,tilt,track,tracking,dolly,zoom,rack,insert,reveal,wide,camera,smash,cut,\
intercut,pov,favor,favoring,extreme,crane,aerial,over,on";
/// Where a comparison ends.
const ENDS: &str = "and,then,while,as,before,until,but";

/// "Enter Tom", "Exeunt Mara and Lena", as plays have it: the name stands first.
fn turned_round(tokens: &[Token]) -> Option<Vec<Token>> {
    let (verb, rest) = tokens.split_first()?;
    let plays = is_in("enter,exit,exeunt,re-enter", &verb.word) && verb.case != Case::Lower;
    let named = rest.first().is_some_and(|next| !next.mark && next.case != Case::Lower);
    if !plays || !named {
        return None;
    }
    let names = rest.iter().take_while(|t| {
        !t.mark && (t.case != Case::Lower || matches!(t.word.as_str(), "and" | "et" | "und"))
    });
    let (who, after) = rest.split_at(names.count());
    let word = if verb.word.ends_with("enter") { "enters" } else { "exits" };
    let verb = Token { word: word.into(), case: Case::Lower, ..verb.clone() };
    Some([who, &[verb], after].concat())
}

/// `tokens` without talk to the camera, comparisons and what is only supposed.
pub(super) fn plain(tokens: &[Token]) -> Plain {
    let turned = turned_round(tokens);
    let tokens = turned.as_deref().unwrap_or(tokens);
    let mut plain = Plain::default();
    let mut at = order_length(tokens);
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    if matches!(word(0), "if" | "unless") {
        return plain;
    }
    let camera = usize::from(word(0) == "the");
    if word(camera) == "camera" && tokens.get(camera + 1).is_some_and(|next| !next.mark) {
        at = mark_after(tokens, camera);
    }
    while at < tokens.len() {
        let next = word(at + 1);
        if word(at) == "we" && is_in(WE, next) {
            plain.bare = true;
            at += 2;
        } else if matches!(word(at), "revealing" | "reveal" | "showing") && at > 0 {
            plain.tokens.push(Token { word: ",".into(), mark: true, ..tokens[at].clone() });
            at += 1;
        } else if compares(tokens, at) {
            at += 1;
            while at < tokens.len() && !tokens[at].mark && !is_in(ENDS, word(at)) {
                at += 1;
            }
        } else {
            plain.tokens.push(tokens[at].clone());
            at += 1;
        }
    }
    plain
}

fn compares(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    match word(at) {
        "like" => at == 0 || !is_in("would,d,i,you", word(at - 1)),
        "as" => matches!(word(at + 1), "if" | "though" | "one") || word(at + 2) == "as",
        _ => false,
    }
}

/// How many words at the head of a sentence are an order: `ANGLE ON`, `PUSH IN ON`.
fn order_length(tokens: &[Token]) -> usize {
    let Some(first) = tokens.first() else { return 0 };
    let order = first.case == Case::Upper && is_in(ORDERS, &first.word);
    if !order {
        return 0;
    }
    let upper = tokens.iter().take_while(|t| t.case == Case::Upper && !t.mark).count();
    let head = &tokens[..tokens.len().min(5)];
    let aimed = head.iter().position(|t| is_in("on,to,of", &t.word));
    match aimed {
        Some(at) => at + 1,
        // The order is all there is: "CAMERA PANS across the room."
        None if first.word == "camera" => mark_after(tokens, 0),
        None => upper.min(2),
    }
}

fn mark_after(tokens: &[Token], at: usize) -> usize {
    tokens[at..].iter().position(|token| token.mark).map_or(tokens.len(), |more| at + more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::words::sentences;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = sentences(text).concat();
        let words: Vec<String> = plain(&tokens).tokens.into_iter().map(|t| t.word).collect();
        assert_eq!(words.join(" "), expected, "{text}");
    }

    #[test]
    fn talk_to_the_camera_and_comparisons_are_taken_out() {
        check("We see Tom cross the yard.", "tom cross the yard");
        check("ANGLE ON Mara.", "mara");
        check("PUSH IN ON the letter.", "the letter");
        check("The camera pulls back.", "");
        check("Tom moves like a ghost through fog, then stops.", "tom moves , then stops");
        check("She stands as if frozen, waiting.", "she stands , waiting");
        check("If Tom moves, he dies.", "");
    }
}
