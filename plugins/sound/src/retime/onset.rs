//! Where a sound begins anew: knocks, consonants, strokes.

/// Samples of a look: 5 ms.
const LOOK: usize = 240;

/// Looks that say what came before: 40 ms.
const BEFORE: usize = 8;

/// How many times the energy of what came before an onset has.
const JUMP: f64 = 8.0;

/// The least energy of a look that is an onset: -60 dB of change from sample to sample.
const LEAST: f64 = LOOK as f64 * 1e-6;

/// Looks between two onsets at least: 100 ms.
const APART: usize = 20;

/// The samples at which something begins, in order. Changes from sample to sample are looked at, so that what is
/// high counts for more than what is low.
pub(super) fn onsets(samples: &[f32]) -> Vec<i64> {
    let mut last = 0.0;
    let energies: Vec<f64> = samples
        .chunks(LOOK)
        .map(|look| {
            look.iter().fold(0.0, |sum, sample| {
                let change = f64::from(*sample) - last;
                last = f64::from(*sample);
                sum + change * change
            })
        })
        .collect();
    let mut found: Vec<i64> = Vec::new();
    let mut free = 0;
    for (n, energy) in energies.iter().enumerate() {
        let before = &energies[n.saturating_sub(BEFORE)..n];
        let mean = before.iter().sum::<f64>() / BEFORE as f64;
        if n < free || *energy < LEAST || *energy < JUMP * mean {
            continue;
        }
        found.push(strongest(samples, n * LOOK));
        free = n + APART;
    }
    found
}

/// The sample of the largest change in a look.
fn strongest(samples: &[f32], start: usize) -> i64 {
    let mut most = (0.0, start);
    for at in start..(start + LOOK).min(samples.len()) {
        let change = (samples[at] - at.checked_sub(1).map_or(0.0, |before| samples[before])).abs();
        if change > most.0 {
            most = (change, at);
        }
    }
    most.1 as i64
}
