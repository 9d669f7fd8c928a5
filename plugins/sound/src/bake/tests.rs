use std::sync::Arc;

use maquette_document::Id;

use super::*;
use crate::{MixClip, MixTrack, Pcm, RATE, Sound};

/// Something like speech: bursts of filtered noise and tone, with pauses.
fn speech(seconds: usize, level: f32, seed: u64) -> Arc<Sound> {
    let (mut state, mut low) = (seed, 0.0_f32);
    let samples = (0..seconds * 48_000)
        .map(|n| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let white = (state >> 40) as f32 / 8_388_608.0 - 1.0;
            low += 0.2 * (white - low);
            let syllable = (n % 9600) as f32 / 9600.0;
            let open = if syllable < 0.8 {
                libm::sinf(syllable / 0.8 * std::f32::consts::PI)
            } else {
                0.0
            };
            let voice = libm::sinf(n as f32 * 0.0157) + 0.5 * libm::sinf(n as f32 * 0.0471);
            level * open * (low + 0.5 * voice)
        })
        .collect();
    Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![samples] }))
}

fn music(seconds: usize, level: f32) -> Arc<Sound> {
    let tone = |hertz: f32, n: usize| {
        libm::sinf(std::f32::consts::TAU * hertz * (n % 48_000) as f32 / 48_000.0)
    };
    let side = |shift: f32| {
        (0..seconds * 48_000)
            .map(|n| {
                let swell = 0.7 + 0.3 * libm::sinf(n as f32 / 48_000.0 * 0.9 + shift);
                level * swell * (tone(220.0, n) + tone(277.0, n) + tone(330.0, n)) / 3.0
            })
            .collect()
    };
    Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![side(0.0), side(0.4)] }))
}

pub(super) fn noise(seconds: usize, level: f32) -> Arc<Sound> {
    let mut state = 99_u64;
    let samples = (0..seconds * 48_000)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            level * ((state >> 40) as f32 / 8_388_608.0 - 1.0)
        })
        .collect();
    Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![samples] }))
}

pub(super) fn tracks() -> Vec<MixTrack> {
    [Bus::Dialogue, Bus::Music, Bus::Effects]
        .map(|bus| MixTrack { bus, ..MixTrack::default() })
        .to_vec()
}

pub(super) fn clip(track: usize, sound: Arc<Sound>, start: f64) -> MixClip {
    let length = sound.frames() as i64;
    let start = (start * 48_000.0) as i64;
    MixClip {
        id: Id::hashed(&[&start.to_string()]),
        track,
        sound,
        start,
        length,
        ..MixClip::default()
    }
}

pub(super) fn scene() -> MixPlan {
    let clips = vec![
        clip(0, speech(3, 0.4, 1), 5.0),
        clip(0, speech(2, 0.2, 2), 8.4),
        clip(0, speech(4, 0.3, 3), 15.0),
        clip(1, music(30, 0.5), 0.0),
    ];
    MixPlan { length: 30 * 48_000, tracks: tracks(), clips, ..MixPlan::default() }
}

pub(super) fn baked(plan: &MixPlan) -> Baked {
    bake(plan, &mut |_| {}, &AtomicBool::new(false)).unwrap()
}

#[track_caller]
fn check_target(report: &MixReport) {
    let (loudness, peak) = (report.loudness.unwrap(), report.true_peak.unwrap());
    assert!((loudness + 23.0).abs() <= 0.1, "{loudness} LUFS");
    assert!(peak <= -1.0, "{peak} dBTP");
}

#[test]
fn a_film_comes_out_at_minus_23_with_its_music_under_each_line() {
    let report = baked(&scene()).report;
    check_target(&report);
    assert_eq!(report.lines.len(), 3);
    for line in &report.lines {
        let over = line.over_music.unwrap();
        assert!((14.0..18.0).contains(&over), "{over} LU over the music");
    }
    assert!(report.range.is_some() && report.problems.is_empty(), "{report:?}");
}

#[test]
fn the_music_is_down_before_the_word_and_back_after_it_without_a_jump() {
    let mix = baked(&scene()).mix;
    let gain = |seconds: f64| mix.music_gain().at((seconds * 48_000.0) as i64);
    let clear = gain(2.0);
    let down = gain(6.0);
    assert!(down < clear * 0.7, "{clear} {down}");
    assert_eq!(gain(4.75), clear);
    assert!((gain(5.05) / down - 1.0).abs() < 0.1);
    assert!((gain(12.0) / clear - 1.0).abs() < 1e-6);
    // Between two lines of an exchange it stays down.
    assert!(gain(8.2) < clear * 0.75);
    let steps = (0..3000).map(|n| gain(f64::from(n) * 0.005)).collect::<Vec<_>>();
    let steepest = steps
        .windows(2)
        .map(|pair| (db_from_gain(pair[0]) - db_from_gain(pair[1])).abs())
        .fold(0.0, f32::max);
    assert!(steepest < 0.8, "{steepest} dB in 5 ms");
}

#[test]
fn the_fader_of_the_music_moves_the_music_and_nothing_else() {
    let over = |gain: f32| {
        let mut plan = scene();
        plan.tracks[1].gain = gain;
        baked(&plan).report.lines[0].over_music.unwrap()
    };
    assert!((over(-6.0) - over(0.0) - 6.0).abs() < 0.05);
}

/// Films that are hard to keep down: clicks in near silence, squares, noise that is far too loud.
fn hostile() -> Vec<MixPlan> {
    let loud = |gain: f32, sound: Arc<Sound>| {
        let clips = vec![MixClip { gain, ..clip(2, sound, 0.5) }];
        MixPlan { length: 6 * 48_000, tracks: tracks(), clips, ..MixPlan::default() }
    };
    let mono =
        |samples: Vec<f32>| Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![samples] }));
    let mut clicks = vec![0.0_f32; 5 * 48_000];
    for n in (0..clicks.len()).step_by(30_000) {
        (clicks[n], clicks[n + 1]) = (1.0, -1.0);
    }
    let square = (0..4 * 48_000).map(|n| if n % 100 < 50 { 0.9 } else { -0.9 }).collect();
    vec![
        loud(0.0, mono(clicks)),
        loud(0.0, mono(square)),
        loud(30.0, noise(1, 1.0)),
        loud(-40.0, noise(4, 1.0)),
    ]
}

#[test]
fn hostile_sound_stays_under_the_ceiling() {
    for plan in hostile() {
        let report = baked(&plan).report;
        let peak = report.true_peak.unwrap();
        assert!(peak <= -1.0, "{peak} dBTP");
        assert!(
            (report.loudness.unwrap() + 23.0).abs() <= 0.1 || !report.problems.is_empty(),
            "{report:?}"
        );
    }
}

/// The number after the last `label` in what ffmpeg says of a film's sound.
pub(super) fn measured_by_ffmpeg(mix: &Mix) -> Option<[f32; 2]> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mix.wav");
    let file = std::fs::File::create(&path).unwrap();
    crate::write_mix(file, mix, crate::Depth::F32, &mut |_| {}, &AtomicBool::new(false)).unwrap();
    let said = std::process::Command::new("ffmpeg")
        .args(["-nostdin", "-hide_banner", "-i"])
        .arg(&path)
        .args(["-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"])
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    let after = |label: &str| said.rsplit_once(label)?.1.split_whitespace().next()?.parse().ok();
    Some([after("I:")?, after("Peak:")?])
}

#[test]
fn ffmpeg_measures_what_the_report_says() {
    for plan in hostile().into_iter().chain([scene()]) {
        let Baked { mix, report } = baked(&plan);
        let Some([loudness, peak]) = measured_by_ffmpeg(&mix) else {
            eprintln!("not looked at: this machine has no ffmpeg");
            return;
        };
        // It prints one place after the point.
        assert!((loudness - report.loudness.unwrap()).abs() <= 0.11, "{loudness} LUFS, {report:?}");
        assert!(peak <= -0.9, "{peak} dBTP, {report:?}");
    }
}

#[test]
fn silence_stays_silence() {
    for clips in [vec![], vec![clip(0, Arc::new(Sound::from(Pcm::silence(48_000))), 1.0)]] {
        let plan = MixPlan { length: 3 * 48_000, tracks: tracks(), clips, ..MixPlan::default() };
        let Baked { mix, report } = baked(&plan);
        assert_eq!((report.loudness, report.true_peak, report.gain), (None, None, 0.0));
        let mut out = vec![[9.0; 2]; 1000];
        mix.render(0, &mut out);
        assert!(out.iter().all(|frame| *frame == [0.0; 2]));
    }
    assert_eq!(baked(&MixPlan::default()).report, MixReport::default());
}

#[test]
fn what_is_nearly_silent_is_not_blown_up() {
    let mut plan = MixPlan { length: 5 * 48_000, tracks: tracks(), ..MixPlan::default() };
    plan.clips = vec![clip(2, noise(5, 0.001), 0.0)];
    let report = baked(&plan).report;
    assert!(report.gain <= 30.0 && !report.problems.is_empty(), "{report:?}");
}

#[test]
fn the_same_film_is_baked_to_the_same_bits_and_its_key_tells_films_apart() {
    let (a, b) = (baked(&scene()), baked(&scene()));
    assert_eq!(a.report, b.report);
    assert_eq!(a.mix.music_gain(), b.mix.music_gain());
    assert_eq!(a.mix.master_gain(), b.mix.master_gain());
    let mut other = scene();
    other.clips[1].start += 1;
    assert_eq!(scene().key(), scene().key());
    assert_ne!(scene().key(), other.key());
}

#[test]
fn progress_rises_to_1_and_a_cancel_is_heeded() {
    let mut shares = Vec::new();
    bake(&scene(), &mut |share| shares.push(share), &AtomicBool::new(false)).unwrap();
    assert!(shares.windows(2).all(|pair| pair[0] <= pair[1]));
    assert_eq!(shares.last(), Some(&1.0));
    let cancelled = bake(&scene(), &mut |_| {}, &AtomicBool::new(true));
    assert_eq!(cancelled.err(), Some(Cancelled));
}
