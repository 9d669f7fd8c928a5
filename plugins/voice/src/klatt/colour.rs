//! What makes one voice another: height, size of the throat, breath, creak.

use maquette_document::Voice;

/// How a voice sounds, whatever it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Colour {
    /// Hertz about which it speaks.
    pub pitch: f64,
    /// Of all formants: 1 is a grown man, 1.17 a woman, 1.3 a child.
    pub scale: f64,
    /// Share of each period in which the glottis is open, 0.3 to 0.8.
    pub open: f64,
    /// Share of breath in the voice: 0 none, 0.1 much.
    pub breath: f64,
    /// Unevenness from period to period: 0 none, 0.06 an old man's.
    pub creak: f64,
    /// Share by which the voice is duller than it could be, 0 to 0.9.
    pub tilt: f64,
    /// Of the intonation: 1 is lively talk.
    pub range: f64,
    /// Length of sounds: 1 at 165 words a minute.
    pub pace: f64,
}

impl Colour {
    /// The colour of a voice that was cast: its variant (`f2`, `m6`) names the throat, its pitch the height.
    pub(crate) fn of(voice: &Voice) -> Self {
        let variant = voice.name.split_once('+').map_or("", |(_, variant)| variant);
        let known = THROATS.iter().find(|(name, ..)| *name == variant);
        let (_, pitch, scale, open, breath, creak, tilt) = *known.unwrap_or(&PLAIN);
        let steps = f64::from(voice.pitch.min(99)) - 48.0;
        // Whoever speaks that high has a smaller throat too; whoever is old creaks.
        let smaller = 1.0 + 0.004 * (steps - 18.0).clamp(0.0, 30.0);
        let older = 0.0016 * (-steps - 8.0).clamp(0.0, 20.0);
        Self {
            pitch: (pitch * libm::exp2(steps / 60.0)).clamp(60.0, 400.0),
            scale: scale * smaller,
            open,
            breath,
            creak: creak + older,
            tilt,
            range: 1.0,
            pace: 165.0 / f64::from(voice.speed.clamp(80, 450)),
        }
    }
}

type Throat = (&'static str, f64, f64, f64, f64, f64, f64);

/// Name, pitch, scale, open, breath, creak, tilt.
const THROATS: [Throat; 11] = [
    ("f1", 196.0, 1.15, 0.62, 0.030, 0.010, 0.30),
    ("f2", 212.0, 1.18, 0.58, 0.020, 0.008, 0.22),
    ("f3", 186.0, 1.12, 0.66, 0.045, 0.012, 0.36),
    ("f4", 176.0, 1.10, 0.56, 0.018, 0.020, 0.20),
    ("f5", 222.0, 1.21, 0.64, 0.035, 0.010, 0.32),
    ("m1", 112.0, 1.00, 0.50, 0.012, 0.012, 0.12),
    ("m2", 98.0, 0.96, 0.48, 0.010, 0.016, 0.18),
    ("m3", 122.0, 1.03, 0.54, 0.018, 0.010, 0.10),
    ("m4", 90.0, 0.93, 0.46, 0.010, 0.022, 0.24),
    ("m6", 106.0, 0.98, 0.60, 0.035, 0.014, 0.30),
    ("m7", 132.0, 1.06, 0.52, 0.014, 0.012, 0.14),
];
const PLAIN: Throat = ("", 116.0, 1.01, 0.50, 0.014, 0.012, 0.12);
