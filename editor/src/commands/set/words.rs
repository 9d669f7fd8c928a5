//! What can be said of sets.

use std::path::PathBuf;

use bevy_math::Vec3;
use clap::{Args, Subcommand, ValueEnum};
use maquette_document::{BlockPaint, PieceKind, Side};

#[derive(Subcommand, Debug)]
pub(crate) enum SetVerb {
    /// List the places of a film, or what is in one.
    #[command(after_help = "Example: maquette set show out/film KITCHEN -o plan.png --shot 0030")]
    Show(SetShow),
    /// Put a box in a place: a platform, a step (0.2 m at most), a bar, a wall inside of a room.
    #[command(
        after_help = "Example: maquette set box out/film KITCHEN --at 0,0.5 --size 3,2.6,0.12 --gap 0.6,0.9,2.1"
    )]
    Box(SetBox),
    /// Cut a door into a wall.
    #[command(after_help = "Example: maquette set door out/film KITCHEN --side north --along 0.5")]
    Door(SetOpening),
    /// Cut a window into a wall.
    #[command(after_help = "Example: maquette set window out/film KITCHEN --side east --width 1.4")]
    Window(SetOpening),
    /// Cut an archway into a wall.
    #[command(after_help = "Example: maquette set arch out/film HALL --side south --width 1.2")]
    Arch(SetOpening),
    /// Put a piece of furniture in a place.
    #[command(
        after_help = "Example: maquette set piece out/film KITCHEN table --at -1.2,0.4 --turn 90"
    )]
    Piece(SetPiece),
    /// Make a place larger or smaller; furniture keeps its distance to the walls.
    #[command(after_help = "Example: maquette set size out/film KITCHEN 6x4.5x2.8")]
    Size(SetSize),
    /// Take a box, an opening or a piece away, by its number in `set show`.
    #[command(after_help = "Example: maquette set remove out/film KITCHEN piece 3")]
    Remove(SetRemove),
    /// Stage the shots of a place again, on the set as it is. Locked shots, and what a hand changed, stay.
    #[command(after_help = "Example: maquette set restage out/film KITCHEN")]
    Restage(SetRestage),
}

#[derive(Args, Debug)]
pub(crate) struct SetShow {
    pub(crate) film: PathBuf,
    /// The place, as headings call it, or a part of that.
    pub(crate) place: Option<String>,
    /// Draw a floor plan.
    #[arg(short, long, value_name = "PNG", requires = "place")]
    pub(crate) out: Option<PathBuf>,
    /// With the people and the camera of a shot.
    #[arg(long, value_name = "0030", requires = "out")]
    pub(crate) shot: Option<String>,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Whose set is changed.
#[derive(Args, Debug)]
pub(crate) struct Place {
    pub(crate) film: PathBuf,
    /// The place, as headings call it, or a part of that.
    pub(crate) place: String,
    /// Stage its shots again too, in the same step.
    #[arg(long)]
    pub(crate) restage: bool,
}

#[derive(Args, Debug)]
pub(crate) struct SetBox {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Metres from the middle of the place: x (east), z (south), and the height of its foot.
    #[arg(long, value_name = "X,Z[,Y]", allow_hyphen_values = true, value_parser = at)]
    pub(crate) at: Vec3,
    /// Metres wide, high, deep.
    #[arg(long, value_name = "W,H,D", allow_hyphen_values = true, value_parser = size)]
    pub(crate) size: Vec3,
    /// Degrees about the vertical.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    pub(crate) turn: f32,
    /// What it is of.
    #[arg(long, value_parser = named::<BlockPaint>, default_value = "plaster")]
    pub(crate) paint: BlockPaint,
    /// It only hides: people walk through it.
    #[arg(long)]
    pub(crate) curtain: bool,
    /// A way through it: metres from its middle, width, height, and the height of its sill.
    #[arg(long, value_name = "ALONG,W,H[,SILL]", allow_hyphen_values = true, value_parser = gap)]
    pub(crate) gap: Option<maquette_document::Gap>,
}

#[derive(Args, Debug)]
pub(crate) struct SetOpening {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The wall: north, south, east or west.
    #[arg(long, value_parser = named::<Side>)]
    pub(crate) side: Side,
    /// Metres along the wall from its middle, toward east or south.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    pub(crate) along: f32,
    /// Metres.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) width: Option<f32>,
    /// Metres.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) height: Option<f32>,
    /// Metres of a window above the floor.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) sill: Option<f32>,
}

#[derive(Args, Debug)]
pub(crate) struct SetPiece {
    #[command(flatten)]
    pub(crate) place: Place,
    /// What: table, chair, sofa, bed, lamp…
    #[arg(value_parser = named::<PieceKind>)]
    pub(crate) kind: PieceKind,
    /// Metres from the middle of the place: x (east), z (south), and the height of its foot.
    #[arg(long, value_name = "X,Z[,Y]", allow_hyphen_values = true, value_parser = at)]
    pub(crate) at: Vec3,
    /// Degrees about the vertical; at 0 it faces south.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    pub(crate) turn: f32,
    /// 1 is its true size.
    #[arg(long, default_value_t = 1.0, allow_hyphen_values = true)]
    pub(crate) scale: f32,
}

#[derive(Args, Debug)]
pub(crate) struct SetSize {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Metres: width (east to west) by depth (north to south) by height.
    #[arg(value_name = "WxD[xH]", allow_hyphen_values = true)]
    pub(crate) size: String,
}

#[derive(Args, Debug)]
pub(crate) struct SetRemove {
    #[command(flatten)]
    pub(crate) place: Place,
    pub(crate) what: Removed,
    /// Its number in `set show`.
    pub(crate) number: usize,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Removed {
    Box,
    Opening,
    Piece,
}

#[derive(Args, Debug)]
pub(crate) struct SetRestage {
    pub(crate) film: PathBuf,
    /// The place, as headings call it, or a part of that.
    pub(crate) place: String,
    /// Only say what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Numbers with commas between them: at least `least`, at most `most`.
fn numbers(text: &str, least: usize, most: usize) -> Result<Vec<f32>, String> {
    let parts: Result<Vec<f32>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    let parts = parts
        .map_err(|error| format!("{text:?} is not numbers with commas between them ({error})"))?;
    if !(least..=most).contains(&parts.len()) {
        return Err(format!("{text:?} has {} numbers; {least} to {most} are needed", parts.len()));
    }
    Ok(parts)
}

fn at(text: &str) -> Result<Vec3, String> {
    let at = numbers(text, 2, 3)?;
    Ok(Vec3::new(at[0], at.get(2).copied().unwrap_or(0.0), at[1]))
}

fn size(text: &str) -> Result<Vec3, String> {
    let size = numbers(text, 3, 3)?;
    Ok(Vec3::new(size[0], size[1], size[2]))
}

fn gap(text: &str) -> Result<maquette_document::Gap, String> {
    let gap = numbers(text, 3, 4)?;
    let sill = gap.get(3).copied().unwrap_or(0.0);
    Ok(maquette_document::Gap { along: gap[0], width: gap[1], height: gap[2], sill })
}

/// A word of a list that the film's records know: `round-table`.
fn named<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, String> {
    let name = word.to_lowercase().replace(['-', ' '], "_");
    serde_json::from_value(serde_json::Value::String(name)).map_err(|error| error.to_string())
}
