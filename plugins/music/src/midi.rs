//! A cue as a standard MIDI file of format 1: a track of tempo, meter, key and markers, then one for each part.
//!
//! A tick falls where its sample does: each bar has its own tempo if it needs one, and a held beat a slower one.
//! Tempo is a whole number of microseconds a quarter, as the format has it (MIDI 1.0, RP-001), so that a quarter
//! is off by half a microsecond at most.

use midly::num::{u4, u7, u15, u24, u28};
use midly::{Format, Header, MetaMessage, MidiMessage, Smf, Timing, TrackEvent, TrackEventKind};

use super::compose::{Note, Sound};
use super::cue::Cue;
use super::plan::{Bar, RATE, clock};
use super::request::{MusicError, Part};

/// Ticks a quarter.
const QUARTER: f64 = 960.0;
const DRUMS: u8 = 9;

impl Cue {
    /// The notes of the cue as the bytes of a MIDI file.
    ///
    /// # Errors
    /// When a track is longer than the format holds, which is 4 GB.
    pub fn midi(&self) -> Result<Vec<u8>, MusicError> {
        let map = TempoMap::of(self);
        let end = map.tick(self.samples() as f64);
        let words = Words::of(self, &map);
        let mut tracks = vec![conductor(self, &map, &words, end)];
        for (place, part) in Part::ALL.into_iter().enumerate().filter(|(_, part)| self.plays(*part))
        {
            tracks.push(track(self, &map, part, place as u8, end));
        }
        let header = Header::new(Format::Parallel, Timing::Metrical(u15::new(QUARTER as u16)));
        let mut bytes = Vec::new();
        let written = Smf { header, tracks }.write(&mut bytes);
        written.map_err(|why| MusicError::Midi { why })?;
        Ok(bytes)
    }
}

/// From a sample on: its tick, the samples of a tick, and the tempo.
struct Stretch {
    sample: f64,
    tick: f64,
    each: f64,
}

impl Stretch {
    /// Microseconds a quarter.
    fn tempo(&self) -> u32 {
        libm::round(self.each * QUARTER / RATE * 1e6).clamp(1.0, 16_777_215.0) as u32
    }
}

struct TempoMap {
    stretches: Vec<Stretch>,
    /// Of each bar.
    ticks: Vec<f64>,
}

impl TempoMap {
    fn of(cue: &Cue) -> Self {
        let plan = cue.plan();
        let beat_ticks = QUARTER * if plan.meter.compound { 1.5 } else { 1.0 };
        let (mut stretches, mut ticks, mut tick) = (Vec::new(), Vec::new(), 0.0);
        for bar in &plan.bars {
            ticks.push(tick);
            stretches.push(Stretch { sample: bar.start, tick, each: bar.beat / beat_ticks });
            tick += beat_ticks * bar.beats as f64;
            if 0.0 < bar.held {
                let each = (bar.beat + bar.held) / beat_ticks;
                let sample = bar.at(bar.beats as f64 - 1.0);
                stretches.push(Stretch { sample, tick: tick - beat_ticks, each });
            }
        }
        let beat = plan.bars.last().map_or(60.0 * RATE / plan.tempo, |bar| bar.beat);
        stretches.push(Stretch { sample: plan.last, tick, each: beat / beat_ticks });
        Self { stretches, ticks }
    }

    fn tick(&self, sample: f64) -> u32 {
        let next = self.stretches.partition_point(|stretch| stretch.sample <= sample + 0.5);
        let stretch = &self.stretches[next.saturating_sub(1)];
        libm::round(stretch.tick + (sample - stretch.sample) / stretch.each).max(0.0) as u32
    }
}

/// Texts of the first track, by their ticks.
struct Words {
    key: String,
    markers: Vec<(u32, String)>,
}

impl Words {
    fn of(cue: &Cue, map: &TempoMap) -> Self {
        let mut markers: Vec<(u32, String)> = Vec::new();
        for passage in cue.passages() {
            let at = map.tick(passage.span.start.samples(48_000) as f64);
            markers.push((at, format!("{} {}", passage.form, passage.mood.name())));
        }
        for hit in cue.hits() {
            markers.push((map.tick(hit.samples(48_000) as f64), format!("hit {}", clock(*hit))));
        }
        markers.push((map.tick(cue.plan().last), "last chord".to_owned()));
        markers.sort_by_key(|(at, _)| *at);
        Self { key: cue.key().to_string(), markers }
    }
}

type Timed<'a> = (u32, TrackEventKind<'a>);

/// Events at their ticks, which are in order, as a track.
fn timed(events: Vec<Timed<'_>>, end: u32) -> Vec<TrackEvent<'_>> {
    let mut before = 0;
    let mut all: Vec<TrackEvent<'_>> = events
        .into_iter()
        .map(|(tick, kind)| {
            let delta = u28::new(tick.saturating_sub(before));
            before = before.max(tick);
            TrackEvent { delta, kind }
        })
        .collect();
    let delta = u28::new(end.saturating_sub(before));
    all.push(TrackEvent { delta, kind: TrackEventKind::Meta(MetaMessage::EndOfTrack) });
    all
}

fn conductor<'a>(cue: &Cue, map: &TempoMap, words: &'a Words, end: u32) -> Vec<TrackEvent<'a>> {
    let meta = |tick: u32, message| (tick, TrackEventKind::Meta(message));
    let mut events = vec![
        meta(0, MetaMessage::TrackName(b"cue")),
        meta(0, MetaMessage::Text(words.key.as_bytes())),
        meta(0, MetaMessage::KeySignature(cue.key().signature(), cue.key().mode().is_dark())),
    ];
    let mut beats = 0;
    for (bar, tick) in cue.plan().bars.iter().zip(&map.ticks).filter(|(bar, _)| 0 < bar.beats) {
        if bar.beats != beats {
            beats = bar.beats;
            events.push(meta(*tick as u32, meter(bar, cue.meter().compound)));
        }
    }
    let mut tempo = 0;
    for stretch in &map.stretches {
        if stretch.tempo() != tempo {
            tempo = stretch.tempo();
            let at = libm::round(stretch.tick) as u32;
            events.push(meta(at, MetaMessage::Tempo(u24::new(tempo))));
        }
    }
    let marker = |(at, text): &'a (u32, String)| meta(*at, MetaMessage::Marker(text.as_bytes()));
    events.extend(words.markers.iter().map(marker));
    events.sort_by_key(|(tick, _)| *tick);
    timed(events, end)
}

fn meter(bar: &Bar, compound: bool) -> MetaMessage<'static> {
    let (over, under) = if compound { (bar.beats * 3, 3) } else { (bar.beats, 2) };
    MetaMessage::TimeSignature(over as u8, under, if compound { 36 } else { 24 }, 8)
}

fn track(cue: &Cue, map: &TempoMap, part: Part, channel: u8, end: u32) -> Vec<TrackEvent<'static>> {
    let channel = u4::new(if part == Part::Drums { DRUMS } else { channel });
    let midi = |tick: u32, message| (tick, TrackEventKind::Midi { channel, message });
    let name = MetaMessage::TrackName(part.name().as_bytes());
    let mut events = vec![(0, 0, (0, TrackEventKind::Meta(name)))];
    let mut program = None;
    let mut held: Vec<Struck> = Vec::new();
    for note in cue.notes().iter().filter(|note| note.part == part) {
        let struck = Struck::of(note, map, end);
        if part != Part::Drums && program != Some(program_of(note)) {
            program = Some(program_of(note));
            let message = MidiMessage::ProgramChange { program: u7::new(program_of(note)) };
            events.push((struck.on, 1, midi(struck.on, message)));
        }
        // A key that is struck again was let go before.
        for other in
            held.iter_mut().filter(|other| other.key == struck.key && struck.on < other.off)
        {
            other.off = struck.on;
        }
        held.push(struck);
    }
    for struck in held.into_iter().filter(|struck| struck.on < struck.off) {
        let (key, vel) = (u7::new(struck.key), u7::new(struck.velocity));
        events.push((struck.on, 2, midi(struck.on, MidiMessage::NoteOn { key, vel })));
        let off = MidiMessage::NoteOff { key, vel: u7::new(64) };
        events.push((struck.off, 0, midi(struck.off, off)));
    }
    events.sort_by_key(|(tick, order, _)| (*tick, *order));
    timed(events.into_iter().map(|(_, _, event)| event).collect(), end)
}

/// A note in ticks.
struct Struck {
    on: u32,
    off: u32,
    key: u8,
    velocity: u8,
}

impl Struck {
    fn of(note: &Note, map: &TempoMap, end: u32) -> Self {
        // A swell is a cymbal that is struck where it arrives.
        let from = if note.sound == Sound::Swell { note.start + note.length } else { note.start };
        let on = map.tick(from as f64).min(end.saturating_sub(1));
        let off = map.tick((from + note.length) as f64).clamp(on + 1, end.max(on + 1));
        let velocity = libm::roundf(note.strength * 127.0).clamp(1.0, 127.0) as u8;
        Self { on, off, key: key_of(note), velocity }
    }
}

/// The key of a note; of a drum the one that General MIDI gives it.
fn key_of(note: &Note) -> u8 {
    match note.sound {
        Sound::Skin => 41,
        Sound::Boom => 35,
        Sound::Kick => 36,
        Sound::Snare => 38,
        Sound::Hat => 42,
        Sound::Wood => 76,
        Sound::Brush => 82,
        Sound::Swell => 49,
        _ => note.pitch.min(127),
    }
}

/// Counted from 0, as it is sent.
pub(crate) fn program_of(note: &Note) -> u8 {
    match note.sound {
        Sound::Strings if note.part == Part::Bass => 43,
        Sound::Strings | Sound::Spiccato => 48,
        Sound::Violin => 40,
        Sound::Bass => 32,
        Sound::Felt => 0,
        Sound::Pluck => 24,
        Sound::Glass => 11,
        Sound::Reed => 71,
        Sound::Horn => 60,
        Sound::Saw => 90,
        Sound::Lead => 81,
        Sound::Arp => 80,
        Sound::SynthBass => 38,
        Sound::Electric => 4,
        _ => 89,
    }
}

#[cfg(test)]
mod tests {
    use maquette_time::Flicks;

    use super::super::{Brief, Key, Meter};
    use super::*;

    fn cue(words: &str, seconds: i64) -> Cue {
        let (request, _) = Brief::read(words).request(Some(Flicks::SECOND * seconds), 5);
        Cue::compose(&request).unwrap()
    }

    /// Seconds of the last tick of a file's first track, by its own tempos.
    fn seconds(smf: &Smf<'_>) -> f64 {
        let (mut tempo, mut total) = (500_000.0, 0.0);
        for event in &smf.tracks[0] {
            total += f64::from(event.delta.as_int()) * tempo / QUARTER / 1e6;
            if let TrackEventKind::Meta(MetaMessage::Tempo(new)) = event.kind {
                tempo = f64::from(new.as_int());
            }
        }
        total
    }

    #[test]
    fn tempo_key_meter_and_length_read_back() {
        for (words, tempo, key, over) in [
            ("84 bpm, D minor", 84.0, (-1, true), 4),
            ("3/4, 120 bpm, Ab major, strings", 120.0, (-4, false), 3),
            ("6/8, 60 bpm, E major, piano", 90.0, (4, false), 6),
        ] {
            let cue = cue(words, 45);
            let bytes = cue.midi().unwrap();
            let smf = Smf::parse(&bytes).unwrap();
            let metas: Vec<MetaMessage<'_>> = smf.tracks[0]
                .iter()
                .filter_map(|event| match event.kind {
                    TrackEventKind::Meta(meta) => Some(meta),
                    _ => None,
                })
                .collect();
            let microseconds = libm::round(60e6 / tempo) as u32;
            assert!(metas.contains(&MetaMessage::Tempo(u24::new(microseconds))), "{words}");
            assert!(metas.contains(&MetaMessage::KeySignature(key.0, key.1)), "{words}");
            let meter = |meta: &MetaMessage<'_>| matches!(meta, MetaMessage::TimeSignature(n, ..) if *n == over);
            assert!(metas.iter().any(meter), "{words}: {metas:?}");
            assert!((seconds(&smf) - 45.0).abs() < 0.002, "{words}: {}", seconds(&smf));
        }
    }

    #[test]
    fn a_held_beat_stays_in_time_with_its_picture() {
        let cue = cue("84 bpm, drop at 0:13.3, build to 0:29.1, strings and drums", 45);
        let bytes = cue.midi().unwrap();
        assert!((seconds(&Smf::parse(&bytes).unwrap()) - 45.0).abs() < 0.002);
        let starts: Vec<f64> = cue.passages().iter().map(|p| p.span.start.seconds()).collect();
        for place in [13.3, 29.1] {
            assert!(starts.iter().any(|at| (at - place).abs() < 1e-4), "{place} of {starts:?}");
        }
    }

    #[test]
    fn every_key_that_goes_down_comes_up_and_lies_on_a_keyboard() {
        let cue = cue("epic orchestral, 110 bpm, build to 0:20", 40);
        let bytes = cue.midi().unwrap();
        let smf = Smf::parse(&bytes).unwrap();
        assert!(4 < smf.tracks.len());
        for track in &smf.tracks {
            let mut down = [false; 128];
            for event in track {
                let TrackEventKind::Midi { message, .. } = event.kind else { continue };
                match message {
                    MidiMessage::NoteOn { key, .. } => {
                        assert!(!down[usize::from(key.as_int())]);
                        assert!((21..=108).contains(&key.as_int()));
                        down[usize::from(key.as_int())] = true;
                    }
                    MidiMessage::NoteOff { key, .. } => {
                        assert!(down[usize::from(key.as_int())]);
                        down[usize::from(key.as_int())] = false;
                    }
                    _ => {}
                }
            }
            assert!(!down.contains(&true));
        }
    }

    #[test]
    fn the_meter_of_the_request_is_that_of_the_cue() {
        assert_eq!(cue("3/4", 20).meter(), Meter::of(3, 4).unwrap());
        assert_eq!(cue("G dorian", 20).key(), "G dorian".parse::<Key>().unwrap());
    }
}
