//! Who is in a scene at its head and at its end, labelled by hand.

use std::collections::BTreeSet;

use super::{CAST, Share, breakdown, names, script};

/// Of scenes at their head, and at their end, those in which exactly the right people are.
fn measure(corpus: &str) -> (Share, Share) {
    let (mut heads, mut ends) = (Share::default(), Share::default());
    let set = |list: &str| -> BTreeSet<String> {
        list.trim().split(',').filter(|name| *name != "-").map(str::to_owned).collect()
    };
    let mut text = corpus.replace("\n> ", "\n\u{1}");
    text = text.split_once('\u{1}').unwrap().1.to_owned();
    for part in scenes_of(&text) {
        let (label, scene) = part.split_once('\n').unwrap();
        let (head, end) = label.split_once('|').unwrap();
        let cues: String = CAST.iter().map(|name| format!("{name}\n> Well.\n")).collect();
        let found = breakdown(&script(&format!("{scene}\nINT. ELSEWHERE\n{cues}")), 7);
        let people = &found.scenes[0].people;
        let who = |keep: &dyn Fn(&super::super::Present) -> bool| {
            let kept: Vec<usize> =
                people.iter().filter(|one| keep(one)).map(|one| one.who).collect();
            names(&found, &kept)
        };
        let (at_head, at_end) = (who(&|one| !one.enters), who(&|one| !one.leaves));
        let right = (at_head == set(head), at_end == set(end));
        if right != (true, true) {
            println!("{label}: {at_head:?} | {at_end:?}\n{scene}");
        }
        heads.count(right.0);
        ends.count(right.1);
    }
    (heads, ends)
}

/// A label has a `|`; what is said has none.
fn scenes_of(text: &str) -> Vec<String> {
    let mut scenes: Vec<String> = Vec::new();
    for part in text.split('\u{1}') {
        match scenes.last_mut() {
            Some(scene) if !part.lines().next().unwrap_or_default().contains('|') => {
                *scene += &format!("> {part}");
            }
            _ => scenes.push(part.to_owned()),
        }
    }
    scenes
}

#[test]
fn who_is_present_is_known() {
    let (heads, ends) = measure(include_str!("scenes.txt"));
    println!("present: {} scenes, head {:.1} end {:.1}", heads.1, heads.percent(), ends.percent());
    assert!(heads.percent() >= 96.0 && ends.percent() >= 96.0, "{heads:?} {ends:?}");
}
