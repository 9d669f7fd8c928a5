//! Single pictures: folders of frames, and the contact sheet.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy_ecs::world::World;
use image::RgbImage;
use image::imageops::FilterType;
use maquette_document::{Scene, Shot, Timeline, TimelineShot, film, get};
use maquette_moment::BurnIns;
use maquette_stage::Studio;
use maquette_time::{Flicks, Frame, Timecode};

use crate::canvas::Canvas;
use crate::picture::PictureJob;
use crate::progress::{Progress, RenderError};
use crate::segment::moment_of;

const PAPER: [u8; 3] = [0xec, 0xe7, 0xdc];
const INK: [u8; 3] = [0x23, 0x20, 0x1d];
const QUIET: [u8; 3] = [0x7a, 0x73, 0x68];

/// One frame of the film.
///
/// # Errors
/// When the film has no such frame or it cannot be drawn.
pub fn still(
    world: &World,
    frame: Frame,
    burn_ins: &BurnIns,
    studio: &mut Studio,
) -> Result<RgbImage, RenderError> {
    let moment = moment_of(world, film(world).rate, frame, burn_ins)
        .ok_or(RenderError::NoPicture { frame: frame.0 })?;
    Ok(studio.still(world, &moment)?)
}

/// Writes `frame.000000.png` and on into `folder`, numbered by their frame in the film.
///
/// # Errors
/// When a frame cannot be drawn or written, or `cancel` was set.
pub fn render_stills(
    world: &World,
    job: &PictureJob,
    folder: &Path,
    studio: &mut Studio,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), RenderError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| RenderError::Folder { path: folder.to_owned(), source })?;
    for index in 0..job.frames {
        if cancel.load(Ordering::Relaxed) {
            return Err(RenderError::Cancelled);
        }
        let frame = Frame(job.first.0 + index);
        let picture = still(world, frame, &job.burn_ins, studio)?;
        let path = folder.join(format!("frame.{:06}.png", frame.0));
        write_png(&picture, &path)?;
        progress(Progress { done: index + 1, total: job.frames });
    }
    Ok(())
}

/// Writes a picture so that it is whole or not there.
///
/// # Errors
/// When the file cannot be written.
pub fn write_png(picture: &RgbImage, path: &Path) -> Result<(), RenderError> {
    whole(path, |part| picture.save_with_format(part, image::ImageFormat::Png))
}

/// Writes the bytes of a picture file so that it is whole or not there.
pub(crate) fn write_whole(bytes: &[u8], path: &Path) -> Result<(), RenderError> {
    whole(path, |part| Ok(std::fs::write(part, bytes)?))
}

fn whole(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<(), image::ImageError>,
) -> Result<(), RenderError> {
    let part = path.with_extension("part");
    let fault = |source| RenderError::Picture { path: path.to_owned(), source };
    let written = write(&part).and_then(|()| Ok(std::fs::rename(&part, path)?));
    if written.is_err() && part.exists() && std::fs::remove_file(&part).is_err() {
        tracing::warn!("could not remove {part:?}");
    }
    written.map_err(fault)
}

/// Every shot by the frame that it is framed for, with its number, size and reason, in columns: pages of at most 60 shots, each
/// handed to `keep` before the next is begun.
///
/// # Errors
/// When a frame cannot be drawn, a page cannot be kept, or `cancel` was set.
pub fn contact_sheets(
    world: &World,
    studio: &mut Studio,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
    keep: &mut dyn FnMut(RgbImage) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    let shots = world.get_resource::<Timeline>().map(Timeline::shots).unwrap_or_default();
    let mut done = 0;
    for page in shots.chunks(SHOTS_A_PAGE) {
        let mut sheet = SheetLayout::new(page.len(), film(world).aspect.ratio());
        for (index, shot) in page.iter().enumerate() {
            if cancel.load(Ordering::Relaxed) {
                return Err(RenderError::Cancelled);
            }
            let picture = still(world, poster_of(world, shot), &BurnIns::default(), studio)?;
            sheet.put(world, index, shot, &picture);
            done += 1;
            progress(Progress { done, total: shots.len() as i64 });
        }
        sheet.canvas.map(Canvas::into_image).map_or(Ok(()), &mut *keep)?;
    }
    Ok(())
}

/// The frame of the film at which a shot is what it was framed as; its middle where that is not told.
fn poster_of(world: &World, cut: &TimelineShot) -> Frame {
    let poster = get::<Shot>(world, cut.id).map_or(Flicks::ZERO, |shot| shot.poster);
    let into = match poster > Flicks::ZERO {
        true => film(world).rate.frame_at(poster).0.min(cut.frames - 1),
        false => cut.frames / 2,
    };
    Frame(cut.first.0 + into.max(0))
}

const SHOTS_A_PAGE: usize = 60;
const COLUMNS: usize = 5;
const CELL: u32 = 384;
const GAP: u32 = 20;
const WORDS: u32 = 62;

struct SheetLayout {
    canvas: Option<Canvas>,
    picture_height: u32,
}

impl SheetLayout {
    fn new(shots: usize, aspect: f32) -> Self {
        let picture_height = (CELL as f32 / aspect).round().clamp(40.0, 800.0) as u32;
        let columns = shots.clamp(1, COLUMNS) as u32;
        let rows = shots.div_ceil(COLUMNS).max(1) as u32;
        let width = columns * (CELL + GAP) + GAP;
        let height = rows * (picture_height + WORDS + GAP) + GAP;
        Self { canvas: Canvas::new(width, height, PAPER), picture_height }
    }

    fn put(&mut self, world: &World, index: usize, cut: &TimelineShot, picture: &RgbImage) {
        let Some(canvas) = &mut self.canvas else { return };
        let x = GAP + (index % COLUMNS) as u32 * (CELL + GAP);
        let y = GAP + (index / COLUMNS) as u32 * (self.picture_height + WORDS + GAP);
        let small =
            image::imageops::resize(picture, CELL, self.picture_height, FilterType::Triangle);
        canvas.picture(&small, [x, y]);
        let (left, top) = (x as f32, y as f32);
        let (width, height) = (CELL as f32, self.picture_height as f32);
        let corners =
            [[left, top], [left + width, top], [left + width, top + height], [left, top + height]];
        canvas.line(&corners, true, 1.5, INK);
        let shot = get::<Shot>(world, cut.id).cloned().unwrap_or_default();
        let heading =
            get::<Scene>(world, shot.scene).map(|s| s.heading.clone()).unwrap_or_default();
        let rate = film(world).rate;
        let start = Timecode::new(cut.first, rate, maquette_time::Counting::NonDrop);
        let seconds = cut.span.length.seconds();
        let head =
            format!("{:04}  {} {}  {start}  {seconds:.1} s", shot.number, shot.kind, shot.size);
        let below = top + height + 5.0;
        canvas.text(&head, [left, below], 16.0, width, 1, INK);
        canvas.text(&shot.why, [left, below + 20.0], 14.0, width, 1, INK);
        canvas.text(&heading, [left, below + 39.0], 12.0, width, 1, QUIET);
    }
}
