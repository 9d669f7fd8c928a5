//! Fountain, through the public surface: each element, any text back to the byte, time as length.

use maquette_document::ParagraphKind as Kind;
use maquette_script::{ParsedParagraph, Script, compose, parse, print};
use proptest::prelude::*;

/// Each paragraph as `kind: text`, dialogue with its speaker.
fn outline(text: &str) -> Vec<String> {
    parse(text).paragraphs.iter().map(line).collect()
}

fn line(paragraph: &ParsedParagraph) -> String {
    let ParsedParagraph { kind, text, character, dual, .. } = paragraph;
    let dual = if *dual { "^" } else { "" };
    match character.as_str() {
        "" => format!("{kind:?}: {text}"),
        name => format!("{kind:?} {name}{dual}: {text}"),
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(outline(text), expected, "{text:?}");
    assert_eq!(print(&parse(text), text), text);
}

#[test]
fn a_title_page_is_keys_and_values() {
    let text = "Title:\n    _**BRICK & STEEL**_\n    _**FULL RETIRED**_\nCredit: Written by\nContact:\n\tNext Day\n\n\nFADE IN:\n";
    let script = parse(text);
    let title: Vec<_> =
        script.title.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(
        title,
        [
            ("Title", "BRICK & STEEL\nFULL RETIRED"),
            ("Credit", "Written by"),
            ("Contact", "Next Day")
        ]
    );
    check(
        text,
        &[
            "TitlePage: BRICK & STEEL\nFULL RETIRED",
            "TitlePage: Written by",
            "TitlePage: Next Day",
            "Action: FADE IN:",
        ],
    );
    check(
        "Title: X\nINT. A - DAY\n\nGo.",
        &["TitlePage: X", "Heading: INT. A - DAY", "Action: Go."],
    );
    check("/* draft */\nTitle: X\n", &["Boneyard: draft", "TitlePage: X"]);
}

#[test]
fn headings_stand_apart_or_are_forced() {
    check("INT. HOUSE - DAY\n\nGo.", &["Heading: INT. HOUSE - DAY", "Action: Go."]);
    check("int. house - day\n\nGo.", &["Heading: int. house - day", "Action: Go."]);
    check("EXT. BRICK'S POOL - DAY\nGo.", &["Heading: EXT. BRICK'S POOL - DAY", "Action: Go."]);
    check("He says:\nINT. HOUSE", &["Action: He says:\nINT. HOUSE"]);
    check("Int. the sea is\ncalm.", &["Action: Int. the sea is\ncalm."]);
    check("INT HOUSE\nGo.\n", &["Heading: INT HOUSE", "Action: Go."]);
    check("Est venu le jour.\n", &["Action: Est venu le jour."]);
    check("ESTABLISHING SHOT.\n", &["Action: ESTABLISHING SHOT."]);
    check(
        "Go.\n.BINOCULARS FORCED\nOn.",
        &["Action: Go.", "Heading: BINOCULARS FORCED", "Action: On."],
    );
    check("...where?", &["Action: ...where?"]);
    let script = parse("INT. HOUSE - DAY #1A#\n\n.FORCED #I-2.#\n");
    let numbers: Vec<_> =
        script.paragraphs.iter().map(|heading| heading.number.as_deref()).collect();
    assert_eq!(numbers, [Some("1A"), Some("I-2.")]);
    assert_eq!(script.paragraphs[0].text, "INT. HOUSE - DAY");
}

#[test]
fn speech_follows_a_cue_to_the_next_blank_line() {
    check(
        "STEEL (O.S.)\n(starting the engine)\nSo much for\nretirement!\n\nHe drives.",
        &[
            "Character STEEL: STEEL (O.S.)",
            "Parenthetical STEEL: starting the engine",
            "Dialogue STEEL: So much for\nretirement!",
            "Action: He drives.",
        ],
    );
    check("@McCLOUD\nYippee.", &["Character MCCLOUD: McCLOUD", "Dialogue MCCLOUD: Yippee."]);
    check("THE DOOR OPENS.\n\nOn.", &["Action: THE DOOR OPENS.", "Action: On."]);
    check(
        "DEALER\nTen.\n  \nFour.",
        &["Character DEALER: DEALER", "Dialogue DEALER: Ten.\n\nFour."],
    );
    check(
        "DEALER\nTen.\n    \nFour.",
        &["Character DEALER: DEALER", "Dialogue DEALER: Ten.", "Action: Four."],
    );
    check(
        "MARA\n~La la\n~la\nStop.",
        &["Character MARA: MARA", "Lyrics MARA: La la\nla", "Dialogue MARA: Stop."],
    );
    check("MARA\n[[slowly]]\nYes.", &["Character MARA: MARA", "Dialogue MARA: Yes."]);
    check("MARA\n#1 fan of .44s!\n", &["Character MARA: MARA", "Dialogue MARA: #1 fan of .44s!"]);
}

#[test]
fn action_keeps_how_far_it_is_indented() {
    check("  Two.\n\tFour *here*.\nNone.\n", &["Action:   Two.\n    Four here.\nNone."]);
    check("!  INT. NO\n", &["Action:   INT. NO"]);
    check("\tMARA\n  Yes.\n", &["Character MARA: MARA", "Dialogue MARA: Yes."]);
    check("   INT. A - DAY\n\n  > END <\n", &["Heading: INT. A - DAY", "Centered: END"]);
    assert_eq!(compose(&parse("  Two.\n\tFour *here*.\n")), "  Two.\n    Four *here*.\n");
}

#[test]
fn a_page_break_ends_a_speech() {
    check(
        "MARA\nYes.\n===\nOn.",
        &["Character MARA: MARA", "Dialogue MARA: Yes.", "PageBreak: ", "Action: On."],
    );
    check("MARA\n= yes\n==\n", &["Character MARA: MARA", "Dialogue MARA: = yes\n=="]);
}

#[test]
fn who_speaks_at_the_same_time_is_marked() {
    check(
        "BRICK\nScrew retirement.\n\nSTEEL ^\n(low)\nScrew retirement.\n",
        &[
            "Character BRICK: BRICK",
            "Dialogue BRICK: Screw retirement.",
            "Character STEEL^: STEEL",
            "Parenthetical STEEL^: low",
            "Dialogue STEEL^: Screw retirement.",
        ],
    );
}

#[test]
fn transitions_and_centred_lines_are_told_apart() {
    check("Go.\n\nCUT TO:\n\nOn.", &["Action: Go.", "Transition: CUT TO:", "Action: On."]);
    check("TO:\n\n", &["Transition: TO:"]);
    check("CUT TO: \n\nOn.", &["Action: CUT TO:", "Action: On."]);
    check("> Burn to white.\n", &["Transition: Burn to white."]);
    check("> THE END <\n>of it<\n", &["Centered: THE END\nof it"]);
}

#[test]
fn what_is_not_filmed_is_kept_apart() {
    check(
        "# Act\n\n## Sequence\n= He waits.\n===\n~Sung\n~twice\n!SCANNING\n!AISLES",
        &[
            "Section: Act",
            "Section: Sequence",
            "Synopsis: He waits.",
            "PageBreak: ",
            "Lyrics: Sung\ntwice",
            "Action: SCANNING\nAISLES",
        ],
    );
    let script = parse("# Act\n\n### Deep\n");
    assert_eq!(script.paragraphs.iter().map(|section| section.depth).collect::<Vec<_>>(), [1, 3]);
    check(
        "/*\nINT. CUT - DAY\n\nGone.\n*/\nINT. A - DAY\n",
        &["Boneyard: INT. CUT - DAY\n\nGone.", "Heading: INT. A - DAY"],
    );
    check("/* x */ INT. A - DAY\n\nGo /* not */ on.", &["Heading: INT. A - DAY", "Action: Go on."]);
    check("[[Alone\n  \nover lines]]\n\nGo.", &["Note: Alone\n\nover lines", "Action: Go."]);
}

#[test]
fn notes_inside_a_paragraph_are_its_notes() {
    let script = parse("His hand [[or\nhers]] shakes.\n[[both?]]\nThen not.\n");
    assert_eq!(script.paragraphs.len(), 1);
    assert_eq!(script.paragraphs[0].text, "His hand shakes.\nThen not.");
    assert_eq!(script.paragraphs[0].notes, ["or\nhers", "both?"]);
}

#[test]
fn blank_lines_belong_to_what_stands_before_them() {
    let text = "\n \nOne.\n\n\nTwo.\n";
    let script = parse(text);
    let sources: Vec<_> =
        script.paragraphs.iter().map(|paragraph| &text[paragraph.source.clone()]).collect();
    assert_eq!(sources, ["\n \n", "One.\n\n\n", "Two.\n"]);
    assert_eq!(script.paragraphs[0].kind, Kind::Blank);
}

/// How much there is to do: paragraphs, notes and characters of text.
fn work(script: &Script) -> usize {
    let of_one = |paragraph: &ParsedParagraph| 1 + paragraph.notes.len() + paragraph.text.len();
    script.paragraphs.iter().map(of_one).sum()
}

#[test]
fn nothing_that_is_long_is_slow_or_lost() {
    const LONG: usize = 5 << 20;
    for piece in [
        "a", "[[", "/*", "*", "_a", "]]", "[[a]]", "/**/", "(", "A ", "- DAY ", "\\*", "é",
        "]][[\n",
    ] {
        for head in ["", "INT. ", "@", "MARA\n"] {
            let text = format!("{head}{}", piece.repeat(LONG / piece.len()));
            let script = parse(&text);
            assert!(work(&script) <= 3 * text.len(), "{head}{piece}");
            assert_eq!(print(&script, &text), text);
        }
    }
}

/// Text that is mostly made of what means something to Fountain.
fn fountain_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "\n", "\n\n", "\r\n", "\r", " ", "  \n", "\t", "\n  \n", "\u{feff}", "\u{2028}", "\u{a0}",
        ]).prop_map(str::to_owned),
        4 => prop::sample::select(vec![
            "[[", "]]", "/*", "*/", "*", "**", "_", "\\", "(", ")", "^", "#", "#1A#", "=", "===", "~", "!", "@",
            ">", "<", ".", "..", ":", "TO:", "INT. ", "EXT. ", "I/E ", " - ", "– ", "NIGHT", "Title: ", "  more",
        ]).prop_map(str::to_owned),
        3 => prop::sample::select(vec!["MARA", "a", "They walk.", "ÉLOÏSE", "ß", "山", "e\u{301}", "1", "\u{0}"])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn texts(script: &Script) -> Vec<(Kind, String, Vec<String>)> {
    let paragraphs = script.paragraphs.iter();
    paragraphs.map(|one| (one.kind, one.text.clone(), one.notes.clone())).collect()
}

/// All that a script says, without where it stands in its text.
fn said(script: &Script) -> (Vec<(String, String)>, Vec<ParsedParagraph>) {
    let said = script.paragraphs.iter().filter(|one| one.kind != Kind::Blank);
    let said = said.map(|one| ParsedParagraph { source: 0..0, ..one.clone() });
    (script.title.clone(), said.collect())
}

#[test]
fn what_plain_fountain_would_misread_is_forced() {
    for text in [
        "!INT. NO HEADING\n",
        "!CUT TO:\n",
        "!MARA\nenters.\n",
        "One.\n!~two\n",
        ".THE ROOF\n",
        "@McCLOUD\nYes.\n",
        "@MARA\n",
        "> Fade out.\n",
        "MARA\nTen.\n  \nFour.\n",
        "!Title: none\n",
        "A \\*star\\* and **two _three_ four** and *only **inches** away*.\n",
        "Title:\n    _One_\n    Two\nAuthor: Me\n\nGo. [[why?]]\n",
    ] {
        assert_eq!(compose(&parse(text)), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_comes_back_to_the_byte(text in prop_oneof![fountain_like(), any::<String>()]) {
        let script = parse(&text);
        prop_assert_eq!(print(&script, &text), text.as_str());
        let mut end = 0;
        for paragraph in &script.paragraphs {
            prop_assert_eq!(paragraph.source.start, end);
            prop_assert!(paragraph.source.end > end);
            end = paragraph.source.end;
        }
        prop_assert_eq!(end, text.len());
    }

    #[test]
    fn a_script_that_is_written_anew_says_the_same(text in fountain_like()) {
        // What Fountain can't write: brackets that open no note, rare blanks, and nothing but the unprintable.
        let text = text.replace(['[', ']', '/'], ":").replace('\u{a0}', "[[a\nnote]]");
        let even = |char: char| match char {
            '\n' => Some(char),
            _ if char.is_whitespace() => Some(' '),
            _ => (!char.is_control() && char != '\u{feff}').then_some(char),
        };
        let text: String = text.chars().filter_map(even).collect();
        let script = parse(&text);
        prop_assume!(!script.paragraphs.iter().any(|one| one.character.ends_with('^')));
        prop_assume!(script.title.iter().all(|(_, value)| !value.is_empty()));
        let anew = compose(&script);
        prop_assert_eq!(said(&parse(&anew)), said(&script), "{}", anew);
    }

    #[test]
    fn line_breaks_do_not_change_what_is_read(text in fountain_like()) {
        let lf = text.replace('\r', "");
        let read = texts(&parse(&lf));
        prop_assert_eq!(&texts(&parse(&lf.replace('\n', "\r\n"))), &read);
        prop_assert_eq!(&texts(&parse(&lf.replace('\n', "\r"))), &read);
    }

    #[test]
    fn a_byte_order_mark_does_not_change_what_is_read(text in fountain_like()) {
        let text = text.trim_start_matches('\u{feff}');
        prop_assume!(!text.is_empty());
        prop_assert_eq!(texts(&parse(&format!("\u{feff}{text}"))), texts(&parse(text)));
    }

    #[test]
    fn headings_and_bytes_of_any_kind_are_read_without_panic(text in fountain_like(), bytes: Vec<u8>) {
        let heading = maquette_script::Heading::parse(&text);
        prop_assert!(heading.place.len() + heading.words.len() <= text.len());
        let read = maquette_script::read(&bytes);
        prop_assert!(read.is_err() || std::str::from_utf8(&bytes).is_ok());
    }
}

/// Headings, speakers in order of appearance, and speeches of a sample film.
#[track_caller]
fn check_scene(text: &str, headings: usize, speakers: &[&str], speeches: usize) {
    assert_eq!(maquette_script::read(text.as_bytes()).as_deref(), Ok(text));
    let script = parse(text);
    let of = |kind: Kind| script.paragraphs.iter().filter(move |one| one.kind == kind);
    assert_eq!(of(Kind::Heading).count(), headings);
    for heading in of(Kind::Heading) {
        assert!(maquette_script::Heading::parse(&heading.text).time.is_some(), "{}", heading.text);
    }
    let mut spoke: Vec<&str> = Vec::new();
    for cue in of(Kind::Character) {
        if !spoke.contains(&cue.character.as_str()) {
            spoke.push(&cue.character);
        }
    }
    assert_eq!(spoke, speakers);
    assert_eq!(of(Kind::Character).count(), speeches);
    assert!(script.title.len() >= 2);
    assert!(of(Kind::Action).all(|action| !action.text.contains(['[', '*', '@'])));
}

#[test]
fn the_sample_films_are_read_as_they_are_meant() {
    check_scene(
        include_str!("../../../scenes/lighthouse.fountain"),
        5,
        &["INES", "JONAH", "NELL"],
        13,
    );
    check_scene(include_str!("../../../scenes/silent-harbour.fountain"), 3, &[], 0);
    let table = ["ADA", "BRAM", "CLEO", "DOV", "MCALLISTER"];
    check_scene(include_str!("../../../scenes/round-table.fountain"), 1, &table, 12);
    let train = ["LEFÈVRE", "ÉLOÏSE"];
    check_scene(include_str!("../../../scenes/le-dernier-train.fountain"), 3, &train, 10);
}
