//! H.264 as streams and as files have it.

use std::path::{Path, PathBuf};

use super::MuxError;

/// What of the pictures an index needs to know.
#[derive(Default)]
pub(super) struct VideoIndex {
    /// Bytes of each picture as it is stored.
    pub(super) sizes: Vec<u32>,
    /// Pictures, counted from 1, that can be begun with.
    pub(super) keys: Vec<u32>,
    pub(super) sps: Vec<u8>,
    pub(super) pps: Vec<u8>,
}

impl VideoIndex {
    pub(super) fn of(pieces: &[PathBuf]) -> Result<Self, MuxError> {
        let mut index = Self::default();
        for path in pieces {
            let stream = read(path)?;
            for unit in access_units(&stream) {
                index.take(&unit);
            }
            if index.sps.len() < 4 || index.pps.is_empty() {
                return Err(MuxError::NoParameters { path: path.clone() });
            }
        }
        Ok(index)
    }

    fn take(&mut self, unit: &[&[u8]]) {
        let number = self.sizes.len() as u32 + 1;
        for nal in unit {
            match nal[0] & 31 {
                7 if self.sps.is_empty() => self.sps = nal.to_vec(),
                8 if self.pps.is_empty() => self.pps = nal.to_vec(),
                5 if self.keys.last() != Some(&number) => self.keys.push(number),
                _ => {}
            }
        }
        self.sizes.push(unit.iter().map(|nal| nal.len() as u32 + 4).sum());
    }
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, MuxError> {
    std::fs::read(path).map_err(|source| MuxError::Read { path: path.to_owned(), source })
}

/// The pictures of an Annex B stream, each as its NAL units without start codes. A picture is one slice or
/// more, the first of which begins with macroblock 0.
pub(crate) fn access_units(stream: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut units: Vec<Vec<&[u8]>> = Vec::new();
    let mut has_slice = true;
    for nal in nal_units(stream) {
        let kind = nal[0] & 31;
        let slice = matches!(kind, 1 | 5);
        // first_mb_in_slice is an Exp-Golomb number, 0 of which is a single set bit.
        let begins = if slice { nal.get(1).is_some_and(|b| 0x80 <= *b) } else { true };
        if has_slice && begins {
            units.push(Vec::new());
            has_slice = false;
        }
        has_slice |= slice;
        if let Some(unit) = units.last_mut() {
            unit.push(nal);
        }
    }
    units
}

fn nal_units(stream: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at + 3 <= stream.len() {
        if stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1 {
            starts.push(at);
            at += 3;
        } else {
            at += 1;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([stream.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let nal = &stream[start + 3..end];
            let length = nal.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            &nal[..length]
        })
        .filter(|nal| !nal.is_empty())
        .collect()
}
