//! Reaper's project, as text.

use super::{Session, SessionClip, SessionTrack, gain, number, seconds};
use crate::exported::Exported;

/// The shape of a fade that is nearest to a quarter of a sine.
const SHAPE: u8 = 1;

/// Writes a session for Reaper. The same session gives the same bytes, identities included.
pub fn rpp(session: &Session) -> Exported {
    let mut text = Text::default();
    text.open("REAPER_PROJECT 0.1 \"7.0/maquette\" 0");
    text.line("RIPPLE 0");
    text.line("AUTOXFADE 0");
    text.line("SAMPLERATE 48000 1 0");
    let steps = session.tempo.steps();
    let first = steps.first().map_or(120.0, |(_, tempo)| *tempo);
    text.line(&format!("TEMPO {} 4 4", number(first)));
    if 1 < steps.len() {
        text.open("TEMPOENVEX");
        text.line("ACT 1 -1");
        text.line("VIS 1 0 1");
        for (at, tempo) in steps {
            // A step, not a slope.
            text.line(&format!("PT {} {} 1", number(seconds(*at)), number(*tempo)));
        }
        text.close();
    }
    for (n, marker) in (1..).zip(&session.markers) {
        let at = number(seconds(marker.at));
        text.line(&format!("MARKER {n} {at} {} 0", quoted(&marker.name)));
    }
    let mut lost = Vec::new();
    for (n, track) in session.tracks.iter().enumerate() {
        write_track(&mut text, session, n, track);
        let panned =
            track.clips.iter().filter(|clip| clip.channels == 1 && clip.pan + track.pan != 0.0);
        if 0 < panned.count() {
            lost.push(format!(
                "{}: Reaper pans a mono sound by another law; away from the middle levels differ by up to 3 dB",
                track.name
            ));
        }
    }
    text.close();
    Exported { bytes: text.text.into_bytes(), lost }
}

fn write_track(text: &mut Text, session: &Session, n: usize, track: &SessionTrack) {
    let id = identity(&[&session.seed, "track", &track.name, &n.to_string()]);
    text.open(&format!("TRACK {id}"));
    text.line(&format!("NAME {}", quoted(&track.name)));
    // Blue, green, red, and a bit that says that there is a colour.
    let [r, g, b] = track.color.map(u32::from);
    text.line(&format!("PEAKCOL {}", 0x100_0000 | b << 16 | g << 8 | r));
    text.line(&format!("VOLPAN {} {} -1 -1 1", number(gain(track.gain)), number(track.pan.into())));
    text.line(&format!("MUTESOLO {} {} 0", u8::from(track.mute), u8::from(track.solo)));
    text.line("NCHAN 2");
    text.line(&format!("TRACKID {id}"));
    for (place, clip) in track.clips.iter().enumerate() {
        let id = identity(&[
            &session.seed,
            "item",
            &track.name,
            &n.to_string(),
            &clip.name,
            &place.to_string(),
        ]);
        write_item(text, clip, &id);
    }
    text.close();
}

fn write_item(text: &mut Text, clip: &SessionClip, id: &str) {
    text.open("ITEM");
    text.line(&format!("POSITION {}", number(seconds(clip.start))));
    text.line("SNAPOFFS 0");
    text.line(&format!("LENGTH {}", number(seconds(clip.length))));
    text.line("LOOP 0");
    text.line("ALLTAKES 0");
    let fade = |length: i64| format!("{SHAPE} {} 0 {SHAPE} 0 0 0", number(seconds(length)));
    text.line(&format!("FADEIN {}", fade(clip.fade_in)));
    text.line(&format!("FADEOUT {}", fade(clip.fade_out)));
    text.line("MUTE 0 0");
    text.line(&format!("IGUID {id}"));
    text.line(&format!("NAME {}", quoted(&clip.name)));
    // In the middle our mixer holds a mono sound 3 dB down on both sides.
    let middle = if clip.channels == 1 { std::f64::consts::FRAC_1_SQRT_2 } else { 1.0 };
    let (level, pan) = (number(gain(clip.gain) * middle), number(clip.pan.into()));
    text.line(&format!("VOLPAN {level} {pan} 1 -1"));
    text.line(&format!("SOFFS {}", number(seconds(clip.skip))));
    text.line("PLAYRATE 1 1 0 -1 0 0.0025");
    text.line("CHANMODE 0");
    text.open("SOURCE WAVE");
    text.line(&format!("FILE {}", quoted(&clip.file)));
    text.close();
    text.close();
}

/// Lines, each as far in as it is deep.
#[derive(Default)]
struct Text {
    text: String,
    depth: usize,
}

impl Text {
    fn line(&mut self, line: &str) {
        self.text += &"  ".repeat(self.depth);
        self.text += line;
        self.text.push('\n');
    }

    fn open(&mut self, line: &str) {
        self.line(&format!("<{line}"));
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.line(">");
    }
}

/// Between the first kind of quotes that the text has not; with all three, some are replaced.
fn quoted(text: &str) -> String {
    let text: String =
        text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    let quote = ['"', '\'', '`'].into_iter().find(|quote| !text.contains(*quote));
    match quote {
        Some(quote) => format!("{quote}{text}{quote}"),
        None => format!("`{}`", text.replace('`', "'")),
    }
}

/// An identity in the form that Reaper wants: a hash of what it is of.
fn identity(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hex = hasher.finalize().to_hex().to_uppercase();
    format!("{{{}-{}-{}-{}-{}}}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
}
