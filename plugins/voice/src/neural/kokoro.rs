//! Voices of Kokoro: one network, `kokoro*.onnx`, and its voices beside it, in a `voices*.bin` or `voices*.npz` of
//! all, or a folder `voices` with a `.bin` of bare floats for each.
//!
//! The network takes `tokens` (or `input_ids`; whole, 1 by N), `style` (1 by 256) and `speed` (1); it gives samples
//! at 24 kHz. A voice is a row of style for each length of line: <https://github.com/hexgrad/kokoro>,
//! <https://github.com/thewh1teagle/kokoro-onnx>. A line is held between two zeros and has at most 510 sounds.
//!
//! Kokoro was taught with the sounds of misaki, which knows words by heart; here they are espeak-ng's, written as
//! misaki writes those ([`misaki`]). It stresses some words otherwise, and has no tongue for Japanese and Chinese.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{OnceLock, PoisonError};

use maquette_document::Voice;

use super::super::{Engine, Espeak, Heard, VoiceError};
use super::npz::{arrays, floats};
use super::onnx::{Feed, Net, read_capped};
use super::phonemes::sentences;
use super::piper::unknown_sounds;
use super::repitch::{factor_of, repitched};
use super::{RUNTIME, networks, stem};

const RATE: u32 = 24_000;
const MOST_SOUNDS: usize = 510;
/// Of a style.
const WIDTH: usize = 256;
/// Of all voices, in bytes: Kokoro's have 28 million.
const MOST_STYLES: u64 = 200_000_000;

/// The network, and the voices that were found beside it.
pub struct Kokoro {
    espeak: Espeak,
    path: PathBuf,
    styles: Vec<Style>,
    /// Of the files of the styles.
    hash: String,
    net: OnceLock<Net>,
    reading: std::sync::Mutex<()>,
}

struct Style {
    name: String,
    /// For each length of a line, from none on.
    rows: Vec<[f32; WIDTH]>,
}

impl Kokoro {
    /// The first in `folders` that has voices beside it; nothing where there is none.
    ///
    /// # Errors
    /// When its voices cannot be read.
    pub fn find(folders: &[PathBuf], espeak: Espeak) -> Result<Option<Self>, VoiceError> {
        let is_it = |path: &PathBuf| stem(path).to_lowercase().starts_with("kokoro");
        for path in networks(folders).into_iter().filter(is_it) {
            let (styles, hash) = styles_beside(&path)?;
            if !styles.is_empty() {
                let (net, reading) = (OnceLock::new(), std::sync::Mutex::new(()));
                return Ok(Some(Self { espeak, path, styles, hash, net, reading }));
            }
        }
        Ok(None)
    }

    fn style(&self, name: &str) -> Result<&Style, VoiceError> {
        let missing = || VoiceError::NoVoice { name: name.chars().take(80).collect() };
        self.styles.iter().find(|style| style.name == name).ok_or_else(missing)
    }

    /// The network, read when it is first needed.
    fn net(&self) -> Result<&Net, VoiceError> {
        let _one_at_a_time = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(net) = self.net.get() {
            return Ok(net);
        }
        let read = Net::read(&self.path, &["style", "speed"], &["tokens", "input_ids"])?;
        Ok(self.net.get_or_init(|| read))
    }

    fn sound(&self, tokens: &[i32], style: &Style, speed: f32) -> Result<Vec<f32>, VoiceError> {
        let net = self.net()?;
        let name = if net.takes("tokens") { "tokens" } else { "input_ids" };
        let row = style.rows[tokens.len().saturating_sub(2).min(style.rows.len() - 1)];
        let speed = match net.takes_whole("speed") {
            true => Feed::Whole(vec![1]),
            false => Feed::Real(vec![speed]),
        };
        net.sound(vec![
            (name, vec![1, tokens.len()], Feed::Whole(tokens.to_vec())),
            ("style", vec![1, WIDTH], Feed::Real(row.to_vec())),
            ("speed", vec![1], speed),
        ])
    }
}

impl Engine for Kokoro {
    fn name(&self) -> &str {
        "kokoro"
    }

    fn version(&self) -> String {
        RUNTIME.into()
    }

    fn terms(&self) -> &str {
        "Kokoro's weights are under the Apache licence, version 2"
    }

    fn voices(&self) -> Vec<String> {
        self.styles.iter().map(|style| style.name.clone()).collect()
    }

    fn weights(&self, voice: &Voice) -> Result<String, VoiceError> {
        self.style(&voice.name)?;
        let both = format!("{} {}", self.net()?.hash(), self.hash);
        Ok(blake3::hash(both.as_bytes()).to_hex().to_string())
    }

    fn takes_sounds(&self) -> bool {
        true
    }

    fn say(&self, voice: &Voice, words: &str, cancel: &AtomicBool) -> Result<Heard, VoiceError> {
        let style = self.style(&voice.name)?;
        let tongue = Tongue::of(&voice.name);
        let higher = factor_of(voice.pitch);
        let pace = f64::from(voice.speed.clamp(80, 450)) / f64::from(Voice::default().speed);
        let (mut samples, mut unknown) = (Vec::new(), Vec::new());
        for sentence in sentences(&self.espeak, tongue.espeak, words, cancel)? {
            let tokens = tokens(&misaki(&sentence, tongue), &mut unknown);
            for part in parts(&tokens) {
                // A network cannot be stopped: between its sentences it can.
                if cancel.load(Ordering::Relaxed) {
                    return Err(VoiceError::Cancelled);
                }
                let held: Vec<i32> = [&[0], part, &[0]].concat();
                let speed = (pace / higher).clamp(0.5, 2.0);
                samples.extend(repitched(&self.sound(&held, style, speed as f32)?, higher));
            }
        }
        let foreign = tongue.notice.map(str::to_owned);
        let notice = unknown_sounds(&voice.name, &unknown).or(foreign);
        Ok(Heard { rate: RATE, samples, notice, ..Heard::default() })
    }
}

/// What a voice speaks, by the first letter of its name.
#[derive(Clone, Copy)]
struct Tongue {
    espeak: &'static str,
    british: bool,
    american: bool,
    notice: Option<&'static str>,
}

impl Tongue {
    fn of(name: &str) -> Self {
        let of = |espeak| Self { espeak, british: false, american: false, notice: None };
        let far = Some(
            "Kokoro was taught other sounds of this language than espeak-ng's: expect an accent",
        );
        match name.chars().next() {
            Some('b') => Self { british: true, ..of("en-gb") },
            Some('e') => of("es"),
            Some('f') => of("fr"),
            Some('h') => of("hi"),
            Some('i') => of("it"),
            Some('j') => Self { notice: far, ..of("ja") },
            Some('p') => of("pt-br"),
            Some('z') => Self { notice: far, ..of("cmn") },
            _ => Self { american: true, ..of("en-us") },
        }
    }
}

/// espeak-ng's sounds as misaki writes them for Kokoro: diphthongs and affricates as one letter, no length in
/// American English. What misaki knows of a word by heart is not known here.
fn misaki(sounds: &str, tongue: Tongue) -> String {
    let english = tongue.british || tongue.american;
    let mut told = sounds.to_owned();
    for (from, to, counts) in [
        ("ɔ\u{303}", "ɔ\u{303}", true),
        ("tʃ", "ʧ", true),
        ("dʒ", "ʤ", true),
        ("ts", "ʦ", !english),
        ("aɪ", "I", english),
        ("aʊ", "W", english),
        ("eɪ", "A", english),
        ("ɔɪ", "Y", english),
        ("əl", "ᵊl", english),
        ("əʊ", "Q", tongue.british),
        ("eə", "ɛː", tongue.british),
        ("iə", "ɪə", tongue.british),
        ("oʊ", "O", tongue.american),
        ("ɜːɹ", "ɜɹ", tongue.american),
        ("ɜː", "ɜɹ", tongue.american),
        ("ɪə", "iə", tongue.american),
        ("ɚ", "əɹ", english),
        ("ɐ", "ə", english),
        ("r", "ɹ", english),
        ("ʔ", "t", english),
        ("ɾ", "T", tongue.american),
        ("x", "k", english),
        ("c\u{327}", "ç", !english),
        ("ɬ", "l", english),
        ("e", "A", english),
        ("o", "ɔ", english),
        ("ː", "", tongue.american),
        ("g", "ɡ", true),
        ("\u{303}", "", english),
        ("\u{329}", "", true),
    ] {
        if counts {
            told = told.replace(from, to);
        }
    }
    told
}

/// Kokoro's list of sounds, each with its token, as its `config.json` has it.
const SOUNDS: &str = ";1 :2 ,3 .4 !5 ?6 —9 …10 \"11 (12 )13 “14 ”15 \u{303}17 ʣ18 ʥ19 ʦ20 ʨ21 ᵝ22 ꭧ23 A24 I25 O31 Q33 \
    S35 T36 W39 Y41 ᵊ42 a43 b44 c45 d46 e47 f48 h50 i51 j52 k53 l54 m55 n56 o57 p58 q59 r60 s61 t62 u63 v64 w65 x66 y67 \
    z68 ɑ69 ɐ70 ɒ71 æ72 β75 ɔ76 ɕ77 ç78 ɖ80 ð81 ʤ82 ə83 ɚ85 ɛ86 ɜ87 ɟ90 ɡ92 ɥ99 ɨ101 ɪ102 ʝ103 ɯ110 ɰ111 ŋ112 ɳ113 \
    ɲ114 ɴ115 ø116 ɸ118 θ119 œ120 ɹ123 ɾ125 ɻ126 ʁ128 ɽ129 ʂ130 ʃ131 ʈ132 ʧ133 ʊ135 ʋ136 ʌ138 ɣ139 ɤ140 χ142 ʎ143 \
    ʒ147 ʔ148 ˈ156 ˌ157 ː158 ʰ162 ʲ164 ↓169 →171 ↗172 ↘173 ᵻ177";
const SPACE: i32 = 16;

fn token(sound: char) -> Option<i32> {
    if sound == ' ' {
        return Some(SPACE);
    }
    let entry = SOUNDS.split_ascii_whitespace().find(|entry| entry.starts_with(sound))?;
    entry[sound.len_utf8()..].parse().ok()
}

fn tokens(sounds: &str, unknown: &mut Vec<char>) -> Vec<i32> {
    let mut tokens = Vec::new();
    for sound in sounds.chars() {
        match token(sound) {
            Some(token) => tokens.push(token),
            None if !unknown.contains(&sound) => unknown.push(sound),
            None => {}
        }
    }
    tokens
}

/// A sentence in parts that are not too long, cut between words where that can be.
fn parts(tokens: &[i32]) -> Vec<&[i32]> {
    let (mut parts, mut rest) = (Vec::new(), tokens);
    while MOST_SOUNDS < rest.len() {
        let cut = rest[..MOST_SOUNDS].iter().rposition(|token| *token == SPACE);
        let (part, after) = rest.split_at(cut.map_or(MOST_SOUNDS, |at| at + 1));
        parts.push(part);
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// The voices beside a network, by name, and the hash of their files.
fn styles_beside(network: &Path) -> Result<(Vec<Style>, String), VoiceError> {
    let folder = network.parent().unwrap_or(Path::new("."));
    let mut styles: Vec<Style> = Vec::new();
    let mut hasher = blake3::Hasher::new();
    for path in listed(folder, |name| {
        name.starts_with("voices") && (name.ends_with(".bin") || name.ends_with(".npz"))
    }) {
        let unusable = |why: String| VoiceError::Unusable { why, path: path.clone() };
        let bytes = read_capped(&path, MOST_STYLES)?;
        hasher.update(&bytes);
        for array in arrays(&bytes).map_err(unusable)? {
            let style = style(array.name.clone(), &array.values);
            let [.., WIDTH] = array.shape[..] else {
                return Err(unusable(format!("{:?} in it is not {WIDTH} wide", array.name)));
            };
            styles.push(
                style.ok_or_else(|| unusable(format!("{:?} in it is no voice", array.name)))?,
            );
        }
    }
    for path in listed(&folder.join("voices"), |name| name.ends_with(".bin")) {
        let unusable = |why: String| VoiceError::Unusable { why, path: path.clone() };
        let bytes = read_capped(&path, MOST_STYLES / 100)?;
        hasher.update(&bytes);
        let style = style(stem(&path), &floats(&bytes));
        styles.push(style.ok_or_else(|| unusable(format!("it is not rows of {WIDTH} floats")))?);
    }
    styles.sort_by(|a, b| a.name.cmp(&b.name));
    styles.dedup_by(|a, b| a.name == b.name);
    Ok((styles, hasher.finalize().to_hex().to_string()))
}

fn style(name: String, values: &[f32]) -> Option<Style> {
    let (rows, rest) = values.as_chunks::<WIDTH>();
    let whole = rest.is_empty() && !rows.is_empty() && values.iter().all(|value| value.is_finite());
    whole.then(|| Style { name, rows: rows.to_vec() })
}

fn listed(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().take(2_000);
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.is_file() && path.file_name().is_some_and(|name| wanted(&name.to_string_lossy()))
        })
        .collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Golden, folder};
    use super::*;

    fn kokoro() -> Option<Kokoro> {
        Kokoro::find(&[folder()], Espeak::probe().ok()?).unwrap()
    }

    #[test]
    fn a_voice_gives_the_samples_that_onnxruntime_gives() {
        let Some(kokoro) = kokoro() else { return };
        let mut held = 0;
        for golden in Golden::all().into_iter().filter(|one| one.speed.is_some()) {
            let style = kokoro.style(&golden.voice).unwrap();
            golden.check(&kokoro.sound(&golden.ids, style, golden.speed.unwrap()).unwrap());
            held += 1;
        }
        assert_eq!(held, 4);
    }

    #[test]
    fn every_sound_has_one_token() {
        let all: Vec<char> =
            SOUNDS.split_ascii_whitespace().filter_map(|entry| entry.chars().next()).collect();
        assert_eq!(all.len() + 1, 114);
        let mut tokens: Vec<i32> = all.iter().map(|sound| token(*sound).unwrap()).collect();
        tokens.push(SPACE);
        tokens.sort_unstable();
        tokens.dedup();
        assert_eq!((tokens.len(), tokens[0], tokens[113]), (114, 1, 177));
    }

    #[test]
    fn sounds_are_written_as_misaki_writes_them() {
        let american = Tongue::of("af_heart");
        assert_eq!(misaki("tʃˈaɪld ɡˈoʊ wˈɜːld", american), "ʧˈIld ɡˈO wˈɜɹld");
        assert_eq!(misaki("bˈʌɾɚ hˈæpi dˈeɪ", american), "bˈʌTəɹ hˈæpi dˈA");
        let british = Tongue::of("bm_george");
        assert_eq!(misaki("ɡˈəʊ θˈeə dʒˈɔɪ", british), "ɡˈQ θˈɛː ʤˈY");
        assert_eq!(misaki("ɔ\u{303} ʁ", Tongue::of("ff_siwis")), "ɔ\u{303} ʁ");
    }

    #[test]
    fn a_line_is_spoken_and_one_without_end_in_parts() {
        let Some(kokoro) = kokoro() else { return };
        let said = |name: &str, speed: u16| {
            let voice = Voice { name: name.into(), speed, ..Voice::default() };
            kokoro.say(&voice, "Is it you, Tom? It is.", &AtomicBool::new(false))
        };
        let plain = said("af_tiny", 165).unwrap();
        assert_eq!((plain.rate, plain.notice.clone()), (RATE, None));
        let slow = said("af_tiny", 110).unwrap().samples.len() as f64 / plain.samples.len() as f64;
        assert!((1.3..1.6).contains(&slow), "{slow}");
        assert_ne!(plain.samples, said("bm_tiny", 165).unwrap().samples);
        assert!(matches!(said("nobody", 165), Err(VoiceError::NoVoice { .. })));
        let long: Vec<i32> = (0..2_000).map(|at| if at % 7 == 0 { SPACE } else { 43 }).collect();
        assert!(parts(&long).iter().all(|part| part.len() <= MOST_SOUNDS));
        assert_eq!(parts(&long).concat(), long);
    }

    #[test]
    fn voices_that_are_none_are_refused_and_named() {
        let Ok(espeak) = Espeak::probe() else { return };
        let room = tempfile::tempdir().unwrap();
        std::fs::copy(folder().join("kokoro.onnx"), room.path().join("kokoro.onnx")).unwrap();
        let find = || Kokoro::find(&[room.path().into()], espeak.clone());
        assert!(find().unwrap().is_none());
        std::fs::write(room.path().join("voices.bin"), b"PK nothing").unwrap();
        let fault = find().err().unwrap().to_string();
        assert!(fault.contains("voices.bin") && fault.contains(".npz"), "{fault}");
        std::fs::remove_file(room.path().join("voices.bin")).unwrap();
        std::fs::create_dir(room.path().join("voices")).unwrap();
        std::fs::write(room.path().join("voices/af_odd.bin"), vec![0; 1_000]).unwrap();
        assert!(find().err().unwrap().to_string().contains("af_odd.bin"));
        std::fs::write(room.path().join("voices/af_odd.bin"), vec![0; 2_048]).unwrap();
        assert_eq!(find().unwrap().unwrap().voices(), ["af_odd"]);
    }
}
