//! What the trunk and the knees do for hands that reach far.

use bevy_math::{Quat, Vec2, Vec3, ops};

use super::Work;
use super::hands::palm_of;
use crate::ease::{mix, smooth};
use crate::skeleton::{Flank, Joint};

/// How far an arm reaches without the trunk, as a share of its length.
const WITH_EASE: f32 = 0.955;
/// Degrees that the body bows, leans and turns for a hand at most; and bows for what is level with the shoulder.
const BOWS: f32 = 72.0;
const LEVEL_BOWS: f32 = 24.0;
const LEANS: f32 = 16.0;
const TURNS: f32 = 16.0;
/// How far bent knees bring the hips down, as a share of height.
const DROPS: f32 = 0.315;
/// How often what is missing is looked for again.
pub(super) const ROUNDS: usize = 8;

/// What is added to a pose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lean {
    /// Degrees: bow, turn to the left, lean to the left.
    pub(super) bow: Vec3,
    /// Metres that the hips come down.
    pub(super) drop: f32,
}

/// What the trunk and the knees give one hand: degrees of bow toward what it is on, and metres that the hips come
/// down.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Given {
    angle: f32,
    drop: f32,
}

/// What one hand asks of the trunk, as it is seen before anything leans: settled once, so that leaning does not change
/// where to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Want {
    flank: Flank,
    target: Vec3,
    weight: f32,
    /// The level way to it from the shoulder, of length one: in the world, and from the figure's facing.
    flat: Vec3,
    heading: Vec2,
    /// Degrees that the body bows for it at most.
    bows: f32,
}

impl Work<'_> {
    /// What the hands ask of the trunk; nothing when they go with their pose.
    pub(super) fn wants(&self) -> Vec<Want> {
        let facing = Quat::from_rotation_y(self.acting.facing.to_radians());
        let want = |flank: Flank| {
            let (contact, weight) = self.grasp(flank)?;
            let way = (contact.at - self.shoulder(flank)).normalize_or(facing * Vec3::Z);
            let local = facing.inverse() * way;
            // What is behind, or overhead, is not leaned for.
            let front = smooth((local.z + 0.5) / 0.5) * smooth((0.85 - way.y) / 0.5);
            let heading = Vec2::new(local.x, local.z).normalize_or(Vec2::Y);
            let flat = way.with_y(0.0).normalize_or(facing * Vec3::Z);
            // The lower it is, the farther one bows for it.
            let bows = mix(LEVEL_BOWS, BOWS, smooth((0.05 - way.y) / 0.45));
            Some(Want { flank, target: contact.at, weight: weight * front, flat, heading, bows })
        };
        Flank::BOTH.into_iter().filter_map(want).collect()
    }

    fn shoulder(&self, flank: Flank) -> Vec3 {
        let [shoulder, upper, ..] = flank.arm();
        self.spot(Joint::UpperChest, self.body.offset(shoulder) + self.body.offset(upper))
    }

    /// Brings what each hand is given nearer to what it lacks, or needs no more, and puts it together.
    pub(super) fn leaned(&self, wants: &[Want], given: &mut [Given; 2]) -> Lean {
        let mut bow = Vec3::ZERO;
        let mut drop = 0.0;
        let mut count = 0.0;
        for (want, given) in wants.iter().zip(given) {
            self.settle(want, given);
            let forward = given.angle * want.heading.y.max(-0.2);
            let turn = TURNS * smooth(given.angle / 30.0) * want.heading.y.max(0.0);
            let one = Vec3::new(forward, -want.flank.sign() * turn, given.angle * want.heading.x);
            bow += one * want.weight;
            drop += given.drop * want.weight;
            count += want.weight;
        }
        let share = 1.0 / f32::max(count, 1.0);
        let bow = bow * share;
        Lean {
            bow: Vec3::new(bow.x.clamp(-10.0, BOWS), bow.y, bow.z.clamp(-LEANS, LEANS)),
            drop: drop * share,
        }
    }

    /// Gives one hand more or less, by what it lacks where the trunk is now.
    fn settle(&self, want: &Want, given: &mut Given) {
        let joint = self.shoulder(want.flank);
        let (above, below) = self.body.arm_lengths();
        let arm = (above + below) * WITH_EASE - palm_of(self.body, want.flank).y;
        let way = want.target - joint;
        let lacks = way.length() - arm;
        let toward = way.normalize_or(want.flat);
        // How much nearer a bow toward it brings the shoulder, in metres a radian.
        let from_hips = joint - self.place_of(Joint::Hips);
        let gain = toward.dot(Vec3::Y.cross(want.flat).cross(from_hips));
        let helps = smooth(gain / (0.12 * self.body.unit));
        let by = (lacks / gain.max(0.10 * self.body.unit)).to_degrees().clamp(-40.0, 40.0);
        let low = smooth((-toward.y - 0.45) / 0.4);
        let most = self.body.unit * DROPS * self.stance.upright;
        given.angle = (given.angle + by * helps * 0.8).clamp(0.0, want.bows);
        given.drop = (given.drop + lacks * low * 0.60).clamp(0.0, most);
    }

    /// Where the hips go so that who bows does not fall over: back.
    pub(super) fn balance(&self, bow: f32) -> f32 {
        -ops::sin(bow.max(0.0).to_radians()) * 0.085 * self.body.unit * self.stance.upright
    }
}
