//! What the embedded voice is held to.

use std::f64::consts::TAU;

use proptest::prelude::*;

use super::score::Instant;
use super::targets::target;
use super::*;
use crate::g2p::Phoneme;

static NEVER: AtomicBool = AtomicBool::new(false);

fn said(name: &str, text: &str) -> Heard {
    let voice = Voice { name: name.into(), ..Voice::default() };
    Embedded.say(&voice, text, &NEVER).unwrap()
}

/// A second of a vowel that does not move, at `hertz`.
fn held(phoneme: Phoneme, hertz: f64) -> Vec<f32> {
    let mut colour = Colour::of(&Voice::default());
    (colour.scale, colour.creak, colour.breath) = (1.0, 0.0, 0.0);
    let mut throat = Throat::of(colour, 1);
    let aim = target(phoneme);
    let now =
        Instant { voicing: 1.0, formants: aim.start, widths: aim.width, ..Instant::default() };
    let mut samples = Vec::new();
    while samples.len() < RATE as usize {
        throat.perform(&now, hertz, &mut samples);
    }
    samples
}

/// How strong `hertz` is.
fn strength(samples: &[f32], hertz: f64) -> f64 {
    let turn = TAU * hertz / f64::from(RATE);
    let add = |(re, im): (f64, f64), (n, sample): (usize, &f32)| {
        let angle = turn * n as f64;
        (re + f64::from(*sample) * angle.cos(), im + f64::from(*sample) * angle.sin())
    };
    let (re, im) = samples.iter().enumerate().fold((0.0, 0.0), add);
    re.hypot(im)
}

#[test]
fn formants_of_held_vowels_lie_where_they_were_asked_for() {
    for phoneme in [Phoneme::Iy, Phoneme::Aa, Phoneme::Ae, Phoneme::Uw, Phoneme::Er, Phoneme::Eh] {
        let pitch = 40.0;
        let samples = held(phoneme, pitch);
        let harmonics: Vec<f64> =
            (0..100).map(|n| strength(&samples[12_000..], pitch * f64::from(n))).collect();
        let peaks: Vec<f64> = (2..99)
            .filter(|n| harmonics[*n - 1] < harmonics[*n] && harmonics[*n + 1] < harmonics[*n])
            .map(|n| n as f64 * pitch)
            .collect();
        for formant in target(phoneme).start {
            let off = peaks.iter().map(|peak| (peak - formant).abs()).fold(f64::MAX, f64::min);
            assert!(off <= 60.0, "{phoneme:?}: none about {formant} in {peaks:?}");
        }
    }
}

#[test]
fn a_voice_is_as_high_as_it_was_asked_to_be() {
    for hertz in [80.0, 110.0, 180.0, 260.0] {
        let samples = &held(Phoneme::Ah, hertz)[12_000..];
        let alike = |lag: usize| {
            samples.iter().zip(&samples[lag..]).map(|(a, b)| f64::from(a * b)).sum::<f64>()
                / (samples.len() - lag) as f64
        };
        let lags = 60..480;
        let best = lags.clone().map(alike).fold(f64::MIN, f64::max);
        // The first that is nearly as good: the others are its multiples.
        let lag = lags
            .clone()
            .find(|lag| 0.97 * best < alike(*lag) && alike(lag + 1) <= alike(*lag))
            .unwrap();
        let found = f64::from(RATE) / lag as f64;
        assert!((found / hertz - 1.0).abs() < 0.02, "{found} for {hertz}");
    }
}

#[test]
fn questions_rise_and_statements_fall() {
    let tune_of = |text: &str| {
        let (segments, phrases) = plan(&spelled(text).0, 1.0);
        let starts = starts(&segments);
        let end = starts[phrases[0].segments.end];
        let tune = Tune::of(&segments, &phrases, &starts);
        tune.at(end - 0.01) - tune.at(end - 0.30)
    };
    assert!(4.0 < tune_of("Is the lamp lit?"));
    assert!(tune_of("The lamp is lit.") < -2.0);
    assert!(tune_of("Who lit the lamp?") < -2.0);
}

#[test]
fn every_throat_sounds_different() {
    let names = ["f1", "f2", "f3", "f4", "f5", "m1", "m2", "m3", "m4", "m6", "m7"];
    let lines: Vec<Vec<f32>> =
        names.iter().map(|name| said(&format!("en+{name}"), "la la").samples).collect();
    for (at, line) in lines.iter().enumerate() {
        assert!(lines[..at].iter().all(|other| other != line), "{}", names[at]);
    }
}

#[test]
fn hissing_is_high_and_vowels_are_low() {
    let share = |text: &str, name: &str, from_quarter: usize, to_quarter: usize| {
        let heard = said("en+m1", text);
        let phone = heard.phones.iter().find(|phone| phone.name == name).unwrap();
        let (from, length) =
            (phone.start.samples(RATE) as usize, phone.length.samples(RATE) as usize);
        let part = &heard.samples[from + length * from_quarter / 4..from + length * to_quarter / 4];
        let band = |from: u32, to: u32| {
            (from..to).map(|n| strength(part, f64::from(n) * 100.0).powi(2)).sum::<f64>()
        };
        band(35, 110) / band(1, 110)
    };
    assert!(0.9 < share("see", "S", 1, 3));
    assert!(share("see", "IY", 1, 3) < 0.1);
    // Its burst, after the silence.
    assert!(0.3 < share("tea", "T", 3, 4));
}

#[test]
fn what_cannot_be_said_is_told_and_silent() {
    let heard = said("ja+m1", "日本語");
    assert!(heard.samples.is_empty() && heard.notice.is_some());
    let french = said("fr+f2", "Je garde ce phare depuis trente ans.");
    assert!(!french.samples.is_empty() && french.notice.unwrap().contains("English"));
    assert_eq!(said("en", "Good evening.").notice, None);
}

#[test]
fn a_cancelled_line_stops() {
    let stop = AtomicBool::new(true);
    let answer = Embedded.say(&Voice::default(), "Never mind.", &stop);
    assert!(matches!(answer, Err(VoiceError::Cancelled)));
}

proptest! {
    #[test]
    fn whatever_is_said_is_sound_and_its_times_leave_no_gap(
        text in prop_oneof!["[a-zA-Z0-9 ',.?!$:%-]{0,60}", "\\PC{0,40}"],
        variant in prop_oneof!["en\\+[fm][1-7]", "\\PC{0,8}"],
        pitch in 0_u8..,
        speed in 0_u16..,
    ) {
        let voice = Voice { name: variant, pitch, speed };
        let heard = Embedded.say(&voice, &text, &NEVER).unwrap();
        prop_assert!(heard.samples.iter().all(|sample| sample.abs() < 4.0), "{text:?}");
        let mut at = Flicks::ZERO;
        for phone in &heard.phones {
            prop_assert_eq!(phone.start, at);
            prop_assert!(Flicks::ZERO <= phone.length);
            at += phone.length;
        }
        prop_assert_eq!(at, Flicks::from_samples(heard.samples.len() as i64, RATE));
        prop_assert!(Embedded.say(&voice, &text, &NEVER).unwrap() == heard);
    }
}
