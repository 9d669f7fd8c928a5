//! The journal of one opening: each gesture is appended by one write, and made safe within a quarter second.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Id;
use crate::device::{Device, folder_of};
use crate::disk::{Disk, DiskFile};
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
    disk: Arc<dyn Disk>,
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
    file: Arc<dyn DiskFile>,
    length: u64,
    /// Folders that got a new entry when it was begun, and do not keep it yet.
    folders: Vec<PathBuf>,
}

impl Journal {
    /// The journal of a new opening. No file is made before there is something to write.
    pub(crate) fn new(
        history: &std::path::Path,
        device: Device,
        film: Id,
        opening: Id,
        order: u64,
        disk: Arc<dyn Disk>,
    ) -> io::Result<Self> {
        Ok(Self {
            syncer: Syncer::start(disk.clone())?,
            disk,
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
        if self.segment.is_none() {
            self.begin_segment().map_err(|error| self.fault(error))?;
        }
        let Some(segment) = &mut self.segment else { return Err(WriteError::TooLarge) };
        let before = segment.length;
        if let Err(error) = segment.file.append(bytes) {
            // What was half written must not be followed by anything.
            if segment.file.cut(before).is_err() {
                self.segment = None;
            }
            return Err(self.fault(error));
        }
        segment.length += bytes.len() as u64;
        self.written += 1;
        let folders = std::mem::take(&mut segment.folders);
        self.syncer.wrote(Arc::clone(&segment.file), folders, self.written);
        Ok(())
    }

    fn begin_segment(&mut self) -> io::Result<()> {
        self.disk.make_folder(&self.folder)?;
        let path = self.folder.join(format!("{}-{:04}.seg", self.opening, self.segments));
        let file = self.disk.begin(&path)?;
        self.segments += 1;
        let head = Head {
            film: self.film,
            device: self.device.public(),
            opening: self.opening,
            number: self.segments - 1,
        };
        let head = head.bytes();
        if let Err(error) = file.append(&head) {
            self.disk.remove(&path)?;
            return Err(error);
        }
        let folders = self.folder.ancestors().take(2).map(PathBuf::from).collect();
        self.segment = Some(Segment { file, length: head.len() as u64, folders });
        Ok(())
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
    use proptest::prelude::*;

    use super::*;
    use crate::disk::Local;
    use crate::disk::faulty::Faulty;
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
        files.iter().map(|path| labels_in(&std::fs::read(path).unwrap())).collect()
    }

    /// The labels of the whole records in a file; nothing where it has no head.
    fn labels_in(bytes: &[u8]) -> Vec<String> {
        let label =
            |bytes: &[u8]| Envelope::read(bytes, crate::envelope::FORMAT).unwrap().0.deed.label;
        if Head::read(bytes).is_none() {
            return Vec::new();
        }
        segment::read(bytes).envelopes.into_iter().map(|range| label(&bytes[range])).collect()
    }

    /// What happens to a journal.
    #[derive(Clone, Copy, Debug)]
    enum Event {
        Append,
        /// Of so many bytes at once.
        AppendMuch(usize),
        Flush,
        /// So many bytes are left on the disk.
        Fill(usize),
        MakeRoom,
        FailSyncs(u32),
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            8 => Just(Event::Append),
            1 => (1..400_000_usize).prop_map(Event::AppendMuch),
            3 => Just(Event::Flush),
            1 => (0..2000_usize).prop_map(Event::Fill),
            1 => Just(Event::MakeRoom),
            1 => (1..3_u32).prop_map(Event::FailSyncs),
        ]
    }

    fn device() -> Device {
        static DEVICE: std::sync::OnceLock<Device> = std::sync::OnceLock::new();
        let make = || {
            let folder = tempfile::tempdir().unwrap();
            Device::in_folder(folder.path()).unwrap()
        };
        DEVICE.get_or_init(make).clone()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever the disk does: what was written is there when the program is killed, what was called safe is
        /// there when the power goes, and what is left can be read.
        #[test]
        fn nothing_that_was_called_written_or_safe_is_lost(
            events in proptest::collection::vec(event(), 1..40),
            seed in any::<u64>(),
        ) {
            let disk = Arc::new(Faulty::default());
            let film = Id::hashed(&["film"]);
            let folder = std::path::Path::new("/history");
            let mut journal =
                Journal::new(folder, device(), film, Id::fresh(), 0, disk.clone()).unwrap();
            let (mut written, mut safe) = (Vec::new(), 0);
            for (n, event) in events.into_iter().enumerate() {
                match event {
                    Event::Append | Event::AppendMuch(_) => {
                        let more = if let Event::AppendMuch(more) = event { more } else { 0 };
                        let operations = Written { start: 0, end: 0, payload: vec![7; more] };
                        let label = format!("gesture {n}");
                        if journal.append(operations, deed(&label)).1.is_ok() {
                            written.push(label);
                        }
                    }
                    Event::Flush => {
                        if journal.flush().is_ok() {
                            prop_assert!(journal.is_safe());
                        }
                    }
                    Event::Fill(room) => disk.set_room(Some(room)),
                    Event::MakeRoom => disk.set_room(None),
                    Event::FailSyncs(count) => disk.fail_syncs(count),
                }
                if journal.is_safe() {
                    safe = written.len();
                }
            }
            let found = |files: Vec<Vec<u8>>| -> Vec<String> {
                files.iter().flat_map(|bytes| labels_in(bytes)).collect()
            };
            let killed = found(disk.as_written());
            for label in &written {
                prop_assert!(killed.contains(label), "{} was written", label);
            }
            let mut state = seed;
            let mut luck = |below: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 33) as usize % below.max(1)
            };
            let left = found(disk.after_a_power_cut(&mut luck));
            for label in &written[..safe] {
                prop_assert!(left.contains(label), "{} was called safe", label);
            }
        }
    }

    #[test]
    fn what_the_disk_did_not_confirm_goes_into_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let device = Device::in_folder(folder.path()).unwrap();
        let disk = Arc::new(Local);
        let film = Id::hashed(&["film"]);
        let mut journal = Journal::new(folder.path(), device, film, Id::fresh(), 0, disk).unwrap();
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
