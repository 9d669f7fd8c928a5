//! Changes of a set, each one step; then what they broke.

use anyhow::{Context, Result, bail};
use maquette_document::{
    Block, Edit, Id, Opening, OpeningKind, Piece, Set, Shot, Transaction, get,
};
use maquette_figure::{box_by_hand, obstacles, opening_by_hand, piece_by_hand, resized, swings};
use maquette_staging::{ShotFault, review};

use super::words::{Place, Removed, SetBox, SetOpening, SetPiece, SetRemove, SetRestage, SetSize};
use super::{set_of, shots_on};
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;
use crate::making::Restaged;

pub(super) fn put_box(words: &SetBox) -> Result<Outcome> {
    let block = Block {
        at: words.at,
        size: words.size,
        turn: words.turn,
        paint: words.paint,
        solid: !words.curtain,
        gap: words.gap,
    };
    change(&words.place, "Put a box", |set| {
        set.boxes.push(box_by_hand(set, block)?);
        Ok(format!("box {}", set.boxes.len()))
    })
}

pub(super) fn cut(words: &SetOpening, kind: OpeningKind) -> Result<Outcome> {
    let (width, height, sill) = match kind {
        OpeningKind::Door => (0.92, 2.05, 0.0),
        OpeningKind::Window => (1.2, 1.2, 0.9),
        OpeningKind::Arch => (1.2, 2.2, 0.0),
    };
    let opening = Opening {
        kind,
        side: words.side,
        along: words.along,
        width: words.width.unwrap_or(width),
        height: words.height.unwrap_or(height),
        sill: words.sill.unwrap_or(sill),
    };
    let what = super::show::opening_name(kind);
    let article = if kind == OpeningKind::Arch { "an" } else { "a" };
    change(&words.place, &format!("Cut {article} {what}"), |set| {
        let fitted = opening_by_hand(set, opening)?;
        set.openings.push(fitted);
        Ok(format!("opening {}: {}", set.openings.len(), super::show::opening_line(&fitted)))
    })
}

pub(super) fn put_piece(words: &SetPiece) -> Result<Outcome> {
    let piece = Piece { kind: words.kind, at: words.at, turn: words.turn, scale: words.scale };
    change(&words.place, "Put a piece", |set| {
        set.pieces.push(piece_by_hand(set, piece)?);
        Ok(format!("piece {}", set.pieces.len()))
    })
}

pub(super) fn resize(words: &SetSize) -> Result<Outcome> {
    let parts: Result<Vec<f32>, _> = words.size.split(['x', 'X']).map(str::parse).collect();
    let size = parts.ok().filter(|parts| (2..=3).contains(&parts.len()));
    let size = size.with_context(|| {
        format!("{:?} is no size; give metres, such as 6x4.5 or 6x4.5x2.8", words.size)
    })?;
    change(&words.place, "Resize", |set| {
        *set = resized(set, size[0], size[1], size.get(2).copied())?;
        Ok(format!("{} by {} m", set.width, set.depth))
    })
}

pub(super) fn remove(words: &SetRemove) -> Result<Outcome> {
    let at = words.number.wrapping_sub(1);
    let (label, what) = match words.what {
        Removed::Box => ("Remove a box", "boxes"),
        Removed::Opening => ("Remove an opening", "openings"),
        Removed::Piece => ("Remove a piece", "pieces"),
    };
    change(&words.place, label, |set| {
        let count = match words.what {
            Removed::Box => set.boxes.len(),
            Removed::Opening => set.openings.len(),
            Removed::Piece => set.pieces.len(),
        };
        if at >= count {
            bail!("it has {count} {what}; see `maquette set show`");
        }
        match words.what {
            Removed::Box => drop(set.boxes.remove(at)),
            Removed::Opening => drop(set.openings.remove(at)),
            Removed::Piece => drop(set.pieces.remove(at)),
        }
        Ok(format!("{} {what} are left", count - 1))
    })
}

pub(super) fn restage(words: &SetRestage) -> Result<Outcome> {
    let mut film = match words.dry_run {
        true => OpenFilm::open_to_read(&words.film)?,
        false => OpenFilm::open(&words.film)?,
    };
    let (id, set) = set_of(&film.world, &words.place)?;
    let name = set.name.clone();
    let before = review(&film.world);
    let restaged = Restaged::of(&film, &[], id)?;
    if restaged.edits.is_empty() {
        say(&format!("{name}: nothing changes"));
        return Ok(Outcome::Done);
    }
    let gone = Restaged::numbers(&film, &restaged.shelved);
    if words.dry_run {
        tell_restaged(&film, &restaged, &gone);
        note("nothing was written; without --dry-run it is");
        return Ok(Outcome::Done);
    }
    let edits = restaged.edits.clone();
    film.commit(Transaction::new(format!("Stage {name} again"), edits))?;
    tell_restaged(&film, &restaged, &gone);
    tell_broken(&film, id, &before);
    Ok(Outcome::Done)
}

/// Changes a set as one step, stages its shots again if asked to, and says what came of it.
fn change(
    words: &Place,
    label: &str,
    change: impl FnOnce(&mut Set) -> Result<String>,
) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let (id, was) = set_of(&film.world, &words.place)?;
    let (name, mut set) = (was.name.clone(), was.clone());
    let told = change(&mut set).with_context(|| format!("failed to change {name}"))?;
    let before = review(&film.world);
    let mut edits = edits_between(id, was, &set);
    if edits.is_empty() {
        say(&format!("{name}: nothing changes"));
        return Ok(Outcome::Done);
    }
    let restaged = match words.restage {
        true => Restaged::of(&film, &edits, id)?,
        false => Restaged::default(),
    };
    let gone = Restaged::numbers(&film, &restaged.shelved);
    edits.extend(restaged.edits.iter().cloned());
    film.commit(Transaction::new(format!("{label} in {name}"), edits))?;
    say(&format!("{name}: {told}"));
    tell_jammed(&set);
    tell_restaged(&film, &restaged, &gone);
    let broken = tell_broken(&film, id, &before);
    if broken && !words.restage {
        note("`maquette set restage` stages them again; `maquette undo` takes the change back");
    }
    Ok(Outcome::Done)
}

/// The fields of a set that differ.
fn edits_between(id: Id, was: &Set, is: &Set) -> Vec<Edit> {
    let mut edits = Vec::new();
    if (was.width, was.depth, was.height) != (is.width, is.depth, is.height) {
        edits.push(Edit::set(id, "width", &is.width));
        edits.push(Edit::set(id, "depth", &is.depth));
        edits.push(Edit::set(id, "height", &is.height));
    }
    if was.openings != is.openings {
        edits.push(Edit::set(id, "openings", &is.openings));
    }
    if was.pieces != is.pieces {
        edits.push(Edit::set(id, "pieces", &is.pieces));
    }
    if was.boxes != is.boxes {
        edits.push(Edit::set(id, "boxes", &is.boxes));
    }
    edits
}

fn tell_restaged(film: &OpenFilm, restaged: &Restaged, gone: &[String]) {
    let tell = |what: &str, numbers: &[String]| {
        if !numbers.is_empty() {
            say(&format!("shots {what}: {}", numbers.join(" ")));
        }
    };
    tell("staged again", &Restaged::numbers(film, &restaged.changed));
    tell("new", &Restaged::numbers(film, &restaged.added));
    tell("to the shelf", gone);
    tell("locked, and left", &Restaged::numbers(film, &restaged.locked));
    for kept in &restaged.kept {
        let number = get::<Shot>(&film.world, kept.shot).map_or(0, |shot| shot.number);
        let field = if kept.field.is_empty() { "all" } else { &kept.field };
        say(&format!("kept: {number:04} {} {field}: changed by hand", kept.kind.name()));
    }
}

/// Says which doors of a set open against something.
fn tell_jammed(set: &Set) {
    let standing = obstacles(set);
    for swing in swings(set) {
        let against = standing.iter().filter(|one| one.low < 2.0 && one.high > 0.03).any(|one| {
            let points = one.footprint.corners().into_iter().chain([one.footprint.middle]);
            points.into_iter().any(|at| swing.holds(at, -0.02))
        });
        if against {
            note(&format!(
                "the door that is opening {} opens against something",
                swing.opening + 1
            ));
        }
    }
}

/// Says which shots of the set break a rule that they did not break; whether there are any.
fn tell_broken(film: &OpenFilm, set: Id, before: &[ShotFault]) -> bool {
    let shots: Vec<Id> = shots_on(&film.world, set).into_iter().map(|(id, _)| id).collect();
    let known = |fault: &ShotFault| {
        before.iter().any(|one| one.shot == fault.shot && one.rule == fault.rule)
    };
    let faults = review(&film.world).into_iter();
    let broken: Vec<ShotFault> =
        faults.filter(|fault| shots.contains(&fault.shot) && !known(fault)).collect();
    for fault in &broken {
        say(&format!("now broken: {:04} {}: {}", fault.number, fault.rule.name(), fault.why));
    }
    !broken.is_empty()
}
