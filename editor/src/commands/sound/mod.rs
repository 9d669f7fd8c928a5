//! `sound`: what is heard, as files. One file a verb.

mod meter;
mod say;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// How loud a sound is: integrated loudness, its range, and the true peak.
    #[command(after_help = "Example: maquette sound meter out/lighthouse/lighthouse.wav --json")]
    Meter(meter::Meter),
    /// Speak words into a file, as a voice and a direction have it; or list the voices.
    #[command(
        after_help = "Example: maquette sound say \"(whispering) Who is there?\" --voice espeak:en-gb+f3 -o who.wav"
    )]
    Say(say::Say),
}

pub(crate) fn run(verb: &SoundVerb) -> Result<Outcome> {
    match verb {
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Say(words) => say::run(words),
    }
}
