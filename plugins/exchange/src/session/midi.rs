//! Tempo and markers as a MIDI file without a note.

use super::{Session, TempoMap};

/// Ticks of a beat.
const BEAT: f64 = 960.0;

/// One track: meter, tempo steps, markers, as long as the session (Standard MIDI File, format 0).
pub fn tempo_midi(session: &Session) -> Vec<u8> {
    let tick = |sample: i64| tick_at(&session.tempo, sample);
    let mut events: Vec<(u32, Vec<u8>)> =
        vec![(0, meta(3, session.name.as_bytes())), (0, meta(0x58, &[4, 2, 24, 8]))];
    for (at, tempo) in session.tempo.steps() {
        let micros = (60e6 / tempo).round().clamp(1.0, 16_777_215.0) as u32;
        events.push((tick(*at), meta(0x51, &micros.to_be_bytes()[1..])));
    }
    for marker in &session.markers {
        events.push((tick(marker.at), meta(6, marker.name.as_bytes())));
    }
    // In order of time; what falls together stays in its order.
    events.sort_by_key(|(tick, _)| *tick);
    events
        .push((tick(session.length).max(events.last().map_or(0, |last| last.0)), meta(0x2F, &[])));
    let mut track = Vec::new();
    let mut now = 0;
    for (tick, event) in events {
        track.extend(variable(tick - now));
        track.extend(event);
        now = tick;
    }
    let mut bytes = b"MThd\0\0\0\x06\0\0\0\x01".to_vec();
    bytes.extend((BEAT as u16).to_be_bytes());
    bytes.extend(b"MTrk");
    bytes.extend((track.len() as u32).to_be_bytes());
    bytes.extend(track);
    bytes
}

fn tick_at(tempo: &TempoMap, sample: i64) -> u32 {
    // The longest that a length of the format can say.
    (tempo.beats_at(sample) * BEAT).round().clamp(0.0, 268_435_455.0) as u32
}

fn meta(kind: u8, body: &[u8]) -> Vec<u8> {
    let body = &body[..body.len().min(1000)];
    [&[0xFF, kind], variable(body.len() as u32).as_slice(), body].concat()
}

/// Seven bits a byte, the highest set on all but the last.
fn variable(value: u32) -> Vec<u8> {
    let mut bytes = vec![(value & 0x7F) as u8];
    let mut rest = value >> 7;
    while 0 < rest {
        bytes.insert(0, (rest & 0x7F) as u8 | 0x80);
        rest >>= 7;
    }
    bytes
}
