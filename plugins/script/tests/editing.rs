//! A script while it is written, through the public surface.

use std::ops::Range;

use maquette_script::editing::{EditError, Ink, Manuscript, Speller};
use maquette_script::{Style, eighths, parse};
use proptest::prelude::*;

/// Keys that were never given before.
struct Keys(u64);

impl Keys {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

fn manuscript(text: &str) -> (Manuscript<u64>, Keys) {
    let mut keys = Keys(0);
    (Manuscript::new(text, || keys.next()), keys)
}

/// What has to hold after each edit.
#[track_caller]
fn check_law(script: &Manuscript<u64>) {
    let text = script.text().to_string();
    let anew = parse(&text);
    assert_eq!(script.script(), anew, "{text:?}");
    let mut keys: Vec<u64> = (0..script.len()).map(|at| script.key(at)).collect();
    keys.sort_unstable();
    assert!(keys.windows(2).all(|two| two[0] != two[1]), "{keys:?}");
    let mut headings = script.scenes().into_iter();
    let is_heading =
        |at: &usize| anew.paragraphs[*at].kind == maquette_document::ParagraphKind::Heading;
    let starts: Vec<usize> = (0..anew.paragraphs.len()).filter(is_heading).collect();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(anew.paragraphs.len());
        let scene = headings.next().map(|scene| (scene.heading, scene.eighths));
        assert_eq!(scene, Some((*start, eighths(&anew.paragraphs[*start..end]))));
    }
    assert_eq!(headings.next(), None);
    for at in 0..script.len() {
        let mut end = script.start(at);
        for span in script.spans(at) {
            assert!(span.range.start >= end && span.range.end > span.range.start, "{text:?}");
            assert!(text.is_char_boundary(span.range.start));
            end = span.range.end;
        }
        assert!(end <= script.start(at) + script.source(at).len());
    }
}

/// Puts text in the place of `what`, and says which keys there are then.
#[track_caller]
fn check_keys(text: &str, what: &str, replacement: &str, expected: &[u64]) {
    let (mut script, mut keys) = manuscript(text);
    let at = text.find(what).unwrap_or_else(|| panic!("{what} is in {text}"));
    let edited = script.edit(at..at + what.len(), replacement, || keys.next());
    check_law(&script);
    let found: Vec<u64> = (0..script.len()).map(|at| script.key(at)).collect();
    assert_eq!(found, expected);
    let edited = edited.unwrap_or_default();
    let before: Vec<u64> = parse(text).paragraphs.iter().zip(1..).map(|(_, key)| key).collect();
    let gone: Vec<u64> = before.iter().copied().filter(|key| !found.contains(key)).collect();
    let come: Vec<u64> = found.iter().copied().filter(|key| !before.contains(key)).collect();
    assert_eq!((edited.cut, edited.added), (gone, come));
}

#[test]
fn a_paragraph_keeps_its_key_while_it_is_edited() {
    let text = "INT. A - DAY\n\nRain falls.\n\nMARA\nIs it raining?\n\nShe waits.\n";
    check_keys(text, "Is it", "Is it still", &[1, 2, 3, 4, 5]);
    check_keys(text, "Is it raining?", "No.", &[1, 2, 3, 4, 5]);
    check_keys(text, "MARA", "MARA (V.O.)", &[1, 2, 3, 4, 5]);
    check_keys(text, "A - DAY", "CELLAR - NIGHT", &[1, 2, 3, 4, 5]);
    check_keys(text, "Rain falls.", "R", &[1, 2, 3, 4, 5]);
    check_keys(text, "Rain falls.\n\n", "", &[1, 3, 4, 5]);
    check_keys(text, "She", "He sits.\n\nShe", &[1, 2, 3, 4, 6, 5]);
    // A split keeps the larger part, and so does a join.
    check_keys("One two three four five six.\n", "five", "\n\nfive", &[1, 2]);
    check_keys("One two three four five six.\n", "two", "\n\ntwo", &[2, 1]);
    check_keys("One.\n\nTwo three four five.\n", "\n\n", " ", &[2]);
}

#[test]
fn only_what_can_have_changed_is_read_again() {
    let text = "Somebody waits here.\n\n".repeat(100);
    let (mut script, mut keys) = manuscript(&text);
    let edited = script.edit(1100..1100, "x", || keys.next()).unwrap_or_default();
    assert!(edited.read.len() <= 5, "{edited:?}");
    assert!(edited.cut.is_empty() && edited.added.is_empty());
    check_law(&script);
    // A boneyard that opens takes the rest once it is closed, and no sooner.
    for (at, more) in [(22, "/* "), (1103, "*/"), (22, "")] {
        script.edit(at..at, more, || keys.next()).unwrap_or_default();
        check_law(&script);
    }
    script.edit(22..24, "", || keys.next()).unwrap_or_default();
    check_law(&script);
    assert_eq!(script.len(), 100);
}

#[test]
fn an_edit_that_can_not_be_made_changes_nothing() {
    let (mut script, mut keys) = manuscript("Élan.\n");
    let mut edit = |range: Range<usize>| script.edit(range, "x", || keys.next());
    for range in [1..2, 0..1, 0..100, 100..101] {
        assert_eq!(edit(range.clone()), Err(EditError::NoSuchRange(range)));
    }
    let backward = Range { start: 3, end: 2 };
    assert_eq!(edit(backward.clone()), Err(EditError::NoSuchRange(backward)));
    let large = "x".repeat(maquette_script::MAX_BYTES);
    assert!(matches!(script.edit(0..0, &large, || keys.next()), Err(EditError::TooLarge { .. })));
    assert_eq!(script.text().to_string(), "Élan.\n");
}

#[track_caller]
fn check_spans(text: &str, expected: &[(&str, Ink)]) {
    let (script, _) = manuscript(text);
    let spans = (0..script.len()).flat_map(|at| script.spans(at));
    let spans: Vec<(&str, Ink)> = spans.map(|span| (&text[span.range], span.ink)).collect();
    assert_eq!(spans, expected);
}

#[test]
fn each_piece_of_text_is_told_for_what_it_is() {
    check_spans(
        "Title: *X*\n\n.THE ROOF #1#\n\n@Mara [[who?]](V.O.) ^\n(low)\nYes.\n\n> FIN <\n# A\n!/* x */Go\n",
        &[
            ("Title:", Ink::TitleKey),
            (" ", Ink::TitleValue),
            ("*", Ink::Mark),
            ("X", Ink::TitleValue),
            ("*", Ink::Mark),
            (".", Ink::Mark),
            ("THE ROOF ", Ink::Heading),
            ("#1#", Ink::SceneNumber),
            ("@", Ink::Mark),
            ("Mara ", Ink::Cue),
            ("[[who?]]", Ink::Note),
            ("(V.O.) ", Ink::Cue),
            ("^", Ink::Mark),
            ("(low)", Ink::Parenthetical),
            ("Yes.", Ink::Dialogue),
            (">", Ink::Mark),
            (" FIN ", Ink::Centered),
            ("<", Ink::Mark),
            ("#", Ink::Mark),
            (" A", Ink::Section),
            ("!", Ink::Mark),
            ("/* x */", Ink::Boneyard),
            ("Go", Ink::Action),
        ],
    );
    let (script, _) = manuscript("Go *on **now***, é.\n");
    let styles: Vec<(Range<usize>, bool, bool)> = (script.spans(0).into_iter())
        .filter(|span| span.style != Style::default())
        .map(|span| (span.range, span.style.italic, span.style.bold))
        .collect();
    assert_eq!(styles, [(4..7, true, false), (9..12, true, true)]);
}

#[test]
fn scenes_fold_within_their_sections() {
    let (script, _) = manuscript("# A\n\nINT. A\n\nGo.\n\n## B\n\nINT. B\n\nINT. C\n\n# D\n");
    let folds: Vec<(Range<usize>, usize)> =
        script.folds().into_iter().map(|fold| (fold.paragraphs, fold.depth)).collect();
    assert_eq!(folds, [(0..6, 0), (1..3, 1), (3..6, 1), (4..5, 2), (5..6, 2), (6..7, 0)]);
}

#[test]
fn scenes_have_pages_and_lengths() {
    let text = format!("INT. A\n\n{}INT. B\n\nGo.\n", "Somebody waits.\n\n".repeat(26));
    let (script, _) = manuscript(&text);
    let scenes: Vec<_> =
        script.scenes().iter().map(|one| (one.page, one.eighths, one.seconds)).collect();
    assert_eq!(scenes, [(1, 9, 62), (2, 1, 6)]);
    assert_eq!(script.page_of(script.len() - 1), (2, 2));
}

#[test]
fn what_comes_next_is_suggested() {
    let text = "INT. LAMP ROOM - NIGHT\n\nADA\nOne.\n\nINT. CELLAR - STORM\n\nMARA (O.S.)\nTwo.\n\nJONAH\nThree.\n\n\
                MARA\nFour.\n\nWIPE TO:\n\nINT. LAMP ROOM - NIGHT\n";
    let (script, _) = manuscript(text);
    assert_eq!(script.suggest_characters(11, ""), ["JONAH", "ADA", "MARA"]);
    assert_eq!(script.suggest_characters(script.len(), ""), ["MARA", "ADA", "JONAH"]);
    assert_eq!(script.suggest_characters(11, "a"), ["ADA"]);
    assert_eq!(script.suggest_places(99, ""), ["LAMP ROOM", "CELLAR"]);
    assert_eq!(script.suggest_times(99, "")[..3], ["NIGHT", "STORM", "DAY"]);
    assert_eq!(script.suggest_extensions(99, "")[..2], ["O.S.", "V.O."]);
    assert_eq!(script.suggest_transitions(99, "w"), ["WIPE TO:"]);
}

struct Known(&'static [&'static str]);

impl Speller for Known {
    fn knows(&self, word: &str) -> bool {
        self.0.contains(&word)
    }
}

#[test]
fn only_what_is_read_is_spelt() {
    let text = "INT. QXZ\n\nMARA\nIt's *wrnog* [[qxz]] un*beleiv*able 4th é’tait’.\n";
    let (script, _) = manuscript(text);
    let speller = Known(&["It's"]);
    let words: Vec<&str> = (0..script.len())
        .flat_map(|at| script.misspelt(at, &speller))
        .map(|word| &text[word])
        .collect();
    assert_eq!(words, ["wrnog", "é’tait"]);
}

/// Text that is mostly made of what means something to Fountain.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "  \n",
        "\n  \n",
        "\n\n\n",
        "\u{feff}",
        "\u{2028}\n",
        "[[",
        "]]",
        "/*",
        "*/",
        "*",
        "**",
        "_",
        "(",
        ")",
        "^",
        "#",
        "#1#",
        "=",
        "===",
        "~",
        "!",
        "@",
        ">",
        "<",
        ".",
        ":",
        "TO:",
        "INT. ",
        "Title: ",
        "   more",
        "MARA",
        "a",
        "They walk.",
        "é",
        "\n\nMARA\nYes.\n\n",
        "\n\nINT. A - DAY\n\n",
        "/",
        "[",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Nothing, a title page, or a note before one.
fn heads() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "Title: X\nAuthor: Y\n\n",
        "[[note]]\n\nTitle:\n    X\n\n",
        "\n\n/* old */\n\n",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn after_any_edits_it_is_as_if_read_anew(
        head in heads(),
        text in prop::collection::vec(pieces(), 0..12),
        edits in prop::collection::vec((any::<u32>(), 0..12_usize, pieces()), 1..40),
    ) {
        let (mut script, mut keys) = manuscript(&format!("{head}{}", text.concat()));
        check_law(&script);
        for (at, length, replacement) in edits {
            let text = script.text().to_string();
            let border = |mut at: usize| {
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = border(at as usize % (text.len() + 1));
            let end = border((start + length).min(text.len())).max(start);
            let before: Vec<u64> = (0..script.len()).map(|at| script.key(at)).collect();
            let edited = script.edit(start..end, &replacement, || keys.next()).unwrap_or_default();
            check_law(&script);
            let after: Vec<u64> = (0..script.len()).map(|at| script.key(at)).collect();
            // What was not read again is who it was.
            prop_assert_eq!(&before[..edited.read.start], &after[..edited.read.start]);
            let tail = after.len() - edited.read.end;
            prop_assert_eq!(&before[before.len() - tail..], &after[edited.read.end..]);
        }
    }
}
