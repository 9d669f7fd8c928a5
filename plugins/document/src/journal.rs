//! The journal of one opening: each gesture is appended by one write, and made safe within a quarter second.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Id;
use crate::device::{Device, folder_of};
use crate::envelope::Envelope;
use crate::records::Written;
use crate::segment::{self, Head, SEALED_AT};
use crate::sync::Syncer;
use crate::undo::{Deed, StepId};

/// Why a gesture is not in the journal.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(
        "the history could not be written; free some space or make the folder writable, then try again: {path:?}"
    )]
    Io { path: PathBuf, source: io::Error },
    #[error("the change is too large to be written at once; make it in parts")]
    TooLarge,
}

pub(crate) struct Journal {
    /// `history/seg/<device>`.
    folder: PathBuf,
    device: Device,
    film: Id,
    opening: Id,
    number: u64,
    order: u64,
    previous: [u8; 32],
    segment: Option<Segment>,
    segments: u32,
    written: u64,
    /// Records that are not known to be safe yet.
    unsafe_yet: VecDeque<(u64, Vec<u8>)>,
    /// A write could not be made safe, and has not been written again yet.
    in_doubt: bool,
    syncer: Syncer,
}

struct Segment {
    file: Arc<File>,
    length: u64,
}

impl Journal {
    /// The journal of a new opening. No file is made before there is something to write.
    pub(crate) fn new(
        history: &std::path::Path,
        device: Device,
        film: Id,
        opening: Id,
        order: u64,
    ) -> io::Result<Self> {
        Ok(Self {
            folder: history.join("seg").join(folder_of(&device.public())),
            device,
            film,
            opening,
            number: 0,
            order,
            previous: [0; 32],
            segment: None,
            segments: 0,
            written: 0,
            unsafe_yet: VecDeque::new(),
            in_doubt: false,
            syncer: Syncer::start()?,
        })
    }

    /// Appends a gesture, and gives it back. On an error nothing of it stays in the journal.
    pub(crate) fn append(
        &mut self,
        written: Written,
        deed: Deed,
    ) -> (Deed, Result<StepId, WriteError>) {
        let envelope = Envelope {
            device: self.device.public(),
            film: self.film,
            opening: self.opening,
            number: self.number,
            order: self.order.saturating_add(1),
            made: now(),
            previous: self.previous,
            start: written.start,
            end: written.end,
            deed,
            payload: written.payload,
        };
        let appended = self.append_envelope(&envelope);
        (envelope.deed, appended)
    }

    fn append_envelope(&mut self, envelope: &Envelope) -> Result<StepId, WriteError> {
        let sealed = match envelope.seal(&self.device) {
            Ok(sealed) => sealed,
            Err(error) => {
                tracing::error!(%error, "an envelope could not be encoded");
                return Err(WriteError::TooLarge);
            }
        };
        let record = segment::record(&sealed.bytes).ok_or(WriteError::TooLarge)?;
        self.write(record)?;
        self.number += 1;
        self.order = envelope.order;
        self.previous = sealed.hash;
        Ok(envelope.step())
    }

    /// Whether all that was appended would survive a power cut.
    pub(crate) fn is_safe(&self) -> bool {
        self.syncer.safe() >= self.written
    }

    /// Waits until all that was appended would survive a power cut.
    pub(crate) fn flush(&mut self) -> Result<(), WriteError> {
        if self.is_safe() {
            return Ok(());
        }
        self.syncer.flush();
        if self.heed_failure()? {
            self.syncer.flush();
        }
        if self.is_safe() {
            self.unsafe_yet.clear();
            return Ok(());
        }
        let source = io::Error::other("the disk does not confirm what was written");
        Err(WriteError::Io { path: self.folder.clone(), source })
    }

    fn write(&mut self, record: Vec<u8>) -> Result<(), WriteError> {
        let safe = self.syncer.safe();
        self.unsafe_yet.retain(|(sequence, _)| *sequence > safe);
        self.heed_failure()?;
        self.segment.take_if(|segment| segment.length >= SEALED_AT);
        self.put(&record)?;
        self.unsafe_yet.push_back((self.written, record));
        Ok(())
    }

    /// Begins again if a write could not be made safe, and says whether it did.
    fn heed_failure(&mut self) -> Result<bool, WriteError> {
        self.in_doubt |= self.syncer.take_failure();
        let begins = self.in_doubt;
        if begins {
            self.begin_again()?;
            self.in_doubt = false;
        }
        Ok(begins)
    }

    /// After a write that could not be made safe: what is in doubt goes into a new file. The old one is left
    /// as it is, since what a system says about it afterwards is not to be trusted.
    fn begin_again(&mut self) -> Result<(), WriteError> {
        self.segment = None;
        let again: Vec<u8> =
            self.unsafe_yet.iter().flat_map(|(_, record)| record).copied().collect();
        if again.is_empty() { Ok(()) } else { self.put(&again) }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        let mut folders = Vec::new();
        if self.segment.is_none() {
            folders = self.begin_segment().map_err(|error| self.fault(error))?;
        }
        let Some(segment) = &mut self.segment else { return Err(WriteError::TooLarge) };
        let before = segment.length;
        if let Err(error) = (&*segment.file).write_all(bytes) {
            // What was half written must not be followed by anything.
            if segment.file.set_len(before).is_err() {
                self.segment = None;
            }
            return Err(self.fault(error));
        }
        segment.length += bytes.len() as u64;
        self.written += 1;
        self.syncer.wrote(Arc::clone(&segment.file), folders, self.written);
        Ok(())
    }

    /// Begins a file, and gives the folders that got a new entry.
    fn begin_segment(&mut self) -> io::Result<Vec<PathBuf>> {
        fs::create_dir_all(&self.folder)?;
        let path = self.folder.join(format!("{}-{:04}.seg", self.opening, self.segments));
        let mut file = File::options().append(true).create_new(true).open(&path)?;
        self.segments += 1;
        let head = Head {
            film: self.film,
            device: self.device.public(),
            opening: self.opening,
            number: self.segments - 1,
        };
        let head = head.bytes();
        if let Err(error) = file.write_all(&head) {
            fs::remove_file(&path)?;
            return Err(error);
        }
        self.segment = Some(Segment { file: Arc::new(file), length: head.len() as u64 });
        Ok(self.folder.ancestors().take(2).map(PathBuf::from).collect())
    }

    fn fault(&self, source: io::Error) -> WriteError {
        WriteError::Io { path: self.folder.clone(), source }
    }
}

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_millis() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::undo::Act;

    fn deed(label: &str) -> Deed {
        Deed {
            act: Act::Do,
            label: label.into(),
            inverse: vec![],
            held: vec![],
            stands: vec![],
            place: None,
        }
    }

    fn labels(folder: &std::path::Path) -> Vec<Vec<String>> {
        let files = crate::folder::files_in(&folder.join("seg"), "seg").unwrap();
        let label =
            |bytes: &[u8]| Envelope::read(bytes, crate::envelope::FORMAT).unwrap().0.deed.label;
        let in_file = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            segment::read(&bytes).envelopes.into_iter().map(|range| label(&bytes[range])).collect()
        };
        files.iter().map(in_file).collect()
    }

    #[test]
    fn what_the_disk_did_not_confirm_goes_into_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let device = Device::in_folder(folder.path()).unwrap();
        let mut journal =
            Journal::new(folder.path(), device, Id::hashed(&["film"]), Id::fresh(), 0).unwrap();
        let append = |journal: &mut Journal, label| {
            let written = Written { start: 0, end: 0, payload: vec![] };
            journal.append(written, deed(label)).1.unwrap();
        };
        append(&mut journal, "safe");
        journal.flush().unwrap();
        append(&mut journal, "in doubt");
        journal.begin_again().unwrap();
        append(&mut journal, "after");
        journal.flush().unwrap();
        assert!(journal.is_safe());
        let expected = [vec!["safe", "in doubt"], vec!["in doubt", "after"]];
        assert_eq!(labels(folder.path()), expected);
    }
}
