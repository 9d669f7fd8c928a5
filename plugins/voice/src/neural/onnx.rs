//! A network in a file, run on the processor.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rten::{DataType, Model, NodeId, Value, ValueOrView, ValueType};
use rten_tensor::{AsView, Layout};

use super::super::VoiceError;
use super::seeds::seeded;

/// The largest network that is read: a gigabyte. Kokoro has a third of that.
const MOST_BYTES: u64 = 1 << 30;
/// Ten minutes at 48 kHz.
const MOST_SAMPLES: usize = 48_000 * 600;

/// A network with the sound that it gives first among what it gives.
pub(super) struct Net {
    model: Model,
    output: NodeId,
    path: PathBuf,
    /// blake3 of the file, in hexadecimal.
    hash: String,
}

/// What one input is given.
pub(super) enum Feed {
    Whole(Vec<i32>),
    Real(Vec<f32>),
}

impl Net {
    /// Reads a network that must take inputs of these names, and no others than these or `may`.
    pub(super) fn read(path: &Path, must: &[&str], may: &[&str]) -> Result<Self, VoiceError> {
        let unusable = |why: String| VoiceError::Unusable { why, path: path.into() };
        let bytes = read_capped(path, MOST_BYTES)?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        // One that cannot be taken apart says so below.
        let bytes = seeded(&bytes).unwrap_or(bytes);
        let model = guarded(|| Model::load(bytes))
            .ok_or_else(|| unusable("it is broken".into()))?
            .map_err(|fault| unusable(format!("it is no network in ONNX: {fault}")))?;
        let names: Vec<String> =
            model.input_ids().iter().filter_map(|id| name(&model, *id)).collect();
        for name in must {
            if !names.iter().any(|one| one == name) {
                return Err(unusable(format!(
                    "it has no input {name:?}; it has {}",
                    names.join(", ")
                )));
            }
        }
        if let Some(other) =
            names.iter().find(|one| !must.iter().chain(may).any(|name| name == one))
        {
            return Err(unusable(format!("it has an input {other:?} that is not known here")));
        }
        let output =
            *model.output_ids().first().ok_or_else(|| unusable("it gives nothing".into()))?;
        Ok(Self { model, output, path: path.into(), hash })
    }

    pub(super) fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether it has an input of this name.
    pub(super) fn takes(&self, wanted: &str) -> bool {
        self.model.input_ids().iter().any(|id| name(&self.model, *id).as_deref() == Some(wanted))
    }

    /// Whether an input takes whole numbers, where the network tells.
    pub(super) fn takes_whole(&self, wanted: &str) -> bool {
        let info = self.model.find_node(wanted).and_then(|id| self.model.node_info(id));
        info.and_then(|info| info.dtype()) == Some(ValueType::Tensor(DataType::Int32))
    }

    /// The sound for these inputs: names, shapes, numbers.
    pub(super) fn sound(
        &self,
        feeds: Vec<(&str, Vec<usize>, Feed)>,
    ) -> Result<Vec<f32>, VoiceError> {
        let fault = |why: String| VoiceError::Unusable { why, path: self.path.clone() };
        let mut inputs: Vec<(NodeId, ValueOrView<'_>)> = Vec::new();
        for (name, shape, feed) in feeds {
            let id = self.model.node_id(name).map_err(|why| fault(why.to_string()))?;
            let value = match feed {
                Feed::Whole(data) => Value::from_shape(&shape, data).map_err(|why| why.to_string()),
                Feed::Real(data) => Value::from_shape(&shape, data).map_err(|why| why.to_string()),
            };
            inputs.push((id, value.map_err(fault)?.into()));
        }
        let given = guarded(|| self.model.run(inputs, &[self.output], None))
            .ok_or_else(|| fault("it broke down while it spoke".into()))?
            .map_err(|why| fault(format!("it cannot speak: {why}")))?;
        let [Value::FloatTensor(sound)] = &given[..] else {
            return Err(fault("it gives no sound".into()));
        };
        if MOST_SAMPLES < sound.len() {
            return Err(fault("it went on for more than ten minutes".into()));
        }
        let samples: Vec<f32> = sound.iter().copied().collect();
        if samples.iter().any(|sample| !sample.is_finite()) {
            return Err(fault("its sound is not all numbers".into()));
        }
        Ok(samples.into_iter().map(|sample| sample.clamp(-8.0, 8.0)).collect())
    }
}

/// A file of at most `most` bytes.
pub(super) fn read_capped(path: &Path, most: u64) -> Result<Vec<u8>, VoiceError> {
    let unusable = |why: String| VoiceError::Unusable { why, path: path.into() };
    let facts = std::fs::metadata(path).map_err(|fault| unusable(fault.to_string()))?;
    if most < facts.len() {
        return Err(unusable(format!(
            "it is too large, {} bytes; the most is {most}",
            facts.len()
        )));
    }
    std::fs::read(path).map_err(|fault| unusable(fault.to_string()))
}

fn name(model: &Model, id: NodeId) -> Option<String> {
    model.node_info(id)?.name().map(str::to_owned)
}

/// What `work` gives; nothing where the runtime panics over a network, which is no fault of the film.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use super::super::tests::folder;
    use super::*;

    #[track_caller]
    fn refused(path: &Path, must: &[&str], expected: &str) {
        let fault = Net::read(path, must, &[]).err().expect("it is refused").to_string();
        assert!(fault.contains(expected) && fault.contains(&*path.to_string_lossy()), "{fault}");
    }

    #[test]
    fn what_is_no_voice_is_refused_and_its_file_named() {
        let good = folder().join("kokoro.onnx");
        let room = tempfile::tempdir().unwrap();
        let bad = room.path().join("bad.onnx");
        refused(&bad, &[], "No such file");
        std::fs::write(&bad, b"not a network at all").unwrap();
        refused(&bad, &[], "no network");
        std::fs::write(&bad, b"").unwrap();
        refused(&bad, &["tokens"], "");
        refused(&good, &["input"], "no input \"input\"");
        refused(&good, &["tokens"], "not known here");
    }

    #[test]
    fn a_network_that_is_cut_or_bent_never_takes_the_program_down() {
        let whole = std::fs::read(folder().join("en_US-tiny-low.onnx")).unwrap();
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("bent.onnx");
        let inputs = ["input", "input_lengths", "scales"];
        let feeds = || {
            vec![
                ("input", vec![1, 3], Feed::Whole(vec![1, 0, 2])),
                ("input_lengths", vec![1], Feed::Whole(vec![3])),
                ("scales", vec![3], Feed::Real(vec![0.0, 1.0, 0.0])),
            ]
        };
        for step in 0..60 {
            let mut bent = whole.clone();
            match step % 2 {
                0 => bent.truncate(whole.len() * step / 60),
                _ => bent[step * 37] ^= 0x55,
            }
            std::fs::write(&path, &bent).unwrap();
            if let Ok(net) = Net::read(&path, &inputs, &[]) {
                // It may speak nonsense, or say that it cannot.
                let _spoke = net.sound(feeds()).is_ok();
            }
        }
    }
}
