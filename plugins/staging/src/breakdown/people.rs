//! Who is in a scene: from its beats.

use super::deed::{Deed, ThingKind};
use super::grammar::Relation;
use super::scene::{Beat, MOST_PEOPLE, Present, SceneBreakdown, Source};
use maquette_document::PieceKind;

/// Who was not seen before and "walks out of the dark" comes in; who "storms out" was there.
pub(super) fn come_before_going(beats: &mut [Beat]) {
    let mut seen: Vec<usize> = Vec::new();
    for beat in beats {
        match beat {
            Beat::Action(action) => {
                for act in &mut action.acts {
                    let new = act.who.iter().any(|who| !seen.contains(who));
                    let from = act.place.as_ref().is_some_and(|place| {
                        matches!(place.relation, Relation::Out | Relation::From)
                    });
                    if new && from && act.deed == Deed::Exit {
                        act.deed = Deed::Enter;
                    }
                    seen.extend(&act.who);
                    seen.extend(&act.whom);
                }
                seen.extend(&action.people);
            }
            Beat::Speech(speech) => seen.push(speech.who),
            Beat::Title { .. } => {}
        }
    }
}

/// Who is seen, in the order of being named, and who of them comes in: through a door, or after being heard
/// from outside.
pub(super) fn people_of(beats: &[Beat]) -> Vec<Present> {
    let mut heard: Vec<usize> = Vec::new();
    let mut people: Vec<Present> = Vec::new();
    let mut door_opened = false;
    let mut add = |who: usize, enters: bool| {
        if people.len() < MOST_PEOPLE && people.iter().all(|one| one.who != who) {
            people.push(Present { who, enters });
        }
    };
    for (number, beat) in beats.iter().enumerate() {
        match beat {
            Beat::Speech(speech) if speech.from == Source::Here => {
                add(speech.who, heard.contains(&speech.who))
            }
            Beat::Speech(speech) if speech.from == Source::Off => heard.push(speech.who),
            Beat::Action(action) => {
                for act in &action.acts {
                    for who in &act.who {
                        let at_the_door = act.deed.travels()
                            || matches!(act.deed, Deed::Wait | Deed::StandUp | Deed::Lean);
                        let into = at_the_door
                            && act.what.iter().any(|thing| thing.what == ThingKind::Door)
                            && number > 0;
                        add(
                            *who,
                            act.deed == Deed::Enter
                                || into
                                || heard.contains(who)
                                || (door_opened && number > 0),
                        );
                    }
                    door_opened |= act.deed == Deed::OpenDoor && act.who.is_empty();
                    for whom in &act.whom {
                        add(*whom, false);
                    }
                }
                for who in &action.people {
                    add(*who, heard.contains(who) || (door_opened && number > 0));
                }
                door_opened &= action.acts.last().is_some_and(|act| act.deed == Deed::OpenDoor);
            }
            _ => {}
        }
    }
    people
}

/// Speeches that name nobody are said to who spoke last, else to who speaks next.
pub(super) fn address(scene: &mut SceneBreakdown) {
    let here = |who: usize| scene.people.iter().any(|one| one.who == who);
    let speakers: Vec<Option<usize>> = scene
        .beats
        .iter()
        .map(|beat| match beat {
            Beat::Speech(speech) if here(speech.who) => Some(speech.who),
            _ => None,
        })
        .collect();
    let people: Vec<usize> = scene.people.iter().map(|one| one.who).collect();
    for (index, beat) in scene.beats.iter_mut().enumerate() {
        let Beat::Speech(speech) = beat else { continue };
        let named = speech.to.filter(|one| people.contains(one));
        let other = |one: &usize| *one != speech.who;
        let before = speakers[..index].iter().rev().flatten().copied().find(other);
        let after = || speakers[index..].iter().flatten().copied().find(other);
        let anybody = || people.iter().copied().find(other);
        speech.to = named.or(before).or_else(after).or_else(anybody);
    }
}

pub(super) fn pieces_in(beats: &[Beat]) -> Vec<PieceKind> {
    let mut pieces = Vec::new();
    for beat in beats {
        let Beat::Action(action) = beat else { continue };
        for thing in &action.things {
            let ThingKind::Piece(kind) = thing.what else { continue };
            pieces.push(kind);
        }
        // Who sits needs something to sit on.
        if action.acts.iter().any(|act| act.deed == Deed::Sleep) {
            pieces.push(PieceKind::Bed);
        }
    }
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}
