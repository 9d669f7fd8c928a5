//! What everyone does in one shot, as keys, and how they stand when it is over.

use bevy_math::Vec3;
use maquette_document::{Gait, Gaze, Hand, HandKey, Hold, Key, Pose, Touch};
use maquette_time::Flicks;

use crate::framing::person::{facing_to, wrapped};
use crate::tables::{RUN, WALK, is_low, is_seated, seconds};

/// How one of the scene's people is between two shots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stance {
    pub(crate) at: Vec3,
    pub(crate) facing: f32,
    pub(crate) pose: Pose,
    pub(crate) hold: Hold,
    pub(crate) gaze: Gaze,
    /// Into the seats of the ground.
    pub(crate) seat: Option<usize>,
    /// Stands on the set.
    pub(crate) here: bool,
}

impl Stance {
    pub(crate) fn standing(at: Vec3, facing: f32) -> Self {
        Self {
            at,
            facing,
            pose: Pose::Stand,
            hold: Hold::Nothing,
            gaze: Gaze::Ahead,
            seat: None,
            here: true,
        }
    }

    pub(crate) fn away() -> Self {
        Self { here: false, ..Self::standing(Vec3::ZERO, 0.0) }
    }

    fn key(&self, at: f32, gait: Gait) -> Key {
        Key {
            at: Flicks::from_seconds(f64::from(at)),
            position: self.at,
            facing: self.facing,
            pose: self.pose,
            gait,
            gaze: self.gaze,
            hold: self.hold,
        }
    }
}

/// The keys of everyone in a shot while it is being put together; times in seconds from its head.
#[derive(Clone, Debug)]
pub(crate) struct Doing {
    stances: Vec<Stance>,
    keys: Vec<Vec<Key>>,
    /// What the hands of each are on.
    hands: Vec<Vec<HandKey>>,
    /// When each is free to do the next thing.
    free: Vec<f32>,
    /// Who walks, from when to when.
    pub(crate) walks: Vec<(usize, f32, f32)>,
    /// Poses that are taken in the cut after the shot.
    afterwards: Vec<(usize, Pose)>,
}

impl Doing {
    pub(crate) fn new(stances: &[Stance]) -> Self {
        let keys = stances
            .iter()
            .map(|stance| if stance.here { vec![stance.key(0.0, Gait::Stay)] } else { Vec::new() });
        Self {
            keys: keys.collect(),
            hands: vec![Vec::new(); stances.len()],
            free: vec![0.0; stances.len()],
            walks: Vec::new(),
            afterwards: Vec::new(),
            stances: stances.to_vec(),
        }
    }

    pub(crate) fn stance(&self, p: usize) -> &Stance {
        &self.stances[p]
    }

    pub(crate) fn stances(&self) -> &[Stance] {
        &self.stances
    }

    /// When `p` is free.
    pub(crate) fn free_at(&self, p: usize) -> f32 {
        self.free[p]
    }

    pub(crate) fn wait_until(&mut self, p: usize, time: f32) {
        self.free[p] = self.free[p].max(time);
    }

    /// Changes how `p` is from `start` (or when it is free) on, over `length` seconds.
    pub(crate) fn change(
        &mut self,
        p: usize,
        start: f32,
        length: f32,
        change: impl FnOnce(&mut Stance),
    ) -> f32 {
        if !self.stances[p].here {
            return start;
        }
        let before = self.stances[p];
        let start = start.max(self.free[p]);
        change(&mut self.stances[p]);
        if self.stances[p] == before {
            return start;
        }
        let end = start + length;
        self.push(p, before.key(start, Gait::Stay));
        self.push(p, self.stances[p].key(end, Gait::Stay));
        self.free[p] = end;
        end
    }

    /// Changes how `p` is at the head of the shot, unseen.
    pub(crate) fn begin(&mut self, p: usize, change: impl FnOnce(&mut Stance)) {
        change(&mut self.stances[p]);
        let stance = self.stances[p];
        self.keys[p].clear();
        self.hands[p].clear();
        if stance.here {
            self.keys[p].push(stance.key(0.0, Gait::Stay));
        }
    }

    /// Puts `p` at `at`, unseen: for who comes in.
    pub(crate) fn appear(&mut self, p: usize, at: Vec3, facing: f32) {
        self.begin(p, |stance| {
            *stance = Stance { hold: stance.hold, ..Stance::standing(at, facing) };
        });
    }

    /// Walks `p` along `way` (its last point is where it ends); the time it arrives.
    pub(crate) fn walk(
        &mut self,
        p: usize,
        start: f32,
        way: &[Vec3],
        run: bool,
        facing: Option<f32>,
    ) -> f32 {
        let Some(end) = way.last().copied().filter(|_| self.stances[p].here) else { return start };
        let pace = if run { RUN } else { WALK };
        let gait = if run { Gait::Run } else { Gait::Walk };
        let mut time = start.max(self.free[p]);
        if is_low(self.stances[p].pose) || is_seated(self.stances[p].pose) {
            time = self.change(p, time, seconds::POSE, |stance| {
                (stance.pose, stance.seat) = (Pose::Stand, None);
            });
        }
        let begin = time;
        let mut here = self.stances[p];
        here.gaze = Gaze::Ahead;
        // Nobody walks with folded arms.
        if matches!(
            here.pose,
            Pose::ArmsCrossed | Pose::Contrapposto | Pose::Think | Pose::Talk | Pose::Show
        ) {
            here.pose = Pose::Stand;
        }
        // A step is not a walk: it is taken while turning.
        let length: f32 = path_length(here.at, way);
        if length < 0.15 {
            return self.turn(p, time, facing.unwrap_or(here.facing));
        }
        for (index, point) in way.iter().enumerate() {
            let leg = here.at.distance(*point);
            if leg < 0.02 {
                continue;
            }
            self.push(p, here.key(time, gait));
            // Half a second is lost at both ends, in setting out and stopping.
            time += leg / pace + if index + 1 == way.len() || index == 0 { 0.35 } else { 0.0 };
            here.facing = facing_to(here.at, *point);
            here.at = *point;
        }
        here.at = end;
        here.facing = facing.unwrap_or(here.facing);
        here.seat = None;
        here.pose =
            if matches!(here.pose, Pose::OpenDoor | Pose::Reach | Pose::Point | Pose::Embrace) {
                Pose::Stand
            } else {
                here.pose
            };
        self.push(p, here.key(time, Gait::Stay));
        self.stances[p] = here;
        self.free[p] = time;
        self.walks.push((p, begin, time));
        time
    }

    /// Turns `p` on the spot.
    pub(crate) fn turn(&mut self, p: usize, start: f32, facing: f32) -> f32 {
        let by = wrapped(facing - self.stances[p].facing).abs();
        if by < 8.0 || is_seated(self.stances[p].pose) {
            return start;
        }
        self.change(p, start, seconds::TURN + by / 180.0 * 0.6, |stance| stance.facing = facing)
    }

    pub(crate) fn look(&mut self, p: usize, start: f32, gaze: Gaze) {
        if !self.stances[p].here || self.stances[p].gaze == gaze {
            return;
        }
        let start = start.max(self.free[p]);
        self.stances[p].gaze = gaze;
        let stance = self.stances[p];
        self.push(p, stance.key(start, Gait::Stay));
    }

    /// Has a hand of `p` on something at a time, and until it is told otherwise.
    pub(crate) fn touch(&mut self, p: usize, hand: Hand, at: f32, touch: Touch) {
        if self.stances[p].here {
            let at = Flicks::from_seconds(f64::from(at));
            self.hands[p].push(HandKey { at, hand, touch });
        }
    }

    /// Whether a hand of `p` goes to the ground: the head goes down with it.
    pub(crate) fn stoops(&self, p: usize) -> bool {
        let floor = self.stances[p].at.y;
        let low = |touch: Touch| matches!(touch, Touch::Point(at) if at.y < floor + 0.5);
        self.hands[p].iter().any(|key| low(key.touch))
    }

    /// Takes `p` off the set when the shot is over.
    pub(crate) fn leave(&mut self, p: usize) {
        self.stances[p].here = false;
        self.stances[p].hold = Hold::Nothing;
    }

    /// Keys come in order of time; two at one time are one.
    fn push(&mut self, p: usize, key: Key) {
        match self.keys[p].last_mut() {
            Some(last) if key.at <= last.at => *last = Key { at: last.at, ..key },
            _ => self.keys[p].push(key),
        }
    }

    /// When the last of it is over.
    pub(crate) fn end(&self) -> f32 {
        self.free.iter().copied().fold(0.0, f32::max)
    }

    /// Has `p` in another pose when the next shot begins.
    pub(crate) fn afterwards(&mut self, p: usize, pose: Pose) {
        self.afterwards.push((p, pose));
    }

    /// How everyone stands when the next shot begins.
    pub(crate) fn finish(mut self) -> Vec<Stance> {
        for (p, pose) in self.afterwards {
            self.stances[p].pose = pose;
        }
        self.stances
    }

    pub(crate) fn keys(&self, p: usize) -> &[Key] {
        &self.keys[p]
    }

    /// What the hands of `p` are on, in order of time.
    pub(crate) fn hands(&self, p: usize) -> Vec<HandKey> {
        let mut hands = self.hands[p].clone();
        hands.sort_by_key(|key| key.at);
        hands
    }
}

pub(crate) fn path_length(from: Vec3, way: &[Vec3]) -> f32 {
    let mut last = from;
    way.iter().map(|point| std::mem::replace(&mut last, *point).distance(*point)).sum()
}
