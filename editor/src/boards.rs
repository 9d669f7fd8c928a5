//! Pictures into shots: each on a card that fills the frame.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use bevy_math::{Vec2, Vec3};
use maquette_camera::{distance_for, gate};
use maquette_document::{
    Angle, Aspect, Card, Document, Ease, Edit, Id, ImageSequence, Lens, Media, MediaKind, Move,
    MoveKind, Rig, Sensor, Shot, ShotKind, ShotSize,
};
use maquette_time::{Flicks, FrameRate};

/// Longest side and most pixels of a picture that we take in.
const LONGEST_SIDE: u32 = 16_384;
const MOST_PIXELS: u64 = 128 * 1024 * 1024;
/// Most pictures of one folder or sequence.
const MOST_PICTURES: usize = 100_000;
/// Metres: how high the middle of a card hangs, and how high it is.
const EYE: f32 = 1.6;
const CARD_HEIGHT: f32 = 2.0;

/// The pictures of a folder in natural order: `board2` before `board10`.
pub(crate) fn pictures_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("failed to read the folder of pictures: {folder:?}"))?;
    let mut pictures: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| is_picture(path)).collect();
    if pictures.is_empty() {
        bail!("no pictures were found; put PNG, JPEG or WebP files there: {folder:?}");
    }
    if MOST_PICTURES < pictures.len() {
        bail!("{} pictures are more than {MOST_PICTURES}; split them: {folder:?}", pictures.len());
    }
    pictures.sort_by(|a, b| natural_order(&a.to_string_lossy(), &b.to_string_lossy()));
    Ok(pictures)
}

/// Whether a path is called like a picture that we read.
pub(crate) fn is_picture(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg" | "webp"))
}

/// Compares as people count: runs of digits by their number, the rest without regard to case.
pub(crate) fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (digits(&mut left), digits(&mut right));
                match x.len().cmp(&y.len()).then_with(|| x.cmp(&y)) {
                    Ordering::Equal => {}
                    other => return other,
                }
            }
            (Some(x), Some(y)) => {
                left.next();
                right.next();
                match x.to_lowercase().cmp(y.to_lowercase()) {
                    Ordering::Equal => {}
                    other => return other,
                }
            }
        }
    }
}

/// The next run of digits without its leading zeros.
fn digits(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut run = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        run.push(digit);
    }
    run.trim_start_matches('0').to_owned()
}

/// Takes a picture into the media store, once it is known to be one of a bearable size.
pub(crate) fn take_picture(document: &Document, path: &Path) -> Result<(Id, Media)> {
    let reader = image::ImageReader::open(path)
        .and_then(image::ImageReader::with_guessed_format)
        .with_context(|| format!("failed to read the picture: {path:?}"))?;
    let (width, height) = reader.into_dimensions().with_context(|| {
        format!("this is no picture that can be read; use PNG, JPEG or WebP: {path:?}")
    })?;
    let pixels = u64::from(width) * u64::from(height);
    if LONGEST_SIDE < width.max(height) || MOST_PIXELS < pixels {
        bail!(
            "the picture is too large, {width}x{height}; make it at most {LONGEST_SIDE} a side and 128 megapixels: {path:?}"
        );
    }
    let mut media = document.media().add_file(path)?;
    decodes(path)?;
    media.kind = MediaKind::Picture { width, height };
    Ok((Id::hashed(&["media", &media.hash]), media))
}

/// A picture cut short says so when it is taken in, not when it is played.
fn decodes(path: &Path) -> Result<()> {
    let mut reader = image::ImageReader::open(path)?.with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    reader
        .decode()
        .with_context(|| format!("the picture is damaged; export it again: {path:?}"))?;
    Ok(())
}

/// A numbered sequence as it is typed: `plates/walk.####.png@24`, trimmed at the head by `+12`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SequencePattern {
    folder: PathBuf,
    before: String,
    digits: usize,
    after: String,
    pub(crate) rate: FrameRate,
    pub(crate) trim: u32,
}

impl SequencePattern {
    /// None when there is no `#` in the name.
    pub(crate) fn parse(text: &str, default_rate: FrameRate) -> Result<Option<Self>> {
        let (path, rest) = match text.rsplit_once('@') {
            Some((path, rest)) if path.contains('#') => (path, Some(rest)),
            _ => (text, None),
        };
        let path = Path::new(path);
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(first) = name.find('#') else { return Ok(None) };
        let digits = name[first..].chars().take_while(|c| *c == '#').count();
        let (mut rate, mut trim) = (default_rate, 0);
        if let Some(rest) = rest {
            let (typed, cut) = rest.split_once('+').unwrap_or((rest, "0"));
            rate = typed.parse()?;
            trim =
                cut.parse().with_context(|| format!("not a count of frames to trim: {cut:?}"))?;
        }
        Ok(Some(Self {
            folder: path
                .parent()
                .filter(|p| !p.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
                .into(),
            before: name[..first].to_owned(),
            digits,
            after: name[first + digits..].to_owned(),
            rate,
            trim,
        }))
    }

    /// Its files by number, and the numbers that are missing between them.
    pub(crate) fn files(&self) -> Result<(Vec<PathBuf>, Vec<u64>)> {
        let entries = std::fs::read_dir(&self.folder).with_context(|| {
            format!("failed to read the folder of the sequence: {:?}", self.folder)
        })?;
        let mut numbered: Vec<(u64, PathBuf)> = entries
            .flatten()
            .filter_map(|entry| {
                Some((self.number(&entry.file_name().to_string_lossy())?, entry.path()))
            })
            .collect();
        numbered.sort();
        if numbered.is_empty() {
            bail!(
                "no picture of the sequence {}{}{} was found: {:?}",
                self.before,
                "#".repeat(self.digits),
                self.after,
                self.folder
            );
        }
        if MOST_PICTURES < numbered.len() {
            bail!(
                "{} pictures are more than {MOST_PICTURES}; split the sequence: {:?}",
                numbered.len(),
                self.folder
            );
        }
        let missing =
            numbered.windows(2).flat_map(|pair| pair[0].0 + 1..pair[1].0).take(1_000).collect();
        Ok((numbered.into_iter().map(|(_, path)| path).collect(), missing))
    }

    fn number(&self, name: &str) -> Option<u64> {
        let digits = name.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        let fits = self.digits <= digits.len() && digits.bytes().all(|b| b.is_ascii_digit());
        if fits { digits.parse().ok() } else { None }
    }
}

/// One board: a shot, the card that fills its frame, and the camera before it.
pub(crate) struct Board {
    pub(crate) number: u32,
    pub(crate) length: Flicks,
    pub(crate) media: Id,
    /// Pixels.
    pub(crate) size: (u32, u32),
    pub(crate) sequence: Option<ImageSequence>,
    /// How much closer the camera comes while it stands, as a share of the picture's size.
    pub(crate) push: f32,
    /// What it was called, for the reason of the shot.
    pub(crate) name: String,
}

impl Board {
    pub(crate) fn edits(&self, aspect: Aspect) -> Vec<Edit> {
        let (shot, card, rig) = (Id::fresh(), Id::fresh(), Id::fresh());
        let picture = self.size.0 as f32 / self.size.1.max(1) as f32;
        let sensor = Sensor::default();
        let lens = Lens { focal: 50.0, ..Lens::default() };
        let gate = gate(sensor, aspect.ratio());
        // The whole picture is in frame: its height, or where it is wider than the frame, its width.
        let span = CARD_HEIGHT * (picture / aspect.ratio()).max(1.0);
        let distance = distance_for(span, 1.0, lens.focal, gate);
        let moves = self.moves(distance);
        vec![
            Edit::create(
                shot,
                &Shot {
                    number: self.number,
                    length: self.length,
                    size: ShotSize::Fs,
                    angle: Angle::Eye,
                    kind: ShotKind::Board,
                    why: format!("BOARD {}", self.name),
                    rig,
                    ..Shot::default()
                },
            ),
            Edit::create(
                card,
                &Card {
                    shot,
                    media: self.media,
                    position: Vec3::new(0.0, EYE, 0.0),
                    size: Vec2::new(CARD_HEIGHT * picture, CARD_HEIGHT),
                    sequence: self.sequence.clone(),
                    ..Card::default()
                },
            ),
            Edit::create(
                rig,
                &Rig {
                    shot,
                    sensor,
                    lens,
                    position: Vec3::new(0.0, EYE, distance),
                    moves,
                    ..Rig::default()
                },
            ),
        ]
    }
}

impl Board {
    /// A push of a tenth makes the picture a tenth larger: the camera goes that much of its distance less.
    fn moves(&self, distance: f32) -> Vec<Move> {
        if self.push == 0.0 {
            return Vec::new();
        }
        let kind = MoveKind::Dolly(distance * (1.0 - 1.0 / (1.0 + self.push)));
        vec![Move { kind, start: Flicks::ZERO, length: self.length, ease: Ease::Linear }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boards_stand_as_people_count() {
        let mut names = vec!["b10", "B2", "b1", "b02", "a", "b", "b1x", "b1a"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["a", "b", "b1", "b1a", "b1x", "B2", "b02", "b10"]);
    }

    #[test]
    fn a_sequence_says_its_rate_and_what_is_cut() {
        let pattern =
            SequencePattern::parse("in/walk.####.png@12+3", FrameRate::FILM).unwrap().unwrap();
        assert_eq!((pattern.rate, pattern.trim), ("12".parse().unwrap(), 3));
        assert_eq!(pattern.number("walk.0012.png"), Some(12));
        assert_eq!(pattern.number("walk.10012.png"), Some(10_012));
        assert_eq!(pattern.number("walk.12.png"), None);
        assert_eq!(SequencePattern::parse("me@home.png", FrameRate::FILM).unwrap(), None);
    }
}
