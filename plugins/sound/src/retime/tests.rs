use std::f64::consts::TAU;

use proptest::prelude::*;

use super::*;
use crate::RATE;

fn sine(hertz: f64, frames: usize) -> Vec<f32> {
    let step = TAU * hertz / f64::from(RATE);
    (0..frames).map(|n| (0.5 * libm::sin(step * n as f64)) as f32).collect()
}

fn sound(samples: Vec<f32>) -> Arc<Sound> {
    Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![samples] }))
}

fn noise(seed: u32, frames: usize) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..frames).map(|_| next()).collect()
}

fn at_speed(sound: Arc<Sound>, speed: u16, of: u16) -> Sound {
    Sound::Varispeed(Varispeed::new(sound, Arc::new(Kernel::new(speed, of))))
}

fn read(sound: &Sound, first: usize, count: usize) -> Vec<[f32; 2]> {
    let mut out = vec![[9.0; 2]; count];
    sound.read(first, &mut out);
    out
}

fn stretched_mono(samples: Vec<f32>, speed: u16, of: u16) -> Vec<f32> {
    let retime = Retime { speed, of, keep_pitch: true };
    let mut made = stretched(&sound(samples), retime).unwrap();
    made.channels.remove(0)
}

/// How much of a tone is in a sound, as its amplitude, under Hann's window.
fn tone(samples: &[f32], hertz: f64) -> f64 {
    let (mut cos, mut sin, mut sum) = (0.0, 0.0, 0.0);
    for (n, sample) in samples.iter().enumerate() {
        let window = 0.5 - 0.5 * libm::cos(TAU * (n as f64 + 0.5) / samples.len() as f64);
        let angle = TAU * hertz * n as f64 / f64::from(RATE);
        cos += window * f64::from(*sample) * libm::cos(angle);
        sin += window * f64::from(*sample) * libm::sin(angle);
        sum += window;
    }
    2.0 * libm::sqrt(cos * cos + sin * sin) / sum
}

#[test]
fn a_sine_at_another_speed_is_the_sine_of_another_pitch_on_every_sample() {
    for (speed, of, hertz) in
        [(2, 1, 997.0), (1, 2, 9_000.0), (1000, 1001, 15_000.0), (24, 25, 440.0), (3, 2, 12_000.0)]
    {
        let made = read(&at_speed(sound(sine(hertz, 96_000)), speed, of), 0, 40_000);
        let ideal = sine(hertz * f64::from(speed) / f64::from(of), 40_000);
        let (mut signal, mut error) = (0.0, 0.0);
        for (made, ideal) in made[2_000..38_000].iter().zip(&ideal[2_000..38_000]) {
            signal += f64::from(*ideal).powi(2);
            error += f64::from(made[0] - ideal).powi(2);
        }
        let fidelity = 10.0 * libm::log10(signal / error);
        assert!(fidelity > 95.0, "{hertz} Hz at {speed}/{of}: {fidelity} dB");
    }
}

#[test]
fn what_would_fold_back_at_twice_the_speed_is_gone() {
    let made = read(&at_speed(sound(sine(15_000.0, 96_000)), 2, 1), 1_000, 40_000);
    let loudest = made.iter().fold(0.0_f32, |most, frame| most.max(frame[0].abs()));
    assert!(loudest < 1e-4, "{loudest}");
}

#[test]
fn a_level_stays_a_level_at_any_speed() {
    for (speed, of) in [(1, 8), (8, 1), (7, 13), (1999, 2000)] {
        let made = read(&at_speed(sound(vec![0.25; 60_000]), speed, of), 4_000, 500);
        assert!(made.iter().all(|frame| (frame[0] - 0.25).abs() < 1e-6), "{speed}/{of}");
    }
}

#[test]
fn a_sound_at_another_speed_is_as_long_as_that_makes_it_and_silent_beyond() {
    let slow = at_speed(sound(vec![0.5; 1000]), 1, 2);
    assert_eq!((slow.frames(), slow.channels()), (2000, 1));
    assert!(read(&slow, 2000, 50).iter().all(|frame| *frame == [0.0; 2]));
    assert_eq!(read(&slow, usize::MAX - 20, 10), [[0.0; 2]; 10]);
    assert_eq!(at_speed(sound(vec![0.5; 7]), 2, 1).frames(), 4);
    assert!(slow.content() != at_speed(sound(vec![0.5; 1000]), 1, 3).content());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_block_size_gives_the_same_bits_at_any_speed(
        speed in 1_u16..40, of in 1_u16..40, blocks in prop::collection::vec(1_usize..400, 1..12),
    ) {
        let Some(retime) = Retime::new(speed, of, false) else { return Ok(()) };
        let channels = vec![noise(1, 5000), noise(2, 5000)];
        let stereo = Arc::new(Sound::from(Pcm { rate: RATE, channels }));
        let made = at_speed(stereo, retime.speed, retime.of);
        let whole = read(&made, 0, 3000);
        let mut at = 0;
        for block in blocks.iter().cycle() {
            let count = (*block).min(3000 - at);
            prop_assert!(read(&made, at, count) == whole[at..at + count], "{} from {}", count, at);
            at += count;
            if at == 3000 {
                break;
            }
        }
    }

    #[test]
    fn a_stretched_sound_is_as_long_as_its_speed_makes_it_to_the_sample(
        speed in 1_u16..30, of in 1_u16..30, frames in 0_usize..20_000,
    ) {
        let Some(retime) = Retime::new(speed, of, true) else { return Ok(()) };
        let made = stretched(&sound(noise(3, frames)), retime).unwrap();
        let exact = frames as f64 * f64::from(of) / f64::from(speed);
        prop_assert!((made.frames() as f64 - exact).abs() <= 0.5);
        prop_assert!(made.channels[0].iter().all(|sample| sample.abs() <= 1.0));
    }
}

#[test]
fn a_stretched_tone_keeps_its_pitch_and_its_level() {
    for (speed, of) in [(1, 2), (4, 5), (9, 10), (11, 10), (5, 4), (2, 1)] {
        for hertz in [110.0, 440.0, 1_000.0, 3_000.0] {
            let made = stretched_mono(sine(hertz, 144_000), speed, of);
            let middle = &made[12_000..made.len() - 12_000];
            let kept = tone(middle, hertz);
            assert!((kept - 0.5).abs() < 0.03, "{hertz} Hz at {speed}/{of}: {kept}");
            // A third of a semitone beside it is as good as nothing.
            let beside = tone(middle, hertz * 1.02 + 8.0);
            assert!(beside < 0.03, "{hertz} Hz at {speed}/{of}: {beside} beside it");
        }
    }
}

#[test]
fn a_stretched_sound_has_no_clicks() {
    // Three tones that are in no ratio to each other: no place fits all of them.
    let tones = [220.0, 349.7, 1_201.3].map(|hertz| sine(hertz, 96_000));
    let chord: Vec<f32> = (0..96_000).map(|n| tones.iter().map(|tone| tone[n]).sum()).collect();
    let step = |samples: &[f32]| {
        let bend = samples.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs());
        bend.fold(0.0_f32, f32::max)
    };
    let before = step(&chord[1_000..90_000]);
    for (speed, of) in [(1, 2), (3, 4), (5, 4), (2, 1)] {
        let made = stretched_mono(chord.clone(), speed, of);
        let after = step(&made[1_000..made.len() - 6_000]);
        assert!(after < before * 1.1, "{speed}/{of}: {after} where there was {before}");
    }
}

#[test]
fn each_knock_is_heard_once_whole_and_in_time() {
    for (speed, of) in [(1_u16, 2_u16), (3, 4), (5, 4), (2, 1)] {
        let mut samples = vec![0.0; 120_000];
        let places = [20_000_usize, 40_000, 62_345, 90_001];
        for place in places {
            for (n, ring) in noise(place as u32, 480).into_iter().enumerate() {
                samples[place + n] += ring * libm::exp(-(n as f64) / 80.0) as f32;
            }
        }
        let made = stretched_mono(samples.clone(), speed, of);
        let energy = |part: &[f32]| part.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>();
        for place in places {
            let due = place * usize::from(of) / usize::from(speed);
            let around = &made[due - 1_000..due + 2_000];
            let kept = energy(around) / energy(&samples[place..place + 480]);
            assert!((0.98..1.02).contains(&kept), "{place} at {speed}/{of}: {kept}");
            let first = around.iter().position(|x| x.abs() > 0.02).unwrap() as i64 - 1_000;
            assert!(first.abs() <= 600, "{place} at {speed}/{of} is {first} samples off");
        }
        let all = energy(&made) / energy(&samples);
        assert!((0.98..1.02).contains(&all), "{speed}/{of}: {all} of its energy");
    }
}

#[test]
fn silence_and_nothing_stretch_to_silence_and_nothing() {
    assert!(stretched_mono(vec![0.0; 9_000], 1, 2).iter().all(|sample| *sample == 0.0));
    assert!(stretched_mono(Vec::new(), 1, 2).is_empty());
    assert_eq!(stretched_mono(vec![0.5], 1, 8).len(), 8);
}
