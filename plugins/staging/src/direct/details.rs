//! What an act is done with, what is looked at, and what happens by itself.

use super::action::{Cluster, reading};
use super::moves::Wish;
use super::setups::Setup;
use super::words::the;
use super::{Director, Draft};
use crate::breakdown::{Act, Action, Beat, Deed, Thing, ThingKind};
use crate::tables::{can_show, seconds};
use bevy_math::Vec3;
use maquette_document::{Angle, Gaze, Pose, ShotKind, ShotSize};

/// Paragraphs within which the same thing is not shown again.
const NEAR: usize = 4;

impl Director<'_> {
    /// What an act is done with, or what is looked at, after the shot of who does it.
    pub(super) fn details(
        &mut self,
        action: &Action,
        cluster: &Cluster,
        index: usize,
        p: usize,
        last: bool,
    ) {
        for act in &cluster.acts {
            let stressed = |thing: &&Thing| thing.stressed;
            let shown = matches!(
                act.deed,
                Deed::Give | Deed::Read | Deed::Open | Deed::Show | Deed::Write | Deed::PickUp
            );
            if let (Deed::Look, Some(q), true) = (act.deed, self.looked_at(act, p), last) {
                self.regarded(action, index, p, q);
                return;
            }
            let alone = act.deed == Deed::Look && act.whom.is_empty();
            if let Some(thing) = act.what.first().filter(|_| alone).cloned() {
                self.seen(action, &thing, index, p, last);
                return;
            }
            let Some(thing) = act
                .what
                .iter()
                .find(stressed)
                .or_else(|| {
                    act.what.iter().find(|thing| shown && matches!(thing.what, ThingKind::Prop(_)))
                })
                .cloned()
            else {
                continue;
            };
            let how = match act.deed {
                Deed::Give => "handed over",
                Deed::Read => "read",
                Deed::Open => "opened",
                _ => "named",
            };
            // It is in the hand of who was given it, or else of who does something with it.
            let given = act.whom.iter().filter_map(|who| self.place_of(*who));
            let hands: Vec<usize> = given.chain([p]).collect();
            self.insert(action, &thing, how, index, &hands);
            return;
        }
    }

    /// Who is looked at, when the scene ends on it.
    fn looked_at(&self, act: &Act, p: usize) -> Option<usize> {
        let ends = self.scene.beats.last().is_some_and(|beat| match beat {
            Beat::Action(action) => action.acts.last() == Some(act),
            _ => false,
        });
        let whom = act.whom.iter().filter_map(|who| self.place_of(*who));
        whom.rev().find(|q| ends && *q != p && self.stances[*q].here)
    }

    /// Somebody as another sees them.
    fn regarded(&mut self, action: &Action, index: usize, p: usize, whom: usize) {
        let why = format!("{}, as {} sees {}", self.name(whom), self.name(p), self.object(whom));
        let mut draft = self.draft(
            action.paragraph,
            format!("regarded {index}"),
            Setup::Regard { of: p, whom },
            why,
        );
        draft.doing.look(whom, 0.0, Gaze::Figure(self.id_of(p)));
        draft.length = seconds::INSERT + 0.6;
        self.shoot(draft);
    }

    /// A thing, close: in the hand that holds it, or where it stands.
    pub(super) fn insert(
        &mut self,
        action: &Action,
        thing: &Thing,
        how: &str,
        index: usize,
        hands: &[usize],
    ) {
        let setup = match thing.what {
            ThingKind::Piece(kind) => {
                let near = self.here().first().map_or(self.ground.heart(), |p| self.stances[*p].at);
                match self.ground.piece_near(kind, near) {
                    Some(piece) => Setup::Thing { piece, seen_by: None },
                    None => return,
                }
            }
            ThingKind::Prop(hold) => {
                let likely = hands.iter().copied().filter(|p| self.stances[*p].here);
                match likely.chain(self.here()).find(|p| self.stances[*p].hold == hold) {
                    Some(of) => Setup::Hand { of },
                    None => return,
                }
            }
            _ => return,
        };
        if self.was_just_shown(action.paragraph, &setup) || self.insert_follows(action.paragraph) {
            return;
        }
        let why = format!("{}, {how}", the(thing));
        let mut draft = self.draft(action.paragraph, format!("insert {index}"), setup, why);
        self.show_held(&mut draft);
        draft.length = seconds::INSERT;
        self.shoot(draft);
    }

    /// The script itself inserts a thing right behind a paragraph.
    fn insert_follows(&self, paragraph: usize) -> bool {
        let mut after = self.scene.beats.iter().skip_while(|beat| beat.paragraph() <= paragraph);
        matches!(after.next(), Some(Beat::Action(action)) if action.insert)
    }

    /// The same hand was seen close a paragraph or two ago.
    fn was_just_shown(&self, paragraph: usize, setup: &Setup) -> bool {
        let Setup::Hand { of } = setup else { return false };
        let of = self.who(*of);
        let inserts = self.shots.iter().rev().filter(|shot| shot.kind == ShotKind::Insert);
        let near = |place: &usize| place + NEAR >= paragraph;
        inserts
            .take_while(|shot| shot.lines.first().is_some_and(near))
            .any(|shot| shot.subjects == [of])
    }

    /// In a shot of what a hand holds, the hand holds it up.
    pub(super) fn show_held(&self, draft: &mut Draft) {
        let Setup::Hand { of } = draft.setup else { return };
        if can_show(draft.doing.stance(of).pose) {
            draft.doing.begin(of, |stance| {
                (stance.pose, stance.gaze) = (Pose::Show, Gaze::Ahead);
            });
            draft.doing.afterwards(of, Pose::Stand);
        }
    }

    /// What somebody looks at, from where they are; and, where it matters, their face again.
    pub(super) fn seen(
        &mut self,
        action: &Action,
        thing: &Thing,
        index: usize,
        p: usize,
        last: bool,
    ) {
        let eyes = self.stances[p].at + Vec3::Y * 1.5;
        let setup = match thing.what {
            ThingKind::Piece(kind) => self
                .ground
                .piece_near(kind, eyes)
                .map(|piece| Setup::Thing { piece, seen_by: Some(p) }),
            ThingKind::Prop(hold) => self
                .here()
                .into_iter()
                .find(|q| self.stances[*q].hold == hold)
                .map(|of| Setup::Hand { of }),
            ThingKind::Window | ThingKind::Distance => {
                let up = if is_overhead(&thing.name) { OVERHEAD } else { 0.0 };
                Some(Setup::Sight { of: p, at: self.out_there(eyes) + Vec3::Y * up })
            }
            ThingKind::Door => {
                let door = self
                    .ground
                    .doors
                    .iter()
                    .min_by(|a, b| a.inside.distance(eyes).total_cmp(&b.inside.distance(eyes)));
                door.map(|door| Setup::Sight {
                    of: p,
                    at: door.inside.lerp(door.outside, 0.45) + Vec3::Y * 1.1,
                })
            }
            ThingKind::Other => None,
        };
        let Some(setup) = setup else { return };
        let why = match setup {
            Setup::Hand { .. } => format!("{}, as {} sees it", the(thing), self.name(p)),
            _ => the(thing),
        };
        let mut draft = self.draft(action.paragraph, format!("seen {index}"), setup, why);
        self.show_held(&mut draft);
        draft.length = seconds::INSERT + 0.2;
        self.shoot(draft);
        if thing.stressed && last {
            let why = format!("{} what it is", self.does(p, "see"));
            let setup = Setup::Single {
                on: p,
                with: None,
                size: ShotSize::Cu,
                angle: Angle::Eye,
                variant: self.acted,
            };
            let mut draft = self.draft(action.paragraph, format!("knows {index}"), setup, why);
            draft.length = 1.5;
            self.shoot(draft);
        }
    }

    /// The door that opens: inside the one in depth, outside that of the building nearest to `near`.
    fn doorway(&self, near: Vec3) -> Option<Setup> {
        let doors = self.ground.doors.iter().filter(|door| door.opening.is_some());
        let depth = |door: &maquette_figure::DoorSpot| door.inside.distance(self.home);
        if let Some(door) = doors.max_by(|a, b| depth(a).total_cmp(&depth(b))) {
            let sill = door.inside.lerp(door.outside, 0.47);
            return Some(Setup::Doorway { sill, facing: door.facing_in });
        }
        let (sill, facing) = self.ground.building_door(near)?;
        Some(Setup::Doorway { sill, facing })
    }

    /// A place far out, through the nearest window or away over the open side.
    pub(super) fn out_there(&self, eyes: Vec3) -> Vec3 {
        let window = self
            .ground
            .windows
            .iter()
            .min_by(|a, b| a.inside.distance(eyes).total_cmp(&b.inside.distance(eyes)));
        match window {
            Some(way) => eyes + (way.outside - eyes).with_y(0.0).normalize_or(Vec3::Z) * 12.0,
            None => {
                let heart = self.ground.heart();
                let away = (heart - self.home).with_y(0.0).normalize_or(Vec3::NEG_Z);
                eyes + away * 30.0
            }
        }
    }

    /// Something that nobody does: the telephone rings, the light goes out.
    pub(super) fn happening(&mut self, action: &Action, act: &Act, index: usize) {
        let near = self.here().first().map_or(self.ground.heart(), |p| self.stances[*p].at);
        let thing = act.subject.clone().or_else(|| act.what.first().cloned());
        let piece = thing.as_ref().and_then(|thing| match thing.what {
            ThingKind::Piece(kind) => self.ground.piece_near(kind, near),
            ThingKind::Prop(maquette_document::Hold::Phone) => {
                self.ground.piece_near(maquette_document::PieceKind::Telephone, near)
            }
            _ => None,
        });
        let name = thing.as_ref().map_or_else(|| "it".to_owned(), the);
        let door = match (&thing, act.deed) {
            (Some(thing), _) if thing.what == ThingKind::Door => self.doorway(near),
            _ => None,
        };
        let (setup, why) = match (piece, door) {
            (None, Some(setup)) => (setup, format!("{name} {}", happens(act.deed))),
            (Some(piece), _) if !self.shots.is_empty() => {
                (Setup::Thing { piece, seen_by: None }, format!("{name} {}", happens(act.deed)))
            }
            _ => {
                let setup = self.everybody(None, ShotSize::Fs);
                (setup, format!("{name} {}", happens(act.deed)))
            }
        };
        let mut draft = self.draft(action.paragraph, format!("happens {index}"), setup, why);
        draft.length = act.deed.seconds();
        if let Some(piece) = piece {
            let at = self.ground.set.pieces[piece].at;
            for p in self.here() {
                draft.doing.look(p, 0.3, maquette_document::Gaze::Point(at));
            }
        }
        self.acted += 1;
        self.shoot(draft);
    }

    /// A paragraph without an act: who or what it names, else all there is.
    pub(super) fn described(&mut self, beat: usize, action: &Action) {
        let people: Vec<usize> =
            action.people.iter().filter_map(|who| self.place_of(*who)).collect();
        for p in &people {
            self.bring(*p);
        }
        let last =
            self.last_speaker.and_then(|who| self.place_of(who)).filter(|p| self.stances[*p].here);
        let near = self.here().first().map_or(self.ground.heart(), |p| self.stances[*p].at);
        let named = action.things.iter().find_map(|thing| match thing.what {
            ThingKind::Piece(kind) => {
                self.ground.piece_near(kind, near).map(|piece| (piece, the(thing)))
            }
            _ => None,
        });
        let (setup, why) = match (&people[..], named, last) {
            ([p], _, _) => {
                let setup = Setup::Single {
                    on: *p,
                    with: None,
                    size: ShotSize::Ms,
                    angle: Angle::Eye,
                    variant: self.acted,
                };
                (setup, "as it is told".to_owned())
            }
            ([], _, Some(p)) if action.silence => {
                let others = self.here().into_iter().find(|q| *q != p);
                let setup = Setup::Single {
                    on: others.unwrap_or(p),
                    with: others.map(|_| p),
                    size: ShotSize::Mcu,
                    angle: Angle::Eye,
                    variant: self.acted,
                };
                (setup, "nothing is said".to_owned())
            }
            ([], Some((piece, name)), _) if !self.shots.is_empty() => {
                (Setup::Thing { piece, seen_by: None }, name)
            }
            _ => {
                let setup = if self.acted.is_multiple_of(2) {
                    self.everybody(None, ShotSize::Fs)
                } else {
                    Setup::Establish
                };
                (setup, "as it is told".to_owned())
            }
        };
        let mut draft = self.draft(action.paragraph, "told", setup, why);
        draft.length =
            if action.silence { seconds::SILENCE } else { reading(action.words).min(6.0) };
        if self.granted(beat) {
            let ends = self.is_last_scene && beat + 1 == self.scene.beats.len();
            draft.wish = if ends { Wish::PullOut(0.22) } else { Wish::PushIn(0.08) };
        }
        self.acted += 1;
        self.shoot(draft);
    }
}

/// Metres that one looks up to what is overhead, some thirty metres off.
const OVERHEAD: f32 = 11.0;

fn is_overhead(name: &str) -> bool {
    matches!(
        name,
        "sky" | "moon" | "stars" | "sun" | "clouds" | "cloud" | "ciel" | "himmel" | "cielo"
    )
}

/// What a thing does by itself.
pub(super) fn happens(deed: Deed) -> &'static str {
    match deed {
        Deed::Ring => "is heard",
        Deed::OpenDoor | Deed::Open => "opens",
        Deed::CloseDoor => "shuts",
        Deed::Lie | Deed::Wait | Deed::Sit | Deed::Lean => "is there",
        _ => "is seen",
    }
}
