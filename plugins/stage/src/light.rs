//! The light of a place and an hour: what it does to paint, to the sky, and to distance.

use bevy_math::Vec3;
use maquette_document::{TimeOfDay, Weather};
use maquette_figure::Paint;
use maquette_moment::Light;

use crate::palette::{Haze, Tone, hex};

/// How colours are seen in one light.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grade {
    /// What paint is multiplied with where the key light falls, and where it does not.
    light: Vec3,
    shade: Vec3,
    /// How grey all is, 0 to 1.
    grey: f32,
    /// What sets are drawn toward, so that figures stand out before them, and how far.
    middle: Vec3,
    to_middle: f32,
    pub ink: Vec3,
    pub haze: Haze,
    /// What a dark foreground is multiplied with.
    pub dim: Vec3,
    /// Of what is seen through a window from inside: what paint is multiplied with there.
    outside: Option<(Vec3, Vec3)>,
    night: bool,
    foggy: bool,
}

/// The sky of one light.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heaven {
    pub zenith: Vec3,
    pub horizon: Vec3,
    /// Below the horizon, where no ground is.
    pub nadir: Vec3,
    pub disc: Vec3,
    /// How much of the sun or the moon is seen, 0 to 1, and the cosine of its radius.
    pub disc_strength: f32,
    pub disc_radius_cosine: f32,
    pub glow: Vec3,
    pub glow_strength: f32,
}

impl Grade {
    pub(crate) fn of(light: &Light) -> Self {
        let night = light.time == TimeOfDay::Night;
        let (mut lit, mut shade) = tints(light.time, light.interior);
        let mut grey: f32 = if night && !light.interior { 0.45 } else { 0.0 };
        if light.weather != Weather::Clear && !light.interior {
            lit *= 0.96;
            shade = shade.lerp(lit * 0.84, 0.45);
            grey = grey.max(0.2);
        }
        let heaven = Heaven::of(light);
        Self {
            light: lit,
            shade,
            grey,
            middle: middle_of(light, &heaven, lit),
            to_middle: if night { 0.34 } else { 0.24 },
            outside: light.interior.then(|| tints(light.time, false)),
            foggy: light.weather == Weather::Fog,
            ink: if night { hex(0x121318) } else { crate::palette::INK },
            haze: haze(light, &heaven),
            dim: Vec3::new(0.50, 0.49, 0.52),
            night,
        }
    }

    /// Of a thing on a set: held in the middle.
    pub(crate) fn set_tone(&self, paint: Paint, base: Vec3) -> Tone {
        if paint == Paint::Glow {
            return self.glowing();
        }
        if paint == Paint::Pane && self.night {
            let colour = hex(0xb88f55);
            return Tone { light: colour.extend(1.0).into(), shade: colour.extend(0.3).into() };
        }
        let (lit, shade, middle) = match self.outside {
            Some((lit, shade)) if is_outdoors(paint) => (lit, shade, lit * shade),
            _ => (self.light, self.shade, self.middle),
        };
        let hold = |colour: Vec3| colour.lerp(middle, self.to_middle);
        let light = hold(self.graded(base, lit));
        // What is far is flat.
        let flat = matches!(paint, Paint::Sky | Paint::Distance | Paint::Horizon);
        let shade = hold(self.graded(base, shade.lerp(lit, if flat { 1.0 } else { 0.35 })));
        let spared = match paint {
            _ if self.foggy => 0.0,
            Paint::Distance => 0.35,
            Paint::Horizon => 0.2,
            _ => 0.0,
        };
        Tone { light: light.extend(0.5).into(), shade: shade.extend(spared).into() }
    }

    /// Of a thing on a figure: the full range.
    pub(crate) fn figure_tone(&self, paint: Paint, base: Vec3) -> Tone {
        if paint == Paint::Glow {
            return self.glowing();
        }
        // By night a subject is lit as no night lights it, or nobody would be seen.
        let by_moon = self.night && self.outside.is_none();
        let (lift, fill) = if by_moon { (1.5, 1.7) } else { (1.0, 1.0) };
        // Hair shines: what faces the light is well off what does not, or dark hair is one flat shape.
        let sheen = if paint == Paint::Hair { base.lerp(Vec3::splat(0.75), 0.17) } else { base };
        let light = self.graded(sheen, self.light * lift);
        // Skin keeps a warm shade, so that a face is never dead.
        let warm = if paint == Paint::Skin { Vec3::new(1.1, 0.98, 0.92) } else { Vec3::ONE };
        let shade = self.graded(base, self.shade * warm * fill);
        Tone { light: light.extend(0.72).into(), shade: shade.extend(0.25).into() }
    }

    fn glowing(&self) -> Tone {
        let colour = if self.night { hex(0xffdd94) } else { hex(0xf7eacb) };
        Tone { light: colour.extend(1.0).into(), shade: colour.extend(0.7).into() }
    }

    fn graded(&self, base: Vec3, tint: Vec3) -> Vec3 {
        let luma = base.dot(Vec3::new(0.3, 0.59, 0.11));
        (base.lerp(Vec3::splat(luma), self.grey) * tint).clamp(Vec3::ZERO, Vec3::ONE)
    }
}

/// What sets are held about: less than the paper in light, so that a face in light stands out.
fn middle_of(light: &Light, heaven: &Heaven, lit: Vec3) -> Vec3 {
    match (light.time, light.interior) {
        (TimeOfDay::Night, false) => hex(0x1d263c),
        (TimeOfDay::Dusk, false) => hex(0x8f788a),
        (TimeOfDay::Night, true) => lit * 0.42,
        _ => heaven.horizon.lerp(lit * 0.7, 0.6) * 0.95,
    }
}

/// Whether a paint of a room lies beyond its windows.
fn is_outdoors(paint: Paint) -> bool {
    use Paint as P;
    matches!(
        paint,
        P::Ground
            | P::Grass
            | P::Sand
            | P::Water
            | P::Foam
            | P::Asphalt
            | P::Sky
            | P::Distance
            | P::Horizon
    )
}

/// What paint is multiplied with in the key light, and out of it.
fn tints(time: TimeOfDay, interior: bool) -> (Vec3, Vec3) {
    let tint = Vec3::new;
    match (time, interior) {
        (TimeOfDay::Dawn, false) => (tint(1.00, 0.91, 0.89), tint(0.62, 0.64, 0.76)),
        (TimeOfDay::Day, false) => (tint(1.02, 1.00, 0.97), tint(0.69, 0.71, 0.79)),
        (TimeOfDay::Dusk, false) => (tint(1.00, 0.83, 0.68), tint(0.50, 0.44, 0.57)),
        (TimeOfDay::Night, false) => (tint(0.46, 0.54, 0.72), tint(0.18, 0.22, 0.35)),
        (TimeOfDay::Dawn, true) => (tint(0.98, 0.92, 0.91), tint(0.62, 0.61, 0.68)),
        (TimeOfDay::Day, true) => (tint(1.01, 0.98, 0.94), tint(0.70, 0.67, 0.67)),
        (TimeOfDay::Dusk, true) => (tint(1.00, 0.87, 0.73), tint(0.53, 0.45, 0.52)),
        (TimeOfDay::Night, true) => (tint(0.94, 0.80, 0.62), tint(0.33, 0.30, 0.38)),
    }
}

fn haze(light: &Light, heaven: &Heaven) -> Haze {
    let (start, half, most) = match (light.weather, light.interior) {
        (Weather::Fog, false) => (1.2, 9.0, 1.0),
        (Weather::Fog, true) | (_, true) => (7.0, 60.0, 0.5),
        (Weather::Rain | Weather::Snow, false) => (3.0, 42.0, 0.97),
        (Weather::Clear, false) => (6.0, 95.0, 0.96),
    };
    let inside = tints(light.time, true);
    let colour = if light.interior { (inside.0 + inside.1) * 0.42 } else { heaven.horizon };
    Haze { colour, most, start, half }
}

impl Heaven {
    pub(crate) fn of(light: &Light) -> Self {
        let mut sky = Self::clear(light.time);
        let overcast = match light.weather {
            Weather::Clear => return sky,
            Weather::Rain => 0.8,
            Weather::Snow => 0.7,
            Weather::Fog => 1.0,
        };
        let cover = sky.zenith.lerp(sky.horizon, 0.5);
        let luma = cover.dot(Vec3::new(0.3, 0.59, 0.11)) * 0.95;
        let flat = cover.lerp(Vec3::splat(luma), 0.6);
        sky.zenith = sky.zenith.lerp(flat * 0.94, overcast);
        sky.horizon = sky.horizon.lerp(flat * 1.04, overcast);
        sky.nadir = sky.nadir.lerp(flat, overcast * 0.6);
        sky.disc_strength *= 1.0 - overcast;
        sky.glow_strength *= 1.0 - overcast;
        sky
    }

    fn clear(time: TimeOfDay) -> Self {
        let colours = |zenith, horizon, nadir| [hex(zenith), hex(horizon), hex(nadir)];
        let ([zenith, horizon, nadir], disc, disc_strength, radius, glow, glow_strength) =
            match time {
                TimeOfDay::Dawn => {
                    let sky = colours(0x9dafc3, 0xeed3c6, 0xb9ada6);
                    (sky, hex(0xfbe9d8), 0.9, 0.9995, hex(0x502a20), 0.5)
                }
                TimeOfDay::Day => {
                    let sky = colours(0xb4c6d2, 0xe9e6dd, 0xbdb5a6);
                    (sky, hex(0xfdf8ea), 0.0, 0.9994, hex(0x201c10), 0.4)
                }
                TimeOfDay::Dusk => {
                    let sky = colours(0x69618c, 0xeab486, 0x846a62);
                    (sky, hex(0xffe6bd), 0.95, 0.9995, hex(0x502c10), 0.6)
                }
                TimeOfDay::Night => {
                    let sky = colours(0x121930, 0x2c3a58, 0x181f32);
                    (sky, hex(0xeeecdd), 1.0, 0.9997, hex(0x202838), 0.5)
                }
            };
        let disc_radius_cosine = radius;
        Self {
            zenith,
            horizon,
            nadir,
            disc,
            disc_strength,
            disc_radius_cosine,
            glow,
            glow_strength,
        }
    }
}
