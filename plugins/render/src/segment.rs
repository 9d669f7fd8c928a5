//! Which frames are encoded together, and the name that such a piece is kept by.

use bevy_ecs::world::World;
use blake3::Hasher;
use maquette_document::{Card, Figure, Id, Media, Set, Timeline, fields_of, get, of_shot};
use maquette_moment::{BurnIns, Moment, moment};
use maquette_time::{Frame, FrameRate};

/// Pieces are no longer than this unless one shot is: short enough that an edit costs little to make again,
/// long enough that the encoder's start is not felt.
const LONGEST_SECONDS: i64 = 20;

/// A run of frames that begins with a cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub first: Frame,
    pub frames: i64,
}

/// Splits a range of the film at its cuts.
pub(crate) fn segments(
    timeline: &Timeline,
    rate: FrameRate,
    first: Frame,
    frames: i64,
) -> Vec<Segment> {
    let longest = LONGEST_SECONDS * rate.nominal();
    let end = first.0 + frames;
    let mut pieces: Vec<Segment> = Vec::new();
    for shot in timeline.shots() {
        let from = shot.first.0.max(first.0);
        let to = (shot.first.0 + shot.frames).min(end);
        if to <= from {
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if piece.frames + to - from <= longest => piece.frames += to - from,
            _ => pieces.push(Segment { first: Frame(from), frames: to - from }),
        }
    }
    pieces
}

/// The moment of a frame with what of it is asked for.
pub(crate) fn moment_of(
    world: &World,
    rate: FrameRate,
    frame: Frame,
    burn: &BurnIns,
) -> Option<Moment> {
    let mut moment = moment(world, rate.start_of(frame))?;
    moment.burn_ins.captions = burn.captions;
    if burn.timecode.is_none() {
        moment.burn_ins.timecode = None;
    }
    if burn.shot.is_none() {
        moment.burn_ins.shot = None;
    }
    Some(moment)
}

/// What the identities in a moment stand for: sets, figures and pictures by their content.
pub(crate) fn content_of(world: &World, moment: &Moment, hasher: &mut Hasher) {
    if let Some(set) = moment.set.and_then(|set| get::<Set>(world, set)) {
        hasher.update(format!("{:?}", fields_of(set)).as_bytes());
        for model in &set.models {
            hasher.update(media_hash(world, model.media).as_bytes());
        }
    }
    for figure in &moment.figures {
        if let Some(figure) = get::<Figure>(world, figure.id) {
            hasher.update(format!("{:?}", fields_of(figure)).as_bytes());
            hasher.update(media_hash(world, figure.model).as_bytes());
        }
    }
    for (_, card) in of_shot::<Card>(world, moment.shot) {
        let pictures = card.sequence.iter().flat_map(|s| s.media.iter());
        for picture in pictures.chain([&card.media]) {
            hasher.update(media_hash(world, *picture).as_bytes());
        }
    }
}

fn media_hash(world: &World, media: Id) -> String {
    get::<Media>(world, media).map(|media| media.hash.clone()).unwrap_or_default()
}
