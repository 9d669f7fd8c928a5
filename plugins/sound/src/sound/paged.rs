//! A long WAV, of which only what is heard about now is in memory.

use std::io;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::shelf::{Page, Shelf};
use crate::decode::{DecodeError, sane};
use crate::wav::{self, Layout};
use crate::{Limits, RATE};

/// Reads a file from an offset on: how many bytes came, fewer than asked for only at its end.
pub type ReadAt = dyn Fn(u64, &mut [u8]) -> io::Result<usize> + Send + Sync;

/// Frames of a page: a second.
const PAGE: usize = RATE as usize;

/// Where the samples of a WAV begin at the latest.
const HEAD: usize = 64 * 1024;

/// A WAV at 48 kHz, mono or stereo, of 16 or 24 bits or floats of 32, read a page at a time.
pub struct Paged {
    name: String,
    content: [u8; 32],
    layout: Layout,
    frames: usize,
    read: Box<ReadAt>,
    shelf: Arc<Shelf>,
    number: u64,
    fault: OnceLock<String>,
}

impl Paged {
    /// Opens a file of `bytes` bytes that can be paged; nothing for one that must be decoded or conformed first.
    /// `name` is for people, `content` the file's blake3.
    ///
    /// # Errors
    /// When it cannot be read, or is a WAV beyond the limits.
    pub fn open(
        name: &str,
        content: [u8; 32],
        bytes: u64,
        read: Box<ReadAt>,
        shelf: &Arc<Shelf>,
    ) -> Result<Option<Self>, DecodeError> {
        let mut head = vec![0; HEAD.min(usize::try_from(bytes).unwrap_or(HEAD))];
        let there = read_all(&read, 0, &mut head).map_err(|source| DecodeError::Read { source })?;
        head.truncate(there);
        if !wav::is_wav(&head) {
            return Ok(None);
        }
        let Some(layout) = wav::layout(&head)? else { return Ok(None) };
        let fits = layout.rate == RATE
            && matches!(layout.channels, 1 | 2)
            && matches!((layout.is_whole_numbers(), layout.width), (true, 2 | 3) | (false, 4));
        let there = bytes.saturating_sub(layout.start as u64);
        let whole = layout.claimed.is_some_and(|claimed| 0 < claimed && claimed <= there);
        if !fits || !whole {
            return Ok(None);
        }
        let frames = layout.claimed.unwrap_or(0) as usize / layout.stride;
        // Only its length counts: it is never in memory as a whole.
        let limits = Limits { samples: usize::MAX, ..Limits::default() };
        limits.check_length(frames, layout.rate, layout.channels)?;
        if frames == 0 {
            return Err(DecodeError::Nothing);
        }
        Ok(Some(Self {
            name: name.to_owned(),
            content,
            layout,
            frames,
            read,
            shelf: shelf.clone(),
            number: shelf.number(),
            fault: OnceLock::new(),
        }))
    }

    pub(super) fn frames(&self) -> usize {
        self.frames
    }

    pub(super) fn channels(&self) -> usize {
        self.layout.channels
    }

    pub(super) fn content(&self) -> [u8; 32] {
        self.content
    }

    pub(super) fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    pub(super) fn read(&self, first: usize, out: &mut [[f32; 2]]) {
        let mut at = first;
        let mut out = out;
        while !out.is_empty() {
            if self.frames <= at {
                return out.fill([0.0; 2]);
            }
            let (number, within) = (at / PAGE, at % PAGE);
            let page = self.page(number);
            let there = page.len() / self.layout.channels - within;
            let (now, later) = out.split_at_mut(there.min(out.len()));
            match self.layout.channels {
                1 => now.iter_mut().zip(&page[within..]).for_each(|(out, s)| *out = [*s, *s]),
                _ => {
                    let frames = page[2 * within..].as_chunks::<2>().0;
                    now.copy_from_slice(&frames[..now.len()]);
                }
            }
            at += now.len();
            out = later;
        }
    }

    pub(super) fn warm(&self, frames: Range<usize>) {
        let end = frames.end.min(self.frames);
        for page in frames.start / PAGE..end.div_ceil(PAGE) {
            drop(self.page(page));
        }
    }

    /// A page off the shelf or else out of the file; all pages but the last are of one length.
    fn page(&self, number: usize) -> Page {
        let place = (self.number, number as u64);
        if let Some(page) = self.shelf.find(place) {
            return page;
        }
        let frames = PAGE.min(self.frames - number * PAGE);
        let page: Page = self.fetched(number * PAGE, frames).unwrap_or_else(|why| {
            let message = format!("{} could not be read and is silent there: {why}", self.name);
            self.fault.get_or_init(|| message);
            vec![0.0; frames * self.layout.channels].into()
        });
        self.shelf.keep(place, &page);
        page
    }

    fn fetched(&self, first: usize, frames: usize) -> io::Result<Page> {
        let Layout { start, stride, width, channels, .. } = self.layout;
        let mut bytes = vec![0; frames * stride];
        let there = read_all(&self.read, (start + first * stride) as u64, &mut bytes)?;
        if there < bytes.len() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is cut off"));
        }
        let mut page = Vec::with_capacity(frames * channels);
        for frame in bytes.chunks_exact(stride) {
            let samples = frame[..channels * width].chunks_exact(width);
            page.extend(samples.map(|sample| sane(self.layout.sample(sample), &mut 0)));
        }
        Ok(page.into())
    }
}

fn read_all(read: &ReadAt, from: u64, into: &mut [u8]) -> io::Result<usize> {
    let mut done = 0;
    while done < into.len() {
        match read(from + done as u64, &mut into[done..])? {
            0 => break,
            count => done += count,
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use proptest::prelude::*;

    use super::*;
    use crate::{Depth, Pcm, Sound, decode, write_wav};

    fn noise(channels: usize, frames: usize) -> Pcm {
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        let channels = (0..channels).map(|_| (0..frames).map(|_| next()).collect()).collect();
        Pcm { rate: RATE, channels }
    }

    fn reader(bytes: Arc<Vec<u8>>) -> Box<ReadAt> {
        Box::new(move |from, into| {
            let rest = &bytes[(from as usize).min(bytes.len())..];
            // A disk may give less than it was asked for.
            let count = rest.len().min(into.len()).min(10_007);
            into[..count].copy_from_slice(&rest[..count]);
            Ok(count)
        })
    }

    fn opened(bytes: &[u8], shelf: &Arc<Shelf>) -> Result<Option<Paged>, DecodeError> {
        let length = bytes.len() as u64;
        Paged::open("a sound", [1; 32], length, reader(Arc::new(bytes.to_vec())), shelf)
    }

    fn file(channels: usize, frames: usize, depth: Depth) -> Vec<u8> {
        write_wav(Vec::new(), &noise(channels, frames), depth).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn what_is_paged_is_what_is_held(
            channels in 1_usize..3,
            frames in 1_usize..200_000,
            depth in prop::sample::select(vec![Depth::I16, Depth::I24, Depth::F32]),
            reads in prop::collection::vec((0_usize..210_000, 1_usize..70_000), 1..12),
        ) {
            let bytes = file(channels, frames, depth);
            // Room for hardly more than one page, so that pages come and go.
            let shelf = Arc::new(Shelf::new(400_000));
            let paged = Sound::Paged(opened(&bytes, &shelf).unwrap().unwrap());
            let held = Sound::from(decode(&bytes, "wav").unwrap());
            prop_assert_eq!(paged.frames(), frames);
            for (first, count) in reads {
                let (mut one, mut other) = (vec![[9.0; 2]; count], vec![[8.0; 2]; count]);
                paged.read(first, &mut one);
                held.read(first, &mut other);
                prop_assert!(one == other, "{} from {}", count, first);
                prop_assert!(shelf.bytes() <= 400_000);
            }
            prop_assert!(paged.fault().is_none());
        }
    }

    #[test]
    fn what_must_be_decoded_first_is_not_paged() {
        let shelf = Arc::default();
        let mut other_rate = noise(1, 100);
        other_rate.rate = 44_100;
        let other_rate = write_wav(Vec::new(), &other_rate, Depth::I16).unwrap();
        let cut = &file(2, 1000, Depth::I16)[..2000];
        for bytes in [&file(3, 100, Depth::I16)[..], &other_rate, cut] {
            assert!(opened(bytes, &shelf).unwrap().is_none());
        }
        assert!(opened(b"ID3 no wav at all", &shelf).unwrap().is_none());
    }

    #[test]
    fn a_page_that_cannot_be_read_is_silence_and_a_fault() {
        let bytes = Arc::new(file(1, 3 * PAGE, Depth::I16));
        let broken = Arc::new(AtomicBool::new(false));
        let (inner, flag) = (reader(bytes.clone()), broken.clone());
        let read: Box<ReadAt> = Box::new(move |from, into| {
            if flag.load(Ordering::Relaxed) {
                return Err(io::Error::other("the disk was pulled"));
            }
            inner(from, into)
        });
        let length = bytes.len() as u64;
        let paged = Paged::open("a sound", [1; 32], length, read, &Arc::default());
        let sound = Sound::Paged(paged.unwrap().unwrap());
        let mut out = [[0.0; 2]; 100];
        sound.read(0, &mut out);
        assert!(out[50][0] != 0.0 && sound.fault().is_none());
        broken.store(true, Ordering::Relaxed);
        sound.read(PAGE, &mut out);
        assert_eq!(out, [[0.0; 2]; 100]);
        assert!(sound.fault().is_some_and(|why| why.contains("the disk was pulled")));
    }

    #[test]
    fn what_was_warmed_is_not_read_again() {
        let bytes = Arc::new(file(2, 5 * PAGE, Depth::I16));
        let reads = Arc::new(AtomicUsize::new(0));
        let (inner, count) = (reader(bytes.clone()), reads.clone());
        let read: Box<ReadAt> = Box::new(move |from, into| {
            count.fetch_add(1, Ordering::Relaxed);
            inner(from, into)
        });
        let length = bytes.len() as u64;
        let paged = Paged::open("a sound", [1; 32], length, read, &Arc::default());
        let sound = Sound::Paged(paged.unwrap().unwrap());
        sound.warm(PAGE - 1..3 * PAGE);
        let after = reads.load(Ordering::Relaxed);
        sound.read(PAGE - 1, &mut vec![[0.0; 2]; 2 * PAGE]);
        assert_eq!(reads.load(Ordering::Relaxed), after);
    }
}
