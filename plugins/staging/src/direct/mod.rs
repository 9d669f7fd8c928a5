//! Directing one scene: beat by beat, each shot with its people, its camera and its reason.

pub(crate) mod moves;

mod action;
mod details;
mod inserts;
mod perform;

mod speech;
mod talk;

mod reasons;
mod words;

mod choose;
mod costs;
mod focus;
mod setups;
mod tried;

use std::collections::BTreeMap;

use bevy_math::{Vec2, Vec3};
use maquette_document::{Gaze, Id, Key, ShotSize};
use maquette_time::{Flicks, FrameRate};

use crate::blocking::acting::{Doing, Stance};
use crate::blocking::arrange::{arrange, beside, best_seat, home_of, opened, taken};
use crate::breakdown::{Beat, Breakdown, SceneBreakdown};
use crate::framing::pair::Twins;
use crate::framing::person::{Person, Player, facing_to, people_at, wrapped};
use crate::ground::Ground;
use crate::seed::{made, share};
use crate::shot::{Planned, PlannedText};
use moves::{Grants, Wish};
use setups::Setup;

/// What is the same for the whole film.
pub(crate) struct Film<'a> {
    pub(crate) seed: u32,
    pub(crate) rate: FrameRate,
    /// Millimetres of sensor under the picture.
    pub(crate) gate: Vec2,
    pub(crate) breakdown: &'a Breakdown,
    pub(crate) players: &'a [Player],
    /// How long each paragraph of dialogue is spoken.
    pub(crate) lengths: &'a BTreeMap<usize, Flicks>,
    pub(crate) grants: &'a Grants,
}

/// One scene, as it is directed.
pub(crate) struct Director<'a> {
    film: &'a Film<'a>,
    scene: &'a SceneBreakdown,
    ground: &'a Ground,
    /// The place of its first beat among all beats of the film.
    first_beat: usize,
    /// It opens on a place that was not just seen.
    is_new_place: bool,
    is_last_scene: bool,
    /// What chance is hashed with: the heading.
    key: String,
    stances: Vec<Stance>,
    home: Vec3,
    shots: Vec<Planned>,
    twins: BTreeMap<(usize, usize, ShotSize), (Vec3, Vec3, Option<Twins>)>,
    /// Speeches so far.
    talked: usize,
    /// Shots of action so far.
    acted: usize,
    /// People changed places in the last shot.
    regrouped: bool,
    last_speaker: Option<usize>,
    /// Whoever comes in is met on the way.
    stop_short: bool,
    /// Another place was seen since the last shot: nothing is cut to here.
    away: bool,
}

/// A shot without a camera. Times are in seconds from its head; people are places in the scene's list.
#[derive(Clone)]
pub(crate) struct Draft {
    /// The paragraph that it is named by.
    pub(crate) place: usize,
    pub(crate) purpose: String,
    pub(crate) lines: Vec<usize>,
    pub(crate) doing: Doing,
    pub(crate) length: f32,
    /// Paragraph, speaker, start, length.
    pub(crate) clips: Vec<(usize, usize, f32, Flicks)>,
    pub(crate) texts: Vec<PlannedText>,
    pub(crate) setup: Setup,
    pub(crate) why: String,
    pub(crate) wish: Wish,
    /// The instant that it is framed for.
    pub(crate) at: f32,
}

/// A scene that was directed.
pub(crate) struct Directed {
    pub(crate) shots: Vec<Planned>,
    pub(crate) home: Vec3,
    /// How everyone stood at the head of the scene: into the cast.
    pub(crate) began: Vec<(usize, Stance)>,
}

impl<'a> Director<'a> {
    pub(crate) fn new(
        film: &'a Film<'a>,
        scene: &'a SceneBreakdown,
        ground: &'a Ground,
        first_beat: usize,
        is_new_place: bool,
        is_last_scene: bool,
    ) -> Self {
        let key = format!("{} {}", film.seed, scene.text);
        let arrangement = arrange(scene, ground, &key);
        let mut director = Self {
            film,
            scene,
            ground,
            first_beat,
            is_new_place,
            is_last_scene,
            stances: arrangement.stances,
            home: arrangement.home,
            key,
            shots: Vec::new(),
            twins: BTreeMap::new(),
            talked: 0,
            acted: 0,
            regrouped: false,
            last_speaker: None,
            stop_short: false,
            away: false,
        };
        director.rest();
        director
    }

    /// Directs the whole scene.
    pub(crate) fn direct(mut self) -> Directed {
        let began = self.here().iter().map(|p| (self.who(*p), self.stances[*p])).collect();
        let mut beat = self.open();
        let beats = &self.scene.beats;
        while beat < beats.len() {
            self.away |= self.scene.crossed.contains(&beat);
            match &beats[beat] {
                Beat::Action(action) => self.action(beat, action),
                Beat::Speech(_) => {
                    beat = self.talk(beat);
                    continue;
                }
                Beat::Title { paragraph, text } => self.title(*paragraph, text),
            }
            beat += 1;
        }
        Directed { shots: self.shots, home: self.home, began }
    }

    /// Everyone who stands there has a way of standing.
    fn rest(&mut self) {
        use maquette_document::Pose;
        for p in 0..self.stances.len() {
            if self.stances[p].pose == Pose::Stand {
                self.stances[p].pose = self.rest_pose(p);
            }
        }
    }

    fn rest_pose(&self, p: usize) -> maquette_document::Pose {
        use maquette_document::Pose;
        let ways =
            [Pose::Stand, Pose::Contrapposto, Pose::Stand, Pose::HandsInPockets, Pose::ArmsCrossed];
        // What is held is not hidden under folded arms.
        if self.stances[p].hold != maquette_document::Hold::Nothing {
            return Pose::Stand;
        }
        let name = &self.film.breakdown.cast[self.who(p)].name;
        let turn = share(&["rest", &self.key, name]) * (ways.len() as f32 - 0.01);
        ways[turn as usize]
    }

    pub(crate) fn who(&self, p: usize) -> usize {
        self.scene.people[p].who
    }

    fn id_of(&self, p: usize) -> Id {
        self.film.players[self.who(p)].id
    }

    fn place_of(&self, who: usize) -> Option<usize> {
        self.scene.people.iter().position(|one| one.who == who)
    }

    fn name(&self, p: usize) -> &str {
        &self.film.breakdown.cast[self.who(p)].name
    }

    /// Those who stand on the set.
    fn here(&self) -> Vec<usize> {
        (0..self.stances.len()).filter(|p| self.stances[*p].here).collect()
    }

    fn chance(&self, paragraph: usize, purpose: &str) -> f32 {
        share(&[&self.film.breakdown.paragraphs[paragraph].to_string(), purpose])
    }

    /// Between two ends, by chance of the paragraph.
    fn between(&self, (low, high): (f32, f32), paragraph: usize, purpose: &str) -> f32 {
        low + (high - low) * self.chance(paragraph, purpose)
    }

    fn granted(&self, beat: usize) -> bool {
        self.film.grants.is_granted(self.first_beat + beat)
    }

    fn draft(
        &self,
        place: usize,
        purpose: impl Into<String>,
        setup: Setup,
        why: impl Into<String>,
    ) -> Draft {
        Draft {
            place,
            purpose: purpose.into(),
            lines: vec![place],
            doing: Doing::new(&self.stances),
            length: 0.0,
            clips: Vec::new(),
            texts: Vec::new(),
            setup,
            why: why.into(),
            wish: Wish::Still,
            at: 0.3,
        }
    }

    /// Everyone of the cast as they are `time` seconds into a shot.
    pub(crate) fn people_at(&self, doing: &Doing, time: f32) -> Vec<Person> {
        let there = (0..self.stances.len()).filter(|p| !doing.keys(*p).is_empty());
        let acts: Vec<(usize, &Player, &[Key])> =
            there.map(|p| (self.who(p), &self.film.players[self.who(p)], doing.keys(p))).collect();
        people_at(&acts, Flicks::from_seconds(f64::from(time)))
    }

    /// Finds a camera for the draft, and goes on from how it ends.
    fn shoot(&mut self, draft: Draft) {
        let moved = !choose::walkers(self, &draft).is_empty();
        let regrouped = self.regrouped || moved;
        let planned = choose::choose(self, &draft, regrouped);
        self.shots.push(planned);
        self.away = false;
        let stances = draft.doing.finish();
        let count = |stances: &[Stance]| stances.iter().filter(|one| one.here).count();
        let changed = count(&stances) != count(&self.stances);
        self.stances = stances;
        self.part_who_embrace();
        self.regrouped = moved || changed;
        if self.regrouped {
            self.draw_the_line();
        }
    }

    /// Who held each other stands a step apart after the cut.
    fn part_who_embrace(&mut self) {
        use maquette_document::Pose;
        let held: Vec<usize> =
            (0..self.stances.len()).filter(|p| self.stances[*p].pose == Pose::Embrace).collect();
        for p in &held {
            self.stances[*p].pose = Pose::Stand;
        }
        if let [a, b] = held[..] {
            let away = (self.stances[a].at - self.stances[b].at).with_y(0.0).normalize_or(Vec3::X);
            let at = self.stances[b].at + away * 0.85;
            self.stances[a].at = self.ground.free_near(at, &taken(&self.stances, a));
        }
    }

    /// After a walk there is a new line; the cameras stay on their side of it where that still shows faces.
    fn draw_the_line(&mut self) {
        let here: Vec<Stance> = self.stances.iter().filter(|one| one.here).copied().collect();
        if here.len() < 2 {
            return;
        }
        let heart = here.iter().map(|one| one.at).sum::<Vec3>() / here.len() as f32;
        let toward = (self.home - heart).with_y(0.0).normalize_or(Vec3::Z);
        let line = (here[1].at - here[0].at).with_y(0.0).normalize_or(Vec3::X);
        let along = here.len() == 2 && line.dot(toward).abs() > 0.75;
        let backs = here
            .iter()
            .filter(|one| wrapped(facing_to(one.at, self.home) - one.facing).abs() > 105.0)
            .count();
        if along || backs * 2 > here.len() {
            self.home = home_of(&self.stances, self.ground, &self.key);
        }
    }

    /// Puts somebody on the set who was not seen to come.
    fn bring(&mut self, p: usize) {
        if self.stances[p].here {
            return;
        }
        let others: Vec<Stance> = self.stances.iter().filter(|one| one.here).copied().collect();
        if self.ground.is_seated() {
            let Some(index) = best_seat(self.ground, &others, None) else { return };
            let stance =
                Stance::standing(self.ground.sat_on(index), self.ground.seats[index].facing);
            self.stances[p] =
                Stance { pose: maquette_document::Pose::Sit, seat: Some(index), ..stance };
            self.regrouped = true;
            return;
        }
        let door = self.ground.doors.iter().find(|door| door.opening.is_some());
        let at = match door.filter(|_| self.scene.people[p].enters) {
            Some(door) if others.iter().all(|one| one.at.distance(door.inside) > 0.7) => {
                self.ground.free_near(door.inside, &taken(&self.stances, p))
            }
            _ if others.is_empty() => self.ground.heart(),
            _ => beside(&others, self.ground, &self.key),
        };
        let facing = others.first().map_or(self.ground.front(), |other| facing_to(at, other.at));
        self.stances[p] = Stance {
            hold: self.stances[p].hold,
            ..Stance::standing(self.ground.lifted(at), facing)
        };
        self.stances[p].pose = self.rest_pose(p);
        self.regrouped = true;
    }

    /// All look at `p`; who is nearest to nobody looks where they looked.
    fn attend(&self, doing: &mut Doing, p: usize, start: f32, but: &[usize]) {
        for other in self.here() {
            if other == p || but.contains(&other) {
                continue;
            }
            doing.look(other, start, Gaze::Figure(self.id_of(p)));
            let stance = *doing.stance(other);
            let wanted = facing_to(stance.at, doing.stance(p).at);
            let upright =
                !crate::tables::is_low(stance.pose) && !crate::tables::is_seated(stance.pose);
            if upright
                && wrapped(wanted - stance.facing).abs() > 70.0
                && stance.hold == maquette_document::Hold::Nothing
            {
                // The eyes first, then the body.
                doing.turn(other, start + 0.35, opened(wanted, stance.at, self.home));
            }
        }
    }

    pub(crate) fn shot_id(&self, draft: &Draft) -> Id {
        made(self.film.seed, "shot", self.film.breakdown.paragraphs[draft.place], &draft.purpose)
    }
}
