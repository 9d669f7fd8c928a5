//! The offline driver: every frame of a range, drawn once, encoded in order.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bevy_ecs::world::World;
use blake3::Hasher;
use maquette_document::{Timeline, film};
use maquette_moment::{BurnIns, Moment};
use maquette_stage::Studio;
use maquette_time::Frame;

use crate::encode::{Encoder, Nv12, SegmentWriter, StreamFormat};
use crate::progress::{Progress, RenderError};
use crate::segment::{Segment, content_of, moment_of, segments};

/// What is to be rendered.
#[derive(Clone, Debug)]
pub struct PictureJob {
    pub first: Frame,
    pub frames: i64,
    /// Pixels, both even.
    pub width: u32,
    pub height: u32,
    /// What is burnt in; the texts that are here do not count, only which of them there are.
    pub burn_ins: BurnIns,
    /// Where pieces are kept for the next render.
    pub cache: PathBuf,
}

/// How the frames of a render came about, and where its time went.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct FrameCounts {
    /// Drawn by the stage.
    pub drawn: i64,
    /// Equal to the one before: not drawn again.
    pub held: i64,
    /// Handed to the encoder, drawn or held.
    pub encoded: i64,
    /// Found in pieces that an earlier render kept.
    pub reused: i64,
    /// Seconds spent finding out what each frame shows.
    pub moment_seconds: f64,
    /// Seconds spent drawing, and waiting for what was drawn.
    pub draw_seconds: f64,
    /// Seconds spent waiting for the encoder.
    pub encode_seconds: f64,
}

/// Draws and encodes a range of the film; gives its pieces in order.
///
/// # Errors
/// When drawing or encoding fails, the disk is full, or `cancel` was set; pieces that are whole are kept, so
/// that the next render goes on from there.
pub fn render_picture(
    world: &World,
    job: &PictureJob,
    studio: &mut Studio,
    encoder: &Encoder,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Vec<PathBuf>, FrameCounts), RenderError> {
    std::fs::create_dir_all(&job.cache)
        .map_err(|source| RenderError::Folder { path: job.cache.clone(), source })?;
    let rate = film(world).rate;
    let format = StreamFormat { width: job.width, height: job.height, rate };
    let pieces = match world.get_resource::<Timeline>() {
        Some(timeline) => segments(timeline, rate, job.first, job.frames),
        None => Vec::new(),
    };
    let mut driver = Driver {
        world,
        job,
        studio,
        encoder,
        cancel,
        format,
        counts: FrameCounts::default(),
        done: 0,
        progress,
    };
    let mut paths = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        paths.push(driver.piece(piece)?);
    }
    Ok((paths, driver.counts))
}

struct Driver<'a> {
    world: &'a World,
    job: &'a PictureJob,
    studio: &'a mut Studio,
    encoder: &'a Encoder,
    cancel: &'a AtomicBool,
    format: StreamFormat,
    counts: FrameCounts,
    done: i64,
    progress: &'a mut dyn FnMut(Progress),
}

/// A frame on its way from the stage to the encoder.
enum Pending {
    Drawn,
    /// As the one before.
    Held,
}

impl Driver<'_> {
    fn piece(&mut self, piece: &Segment) -> Result<PathBuf, RenderError> {
        let started = Instant::now();
        let moments = self.moments(piece)?;
        let keys: Vec<[u8; 32]> = moments.iter().map(Moment::key).collect();
        let path = self.job.cache.join(format!("{}.h264", self.name(&moments, &keys)));
        self.counts.moment_seconds += started.elapsed().as_secs_f64();
        if path.exists() {
            self.counts.reused += piece.frames;
            self.step(piece.frames);
            return Ok(path);
        }
        self.encode_piece(&moments, &keys, &path)?;
        Ok(path)
    }

    fn moments(&self, piece: &Segment) -> Result<Vec<Moment>, RenderError> {
        (piece.first.0..piece.first.0 + piece.frames)
            .map(|frame| {
                if self.cancel.load(Ordering::Relaxed) {
                    return Err(RenderError::Cancelled);
                }
                moment_of(self.world, self.format.rate, Frame(frame), &self.job.burn_ins)
                    .ok_or(RenderError::NoPicture { frame })
            })
            .collect()
    }

    /// The name of a piece: a hash of all that its bytes depend on.
    fn name(&self, moments: &[Moment], keys: &[[u8; 32]]) -> String {
        let mut hasher = Hasher::new();
        hasher.update(format!("{:?}{}", self.format, self.encoder.name()).as_bytes());
        hasher.update(self.studio.identity().as_bytes());
        hasher.update(build_identity().as_bytes());
        let mut shot = None;
        for (moment, key) in moments.iter().zip(keys) {
            if shot != Some(moment.shot) {
                shot = Some(moment.shot);
                content_of(self.world, moment, &mut hasher);
            }
            hasher.update(key);
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    fn encode_piece(
        &mut self,
        moments: &[Moment],
        keys: &[[u8; 32]],
        path: &Path,
    ) -> Result<(), RenderError> {
        let mut writer = SegmentWriter::start(self.encoder, self.format, path)?;
        let mut pending = VecDeque::new();
        let mut last: Option<Nv12> = None;
        for (index, moment) in moments.iter().enumerate() {
            if self.cancel.load(Ordering::Relaxed) {
                self.studio.forget_pending();
                return Err(RenderError::Cancelled);
            }
            if 0 < index && keys[index] == keys[index - 1] {
                pending.push_back(Pending::Held);
                self.counts.held += 1;
            } else {
                let started = Instant::now();
                while self.studio.is_full() {
                    self.deliver(&mut pending, &mut last, &mut writer)?;
                }
                self.studio.submit(self.world, moment)?;
                pending.push_back(Pending::Drawn);
                self.counts.drawn += 1;
                self.counts.draw_seconds += started.elapsed().as_secs_f64();
            }
        }
        while !pending.is_empty() {
            self.deliver(&mut pending, &mut last, &mut writer)?;
        }
        let started = Instant::now();
        writer.finish()?;
        self.spent_encoding(started.elapsed());
        Ok(())
    }

    /// Hands the oldest pending frame to the encoder.
    fn deliver(
        &mut self,
        pending: &mut VecDeque<Pending>,
        last: &mut Option<Nv12>,
        writer: &mut SegmentWriter,
    ) -> Result<(), RenderError> {
        let Some(oldest) = pending.pop_front() else { return Ok(()) };
        if let Pending::Drawn = oldest {
            let started = Instant::now();
            *last = Some(self.studio.collect()?);
            self.counts.draw_seconds += started.elapsed().as_secs_f64();
        }
        if let Some(frame) = last {
            let started = Instant::now();
            writer.push(frame.clone())?;
            self.spent_encoding(started.elapsed());
            self.counts.encoded += 1;
            self.step(1);
        }
        Ok(())
    }

    fn spent_encoding(&mut self, time: Duration) {
        self.counts.encode_seconds += time.as_secs_f64();
    }

    fn step(&mut self, frames: i64) {
        self.done += frames;
        (self.progress)(Progress { done: self.done, total: self.job.frames });
    }
}

/// Which build of the studio this is: another build may draw otherwise, and its pieces are not ours.
fn build_identity() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let Ok(file) = file else { return env!("CARGO_PKG_VERSION").into() };
    format!("{} {} {:?}", env!("CARGO_PKG_VERSION"), file.len(), file.modified().ok())
}
