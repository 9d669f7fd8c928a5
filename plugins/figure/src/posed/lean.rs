//! What the trunk and the knees do for hands that reach far.

use bevy_math::{Quat, Vec2, Vec3, ops};

use super::Work;
use super::hands::palm_of;
use crate::ease::{above_zero, smooth};
use crate::skeleton::{Flank, Joint};

/// How far an arm reaches without the trunk, as a share of its length.
const WITH_EASE: f32 = 0.955;
/// Degrees that the body bows, leans and turns for a hand at most.
const BOWS: f32 = 72.0;
const LEANS: f32 = 16.0;
const TURNS: f32 = 16.0;
/// How far bent knees bring the hips down, as a share of height.
const DROPS: f32 = 0.29;
/// How often what is missing is looked for again.
pub(super) const ROUNDS: usize = 8;

/// What is added to a pose.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lean {
    /// Degrees: bow, turn to the left, lean to the left.
    pub(super) bow: Vec3,
    /// Metres that the hips come down.
    pub(super) drop: f32,
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
            Some(Want { flank, target: contact.at, weight: weight * front, flat, heading })
        };
        Flank::BOTH.into_iter().filter_map(want).collect()
    }

    fn shoulder(&self, flank: Flank) -> Vec3 {
        let [shoulder, upper, ..] = flank.arm();
        self.spot(Joint::UpperChest, self.body.offset(shoulder) + self.body.offset(upper))
    }

    /// More lean than `lean` where hands are still out of reach of what they are on.
    pub(super) fn leaned(&self, lean: Lean, wants: &[Want]) -> Lean {
        let mut bow = Vec3::ZERO;
        let mut drop = 0.0;
        let mut count = 0.0;
        for want in wants {
            let one = self.missing(want);
            bow += one.bow * want.weight;
            drop += one.drop * want.weight;
            count += want.weight;
        }
        let share = 1.0 / f32::max(count, 1.0);
        let bow = lean.bow + bow * share;
        let most = self.body.unit * DROPS * self.stance.upright;
        Lean {
            bow: Vec3::new(
                bow.x.clamp(-10.0, BOWS),
                bow.y.clamp(-TURNS, TURNS),
                bow.z.clamp(-LEANS, LEANS),
            ),
            drop: (lean.drop + drop * share).clamp(0.0, most),
        }
    }

    /// What would bring one hand nearer to its target by what it lacks.
    fn missing(&self, want: &Want) -> Lean {
        let joint = self.shoulder(want.flank);
        let (above, below) = self.body.arm_lengths();
        let arm = (above + below) * WITH_EASE - palm_of(self.body, want.flank).y;
        let way = want.target - joint;
        let over = above_zero(way.length() - arm, 0.02 * self.body.unit);
        let toward = way.normalize_or(want.flat);
        // How much nearer a bow toward it brings the shoulder, in metres a radian.
        let from_hips = joint - self.place_of(Joint::Hips);
        let gain = toward.dot(Vec3::Y.cross(want.flat).cross(from_hips));
        let helps = smooth(gain / (0.12 * self.body.unit));
        let angle = (over / gain.max(0.08 * self.body.unit)).to_degrees().min(40.0) * helps * 0.8;
        let forward = want.heading.y.max(-0.2);
        let turn = (over * 90.0).min(TURNS) * want.heading.y.max(0.0) * 0.5;
        let low = smooth((-toward.y - 0.25) / 0.5);
        Lean {
            bow: Vec3::new(
                angle * forward,
                -want.flank.sign() * turn * helps,
                angle * want.heading.x,
            ),
            drop: over * low * 0.60 * self.stance.upright,
        }
    }

    /// Where the hips go so that who bows does not fall over: back.
    pub(super) fn balance(&self, bow: f32) -> f32 {
        -ops::sin(bow.max(0.0).to_radians()) * 0.085 * self.body.unit * self.stance.upright
    }
}
