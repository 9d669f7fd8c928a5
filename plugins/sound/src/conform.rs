//! Any sound as the mixer wants it: 48 kHz, mono or stereo.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler, WindowFunction};

use crate::{Pcm, RATE};

/// Samples of the source that are resampled at once; enough for a filter that is flat to 20 kHz.
const BLOCK: usize = 1024;

/// A half of the power.
const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Brings `sound` to 48 kHz and at most two channels. A sample stays at its time, and the length is the true
/// one, rounded to the nearest sample. A sound that fits already is returned as it is.
pub fn conform(sound: Pcm) -> Pcm {
    let frames = sound.frames();
    let mut channels =
        if sound.channels.len() > 2 { downmixed(&sound.channels) } else { sound.channels };
    channels.iter_mut().for_each(|channel| channel.truncate(frames));
    if sound.rate != RATE {
        // Two at most, and neither knows of the other.
        std::thread::scope(|scope| {
            for channel in &mut channels {
                scope.spawn(|| *channel = resampled(channel, sound.rate));
            }
        });
    }
    Pcm { rate: RATE, channels }
}

/// How many samples at 48 kHz last as long as `frames` at `rate`.
fn length_at_48k(frames: usize, rate: u32) -> usize {
    let (frames, rate) = (frames as u128, u128::from(rate.max(1)));
    ((frames * u128::from(RATE) * 2 + rate) / (rate * 2)) as usize
}

/// In f64, so that what is rounded to f32 in the end does not depend on the vector unit of the machine.
fn resampled(samples: &[f32], rate: u32) -> Vec<f32> {
    let length = length_at_48k(samples.len(), rate);
    let window = WindowFunction::BlackmanHarris2;
    let made = Fft::<f64>::new_custom(
        rate as usize,
        RATE as usize,
        block(rate),
        1,
        1,
        window,
        FixedSync::Both,
    );
    // Only a rate of zero is refused, and a sound without time has no samples at 48 kHz either.
    let Ok(mut resampler) = made else {
        return Vec::new();
    };
    let mut delay = resampler.output_delay();
    let mut input = vec![0.0; resampler.input_frames_max()];
    let mut output = vec![0.0; resampler.output_frames_max()];
    let mut made = Vec::with_capacity(length);
    let mut rest = samples;
    while made.len() < length {
        let wanted = resampler.input_frames_next();
        let (block, after) = rest.split_at(wanted.min(rest.len()));
        rest = after;
        input.fill(0.0);
        input.iter_mut().zip(block).for_each(|(to, from)| *to = f64::from(*from));
        let Some(got) = step(&mut resampler, &input, &mut output) else {
            break;
        };
        let skipped = delay.min(got);
        delay -= skipped;
        let room = length - made.len();
        made.extend(output[skipped..got].iter().take(room).map(|sample| *sample as f32));
    }
    made.resize(length, 0.0);
    made
}

/// Samples of the source in a block, at least [`BLOCK`]: an even number of the shortest blocks that are whole
/// in both rates, or the middle of the filter would lie between two samples.
fn block(rate: u32) -> usize {
    let (mut a, mut b) = (rate, RATE);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    let shortest = (rate / a.max(1)) as usize;
    shortest * BLOCK.div_ceil(shortest.max(1)).next_multiple_of(2)
}

/// How many samples came out.
fn step(resampler: &mut Fft<f64>, input: &[f64], output: &mut [f64]) -> Option<usize> {
    let (frames_in, frames_out) = (input.len(), output.len());
    let input = InterleavedSlice::new(input, 1, frames_in).ok()?;
    let mut output = InterleavedSlice::new_mut(output, 1, frames_out).ok()?;
    let done = resampler.process_into_buffer(&input, &mut output, None::<&Indexing>).ok()?;
    (done.1 > 0).then_some(done.1)
}

/// To left and right, by the order of a WAV file: the middle 3 dB down in both, what is behind or beside 3 dB
/// down on its own side (ITU-R BS.775), the bass channel left out.
fn downmixed(channels: &[Vec<f32>]) -> Vec<Vec<f32>> {
    const L: [f32; 2] = [1.0, 0.0];
    const R: [f32; 2] = [0.0, 1.0];
    const C: [f32; 2] = [HALF, HALF];
    const LS: [f32; 2] = [HALF, 0.0];
    const RS: [f32; 2] = [0.0, HALF];
    const B: [f32; 2] = [0.5, 0.5];
    const OUT: [f32; 2] = [0.0, 0.0];
    let gains: Vec<[f32; 2]> = match channels.len() {
        3 => vec![L, R, C],
        4 => vec![L, R, LS, RS],
        5 => vec![L, R, C, LS, RS],
        6 => vec![L, R, C, OUT, LS, RS],
        7 => vec![L, R, C, OUT, B, LS, RS],
        8 => vec![L, R, C, OUT, LS, RS, LS, RS],
        // Without a known order: odd ones left, even ones right, as loud as one of them.
        count => {
            let share = 2.0 / count as f32;
            (0..count)
                .map(|n| if n.is_multiple_of(2) { [share, 0.0] } else { [0.0, share] })
                .collect()
        }
    };
    let frames = channels.iter().map(Vec::len).min().unwrap_or(0);
    let side = |side: usize| {
        let mut mixed = vec![0.0_f32; frames];
        for (channel, gain) in channels.iter().zip(&gains) {
            for (sum, sample) in mixed.iter_mut().zip(channel) {
                *sum += sample * gain[side];
            }
        }
        mixed
    };
    vec![side(0), side(1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sine(rate: u32, hertz: f64, frames: usize) -> Vec<f32> {
        let step = std::f64::consts::TAU * hertz / f64::from(rate);
        (0..frames).map(|n| (0.5 * libm::sin(step * n as f64)) as f32).collect()
    }

    /// Signal over error in decibels, away from the ends where the sound is cut.
    fn fidelity(rate: u32, hertz: f64) -> f64 {
        let conformed = conform(Pcm { rate, channels: vec![sine(rate, hertz, 4 * rate as usize)] });
        let ideal = sine(RATE, hertz, 4 * RATE as usize);
        let middle = 80_000..110_000;
        let (mut signal, mut error) = (0.0_f64, 0.0_f64);
        for (a, b) in ideal[middle.clone()].iter().zip(&conformed.channels[0][middle]) {
            signal += f64::from(*a) * f64::from(*a);
            error += (f64::from(*a) - f64::from(*b)).powi(2);
        }
        10.0 * libm::log10(signal / error.max(1e-30))
    }

    #[test]
    fn a_sine_stays_the_same_sine_on_the_same_samples() {
        for (rate, hertz) in [
            (44_100, 997.0),
            (44_100, 10_000.0),
            (44_100, 20_000.0),
            (22_050, 5_000.0),
            (96_000, 20_000.0),
            (16_000, 3_000.0),
        ] {
            let fidelity = fidelity(rate, hertz);
            assert!(fidelity > 130.0, "{hertz} Hz at {rate}: {fidelity} dB");
        }
    }

    #[test]
    fn a_sweep_over_all_that_is_heard_stays_the_same_sweep() {
        // From 20 Hz to 20 kHz in four seconds.
        let sweep = |rate: u32| -> Vec<f32> {
            let phase =
                |t: f64| std::f64::consts::TAU * (20.0 * t + 0.5 * (19_980.0 / 4.0) * t * t);
            let sample = |n: u32| 0.5 * libm::sin(phase(f64::from(n) / f64::from(rate)));
            (0..4 * rate).map(|n| sample(n) as f32).collect()
        };
        let ideal = sweep(RATE);
        for rate in [44_100, 96_000, 88_200] {
            let found = conform(Pcm { rate, channels: vec![sweep(rate)] });
            let middle = 4800..187_000;
            let (mut signal, mut error) = (0.0_f64, 0.0_f64);
            for (a, b) in ideal[middle.clone()].iter().zip(&found.channels[0][middle]) {
                signal += f64::from(*a) * f64::from(*a);
                error += (f64::from(*a) - f64::from(*b)).powi(2);
            }
            let fidelity = 10.0 * libm::log10(signal / error.max(1e-30));
            assert!(fidelity > 120.0, "{rate}: {fidelity} dB");
        }
    }

    #[test]
    fn the_length_is_rounded_to_the_nearest_sample() {
        for (rate, frames, expected) in [
            (44_100, 44_100, 48_000),
            (44_100, 1, 1),
            (22_050, 3, 7),
            (96_000, 3, 2),
            (8_000, 10, 60),
            (48_000, 5, 5),
        ] {
            let sound = Pcm { rate, channels: vec![vec![0.1; frames]] };
            assert_eq!(conform(sound).frames(), expected, "{frames} at {rate}");
        }
        assert_eq!(conform(Pcm { rate: 44_100, channels: vec![vec![]] }).frames(), 0);
    }

    #[test]
    fn an_odd_rate_conforms_too() {
        for rate in [1_000, 11_025, 44_056, 47_952, 192_000, 768_000] {
            let fidelity = fidelity(rate, 200.0);
            assert!(fidelity > 120.0, "{rate}: {fidelity} dB");
        }
    }

    #[test]
    fn five_and_one_become_two() {
        let only = |n: usize| (0..6).map(|k| vec![if k == n { 1.0 } else { 0.0 }; 2]).collect();
        let mix = |n: usize| {
            let mixed = conform(Pcm { rate: RATE, channels: only(n) });
            [mixed.channels[0][0], mixed.channels[1][0]]
        };
        assert_eq!(mix(0), [1.0, 0.0]);
        assert_eq!(mix(2), [HALF, HALF]);
        assert_eq!(mix(3), [0.0, 0.0]);
        assert_eq!(mix(5), [0.0, HALF]);
    }
}
