//! Who is who between two drafts, through the public surface.

use maquette_document::ParagraphKind as Kind;
use maquette_script::{Arrived, Fate, Followed, Line, ParsedParagraph, Script, follow, parse};
use proptest::prelude::*;

fn lines(script: &Script) -> Vec<Line<'_>> {
    script.paragraphs.iter().map(Line::from).collect()
}

fn keyed<'a>(lines: &[Line<'a>]) -> Vec<(u64, Line<'a>)> {
    lines.iter().enumerate().map(|(at, line)| (at as u64 * 10, *line)).collect()
}

fn followed(old: &[Line<'_>], new: &[Line<'_>]) -> Followed<u64> {
    let followed = follow(&keyed(old), new);
    assert_eq!((followed.old.len(), followed.new.len()), (old.len(), new.len()));
    for (to, arrived) in followed.new.iter().enumerate() {
        assert_eq!(arrived.from.is_none(), arrived.fate == Fate::Added);
        assert_eq!(arrived.key, arrived.from.map(|from| from as u64 * 10));
        if let Some(from) = arrived.from {
            assert_eq!((followed.old[from].to, followed.old[from].fate), (Some(to), arrived.fate));
        }
    }
    for (at, left) in followed.old.iter().enumerate() {
        assert_eq!((left.key, left.to.is_none()), (at as u64 * 10, left.fate == Fate::Cut));
        assert!(left.to.is_none_or(|to| followed.new[to].from == Some(at)));
    }
    followed
}

/// Each new paragraph as where it came from, then the old ones that were cut: `0 1 2~ 5> + -3`. `~` changed,
/// `>` moved, `+` added.
fn fates(old: &Script, new: &Script) -> String {
    let followed = followed(&lines(old), &lines(new));
    let new = followed.new.iter().map(|one| match (one.from, one.fate) {
        (Some(from), Fate::Same) => format!("{from}"),
        (Some(from), Fate::Moved) => format!("{from}>"),
        (Some(from), Fate::Changed) => format!("{from}~"),
        (Some(from), _) => format!("{from}>~"),
        (None, _) => "+".to_owned(),
    });
    let cut = followed.old.iter().enumerate().filter(|(_, one)| one.to.is_none());
    let all: Vec<String> = new.chain(cut.map(|(at, _)| format!("-{at}"))).collect();
    all.join(" ")
}

#[track_caller]
fn check(old: &str, new: &str, expected: &str) {
    assert_eq!(fates(&parse(old), &parse(new)), expected, "{old:?} -> {new:?}");
}

#[track_caller]
fn check_summary(old: &str, new: &str, expected: &[&str]) {
    let (old, new) = (parse(old), parse(new));
    let (old, new) = (lines(&old), lines(&new));
    assert_eq!(follow(&keyed(&old), &new).summary(&keyed(&old), &new), expected);
}

#[test]
fn a_line_that_says_something_like_it_has_changed() {
    check("Rain.\n\nA car stops.\n\nEnd.", "Rain.\n\nA red car stops.\n\nEnd.", "0 1~ 2");
    check("Rain.\n\nA car stops.\n\nEnd.", "Rain.\n\nSomebody knocks.\n\nEnd.", "0 + 2 -1");
    check("MARA\nIs it raining?", "MARA\nIs it still raining?", "0 1~");
    check("INT. KITCHEN - DAY\n\nRain.", "INT. KITCHEN - NIGHT\n\nRain.", "0~ 1");
    check("A car stops.", "a car  stops!", "0~");
}

#[test]
fn the_larger_part_keeps_its_identity() {
    let whole = "He opens the door, looks out, and sees the lamp burn. Then he sits.";
    let parts = "He opens the door, looks out, and sees the lamp burn.\n\nThen he sits.";
    check(whole, parts, "0~ +");
    check(parts, whole, "0~ -1");
    let small_first = "Then he sits.\n\nHe opens the door, looks out, and sees the lamp burn.";
    let joined = "Then he sits. He opens the door, looks out, and sees the lamp burn.";
    check(small_first, joined, "1~ -0");
    check(joined, small_first, "+ 0~");
}

#[test]
fn a_cue_follows_the_speech_that_it_introduces() {
    let one = "MARA\nThe lamp is out, Jonah.";
    let other = "MARA\nThen light it again, will you?";
    check(one, &format!("{other}\n\n{one}"), "+ + 0 1");
    check(one, &format!("{one}\n\n{other}"), "0 1 + +");
    check(&format!("{one}\n\n{other}"), one, "0 1 -2 -3");
    check(&format!("{one}\n\n{other}"), other, "2 3 -0 -1");
    check("MARA\nYes.", "MARA (V.O.)\nYes.", "0~ 1");
    check("MARA\n(low)\nThe lamp is out, Jonah.", "MARA\nThe lamp is out, Jonah.", "0 2 -1");
    check(
        "MARA\nThe lamp is out, Jonah.",
        "JONAH\nThe lamp is out, Jonah.\n\nMARA\nNo.",
        "0~ 1~ + +",
    );
}

#[test]
fn a_repeated_line_is_known_by_what_stands_around_it() {
    let yes = |before: &str| format!("{before}\n\nMARA\nYes.\n\n");
    let (a, b, c) = (yes("One waits."), yes("Two wait."), yes("Three wait."));
    check(&format!("{a}{b}{c}"), &format!("{a}{c}"), "0 1 2 6 7 8 -3 -4 -5");
    check(&format!("{a}{c}"), &format!("{a}{b}{c}"), "0 1 2 + + + 3 4 5");
    check("One.\n\nYes.", "One.\n\nYes.\n\nTwo.\n\nYes.", "0 1 + +");
    check("One.\n\nYes.\n\nTwo.\n\nYes.", "One.\n\nYes.", "0 1 -2 -3");
    check("No.\n\nYes.\n\nOne.", "Yes.\n\nTwo.\n\nYes.\n\nOne.", "+ + 1 2 -0");
    // Who says it counts before where it is said.
    check("MARA\nYes.\n\nJONAH\nYes.", "JONAH\nYes.", "2 3 -0 -1");
}

#[test]
fn a_scene_that_moved_takes_all_of_its_lines_along() {
    let scene = |name: &str, words: &str| {
        format!(
            "INT. {name} - DAY\n\nMARA\nYes.\n\nJONAH\n{words} it is.\n\nThey wait in {name}.\n\n"
        )
    };
    let (a, b, c) = (scene("A", "One"), scene("B", "Two"), scene("C", "Three"));
    check(
        &format!("{a}{b}{c}"),
        &format!("{c}{a}{b}"),
        "12> 13> 14> 15> 16> 17> 0 1 2 3 4 5 6 7 8 9 10 11",
    );
    let edited = c.replace("Three it is", "Three it still is");
    check(
        &format!("{a}{b}{c}"),
        &format!("{edited}{a}{b}"),
        "12> 13> 14> 15> 16>~ 17> 0 1 2 3 4 5 6 7 8 9 10 11",
    );
}

#[test]
fn a_renamed_character_keeps_all_lines() {
    let old = "MARA\nYes.\n\nJONAH\nNo, never.\n\nMARA (V.O.)\nIs it raining?\n\nRain.";
    check(old, &old.replace("MARA", "NORA"), "0~ 1 2 3 4~ 5 6");
    check_summary(old, &old.replace("MARA", "NORA"), &["renamed: MARA -> NORA"]);
    check("MARA\nYes.\n\nMARA\nYes.", "NORA\nYes.\n\nNORA\nYes.", "0~ 1 2~ 3");
    let edited = old.replace("MARA", "NORA").replace("raining", "still raining");
    check(old, &edited, "0~ 1 2 3 4~ 5~ 6");
    // Somebody else who takes one line is nobody's new name.
    let given = old.replace("JONAH", "MARA");
    check(old, &given, "0 1 2~ 3~ 4 5 6");
}

#[test]
fn a_summary_tells_each_thing_once() {
    check_summary(
        "INT. A - DAY\n\nMARA\nIs it raining?\n\nINT. B - DAY\n\nHe waits.\n\nIt ends.",
        "INT. A - NIGHT\n\nMARA\nIs it still raining?\n\nJONAH\nNo.\n\nIt ends.",
        &[
            "changed: scene \"INT. A - DAY\" -> \"INT. A - NIGHT\"",
            "changed: MARA \"Is it raining?\" -> \"Is it still raining?\"",
            "added: JONAH \"No.\"",
            "cut: scene \"INT. B - DAY\" and 1 more",
        ],
    );
    check_summary("Rain.", "Rain.", &[]);
    check_summary(
        "One falls down here.\n\nTwo.\n\nThree.\n\nFour.",
        "Two.\n\nThree.\n\nFour.\n\nOne falls down here.",
        &["moved: action \"One falls down here.\""],
    );
    check_summary(
        "",
        &"long ".repeat(40),
        &[&format!("added: action \"{}…\"", "long ".repeat(16).trim_end())],
    );
}

/// A paragraph of a script with `seed` deciding what it says: mostly its own, sometimes what many say.
fn paragraphs(seeds: &[u32]) -> Vec<ParsedParagraph> {
    let mut all = Vec::new();
    for (at, seed) in seeds.iter().enumerate() {
        let who = ["MARA", "JONAH", "ADA"][*seed as usize % 3];
        let text = match seed % 5 {
            0 => "Yes.".to_owned(),
            1 => format!("Word{at} comes{at} late{at} tonight{at}."),
            2 => format!("And {seed} more."),
            _ => format!("Line{at} says{at} what{at} it{at} says{at}."),
        };
        let one = |kind, text: &str, character: &str| ParsedParagraph {
            kind,
            text: text.to_owned(),
            character: character.to_owned(),
            ..Default::default()
        };
        if at % 7 == 0 {
            all.push(one(Kind::Heading, &format!("INT. ROOM {at} - DAY"), ""));
        }
        if seed % 2 == 0 {
            all.push(one(Kind::Character, who, who));
            all.push(one(Kind::Dialogue, &text, who));
        } else {
            all.push(one(Kind::Action, &text, ""));
        }
    }
    all
}

fn all_lines(paragraphs: &[ParsedParagraph]) -> Vec<Line<'_>> {
    paragraphs.iter().map(Line::from).collect()
}

fn count(followed: &Followed<u64>, fate: Fate) -> usize {
    match fate {
        Fate::Cut => followed.old.iter().filter(|one| one.fate == fate).count(),
        _ => followed.new.iter().filter(|one| one.fate == fate).count(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        max_global_rejects: 1_000_000,
        ..Default::default()
    })]

    #[test]
    fn a_script_is_all_the_same_as_itself(seeds in prop::collection::vec(any::<u32>(), 0..80)) {
        let all = paragraphs(&seeds);
        let followed = followed(&all_lines(&all), &all_lines(&all));
        let is_same = |(at, one): (usize, &Arrived<u64>)| (one.from, one.fate) == (Some(at), Fate::Same);
        prop_assert!(followed.new.iter().enumerate().all(is_same));
    }

    #[test]
    fn what_is_taken_out_is_cut_and_nothing_else(
        seeds in prop::collection::vec(any::<u32>(), 0..80),
        taken in prop::collection::vec(any::<bool>(), 300),
    ) {
        let all = paragraphs(&seeds);
        let kept: Vec<_> = all.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(one, _)| one.clone()).collect();
        let cut = followed(&all_lines(&all), &all_lines(&kept));
        prop_assert_eq!(count(&cut, Fate::Cut), all.len() - kept.len());
        prop_assert_eq!(count(&cut, Fate::Same), kept.len());
        let added = followed(&all_lines(&kept), &all_lines(&all));
        prop_assert_eq!(count(&added, Fate::Added), all.len() - kept.len());
        prop_assert_eq!(count(&added, Fate::Same), kept.len());
    }

    #[test]
    fn a_moved_scene_has_moved_and_nothing_else(
        seeds in prop::collection::vec(any::<u32>(), 22..80),
        scene in 0..10_usize,
        to in 0..10_usize,
    ) {
        let all = paragraphs(&seeds);
        let starts: Vec<usize> = (0..all.len()).filter(|at| all[*at].kind == Kind::Heading).collect();
        let (scene, to) = (scene % starts.len(), to % starts.len());
        let end = starts.get(scene + 1).copied().unwrap_or(all.len());
        let moved = starts[scene]..end;
        let mut rest: Vec<usize> = (0..all.len()).filter(|at| !moved.contains(at)).collect();
        let at = rest.iter().position(|at| *at == starts[to]).unwrap_or(rest.len());
        // It goes over more than it is long itself: else the others are fewer, and they move.
        let jumped = at.abs_diff(moved.start);
        prop_assume!(jumped > 2 * moved.len());
        rest.splice(at..at, moved.clone());
        let new: Vec<ParsedParagraph> = rest.iter().map(|at| all[*at].clone()).collect();
        let followed = followed(&all_lines(&all), &all_lines(&new));
        // Repeated lines can make another choice that keeps even more where it was.
        prop_assume!(count(&followed, Fate::Same) <= all.len() - moved.len());
        for (to, one) in followed.new.iter().enumerate() {
            let fate = if moved.contains(&rest[to]) { Fate::Moved } else { Fate::Same };
            prop_assert_eq!((one.from, one.fate), (Some(rest[to]), fate), "{:?}", new[to]);
        }
    }

    #[test]
    fn any_two_drafts_are_followed_alike_every_time(
        old in prop::collection::vec(any::<u32>(), 0..60),
        new in prop::collection::vec((any::<u32>(), any::<u8>()), 0..60),
    ) {
        let old = paragraphs(&old);
        let mut edited = old.clone();
        for (seed, what) in &new {
            let at = *seed as usize % edited.len().max(1);
            match what % 5 {
                _ if edited.is_empty() => edited.extend(paragraphs(&[*seed])),
                0 => edited[at].text.push_str(" Or so."),
                1 => { edited.remove(at); }
                2 => { let one = edited.remove(at); edited.insert(*what as usize % (edited.len() + 1), one); }
                3 => edited.splice(at..at, paragraphs(&[*seed])).for_each(drop),
                _ => edited[at].kind = Kind::Action,
            }
        }
        let once = followed(&all_lines(&old), &all_lines(&edited));
        prop_assert_eq!(&once, &followed(&all_lines(&old), &all_lines(&edited)));
        once.summary(&keyed(&all_lines(&old)), &all_lines(&edited));
    }
}

/// Each would take minutes if it took a step for each pair of paragraphs.
#[test]
fn nothing_that_is_long_or_repeated_is_slow_to_follow() {
    const MANY: u32 = 30_000;
    let all = paragraphs(&(0..MANY).map(|at| at.wrapping_mul(2_654_435_761)).collect::<Vec<_>>());
    let other =
        paragraphs(&(0..MANY).map(|at| at.wrapping_mul(40_503).rotate_left(7)).collect::<Vec<_>>());
    let alike = paragraphs(&vec![0; MANY as usize]);
    let mut edited = all.clone();
    edited.rotate_left(9_000);
    for at in (0..edited.len()).step_by(13) {
        edited[at].text.push_str(" Or so.");
    }
    let rewritten: Vec<ParsedParagraph> = (all.iter())
        .map(|one| ParsedParagraph { text: format!("{} Or so.", one.text), ..one.clone() })
        .collect();
    for (name, old, new) in [
        ("itself", &all, &all),
        ("edited", &all, &edited),
        ("another", &all, &other),
        ("all alike", &alike, &alike),
        ("each line", &all, &rewritten),
        ("one of all alike", &all, &alike),
    ] {
        let (old, new) = (all_lines(old), all_lines(new));
        let followed = followed(&old, &new);
        assert_eq!(followed.new.len(), new.len(), "{name}");
    }
}
