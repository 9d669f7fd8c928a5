//! How loud a clip is.

use std::sync::Arc;

use anyhow::{Context, Result};
use maquette_document::{Clip, Id, Media, get};
use maquette_sound::{Meter, Mix, MixPlan, MixTrack, RATE, Shelf, plan_with};

use crate::film::OpenFilm;
use crate::output::{kept_stretch, sound_of_medium};

/// Samples that are measured at once: a second.
const BLOCK: usize = 48_000;

/// The integrated loudness of what is heard of a clip, at a gain of 0 dB and without its volume curve, in LUFS.
pub(super) fn loudness_of(open: &OpenFilm, id: Id) -> Result<Option<f32>> {
    let clip = get::<Clip>(&open.world, id).context("the clip is gone")?;
    let media = get::<Media>(&open.world, clip.media).context("the clip has no sound")?;
    let store = open.document.media();
    let sound = Arc::new(sound_of_medium(store, media, &Arc::new(Shelf::default()))?);
    let of_clip = |media: Id| (media == clip.media).then(|| sound.clone());
    let stretch = |sound: &_, retime| kept_stretch(store, sound, retime);
    let mut found = plan_with(&open.world, &of_clip, &stretch).clips;
    found.retain(|one| one.id == id);
    let mut one = found.pop().context("the clip is muted, or not in the film")?;
    (one.track, one.start, one.gain, one.volume) = (0, 0, 0.0, Default::default());
    let length = one.length;
    let mix = Mix::new(&MixPlan {
        length,
        tracks: vec![MixTrack::default()],
        clips: vec![one],
        ..MixPlan::default()
    });
    let mut meter = Meter::new(RATE, 2);
    let mut block = vec![[0.0; 2]; BLOCK];
    let mut at = 0;
    while at < length {
        let frames = &mut block[..(length - at).min(BLOCK as i64) as usize];
        mix.render(at, frames);
        meter.add_stereo(frames);
        at += frames.len() as i64;
    }
    Ok(meter.measures().integrated)
}
