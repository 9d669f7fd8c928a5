//! The whole chain at work: loudness with a ceiling on sounds that resist, and the mix as a pure function.

use std::sync::Arc;

use maquette_document::{Band, BandKind, Bus, Compressor, Ducking, Mastering};
use proptest::prelude::*;

use super::tests::{baked, clip, noise, scene, tracks};
use super::*;
use crate::meter::tests::{ideal_peak, low_pass};
use crate::{Depth, MixClip, Pcm, Player, RATE, Sound, decode, write_mix};

/// Everything at once.
fn all() -> Mastering {
    let band = |kind, hertz, gain| Band { kind, hertz, gain, q: 0.7 };
    Mastering {
        loudness: Some(-16.0),
        ceiling: Some(-1.5),
        ducking: Some(Ducking { attack: 0.1, release: 0.9, ..Ducking::default() }),
        voices: Some(Compressor::default()),
        equaliser: vec![
            band(BandKind::LowCut, 70.0, 0.0),
            band(BandKind::LowShelf, 200.0, -2.0),
            band(BandKind::Bell, 2500.0, 3.0),
            band(BandKind::HighShelf, 9000.0, 1.5),
        ],
        width: 1.3,
        compressor: Some(Compressor { ratio: 2.0, ..Compressor::default() }),
    }
}

fn mastered_scene(mastering: Mastering) -> MixPlan {
    MixPlan { mastering, ..scene() }
}

fn rendered(mix: &Mix) -> Vec<[f32; 2]> {
    let mut out = vec![[0.0; 2]; mix.length() as usize];
    mix.render(0, &mut out);
    out
}

#[test]
fn every_preset_comes_out_at_its_loudness_under_its_ceiling() {
    for (name, mastering) in Mastering::presets().into_iter().chain([("all", all())]) {
        let report = baked(&mastered_scene(mastering.clone())).report;
        assert!(report.problems.is_empty(), "{name}: {report:?}");
        if let (Some(loudness), Some(ceiling)) = (mastering.loudness, mastering.ceiling) {
            assert!((report.loudness.unwrap() - loudness).abs() <= 0.1, "{name}: {report:?}");
            assert!(report.true_peak.unwrap() <= ceiling, "{name}: {report:?}");
        }
        if mastering.ducking.is_some() {
            let over: Vec<f32> = report.lines.iter().filter_map(|line| line.over_music).collect();
            assert!(over.iter().all(|over| *over > 12.0) && over.len() == 3, "{name}: {over:?}");
        }
    }
}

#[test]
fn raw_is_what_is_mixed_to_the_bit() {
    let plan = mastered_scene(Mastering::raw());
    let baked = baked(&plan);
    assert_eq!(rendered(&baked.mix), rendered(&Mix::new(&plan)));
    assert_eq!((baked.report.gain, baked.report.limited), (0.0, 0.0));
}

#[test]
fn ducking_is_as_deep_and_as_slow_as_it_is_set() {
    let gain = |ducking: Ducking, seconds: f64| {
        let plan = mastered_scene(Mastering { ducking: Some(ducking), ..Mastering::film() });
        db_from_gain(baked(&plan).mix.music_gain().at((seconds * 48_000.0) as i64))
    };
    let usual = Ducking::default();
    let deeper = Ducking { under: 20.0, ..usual };
    assert!((gain(usual, 6.0) - gain(deeper, 6.0) - 4.0).abs() < 0.01);
    // Half a second before the first word, and two after the last of an exchange.
    let slow = Ducking { attack: 1.0, release: 4.0, ..usual };
    assert!(gain(slow, 4.5) < gain(usual, 4.5) - 1.0);
    assert!(gain(slow, 12.4) < gain(usual, 12.4) - 1.0);
}

#[test]
fn widening_leaves_mono_as_it_is() {
    let mono = |width: f32| {
        let plan = mastered_scene(Mastering { width, ..Mastering::raw() });
        let out = rendered(&baked(&plan).mix);
        let apart = out.iter().map(|[left, right]| (left - right).abs()).fold(0.0, f32::max);
        (out.iter().map(|[left, right]| left + right).collect::<Vec<f32>>(), apart)
    };
    let ((as_is, apart), (wide, further), (none, zero)) = (mono(1.0), mono(2.0), mono(0.0));
    assert!(
        as_is
            .iter()
            .zip(&wide)
            .zip(&none)
            .all(|((a, b), c)| { (a - b).abs() < 1e-6 && (a - c).abs() < 1e-6 })
    );
    assert!((further / apart - 2.0).abs() < 1e-4 && zero == 0.0);
}

#[test]
fn voices_that_are_evened_out_differ_less_and_are_as_loud_as_before() {
    let spread = |voices| {
        let report = baked(&mastered_scene(Mastering { voices, ..Mastering::film() })).report;
        let levels: Vec<f32> = report.lines.iter().map(|line| line.loudness).collect();
        let most = levels.iter().copied().fold(f32::MIN, f32::max);
        most - levels.iter().copied().fold(f32::MAX, f32::min)
    };
    let strong = Compressor { threshold: -6.0, ratio: 4.0, ..Compressor::default() };
    assert!(spread(Some(strong)) < spread(None) - 1.5);
}

/// Sounds that are hard to keep down, a hundred of them: clicks, squares, bursts, saws, clipped noise and sines near
/// the highest pitch, each in several sizes.
fn hostile(number: u64) -> Arc<Sound> {
    let hash = |n: u64| {
        let mut x = n.wrapping_add(number << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        x ^= x >> 31;
        x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((x >> 40) as f32 / 8_388_608.0) - 1.0
    };
    let size = (number / 6) as f32;
    let sample = |n: usize| {
        let t = n as f32;
        match number % 6 {
            0 if n % (900 + 333 * size as usize) < 2 => 1.0 - 2.0 * (n % 2) as f32,
            0 => 0.01 * hash(n as u64),
            1 => [0.95, -0.95][(t / (3.0 + size)) as usize % 2],
            2 => {
                if (n / 3000).is_multiple_of(3) {
                    hash(n as u64)
                } else {
                    0.02 * hash(n as u64)
                }
            }
            3 => ((t * (0.01 + 0.013 * size)) % 2.0) - 1.0,
            4 => (3.0 * hash(n as u64)).clamp(-1.0, 1.0),
            _ => libm::sinf(t * (2.9 - 0.02 * size) + 0.3) * if n % 7000 < 200 { 1.0 } else { 0.1 },
        }
    };
    // What is within a kilohertz of half the rate has a different height by every meter, and no loudspeaker.
    let kernel = low_pass(100, 19_000.0 / 48_000.0);
    let raw: Vec<f64> = (0..40_000).map(|n| f64::from(0.7 * sample(n))).collect();
    let low = |window: &[f64]| window.iter().zip(&kernel).map(|(a, b)| a * b).sum::<f64>() as f32;
    let samples = raw.windows(kernel.len()).map(low).collect();
    Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![samples] }))
}

/// Our own meter is one of the limiter's parts, so two others look: the one of ffmpeg, and 32 points a sample of
/// an ideal one.
#[test]
fn a_hundred_hostile_sounds_stay_under_the_ceiling_by_independent_meters() {
    let (mut worst, mut kinds) = (f32::MIN, [const { Vec::new() }; 6]);
    for number in 0..100 {
        let mastering = Mastering { loudness: Some(-9.0), ..Mastering::film() };
        let clips = vec![clip(2, hostile(number), 0.0)];
        let plan =
            MixPlan { length: 40_000, tracks: tracks(), clips, mastering, ..MixPlan::default() };
        let out = rendered(&baked(&plan).mix);
        let left: Vec<f32> = out.iter().map(|frame| frame[0]).collect();
        let kind = (number % 6) as usize;
        worst = worst.max(highest_of_some(&left));
        kinds[kind].extend(left);
        // Silence, as after a film.
        kinds[kind].extend([0.0; 4800]);
    }
    assert!(worst <= -1.0 + 0.05, "{worst} dBTP over a ceiling of -1");
    assert!(worst > -1.5, "{worst}: the limiter takes too much, or this looked at nothing");
    for (kind, samples) in kinds.into_iter().enumerate() {
        let Some(peak) = peak_by_ffmpeg(samples) else {
            eprintln!("not looked at: this machine has no ffmpeg");
            return;
        };
        // It prints one place after the point.
        assert!(peak <= -0.9, "kind {kind}: {peak} dBTP says ffmpeg");
    }
}

/// The highest around six of the highest samples, by an ideal meter, which is too slow for all of them.
fn highest_of_some(samples: &[f32]) -> f32 {
    let mut places: Vec<usize> = (280..samples.len() - 280).collect();
    places.sort_by(|a, b| samples[*b].abs().total_cmp(&samples[*a].abs()));
    let mut looked: Vec<usize> = Vec::new();
    for place in places {
        if looked.len() < 6 && looked.iter().all(|other| place.abs_diff(*other) > 40) {
            looked.push(place);
        }
    }
    let peak = |place: &usize| ideal_peak(&samples[place - 280..place + 280], 256);
    looked.iter().map(peak).fold(f32::MIN, f32::max)
}

fn peak_by_ffmpeg(samples: Vec<f32>) -> Option<f32> {
    let length = samples.len() as i64;
    let sound = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![samples.clone(), samples] }));
    let clips = vec![MixClip { track: 2, sound, length, ..MixClip::default() }];
    let plan = MixPlan { length, tracks: tracks(), clips, ..MixPlan::default() };
    super::tests::measured_by_ffmpeg(&Mix::new(&plan)).map(|[_, peak]| peak)
}

#[test]
fn what_cannot_be_as_loud_as_wished_is_told() {
    let mut plan = mastered_scene(Mastering { loudness: Some(-3.0), ..Mastering::film() });
    plan.clips.truncate(1);
    let report = baked(&plan).report;
    assert!(report.true_peak.unwrap() <= -1.0, "{report:?}");
    assert!(report.problems[0].contains("its peaks would pass the ceiling"), "{report:?}");
}

#[test]
fn a_clip_that_is_not_of_numbers_is_silent_there_named_and_survived() {
    let mut plan = mastered_scene(all());
    let mut broken = vec![0.1; 96_000];
    broken[1000..2000].fill(f32::NAN);
    broken[3000] = f32::INFINITY;
    let sound = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![broken] }));
    plan.clips.push(clip(2, sound, 20.0));
    let baked = baked(&plan);
    assert!(rendered(&baked.mix).iter().flatten().all(|sample| sample.is_finite()));
    assert!(baked.report.loudness.is_some());
    let id = plan.clips.last().unwrap().id.to_string();
    assert!(baked.report.problems.iter().any(|one| one.contains(&id)), "{:?}", baked.report);
}

#[test]
fn the_buses_alone_add_up_to_the_film() {
    let mix = baked(&mastered_scene(all())).mix;
    let whole = rendered(&mix);
    let alone = [Bus::Dialogue, Bus::Music, Bus::Effects].map(|bus| rendered(&mix.only(bus)));
    for (n, frame) in whole.iter().enumerate() {
        for side in 0..2 {
            let sum: f32 = alone.iter().map(|bus| bus[n][side]).sum();
            assert!((sum - frame[side]).abs() < 1e-5, "sample {n}: {sum} {}", frame[side]);
        }
    }
}

#[test]
fn what_is_played_is_what_is_exported_with_all_of_the_chain() {
    let mix = Arc::new(baked(&mastered_scene(all())).mix);
    let file =
        write_mix(Vec::new(), &mix, Depth::F32, &mut |_| {}, &AtomicBool::new(false)).unwrap();
    let file = decode(&file, "wav").unwrap();
    let exported: Vec<[f32; 2]> =
        (0..file.frames()).map(|n| [file.channels[0][n], file.channels[1][n]]).collect();
    for block in [64, 441, 4096] {
        let (mut player, mut capture) = Player::captured(mix.clone());
        player.play();
        let mut heard = vec![[0.0; 2]; exported.len()];
        heard.chunks_mut(block).for_each(|block| capture.pull(block));
        assert!(heard == exported, "in blocks of {block}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_places_in_any_order_give_the_same_bits(
        places in prop::collection::vec((0_i64..1_440_000, 1_usize..6000), 1..12),
    ) {
        static MIX: std::sync::OnceLock<(Mix, Vec<[f32; 2]>)> = std::sync::OnceLock::new();
        let (mix, whole) = MIX.get_or_init(|| {
            let mix = baked(&mastered_scene(all())).mix;
            let whole = rendered(&mix);
            (mix, whole)
        });
        for (start, length) in places {
            let mut out = vec![[9.0; 2]; length];
            mix.render(start, &mut out);
            for (n, frame) in out.iter().enumerate() {
                let expected = whole.get(start as usize + n).copied().unwrap_or_default();
                prop_assert_eq!(*frame, expected, "{} samples after {}", n, start);
            }
        }
    }
}

/// Two hours of clips whose lengths and places have nothing in common.
#[test]
fn a_thousand_clips_in_two_hours_start_on_their_samples_and_keep_their_level() {
    let hours = 2 * 3600 * 48_000_i64;
    let tone = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![vec![0.25; 20_011]; 2] }));
    let primes: Vec<i64> = (5003..).filter(|n| (2..72).all(|d| n % d != 0)).take(1000).collect();
    let clips: Vec<MixClip> = primes
        .iter()
        .enumerate()
        .map(|(n, prime)| {
            let start = n as i64 * (hours / 1000) + prime % 997;
            MixClip { track: 2, sound: tone.clone(), start, length: *prime, ..MixClip::default() }
        })
        .collect();
    let plan = MixPlan {
        length: hours,
        tracks: tracks(),
        clips,
        mastering: Mastering::raw(),
        ..MixPlan::default()
    };
    let mix = Mix::new(&plan);
    let at = |place: i64| {
        let mut out = [[9.0; 2]; 2];
        mix.render(place - 1, &mut out);
        out.map(|frame| frame[0])
    };
    for clip in &plan.clips {
        let end = clip.start + clip.length;
        assert_eq!((at(clip.start), at(end)), ([0.0, 0.25], [0.25, 0.0]), "at {}", clip.start);
        let level = db_from_gain(f64::from(at(clip.start + clip.length / 2)[1]) / 0.25);
        assert!(level.abs() < 0.001, "{level} dB at {}", clip.start);
    }
}

#[test]
fn a_master_gain_does_not_drift_over_two_hours() {
    let hours = 2 * 3600 * 48_000_i64;
    let tone = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![vec![0.25; 4801]; 2] }));
    let starts = [0, hours / 2 + 1, hours - 4801];
    let clips = starts.map(|start| MixClip {
        track: 2,
        sound: tone.clone(),
        start,
        length: 4801,
        ..MixClip::default()
    });
    let plan =
        MixPlan { length: hours, tracks: tracks(), clips: clips.to_vec(), ..MixPlan::default() };
    let points = vec![0.5; (hours / 64) as usize + 2];
    let mix = Mix::new(&plan).with_master(Envelope::new(0.5, 64, points));
    for start in starts {
        let mut out = [[0.0; 2]; 1];
        mix.render(start + 2400, &mut out);
        assert_eq!(out[0][0], 0.0625);
    }
}

#[test]
fn noise_that_is_far_too_loud_is_mastered_too() {
    let clips = vec![MixClip { gain: 30.0, ..clip(2, noise(3, 1.0), 0.1) }];
    let plan = MixPlan {
        length: 4 * 48_000,
        tracks: tracks(),
        clips,
        mastering: all(),
        ..MixPlan::default()
    };
    let report = baked(&plan).report;
    assert!(report.true_peak.unwrap() <= -1.5, "{report:?}");
}
