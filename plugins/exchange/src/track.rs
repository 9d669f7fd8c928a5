//! The camera of a shot, frame by frame.

use bevy_ecs::world::World;
use bevy_math::{Quat, Vec2};
use maquette_camera::{Aim, View, gate};
use maquette_document::{
    Angle, Id, MoveKind, Rig, Shot, ShotKind, ShotSize, Timeline, all, get, of_shot,
};
use maquette_moment::moment;
use maquette_time::{Counting, Frame, FrameRate, Timecode};

/// The most frames that are written: over an hour at 24 a second.
const LONGEST: i64 = 100_000;
/// How many numbers an error names on each side of one that is not there.
const NEARBY: usize = 2;

/// Why a shot's camera cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrackError {
    #[error("the film has no shot {number:04}; {nearby}")]
    NoShot { number: u32, nearby: String },
    #[error("shot {number:04} is not in the film: it is on the shelf, or shorter than a frame")]
    NoFrames { number: u32 },
    #[error(
        "shot {number:04} has {frames} frames, more than the {LONGEST} that are written; split it"
    )]
    TooLong { number: u32, frames: i64 },
}

/// What the camera of a shot sees from and through, at each of its frames; never of none.
#[derive(Clone, Debug, PartialEq)]
pub struct CameraTrack {
    pub(crate) shot: Shot,
    pub(crate) rate: FrameRate,
    /// On the film's timeline.
    pub(crate) first: Frame,
    /// Millimetres, as the lens sees it.
    pub(crate) sensor: Vec2,
    /// What the rig says that it does: the words for what its way alone does not tell.
    pub(crate) moves: Vec<MoveKind>,
    pub(crate) views: Vec<View>,
}

/// The camera of the shot of this number, at the frames of the film's rate that the shot has on the timeline.
///
/// # Errors
/// When there is no such shot, it has no frame, or more than are ever written.
pub fn camera_track(world: &World, number: u32) -> Result<CameraTrack, TrackError> {
    let (id, shot) = shot_of(world, number)?;
    track_of(world, id, shot)
}

/// As [`camera_track`], of a shot that is there.
pub(crate) fn track_of(world: &World, id: Id, shot: &Shot) -> Result<CameraTrack, TrackError> {
    let number = shot.number;
    let timeline = world.get_resource::<Timeline>();
    let cut = timeline.and_then(|timeline| timeline.of(id)).filter(|cut| cut.frames > 0);
    let (Some(timeline), Some(cut)) = (timeline, cut) else {
        return Err(TrackError::NoFrames { number });
    };
    if cut.frames > LONGEST {
        return Err(TrackError::TooLong { number, frames: cut.frames });
    }
    let rate = timeline.rate();
    let frames = cut.first.0..cut.first.0 + cut.frames;
    let views: Option<Vec<View>> =
        frames.map(|frame| Some(moment(world, rate.start_of(Frame(frame)))?.view)).collect();
    let views = views.ok_or(TrackError::NoFrames { number })?;
    let rigs = of_shot::<Rig>(world, id);
    let rig = rigs.first().map(|(_, rig)| (*rig).clone()).unwrap_or_default();
    // Its own shape crops nothing.
    let sensor = gate(rig.sensor, rig.sensor.width / rig.sensor.height);
    let moves = rig.moves.iter().map(|step| step.kind).collect();
    Ok(CameraTrack { shot: shot.clone(), rate, first: cut.first, sensor, moves, views })
}

fn shot_of(world: &World, number: u32) -> Result<(Id, &Shot), TrackError> {
    let mut numbers: Vec<u32> = Vec::new();
    for (id, _) in all::<Shot>(world) {
        let Some(shot) = get::<Shot>(world, id) else { continue };
        if shot.number == number {
            return Ok((id, shot));
        }
        numbers.push(shot.number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let after = numbers.partition_point(|other| *other < number);
    let near = &numbers[after.saturating_sub(NEARBY)..(after + NEARBY).min(numbers.len())];
    let named: Vec<String> = near.iter().map(|number| format!("{number:04}")).collect();
    let nearby = match named.is_empty() {
        true => "it has none at all".into(),
        false => format!("near it are {}", named.join(", ")),
    };
    Err(TrackError::NoShot { number, nearby })
}

impl CameraTrack {
    /// One at least.
    pub fn frames(&self) -> usize {
        self.views.len()
    }

    /// Seconds from the head of the shot to its frame `index`.
    pub(crate) fn seconds(&self, index: usize) -> f64 {
        (self.rate.frame_length() * index as i64).seconds()
    }

    /// The film's label of the shot's frame `index`, counted as in burn-ins.
    pub(crate) fn timecode(&self, index: usize) -> Timecode {
        let counting = if self.rate.can_drop() { Counting::Drop } else { Counting::NonDrop };
        Timecode::new(Frame(self.first.0 + index as i64), self.rate, counting)
    }

    /// Frames a second as an exact fraction: `24/1`, `24000/1001`.
    pub(crate) fn rate_text(&self) -> String {
        let (n, d) = self.rate.fraction();
        format!("{n}/{d}")
    }

    /// The millimetres of sensor under the picture.
    pub(crate) fn gate(&self) -> Vec2 {
        self.views[0].gate
    }

    /// One value a frame, or only the first where it never changes.
    pub(crate) fn sampled<T: PartialEq>(&self, of: impl Fn(&View) -> T) -> Vec<T> {
        let mut values: Vec<T> = self.views.iter().map(of).collect();
        if values.iter().all(|value| *value == values[0]) {
            values.truncate(1);
        }
        values
    }

    /// World from camera at each frame, of length one, each on the shorter way from the one before; only the
    /// first where it never turns.
    pub(crate) fn rotations(&self) -> Vec<Quat> {
        let mut rotations = self.sampled(|view| view.rotation.normalize());
        for index in 1..rotations.len() {
            if rotations[index].dot(rotations[index - 1]) < 0.0 {
                rotations[index] = -rotations[index];
            }
        }
        rotations
    }

    /// Yaw, pitch and roll in degrees at each frame; yaw and roll run on past half a turn, without a jump.
    pub(crate) fn aims(&self) -> Vec<Aim> {
        let mut aims: Vec<Aim> = self.views.iter().map(View::aim).collect();
        for index in 1..aims.len() {
            let before = aims[index - 1];
            aims[index].yaw = near(aims[index].yaw, before.yaw);
            aims[index].roll = near(aims[index].roll, before.roll);
        }
        aims
    }

    /// Whether the optical axis ever leaves the middle of the picture.
    pub(crate) fn is_shifted(&self) -> bool {
        self.views.iter().any(|view| view.shift != Vec2::ZERO)
    }

    /// Whether it is ever focused on anything: else all is sharp.
    pub(crate) fn has_focus(&self) -> bool {
        self.views.iter().any(|view| view.focus.is_some())
    }

    pub(crate) fn number(&self) -> String {
        format!("{:04}", self.shot.number)
    }

    pub(crate) fn framing(&self) -> (ShotSize, Angle, ShotKind) {
        (self.shot.size, self.shot.angle, self.shot.kind)
    }
}

/// The same direction as `degrees`, within half a turn of `before`.
fn near(degrees: f32, before: f32) -> f32 {
    let turns = bevy_math::ops::round((before - degrees) / 360.0);
    degrees + 360.0 * turns
}
