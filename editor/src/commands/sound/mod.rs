//! `sound`: what is heard, as files. One file a verb.

mod chain;
mod master;
mod mastering;
mod meter;
mod mix;
mod written;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// How loud a sound or a film is: loudness and its range, true peak, clipping, offset, correlation.
    #[command(
        after_help = "Examples: maquette sound meter out/lighthouse/lighthouse.wav --json\n          maquette sound meter out/lighthouse --over-time loudness.csv"
    )]
    Meter(meter::Meter),
    /// The mix of a film as a WAV, with what it measures and how far each line is over the music.
    #[command(
        after_help = "Examples: maquette sound mix out/lighthouse -o lighthouse-web.wav --preset web\n          maquette sound mix out/lighthouse -o music.wav --bus music"
    )]
    Mix(mix::Mix),
    /// Bring a sound file to a loudness, under a ceiling of its true peak.
    #[command(
        after_help = "Examples: maquette sound master take-3.wav -o take-3-loud.wav --loudness -16 --trim\n          maquette sound master cue.flac -o cue.wav --preset web --eq \"low-cut 40, high-shelf 9000 +2\""
    )]
    Master(master::Master),
    /// Show how the sound of a film is finished, or set it, as one step that can be taken back.
    #[command(
        after_help = "Examples: maquette sound mastering out/lighthouse --preset web\n          maquette sound mastering out/lighthouse --loudness -24 --duck \"under 12 release 1\""
    )]
    Mastering(mastering::SetMastering),
}

pub(crate) fn run(verb: &SoundVerb) -> Result<Outcome> {
    match verb {
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Mix(words) => mix::run(words),
        SoundVerb::Master(words) => master::run(words),
        SoundVerb::Mastering(words) => mastering::run(words),
    }
}
