//! The mixer: what is heard at any sample of the film, as a pure function.
//!
//! [`Mix::render`] depends on nothing but the mix and the place: not on what was rendered before, nor on how
//! long a stretch is asked for. It neither allocates nor waits where the mix was [warmed](Mix::warm), so that
//! the thread of the sound card may call it. Clips are summed in the order of the plan, in f64.

mod curve;
mod envelope;
mod equaliser;
mod fade;
mod lane;
mod plan;
mod voice;

pub use curve::{Curve, CurveKey};
pub use envelope::Envelope;
pub(crate) use equaliser::Equaliser;
pub use fade::fade_gain;
pub use plan::{MixClip, MixPlan, MixTrack};

use std::ops::Range;

use maquette_document::Bus;

use lane::Lane;
use voice::Voice;

/// Samples that are mixed at once.
const CHUNK: usize = 256;

/// The buses, in the order in which they are summed.
pub(crate) const BUSES: [Bus; 3] = [Bus::Dialogue, Bus::Music, Bus::Effects];

/// A film's sound, ready to be rendered.
#[derive(Clone, Debug)]
pub struct Mix {
    length: i64,
    /// Of each bus, in the order of [`BUSES`].
    lanes: [Lane; 3],
    /// How the dialogue is evened out.
    dialogue: Envelope,
    /// What the music is turned down by, and when.
    music: Envelope,
    equaliser: Equaliser,
    /// What the difference of the two sides is multiplied by.
    width: f64,
    /// Compressor, loudness and limiter.
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
        Self {
            length,
            lanes,
            dialogue: Envelope::UNITY,
            music: Envelope::UNITY,
            equaliser: Equaliser::default(),
            width: 1.0,
            master: Envelope::UNITY,
        }
    }

    pub(crate) fn with_dialogue(mut self, dialogue: Envelope) -> Self {
        self.dialogue = dialogue;
        self
    }

    /// An equaliser that has [learnt](Equaliser::learn) this mix.
    pub(crate) fn with_equaliser(mut self, equaliser: Equaliser) -> Self {
        self.equaliser = equaliser;
        self
    }

    /// From 0, mono, over 1, as it is, to 2.
    pub(crate) fn with_width(mut self, width: f32) -> Self {
        self.width = if width.is_finite() { f64::from(width.clamp(0.0, 2.0)) } else { 1.0 };
        self
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

    /// What is heard of one bus alone, with all gains that the whole film has: the three of them, added, are the
    /// film. Takes a walk through the film where it is equalised.
    pub fn only(&self, bus: Bus) -> Self {
        let mut mix = self.clone();
        for other in BUSES.into_iter().filter(|other| *other != bus) {
            mix.lanes[bus_index(other)] = Lane::default();
        }
        let mut equaliser = std::mem::take(&mut mix.equaliser);
        if !equaliser.is_flat() {
            let mut block = vec![[0.0; 2]; CHUNK];
            let mut learning = equaliser.learn();
            for at in (0..mix.length).step_by(CHUNK) {
                mix.sum(at, &mut block);
                learning.filter(&mut block);
            }
        }
        mix.with_equaliser(equaliser)
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

    /// Fills `sum` with what goes into the compressor and the limiter: equalised and widened.
    pub(crate) fn before_master(&self, start: i64, sum: &mut [[f64; 2]]) {
        // The film begins at 0, for its filters too.
        let lead = usize::try_from(start.saturating_neg()).unwrap_or(0).min(sum.len());
        let (before, film) = sum.split_at_mut(lead);
        before.fill([0.0; 2]);
        let start = start.max(0);
        for (n, chunk) in film.chunks_mut(CHUNK).enumerate() {
            let at = start.saturating_add((n * CHUNK) as i64);
            self.sum(at, chunk);
            self.equaliser.apply(at, chunk, |at, before| self.sum(at, before));
            self.widen(chunk);
        }
    }

    /// Fills `sum` with the sum of the buses: silence before the head of the film and after its end.
    pub(crate) fn sum(&self, start: i64, sum: &mut [[f64; 2]]) {
        sum.fill([0.0; 2]);
        let mut bus_sum = [[0.0; 2]; CHUNK];
        for (n, chunk) in sum.chunks_mut(CHUNK).enumerate() {
            let at = start.saturating_add((n * CHUNK) as i64);
            for bus in BUSES {
                let bus_sum = &mut bus_sum[..chunk.len()];
                if self.bus(bus, at, bus_sum) {
                    add(chunk, bus_sum);
                }
            }
            self.silence_outside(at, chunk);
        }
    }

    pub(crate) fn silence_outside(&self, start: i64, block: &mut [[f64; 2]]) {
        let end = start.saturating_add(block.len() as i64);
        if 0 <= start && end <= self.length {
            return;
        }
        for (n, frame) in block.iter_mut().enumerate() {
            if !(0..self.length).contains(&start.saturating_add(n as i64)) {
                *frame = [0.0; 2];
            }
        }
    }

    /// Turns the difference of the sides up or down. Their sum, which is what mono hears, stays.
    pub(crate) fn widen(&self, block: &mut [[f64; 2]]) {
        if self.width == 1.0 {
            return;
        }
        for [left, right] in block {
            let (middle, side) = ((*left + *right) / 2.0, (*left - *right) / 2.0 * self.width);
            (*left, *right) = (middle + side, middle - side);
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
        match bus {
            Bus::Dialogue if heard => self.dialogue.apply(start, sum),
            Bus::Music if heard => self.music.apply(start, sum),
            _ => {}
        }
        heard
    }
}

/// Adds one block to another.
pub(crate) fn add(sum: &mut [[f64; 2]], block: &[[f64; 2]]) {
    for (sum, block) in sum.iter_mut().zip(block) {
        sum[0] += block[0];
        sum[1] += block[1];
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
