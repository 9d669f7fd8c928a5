//! Reads all history of a film: what is good counts, what is not is named and kept aside.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use loro::{EncodedBlobMode, LoroDoc, VersionVector};

use crate::bounds::are_in_bounds;
use crate::checkpoint;
use crate::device::{Device, folder_of};
use crate::envelope::{Envelope, is_genuine, peer_of};
use crate::folder::{Layout, files_in, write_whole};
use crate::guard::{guarded, worked};
use crate::segment::{self, HEAD, Head, LARGEST};
use crate::undo::History;
use crate::{Id, Problem};

/// A film as its history tells it.
pub(crate) struct Loaded {
    pub(crate) crdt: LoroDoc,
    pub(crate) history: History,
    /// The peers of all openings of this device.
    pub(crate) mine: Vec<u64>,
    /// The highest order of any envelope.
    pub(crate) order: u64,
    /// How much of the history was not in the checkpoint: envelopes, and bytes of operations.
    pub(crate) since: (usize, usize),
    pub(crate) problems: Vec<Problem>,
}

/// Loads a film. `repair` cuts torn tails off this device's own files, after keeping a copy.
pub(crate) fn load(layout: &Layout, film: Id, device: &Device, repair: bool) -> io::Result<Loaded> {
    let (checkpoint, bad) = checkpoint::newest(&layout.checkpoints(), film, device)?;
    let seen = checkpoint.as_ref().map(LoroDoc::oplog_vv).unwrap_or_default();
    let mut loader = Loader { repair, ..Loader::new(layout, film, device, seen) };
    loader.problems.extend(bad.into_iter().map(|path| Problem::Checkpoint { path }));
    loader.read_all()?;
    Ok(loader.finish(checkpoint.unwrap_or_default()))
}

/// Loads a film from its journal alone, with every signature checked; and how many changes hold.
pub(crate) fn load_all(layout: &Layout, film: Id, device: &Device) -> io::Result<(Loaded, usize)> {
    let mut loader = Loader::new(layout, film, device, VersionVector::default());
    loader.read_all()?;
    let changes = loader.found.len();
    Ok((loader.finish(LoroDoc::new()), changes))
}

/// All envelopes that can be read, in an order in which each comes after what its author had seen. What `known`
/// has was verified before, and comes without its operations.
pub(crate) fn told(
    layout: &Layout,
    film: Id,
    device: &Device,
    known: VersionVector,
) -> io::Result<Vec<(Envelope, [u8; 32])>> {
    let mut loader = Loader::new(layout, film, device, known);
    loader.read_all()?;
    let mut all: Vec<_> =
        loader.found.into_values().map(|found| (found.envelope, found.hash)).collect();
    all.sort_by_key(|(envelope, _)| (envelope.order, envelope.opening, envelope.number));
    Ok(all)
}

struct Loader<'a> {
    layout: &'a Layout,
    film: Id,
    device: &'a Device,
    repair: bool,
    /// What the checkpoint has.
    seen: VersionVector,
    /// Envelopes by opening and number.
    found: BTreeMap<(Id, u64), Found>,
    problems: Vec<Problem>,
}

struct Found {
    /// Without its operations, where the checkpoint has them.
    envelope: Envelope,
    hash: [u8; 32],
    path: PathBuf,
}

impl<'a> Loader<'a> {
    /// Reads what comes after `seen`, and changes nothing.
    fn new(layout: &'a Layout, film: Id, device: &'a Device, seen: VersionVector) -> Self {
        let (found, problems) = (BTreeMap::new(), Vec::new());
        Self { layout, film, device, repair: false, seen, found, problems }
    }

    fn read_all(&mut self) -> io::Result<()> {
        for path in files_in(&self.layout.segments(), "seg")? {
            self.read(&path);
        }
        Ok(())
    }

    /// Takes up one file of the journal.
    fn read(&mut self, path: &Path) {
        let bytes = match read_file(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let (path, why) = (path.to_owned(), error.to_string());
                return self.problems.push(Problem::Unreadable { path, why });
            }
        };
        let Some(head) = Head::read(&bytes) else {
            return self.take_headless(path, &bytes);
        };
        if head.film != self.film {
            return self.problems.push(Problem::Foreign { path: path.to_owned() });
        }
        let contents = segment::read(&bytes);
        for range in &contents.envelopes {
            let format = segment::format_of(&bytes, range);
            self.take(&head, &bytes[range.clone()], format, path);
        }
        if !contents.newer.is_empty() {
            self.problems.push(Problem::Newer { path: path.to_owned() });
        }
        for range in contents.damaged {
            self.set_aside(path, &bytes, range.clone());
            let (at, bytes) = (range.start, range.len());
            self.problems.push(Problem::Damaged { path: path.to_owned(), at, bytes });
        }
        if let Some(torn) = contents.torn {
            self.cut(&head, path, &bytes, torn);
        }
    }

    /// A file that is too short to have a head was begun and not finished: there is nothing in it.
    fn take_headless(&mut self, path: &Path, bytes: &[u8]) {
        if segment::is_newer(bytes) {
            return self.problems.push(Problem::Newer { path: path.to_owned() });
        }
        if bytes.len() >= HEAD {
            return self.problems.push(Problem::Foreign { path: path.to_owned() });
        }
        self.problems.push(Problem::Torn { path: path.to_owned(), bytes: bytes.len() });
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        if self.repair
            && folder == folder_of(&self.device.public()).as_str()
            && let Err(error) = fs::remove_file(path)
        {
            tracing::warn!(%error, ?path, "an empty file of the journal could not be removed");
        }
    }

    fn take(&mut self, head: &Head, bytes: &[u8], format: u8, path: &Path) {
        let Some((mut envelope, hash)) = Envelope::read(bytes, format) else {
            return self.problems.push(Problem::Refused { path: path.to_owned() });
        };
        let belongs = (envelope.film, envelope.device, envelope.opening);
        if belongs != (head.film, head.device, head.opening) {
            return self.problems.push(Problem::Forged { path: path.to_owned() });
        }
        let seen = self.seen.get(&envelope.peer()).copied().unwrap_or(0);
        if envelope.end <= seen && !envelope.payload.is_empty() {
            envelope.payload = Vec::new();
        } else if !is_genuine(bytes, &envelope.device, &hash) || !has_only_its_own(&envelope) {
            return self.problems.push(Problem::Forged { path: path.to_owned() });
        }
        let key = (envelope.opening, envelope.number);
        let found = Found { envelope, hash, path: path.to_owned() };
        // The same envelope is there twice when it was written again after a failed write.
        self.found.entry(key).or_insert(found);
    }

    /// Keeps a copy of bytes that are no history, and says whether there is one.
    fn set_aside(&self, path: &Path, bytes: &[u8], range: Range<usize>) -> bool {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let copy = self.layout.aside().join(format!("{name}-{}.bin", range.start));
        if !self.repair || copy.exists() {
            return copy.exists();
        }
        let kept = fs::create_dir_all(self.layout.aside())
            .and_then(|()| write_whole(&copy, &bytes[range]));
        if let Err(error) = &kept {
            tracing::warn!(%error, ?copy, "damaged history could not be kept aside");
        }
        kept.is_ok()
    }

    /// Cuts off a tail that is no whole record, once there is a copy of it.
    fn cut(&mut self, head: &Head, path: &Path, bytes: &[u8], torn: Range<usize>) {
        self.problems.push(Problem::Torn { path: path.to_owned(), bytes: torn.len() });
        let is_mine = self.repair && head.device == self.device.public();
        if !is_mine || !self.set_aside(path, bytes, torn.clone()) {
            return;
        }
        let cut = File::options().write(true).open(path).and_then(|file| {
            file.set_len(torn.start as u64)?;
            file.sync_all()
        });
        if let Err(error) = cut {
            tracing::warn!(%error, ?path, "a torn tail could not be cut");
        }
    }

    fn finish(mut self, checkpoint: LoroDoc) -> Loaded {
        self.check_chains();
        let mut payloads = Vec::new();
        for found in self.found.values_mut().filter(|found| !found.envelope.payload.is_empty()) {
            payloads.push((found.path.clone(), std::mem::take(&mut found.envelope.payload)));
        }
        let since = (payloads.len(), payloads.iter().map(|(_, payload)| payload.len()).sum());
        let (crdt, refused) = self.import(checkpoint, payloads);
        self.problems.extend(refused.into_iter().map(|path| Problem::Refused { path }));
        self.history(crdt, since)
    }

    /// Imports operations on top of a checkpoint. Those that the CRDT refuses, or chokes on, are left out and
    /// named by their files.
    fn import(
        &mut self,
        checkpoint: LoroDoc,
        payloads: Vec<(PathBuf, Vec<u8>)>,
    ) -> (LoroDoc, Vec<PathBuf>) {
        let (paths, blobs): (Vec<PathBuf>, Vec<Vec<u8>>) = payloads.into_iter().unzip();
        if let Some((crdt, Ok(status))) = worked(checkpoint, |crdt| crdt.import_batch(&blobs)) {
            if status.pending.is_some() {
                self.problems.push(Problem::Unconnected { path: self.layout.segments() });
            }
            return (crdt, Vec::new());
        }
        let fresh = || {
            let newest = checkpoint::newest(&self.layout.checkpoints(), self.film, self.device);
            newest.ok().and_then(|(checkpoint, _)| checkpoint).unwrap_or_default()
        };
        one_by_one(&fresh, paths, &blobs)
    }

    /// Looks for envelopes that should be between others.
    fn check_chains(&mut self) {
        let mut last: Option<(Id, u64, [u8; 32])> = None;
        for ((opening, number), found) in &self.found {
            let (next, before) = match last {
                Some((of, number, hash)) if of == *opening => (number.saturating_add(1), hash),
                _ => (0, [0; 32]),
            };
            let path = || found.path.clone();
            if next != *number {
                self.problems
                    .push(Problem::Missing { path: path(), count: number.saturating_sub(next) });
            } else if before != found.envelope.previous {
                self.problems.push(Problem::Altered { path: path() });
            }
            last = Some((*opening, *number, found.hash));
        }
    }

    /// Takes up what this device did, in the order in which it was done.
    fn history(self, crdt: LoroDoc, since: (usize, usize)) -> Loaded {
        let device = self.device.public();
        let order = self.found.values().map(|found| found.envelope.order).max().unwrap_or(0);
        let mut own: Vec<Envelope> = self
            .found
            .into_values()
            .map(|found| found.envelope)
            .filter(|envelope| envelope.device == device)
            .collect();
        own.sort_by_key(|envelope| (envelope.order, envelope.opening, envelope.number));
        let mut openings: Vec<Id> = own.iter().map(|envelope| envelope.opening).collect();
        openings.dedup();
        let mut history = History::default();
        for envelope in own {
            history.take(envelope.step(), envelope.deed);
        }
        let mine = openings.iter().map(|opening| peer_of(&device, self.film, *opening)).collect();
        Loaded { crdt, history, mine, order, since, problems: self.problems }
    }
}

/// Whether an envelope's operations are all of its own peer, and the ones that it says.
fn has_only_its_own(envelope: &Envelope) -> bool {
    let payload = &envelope.payload;
    if payload.is_empty() {
        return envelope.start == envelope.end;
    }
    if guarded(|| are_in_bounds(payload)) != Some(true) {
        return false;
    }
    let Some(Ok(meta)) = guarded(|| LoroDoc::decode_import_blob_meta(payload, true)) else {
        return false;
    };
    let spans = |vv: &VersionVector| vv.iter().map(|(peer, end)| (*peer, *end)).collect::<Vec<_>>();
    let start = (envelope.peer(), envelope.start);
    matches!(meta.mode, EncodedBlobMode::Updates)
        && spans(&meta.partial_end_vv) == [(envelope.peer(), envelope.end)]
        && spans(&meta.partial_start_vv).iter().all(|other| *other == start)
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > LARGEST + LARGEST / 16 {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is longer than any we write"));
    }
    fs::read(path)
}

/// The slow way, which finds out what is bad.
fn one_by_one(
    fresh: &dyn Fn() -> LoroDoc,
    paths: Vec<PathBuf>,
    blobs: &[Vec<u8>],
) -> (LoroDoc, Vec<PathBuf>) {
    let mut good = Vec::new();
    let mut refused = Vec::new();
    let mut crdt = fresh();
    for (path, blob) in paths.into_iter().zip(blobs) {
        match worked(crdt, |crdt| crdt.import(blob)) {
            Some((same, imported)) => {
                crdt = same;
                if imported.is_ok() { good.push(blob) } else { refused.push(path) }
            }
            None => {
                refused.push(path);
                let again =
                    worked(fresh(), |crdt| good.iter().all(|blob| crdt.import(blob).is_ok()));
                crdt = again.map_or_else(fresh, |(crdt, _)| crdt);
            }
        }
    }
    (crdt, refused)
}
