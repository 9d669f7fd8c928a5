//! Passes: what compositors and image models take beside the picture, as numbered files.
//!
//! Each pass is a sequence (`depth.000000.png`, numbered as in the film) and a page about it (`depth.json`). They
//! are of the same geometry as the picture and lie as it does in its frame; words are in none of them. Nothing is
//! kept from one render for the next.

mod pictures;
mod sidecar;
mod skeleton;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use bevy_ecs::world::World;
use image::{DynamicImage, ImageFormat};
use maquette_document::{TextStyle, film};
use maquette_moment::{BurnIns, Moment};
use maquette_stage::{SeenFigure, Studio, seen_figures};
use maquette_time::Frame;

use crate::progress::{Progress, RenderError};
use crate::segment::moment_of;
use crate::stills::write_whole;

use pictures::{grey, normal_picture};
use sidecar::Sidecar;
use skeleton::pose_picture;

pub use pictures::DepthScale;

/// One kind of picture of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pass {
    /// 16 bits of grey: near is white, nothing is black. One scale for all frames, so that none flickers.
    Depth(DepthScale),
    /// 16 bits of grey: one over the metres, as image models know depth; near is white, nothing is black.
    Disparity(DepthScale),
    /// 16 bits a channel: x to the right, y up, z toward the viewer, each 0.5 + 0.5 n; nothing is black.
    Normal,
    /// 8 bits of grey: ink is white.
    Line,
    /// 8 bits a channel: OpenPose's figures of eighteen joints, on black.
    Pose,
}

impl Pass {
    /// What its files begin with.
    pub fn name(self) -> &'static str {
        match self {
            Self::Depth(_) => "depth",
            Self::Disparity(_) => "disparity",
            Self::Normal => "normal",
            Self::Line => "line",
            Self::Pose => "pose",
        }
    }
}

/// Which passes of which frames.
#[derive(Clone, Debug, PartialEq)]
pub struct PassJob {
    pub first: Frame,
    pub frames: i64,
    /// Each at most once.
    pub passes: Vec<Pass>,
}

/// The scale that suits all of the frames from `first` on: as near and as far as anything stands in them.
///
/// # Errors
/// When a picture cannot be read, or `cancel` was set.
pub fn measure_depth(
    world: &World,
    (first, frames): (Frame, i64),
    studio: &mut Studio,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<DepthScale, RenderError> {
    let mut reach: Option<[f32; 2]> = None;
    let mut last = None;
    for index in 0..frames {
        let moment = bare_moment(world, Frame(first.0 + index), cancel)?;
        let key = key_of(&moment);
        if last != Some(key) {
            last = Some(key);
            if let Some([near, far]) = studio.plain(world, &moment)?.reach() {
                let [nearest, farthest] = reach.unwrap_or([near, far]);
                reach = Some([nearest.min(near), farthest.max(far)]);
            }
        }
        progress(Progress { done: index + 1, total: frames });
    }
    Ok(DepthScale::of(reach))
}

/// Writes the passes of a range of the film into `folder`.
///
/// # Errors
/// When a frame cannot be drawn or written, or `cancel` was set: files that are there by then are whole.
pub fn render_passes(
    world: &World,
    job: &PassJob,
    folder: &Path,
    studio: &mut Studio,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), RenderError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| RenderError::Folder { path: folder.to_owned(), source })?;
    let sidecars =
        job.passes.iter().map(|pass| Sidecar::start(world, *pass, studio.size(), folder));
    let sidecars = sidecars.collect::<Result<_, _>>()?;
    let mut driver = Driver { world, job, folder, studio, sidecars, last: None };
    let mut drawn = Ok(());
    for index in 0..job.frames {
        drawn = driver.frame(Frame(job.first.0 + index), cancel);
        if drawn.is_err() {
            break;
        }
        progress(Progress { done: index + 1, total: job.frames });
    }
    // Of a render that was stopped the pages tell of the frames that are there.
    if matches!(drawn, Ok(()) | Err(RenderError::Stopped)) {
        driver.sidecars.into_iter().try_for_each(Sidecar::finish)?;
    }
    drawn
}

struct Driver<'a> {
    world: &'a World,
    job: &'a PassJob,
    folder: &'a Path,
    studio: &'a mut Studio,
    sidecars: Vec<Sidecar>,
    last: Option<Made>,
}

/// The passes of a frame.
struct Made {
    key: [u8; 33],
    /// PNG files, in the order of the job's passes.
    files: Vec<Vec<u8>>,
    figures: Vec<SeenFigure>,
}

impl Driver<'_> {
    fn frame(&mut self, frame: Frame, cancel: &AtomicBool) -> Result<(), RenderError> {
        let moment = bare_moment(self.world, frame, cancel)?;
        let key = key_of(&moment);
        let made = match self.last.take().filter(|last| last.key == key) {
            Some(last) => last,
            None => self.make(&moment, key)?,
        };
        for ((pass, file), page) in self.job.passes.iter().zip(&made.files).zip(&mut self.sidecars)
        {
            write_whole(file, &path_of(self.folder, *pass, frame))?;
            page.push(self.world, frame, &moment, &made.figures)?;
        }
        self.last = Some(made);
        Ok(())
    }

    fn make(&mut self, moment: &Moment, key: [u8; 33]) -> Result<Made, RenderError> {
        let drawing = self.studio.plain(self.world, moment)?;
        let survey = self.studio.survey(&drawing)?;
        let figures = seen_figures(self.world, moment, &survey);
        let wants_ink = self.job.passes.contains(&Pass::Line);
        let mut ink = if wants_ink { Some(self.studio.ink(&drawing)?) } else { None };
        let ink = &mut ink;
        let encoded: Vec<Result<Vec<u8>, image::ImageError>> = std::thread::scope(|scope| {
            let workers = self.job.passes.iter().map(|pass| {
                let (survey, figures) = (&survey, &figures);
                let ink = if *pass == Pass::Line { ink.take() } else { None };
                scope.spawn(move || {
                    encoded(&match pass {
                        Pass::Depth(scale) => grey(survey, |metres| scale.value(metres)).into(),
                        Pass::Disparity(scale) => {
                            grey(survey, |metres| scale.disparity(metres)).into()
                        }
                        Pass::Normal => normal_picture(survey).into(),
                        Pass::Line => ink.unwrap_or_default().into(),
                        Pass::Pose => pose_picture(survey, figures).into(),
                    })
                })
            });
            // All of them are at work before the first is waited for.
            let workers: Vec<_> = workers.collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
        });
        let files = encoded.into_iter().collect::<Result<Vec<_>, _>>();
        let path = self.folder.to_owned();
        let files = files.map_err(|source| RenderError::Picture { path, source })?;
        Ok(Made { key, files, figures })
    }
}

fn encoded(picture: &DynamicImage) -> Result<Vec<u8>, image::ImageError> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png)?;
    Ok(file.into_inner())
}

fn path_of(folder: &Path, pass: Pass, frame: Frame) -> PathBuf {
    folder.join(format!("{}.{:06}.png", pass.name(), frame.0))
}

fn bare_moment(world: &World, frame: Frame, cancel: &AtomicBool) -> Result<Moment, RenderError> {
    if cancel.load(Ordering::Relaxed) {
        return Err(RenderError::Stopped);
    }
    moment_of(world, film(world).rate, frame, &BurnIns::default())
        .ok_or(RenderError::NoPicture { frame: frame.0 })
}

/// Equal keys, equal passes: a title hides all that stands behind it, and is in no moment's key without captions.
fn key_of(moment: &Moment) -> [u8; 33] {
    let mut key = [0; 33];
    key[..32].copy_from_slice(&moment.key());
    key[32] = u8::from(moment.texts.iter().any(|text| text.style == TextStyle::Title));
    key
}
