//! Whether the shots of a film are long enough for what is said in them, and by how much they have to grow.
//!
//! A line belongs to the shots that cover it, from the one that its sound starts in on. It may run on over the cut
//! for as long as an L-cut does; beyond that, or where the next line begins before it is over, its shots are short.

use std::collections::BTreeMap;

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, Figure, Id, Paragraph, Shot, Timeline, all, get};
use maquette_time::Flicks;

/// How far a line may lag behind its picture.
const L_CUT: Flicks = Flicks(Flicks::SECOND.0 / 2);
/// What a shot keeps after the last word where it is made longer.
const TAIL: Flicks = Flicks(Flicks::SECOND.0 / 4);

/// A spoken line, in time.
#[derive(Clone, Debug, PartialEq)]
pub struct LineTime {
    pub line: Id,
    pub figure: Id,
    /// The shots that it may be heard in: from the one that it starts in, as long as they cover it.
    pub shots: Vec<Id>,
    /// From the head of the film.
    pub start: Flicks,
    pub length: Flicks,
    pub words: usize,
    /// A voice says it; if not, its length is worked out from its words.
    pub spoken: bool,
    /// By how much its shots are too short; zero where it fits.
    pub short: Flicks,
}

impl LineTime {
    /// Words a minute, as it is timed.
    pub fn pace(&self) -> f64 {
        self.words as f64 * 60.0 / self.length.seconds().max(0.1)
    }
}

/// The lines of the film that are heard, in the order in which they start.
pub fn line_times(world: &World) -> Vec<LineTime> {
    let Some(timeline) = world.get_resource::<Timeline>() else { return Vec::new() };
    let places: BTreeMap<Id, usize> =
        timeline.shots().iter().enumerate().map(|(place, cut)| (cut.id, place)).collect();
    let mut times: Vec<(usize, bool, LineTime)> = Vec::new();
    for (_, clip) in all::<Clip>(world) {
        let Some(place) = places.get(&clip.shot).copied().filter(|_| !clip.line.is_none()) else {
            continue;
        };
        let text = get::<Paragraph>(world, clip.line).map(|one| one.text.as_str());
        let covers = |id: Id| get::<Shot>(world, id).is_some_and(|s| s.lines.contains(&clip.line));
        let on = timeline.shots()[place..].iter().enumerate();
        let shots = on.take_while(|(step, cut)| *step == 0 || covers(cut.id));
        let time = LineTime {
            line: clip.line,
            figure: clip.figure,
            shots: shots.map(|(_, cut)| cut.id).collect(),
            start: timeline.shots()[place].span.start + clip.at,
            length: clip.length,
            words: text.map_or(0, |text| text.split_whitespace().count()),
            spoken: !clip.media.is_none(),
            short: Flicks::ZERO,
        };
        times.push((place, clip.at < Flicks::ZERO, time));
    }
    times.sort_by_key(|(place, _, time)| (time.start, *place, time.line));
    for at in 0..times.len() {
        let (place, _, time) = &times[at];
        let end = time.start + time.length;
        let last = place + time.shots.len() - 1;
        let cover = timeline.shots()[last].span.end();
        // Who speaks in the same shot, or leads the picture, is meant to be heard at once with this.
        let next = times[at + 1..].iter().find(|(other, leads, _)| last < *other && !leads);
        let over_next = next.map_or(Flicks::ZERO, |(_, _, next)| end - next.start);
        // Cuts fall on frames, sounds do not.
        let over_next =
            if over_next > timeline.rate().frame_length() { over_next } else { Flicks::ZERO };
        let over_cut = if end - cover > L_CUT { end - cover } else { Flicks::ZERO };
        times[at].2.short = over_cut.max(over_next).max(Flicks::ZERO);
    }
    times.into_iter().map(|(_, _, time)| time).collect()
}

/// How the shots of a film come to fit their lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stretch {
    pub edits: Vec<Edit>,
    /// Shots that grow, and by how much.
    pub grown: Vec<(Id, Flicks)>,
    /// Lines whose shots are all locked, and what they are short of.
    pub held: Vec<(Id, Flicks)>,
}

/// Makes shots as long as what is said in them: of those that cover a line, the last that is not locked.
pub fn stretch(world: &World) -> Stretch {
    let mut extra: BTreeMap<Id, Flicks> = BTreeMap::new();
    let mut stretch = Stretch::default();
    let shot = |id: &Id| get::<Shot>(world, *id);
    for time in line_times(world).iter().filter(|time| time.short > Flicks::ZERO) {
        let given: i64 = time.shots.iter().filter_map(|id| extra.get(id)).map(|one| one.0).sum();
        let wanted = time.short + TAIL;
        if given >= wanted.0 {
            continue;
        }
        let free = time.shots.iter().rev().find(|id| shot(id).is_some_and(|shot| !shot.locked));
        match free {
            Some(id) => *extra.entry(*id).or_default() += Flicks(wanted.0 - given),
            None => stretch.held.push((time.line, time.short)),
        }
    }
    for (id, by) in extra {
        if let Some(shot) = shot(&id) {
            stretch.edits.push(Edit::set(id, "length", &(shot.length + by)));
            stretch.grown.push((id, by));
        }
    }
    stretch.grown.sort_by_key(|(id, _)| shot(id).map(|shot| shot.number));
    stretch
}

/// Who says a line, and how it begins, for a message.
pub fn quoted(world: &World, time: &LineTime) -> String {
    let name = get::<Figure>(world, time.figure).map_or("", |figure| figure.name.as_str());
    let text = get::<Paragraph>(world, time.line).map_or("", |line| line.text.as_str());
    let head: String = text.chars().take(32).collect();
    let more = if head.len() < text.len() { "…" } else { "" };
    format!("{name} “{head}{more}”").trim_start().to_owned()
}

#[cfg(test)]
mod tests;
