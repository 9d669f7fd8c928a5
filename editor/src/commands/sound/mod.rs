//! `sound`: what is heard, as files. One file a verb.

mod meter;
mod mouth;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// How loud a sound is: integrated loudness, its range, and the true peak.
    #[command(after_help = "Example: maquette sound meter out/lighthouse/lighthouse.wav --json")]
    Meter(meter::Meter),
    /// The shapes of the mouth in each line, as Rhubarb and Moho write them.
    #[command(
        after_help = "Example: maquette sound mouth out/lighthouse --out mouths --format dat --preston-blair"
    )]
    Mouth(mouth::Mouth),
}

pub(crate) fn run(verb: &SoundVerb) -> Result<Outcome> {
    match verb {
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Mouth(words) => mouth::run(words),
    }
}
