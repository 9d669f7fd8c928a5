//! One file that holds all of a model: a `.gltf` and what lies beside it, as a `.glb`.

use std::path::Path;

use base64ct::{Base64, Encoding};
use serde_json::{Value, json};

use crate::fault::{Fault, MOST_BYTES, ModelError};
use crate::glb::{is_glb, join, split};

/// A model in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// A `.glb` that names no other file.
    pub bytes: Vec<u8>,
    /// What could not be taken along, for people.
    pub notices: Vec<String>,
}

/// Reads a model with all files that it names. A `.glb` that names none comes back as it is.
///
/// # Errors
/// When it or a buffer beside it cannot be read, is too large, or lies outside of its folder. A picture that is
/// missing is only told.
pub fn pack(path: &Path) -> Result<Packed, ModelError> {
    let bytes = read_capped(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let chunks = match is_glb(&bytes) {
        true => Some(split(&bytes).map_err(|fault| fault.of(path))?),
        false => None,
    };
    let (text, bin) = chunks.as_ref().map_or((&bytes[..], None), |c| (c.json, c.bin));
    let value: Value = serde_json::from_slice(text)
        .map_err(|error| Fault::new(format!("this is no glTF: {error}")).of(path))?;
    let names_others = ["buffers", "images"].iter().any(|list| {
        value[*list].as_array().is_some_and(|all| all.iter().any(|one| one["uri"].is_string()))
    });
    if chunks.is_some() && !names_others {
        return Ok(Packed { bytes, notices: Vec::new() });
    }
    let mut packing = Packing { value, bin: Vec::new(), notices: Vec::new(), folder };
    packing.buffers(bin).map_err(|fault| fault.of(path))?;
    packing.images().map_err(|fault| fault.of(path))?;
    Ok(Packed {
        bytes: join(packing.value.to_string().as_bytes(), &packing.bin),
        notices: packing.notices,
    })
}

fn read_capped(path: &Path) -> Result<Vec<u8>, ModelError> {
    let read = |source| ModelError::Read { path: path.to_owned(), source };
    let length = std::fs::metadata(path).map_err(read)?.len();
    if length > MOST_BYTES as u64 {
        return Err(Fault::new(too_large()).of(path));
    }
    std::fs::read(path).map_err(read)
}

pub(crate) fn too_large() -> String {
    format!("it has more than {} MiB; use a lighter model", MOST_BYTES >> 20)
}

struct Packing<'a> {
    value: Value,
    bin: Vec<u8>,
    notices: Vec<String>,
    folder: &'a Path,
}

impl Packing<'_> {
    /// All buffers one after another, and their views counted from the head of them all.
    fn buffers(&mut self, own: Option<&[u8]>) -> Result<(), Fault> {
        let buffers = self.value["buffers"].as_array().cloned().unwrap_or_default();
        let mut starts = Vec::with_capacity(buffers.len());
        for (index, buffer) in buffers.iter().enumerate() {
            let bytes = match (buffer["uri"].as_str(), own) {
                (Some(uri), _) => self.bytes_of(uri),
                (None, Some(own)) if index == 0 => Ok(own.to_vec()),
                (None, _) => Err(Fault::new("it names no file")),
            };
            let bytes = bytes.map_err(|fault| fault.within(format_args!("buffer {index}")))?;
            starts.push(self.append(&bytes)?);
        }
        for view in self.value["bufferViews"].as_array_mut().into_iter().flatten() {
            let buffer = view["buffer"].as_u64().and_then(|b| usize::try_from(b).ok()).unwrap_or(0);
            let start = starts.get(buffer).copied().unwrap_or(0);
            let offset = view["byteOffset"].as_u64().unwrap_or(0).saturating_add(start as u64);
            if let Some(view) = view.as_object_mut() {
                view.insert("buffer".into(), json!(0));
                view.insert("byteOffset".into(), json!(offset));
            }
        }
        Ok(())
    }

    fn images(&mut self) -> Result<(), Fault> {
        let images = self.value["images"].as_array().cloned().unwrap_or_default();
        for (index, image) in images.into_iter().enumerate() {
            let Some(uri) = image["uri"].as_str() else { continue };
            match self.bytes_of(uri) {
                Ok(bytes) => {
                    let start = self.append(&bytes)?;
                    let view = json!({"buffer": 0, "byteOffset": start, "byteLength": bytes.len()});
                    let views = &mut self.value["bufferViews"];
                    if !views.is_array() {
                        *views = json!([]);
                    }
                    let at = views.as_array().map_or(0, Vec::len);
                    views.as_array_mut().into_iter().for_each(|all| all.push(view.clone()));
                    self.value["images"][index] =
                        json!({"bufferView": at, "mimeType": kind_of(&bytes)});
                }
                Err(fault) => {
                    let name = if uri.starts_with("data:") { "embedded" } else { uri };
                    self.notices.push(format!("picture {index} ({name}) is left out: {fault}"));
                    self.value["images"][index] = json!({});
                }
            }
        }
        self.value["buffers"] = json!([{"byteLength": self.bin.len()}]);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<usize, Fault> {
        let start = self.bin.len().next_multiple_of(4);
        if start.saturating_add(bytes.len()) > MOST_BYTES {
            return Err(Fault::new(too_large()));
        }
        self.bin.resize(start, 0);
        self.bin.extend_from_slice(bytes);
        Ok(start)
    }

    fn bytes_of(&self, uri: &str) -> Result<Vec<u8>, Fault> {
        if uri.starts_with("data:") {
            return data_of(uri);
        }
        let name = unescaped(uri)?;
        let is_beside = !name.contains(['\\', ':', '\0'])
            && Path::new(&name).components().all(|c| matches!(c, std::path::Component::Normal(_)));
        if !is_beside {
            return Err(Fault::new(format!("{name:?} lies outside of the model's folder")));
        }
        read_capped(&self.folder.join(&name)).map_err(|error| match error {
            ModelError::Read { source, .. } => Fault::new(format!("{name:?}: {source}")),
            ModelError::Faulty { source, .. } => source.within(name),
        })
    }
}

/// The bytes of a `data:` address.
pub(crate) fn data_of(uri: &str) -> Result<Vec<u8>, Fault> {
    let (_, coded) =
        uri.split_once(";base64,").ok_or_else(|| Fault::new("its data is not in base64"))?;
    Base64::decode_vec(coded.trim_end())
        .or_else(|_| base64ct::Base64Unpadded::decode_vec(coded.trim_end()))
        .map_err(|error| Fault::new(format!("its base64 is damaged: {error}")))
}

/// A name without its `%20`.
fn unescaped(uri: &str) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |d: u8| char::from(d).to_digit(16);
        if let ([high, low, after @ ..], b'%') = (tail, *first)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push((high * 16 + low) as u8);
            rest = after;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    match String::from_utf8(bytes) {
        Ok(name) => Ok(name),
        Err(error) => Err(Fault::new(format!("{uri:?} is no name of a file: {error}"))),
    }
}

fn kind_of(bytes: &[u8]) -> &'static str {
    match image::guess_format(bytes) {
        Ok(format) => format.to_mime_type(),
        Err(_) => "application/octet-stream",
    }
}
