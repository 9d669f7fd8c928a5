//! How a sound came about, kept inside its file.
//!
//! It is written where other programs leave it alone (a text of the ID3 tag in a WAV, a comment in a FLAC), and
//! in a file beside. It names the hash of the samples as they are decoded, so that a file whose tags, or whose
//! wrapping, were changed since can still be told to be the one that was made.

use serde::{Deserialize, Serialize};

use crate::Pcm;

/// The name under which it is kept in a file.
pub const PROVENANCE_KEY: &str = "maquette";

/// The name of the text that says what kind of source a sound has, as an address of the IPTC's vocabulary.
const SOURCE_KEY: &str = "digitalSourceType";

/// What stands for a hash that is not known yet; as long as one.
pub(crate) const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What was asked of whom, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Provenance {
    /// `voice`, `music`, `mix`, `stem`…
    pub kind: String,
    pub prompt: String,
    pub seed: u32,
    /// What made it, and its version.
    pub engine: String,
    pub version: String,
    /// JSON with sorted keys.
    pub settings: String,
    pub digital_source_type: SourceType,
    /// Hash of the samples ([`pcm_hash`]); set as they are written.
    pub pcm: String,
}

/// Where a sound comes from, by the IPTC's digital source types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SourceType {
    /// Made by rules: our composer, a voice from formulas.
    #[default]
    AlgorithmicMedia,
    /// Made by a model that was trained.
    TrainedAlgorithmicMedia,
    /// Put together, with something synthetic in it.
    CompositeSynthetic,
    /// Put together, with something of a trained model in it.
    CompositeWithTrainedAlgorithmicMedia,
    /// Recorded.
    DigitalCapture,
}

impl SourceType {
    /// Its address in the vocabulary.
    pub fn address(self) -> String {
        let name = match self {
            Self::AlgorithmicMedia => "algorithmicMedia",
            Self::TrainedAlgorithmicMedia => "trainedAlgorithmicMedia",
            Self::CompositeSynthetic => "compositeSynthetic",
            Self::CompositeWithTrainedAlgorithmicMedia => "compositeWithTrainedAlgorithmicMedia",
            Self::DigitalCapture => "digitalCapture",
        };
        format!("http://cv.iptc.org/newscodes/digitalsourcetype/{name}")
    }

    /// What a mix of both is.
    pub fn mixed_with(self, other: Self) -> Self {
        use SourceType::{
            CompositeSynthetic, CompositeWithTrainedAlgorithmicMedia, TrainedAlgorithmicMedia,
        };
        let trained =
            |one| matches!(one, TrainedAlgorithmicMedia | CompositeWithTrainedAlgorithmicMedia);
        match (self, other) {
            _ if self == other => self,
            _ if trained(self) || trained(other) => CompositeWithTrainedAlgorithmicMedia,
            _ => CompositeSynthetic,
        }
    }
}

impl Provenance {
    /// As JSON on one line, with `hash` as that of the samples.
    pub fn json(&self, hash: &str) -> String {
        // Texts and numbers can always be written.
        serde_json::to_string(&Self { pcm: hash.to_owned(), ..self.clone() }).unwrap_or_default()
    }

    /// The texts that it puts into a file, by their names.
    pub fn texts(&self, hash: &str) -> Vec<(String, String)> {
        vec![
            (PROVENANCE_KEY.into(), self.json(hash)),
            (SOURCE_KEY.into(), self.digital_source_type.address()),
        ]
    }

    /// Reads it from the texts of a file.
    pub fn of_texts(texts: &[(String, String)]) -> Option<Self> {
        let (_, json) = texts.iter().find(|(name, _)| name.eq_ignore_ascii_case(PROVENANCE_KEY))?;
        serde_json::from_str(json).ok()
    }
}

/// The hash of decoded samples, blake3 in hexadecimal: of rate, count of channels, and the samples frame by frame
/// as floats. The same for a 16- or 24-bit WAV and a FLAC of it.
pub fn pcm_hash(pcm: &Pcm) -> String {
    let mut hasher = PcmHasher::new(pcm.rate, pcm.channels.len());
    let mut block = Vec::new();
    for first in (0..pcm.frames()).step_by(4096) {
        block.clear();
        for n in first..pcm.frames().min(first + 4096) {
            block.extend(pcm.channels.iter().map(|channel| channel[n]));
        }
        hasher.add(&block);
    }
    hasher.finish()
}

/// Hashes samples as they come.
#[derive(Clone)]
pub(crate) struct PcmHasher {
    hasher: blake3::Hasher,
    bytes: Vec<u8>,
}

impl PcmHasher {
    pub(crate) fn new(rate: u32, channels: usize) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&rate.to_le_bytes());
        hasher.update(&(channels as u64).to_le_bytes());
        Self { hasher, bytes: Vec::new() }
    }

    /// Samples, channel by channel within a frame.
    pub(crate) fn add(&mut self, samples: &[f32]) {
        self.bytes.clear();
        // Nought has no sign where samples are whole numbers.
        self.bytes.extend(samples.iter().flat_map(|sample| (sample + 0.0).to_le_bytes()));
        self.hasher.update(&self.bytes);
    }

    pub(crate) fn finish(self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_back_from_the_texts_that_it_wrote() {
        let made = Provenance {
            kind: "music".into(),
            prompt: "slow \"strings\"\nin D".into(),
            seed: 7,
            engine: "composer".into(),
            version: "1".into(),
            settings: "{\"a\":1}".into(),
            ..Provenance::default()
        };
        let read = Provenance::of_texts(&made.texts("abc")).unwrap();
        assert_eq!(read, Provenance { pcm: "abc".into(), ..made.clone() });
        assert_eq!(
            made.texts("abc")[1].1,
            "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
        );
        assert_eq!(Provenance::of_texts(&[("maquette".into(), "no json".into())]), None);
    }

    #[test]
    fn a_mix_with_a_recording_is_composite() {
        use SourceType::*;
        assert_eq!(AlgorithmicMedia.mixed_with(AlgorithmicMedia), AlgorithmicMedia);
        assert_eq!(AlgorithmicMedia.mixed_with(DigitalCapture), CompositeSynthetic);
        assert_eq!(
            CompositeSynthetic.mixed_with(TrainedAlgorithmicMedia),
            CompositeWithTrainedAlgorithmicMedia
        );
    }

    #[test]
    fn the_hash_is_of_samples_and_of_their_form() {
        let pcm = |rate, sample: f32| Pcm { rate, channels: vec![vec![sample; 5000]; 2] };
        assert_eq!(pcm_hash(&pcm(48_000, 0.0)), pcm_hash(&pcm(48_000, -0.0)));
        assert_ne!(pcm_hash(&pcm(48_000, 0.0)), pcm_hash(&pcm(44_100, 0.0)));
        assert_ne!(pcm_hash(&pcm(48_000, 0.5)), pcm_hash(&pcm(48_000, 0.25)));
    }
}
