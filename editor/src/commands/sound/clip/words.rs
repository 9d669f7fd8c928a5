//! What can be said of clips.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::size::parse_number;

/// The clips of a film: what lies where, and what is done with them.
#[derive(Args, Debug)]
pub(crate) struct ClipWords {
    pub(crate) film: PathBuf,
    /// For programs to read.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) verb: Option<ClipVerb>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum ClipVerb {
    /// List the clips, track by track, with the numbers that they are called by.
    #[command(after_help = "Example: maquette sound clip out/film list --json")]
    List,
    /// Lay a sound on a track: a file, or a sound that is in the film already.
    #[command(
        after_help = "Example: maquette sound clip out/film add rain.wav --track Weather --at 12s --skip 2s --length 8s"
    )]
    Add(ClipAdd),
    /// Another name, gain or pan.
    #[command(
        after_help = "Example: maquette sound clip out/film set 3 --name \"far thunder\" --pan -0.4"
    )]
    Set(ClipSet),
    /// Cut a clip in two.
    #[command(after_help = "Example: maquette sound clip out/film split rain.wav --at 14.5s")]
    Split(ClipAt),
    /// Let a clip begin or end elsewhere; what is heard of it stays where it is.
    #[command(
        after_help = "Example: maquette sound clip out/film trim 3 --start 13s --end 00:00:18:12"
    )]
    Trim(ClipTrim),
    /// Move the sound under its clip: later by a length, or earlier with a minus.
    #[command(after_help = "Example: maquette sound clip out/film slip 3 --by -12f")]
    Slip(ClipSlip),
    /// Move a clip in time, or to another track.
    #[command(after_help = "Example: maquette sound clip out/film move 3 --by 2s --track Weather")]
    Move(ClipMove),
    /// Fade a clip in and out; a length of 0s takes a fade away.
    #[command(
        after_help = "Example: maquette sound clip out/film fade 3 --in 12f --out 2s --curve s-curve"
    )]
    Fade(ClipFade),
    /// Cross two neighbours: over their overlap, or over a length where they only meet.
    #[command(after_help = "Example: maquette sound clip out/film crossfade 3 4 --length 1s")]
    Crossfade(ClipCross),
    /// How loud a clip is: a gain in decibels, or the loudness to bring it to.
    #[command(
        after_help = "Examples: maquette sound clip out/film gain 3 -6\n          maquette sound clip out/film gain 3 --loudness -23"
    )]
    Gain(ClipGain),
    /// Draw the volume of a clip: put, move and remove keys, by their place in the film.
    #[command(
        after_help = "Example: maquette sound clip out/film curve 3 --put \"13s -6\" --put \"14s 0 smooth\" --remove 15s"
    )]
    Curve(ClipCurve),
    /// Another speed: 2 is twice as fast; also 50%, 24/25, 1000/1001.
    #[command(after_help = "Example: maquette sound clip out/film retime 3 24/25 --keep-pitch")]
    Retime(ClipRetime),
    /// Silence a clip, or let it be heard again.
    #[command(after_help = "Example: maquette sound clip out/film mute 3")]
    Mute(ClipSwitch),
    /// Keep a clip as it is, or let it be changed again.
    #[command(after_help = "Example: maquette sound clip out/film lock 3 --off")]
    Lock(ClipSwitch),
    /// Let a clip go with a shot, or with the film; it stays where it is now.
    #[command(after_help = "Example: maquette sound clip out/film glue 3 --shot 0030")]
    Glue(ClipGlue),
    /// The same clip once more, where it ends or at a time.
    #[command(after_help = "Example: maquette sound clip out/film duplicate 3 --at 20s")]
    Duplicate(ClipAgain),
    /// Take a clip out.
    #[command(after_help = "Example: maquette sound clip out/film delete 3 --ripple")]
    Delete(ClipDelete),
}

#[derive(Args, Debug)]
pub(crate) struct ClipAdd {
    /// A file, or the name of a sound in the film.
    pub(crate) sound: String,
    #[arg(long, value_name = "NAME")]
    pub(crate) track: String,
    /// Where it begins in the film [default: its head].
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// What to leave out at its head.
    #[arg(long, value_name = "LEN")]
    pub(crate) skip: Option<String>,
    /// How much of it [default: all that is left].
    #[arg(long, value_name = "LEN")]
    pub(crate) length: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct ClipSet {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    /// Empty for the name of its file.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Decibels.
    #[arg(long, value_name = "DB", allow_negative_numbers = true, value_parser = parse_number)]
    pub(crate) gain: Option<f32>,
    /// -1 left to 1 right.
    #[arg(long, allow_negative_numbers = true, value_parser = parse_number)]
    pub(crate) pan: Option<f32>,
}

#[derive(Args, Debug)]
pub(crate) struct ClipAt {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    /// A place in the film.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: String,
}

#[derive(Args, Debug)]
pub(crate) struct ClipTrim {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    /// Where it begins in the film.
    #[arg(long, value_name = "TIME", required_unless_present = "end")]
    pub(crate) start: Option<String>,
    /// Where it ends in the film.
    #[arg(long, value_name = "TIME")]
    pub(crate) end: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct ClipSlip {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    #[arg(long, value_name = "LEN", allow_hyphen_values = true)]
    pub(crate) by: String,
}

#[derive(Args, Debug)]
pub(crate) struct ClipMove {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    /// Where it begins in the film.
    #[arg(long, value_name = "TIME", conflicts_with = "by")]
    pub(crate) to: Option<String>,
    /// By how much; with a minus, back.
    #[arg(long, value_name = "LEN", allow_hyphen_values = true)]
    pub(crate) by: Option<String>,
    /// To another track.
    #[arg(long, value_name = "NAME", required_unless_present_any = ["to", "by"])]
    pub(crate) track: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct ClipFade {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    #[arg(long = "in", value_name = "LEN", required_unless_present = "out")]
    pub(crate) into: Option<String>,
    #[arg(long, value_name = "LEN")]
    pub(crate) out: Option<String>,
    /// equal-power, linear, exponential, logarithmic or s-curve.
    #[arg(long, default_value = "equal-power")]
    pub(crate) curve: String,
}

#[derive(Args, Debug)]
pub(crate) struct ClipCross {
    /// The clip that goes.
    pub(crate) clip: String,
    /// The clip that comes.
    pub(crate) other: String,
    /// Where they only meet: how long.
    #[arg(long, value_name = "LEN", default_value = "1s")]
    pub(crate) length: String,
    /// equal-power where they are unlike, linear where they are alike.
    #[arg(long, default_value = "equal-power")]
    pub(crate) curve: String,
}

#[derive(Args, Debug)]
pub(crate) struct ClipGain {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    /// Decibels.
    #[arg(value_name = "DB", allow_negative_numbers = true, value_parser = parse_number, required_unless_present = "loudness")]
    pub(crate) gain: Option<f32>,
    /// What it shall measure as it is heard, in LUFS.
    #[arg(long, value_name = "LUFS", allow_negative_numbers = true, value_parser = parse_number, conflicts_with = "gain")]
    pub(crate) loudness: Option<f32>,
}

#[derive(Args, Debug)]
pub(crate) struct ClipCurve {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    #[command(flatten)]
    pub(crate) keys: CurveWords,
}

/// What is done with a curve of volume.
#[derive(Args, Debug)]
pub(crate) struct CurveWords {
    /// A key: its place in the film, decibels, and how it goes on: straight, hold or smooth.
    #[arg(long, value_name = "\"TIME DB HOW\"", allow_hyphen_values = true)]
    pub(crate) put: Vec<String>,
    /// From where, and the key that it becomes.
    #[arg(long = "move", value_name = "\"FROM TIME DB HOW\"", allow_hyphen_values = true)]
    pub(crate) moved: Vec<String>,
    #[arg(long, value_name = "TIME")]
    pub(crate) remove: Vec<String>,
}

#[derive(Args, Debug)]
pub(crate) struct ClipRetime {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    /// How fast: 0.5, 50%, 24/25; 1 as it was made.
    pub(crate) speed: String,
    /// Only the speed changes; without it, the pitch goes along.
    #[arg(long)]
    pub(crate) keep_pitch: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ClipSwitch {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    #[arg(long)]
    pub(crate) off: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ClipGlue {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    #[arg(
        long,
        value_name = "0030",
        required_unless_present = "to_film",
        conflicts_with = "to_film"
    )]
    pub(crate) shot: Option<String>,
    /// It stays where it is, whatever becomes of the shots.
    #[arg(long = "film")]
    pub(crate) to_film: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ClipAgain {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct ClipDelete {
    /// The clip: its number in the list, its name, or the end of its id.
    pub(crate) clip: String,
    /// Close the gap: what comes later on its track moves up.
    #[arg(long)]
    pub(crate) ripple: bool,
}
