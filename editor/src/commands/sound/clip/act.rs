//! Each verb of `sound clip`: what was typed, as a gesture on the film.

use std::path::Path;

use anyhow::{Context, Result, bail};
use maquette_document::{Clip, FadeCurve, Glide, Id, Retime, VolumeKey, get};
use maquette_sound::edit::{self, ClipChange, Fade, Put, VolumeOf};
use maquette_time::{Flicks, FrameRate};

use super::super::gesture::{
    Gesture, clip_of, medium_of, name_of, named, rate_of, time_of, track_name, track_of,
};
use super::loudness::loudness_of;
use super::words::{
    ClipAdd, ClipAgain, ClipAt, ClipCross, ClipCurve, ClipDelete, ClipFade, ClipGain, ClipGlue,
    ClipMove, ClipRetime, ClipSet, ClipSlip, ClipSwitch, ClipTrim, CurveWords,
};
use crate::commands::camera_script::shot_of;
use crate::commands::new::sound_medium;
use crate::film::OpenFilm;

/// The film afterwards, and the clips to tell of.
type Acted = Result<(OpenFilm, Vec<Id>)>;

pub(super) const CURVES: &str = "equal-power, linear, exponential, logarithmic, s-curve";

/// A gesture on one clip, with the clip, what it is called, and the rate for times.
fn on(film: &Path, clip: &str) -> Result<(Gesture, Id, String, FrameRate)> {
    let gesture = Gesture::on(film)?;
    let id = clip_of(gesture.world(), clip)?;
    let (name, rate) = (name_of(gesture.world(), id), rate_of(gesture.world()));
    Ok((gesture, id, name, rate))
}

/// Saves, and tells of these clips.
fn done(gesture: Gesture, label: String, clips: Vec<Id>) -> Acted {
    Ok((gesture.commit(label)?, clips))
}

pub(super) fn add(film: &Path, words: &ClipAdd) -> Acted {
    let mut gesture = Gesture::on(film)?;
    let rate = rate_of(gesture.world());
    let time = |text: &Option<String>| text.as_deref().map(|text| time_of(text, rate)).transpose();
    let (at, skip) = (time(&words.at)?.unwrap_or_default(), time(&words.skip)?.unwrap_or_default());
    let length = time(&words.length)?;
    let track = track_of(gesture.world(), &words.track)?;
    let media = match medium_of(gesture.world(), &words.sound) {
        Some(media) => media,
        None if Path::new(&words.sound).is_file() => {
            let (media, record) = sound_medium(&gesture.open.document, Path::new(&words.sound))?;
            gesture.bring(media, &record);
            media
        }
        None => bail!(
            "there is no file and no sound of the film called {:?}; see `maquette sound clip FILM`",
            words.sound
        ),
    };
    let new = Id::fresh();
    gesture.act(|world| edit::put_clip(world, new, Put { track, media, at, skip, length }))?;
    let name = Path::new(&words.sound).file_name().unwrap_or_default().to_string_lossy();
    let label = format!("Add {name} to {}", track_name(gesture.world(), track));
    done(gesture, label, vec![new])
}

pub(super) fn set(film: &Path, words: &ClipSet) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    let changes = [
        words.name.clone().map(ClipChange::Name),
        words.gain.map(ClipChange::Gain),
        words.pan.map(ClipChange::Pan),
    ];
    if changes.iter().all(Option::is_none) {
        bail!("nothing is changed; say --name, --gain or --pan");
    }
    for change in changes.into_iter().flatten() {
        gesture.act(|world| edit::set_clip(world, id, change))?;
    }
    done(gesture, format!("Change {name}"), vec![id])
}

pub(super) fn split(film: &Path, words: &ClipAt) -> Acted {
    let (mut gesture, id, name, rate) = on(film, &words.clip)?;
    let (at, new) = (time_of(&words.at, rate)?, Id::fresh());
    gesture.act(|world| edit::split(world, id, at, new))?;
    done(gesture, format!("Split {name}"), vec![id, new])
}

pub(super) fn trim(film: &Path, words: &ClipTrim) -> Acted {
    let (mut gesture, id, name, rate) = on(film, &words.clip)?;
    let start = words.start.as_deref().map(|text| time_of(text, rate)).transpose()?;
    let end = words.end.as_deref().map(|text| time_of(text, rate)).transpose()?;
    let clip = get::<Clip>(gesture.world(), id).context("the clip is gone")?;
    let now = edit::clip_span(gesture.world(), clip).map(|span| span.end());
    // What grows goes first, so that neither end passes the other on the way.
    let grows = now < end;
    if let Some(end) = end.filter(|_| grows) {
        gesture.act(|world| edit::trim_end(world, id, end))?;
    }
    if let Some(start) = start {
        gesture.act(|world| edit::trim_start(world, id, start))?;
    }
    if let Some(end) = end.filter(|_| !grows) {
        gesture.act(|world| edit::trim_end(world, id, end))?;
    }
    done(gesture, format!("Trim {name}"), vec![id])
}

pub(super) fn slip(film: &Path, words: &ClipSlip) -> Acted {
    let (mut gesture, id, name, rate) = on(film, &words.clip)?;
    let by = time_of(&words.by, rate)?;
    gesture.act(|world| edit::slip(world, id, by))?;
    done(gesture, format!("Slip {name}"), vec![id])
}

pub(super) fn move_(film: &Path, words: &ClipMove) -> Acted {
    let (mut gesture, id, name, rate) = on(film, &words.clip)?;
    let clip = get::<Clip>(gesture.world(), id).context("the clip is gone")?;
    let now = edit::clip_span(gesture.world(), clip).map(|span| span.start);
    let to = match (&words.to, &words.by) {
        (Some(to), _) => time_of(to, rate)?,
        (None, Some(by)) => now.unwrap_or_default() + time_of(by, rate)?,
        (None, None) => now.unwrap_or_default(),
    };
    let track = match &words.track {
        Some(name) => track_of(gesture.world(), name)?,
        None => clip.track,
    };
    gesture.act(|world| edit::move_clip(world, id, to, track))?;
    done(gesture, format!("Move {name}"), vec![id])
}

pub(super) fn fade(film: &Path, words: &ClipFade) -> Acted {
    let (mut gesture, id, name, rate) = on(film, &words.clip)?;
    let curve: FadeCurve = named(&words.curve, CURVES)?;
    let fade = |text: &String| Ok::<_, anyhow::Error>(Fade { length: time_of(text, rate)?, curve });
    // A fade that goes away makes room for the other.
    let (into, out) = (words.into.as_ref().map(fade), words.out.as_ref().map(fade));
    let (into, out) = (into.transpose()?, out.transpose()?);
    let shrinks = |fade: Option<Fade>| fade.is_some_and(|fade| fade.length == Flicks::ZERO);
    if shrinks(out)
        && let Some(out) = out
    {
        gesture.act(|world| edit::fade_out(world, id, out))?;
    }
    if let Some(into) = into {
        gesture.act(|world| edit::fade_in(world, id, into))?;
    }
    if !shrinks(out)
        && let Some(out) = out
    {
        gesture.act(|world| edit::fade_out(world, id, out))?;
    }
    done(gesture, format!("Fade {name}"), vec![id])
}

pub(super) fn crossfade(film: &Path, words: &ClipCross) -> Acted {
    let (mut gesture, id, name, rate) = on(film, &words.clip)?;
    let other = clip_of(gesture.world(), &words.other)?;
    let (length, curve) = (time_of(&words.length, rate)?, named(&words.curve, CURVES)?);
    gesture.act(|world| edit::crossfade(world, id, other, length, curve))?;
    let label = format!("Cross {name} and {}", name_of(gesture.world(), other));
    done(gesture, label, vec![id, other])
}

pub(super) fn gain(film: &Path, words: &ClipGain) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    if let Some(gain) = words.gain {
        gesture.act(|world| edit::set_clip(world, id, ClipChange::Gain(gain)))?;
        return done(gesture, format!("Set {name} to {gain} dB"), vec![id]);
    }
    let target = words.loudness.context("say a gain in dB, or --loudness LUFS")?;
    let loudness = loudness_of(&gesture.open, id)?;
    gesture.act(|world| edit::normalise_clip(world, id, loudness, target))?;
    done(gesture, format!("Bring {name} to {target} LUFS"), vec![id])
}

pub(super) fn curve(film: &Path, words: &ClipCurve) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    keys(&mut gesture, VolumeOf::Clip(id), &words.keys)?;
    done(gesture, format!("Draw the volume of {name}"), vec![id])
}

/// Does to a curve what was typed.
pub(in super::super) fn keys(
    gesture: &mut Gesture,
    of: VolumeOf,
    words: &CurveWords,
) -> Result<()> {
    if words.put.is_empty() && words.moved.is_empty() && words.remove.is_empty() {
        bail!("nothing is drawn; say --put \"13s -6\", --move \"13s 14s -6\" or --remove 13s");
    }
    let rate = rate_of(gesture.world());
    for text in &words.remove {
        let at = time_of(text, rate)?;
        gesture.act(|world| edit::remove_volume_key(world, of, at))?;
    }
    for text in &words.moved {
        let (from, to) = text
            .trim()
            .split_once(char::is_whitespace)
            .with_context(|| format!("not a place and a key: {text:?}; say \"13s 14s -6\""))?;
        let (from, to) = (time_of(from, rate)?, key_of(to, rate)?);
        gesture.act(|world| edit::move_volume_key(world, of, from, to))?;
    }
    for text in &words.put {
        let key = key_of(text, rate)?;
        gesture.act(|world| edit::put_volume_key(world, of, key))?;
    }
    Ok(())
}

/// `13s -6 smooth`; straight when nothing is said.
fn key_of(text: &str, rate: FrameRate) -> Result<VolumeKey> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (at, gain, how) = match words[..] {
        [at, gain] => (at, gain, "straight"),
        [at, gain, how] => (at, gain, how),
        _ => bail!("not a key of volume: {text:?}; say \"13s -6\" or \"13s -6 smooth\""),
    };
    let decibels = gain.trim_end_matches("dB").parse::<f32>().ok();
    let gain = decibels.filter(|gain| gain.is_finite());
    let gain = gain.with_context(|| format!("not decibels: {:?}", words[1]))?;
    let glide: Glide = named(how, "straight, hold, smooth")?;
    Ok(VolumeKey { at: time_of(at, rate)?, gain, glide })
}

pub(super) fn retime(film: &Path, words: &ClipRetime) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    let retime = speed_of(&words.speed, words.keep_pitch)?;
    gesture.act(|world| edit::retime_clip(world, id, retime))?;
    done(gesture, format!("Retime {name} to {}", words.speed), vec![id])
}

/// `0.5`, `50%`, `24/25`.
fn speed_of(text: &str, keep_pitch: bool) -> Result<Retime> {
    let fault =
        || format!("{text:?} is no speed; use 2, 0.5, 50% or 24/25, from an eighth to eight times");
    let plain = text.trim().trim_end_matches('x');
    let (number, over) = match (plain.split_once(['/', ':']), plain.strip_suffix('%')) {
        (Some((speed, of)), _) => (speed.trim().parse::<f64>(), of.trim().parse::<f64>()),
        (None, Some(percent)) => (percent.trim().parse::<f64>(), Ok(100.0)),
        (None, None) => (plain.parse::<f64>(), Ok(1.0)),
    };
    let (number, over) = (number.ok().with_context(fault)?, over.ok().with_context(fault)?);
    // Of the numbers that a ratio may have, the first that is the speed to a part in a million.
    let speed = number / over;
    let ratio = (1..=Retime::LARGEST).find_map(|of| {
        let near = (speed * f64::from(of)).round();
        let same = (near / f64::from(of) / speed - 1.0).abs() < 1e-6;
        let near = (same && near <= f64::from(Retime::LARGEST)).then_some(near as u16)?;
        Retime::new(near, of, keep_pitch)
    });
    ratio.with_context(fault)
}

pub(super) fn mute(film: &Path, words: &ClipSwitch) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    gesture.act(|world| edit::set_clip(world, id, ClipChange::Mute(!words.off)))?;
    let verb = if words.off { "Unmute" } else { "Mute" };
    done(gesture, format!("{verb} {name}"), vec![id])
}

pub(super) fn lock(film: &Path, words: &ClipSwitch) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    gesture.act(|world| edit::set_clip(world, id, ClipChange::Lock(!words.off)))?;
    let verb = if words.off { "Unlock" } else { "Lock" };
    done(gesture, format!("{verb} {name}"), vec![id])
}

pub(super) fn glue(film: &Path, words: &ClipGlue) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    let Some(number) = &words.shot else {
        gesture.act(|world| edit::glue_to_film(world, id))?;
        return done(gesture, format!("Glue {name} to the film"), vec![id]);
    };
    let (shot, record) = shot_of(gesture.world(), number)?;
    let label = format!("Glue {name} to shot {:04}", record.number);
    gesture.act(|world| edit::glue_to_shot(world, id, shot))?;
    done(gesture, label, vec![id])
}

pub(super) fn duplicate(film: &Path, words: &ClipAgain) -> Acted {
    let (mut gesture, id, name, rate) = on(film, &words.clip)?;
    let at = words.at.as_deref().map(|text| time_of(text, rate)).transpose()?;
    let new = Id::fresh();
    gesture.act(|world| edit::duplicate_clip(world, id, new, at))?;
    done(gesture, format!("Duplicate {name}"), vec![new])
}

pub(super) fn delete(film: &Path, words: &ClipDelete) -> Acted {
    let (mut gesture, id, name, _) = on(film, &words.clip)?;
    match words.ripple {
        true => gesture.act(|world| edit::ripple_delete(world, id))?,
        false => gesture.act(|world| edit::delete_clip(world, id))?,
    }
    done(gesture, format!("Delete {name}"), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_reads_as_people_write_it() {
        let read = |text: &str| speed_of(text, false).map(|it| (it.speed, it.of)).ok();
        assert_eq!(read("2"), Some((2, 1)));
        assert_eq!(read("0.5"), Some((1, 2)));
        assert_eq!(read("1.5x"), Some((3, 2)));
        assert_eq!(read("104.3%"), Some((1043, 1000)));
        assert_eq!(read("24/25"), Some((24, 25)));
        assert_eq!(read("24000/1001/24"), None);
        assert_eq!(read("1000/1001"), Some((1000, 1001)));
        assert_eq!(read("1.23456"), Some((1679, 1360)));
        for text in ["", "0", "-1", "9", "0.1", "nan", "1/0", "fast"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_reads_as_people_write_it() {
        let key = |text: &str| key_of(text, FrameRate::FILM);
        let read = key("12f -6.5dB smooth").unwrap();
        assert_eq!((read.at, read.gain, read.glide), (Flicks::SECOND / 2, -6.5, Glide::Smooth));
        assert_eq!(key("2s 0").unwrap().glide, Glide::Straight);
        for text in ["", "2s", "2s loud", "2s 1 2 3", "2s nan", "2s 1 jump", "x 1"] {
            assert!(key(text).is_err(), "{text}");
        }
    }
}
