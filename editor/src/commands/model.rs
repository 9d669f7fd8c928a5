//! `import --figure` and `import --set`: characters and things from glTF files.

use std::path::Path;

use anyhow::{Context, Result, bail};
use bevy_ecs::world::World;
use bevy_math::Vec3;
use maquette_document::{Edit, Figure, Id, Media, Record, Set, SetModel, Transaction, all};
use maquette_figure::Body;
use maquette_model::{Character, Model, footprints, pack};

use crate::cli::Import;
use crate::console::{Outcome, note, say};
use crate::film::OpenFilm;
use crate::size::parse_point;

/// Models that one set may have.
const MOST_MODELS: usize = 200;

/// Whether a path is called like a model that we read.
pub(crate) fn is_model(path: &str) -> bool {
    let extension = Path::new(path).extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("glb" | "gltf" | "vrm"))
}

/// Gives a figure a character in the mannequin's place, or the mannequin back; or puts a thing into a set.
pub(crate) fn import(words: &Import) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let transaction = match (&words.figure, &words.set) {
        (Some(figure), _) if words.mannequin => mannequin(&film, figure)?,
        (Some(figure), _) => character(&film, figure, one_file(words)?)?,
        (None, Some(set)) if words.bare => bare(&film, set)?,
        (None, Some(set)) => thing(&film, set, one_file(words)?, words)?,
        (None, None) => bail!("name a figure with --figure or a set with --set"),
    };
    let label = transaction.label.clone();
    film.commit(transaction)?;
    say(&format!("{label}: done; `maquette undo` takes it back"));
    Ok(Outcome::Done)
}

fn one_file(words: &Import) -> Result<&Path> {
    match words.files.as_slice() {
        [file] => Ok(Path::new(file)),
        _ => bail!("one model at a time; {} files were named", words.files.len()),
    }
}

fn mannequin(film: &OpenFilm, name: &str) -> Result<Transaction> {
    let (id, figure) = named::<Figure>(&film.world, name, |figure| &figure.name)?;
    if figure.model.is_none() {
        bail!("{} is a mannequin already", figure.name);
    }
    let label = format!("Make {} a mannequin", figure.name);
    Ok(Transaction::new(label, vec![Edit::set(id, "model", &Id::NONE)]))
}

fn character(film: &OpenFilm, name: &str, path: &Path) -> Result<Transaction> {
    let (id, figure) = named::<Figure>(&film.world, name, |figure| &figure.name)?;
    let (model, media) = take(film, path)?;
    let triangles = model.triangles();
    let character = Character::of(model)
        .with_context(|| format!("this model cannot take a mannequin's place: {path:?}"))?;
    let body = Body::of(figure);
    let found = character.found();
    say(&format!("{} bones were found:", found.len()));
    for (joint, bone) in &found {
        say(&format!("  {:14} {bone}", joint.name()));
    }
    character.notices().iter().for_each(|notice| note(notice));
    say(&format!(
        "{:.2} m high, drawn {:.2} m high as {} is; {triangles} triangles",
        character.height(),
        body.height,
        figure.name
    ));
    let share = character.head_share();
    if !(0.8..0.93).contains(&share) {
        note(&format!(
            "its head turns at {:.0} % of its height, a mannequin's at 88 %: shots are framed for the mannequin",
            share * 100.0
        ));
    }
    let (media_id, media) = media;
    let edits = vec![Edit::create(media_id, &media), Edit::set(id, "model", &media_id)];
    Ok(Transaction::new(format!("Make {} {}", figure.name, media.name), edits))
}

fn thing(film: &OpenFilm, name: &str, path: &Path, words: &Import) -> Result<Transaction> {
    let (id, set) = named::<Set>(&film.world, name, |set| &set.name)?;
    if set.models.len() >= MOST_MODELS {
        bail!("{} has {MOST_MODELS} models already", set.name);
    }
    let (model, (media_id, media)) = take(film, path)?;
    let scale = words.scale.unwrap_or(1.0);
    let bulks = footprints(&model, scale);
    let (low, high) = model.bounds();
    let size = (high - low) * scale;
    say(&format!(
        "{:.2} × {:.2} × {:.2} m, {} triangles; {} boxes of it bar the way",
        size.x,
        size.y,
        size.z,
        model.triangles(),
        bulks.len()
    ));
    model.notices.iter().for_each(|notice| note(notice));
    if size.max_element() > 60.0 || size.max_element() < 0.02 {
        note("that is no usual size; try --scale 0.01 for a model in centimetres");
    }
    let at = words.at.as_deref().map(parse_point).transpose().map_err(anyhow::Error::msg)?;
    let at = at.unwrap_or(Vec3::ZERO);
    let turn = words.turn.unwrap_or(0.0);
    let mut models = set.models.clone();
    models.push(SetModel { media: media_id, at, turn, scale, bulks });
    let edits = vec![Edit::create(media_id, &media), Edit::set(id, "models", &models)];
    Ok(Transaction::new(format!("Put {} into {}", media.name, set.name), edits))
}

fn bare(film: &OpenFilm, name: &str) -> Result<Transaction> {
    let (id, set) = named::<Set>(&film.world, name, |set| &set.name)?;
    if set.models.is_empty() {
        bail!("nothing from outside stands in {}", set.name);
    }
    let none: Vec<SetModel> = Vec::new();
    let label = format!("Take all models out of {}", set.name);
    Ok(Transaction::new(label, vec![Edit::set(id, "models", &none)]))
}

/// Reads a model, and takes it into the media store in one piece.
fn take(film: &OpenFilm, path: &Path) -> Result<(Model, (Id, Media))> {
    let packed = pack(path)?;
    packed.notices.iter().for_each(|notice| note(notice));
    let model = Model::read(&packed.bytes, path)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let media = film.document.media().add_bytes(&packed.bytes, &format!("{stem}.glb"))?;
    Ok((model, (Id::hashed(&["media", &media.hash]), media)))
}

/// The record with a name, whatever its case; or the only one with that in its name.
fn named<'a, T: Record>(
    world: &'a World,
    name: &str,
    name_of: fn(&T) -> &String,
) -> Result<(Id, &'a T)> {
    let wanted = name.to_lowercase();
    let every = all::<T>(world);
    let is = |record: &T| name_of(record).to_lowercase() == wanted;
    if let Some(found) = every.iter().find(|(_, record)| is(record)) {
        return Ok(*found);
    }
    let holds = |record: &T| name_of(record).to_lowercase().contains(&wanted);
    let near: Vec<_> = every.iter().filter(|(_, record)| holds(record)).collect();
    if let [found] = near[..] {
        return Ok(*found);
    }
    let names: Vec<&str> = every.iter().map(|(_, record)| name_of(record).as_str()).collect();
    bail!("there is no {} {name:?}; there are: {}", T::KIND.name(), names.join(", "))
}
