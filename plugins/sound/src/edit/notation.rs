//! Films of clips in one line, for tests: `A8@2<1>3 _2 B4 / C2!`.
//!
//! A letter is a clip, with its length, what it leaves out of its sound (`@`), its fades (`<` in, `>` out), and `!`
//! where it is locked. `_2` is a gap, `-2` an overlap, `/` begins the next track, `!` alone locks one. A unit is a
//! second; every clip is of one sound of 100.

use bevy_ecs::world::World;
use maquette_document::{
    Clip, Edit, Film, Id, Media, MediaKind, Track, all, changes_from_edits, project,
};
use maquette_time::Flicks;

use super::{Refused, clips_of_track};

pub(super) fn units(count: i64) -> Flicks {
    Flicks::SECOND * count
}

pub(super) fn clip(name: &str) -> Id {
    Id::hashed(&["clip", name])
}

pub(super) fn track(number: usize) -> Id {
    Id::hashed(&["track", &number.to_string()])
}

pub(super) fn medium() -> Id {
    Id::hashed(&["medium"])
}

/// A film of this line: the edits that make it, and the world that they make.
pub(super) fn film(line: &str) -> (Vec<Edit>, World) {
    let kind = MediaKind::Sound { samples: 4_800_000, rate: 48_000, channels: 1 };
    let sound = Media { name: "noise.wav".into(), kind, ..Media::default() };
    let mut edits = vec![Edit::create(Id::FILM, &Film::default()), Edit::create(medium(), &sound)];
    for (number, tokens) in line.split('/').enumerate() {
        let locked = tokens.split_whitespace().any(|token| token == "!");
        let name = (number + 1).to_string();
        edits.push(Edit::create(track(number), &Track { name, locked, ..Track::default() }));
        let mut at = Flicks::ZERO;
        for token in tokens.split_whitespace().filter(|token| *token != "!") {
            let number_after = |mark: char| {
                let digits = token.split(mark).nth(1)?;
                let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                digits[..end].parse::<i64>().ok().map(units)
            };
            let first = token.chars().next().unwrap();
            let length = number_after(first).unwrap();
            match first {
                '_' => at += length,
                '-' => at -= length,
                _ => {
                    let name = first.to_string();
                    let record = Clip {
                        track: track(number),
                        media: medium(),
                        at,
                        length,
                        skip: number_after('@').unwrap_or_default(),
                        fade_in: number_after('<').unwrap_or_default(),
                        fade_out: number_after('>').unwrap_or_default(),
                        locked: token.ends_with('!'),
                        name: name.clone(),
                        ..Clip::default()
                    };
                    edits.push(Edit::create(clip(&name), &record));
                    at += length;
                }
            }
        }
    }
    let world = done(&edits);
    (edits, world)
}

/// The world that edits make.
pub(super) fn done(edits: &[Edit]) -> World {
    let mut world = World::new();
    project(&mut world, &changes_from_edits(edits));
    world
}

/// A film as one line.
pub(super) fn told(world: &World) -> String {
    let count = |time: Flicks| time.seconds().to_string();
    let marked = |mark: &str, time: Flicks| {
        if time == Flicks::ZERO { String::new() } else { format!("{mark}{}", count(time)) }
    };
    let lanes = all::<Track>(world).into_iter().map(|(id, track)| {
        let mut tokens: Vec<String> = track.locked.then(|| "!".into()).into_iter().collect();
        let mut end = Flicks::ZERO;
        for (_, clip, span) in clips_of_track(world, id) {
            if end < span.start {
                tokens.push(format!("_{}", count(span.start - end)));
            } else if span.start < end {
                tokens.push(format!("-{}", count(end - span.start)));
            }
            let name = if clip.name.is_empty() { "?" } else { &clip.name };
            let marks = [("@", clip.skip), ("<", clip.fade_in), (">", clip.fade_out)];
            let marks: String = marks.iter().map(|(mark, time)| marked(mark, *time)).collect();
            let lock = if clip.locked { "!" } else { "" };
            tokens.push(format!("{name}{}{marks}{lock}", count(clip.length)));
            end = span.end();
        }
        tokens.join(" ")
    });
    lanes.collect::<Vec<String>>().join(" / ")
}

/// What an action makes of a film, or why it is refused.
#[track_caller]
pub(super) fn check(
    action: impl Fn(&World) -> Result<Vec<Edit>, Refused>,
    before: &str,
    after: &str,
) {
    let (mut edits, world) = film(before);
    let made = match action(&world) {
        Ok(made) => {
            edits.extend(made);
            told(&done(&edits))
        }
        Err(refused) => refused.to_string(),
    };
    assert_eq!(made, after, "{before}");
}

#[test]
fn a_line_is_read_as_it_is_told() {
    for line in ["", "A8 B4", "_2 A8@3<1>2 -2 B4! / ! _1 C3 / "] {
        assert_eq!(told(&film(line).1), line);
    }
}
