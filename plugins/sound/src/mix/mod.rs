//! The mixer: what is heard at any sample of the film, as a pure function.
//!
//! [`Mix::render`] depends on nothing but the mix and the place: not on what was rendered before, nor on how
//! long a stretch is asked for. It neither allocates nor waits where the mix was [warmed](Mix::warm), so that
//! the thread of the sound card may call it. Clips are summed in the order of the plan, in f64.

mod curve;
mod envelope;
mod fade;
mod lane;
mod plan;
mod voice;

pub use curve::{Curve, CurveKey};
pub use envelope::Envelope;
pub use fade::fade_gain;
pub use plan::{Mastering, MixClip, MixPlan, MixTrack};

use std::ops::Range;

use maquette_document::Bus;

use lane::Lane;
use voice::Voice;

/// Samples that are mixed at once.
const CHUNK: usize = 256;

/// The buses, in the order in which they are summed.
const BUSES: [Bus; 3] = [Bus::Dialogue, Bus::Music, Bus::Effects];

/// A film's sound, ready to be rendered.
#[derive(Clone, Debug)]
pub struct Mix {
    length: i64,
    /// Of each bus, in the order of [`BUSES`].
    lanes: [Lane; 3],
    /// What the music is turned down by, and when.
    music: Envelope,
    /// Loudness and limiter.
    master: Envelope,
}

impl Mix {
    /// The clips as they lie, without ducking or mastering: those are [baked](fn@crate::bake).
    ///
    /// A track that is muted is not heard; if any is solo, only those are (and of these none that is muted).
    pub fn new(plan: &MixPlan) -> Self {
        let solo = plan.tracks.iter().any(|track| track.solo);
        let mut voices = [const { Vec::new() }; 3];
        for clip in &plan.clips {
            let Some(track) = plan.tracks.get(clip.track) else {
                continue;
            };
            if track.mute || (solo && !track.solo) {
                continue;
            }
            if let Some(voice) = Voice::new(clip, track) {
                voices[bus_index(track.bus)].push(voice);
            }
        }
        let length = plan.length.max(0);
        let lanes = voices.map(|voices| Lane::new(voices, length));
        Self { length, lanes, music: Envelope::UNITY, master: Envelope::UNITY }
    }

    pub(crate) fn with_music(mut self, music: Envelope) -> Self {
        self.music = music;
        self
    }

    pub(crate) fn with_master(mut self, master: Envelope) -> Self {
        self.master = master;
        self
    }

    /// The gain of the music over the film: its bed, and how it is ducked.
    pub fn music_gain(&self) -> &Envelope {
        &self.music
    }

    /// The gain of the whole over the film: its loudness, and what the limiter takes.
    pub fn master_gain(&self) -> &Envelope {
        &self.master
    }

    /// Samples from the head of the film to its end.
    pub fn length(&self) -> i64 {
        self.length
    }

    /// Fills `out` with the samples from `start` on, left and right; silence before the head and after the
    /// end.
    pub fn render(&self, start: i64, out: &mut [[f32; 2]]) {
        let mut sum = [[0.0; 2]; CHUNK];
        for (n, chunk) in out.chunks_mut(CHUNK).enumerate() {
            let at = start.saturating_add((n * CHUNK) as i64);
            if at >= self.length || at.saturating_add(chunk.len() as i64) <= 0 {
                chunk.fill([0.0; 2]);
                continue;
            }
            let sum = &mut sum[..chunk.len()];
            self.before_master(at, sum);
            self.master.apply(at, sum);
            for (n, (out, sum)) in chunk.iter_mut().zip(sum).enumerate() {
                let inside = (0..self.length).contains(&(at + n as i64));
                *out = if inside { sum.map(|sample| sample as f32) } else { [0.0; 2] };
            }
        }
    }

    /// Brings what is heard in a stretch of the film into memory, so that rendering it soon waits for no disk.
    pub fn warm(&self, film: Range<i64>) {
        for voice in self.lanes.iter().flat_map(Lane::all) {
            voice.warm(&film);
        }
    }

    /// Why a sound was silent where it was rendered until now, for the first of which that is so.
    pub fn fault(&self) -> Option<&str> {
        self.lanes.iter().flat_map(Lane::all).find_map(|voice| voice.sound().fault())
    }

    /// Fills `sum` with what goes into the master.
    pub(crate) fn before_master(&self, start: i64, sum: &mut [[f64; 2]]) {
        sum.fill([0.0; 2]);
        let mut bus_sum = [[0.0; 2]; CHUNK];
        for (n, chunk) in sum.chunks_mut(CHUNK).enumerate() {
            let at = start.saturating_add((n * CHUNK) as i64);
            for bus in BUSES {
                let bus_sum = &mut bus_sum[..chunk.len()];
                if !self.bus(bus, at, bus_sum) {
                    continue;
                }
                for (sum, bus) in chunk.iter_mut().zip(bus_sum) {
                    sum[0] += bus[0];
                    sum[1] += bus[1];
                }
            }
        }
    }

    /// Fills `sum` with one bus, ducking included; whether anything is to be heard of it.
    pub(crate) fn bus(&self, bus: Bus, start: i64, sum: &mut [[f64; 2]]) -> bool {
        sum.fill([0.0; 2]);
        let end = start.saturating_add(sum.len() as i64);
        let mut heard = false;
        for voice in self.lanes[bus_index(bus)].heard(start, end) {
            voice.add(start, sum);
            heard = true;
        }
        if heard && bus == Bus::Music {
            self.music.apply(start, sum);
        }
        heard
    }
}

fn bus_index(bus: Bus) -> usize {
    match bus {
        Bus::Dialogue => 0,
        Bus::Music => 1,
        Bus::Effects => 2,
    }
}

#[cfg(test)]
mod tests;
