//! What falls and what stands in the sky: rain as strokes, snow as dots, stars, strokes of cloud.
//!
//! All of it is a hash of places and a closed form of the time, so that frames can be drawn in any order.

use bevy_math::{Vec2, Vec3, ops};
use maquette_document::{TimeOfDay, Weather};
use maquette_moment::Light;

use crate::light::Heaven;
use crate::palette::{Haze, rgba};
use crate::stroke::{End, Lens, StrokeCorner};

/// Where nothing falls: the half width and depth of a roofed floor, its middle at the origin.
pub(crate) type Shelter = Option<Vec2>;

/// Adds what falls at `seconds` of the film.
pub(crate) fn fall(
    light: &Light,
    lens: &Lens,
    haze: &Haze,
    shelter: Shelter,
    seconds: f64,
    out: &mut Vec<StrokeCorner>,
) {
    match light.weather {
        Weather::Rain => rain(light, lens, haze, shelter, seconds, out),
        Weather::Snow => snow(light, lens, haze, shelter, seconds, out),
        Weather::Clear | Weather::Fog => {}
    }
}

/// Metres of the block of air that repeats around the lens.
const BLOCK: Vec3 = Vec3::new(13.0, 8.0, 13.0);
const DROPS: u32 = 2200;
const FLAKES: u32 = 2200;

fn rain(
    light: &Light,
    lens: &Lens,
    haze: &Haze,
    shelter: Shelter,
    seconds: f64,
    out: &mut Vec<StrokeCorner>,
) {
    let pale: f32 = if light.time == TimeOfDay::Night { 0.34 } else { 0.5 };
    let colour = haze.colour.lerp(Vec3::ONE, 0.55);
    let slant = Vec3::new(0.09, -1.0, 0.04);
    for drop in 0..DROPS {
        let speed = 8.0 + 2.5 * f64::from(chance(drop, 4));
        let head = wrapped(drop, Vec3::ZERO, (seconds * speed) as f32, seconds * speed, lens.eye);
        let length = 0.30 + 0.35 * chance(drop, 5);
        let tail = head - slant * length;
        let depth: f32 = lens.clip(head).w;
        if depth < 0.9 || sheltered(head, shelter) {
            continue;
        }
        let width = (lens.pixels_a_metre / depth * 0.0026).clamp(0.55, 1.6);
        let alpha = pale * (1.0 - depth / 24.0).clamp(0.2, 1.0);
        let end = |place: Vec3, half: f32| End { place: lens.clip(place), half };
        let half = width * 0.5;
        lens.stroke(end(head, half), end(tail, half * 0.5), 0.0, rgba(colour, alpha), out);
    }
}

fn snow(
    light: &Light,
    lens: &Lens,
    haze: &Haze,
    shelter: Shelter,
    seconds: f64,
    out: &mut Vec<StrokeCorner>,
) {
    let colour = if light.time == TimeOfDay::Night {
        haze.colour.lerp(Vec3::ONE, 0.5)
    } else {
        Vec3::splat(0.97)
    };
    for flake in 0..FLAKES {
        let speed = 0.7 + 0.6 * f64::from(chance(flake, 4));
        let phase =
            (seconds * (0.5 + f64::from(chance(flake, 6)))) as f32 * 1.7 + 6.3 * chance(flake, 7);
        let sway = Vec3::new(ops::sin(phase), 0.0, ops::cos(phase * 0.8)) * 0.22;
        let head = wrapped(flake, sway, 0.0, seconds * speed, lens.eye);
        let depth: f32 = lens.clip(head).w;
        if depth < 0.6 || sheltered(head, shelter) {
            continue;
        }
        let size = lens.pixels_a_metre / depth * (0.006 + 0.008 * chance(flake, 5));
        let half = size.clamp(0.6, 7.0);
        let alpha = 0.9 * (size / 0.6).min(1.0) * (1.0 - depth / 22.0).clamp(0.2, 1.0);
        let end = End { place: lens.clip(head), half };
        lens.stroke(end, end, 0.0, rgba(colour, alpha), out);
    }
}

/// The place of a falling thing in the block of air around the lens: fixed in the world, but for its fall.
fn wrapped(thing: u32, sway: Vec3, drift: f32, fallen: f64, eye: Vec3) -> Vec3 {
    let home = Vec3::new(chance(thing, 1), chance(thing, 2), chance(thing, 3)) * BLOCK;
    let fallen = fallen.rem_euclid(f64::from(BLOCK.y)) as f32;
    let at = home + sway + Vec3::new(drift.rem_euclid(BLOCK.x) * 0.09, -fallen, 0.0);
    let corner = eye - BLOCK * Vec3::new(0.5, 0.35, 0.5);
    let within = (at - corner) / BLOCK;
    corner + (within - within.floor()) * BLOCK
}

fn sheltered(place: Vec3, shelter: Shelter) -> bool {
    shelter.is_some_and(|half| place.x.abs() < half.x + 0.3 && place.z.abs() < half.y + 0.3)
}

/// Adds stars, and strokes of cloud, behind everything.
pub(crate) fn sky(
    light: &Light,
    heaven: &Heaven,
    lens: &Lens,
    seed: u32,
    out: &mut Vec<StrokeCorner>,
) {
    if light.weather != Weather::Clear {
        return;
    }
    if light.time == TimeOfDay::Night {
        stars(heaven, lens, out);
    }
    clouds(light, heaven, lens, seed, out);
}

fn stars(heaven: &Heaven, lens: &Lens, out: &mut Vec<StrokeCorner>) {
    let colour = heaven.disc;
    for star in 0..420 {
        let azimuth = chance(star, 21) * std::f32::consts::TAU;
        let rise = 0.06 + 0.9 * chance(star, 22);
        let across = (1.0 - rise * rise).max(0.0).sqrt();
        let way = Vec3::new(ops::cos(azimuth) * across, rise, ops::sin(azimuth) * across);
        let bright = chance(star, 23);
        let alpha = (0.15 + 0.6 * bright * bright) * (rise * 4.0).min(1.0);
        let half = 0.6 + 0.5 * bright * bright;
        lens.dot_on_sky(way, half, rgba(colour, alpha), out);
    }
}

fn clouds(light: &Light, heaven: &Heaven, lens: &Lens, seed: u32, out: &mut Vec<StrokeCorner>) {
    let colour = match light.time {
        TimeOfDay::Day => Vec3::splat(0.975),
        TimeOfDay::Dawn | TimeOfDay::Dusk => heaven.horizon.lerp(heaven.glow + heaven.horizon, 0.6),
        TimeOfDay::Night => heaven.zenith.lerp(heaven.horizon, 0.75),
    };
    for bank in 0..BANKS {
        let at = seed.wrapping_mul(31).wrapping_add(bank * 97);
        let azimuth = (bank as f32 + 0.7 * chance(at, 31)) / BANKS as f32 * std::f32::consts::TAU;
        let rise = 0.10 + 0.34 * chance(at, 32);
        let span = 0.12 + 0.20 * chance(at, 33);
        for layer in 0..6 {
            let step = layer as f32 / 6.0;
            let shift = (chance(at + layer, 34) - 0.5) * span * 0.9;
            let reach = span * (1.0 - 0.75 * step) * (0.6 + 0.4 * chance(at + layer, 35));
            let height = rise + step * (0.05 + 0.03 * chance(at + layer, 36));
            let way = |turn: f32| {
                let turn = azimuth + shift + turn;
                Vec3::new(ops::cos(turn), height, ops::sin(turn)).normalize()
            };
            let half =
                lens.pixels_a_metre * (0.005 + 0.010 * step + 0.004 * chance(at + layer, 37));
            let colour = rgba(colour, 0.42);
            lens.brush_on_sky([way(-reach), way(reach)], half, colour, out);
        }
    }
}

/// Strokes of cloud stand together in so many places around the sky.
const BANKS: u32 = 10;

/// 0 to 1, by what it is for.
fn chance(thing: u32, purpose: u32) -> f32 {
    let mut bits = thing.wrapping_mul(0x9E37_79B9) ^ purpose.wrapping_mul(0x85EB_CA6B);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x7FEB_352D);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x846C_A68B);
    ((bits ^ (bits >> 16)) >> 8) as f32 / (1 << 24) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_falls_stays_where_it_is_when_the_lens_moves_a_little() {
        let at = |eye| wrapped(7, Vec3::ZERO, 0.0, 1.5, eye);
        let (one, two) = (at(Vec3::ZERO), at(Vec3::new(0.05, 0.0, 0.0)));
        let moved = (one - two).abs() / BLOCK;
        let whole = (moved - moved.round()).abs().max_element();
        assert!(whole < 1e-5, "{one} {two}");
    }

    #[test]
    fn nothing_falls_under_a_roof() {
        assert!(sheltered(Vec3::new(1.0, 0.5, -1.0), Some(Vec2::new(2.0, 2.0))));
        assert!(!sheltered(Vec3::new(3.0, 0.5, -1.0), Some(Vec2::new(2.0, 2.0))));
        assert!(!sheltered(Vec3::ZERO, None));
    }
}
