//! Two places told in turns: after `INTERCUT` each beat plays at the place of who speaks or acts.
//!
//! The beats of the other place are given to the scene that last played there, so that people stand on as they stood;
//! in the film they stand where the script has them.

use maquette_document::ParagraphKind;
use maquette_script::{Script, Slug};

use super::cast::Cast;
use super::people::{address, pieces_in};
use super::presence::people_of;
use super::reading::Told;
use super::scene::{Beat, SceneBreakdown, ScreenSide, Source};
use super::unclear::Why;

/// How many scenes back the other place may have been left.
const LATELY: usize = 8;

/// Gives the beats after each `INTERCUT` to the scenes where they play; what cannot be told apart stays, and is told.
pub(super) fn cut_between(
    script: &Script,
    cast: &Cast,
    scenes: &mut [SceneBreakdown],
    told: &mut Told,
) {
    for (index, paragraph) in script.paragraphs.iter().enumerate() {
        let kind = matches!(paragraph.kind, ParagraphKind::Action | ParagraphKind::Heading);
        if !kind || Slug::of(&paragraph.text) != Some(Slug::Intercut) {
            continue;
        }
        let order =
            Order { at: index, names: names_in(&paragraph.text), end: end_of(script, index) };
        told.missed.retain(|(at, _, why)| *at != index || *why != Why::Intercut);
        if order.obey(cast, scenes).is_none() {
            let place = told.missed.partition_point(|(at, ..)| *at <= index);
            told.missed.insert(place, (index, paragraph.text.trim().to_owned(), Why::Intercut));
        }
    }
}

/// Where `INTERCUT` ends, if the script says so before the next heading.
fn end_of(script: &Script, at: usize) -> usize {
    let ends = |index: &usize| {
        let paragraph = &script.paragraphs[*index];
        paragraph.kind == ParagraphKind::Action && Slug::of(&paragraph.text) == Some(Slug::Back)
    };
    (at + 1..script.paragraphs.len()).find(ends).unwrap_or(script.paragraphs.len())
}

/// What an `INTERCUT` names: places or people.
fn names_in(text: &str) -> Vec<String> {
    let text = text.trim().trim_start_matches("INTERCUT").replace(['/', '&', ':', '–', '—'], " - ");
    let parts = text.split(" - ").flat_map(|part| part.split(" AND "));
    parts
        .flat_map(|part| part.split(" WITH "))
        .map(|part| {
            let part = part.trim_matches(|letter: char| !letter.is_alphanumeric());
            let words = ["BETWEEN ", "WITH ", "INT. ", "EXT. ", "THE "];
            words.into_iter().fold(part, |part, word| part.trim_start_matches(word)).to_owned()
        })
        .filter(|part| !part.is_empty() && part != "WITH" && part != "BETWEEN")
        .collect()
}

struct Order {
    /// Its paragraph.
    at: usize,
    names: Vec<String>,
    /// The paragraph before which it ends, or the last of the script.
    end: usize,
}

impl Order {
    /// None where no two places can be told apart.
    fn obey(&self, cast: &Cast, scenes: &mut [SceneBreakdown]) -> Option<()> {
        let begins = |scene: &SceneBreakdown| scene.heading.unwrap_or(0) <= self.at;
        let within = scenes.iter().take_while(|scene| begins(scene)).count().checked_sub(1)?;
        let after = |scene: &SceneBreakdown| {
            scene.beats.iter().any(|beat| self.at < beat.paragraph() && beat.paragraph() < self.end)
        };
        // `INTERCUT WITH:` before a heading holds for the scene of that heading.
        let here = if after(&scenes[within]) { within } else { within + 1 };
        let own = scenes.get(here).filter(|scene| after(scene))?;
        let was = people_before(own, self.at);
        let other =
            self.named(cast, scenes, here).or_else(|| self.elsewhere(scenes, here, &was))?;
        let there: Vec<usize> = scenes[other].people.iter().map(|one| one.who).collect();
        let mut side = self.named_pair(scenes, here, other);
        let mut moved = Vec::new();
        let mut kept = Vec::new();
        for beat in std::mem::take(&mut scenes[here].beats) {
            let inside = self.at < beat.paragraph() && beat.paragraph() < self.end;
            if !inside {
                kept.push(beat);
                continue;
            }
            side = side_of(&beat, &there, &was).unwrap_or(side);
            if side { moved.push(beat) } else { kept.push(beat) }
        }
        if moved.is_empty() {
            scenes[here].beats = kept;
            return None;
        }
        scenes[here].beats = kept;
        scenes[other].beats.extend(moved);
        scenes[other].beats.sort_by_key(Beat::paragraph);
        for (scene, toward) in [(other, ScreenSide::Right), (here, ScreenSide::Left)] {
            self.settle(&mut scenes[scene], toward);
        }
        cross(scenes, other, here, self.at);
        Some(())
    }

    /// Another scene that the order names, by its place or by who is there.
    fn named(&self, cast: &Cast, scenes: &[SceneBreakdown], here: usize) -> Option<usize> {
        let own = &scenes[here].place;
        let lately = || (0..here).rev().take(LATELY).filter(|index| scenes[*index].place != *own);
        let place =
            |name: &String| lately().find(|index| scenes[*index].place.contains(name.as_str()));
        if let Some(found) = self.names.iter().find_map(place) {
            return Some(found);
        }
        let person = |name: &String| {
            let is = |one: &super::cast::Character| {
                one.name == *name || one.name.split(' ').any(|part| part == name)
            };
            let who = cast.characters.iter().position(is)?;
            lately().find(|index| scenes[*index].people.iter().any(|one| one.who == who))
        };
        self.names.iter().find_map(person)
    }

    /// The last scene at another place where somebody is who speaks here, and was not here before.
    fn elsewhere(&self, scenes: &[SceneBreakdown], here: usize, was: &[usize]) -> Option<usize> {
        let own = &scenes[here];
        let speak: Vec<usize> = own
            .beats
            .iter()
            .filter(|beat| self.at < beat.paragraph())
            .filter_map(|beat| match beat {
                Beat::Speech(speech) => Some(speech.who),
                _ => None,
            })
            .filter(|who| !was.contains(who))
            .collect();
        (0..here).rev().take(LATELY).find(|index| {
            let scene = &scenes[*index];
            scene.place != own.place && scene.people.iter().any(|one| speak.contains(&one.who))
        })
    }

    /// Whether the first beat that names nobody is the other place's: it is the place that is named first.
    fn named_pair(&self, scenes: &[SceneBreakdown], here: usize, other: usize) -> bool {
        let first = |scene: usize| {
            self.names.iter().position(|name| scenes[scene].place.contains(name.as_str()))
        };
        matches!((first(other), first(here)), (Some(a), Some(b)) if a < b)
    }

    /// What follows from other beats than the scene was read with.
    fn settle(&self, scene: &mut SceneBreakdown, toward: ScreenSide) {
        (scene.people, scene.left_out) = people_of(&scene.beats);
        scene.pieces = pieces_in(&scene.beats);
        scene.toward = Some(toward);
        let spoken = scene.beats.iter_mut().filter_map(|beat| match beat {
            Beat::Speech(speech) => Some(speech),
            Beat::Action(_) | Beat::Title { .. } => None,
        });
        for speech in spoken.filter(|speech| self.at < speech.cue) {
            speech.phone |= speech.from == Source::Here;
            speech.to = None;
        }
        address(scene);
    }
}

/// Who is seen in a scene before a paragraph.
fn people_before(scene: &SceneBreakdown, at: usize) -> Vec<usize> {
    let before: Vec<Beat> =
        scene.beats.iter().filter(|beat| beat.paragraph() < at).cloned().collect();
    people_of(&before).0.into_iter().map(|one| one.who).collect()
}

/// Whether a beat plays at the other place; none where it does not tell.
fn side_of(beat: &Beat, there: &[usize], was: &[usize]) -> Option<bool> {
    let of = |who: usize| match (there.contains(&who), was.contains(&who)) {
        (true, false) => Some(true),
        (false, _) => Some(false),
        (true, true) => None,
    };
    match beat {
        // A voice through the wire is heard where one listens.
        Beat::Speech(speech) if speech.from == Source::Here => of(speech.who),
        Beat::Speech(_) | Beat::Title { .. } => None,
        Beat::Action(action) => {
            let acting = action.acts.iter().flat_map(|act| &act.who);
            acting.chain(&action.people).find_map(|who| of(*who))
        }
    }
}

/// Marks the beats of both scenes that follow upon one of the other place.
fn cross(scenes: &mut [SceneBreakdown], a: usize, b: usize, at: usize) {
    let mut order: Vec<(usize, usize, usize)> = [a, b]
        .into_iter()
        .flat_map(|scene| {
            let beats = scenes[scene].beats.iter().enumerate();
            beats.map(move |(beat, one)| (one.paragraph(), scene, beat)).collect::<Vec<_>>()
        })
        .collect();
    order.sort_unstable();
    for pair in order.windows(2) {
        let ((_, before, _), (paragraph, scene, beat)) = (pair[0], pair[1]);
        if before != scene && at < paragraph && !scenes[scene].crossed.contains(&beat) {
            scenes[scene].crossed.push(beat);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::script;
    use super::super::{Breakdown, breakdown};
    use super::*;

    /// Of each scene its room, who is there, and what is said and told in it.
    fn rooms(text: &str) -> (Vec<String>, Breakdown) {
        let found = breakdown(&script(text), 7);
        let rooms = found.scenes.iter().map(|scene| {
            let people: Vec<&str> =
                scene.people.iter().map(|one| found.cast[one.who].name.as_str()).collect();
            let said: Vec<&str> = scene
                .beats
                .iter()
                .filter_map(|beat| match beat {
                    Beat::Speech(speech) => Some(speech.lines[0].text.as_str()),
                    _ => None,
                })
                .collect();
            format!("{}: {}: {}", scene.room, people.join(" "), said.join(" "))
        });
        (rooms.collect(), found)
    }

    #[track_caller]
    fn check(order: &str, expected: &[&str]) {
        let text = format!(
            "INT. KITCHEN - NIGHT\nMara sits at the table.\nEXT. STREET - NIGHT\nTom waits.\n{order}\nMARA\n> One.\nTOM\n> Two.\nMARA\n> Three.\nTom smiles.\nTOM (V.O.)\n> Four.\n"
        );
        let (rooms, found) = rooms(&text);
        assert_eq!(rooms, expected, "{order}");
        assert_eq!(found.not_understood, [], "{order}");
    }

    #[test]
    fn each_line_plays_where_its_speaker_is() {
        let expected = ["KITCHEN: MARA: One. Three.", "STREET: TOM: Two. Four."];
        for order in [
            "INTERCUT - KITCHEN / STREET",
            "INTERCUT BETWEEN KITCHEN AND STREET",
            "INTERCUT MARA AND TOM",
            "INTERCUT - PHONE CALL",
            "INTERCUT WITH MARA:",
        ] {
            check(order, &expected);
        }
    }

    #[test]
    fn an_order_before_a_heading_holds_for_the_scene_that_it_opens() {
        let (found, _) = rooms(
            "INT. KITCHEN\nMara phones.\nMARA\n> Hello?\nINTERCUT WITH:\nEXT. STREET\nTom waits.\nTOM\n> Me.\nMARA\n> You.\nTOM\n> Yes.\nINT. HALL\nMARA\n> Gone.\n",
        );
        assert_eq!(
            found,
            ["KITCHEN: MARA: Hello? You.", "STREET: TOM: Me. Yes.", "HALL: MARA: Gone."]
        );
    }

    #[test]
    fn the_two_look_to_opposite_sides_and_each_turn_is_a_cut() {
        let (_, found) = rooms(
            "INT. KITCHEN\nMara waits.\nEXT. STREET\nTom waits.\nINTERCUT - KITCHEN / STREET\nMARA\n> One.\nTOM\n> Two.\nTOM\n> Three.\nMARA\n> Four.\nBACK TO SCENE\nTOM\n> Five.\n",
        );
        let [kitchen, street] = &found.scenes[..] else { panic!("two scenes") };
        assert_eq!(
            (kitchen.toward, street.toward),
            (Some(ScreenSide::Right), Some(ScreenSide::Left))
        );
        assert_eq!((&kitchen.crossed[..], &street.crossed[..]), (&[1, 2][..], &[1, 3][..]));
        let phones = |scene: &SceneBreakdown| -> Vec<bool> {
            let said = scene.beats.iter().filter_map(|beat| match beat {
                Beat::Speech(speech) => Some(speech.phone),
                _ => None,
            });
            said.collect()
        };
        assert_eq!(phones(kitchen), [true, true]);
    }

    #[test]
    fn where_nobody_is_elsewhere_all_stays_and_is_told() {
        let (found, all) =
            rooms("INT. KITCHEN\nMara waits.\nINTERCUT\nMARA\n> One.\nTOM\n> Two.\n");
        assert_eq!(found, ["KITCHEN: MARA TOM: One. Two."]);
        assert_eq!(all.not_understood.len(), 1);
    }
}
