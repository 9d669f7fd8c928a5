//! Who is in a scene, from when, and until when.

use std::collections::BTreeSet;

use super::deed::{Deed, ThingKind};
use super::grammar::{Act, Relation};
use super::scene::{Action, Beat, MOST_PEOPLE, Present, SceneBreakdown, Source};

/// Who was not seen before and "walks out of the dark" comes in; who "storms out" was there.
pub(super) fn come_before_going(beats: &mut [Beat]) {
    let mut seen: BTreeSet<usize> = BTreeSet::new();
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
            Beat::Speech(speech) => {
                seen.insert(speech.who);
            }
            Beat::Title { .. } => {}
        }
    }
}

/// Who is seen, in the order of being named, who of them comes in (through a door, or after being heard from
/// outside), and who is gone at the end; and how many more there are than are staged.
pub(super) fn people_of(beats: &[Beat]) -> (Vec<Present>, usize) {
    let mut stage = OnStage::default();
    for (number, beat) in beats.iter().enumerate() {
        match beat {
            Beat::Speech(speech) if speech.from == Source::Here => stage.speaks(speech.who),
            Beat::Speech(speech) if speech.from == Source::Off => {
                stage.heard.insert(speech.who);
            }
            Beat::Action(action) => stage.action(action, number > 0),
            _ => {}
        }
    }
    (stage.people, stage.beyond.len())
}

/// A scene that goes on has those whom the scene before ends with: at the same place all of them; elsewhere, if it
/// names nobody, those who went there.
pub(super) fn go_on(scene: &mut SceneBreakdown, before: &SceneBreakdown) {
    let same = scene.place == before.place;
    if !same && !scene.people.is_empty() {
        return;
    }
    for one in before.people.iter().filter(|one| one.leaves != same) {
        let known = scene.people.iter().any(|other| other.who == one.who);
        if !known && scene.people.len() < MOST_PEOPLE {
            scene.people.push(Present { who: one.who, enters: false, leaves: false });
        }
    }
}

#[derive(Default)]
struct OnStage {
    people: Vec<Present>,
    heard: BTreeSet<usize>,
    beyond: BTreeSet<usize>,
    /// A door has just opened by itself: whoever is named next comes through it.
    door: bool,
    /// Somebody has just opened a door.
    opened: bool,
}

impl OnStage {
    fn find(&mut self, who: usize) -> Option<&mut Present> {
        self.people.iter_mut().find(|one| one.who == who)
    }

    fn add(&mut self, who: usize, enters: bool) {
        if self.find(who).is_some() {
            return;
        }
        if self.people.len() >= MOST_PEOPLE {
            self.beyond.insert(who);
        } else {
            self.people.push(Present { who, enters, leaves: false });
        }
    }

    fn speaks(&mut self, who: usize) {
        let enters = self.heard.contains(&who);
        self.add(who, enters);
        if let Some(one) = self.find(who) {
            one.leaves = false;
        }
    }

    fn action(&mut self, action: &Action, later: bool) {
        let mut gone: BTreeSet<usize> = BTreeSet::new();
        for act in &action.acts {
            for who in &act.who {
                let heard = self.heard.contains(who);
                // "A WAITER brings the wine" to those who sit there.
                let new = action.new.contains(who) && !self.people.is_empty();
                let comes = act.deed.travels()
                    || matches!(act.deed, Deed::Hold | Deed::Carry | Deed::Push | Deed::Give);
                let enters = act.deed == Deed::Enter
                    || new && comes
                    || later && is_through_a_door(act)
                    || heard
                    || later && self.door
                    || self.opened && is_through_a_door(act);
                self.add(*who, enters);
                let leaves = act.deed == Deed::Exit;
                let back = act.deed == Deed::Enter || !gone.contains(who);
                if let Some(one) = self.find(*who) {
                    // What is done on the way out brings nobody back.
                    one.leaves = leaves || one.leaves && !back;
                }
                if leaves {
                    gone.insert(*who);
                }
            }
            self.door |= act.deed == Deed::OpenDoor && act.who.is_empty();
            self.opened |= act.deed == Deed::OpenDoor;
            for whom in &act.whom {
                self.add(*whom, false);
            }
        }
        for who in &action.people {
            let comes = self.heard.contains(who) || later && self.door || self.opened;
            self.add(*who, comes);
        }
        if !action.alone.is_empty() {
            for one in &mut self.people {
                one.leaves |= !action.alone.contains(&one.who);
            }
        }
        let opens = action.acts.last().is_some_and(|act| act.deed == Deed::OpenDoor);
        self.door &= opens;
        self.opened = opens;
    }
}

fn is_through_a_door(act: &Act) -> bool {
    let at_the_door =
        act.deed.travels() || matches!(act.deed, Deed::Wait | Deed::StandUp | Deed::Lean);
    // "Heads for the door" is there already.
    let away = act.place.as_ref().is_some_and(|place| {
        matches!(place.relation, Relation::For | Relation::To | Relation::Toward)
    });
    at_the_door && !away && act.what.iter().any(|thing| thing.what == ThingKind::Door)
}
