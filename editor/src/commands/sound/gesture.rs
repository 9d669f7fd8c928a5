//! One gesture on tracks and clips: found by what a person calls them, done step by step, saved as one.

use std::path::Path;

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use maquette_document::{
    Accent, Bus, Change, Clip, Edit, Fields, Id, Index, Kind, Media, Track, Transaction, all,
    fields_of, film, get, project,
};
use maquette_sound::edit::{self, Refused, TrackChange};
use maquette_time::{Flicks, FrameRate, Span, parse_length};

use crate::film::OpenFilm;

/// An open film, and what is to be done with it.
pub(super) struct Gesture {
    pub(super) open: OpenFilm,
    edits: Vec<Edit>,
}

impl Gesture {
    pub(super) fn on(film: &Path) -> Result<Self> {
        Ok(Self { open: OpenFilm::open(film)?, edits: Vec::new() })
    }

    pub(super) fn world(&self) -> &World {
        &self.open.world
    }

    /// Does one step; the next one sees what it set.
    pub(super) fn act(
        &mut self,
        action: impl FnOnce(&World) -> Result<Vec<Edit>, Refused>,
    ) -> Result<()> {
        let edits = action(&self.open.world)?;
        let index = self.open.world.get_resource::<Index>();
        let kind = |id: Id| index.and_then(|index| index.kind(id));
        let changes: Vec<Change> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Set { id, field, value } => Some(Change::Fields {
                    id: *id,
                    kind: kind(*id)?,
                    fields: Fields::from_iter([(field.clone(), value.clone())]),
                }),
                _ => None,
            })
            .collect();
        project(&mut self.open.world, &changes);
        self.edits.extend(edits);
        Ok(())
    }

    /// Brings the record of a sound into the film, where the next step finds it.
    pub(super) fn bring(&mut self, id: Id, media: &Media) {
        let fields = fields_of(media);
        project(&mut self.open.world, &[Change::Fields { id, kind: Kind::Media, fields }]);
        self.edits.push(Edit::create(id, media));
    }

    /// A new track, where the next step finds it.
    pub(super) fn make_track(
        &mut self,
        new: Id,
        name: &str,
        bus: Bus,
        colour: Option<Accent>,
    ) -> Result<()> {
        for made in edit::add_track(&self.open.world, new, name, bus)? {
            let Edit::Create { fields, .. } = &made else { continue };
            let fields = fields.clone();
            project(&mut self.open.world, &[Change::Fields { id: new, kind: Kind::Track, fields }]);
            self.edits.push(made);
        }
        match colour {
            Some(colour) => {
                self.act(|world| edit::set_track(world, new, TrackChange::Colour(colour)))
            }
            None => Ok(()),
        }
    }

    /// Saves it as one step of undo.
    pub(super) fn commit(mut self, label: String) -> Result<OpenFilm> {
        if self.edits.is_empty() {
            bail!("nothing changes: it is so already");
        }
        self.open.commit(Transaction::new(label, self.edits))?;
        Ok(self.open)
    }
}

/// A clip as it is listed.
pub(super) struct Listed<'w> {
    pub(super) id: Id,
    pub(super) clip: &'w Clip,
    /// None where its shot is not in the film.
    pub(super) span: Option<Span>,
    pub(super) track: &'w str,
}

/// All clips, track by track and in time, as they are numbered from 1.
pub(super) fn listed(world: &World) -> Vec<Listed<'_>> {
    let tracks = all::<Track>(world);
    let mut rows: Vec<(usize, Listed<'_>)> = all::<Clip>(world)
        .into_iter()
        .map(|(id, clip)| {
            let at = tracks.iter().position(|(track, _)| *track == clip.track);
            let track = at.map_or("", |at| tracks[at].1.name.as_str());
            let span = edit::clip_span(world, clip);
            (at.unwrap_or(usize::MAX), Listed { id, clip, span, track })
        })
        .collect();
    rows.sort_by_key(|(at, row)| (*at, row.span.is_none(), row.span.map(|span| span.start)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The clip that a person means: by its number in the list, its name, a part of that, or its id or the end of it.
pub(super) fn clip_of(world: &World, text: &str) -> Result<Id> {
    let rows = listed(world);
    let wanted = text.trim().to_lowercase();
    if let Ok(number) = wanted.trim_start_matches('#').parse::<usize>()
        && number < 100_000
    {
        let row = number.checked_sub(1).and_then(|at| rows.get(at));
        return row
            .map(|row| row.id)
            .with_context(|| format!("there is no clip {number}; the film has {}", told(&rows)));
    }
    let name = |row: &Listed<'_>| edit::clip_name(world, row.clip).to_lowercase();
    let ends = |row: &Listed<'_>| row.id.to_string().to_lowercase().ends_with(&wanted);
    let found = |is: &dyn Fn(&Listed<'_>) -> bool| -> Vec<usize> {
        rows.iter().enumerate().filter(|(_, row)| is(row)).map(|(at, _)| at).collect()
    };
    let mut matches = found(&|row| name(row) == wanted);
    if matches.is_empty() && 4 <= wanted.len() {
        matches = found(&ends);
    }
    if matches.is_empty() {
        matches = found(&|row| !wanted.is_empty() && name(row).contains(&wanted));
    }
    match matches[..] {
        [at] => Ok(rows[at].id),
        [] => bail!("the film has no clip {text:?}; it has {}", told(&rows)),
        _ => {
            let numbers: Vec<String> =
                matches.iter().take(12).map(|at| (at + 1).to_string()).collect();
            bail!("{text:?} may be any of the clips {}; say its number", numbers.join(", "))
        }
    }
}

fn told(rows: &[Listed<'_>]) -> String {
    match rows.len() {
        0 => "no clips; add one with `maquette sound clip FILM add`".into(),
        1 => "one clip".into(),
        many => format!("{many} clips; see `maquette sound clip FILM`"),
    }
}

/// The track that a person means: by its name, or a part that no other has.
pub(super) fn track_of(world: &World, text: &str) -> Result<Id> {
    let tracks = all::<Track>(world);
    let wanted = text.trim().to_lowercase();
    let found = |is: &dyn Fn(&str) -> bool| -> Vec<Id> {
        let named = tracks.iter().filter(|(_, track)| is(&track.name.to_lowercase()));
        named.map(|(id, _)| *id).collect()
    };
    let mut matches = found(&|name| name == wanted);
    if matches.is_empty() && !wanted.is_empty() {
        matches = found(&|name| name.contains(&wanted));
    }
    let names = || {
        let names: Vec<&str> =
            tracks.iter().map(|(_, track)| track.name.as_str()).take(20).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    };
    match matches[..] {
        [one] => Ok(one),
        [] => bail!("the film has no track {text:?}; it has: {}", names()),
        _ => bail!("{text:?} may be more than one track of: {}", names()),
    }
}

/// What a track is called.
pub(super) fn track_name(world: &World, id: Id) -> String {
    get::<Track>(world, id).map_or_else(String::new, |track| track.name.clone())
}

/// What a clip is called.
pub(super) fn name_of(world: &World, id: Id) -> String {
    get::<Clip>(world, id).map_or_else(|| "the clip".into(), |clip| edit::clip_name(world, clip))
}

/// The sound that a person means: the name of one that is in the film.
pub(super) fn medium_of(world: &World, text: &str) -> Option<Id> {
    let is = |media: &Media| media.name.eq_ignore_ascii_case(text.trim());
    all::<Media>(world).into_iter().find(|(_, media)| is(media)).map(|(id, _)| id)
}

pub(super) fn rate_of(world: &World) -> FrameRate {
    film(world).rate
}

/// A time as it is typed, in any of its forms; with a minus sign, back.
pub(super) fn time_of(text: &str, rate: FrameRate) -> Result<Flicks> {
    let text = text.trim();
    let (back, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let time = parse_length(rest, rate)?;
    Ok(if back { -time } else { time })
}

/// Seconds as people read them: `1:02.500`.
pub(super) fn clock(time: Flicks) -> String {
    let milliseconds = (time.seconds() * 1000.0).round() as i64;
    let (sign, all) = if milliseconds < 0 { ("-", -milliseconds) } else { ("", milliseconds) };
    format!("{sign}{}:{:02}.{:03}", all / 60_000, all / 1000 % 60, all % 1000)
}

/// A value by its name.
pub(super) fn named<T: serde::de::DeserializeOwned>(text: &str, all: &str) -> Result<T> {
    let name = text.trim().to_lowercase().replace(['-', ' '], "_");
    let value = serde_json::from_value(serde_json::Value::String(name));
    value.ok().with_context(|| format!("there is no {text:?}; say one of {all}"))
}

/// A value's name.
pub(super) fn word<T: serde::Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|one| one.as_str().map(|text| text.replace('_', " "))).unwrap_or_default()
}
