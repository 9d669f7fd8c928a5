//! What can be said of tracks.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::super::clip::CurveWords;
use crate::size::parse_number;

/// The tracks of a film: how they are called and heard, and a picture of them.
#[derive(Args, Debug)]
pub(crate) struct TrackWords {
    pub(crate) film: PathBuf,
    /// For programs to read.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Draw the tracks with their clips and waveforms.
    #[arg(long, value_name = "PNG", global = true)]
    pub(crate) picture: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) verb: Option<TrackVerb>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum TrackVerb {
    /// List the tracks.
    #[command(after_help = "Example: maquette sound track out/film list --json")]
    List,
    /// A new track, below all others.
    #[command(after_help = "Example: maquette sound track out/film add Weather --bus effects")]
    Add(TrackAdd),
    /// Another name, colour, bus, gain or pan.
    #[command(
        after_help = "Example: maquette sound track out/film set Weather --gain -4 --colour slate"
    )]
    Set(TrackSet),
    /// Put a track below another, or above all.
    #[command(after_help = "Example: maquette sound track out/film move Weather --below MARA")]
    Move(TrackMove),
    /// Silence a track, or let it be heard again.
    #[command(after_help = "Example: maquette sound track out/film mute Weather")]
    Mute(TrackSwitch),
    /// Hear only this track, and others that are solo.
    #[command(after_help = "Example: maquette sound track out/film solo Weather --off")]
    Solo(TrackSwitch),
    /// Keep the clips of a track as they are, or let them be changed again.
    #[command(after_help = "Example: maquette sound track out/film lock MARA")]
    Lock(TrackSwitch),
    /// Draw the volume of a track: put, move and remove keys.
    #[command(
        after_help = "Example: maquette sound track out/film curve Weather --put \"0s -60\" --put \"4s 0\""
    )]
    Curve(TrackCurve),
    /// Take a track out, with its clips.
    #[command(after_help = "Example: maquette sound track out/film delete Weather")]
    Delete(TrackNamed),
}

#[derive(Args, Debug)]
pub(crate) struct TrackAdd {
    pub(crate) name: String,
    /// dialogue, music or effects.
    #[arg(long, default_value = "effects")]
    pub(crate) bus: String,
    /// brick, ochre, teal, plum, moss, slate, rose or sand.
    #[arg(long, alias = "color")]
    pub(crate) colour: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct TrackSet {
    /// The track, by its name or a part of it.
    pub(crate) track: String,
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// brick, ochre, teal, plum, moss, slate, rose or sand.
    #[arg(long, alias = "color")]
    pub(crate) colour: Option<String>,
    /// dialogue, music or effects.
    #[arg(long)]
    pub(crate) bus: Option<String>,
    /// Decibels.
    #[arg(long, value_name = "DB", allow_negative_numbers = true, value_parser = parse_number)]
    pub(crate) gain: Option<f32>,
    /// -1 left to 1 right.
    #[arg(long, allow_negative_numbers = true, value_parser = parse_number)]
    pub(crate) pan: Option<f32>,
}

#[derive(Args, Debug)]
pub(crate) struct TrackMove {
    /// The track, by its name or a part of it.
    pub(crate) track: String,
    #[arg(long, value_name = "NAME", required_unless_present = "top", conflicts_with = "top")]
    pub(crate) below: Option<String>,
    /// Above all others.
    #[arg(long)]
    pub(crate) top: bool,
}

#[derive(Args, Debug)]
pub(crate) struct TrackSwitch {
    /// The track, by its name or a part of it.
    pub(crate) track: String,
    #[arg(long)]
    pub(crate) off: bool,
}

#[derive(Args, Debug)]
pub(crate) struct TrackCurve {
    /// The track, by its name or a part of it.
    pub(crate) track: String,
    #[command(flatten)]
    pub(crate) keys: CurveWords,
}

#[derive(Args, Debug)]
pub(crate) struct TrackNamed {
    /// The track, by its name or a part of it.
    pub(crate) track: String,
}
