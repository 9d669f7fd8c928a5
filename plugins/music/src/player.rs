//! Playing a cue, block by block, from its head to its end.

use super::compose::{Note, Sound};
use super::cue::Cue;
use super::hall::{Hall, audible};
use super::request::Part;
use super::voices::{BLOCK, Frame, Tables, Voice};

const PARTS: usize = Part::ALL.len();

/// A cue as it plays. However it is asked for, in large pieces or small, it gives the same samples.
pub struct Player<'a> {
    cue: &'a Cue,
    /// Of the next block, in samples.
    at: i64,
    next: usize,
    voices: Vec<(Part, Voice)>,
    tables: Tables,
    tones: [Tone; PARTS],
    halls: [Option<Hall>; PARTS],
    stems: [Vec<Frame>; PARTS],
    /// The stems as whole numbers of 24 bits.
    whole: [Vec<[i32; 2]>; PARTS],
    /// Frames of the block that have been given out.
    given: usize,
}

impl<'a> Player<'a> {
    pub(crate) fn new(cue: &'a Cue) -> Self {
        Self {
            cue,
            at: 0,
            next: 0,
            voices: Vec::new(),
            tables: Tables::default(),
            tones: Part::ALL.map(Tone::of),
            halls: Part::ALL.map(|part| cue.plays(part).then(Hall::new)),
            stems: std::array::from_fn(|_| vec![[0.0; 2]; BLOCK]),
            whole: std::array::from_fn(|_| vec![[0; 2]; BLOCK]),
            given: BLOCK,
        }
    }

    /// Writes the next frames of the mix, stereo at 48 kHz, and says how many: fewer than asked only at the end.
    /// Each sample is a whole number of steps of 24 bits.
    pub fn fill(&mut self, out: &mut [Frame]) -> usize {
        self.each(out.len(), |place, stems, frame| {
            out[place] = mix(stems, frame).map(|sample| sample as f32 / FULL);
        })
    }

    /// Writes the next frames of each part, in the order of [`Part::ALL`], as whole numbers of 24 bits; as many
    /// as the shortest holds. Their sum is the mix, to the bit.
    pub fn fill_stems(&mut self, out: &mut [Vec<[i32; 2]>; 7]) -> usize {
        let most = out.iter().map(Vec::len).min().unwrap_or_default();
        self.each(most, |place, stems, frame| {
            for (out, stem) in out.iter_mut().zip(stems) {
                out[place] = stem[frame];
            }
        })
    }

    fn each(
        &mut self,
        most: usize,
        mut give: impl FnMut(usize, &[Vec<[i32; 2]>; PARTS], usize),
    ) -> usize {
        for place in 0..most {
            if self.given == BLOCK {
                if self.cue.samples() <= self.at {
                    return place;
                }
                self.play_block();
            }
            if self.cue.samples() <= self.at - BLOCK as i64 + self.given as i64 {
                return place;
            }
            give(place, &self.whole, self.given);
            self.given += 1;
        }
        most
    }

    /// Plays the next block of every part.
    fn play_block(&mut self) {
        let end = self.at + BLOCK as i64;
        for stem in &mut self.stems {
            stem.fill([0.0; 2]);
        }
        let stems = &mut self.stems;
        self.voices.retain_mut(|(part, voice)| voice.add(&mut stems[*part as usize]));
        while let Some(note) = self.cue.notes().get(self.next).filter(|note| note.start < end) {
            self.next += 1;
            let mut voice = Voice::new(note, gate(note, self.cue.samples()), &mut self.tables);
            if voice.add(&mut stems[note.part as usize][(note.start - self.at) as usize..]) {
                self.voices.push((note.part, voice));
            }
        }
        let open = self.cue.level_at(self.at);
        for ((tone, hall), stem) in self.tones.iter_mut().zip(&mut self.halls).zip(stems) {
            let Some(hall) = hall else { continue };
            let (mut sent, mut heard) = ([[0.0; 2]; BLOCK], [[0.0; 2]; BLOCK]);
            tone.run(self.at, open, stem, &mut sent);
            if 0.0 < tone.send {
                hall.run(&sent, &mut heard);
                for (frame, heard) in stem.iter_mut().zip(heard) {
                    *frame = [frame[0] + heard[0], frame[1] + heard[1]];
                }
            }
        }
        self.fade();
        for (whole, stem) in self.whole.iter_mut().zip(&self.stems) {
            for (whole, frame) in whole.iter_mut().zip(stem) {
                *whole = frame
                    .map(|sample| libm::rintf((sample * FULL).clamp(-HIGHEST, HIGHEST)) as i32);
            }
        }
        self.at = end;
        self.given = 0;
    }

    /// Nothing clicks at the head, and the last sample is silent.
    fn fade(&mut self) {
        let length = self.cue.samples();
        let out = FADE_OUT.min(length / 2).max(1);
        if FADE_IN < self.at && self.at + (BLOCK as i64) < length - out {
            return;
        }
        for frame in 0..BLOCK {
            let at = self.at + frame as i64;
            let into = (at as f32 / FADE_IN as f32).min(1.0);
            let left = ((length - 1 - at).max(0) as f32 / out as f32).min(1.0);
            let gain = into * left * left * (3.0 - 2.0 * left);
            for stem in &mut self.stems {
                stem[frame] = stem[frame].map(|sample| sample * gain);
            }
        }
    }
}

const FADE_IN: i64 = 480;
/// Two and a half seconds.
const FADE_OUT: i64 = 120_000;

/// Steps of 24 bits in full scale, and the highest of them.
const FULL: f32 = 8_388_608.0;
const HIGHEST: f32 = 8_388_607.0;

/// The sum of all parts.
fn mix(stems: &[Vec<[i32; 2]>; PARTS], frame: usize) -> [i32; 2] {
    stems.iter().fold([0; 2], |sum, stem| [sum[0] + stem[frame][0], sum[1] + stem[frame][1]])
}

/// How long a note may be held, so that it has died away when the cue ends.
fn gate(note: &Note, length: i64) -> i64 {
    let rings = matches!(
        note.sound,
        Sound::Felt | Sound::Glass | Sound::Pluck | Sound::Electric | Sound::Arp | Sound::Spiccato
    );
    if rings || note.part == Part::Drums { i64::MAX } else { length - 91_200 - note.start }
}

/// What leaves room for all parts at once: the sum is never limited.
const HEADROOM: f32 = 0.74;

/// How a part sits among the others: how loud, how bright, how far back.
struct Tone {
    gain: f32,
    send: f32,
    /// Above this it grows dull; it wanders slowly by a share.
    hertz: f32,
    wander: f32,
    dull: [[f32; 2]; 2],
    /// What is left out below.
    low: f32,
    rumble: [f32; 2],
}

impl Tone {
    fn of(part: Part) -> Self {
        let (gain, send, hertz, wander, low) = match part {
            Part::Pad => (0.115, 0.34, 2_700.0, 0.35, 170.0),
            Part::Strings => (0.21, 0.55, 4_600.0, 0.12, 220.0),
            Part::Brass => (0.2, 0.4, 4_600.0, 0.0, 90.0),
            Part::Bass => (0.16, 0.0, 1_400.0, 0.0, 30.0),
            Part::Figures => (0.44, 0.36, 8_500.0, 0.0, 90.0),
            Part::Melody => (0.5, 0.5, 7_500.0, 0.0, 180.0),
            Part::Drums => (0.36, 0.22, 14_000.0, 0.0, 24.0),
        };
        let gain = gain * HEADROOM;
        let low = 1.0 - libm::expf(-std::f32::consts::TAU * low / 48_000.0);
        Self { gain, send, hertz, wander, dull: [[0.0; 2]; 2], low, rumble: [0.0; 2] }
    }

    /// Shapes a block of the part in place and adds what of it goes to the hall.
    /// The more music, the brighter: `open` is its level.
    fn run(&mut self, at: i64, open: f64, stem: &mut [Frame], sent: &mut [Frame]) {
        let seconds = at as f64 / super::plan::RATE;
        let wander = 1.0 + self.wander * libm::sin(std::f64::consts::TAU * 0.037 * seconds) as f32;
        let hertz = self.hertz * wander * (0.5 + open as f32);
        let pass = 1.0 - libm::expf(-std::f32::consts::TAU * hertz / 48_000.0);
        for (frame, sent) in stem.iter_mut().zip(sent) {
            for side in 0..2 {
                let [first, second] = &mut self.dull[side];
                *first += pass * (frame[side] - *first);
                *second += pass * (*first - *second);
                self.rumble[side] += self.low * (*second - self.rumble[side]);
                let sample = (*second - self.rumble[side]) * self.gain;
                frame[side] = sample;
                sent[side] += sample * self.send;
            }
        }
        for value in self.dull.as_flattened_mut().iter_mut().chain(&mut self.rumble) {
            *value = audible(*value);
        }
    }
}
