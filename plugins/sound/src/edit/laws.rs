//! What is true of every film and every action.

use std::sync::Arc;

use bevy_ecs::world::World;
use maquette_document::{
    Bus, Clip, Device, Document, Edit, FadeCurve, Film, Glide, Id, Media, MediaKind, Retime, Shot,
    State, Track, Transaction, VolumeKey, all, get, project, write_film,
};
use maquette_time::{Flicks, FrameRate};
use proptest::prelude::*;

use super::*;
use crate::{Mix, Pcm, RATE, Sound, plan};

/// Samples of the one sound.
const SAMPLES: usize = 12_000;

fn id(name: &str, number: usize) -> Id {
    Id::hashed(&[name, &number.to_string()])
}

fn sound() -> Arc<Sound> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    let channels = (0..2).map(|_| (0..SAMPLES).map(|_| next()).collect()).collect();
    Arc::new(Sound::from(Pcm { rate: RATE, channels }))
}

/// A clip by numbers of any size; times are no whole samples.
fn any_clip() -> impl Strategy<Value = Clip> {
    let times = (0_i64..100_000_000, 0_i64..60_000_000, 1_000_000_i64..60_000_000);
    let speed = prop_oneof![
        4 => Just(Retime::default()),
        1 => (1_u16..9, 1_u16..9)
            .prop_map(|(speed, of)| Retime::new(speed, of, false).unwrap_or_default()),
        1 => Just(Retime { speed: 4, of: 5, keep_pitch: true }),
    ];
    let key = (-30_000_000_i64..90_000_000, -30.0_f32..6.0, 0..3).prop_map(|(at, gain, glide)| {
        let glide = [Glide::Straight, Glide::Hold, Glide::Smooth][glide as usize];
        VolumeKey { at: Flicks(at), gain, glide }
    });
    let volume = prop::collection::vec(key, 0..4);
    (0_usize..3, times, speed, volume, -9.0_f32..3.0, -1.0_f32..1.0, 0_usize..3).prop_map(
        |(track, (at, skip, length), retime, mut volume, gain, pan, shot)| {
            volume.sort_by_key(|key| key.at);
            Clip {
                track: id("track", track),
                media: id("media", 0),
                shot: if shot == 2 { Id::NONE } else { id("shot", shot) },
                at: Flicks(at),
                skip: Flicks(skip),
                length: Flicks(length),
                retime,
                volume,
                gain,
                pan,
                ..Clip::default()
            }
        },
    )
}

fn film_of(clips: &[Clip]) -> Vec<Edit> {
    let rate = FrameRate::NTSC_FILM;
    let kind = MediaKind::Sound { samples: SAMPLES as i64, rate: RATE, channels: 2 };
    let mut edits = vec![
        Edit::create(Id::FILM, &Film { rate, ..Film::default() }),
        Edit::create(id("media", 0), &Media { kind, ..Media::default() }),
    ];
    for number in 0..2 {
        let length = rate.frame_length() * 3;
        edits.push(Edit::create(id("shot", number), &Shot { length, ..Shot::default() }));
    }
    for (number, bus) in [Bus::Dialogue, Bus::Music, Bus::Effects].into_iter().enumerate() {
        let volume = vec![VolumeKey { at: Flicks(33_333_333), gain: -3.0, glide: Glide::Smooth }];
        let name = number.to_string();
        edits.push(Edit::create(
            id("track", number),
            &Track { name, bus, volume, gain: -2.0, ..Track::default() },
        ));
    }
    let clips = clips.iter().enumerate();
    edits.extend(clips.map(|(number, clip)| Edit::create(id("clip", number), clip)));
    edits
}

fn rendered(world: &World) -> Vec<[f32; 2]> {
    let sound = sound();
    let mix = Mix::new(&plan(world, &|_| Some(sound.clone())));
    let mut out = vec![[0.0; 2]; mix.length() as usize];
    mix.render(0, &mut out);
    out
}

fn films() -> impl Strategy<Value = Vec<Clip>> {
    prop::collection::vec(any_clip(), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_split_is_not_heard_not_by_a_bit(clips in films(), which in 0_usize..6, into in 0.0..1.0) {
        let (mut edits, clip) = (film_of(&clips), id("clip", which % clips.len()));
        let world = notation::done(&edits);
        let span = clip_span(&world, get::<Clip>(&world, clip).unwrap()).unwrap();
        let at = span.start + Flicks((span.length.0 as f64 * into) as i64).max(Flicks(1));
        edits.extend(split(&world, clip, at, id("new", 0)).unwrap());
        let after = notation::done(&edits);
        prop_assert_eq!(all::<Clip>(&after).len(), clips.len() + 1);
        prop_assert!(rendered(&world) == rendered(&after));
    }

    #[test]
    fn a_trim_leaves_what_it_leaves_as_it_was(clip in any_clip(), into in 0.1..0.9) {
        let clips = [clip];
        let (mut edits, clip) = (film_of(&clips), id("clip", 0));
        let world = notation::done(&edits);
        let span = clip_span(&world, get::<Clip>(&world, clip).unwrap()).unwrap();
        let at = span.start + Flicks((span.length.0 as f64 * into) as i64);
        edits.extend(trim_start(&world, clip, at).unwrap());
        let (before, after) = (rendered(&world), rendered(&notation::done(&edits)));
        let from = at.samples(RATE).clamp(0, before.len() as i64) as usize;
        prop_assert!(before[from..] == after[from..]);
        prop_assert!(after[..from].iter().all(|frame| *frame == [0.0; 2]));
    }

    #[test]
    fn a_slip_leaves_place_and_length(clips in films(), by in -50_000_000_i64..50_000_000) {
        let (mut edits, clip) = (film_of(&clips), id("clip", 0));
        let world = notation::done(&edits);
        if let Ok(slipped) = slip(&world, clip, Flicks(by)) {
            edits.extend(slipped);
            let after = notation::done(&edits);
            let [before, now] = [&world, &after].map(|world| get::<Clip>(world, clip).unwrap());
            prop_assert_eq!(clip_span(&world, before), clip_span(&after, now));
            prop_assert_eq!(now, &Clip { skip: before.skip + Flicks(by), ..before.clone() });
        }
    }

    #[test]
    fn there_and_back_is_where_it_was(clips in films(), to in 0_i64..90_000_000, on in 0_usize..3) {
        let (mut edits, clip) = (film_of(&clips), id("clip", 0));
        let world = notation::done(&edits);
        let record = get::<Clip>(&world, clip).unwrap();
        let from = clip_span(&world, record).unwrap().start;
        edits.extend(move_clip(&world, clip, Flicks(to), id("track", on)).unwrap());
        let there = notation::done(&edits);
        edits.extend(move_clip(&there, clip, from, record.track).unwrap());
        let back = notation::done(&edits);
        prop_assert_eq!(get::<Clip>(&back, clip), Some(record));
    }

    #[test]
    fn what_is_glued_elsewhere_stays_in_its_place(clips in films(), shot in 0_usize..2) {
        let (mut edits, clip) = (film_of(&clips), id("clip", 0));
        let world = notation::done(&edits);
        edits.extend(glue_to_shot(&world, clip, id("shot", shot)).unwrap());
        let glued = notation::done(&edits);
        edits.extend(glue_to_film(&glued, clip).unwrap());
        let free = notation::done(&edits);
        prop_assert!(rendered(&world) == rendered(&glued));
        prop_assert!(rendered(&world) == rendered(&free));
        prop_assert_eq!(get::<Clip>(&glued, clip).unwrap().shot, id("shot", shot));
        prop_assert!(get::<Clip>(&free, clip).unwrap().shot.is_none());
    }

    #[test]
    fn a_crossing_keeps_the_power(over in 14_700_i64 * 60..20_000_000) {
        let sized = |at: i64, length: i64| Clip {
            track: id("track", 0),
            media: id("media", 0),
            at: Flicks(at),
            length: Flicks(length),
            ..Clip::default()
        };
        let clips = [sized(0, 40_000_000), sized(40_000_000 - over, 45_000_000)];
        let mut edits = film_of(&clips);
        let world = notation::done(&edits);
        let (one, other) = (id("clip", 0), id("clip", 1));
        let curve = FadeCurve::EqualPower;
        edits.extend(crossfade(&world, one, other, Flicks::ZERO, curve).unwrap());
        let level = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![vec![1.0; SAMPLES]; 2] }));
        let alone = |gone: Id| {
            let mut edits = edits.clone();
            edits.push(Edit::Delete { id: gone });
            edits.push(Edit::set(id("track", 0), "volume", &Vec::<VolumeKey>::new()));
            let mix = Mix::new(&plan(&notation::done(&edits), &|_| Some(level.clone())));
            let mut out = vec![[0.0; 2]; 5_000];
            mix.render(0, &mut out);
            out
        };
        let (a, b) = (alone(other), alone(one));
        let full = a[0][0] * a[0][0];
        let heard = Flicks(85_000_000 - over - 14_700).samples(RATE) as usize;
        for (n, (a, b)) in a.iter().zip(&b).enumerate().take(heard) {
            let power = (a[0] * a[0] + b[0] * b[0]) / full;
            // An overlap that is no whole number of samples is off by a part of one at its two ends.
            prop_assert!((power - 1.0).abs() < 0.08, "sample {}: {}", n, power);
        }
    }
}

/// Something that a hand does with the first clips.
#[derive(Clone, Copy, Debug)]
struct Gesture {
    what: usize,
    clip: usize,
    by: f64,
}

fn gesture() -> impl Strategy<Value = Gesture> {
    (0_usize..18, 0_usize..5, -1.0..2.0).prop_map(|(what, clip, by)| Gesture { what, clip, by })
}

/// Does it, if it can be done.
fn act(world: &World, gesture: Gesture, number: usize) -> Result<Vec<Edit>, Refused> {
    let clips = all::<Clip>(world);
    let clip = clips.get(gesture.clip % clips.len().max(1)).map_or(Id::NONE, |(id, _)| *id);
    let span = get::<Clip>(world, clip).and_then(|record| clip_span(world, record));
    let span = span.ok_or(Refused::NoClip)?;
    let time = Flicks((span.length.0 as f64 * gesture.by) as i64);
    let (at, new, track) = (span.start + time, id("new", number), id("track", gesture.clip % 3));
    let fade = Fade { length: time, curve: FadeCurve::SCurve };
    let key = VolumeKey { at, gain: -4.5, glide: Glide::Smooth };
    match gesture.what {
        0 => split(world, clip, at, new),
        1 => trim_start(world, clip, at),
        2 => trim_end(world, clip, at),
        3 => slip(world, clip, time),
        4 => move_clip(world, clip, at, track),
        5 => duplicate_clip(world, clip, new, Some(at)),
        6 => delete_clip(world, clip),
        7 => ripple_delete(world, clip),
        8 => fade_in(world, clip, fade),
        9 => fade_out(world, clip, fade),
        10 => retime_clip(world, clip, Retime { speed: 3, of: 4, keep_pitch: true }),
        11 => glue_to_shot(world, clip, id("shot", gesture.clip % 2)),
        12 => set_clip(world, clip, ClipChange::Gain(gesture.by as f32)),
        13 => put_volume_key(world, VolumeOf::Clip(clip), key),
        14 => put_volume_key(world, VolumeOf::Track(track), key),
        15 => add_track(world, new, &format!("new {number}"), Bus::Music),
        16 => remove_track(world, track),
        _ => move_track(world, track, Some(id("track", 0))),
    }
}

/// Every byte of the readable film.
fn text_of(document: &Document, folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    write_film(&State::of(&document.changes_from_nothing()), folder).unwrap();
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => files.push((path.display().to_string(), std::fs::read(&path).unwrap())),
            }
        }
    }
    files.sort();
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn whatever_was_done_is_taken_back_to_the_byte(
        clips in films(), gestures in prop::collection::vec(gesture(), 1..14),
    ) {
        let home = tempfile::tempdir().unwrap();
        let device = Device::in_folder(&home.path().join("settings")).unwrap();
        let folder = home.path().join("Film.maquette");
        let mut document = Document::create_as(&folder, &Film::default(), &device).unwrap();
        document.commit(Transaction::new("Film", film_of(&clips))).unwrap();
        let mut world = World::new();
        project(&mut world, &document.changes_from_nothing());
        let before = text_of(&document, &home.path().join("text"));
        let heard = rendered(&world);
        let steps = |document: &Document| document.history().len();
        let begun = steps(&document);
        for (number, gesture) in gestures.into_iter().enumerate() {
            let Ok(edits) = act(&world, gesture, number) else { continue };
            if !edits.is_empty() {
                let changes = document.commit(Transaction::new("Act", edits)).unwrap();
                project(&mut world, &changes);
            }
        }
        for _ in begun..steps(&document) {
            let step = document.undo().unwrap().unwrap();
            prop_assert!(step.skipped.is_empty());
            project(&mut world, &step.changes);
        }
        std::fs::remove_dir_all(home.path().join("text")).unwrap();
        prop_assert!(text_of(&document, &home.path().join("text")) == before);
        prop_assert!(rendered(&world) == heard);
    }
}
