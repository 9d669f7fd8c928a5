//! What is heard while a hand drags the playhead: short grains of the place under it.

use super::source::RAMP;
use crate::Mix;

/// Samples of a grain: 80 ms, of which the first and the last 5 fade.
const LENGTH: u32 = 3840;

/// Samples of a grain that are heard before another takes its place: 40 ms, so that a quick hand makes a sound
/// and no buzz.
const LEAST: u32 = 1920;

/// The grain that sounds, and the one that it gives way to.
#[derive(Default)]
pub(super) struct Grain {
    /// Where it is in the film, and how many of its samples were given.
    now: Option<(i64, u32)>,
    /// One that dies away, and how much of [`RAMP`] it still has.
    old: Option<(i64, u32)>,
    next: Option<i64>,
}

impl Grain {
    /// A grain from `place` on, as soon as may be.
    pub(super) fn ask(&mut self, place: i64) {
        self.next = Some(place);
    }

    /// No more grains; what sounds dies away.
    pub(super) fn leave(&mut self) {
        self.next = None;
        self.give_way();
    }

    /// Adds what is heard of grains to `block`.
    pub(super) fn add(&mut self, mix: &Mix, block: &mut [[f32; 2]]) {
        let mut rest = block;
        while !rest.is_empty() && (self.now.is_some() || self.old.is_some() || self.next.is_some())
        {
            if self.now.is_none_or(|(_, given)| LEAST <= given)
                && let Some(place) = self.next.take()
            {
                self.give_way();
                self.now = Some((place, 0));
            }
            // Up to where another may begin.
            let until = match (self.now, self.next) {
                (Some((_, given)), Some(_)) => LEAST.saturating_sub(given).max(1),
                _ => LENGTH,
            };
            let (part, after) = rest.split_at_mut(rest.len().min(until as usize));
            self.sound(mix, part);
            self.die_away(mix, part);
            rest = after;
        }
    }

    fn give_way(&mut self) {
        if let Some((place, given)) = self.now.take() {
            self.old = Some((place, level(given)));
        }
    }

    fn sound(&mut self, mix: &Mix, part: &mut [[f32; 2]]) {
        let Some((place, given)) = &mut self.now else { return };
        let count = part.len().min((LENGTH - *given) as usize);
        add(mix, *place, &mut part[..count], |n| level(*given + n));
        *place += count as i64;
        *given += count as u32;
        if *given == LENGTH {
            self.now = None;
        }
    }

    fn die_away(&mut self, mix: &Mix, part: &mut [[f32; 2]]) {
        let Some((place, left)) = &mut self.old else { return };
        let count = part.len().min(*left as usize);
        add(mix, *place, &mut part[..count], |n| *left - n - 1);
        *place += count as i64;
        *left -= count as u32;
        if *left == 0 {
            self.old = None;
        }
    }
}

/// How loud a grain is of which so much was given, out of [`RAMP`].
fn level(given: u32) -> u32 {
    given.min(LENGTH - 1 - given.min(LENGTH - 1)).min(RAMP)
}

fn add(mix: &Mix, place: i64, part: &mut [[f32; 2]], level: impl Fn(u32) -> u32) {
    let mut block = [[0.0; 2]; 256];
    for (k, part) in part.chunks_mut(256).enumerate() {
        let first = k * 256;
        let block = &mut block[..part.len()];
        mix.render(place + first as i64, block);
        for (n, (sum, frame)) in part.iter_mut().zip(block).enumerate() {
            let share = level((first + n) as u32) as f32 / RAMP as f32;
            sum[0] += frame[0] * share;
            sum[1] += frame[1] * share;
        }
    }
}
