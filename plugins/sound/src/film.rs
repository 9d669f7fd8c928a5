//! From the film to what is to be mixed.

use std::sync::Arc;

use bevy_ecs::world::World;
use maquette_document::{Clip, Id, Retime, Timeline, Track, VolumeKey, all, film};
use maquette_time::Flicks;

use crate::retime::Retimer;
use crate::{Curve, MixClip, MixPlan, MixTrack, RATE, Sound, stretched};

/// The clips of the film on their samples. `sound_of` gives the sound of a medium.
///
/// A clip counts from the head of its shot, or of the film if it has none. Its two ends are rounded to samples
/// each from its own place in the film, so that what joins in the film joins in the mix. A clip of a shot or a
/// track that is gone is left out, and so is one that is muted; one whose sound `sound_of` does not have is
/// listed as missing.
pub fn plan(world: &World, sound_of: &dyn Fn(Id) -> Option<Arc<Sound>>) -> MixPlan {
    plan_with(world, sound_of, &|sound, retime| {
        Some(Arc::new(Sound::from(stretched(sound, retime)?)))
    })
}

/// As [`plan`], with sounds [`stretched`] by somebody who may have kept them.
pub fn plan_with(
    world: &World,
    sound_of: &dyn Fn(Id) -> Option<Arc<Sound>>,
    stretched: &dyn Fn(&Sound, Retime) -> Option<Arc<Sound>>,
) -> MixPlan {
    let nothing = Timeline::default();
    let timeline = world.get_resource::<Timeline>().unwrap_or(&nothing);
    let tracks = all::<Track>(world);
    let mut retimer = Retimer::new(stretched);
    let mut plan = MixPlan {
        length: timeline.length().samples(RATE),
        tracks: tracks.iter().map(|(_, track)| mix_track(track)).collect(),
        clips: Vec::new(),
        missing: Vec::new(),
        mastering: film(world).mastering.clone(),
    };
    for (id, clip) in all::<Clip>(world) {
        let head = if clip.shot.is_none() {
            Some(Flicks::ZERO)
        } else {
            timeline.of(clip.shot).map(|shot| shot.span.start)
        };
        let track = tracks.iter().position(|(track, _)| *track == clip.track);
        let (Some(head), Some(track)) = (head, track) else {
            continue;
        };
        // Silence in the place of a voice.
        if clip.media.is_none() || clip.mute {
            continue;
        }
        let sound = sound_of(clip.media);
        match sound.and_then(|sound| retimer.retimed(clip.media, sound, clip.retime)) {
            Some(sound) => plan.clips.push(mix_clip(id, clip, head, track, sound)),
            None => plan.missing.push(id),
        }
    }
    plan
}

fn mix_track(track: &Track) -> MixTrack {
    let Track { bus, gain, pan, mute, solo, .. } = *track;
    MixTrack { bus, gain, pan, mute, solo, volume: volume(&track.volume, Flicks::ZERO) }
}

/// A clip is a window on a sound that lies behind it. Its two ends and the head of that sound are rounded each
/// from its own place in the film: so what a cut or a trim leaves is heard on the samples that it was on.
fn mix_clip(id: Id, clip: &Clip, head: Flicks, track: usize, sound: Arc<Sound>) -> MixClip {
    let start = Flicks(head.0.saturating_add(clip.at.0));
    let samples = |time: Flicks| time.samples(RATE);
    let first = samples(start);
    let end = samples(Flicks(start.0.saturating_add(clip.length.0.max(0))));
    let origin = samples(Flicks(start.0.saturating_sub(clip.skip.0.max(0))));
    MixClip {
        id,
        track,
        sound,
        start: first,
        skip: first.saturating_sub(origin),
        length: end - first,
        gain: clip.gain,
        pan: clip.pan,
        fade_in: samples(clip.fade_in),
        fade_out: samples(clip.fade_out),
        fade_in_curve: clip.fade_in_curve,
        fade_out_curve: clip.fade_out_curve,
        volume: volume(&clip.volume, start),
    }
}

fn volume(keys: &[VolumeKey], from: Flicks) -> Curve {
    Curve::new(keys, |key| Flicks(from.0.saturating_add(key.at.0)).samples(RATE))
}

#[cfg(test)]
mod tests {
    use maquette_document::{Bus, Edit, Film, Shot, changes_from_edits, project};
    use maquette_time::FrameRate;

    use super::*;
    use crate::Pcm;

    fn id(name: &str) -> Id {
        Id::hashed(&[name])
    }

    fn film(clips: &[(&str, Clip)]) -> World {
        let rate = FrameRate::NTSC_FILM;
        let film = Film { rate, ..Film::default() };
        let mut edits = vec![Edit::create(Id::FILM, &film)];
        for shot in ["one", "two"] {
            let length = rate.frame_length() * 25;
            edits.push(Edit::create(id(shot), &Shot { length, ..Shot::default() }));
        }
        edits.push(Edit::create(id("voices"), &Track::default()));
        edits.push(Edit::create(
            id("music"),
            &Track { bus: Bus::Music, gain: -3.0, ..Track::default() },
        ));
        edits.extend(clips.iter().map(|(name, clip)| Edit::create(id(name), clip)));
        let mut world = World::new();
        project(&mut world, &changes_from_edits(&edits));
        world
    }

    fn clip(shot: &str, at: i64, length: i64) -> Clip {
        let shot = if shot.is_empty() { Id::NONE } else { id(shot) };
        let (at, length) = (Flicks(at), Flicks(length));
        Clip { track: id("voices"), media: id("sound"), shot, at, length, ..Clip::default() }
    }

    fn planned(clips: &[(&str, Clip)]) -> MixPlan {
        let sound = Arc::new(Sound::from(Pcm::silence(10)));
        plan(&film(clips), &|medium| (medium == id("sound")).then(|| sound.clone()))
    }

    #[test]
    fn a_clip_counts_from_its_shot_and_the_film_ends_with_its_last_frame() {
        let second = Flicks::SECOND.0;
        let plan = planned(&[
            ("a", clip("two", -second / 4, second)),
            ("b", clip("", second / 2, second)),
        ]);
        // 50 frames of 1001/24000 s, 2002 samples each.
        assert_eq!(plan.length, 50 * 2002);
        assert_eq!((plan.clips[0].start, plan.clips[0].length), (25 * 2002 - 12_000, 48_000));
        assert_eq!((plan.clips[1].start, plan.clips[1].length), (24_000, 48_000));
        assert_eq!((plan.tracks[1].bus, plan.tracks[1].gain), (Bus::Music, -3.0));
    }

    #[test]
    fn clips_that_join_in_the_film_join_in_the_mix() {
        let third = Flicks::SECOND.0 / 3 + 4900;
        let plan = planned(&[("a", clip("", 100, third)), ("b", clip("", 100 + third, third))]);
        assert_eq!(plan.clips[0].start + plan.clips[0].length, plan.clips[1].start);
    }

    #[test]
    fn what_is_gone_is_left_out_and_what_is_missing_is_named() {
        let gone = Clip { shot: id("cut"), ..clip("one", 0, 9) };
        let lost = Clip { media: id("lost"), ..clip("one", 0, 9) };
        let silent = Clip { media: Id::NONE, ..clip("one", 0, 9) };
        let stray = Clip { track: id("no track"), ..clip("one", 0, 9) };
        let plan = planned(&[("a", gone), ("b", lost), ("c", silent), ("d", stray)]);
        assert!(plan.clips.is_empty());
        assert_eq!(plan.missing, [id("b")]);
        assert_eq!(super::plan(&World::new(), &|_| None), MixPlan::default());
    }

    #[test]
    fn a_clip_at_another_speed_is_a_window_on_the_sound_at_that_speed() {
        let retime = Retime { speed: 1, of: 2, keep_pitch: false };
        let slow = Clip { retime, skip: Flicks(14_700 * 4), ..clip("one", 0, 14_700 * 8) };
        let kept = Clip { retime: Retime { keep_pitch: true, ..retime }, ..slow.clone() };
        let plan = planned(&[("a", slow), ("b", kept)]);
        for clip in &plan.clips {
            assert_eq!((clip.sound.frames(), clip.skip, clip.length), (20, 4, 8));
        }
        assert!(plan.clips[0].sound != plan.clips[1].sound);
    }

    #[test]
    fn volume_of_a_clip_counts_from_its_head_and_that_of_a_track_from_the_film_s() {
        let key = VolumeKey { at: Flicks(14_700 * 3), gain: -6.0, ..VolumeKey::default() };
        let shaped = Clip { volume: vec![key], ..clip("", 14_700 * 10, 14_700 * 9) };
        let plan = planned(&[("a", shaped)]);
        assert_eq!(plan.clips[0].volume, Curve::new(&[key], |_| 13));
        assert!(plan.tracks[0].volume.is_level());
    }

    #[test]
    fn a_muted_clip_is_not_planned() {
        let quiet = Clip { mute: true, ..clip("", 0, 9) };
        let plan = planned(&[("a", quiet)]);
        assert!(plan.clips.is_empty() && plan.missing.is_empty());
    }
}
