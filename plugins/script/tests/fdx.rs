//! Final Draft, through the public surface: documents as programs write them, and there and back.

use maquette_document::ParagraphKind as Kind;
use maquette_script::fdx::{self, FdxError};
use maquette_script::{ParsedParagraph, ReadError, Script, parse, script_from};
use proptest::prelude::*;

fn document(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n<FinalDraft DocumentType=\"Script\" \
         Template=\"No\" Version=\"3\">\n<Content>{content}</Content></FinalDraft>"
    )
}

#[track_caller]
fn read(xml: &str) -> (String, Vec<fdx::Warning>) {
    fdx::read(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}: {xml}"))
}

#[track_caller]
fn check(content: &str, expected: &str) {
    let (fountain, _) = read(&document(content));
    assert_eq!(fountain, expected, "{content}");
}

#[track_caller]
fn check_warns(content: &str, expected: &[&str]) {
    let (_, warnings) = read(&document(content));
    let warnings: Vec<&str> = warnings.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(warnings, expected, "{content}");
}

#[test]
fn each_type_of_paragraph_is_what_it_is() {
    check(
        "<Paragraph Type=\"Scene Heading\" Number=\"1A\"><SceneProperties Length=\"2/8\" Page=\"1\" Title=\"x\">\
         <Summary><Paragraph><Text>She waits.</Text></Paragraph></Summary></SceneProperties>\
         <Text>Int. Lamp room - night</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text>Rain.</Text></Paragraph>\
         <Paragraph Type=\"Character\"><Text>Mara (o.s.)</Text></Paragraph>\
         <Paragraph Type=\"Parenthetical\"><Text>(low)</Text></Paragraph>\
         <Paragraph Type=\"Dialogue\"><Text>Still burning.</Text></Paragraph>\
         <Paragraph Type=\"Transition\"><Text>Cut to:</Text></Paragraph>\
         <Paragraph Type=\"Transition\"><Text>Fade out.</Text></Paragraph>\
         <Paragraph Type=\"Shot\"><Text>The lamp</Text></Paragraph>\
         <Paragraph Type=\"General\" Alignment=\"Center\"><Text>The End</Text></Paragraph>",
        "INT. LAMP ROOM - NIGHT #1A#\n\n= She waits.\n\nRain.\n\nMARA (O.S.)\n(low)\nStill burning.\n\nCUT TO:\n\n\
         > FADE OUT.\n\nTHE LAMP\n\n> The End <\n",
    );
}

#[test]
fn runs_are_joined_and_empty_paragraphs_left_out() {
    check(
        "<Paragraph Type=\"Action\"><Text>One </Text><Text Size=\"12\">two</Text>\
         <Text RevisionID=\"3\"> three</Text><Text Style=\"Bold+Underline\"> four.</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text Style=\"AllCaps\"></Text></Paragraph><Paragraph/>\
         <Paragraph Type=\"Scene Heading\"/><Paragraph Type=\"Character\"><Text/></Paragraph>\
         <Paragraph Type=\"Action\"><Text Style=\"AllCaps+Italic\">fade</Text><Text> in</Text></Paragraph>",
        "One two three **_four._**\n\n*FADE* in\n",
    );
    check(
        "<Paragraph Type=\"Character\">\n<Text>\n   HENRY\n  </Text></Paragraph>\
         <Paragraph Type=\"Dialogue\"><Text>Ten.</Text></Paragraph><Paragraph Type=\"Dialogue\"></Paragraph>\
         <Paragraph Type=\"Dialogue\"><Text>Four\tor\nfive.</Text></Paragraph>",
        "HENRY\nTen.\n  \nFour or\nfive.\n",
    );
}

#[test]
fn who_speaks_at_once_is_marked() {
    let two = "<Paragraph Type=\"Character\"><Text>GIRL</Text></Paragraph>\
               <Paragraph Type=\"Dialogue\"><Text>Hey!</Text></Paragraph>\
               <Paragraph Type=\"Character\"><Text>GUY</Text></Paragraph>\
               <Paragraph Type=\"Dialogue\"><Text>Hello!</Text></Paragraph>";
    let expected = "GIRL\nHey!\n\nGUY ^\nHello!\n";
    check(&format!("<Paragraph><DualDialogue>{two}</DualDialogue></Paragraph>"), expected);
    check(&format!("<DualDialogue>{two}</DualDialogue>"), expected);
}

#[test]
fn notes_of_a_paragraph_stay_with_it() {
    check(
        "<Paragraph Type=\"Action\"><ScriptNote ID=\"2\"><Paragraph><Text>Why?</Text></Paragraph>\
         <Paragraph><Text/></Paragraph><Paragraph><Text>How?</Text></Paragraph></ScriptNote>\
         <Text>Go.</Text></Paragraph>",
        "Go. [[Why?\n  \nHow?]]\n",
    );
}

#[test]
fn what_fountain_would_misread_is_forced() {
    check(
        "<Paragraph Type=\"Action\"><Text>INT. IS NO HEADING</Text></Paragraph>\
         <Paragraph Type=\"Scene Heading\"><Text>Later</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text>He dials *69_ [[x]] &amp; &lt;b&gt; &#8212; &unknown; &</Text></Paragraph>\
         <Paragraph Type=\"Character\"><Text>MARA</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text>MARA\nenters.</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text>~ 5 | # 3</Text></Paragraph>",
        "!INT. IS NO HEADING\n\n.LATER\n\nHe dials \\*69\\_ [ [x]] & <b> — &unknown; &\n\n@MARA\n\n!MARA\nenters.\n\n!~ 5 | # 3\n",
    );
}

#[test]
fn what_is_not_as_it_was_is_said() {
    check_warns(
        "<Paragraph Type=\"Cast List\"><Text>MARA</Text></Paragraph>\
         <Paragraph Type=\"Dialogue\"><Text>Nobody says this.</Text></Paragraph>\
         <Paragraph Type=\"Scene Heading\" Number=\"1 A\"><Text>INT. A</Text></Paragraph>\
         <Paragraph Type=\"Scene Heading\"><Text>(flashback)</Text></Paragraph>",
        &[
            "a paragraph of type “Cast List” is action",
            "a paragraph of type “Dialogue” without a speaker is action",
            "the scene number is 1A, as Fountain writes numbers",
            "a scene heading that begins with a sign is action",
        ],
    );
}

#[test]
fn a_title_page_is_told_by_its_places() {
    let line = |alignment: &str, text: &str| {
        format!("<Paragraph Alignment=\"{alignment}\"><Text>{text}</Text></Paragraph>")
    };
    let title = [
        line("Left", ""),
        line("Center", "FARMLAND"),
        line("Center", ""),
        line("Center", "by"),
        line("Center", ""),
        line("Center", "Somebody"),
        line("Center", ""),
        line("Center", "Based on true events"),
        line("Center", ""),
        line("Left", "a@b.c"),
        line("Left", "+44 1"),
        line("Left", ""),
        line("Left", "Draft: second"),
    ];
    let xml = document("<Paragraph Type=\"Action\"><Text>Go.</Text></Paragraph>").replace(
        "</FinalDraft>",
        &format!(
            "<TitlePage><HeaderAndFooter><Header><Paragraph><Text>.</Text></Paragraph>\
         </Header></HeaderAndFooter><Content>{}</Content></TitlePage></FinalDraft>",
            title.concat()
        ),
    );
    let (fountain, _) = read(&xml);
    assert_eq!(
        fountain,
        "Title: FARMLAND\nCredit: by\nAuthor: Somebody\nSource: Based on true events\n\
         Contact:\n    a@b.c\n    +44 1\nDraft: second\n\nGo.\n"
    );
}

#[test]
fn what_is_damaged_is_refused_with_its_place() {
    let damaged = |xml: &str| fdx::read(xml.as_bytes()).unwrap_err();
    assert!(matches!(
        damaged("<FinalDraft>\n  <Content></Paragraph>"),
        FdxError::Damaged { line: 2, column: 12, .. }
    ));
    assert!(matches!(damaged("<FinalDraft><Content>"), FdxError::Damaged { line: 1, .. }));
    assert!(matches!(damaged("<html></html>"), FdxError::NoScript { .. }));
    assert!(matches!(damaged(&document("")), FdxError::NoScript { .. }));
    assert!(matches!(damaged(""), FdxError::NoScript { .. }));
    let deep = format!("<FinalDraft>{}", "<a>".repeat(10_000));
    assert!(matches!(damaged(&deep), FdxError::TooDeep { line: 1, .. }));
    let nested = format!("<FinalDraft><Content>{}", "<Paragraph><DualDialogue>".repeat(10_000));
    assert!(matches!(damaged(&nested), FdxError::TooDeep { .. }));
    let large = vec![b' '; fdx::MAX_BYTES + 1];
    assert_eq!(fdx::read(&large).unwrap_err(), FdxError::TooLarge { bytes: large.len() });
}

#[test]
fn entities_are_neither_fetched_nor_expanded() {
    let laughs = "<!DOCTYPE FinalDraft SYSTEM \"file:///etc/passwd\" [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n";
    let xml = document("<Paragraph Type=\"Action\"><Text>&b; go.</Text></Paragraph>");
    let (fountain, _) =
        fdx::read(xml.replacen("?>\n", &format!("?>\n{laughs}"), 1).as_bytes()).unwrap();
    assert_eq!(fountain, "&b; go.\n");
}

#[test]
fn a_file_is_what_its_bytes_are() {
    let xml = document("<Paragraph Type=\"Action\"><Text>Élan.</Text></Paragraph>");
    let utf16: Vec<u8> =
        [0xFEFF].into_iter().chain(xml.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = format!("\u{feff}{xml}");
    for bytes in [xml.as_bytes(), marked.as_bytes(), &utf16] {
        assert_eq!(script_from(bytes).unwrap().0, "Élan.\n");
    }
    assert_eq!(script_from(b"Somebody waits.").unwrap().0, "Somebody waits.");
    let nothing = document("<Paragraph Type=\"Action\"><Text>…</Text></Paragraph>");
    assert_eq!(script_from(nothing.as_bytes()), Err(ReadError::NothingToStage));
    assert!(matches!(script_from(b"<FinalDraft><"), Err(ReadError::FinalDraft(_))));
    assert!(matches!(script_from(b"<html>"), Err(ReadError::OtherFormat { .. })));
}

#[test]
fn the_sample_document_is_read_as_it_is_meant() {
    let (fountain, warnings) = read(include_str!("../../../scenes/night-watch.fdx"));
    assert_eq!(warnings, []);
    assert_eq!(
        fountain,
        "Title: _NIGHT WATCH_\nCredit: written by\nAuthor: Maquette\n\nFADE IN:\n\nINT. LAMP ROOM - NIGHT #1#\n\n\
         = Mara keeps watch alone.\n\nThe lamp turns. MARA reads a letter that she has read *many* times. \
         [[The rain never stops.]]\n\nJONAH (O.S.)\n(from the stairs)\nIs it still burning?\n\nMARA\nIt is.\n\n\
         JONAH ^\nThen come down & eat.\n\nCUT TO:\n\nEXT. ROCKS BELOW - DAWN #2#\n\nCLOSE ON A BOAT\n\n\
         It is empty. The OARS are gone.\n\n> The End <\n"
    );
}

/// All that a script says, without where it stands in its text.
fn said(script: &Script) -> (Vec<(String, String)>, Vec<ParsedParagraph>) {
    let said = script.paragraphs.iter().filter(|one| one.kind != Kind::Blank);
    let said = said.map(|one| ParsedParagraph { source: 0..0, ..one.clone() });
    (script.title.clone(), said.collect())
}

#[track_caller]
fn check_there_and_back(text: &str) {
    let script = parse(text);
    let xml = fdx::write(&script);
    let (fountain, _) = read(&xml);
    let back = parse(&fountain);
    assert_eq!(said(&back), said(&script), "{xml}\n{fountain}");
    assert_eq!(fdx::write(&back), xml);
}

#[test]
fn the_sample_films_come_back_from_final_draft() {
    for text in [
        include_str!("../../../scenes/lighthouse.fountain"),
        include_str!("../../../scenes/silent-harbour.fountain"),
        include_str!("../../../scenes/round-table.fountain"),
        include_str!("../../../scenes/le-dernier-train.fountain"),
        "# Act\n\n## Part\n\n= Alone.\n\nINT. A - DAY #1#\n\n= He waits.\n\n= And waits.\n\n===\n\n===\n\n[[a\nnote]]\n\n\
         /* gone\n\nfor good */\n\nGo [[why?]] *on _and_* **on**.\n\nMARA\n(*low*)\nOne.\n  \nTwo.\n~La\n\n~Alone\n\n\
         JONAH ^\nThree.\n\nADA ^\nFour.\n\n@McCLOUD (V.O.)\nFive.\n\n> Burn.\n\n> END <\n> _it_ <\n\n===\n",
        "Title:\n    _**ONE**_\n    TWO\nCredit: Written by\nAuthor: Me\nDraft date: May\nContact:\n    a\n    b\n\nGo.\n",
        "Author: Me\nTitle: Late\n\nGo.\n",
        "int. house - day\n\nmcCLOUD waits.\n",
        "    Four *here*.\n  Two.\nNone.\n",
    ] {
        check_there_and_back(text);
    }
}

/// Scripts of elements that stand side by side in any order.
fn scripts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "One.",
        "*Two* three",
        "**a *b* c**",
        "_x_ & y",
        "<b>",
        "\"q\"",
        "(aside)",
        "é…",
        "a_b",
        "INT. B",
        "CUT TO:",
    ]);
    let element = (0..16_usize, words.clone(), words).prop_map(|(kind, one, two)| match kind {
        0 => format!("INT. HOUSE {one} #1#\n\n= {two}\n\n"),
        1 => format!(".HOUSE {one}\n\n"),
        2 => format!("MARA (V.O.)\n{one}\n  \n{two}\n\n"),
        3 => format!("JONAH ^\n({one})\n{two}\n\n"),
        4 => format!("@McCLOUD\n~{one}\n{two}\n\n"),
        5 => format!("~{one}\n~{two}\n\n"),
        6 => format!("> {one}\n\n"),
        7 => format!("> {one} <\n\n"),
        8 => format!("[[{one}\n{two}]]\n\n"),
        9 => format!("/* {two} */\n\n"),
        10 => format!("## Part {one}\n\n"),
        11 => format!("= {one}\n\n"),
        12 => "===\n\n".to_owned(),
        13 => format!("!{one} [[{two}]]\n\n"),
        14 => "@ADA\n\n".to_owned(),
        _ => format!("!{one}\n!{two}\n\n"),
    });
    prop::collection::vec(element, 1..12)
        .prop_map(|elements| format!("Go on.\n\n{}", elements.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_script_is_the_same_there_and_back(text in scripts()) {
        let script = parse(&text);
        let xml = fdx::write(&script);
        let (fountain, _) = read(&xml);
        let mut expected = said(&script);
        for one in &mut expected.1 {
            // Final Draft keeps no emphasis in what is not a paragraph of the script.
            if matches!(one.kind, Kind::Synopsis | Kind::Section) {
                one.emphasis.clear();
            }
        }
        let back = parse(&fountain);
        prop_assert_eq!(said(&back), expected, "{}\n{}", text, fountain);
        prop_assert_eq!(fdx::write(&back), xml);
    }

    #[test]
    fn any_document_is_read_the_same_again_once_it_was_read(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<Paragraph Type=\"Action\">", "<Paragraph Type=\"Character\">", "<Paragraph Type=\"Dialogue\">",
            "<Paragraph Type=\"Scene Heading\" Number=\"1\">", "<Paragraph Type=\"Parenthetical\" StartsNewPage=\"Yes\">",
            "<Paragraph Type=\"Transition\">", "<Paragraph Type=\"Lyrics\">", "<Paragraph Alignment=\"Center\">",
        ]), 1..10),
        runs in prop::collection::vec((0..8_u8, ".{0,12}"), 30),
    ) {
        let mut runs = runs.into_iter();
        let mut content = String::new();
        for piece in pieces {
            content.push_str(piece);
            for (style, text) in runs.by_ref().take(3) {
                let styles = ["", "Bold", "Italic", "Bold+Italic", "Underline", "AllCaps", "Bold+Underline", "Strikeout"];
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                content.push_str(&format!("<Text Style=\"{}\">{text}</Text>", styles[usize::from(style)]));
            }
            content.push_str("</Paragraph>");
        }
        if let Ok((fountain, _)) = fdx::read(document(&content).as_bytes()) {
            let script = parse(&fountain);
            let again = read(&fdx::write(&script)).0;
            prop_assert_eq!(said(&parse(&again)), said(&script), "{}", fountain);
        }
    }

    #[test]
    fn a_damaged_document_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(vec![
            "", "<", ">", "&", "\"", "</Paragraph>", "<Paragraph>", "<Text>", "<!--", "]]>", "<![CDATA[", "&#0;", "&#x41;",
            "<DualDialogue>", "[[", "]]", "/*", "*/", "***", "_", "\n\n", "\u{2028}", "(", "~", "#1#", "^", "\t", "é",
            "<!DOCTYPE a [", "<?xml", "Type=\"Dialogue\"", "Style=\"Bold\"", "\u{0}",
        ])), 1..8),
    ) {
        let mut text = include_str!("../../../scenes/night-watch.fdx").to_owned();
        for (at, length, more) in damage {
            let mut start = at.index(text.len() + 1);
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            let mut end = (start + length).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.replace_range(start..end.max(start), more);
        }
        if let Ok((fountain, _)) = fdx::read(text.as_bytes()) {
            let script = parse(&fountain);
            let again = read(&fdx::write(&script)).0;
            let texts = |text: &str| -> Vec<(Kind, String)> {
                parse(text).paragraphs.into_iter().map(|one| (one.kind, one.text)).collect()
            };
            prop_assert_eq!(texts(&again), texts(&fountain), "{}", fountain);
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
        prop_assert!(fdx::read(&bytes).is_err());
        prop_assert!(script_from(&bytes).is_err() || std::str::from_utf8(&bytes).is_ok());
    }
}
