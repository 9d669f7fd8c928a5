use std::sync::Arc;

use maquette_document::{Bus, FadeCurve, Glide, VolumeKey};
use maquette_time::Flicks;
use proptest::prelude::*;

use super::*;
use crate::{Pcm, RATE, Sound};

fn noise(seed: u64, channels: usize, frames: usize) -> Arc<Sound> {
    let mut state = seed;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / 8_388_608.0 - 1.0
    };
    let channels = (0..channels).map(|_| (0..frames).map(|_| next()).collect()).collect();
    Arc::new(Sound::from(Pcm { rate: RATE, channels }))
}

fn constant(value: f32, frames: usize) -> Arc<Sound> {
    Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![vec![value; frames]; 2] }))
}

fn rendered(mix: &Mix, block: usize) -> Vec<[f32; 2]> {
    let mut out = vec![[9.0; 2]; mix.length() as usize];
    for (n, chunk) in out.chunks_mut(block).enumerate() {
        mix.render((n * block) as i64, chunk);
    }
    out
}

fn one(clip: MixClip, track: MixTrack, length: i64) -> Mix {
    Mix::new(&MixPlan { length, tracks: vec![track], clips: vec![clip], ..MixPlan::default() })
}

#[test]
fn a_clip_starts_and_ends_on_exactly_its_samples() {
    for start in [0_i64, 1, 127, 128, 129, 255, 256, 257, 1000, -3] {
        let clip =
            MixClip { sound: constant(0.5, 40), start, skip: 7, length: 20, ..MixClip::default() };
        let out = rendered(&one(clip, MixTrack::default(), 2000), 2000);
        for (n, frame) in out.iter().enumerate() {
            let inside = (start..start + 20).contains(&(n as i64));
            assert_eq!(frame[0] != 0.0, inside, "sample {n} of a clip at {start}");
        }
    }
}

#[test]
fn where_the_sound_ends_before_its_clip_there_is_silence() {
    let clip = MixClip { sound: constant(0.5, 10), length: 20, ..MixClip::default() };
    let out = rendered(&one(clip, MixTrack::default(), 30), 30);
    assert_eq!(out.iter().filter(|frame| frame[0] != 0.0).count(), 10);
}

#[test]
fn gains_of_clip_and_track_add_in_decibels() {
    let clip = MixClip { sound: constant(0.5, 10), length: 10, gain: -2.0, ..MixClip::default() };
    let track = MixTrack { gain: -4.020_6, ..MixTrack::default() };
    let out = rendered(&one(clip, track, 10), 10);
    assert!((out[3][0] - 0.25).abs() < 1e-5, "{}", out[3][0]);
}

#[test]
fn mute_beats_solo_and_solo_beats_the_rest() {
    let clip = |track| MixClip { track, sound: constant(0.1, 4), length: 4, ..MixClip::default() };
    let heard = |states: [(bool, bool); 3]| {
        let tracks = states.map(|(mute, solo)| MixTrack { mute, solo, ..MixTrack::default() });
        let clips = vec![clip(0), clip(1), clip(2)];
        let plan = MixPlan { length: 4, tracks: tracks.to_vec(), clips, ..MixPlan::default() };
        (rendered(&Mix::new(&plan), 4)[0][0] * 10.0).round() as i32
    };
    assert_eq!(heard([(false, false); 3]), 3);
    assert_eq!(heard([(true, false), (false, false), (false, false)]), 2);
    assert_eq!(heard([(false, true), (false, false), (false, false)]), 1);
    assert_eq!(heard([(true, true), (false, false), (false, false)]), 0);
}

#[test]
fn crossing_fades_keep_the_power() {
    let clip = |start, fade_in, fade_out| MixClip {
        sound: constant(1.0, 300),
        start,
        length: 300,
        fade_in,
        fade_out,
        ..MixClip::default()
    };
    let out = |clip| rendered(&one(clip, MixTrack::default(), 500), 500);
    let (a, b) = (out(clip(0, 0, 100)), out(clip(200, 100, 0)));
    for (n, (a, b)) in a.iter().zip(&b).enumerate() {
        let power = a[0] * a[0] + b[0] * b[0];
        assert!((power - 1.0).abs() < 1e-5, "sample {n}: {power}");
    }
}

#[test]
fn a_sound_that_was_never_conformed_is_not_played_at_the_wrong_speed() {
    let sound = Arc::new(Sound::from(Pcm { rate: 24_000, channels: vec![vec![0.5; 100]] }));
    let clip = MixClip { sound, length: 1000, ..MixClip::default() };
    let out = rendered(&one(clip, MixTrack::default(), 1000), 1000);
    assert!(out[150][0].abs() > 0.2 && out[200][0] == 0.0);
}

#[test]
fn outside_the_film_there_is_silence() {
    let clip = MixClip { sound: constant(0.5, 100), start: -50, length: 100, ..MixClip::default() };
    let mix = one(clip, MixTrack::default(), 20);
    let mut out = [[9.0; 2]; 60];
    mix.render(-20, &mut out);
    for (n, frame) in out.iter().enumerate() {
        assert_eq!(frame[0] != 0.0, (20..40).contains(&n), "{n}");
    }
    mix.render(i64::MAX - 3, &mut out);
    mix.render(i64::MIN, &mut out);
}

#[test]
fn a_nonsense_clip_is_harmless() {
    let clip = MixClip {
        sound: constant(0.5, 10),
        start: i64::MIN,
        skip: i64::MAX,
        length: i64::MAX,
        gain: f32::NAN,
        pan: f32::INFINITY,
        fade_in: -5,
        fade_out: i64::MAX,
        ..MixClip::default()
    };
    let out = rendered(&one(clip, MixTrack::default(), 50), 50);
    assert!(out.iter().flatten().all(|sample| sample.is_finite()));
}

fn volume(keys: &[(i64, f32, Glide)]) -> Curve {
    let key = |&(at, gain, glide): &(i64, f32, Glide)| VolumeKey { at: Flicks(at), gain, glide };
    Curve::new(&keys.iter().map(key).collect::<Vec<_>>(), |key| key.at.0)
}

#[test]
fn volume_of_clip_and_track_add_in_decibels_on_the_very_sample() {
    let hold = |at| volume(&[(0, 0.0, Glide::Hold), (at, -6.0206, Glide::Hold)]);
    let clip =
        MixClip { sound: constant(0.5, 400), length: 400, volume: hold(100), ..MixClip::default() };
    let track = MixTrack { volume: hold(300), ..MixTrack::default() };
    let out = rendered(&one(clip, track, 400), 400);
    for (n, level) in [(0, 0.5), (99, 0.5), (100, 0.25), (299, 0.25), (300, 0.125)] {
        assert!((out[n][0] - level).abs() < 1e-5, "{n}");
    }
}

#[test]
fn a_fade_follows_its_curve() {
    let faded = |curve| {
        let clip = MixClip {
            sound: constant(1.0, 100),
            length: 100,
            fade_in: 100,
            fade_in_curve: curve,
            ..MixClip::default()
        };
        rendered(&one(clip, MixTrack::default(), 100), 100)[49][0]
    };
    assert!((faded(FadeCurve::Linear) - 0.495).abs() < 1e-6);
    assert!(faded(FadeCurve::Exponential) < 0.04 && faded(FadeCurve::Logarithmic) > 0.96);
    assert!((faded(FadeCurve::SCurve) - 0.4925).abs() < 1e-4);
}

fn clips() -> impl Strategy<Value = Vec<MixClip>> {
    let clip = (
        0_usize..3,
        0_u64..5,
        -200_i64..3000,
        0_i64..100,
        0_i64..2500,
        0_i64..900,
        0_i64..900,
        -1.0_f32..1.0,
    );
    let clip =
        clip.prop_map(|(track, seed, start, skip, length, fade_in, fade_out, pan)| MixClip {
            track,
            sound: noise(seed, 1 + seed as usize % 2, 2000),
            start,
            skip,
            length,
            gain: pan * 6.0,
            pan,
            fade_in,
            fade_out,
            fade_in_curve: FadeCurve::Exponential,
            volume: volume(&[
                (start + 90, pan * 9.0, Glide::Smooth),
                (start + 90 + length / 3, -3.0, Glide::Straight),
                (start + 95 + length / 2, -40.0, Glide::Hold),
            ]),
            ..MixClip::default()
        });
    prop::collection::vec(clip, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_block_size_gives_the_same_bits(clips in clips(), blocks in prop::collection::vec(1_usize..700, 1..30)) {
        let buses = [Bus::Dialogue, Bus::Music, Bus::Effects];
        let tracks = buses.map(|bus| MixTrack { bus, gain: -3.0, pan: 0.2, ..MixTrack::default() }).to_vec();
        let plan = MixPlan { length: 3500, tracks, clips, ..MixPlan::default() };
        let points = (0..60).map(|n| 1.0 - 0.01 * (n % 17) as f32).collect::<Vec<_>>();
        let mix = Mix::new(&plan)
            .with_music(Envelope::new(0.7, 240, points.clone()))
            .with_master(Envelope::new(1.3, 64, points));
        let whole = rendered(&mix, 3500);
        for block in [1, 7, 64, 1000] {
            prop_assert!(rendered(&mix, block) == whole, "in blocks of {}", block);
        }
        let (mut at, mut odd) = (0, vec![[0.0; 2]; 3500]);
        for block in blocks.iter().cycle() {
            let end = (at + block).min(3500);
            mix.render(at as i64, &mut odd[at..end]);
            at = end;
            if at == 3500 {
                break;
            }
        }
        prop_assert!(odd == whole);
    }
}
