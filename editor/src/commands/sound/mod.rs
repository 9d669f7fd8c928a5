//! `sound`: what is heard, as files. One file a verb.

mod meter;
mod music;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// How loud a sound is: integrated loudness, its range, and the true peak.
    #[command(after_help = "Example: maquette sound meter out/lighthouse/lighthouse.wav --json")]
    Meter(meter::Meter),
    /// Music from words: what was understood and what was not, then a cue of exactly that length.
    #[command(
        after_help = "Example: maquette sound music \"slow tense strings, 84 bpm, D minor, build to 0:12, no drums\" \
            --length 45s --seed 7 -o cue.wav --stems cue/ --midi cue.mid"
    )]
    Music(music::Music),
}

pub(crate) fn run(verb: &SoundVerb) -> Result<Outcome> {
    match verb {
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Music(words) => music::run(words),
    }
}
