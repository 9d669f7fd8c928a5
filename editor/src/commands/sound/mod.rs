//! `sound`: what is heard, as files. One file a verb.

mod devices;
mod latency;
mod meter;
mod probe;
mod record;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// How loud a sound is: integrated loudness, its range, and the true peak.
    #[command(after_help = "Example: maquette sound meter out/lighthouse/lighthouse.wav --json")]
    Meter(meter::Meter),
    /// Record what a microphone hears while the film plays, as a clip where it belongs.
    #[command(
        after_help = "Example: maquette sound record out/lighthouse --shot 0030 --track MARA --length 10s"
    )]
    Record(record::Record),
    /// What this machine plays on and records from.
    #[command(after_help = "Example: maquette sound devices --json")]
    Devices(devices::Devices),
    /// How late recordings come, by beeps that are played and recorded; kept, and taken off from then on.
    #[command(after_help = "Example: maquette sound latency --device pulse")]
    Latency(latency::Latency),
    #[command(hide = true)]
    Probe(probe::Probe),
}

pub(crate) fn run(verb: &SoundVerb) -> Result<Outcome> {
    match verb {
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Record(words) => record::run(words),
        SoundVerb::Devices(words) => devices::run(words),
        SoundVerb::Latency(words) => latency::run(words),
        SoundVerb::Probe(words) => probe::run(words),
    }
}
