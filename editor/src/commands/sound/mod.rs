//! `sound`: what is heard, as files. One file a verb.

mod clip;
mod gesture;
mod meter;
mod track;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// How loud a sound is: integrated loudness, its range, and the true peak.
    #[command(after_help = "Example: maquette sound meter out/lighthouse/lighthouse.wav --json")]
    Meter(meter::Meter),
    /// The clips of a film: list, add, split, trim, slip, move, fade, cross, retime and the rest.
    #[command(
        after_help = "Examples: maquette sound clip out/film\n          maquette sound clip out/film split 3 --at 14.5s"
    )]
    Clip(clip::ClipWords),
    /// The tracks of a film: list, add, name, colour, mute, solo, lock, draw.
    #[command(
        after_help = "Examples: maquette sound track out/film --picture tracks.png\n          maquette sound track out/film add Weather --bus effects"
    )]
    Track(track::TrackWords),
}

pub(crate) fn run(verb: &SoundVerb) -> Result<Outcome> {
    match verb {
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Clip(words) => clip::run(words),
        SoundVerb::Track(words) => track::run(words),
    }
}
