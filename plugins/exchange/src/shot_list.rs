//! The shot list: a row a shot, as it goes to the set.

mod page;

use std::collections::BTreeMap;

use bevy_ecs::world::World;
use maquette_document::{
    Angle, Figure, Id, Paragraph, ParagraphKind, Scene, Shot, ShotKind, ShotSize, Timeline, all,
    film, get,
};
use maquette_time::{Counting, Frame, FrameRate, Timecode};

use crate::exported::Exported;
use crate::motion::Motion;
use crate::track::track_of;

/// Columns of the table. Millimetres are those of the lens at the head of the shot and, where it zooms, at its end;
/// `length` and `start` are timecodes at the rate of the film.
const HEAD: &str = "shot,scene,heading,size,angle,kind,lens_mm,lens_to_mm,move,frames,length,start,who,lines,why,notes";

/// The shots of a film, in order; what is on the shelf is none of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ShotList {
    /// The name of the film.
    pub film: String,
    pub shots: Vec<ListedShot>,
}

/// A shot in words and numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedShot {
    pub number: u32,
    /// As the script numbers it, or else counted.
    pub scene: String,
    pub heading: String,
    pub size: ShotSize,
    pub angle: Angle,
    pub kind: ShotKind,
    /// Millimetres at the head, and at the end where it zooms; none of a shot without a frame.
    pub lens: Option<(f32, Option<f32>)>,
    /// What the camera does, by name: `dolly, pan`; empty where it stands still.
    pub moves: String,
    pub frames: i64,
    pub length: Timecode,
    /// On the film's timeline.
    pub start: Timecode,
    /// Names of the figures that it is about.
    pub who: Vec<String>,
    /// What is done and said in it: `MARA: Yes.`
    pub lines: Vec<String>,
    pub why: String,
    /// The script's `[[notes]]` on its lines.
    pub notes: Vec<String>,
}

impl ShotList {
    pub fn of(world: &World) -> Self {
        let film = film(world);
        let timeline = world.get_resource::<Timeline>();
        let scenes = scenes(world);
        let notes = notes(world);
        let mut shots = Vec::new();
        for cut in timeline.map(Timeline::shots).unwrap_or_default() {
            let Some(shot) = get::<Shot>(world, cut.id) else { continue };
            let track = track_of(world, cut.id, shot).ok();
            let lens = track.as_ref().map(|track| {
                let (head, end) = (track.views[0].focal, track.views[track.frames() - 1].focal);
                (head, (head != end).then_some(end))
            });
            let (scene, heading) = scenes.get(&shot.scene).cloned().unwrap_or_default();
            let lines =
                shot.lines.iter().filter_map(|line| Some((line, get::<Paragraph>(world, *line)?)));
            shots.push(ListedShot {
                number: shot.number,
                scene,
                heading,
                size: shot.size,
                angle: shot.angle,
                kind: shot.kind,
                lens,
                moves: track.as_ref().map(|track| Motion::of(track).list()).unwrap_or_default(),
                frames: cut.frames,
                length: timecode(Frame(cut.frames), film.rate),
                start: timecode(cut.first, film.rate),
                who: shot
                    .subjects
                    .iter()
                    .filter_map(|who| Some(get::<Figure>(world, *who)?.name.clone()))
                    .collect(),
                lines: lines.clone().map(|(_, line)| told(line)).collect(),
                why: shot.why.clone(),
                notes: lines
                    .flat_map(|(id, _)| notes.get(id).into_iter().flatten().cloned())
                    .collect(),
            });
        }
        Self { film: film.name.clone(), shots }
    }

    /// As a table for a spreadsheet (RFC 4180), in UTF-8 and without a mark at its head.
    pub fn csv(&self) -> Exported {
        let mut text = format!("{HEAD}\r\n");
        for shot in &self.shots {
            let cells: Vec<String> = shot.cells().iter().map(|cell| quoted(cell)).collect();
            text += &cells.join(",");
            text += "\r\n";
        }
        Exported { bytes: text.into_bytes(), lost: Vec::new() }
    }

    /// As a page that prints.
    pub fn html(&self) -> Exported {
        Exported { bytes: page::page(self).into_bytes(), lost: Vec::new() }
    }
}

impl ListedShot {
    fn cells(&self) -> [String; 16] {
        let (lens, to) = self.lens.map_or((None, None), |(head, end)| (Some(head), end));
        [
            format!("{:04}", self.number),
            self.scene.clone(),
            self.heading.clone(),
            self.size.to_string(),
            angle_name(self.angle).into(),
            self.kind.to_string(),
            lens.map(millimetres).unwrap_or_default(),
            to.map(millimetres).unwrap_or_default(),
            self.moves.clone(),
            self.frames.to_string(),
            self.length.to_string(),
            self.start.to_string(),
            self.who.join(", "),
            self.lines.join("\n"),
            self.why.clone(),
            self.notes.join("\n"),
        ]
    }
}

/// To a hundredth, which is as exact as every other export of the lens.
fn millimetres(value: f32) -> String {
    format!("{value:.2}")
}

fn angle_name(angle: Angle) -> &'static str {
    match angle {
        Angle::Eye => "eye",
        Angle::High => "high",
        Angle::Low => "low",
        Angle::Bird => "bird",
        Angle::Worm => "worm",
        Angle::Dutch => "dutch",
    }
}

fn timecode(frame: Frame, rate: FrameRate) -> Timecode {
    let counting = if rate.can_drop() { Counting::Drop } else { Counting::NonDrop };
    Timecode::new(frame, rate, counting)
}

fn told(line: &Paragraph) -> String {
    let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.character.is_empty() { text } else { format!("{}: {text}", line.character) }
}

/// A cell as RFC 4180 has it. What a spreadsheet would take for a formula is text behind an apostrophe (OWASP, "CSV
/// Injection"): a script may come from anywhere.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if !cell.contains([',', '"', '\n', '\r']) {
        return cell;
    }
    let mut text = String::from("\"");
    for letter in cell.chars() {
        if letter == '"' {
            text.push('"');
        }
        text.push(letter);
    }
    text.push('"');
    text
}

/// Of each scene its number and its heading.
fn scenes(world: &World) -> BTreeMap<Id, (String, String)> {
    let scenes = all::<Scene>(world).into_iter().enumerate();
    scenes
        .map(|(index, (id, scene))| {
            let counted = (index + 1).to_string();
            let number = if scene.number.is_empty() { counted } else { scene.number.clone() };
            (id, (number, scene.heading.clone()))
        })
        .collect()
}

/// The notes on each paragraph: those in it, and those that stand alone behind it.
fn notes(world: &World) -> BTreeMap<Id, Vec<String>> {
    let mut notes: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    let mut last = Id::NONE;
    for (id, paragraph) in all::<Paragraph>(world) {
        use ParagraphKind::{Action, Boneyard, Dialogue, Lyrics, Note};
        match paragraph.kind {
            Action | Dialogue | Lyrics => last = id,
            Note => {}
            Boneyard => continue,
            _ => last = Id::NONE,
        }
        if last != Id::NONE {
            notes.entry(last).or_default().extend(notes_in(&paragraph.source));
        }
    }
    notes
}

fn notes_in(source: &str) -> impl Iterator<Item = String> {
    let inside = source.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0));
    inside.map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        assert_eq!(quoted(cell), expected);
    }

    #[test]
    fn a_cell_is_one_cell_and_never_a_formula() {
        check("Yes.", "Yes.");
        check("a, b", "\"a, b\"");
        check("say \"no\"\nand go", "\"say \"\"no\"\"\nand go\"");
        check("=HYPERLINK(1,2)", "\"'=HYPERLINK(1,2)\"");
        check("- No", "'- No");
    }

    #[test]
    fn notes_are_found_in_a_line_and_without_an_end_are_none() {
        let notes: Vec<String> = notes_in("Mara [[on a\ncrane]] sits. [[two]] [[three").collect();
        assert_eq!(notes, ["on a crane", "two"]);
    }
}
