//! Voices of Piper: `NAME.onnx`, and beside it `NAME.onnx.json` with its sounds.
//!
//! The network (VITS) takes `input` (ids of sounds, whole, 1 by N), `input_lengths` (N), `scales` (noise, length,
//! noise of lengths) and, where it has several speakers, `sid`; it gives samples. Before the sounds stands `^`, after
//! them `$`, and `_` between all: <https://github.com/OHF-Voice/piper1-gpl>.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use maquette_document::Voice;
use serde::Deserialize;

use super::super::{Engine, Espeak, Heard, VoiceError};
use super::onnx::{Feed, Net, read_capped};
use super::phonemes::sentences;
use super::repitch::{factor_of, repitched};
use super::{RUNTIME, networks, stem};

/// All voices of Piper that were found.
pub struct Piper {
    espeak: Espeak,
    found: Vec<PathBuf>,
    /// Those that were asked for, read.
    read: Mutex<BTreeMap<PathBuf, Arc<Speech>>>,
}

impl Piper {
    /// The voices in `folders`; nothing where there are none.
    pub fn find(folders: &[PathBuf], espeak: Espeak) -> Option<Self> {
        let mut found = networks(folders);
        found.retain(|path| config_of(path).is_file());
        (!found.is_empty()).then(|| Self { espeak, found, read: Mutex::default() })
    }

    /// The voice of this name, read, and which of its speakers is meant.
    fn voice(&self, asked: &str) -> Result<(Arc<Speech>, Option<i32>), VoiceError> {
        let missing = || VoiceError::NoVoice { name: asked.chars().take(80).collect() };
        let (name, speaker) = asked.split_once('#').map_or((asked, None), |(a, b)| (a, Some(b)));
        let path = self.named(name).ok_or_else(missing)?;
        let speech = {
            let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            match read.get(path) {
                Some(speech) => speech.clone(),
                None => {
                    let speech = Arc::new(Speech::read(path.clone())?);
                    read.insert(path.clone(), speech.clone());
                    speech
                }
            }
        };
        let sid = speech.speaker(speaker).ok_or_else(missing)?;
        Ok((speech, sid))
    }

    /// `amy` is `en_US-amy-medium`; of several, the one of the best quality.
    fn named(&self, name: &str) -> Option<&PathBuf> {
        let whole = self.found.iter().find(|path| stem(path) == name);
        let parts = |path: &&PathBuf| stem(path).split('-').nth(1) == Some(name);
        whole.or_else(|| self.found.iter().filter(parts).max_by_key(|path| quality(&stem(path))))
    }
}

impl Engine for Piper {
    fn name(&self) -> &str {
        "piper"
    }

    fn version(&self) -> String {
        RUNTIME.into()
    }

    fn terms(&self) -> &str {
        "each voice of Piper has terms of its own, in the MODEL_CARD beside it"
    }

    fn voices(&self) -> Vec<String> {
        self.found.iter().map(|path| stem(path)).collect()
    }

    fn weights(&self, voice: &Voice) -> Result<String, VoiceError> {
        Ok(self.voice(&voice.name)?.0.hash.clone())
    }

    fn takes_sounds(&self) -> bool {
        true
    }

    fn say(&self, voice: &Voice, words: &str, cancel: &AtomicBool) -> Result<Heard, VoiceError> {
        let (speech, sid) = self.voice(&voice.name)?;
        let higher = factor_of(voice.pitch);
        let pace = f64::from(voice.speed.clamp(80, 450)) / f64::from(Voice::default().speed);
        let mut samples: Vec<f32> = Vec::new();
        let mut unknown: Vec<char> = Vec::new();
        for sentence in sentences(&self.espeak, &speech.config.espeak.voice, words, cancel)? {
            // A network cannot be stopped: between its sentences it can.
            if cancel.load(Ordering::Relaxed) {
                return Err(VoiceError::Cancelled);
            }
            if !samples.is_empty() {
                samples.resize(samples.len() + speech.config.audio.sample_rate as usize / 5, 0.0);
            }
            let ids = speech.ids(&sentence, &mut unknown);
            let line =
                speech.sound(&ids, Scales::of(&speech.config.inference, higher / pace), sid)?;
            samples.extend(repitched(&line, higher));
        }
        Ok(Heard {
            rate: speech.config.audio.sample_rate,
            samples,
            notice: unknown_sounds(&voice.name, &unknown),
            ..Heard::default()
        })
    }
}

/// What to tell of sounds that a voice does not have.
pub(super) fn unknown_sounds(voice: &str, unknown: &[char]) -> Option<String> {
    let listed: String = unknown.iter().map(|c| format!(" {c}")).collect();
    (!unknown.is_empty()).then(|| format!("the voice {voice} has no sounds for{listed}"))
}

fn config_of(path: &std::path::Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".json");
    name.into()
}

fn quality(stem: &str) -> usize {
    let last = stem.rsplit('-').next().unwrap_or_default();
    ["x_low", "low", "medium", "high"].iter().position(|one| *one == last).map_or(0, |at| at + 1)
}

/// The most that a list of sounds may hold, in bytes.
const MOST_CONFIG: u64 = 4_000_000;
/// Ids in a sentence: minutes of speech.
const MOST_IDS: usize = 20_000;

/// One voice, read.
struct Speech {
    net: Net,
    config: Config,
    /// Symbols with their ids, the longest first.
    symbols: Vec<(String, Vec<i32>)>,
    /// Of the network and its list.
    hash: String,
}

#[derive(Deserialize)]
struct Config {
    audio: Audio,
    espeak: Tongue,
    #[serde(default)]
    inference: Inference,
    #[serde(default)]
    phoneme_type: Option<String>,
    phoneme_id_map: BTreeMap<String, Vec<i32>>,
    #[serde(default)]
    num_speakers: u32,
    #[serde(default)]
    speaker_id_map: BTreeMap<String, i32>,
}

#[derive(Deserialize)]
struct Audio {
    sample_rate: u32,
}

#[derive(Deserialize)]
struct Tongue {
    voice: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(default)]
struct Inference {
    noise_scale: f32,
    length_scale: f32,
    noise_w: f32,
}

impl Default for Inference {
    fn default() -> Self {
        Self { noise_scale: 0.667, length_scale: 1.0, noise_w: 0.8 }
    }
}

/// Noise, length, noise of lengths.
#[derive(Clone, Copy)]
struct Scales([f32; 3]);

impl Scales {
    /// As the voice wants them, `longer` times as long.
    fn of(inference: &Inference, longer: f64) -> Self {
        let tame = |scale: f32| if scale.is_finite() { scale.clamp(0.0, 2.0) } else { 0.0 };
        let length = f64::from(inference.length_scale) * longer;
        let length = if length.is_finite() { length.clamp(0.1, 10.0) } else { 1.0 };
        Self([tame(inference.noise_scale), length as f32, tame(inference.noise_w)])
    }
}

impl Speech {
    fn read(path: PathBuf) -> Result<Self, VoiceError> {
        let beside = config_of(&path);
        let unusable = |why: String| VoiceError::Unusable { why, path: beside.clone() };
        let bytes = read_capped(&beside, MOST_CONFIG)?;
        let config: Config = serde_json::from_slice(&bytes)
            .map_err(|fault| unusable(format!("it is no list of a voice's sounds: {fault}")))?;
        if let Some(kind) = config.phoneme_type.as_deref().filter(|kind| *kind != "espeak") {
            return Err(unusable(format!(
                "its sounds are of the kind {kind:?}; only espeak is read"
            )));
        }
        for mark in ["_", "^", "$"] {
            if config.phoneme_id_map.get(mark).is_none_or(Vec::is_empty) {
                return Err(unusable(format!("its sounds lack {mark:?}")));
            }
        }
        let net = Net::read(&path, &["input", "input_lengths", "scales"], &["sid"])?;
        let mut symbols: Vec<(String, Vec<i32>)> =
            config.phoneme_id_map.clone().into_iter().collect();
        symbols.sort_by_key(|(symbol, _)| std::cmp::Reverse(symbol.len()));
        let hash = blake3::hash(format!("{} {}", net.hash(), blake3::hash(&bytes)).as_bytes());
        Ok(Self { net, config, symbols, hash: hash.to_hex().to_string() })
    }

    /// The number of a speaker by name or number, where there are several; nothing for one that is not there.
    fn speaker(&self, asked: Option<&str>) -> Option<Option<i32>> {
        match (self.net.takes("sid"), asked) {
            (false, None) => Some(None),
            (false, Some(_)) => None,
            (true, None) => Some(Some(0)),
            (true, Some(name)) => {
                let count = i32::try_from(self.config.num_speakers.max(1)).ok()?;
                let number =
                    self.config.speaker_id_map.get(name).copied().or_else(|| name.parse().ok())?;
                (0..count).contains(&number).then_some(Some(number))
            }
        }
    }

    /// A sentence as ids; what the voice has no sound for is left out and told.
    fn ids(&self, sentence: &str, unknown: &mut Vec<char>) -> Vec<i32> {
        let of = |mark: &str| self.config.phoneme_id_map.get(mark).cloned().unwrap_or_default();
        let (pad, mut ids) = (of("_"), of("^"));
        ids.extend(&pad);
        let mut rest = sentence;
        while let Some(next) = rest.chars().next() {
            let known = self
                .symbols
                .iter()
                .find(|(symbol, _)| !symbol.is_empty() && rest.starts_with(symbol));
            match known {
                Some((symbol, of)) => {
                    ids.extend(of);
                    ids.extend(&pad);
                    rest = &rest[symbol.len()..];
                }
                None => {
                    if !unknown.contains(&next) {
                        unknown.push(next);
                    }
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        ids.truncate(MOST_IDS);
        ids.extend(of("$"));
        ids
    }

    fn sound(&self, ids: &[i32], scales: Scales, sid: Option<i32>) -> Result<Vec<f32>, VoiceError> {
        let mut feeds = vec![
            ("input", vec![1, ids.len()], Feed::Whole(ids.to_vec())),
            ("input_lengths", vec![1], Feed::Whole(vec![ids.len() as i32])),
            ("scales", vec![3], Feed::Real(scales.0.to_vec())),
        ];
        feeds.extend(sid.map(|sid| ("sid", vec![1], Feed::Whole(vec![sid]))));
        self.net.sound(feeds)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Golden, folder};
    use super::*;

    fn speech(name: &str) -> Speech {
        Speech::read(folder().join(format!("{name}.onnx"))).unwrap()
    }

    #[test]
    fn a_voice_gives_the_samples_that_onnxruntime_gives() {
        let mut held = 0;
        for golden in
            Golden::all().into_iter().filter(|one| one.voice != "af_tiny" && one.voice != "bm_tiny")
        {
            let speech = speech(&golden.voice);
            let scales = Scales([0.0, golden.length.unwrap(), 0.0]);
            let sid = speech.net.takes("sid").then_some(golden.sid.unwrap());
            golden.check(&speech.sound(&golden.ids, scales, sid).unwrap());
            held += 1;
        }
        assert_eq!(held, 8);
    }

    #[test]
    fn noise_is_the_same_each_time_and_there() {
        let ids = [1, 0, 33, 0, 40, 0, 2];
        let say = |noise: f32| {
            let fresh = speech("en_US-tiny-low");
            let first = fresh.sound(&ids, Scales([noise, 1.0, 0.8]), None).unwrap();
            assert_eq!(first, fresh.sound(&ids, Scales([noise, 1.0, 0.8]), None).unwrap());
            first
        };
        assert_eq!(say(0.667), say(0.667));
        assert_ne!(say(0.667), say(0.0));
    }

    #[test]
    fn a_sentence_is_padded_between_all_its_sounds() {
        let speech = speech("en_US-tiny-low");
        let id = |symbol: &str| speech.config.phoneme_id_map[symbol][0];
        let mut unknown = Vec::new();
        let told = speech.ids("hi☃.☃", &mut unknown);
        assert_eq!(told, [id("^"), 0, id("h"), 0, id("i"), 0, id("."), 0, id("$")]);
        assert_eq!(unknown, ['☃']);
    }

    #[test]
    fn a_line_is_spoken_and_a_speaker_chosen() {
        let Ok(espeak) = Espeak::probe() else { return };
        let piper = Piper::find(&[folder()], espeak).unwrap();
        assert_eq!(piper.voices(), ["en_GB-many-medium", "en_US-tiny-low"]);
        let said = |name: &str, pitch: u8, speed: u16| {
            let voice = Voice { name: name.into(), pitch, speed };
            piper.say(&voice, "Is it you, Tom? It is.", &AtomicBool::new(false))
        };
        let plain = said("tiny", 50, 165).unwrap();
        assert_eq!(plain, said("en_US-tiny-low", 50, 165).unwrap());
        assert_eq!((plain.rate, plain.notice.clone()), (16_000, None));
        let slow = said("tiny", 50, 83).unwrap().samples.len() as f64 / plain.samples.len() as f64;
        assert!((1.7..2.2).contains(&slow), "{slow}");
        let high = said("tiny", 90, 165).unwrap().samples.len() as f64 / plain.samples.len() as f64;
        assert!((0.9..1.1).contains(&high), "{high}");
        assert_ne!(said("many#p1", 50, 165).unwrap(), said("many#0", 50, 165).unwrap());
        for name in ["nobody", "tiny#1", "many#9", "many#x", "../tiny", ""] {
            assert!(matches!(said(name, 50, 165), Err(VoiceError::NoVoice { .. })), "{name}");
        }
    }

    #[test]
    fn a_list_of_sounds_that_is_none_is_refused_and_named() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("v.onnx");
        std::fs::copy(folder().join("en_US-tiny-low.onnx"), &path).unwrap();
        let whole = std::fs::read_to_string(folder().join("en_US-tiny-low.onnx.json")).unwrap();
        for (text, expected) in [
            ("{".to_owned(), "no list of a voice's sounds"),
            (whole.replace("\"^\"", "\"x1\""), "lack \"^\""),
            (
                whole.replace("\"phoneme_type\": \"espeak\"", "\"phoneme_type\": \"pinyin\""),
                "pinyin",
            ),
        ] {
            std::fs::write(room.path().join("v.onnx.json"), text).unwrap();
            let fault = Speech::read(path.clone()).err().unwrap().to_string();
            assert!(fault.contains(expected) && fault.contains("v.onnx.json"), "{fault}");
        }
    }
}
