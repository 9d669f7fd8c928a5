use maquette_document::{Clip, Edit, Id, Shot, all, changes_from_edits, get, project};
use maquette_time::Flicks;
use proptest::prelude::*;

use super::*;
use crate::tests::film::{first_edits, settings, staged};
use crate::{Rule, review};

const TALK: &str = "INT. KITCHEN - NIGHT\n\nMara sits at the table. Tom stands by the window.\n\nMARA\nIs it raining again, or is it only the wind that I hear?\n\nTOM\nIt is both, and it will be both until the morning, as it was all week and the week before that.\n\nMARA\nThen we stay.\n\nTOM (V.O.)\nWe stayed.\n";

/// A film whose lines are spoken, each `share` of its estimated length.
fn spoken(share: f64) -> Vec<Edit> {
    let settings = settings(7);
    let staged = staged(TALK, &settings);
    let mut edits = first_edits(&staged, &settings);
    for line in &staged.line_clips {
        let text = staged.edits.iter().find_map(|edit| match edit {
            Edit::Create { id, fields, .. } if *id == line.paragraph => fields.get("text").cloned(),
            _ => None,
        });
        let text = text.and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
        let length = maquette_voice::estimate(&text, 150, "en");
        let clip = Clip {
            shot: line.shot,
            at: line.at,
            length: Flicks((length.0 as f64 * share) as i64),
            line: line.paragraph,
            figure: line.figure,
            ..Clip::default()
        };
        edits.push(Edit::create(Id::hashed(&["clip", &line.paragraph.to_string()]), &clip));
    }
    edits
}

fn film(edits: &[Edit]) -> World {
    let mut world = World::new();
    project(&mut world, &changes_from_edits(edits));
    world
}

fn is_short(world: &World) -> bool {
    line_times(world).iter().any(|time| time.short > Flicks::ZERO)
}

#[test]
fn what_is_staged_has_room_for_its_words() {
    let world = film(&spoken(0.98));
    assert_eq!(line_times(&world).len(), 4);
    assert!(!is_short(&world));
    assert_eq!(stretch(&world), Stretch::default());
}

#[test]
fn a_shot_that_was_cut_short_is_named_and_grows_unless_it_is_locked() {
    let mut edits = spoken(0.98);
    let world = film(&edits);
    let cut = line_times(&world)[1].shots.last().copied().expect("a shot");
    let before = get::<Shot>(&world, cut).expect("the shot").length;
    edits.push(Edit::set(cut, "length", &(before - Flicks::SECOND)));
    let world = film(&edits);
    let told = review(&world);
    assert!(told.iter().any(|fault| fault.rule == Rule::Words && fault.shot == cut), "{told:?}");
    let grown = stretch(&world);
    assert_eq!(grown.grown.len(), 1);
    edits.extend(grown.edits);
    assert!(!is_short(&film(&edits)));
    let all_locked = all::<Shot>(&world).into_iter().map(|(id, _)| Edit::set(id, "locked", &true));
    edits.extend(all_locked);
    edits.push(Edit::set(cut, "length", &(before - Flicks::SECOND)));
    let world = film(&edits);
    assert!(review(&world).iter().any(|one| one.rule == Rule::Words && one.why.contains("locked")));
    let held = stretch(&world);
    assert!(held.edits.is_empty() && held.held.len() == 1);
}

proptest! {
    #[test]
    fn whatever_is_cut_grows_until_it_fits_and_then_stays(
        share in 0.5_f64..4.0,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0.2_f64..3.0), 0..6),
        locks in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
    ) {
        let mut edits = spoken(share);
        let world = film(&edits);
        let shots: Vec<(Id, Flicks)> =
            all::<Shot>(&world).into_iter().map(|(id, shot)| (id, shot.length)).collect();
        for (at, seconds) in cuts {
            let (id, length) = shots[at.index(shots.len())];
            let left = (length - Flicks::from_seconds(seconds)).max(Flicks::SECOND / 2);
            edits.push(Edit::set(id, "length", &left));
        }
        for at in locks {
            edits.push(Edit::set(shots[at.index(shots.len())].0, "locked", &true));
        }
        let grown = stretch(&film(&edits));
        edits.extend(grown.edits);
        let after = film(&edits);
        let again = stretch(&after);
        prop_assert!(again.edits.is_empty(), "{:?}", again.grown);
        // What others grew by may give a locked shot the room that it needs.
        let was_held = |line: &Id| grown.held.iter().any(|(held, _)| held == line);
        prop_assert!(again.held.iter().all(|(line, _)| was_held(line)), "{:?}", again.held);
        for (id, shot) in all::<Shot>(&after).into_iter().filter(|(_, shot)| shot.locked) {
            prop_assert!(!grown.grown.iter().any(|(other, _)| *other == id), "{}", shot.number);
        }
    }
}
