//! `sound`: what is heard, as files. One file a verb.

mod clip;
mod gesture;
mod info;
mod meter;
mod picture;
mod stems;
mod track;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// What a sound is, what it says of itself, and how it was made; or what a film has to hear.
    #[command(after_help = "Example: maquette sound info take-3.wav --json")]
    Info(info::Info),
    /// A sound as a picture: its waveform and its spectrogram.
    #[command(after_help = "Example: maquette sound picture cue.wav -o cue.png --from 2s --to 8s")]
    Picture(picture::Picture),
    /// The sound of a film in parts, for a program in which it is mixed on.
    #[command(
        after_help = "Example: maquette sound stems out/lighthouse --out stems --rpp --dawproject"
    )]
    Stems(stems::Stems),
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
        SoundVerb::Info(words) => info::run(words),
        SoundVerb::Picture(words) => picture::run(words),
        SoundVerb::Stems(words) => stems::run(words),
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Clip(words) => clip::run(words),
        SoundVerb::Track(words) => track::run(words),
    }
}
