//! Meshes of figures, of what they hold, and of sets: made once, kept while their records stay as they are.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bevy_math::{Affine3A, Vec3};
use maquette_document::{Age, Figure, Hold, Id, Set};
use maquette_figure::{
    Body, Border, DoorLeaf, Joint, Solid, Wall, body_parts, door_leaf, hold_solid, model_place,
    set_parts, walls,
};
use maquette_model::{Character, Model};

use crate::drawing::SetMesh;
use crate::guest::Guest;
use crate::mesh::Mesh;
use crate::palette::{Wardrobe, tone_of_set};
use crate::shape::Shape;
use crate::tints::{paint_of_thing, settle};

/// A number that no other mesh of this process has.
pub(crate) fn new_key() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// All meshes of a film, as far as they were needed.
#[derive(Default)]
pub(crate) struct Cast {
    figures: BTreeMap<Id, (Figure, Arc<Mesh>)>,
    guests: BTreeMap<Id, (Figure, Arc<Guest>)>,
    holds: BTreeMap<(Id, u8), Arc<Mesh>>,
    sets: BTreeMap<Id, Arc<Place>>,
    round: u64,
}

/// A set, ready to be drawn.
#[derive(Debug)]
pub(crate) struct Place {
    pub record: Set,
    /// How many of its models are in it.
    models: usize,
    pub mesh: Arc<SetMesh>,
    pub walls: Vec<Wall>,
    pub doors: Vec<Door>,
}

#[derive(Debug)]
pub(crate) struct Door {
    pub mesh: Mesh,
    pub leaf: DoorLeaf,
}

/// Sets and figures that are kept; the rest of a long film is made again when it is seen again.
const KEPT: usize = 64;

impl Cast {
    /// The mesh of a figure.
    pub(crate) fn figure(&mut self, id: Id, figure: &Figure) -> Arc<Mesh> {
        if let Some((record, mesh)) = self.figures.get(&id)
            && record == figure
        {
            return mesh.clone();
        }
        if self.figures.len() >= KEPT {
            self.figures.clear();
            self.holds.clear();
        }
        let wardrobe = wardrobe_of(figure);
        let mut mesh = Mesh::new(new_key());
        for (joint, solid) in body_parts(figure) {
            mesh.add(joint as usize, &solid, &|paint| wardrobe.tone_of(paint));
        }
        let mesh = Arc::new(mesh);
        self.holds.retain(|(owner, _), _| *owner != id);
        self.figures.insert(id, (figure.clone(), mesh.clone()));
        mesh
    }

    /// A figure as the character that takes its place.
    pub(crate) fn guest(&mut self, id: Id, figure: &Figure, character: &Character) -> Arc<Guest> {
        if let Some((record, guest)) = self.guests.get(&id)
            && record == figure
        {
            return guest.clone();
        }
        if self.guests.len() >= KEPT {
            self.guests.clear();
        }
        let guest = Arc::new(Guest::new(character, &Body::of(figure), wardrobe_of(figure)));
        self.guests.insert(id, (figure.clone(), guest.clone()));
        guest
    }

    /// The mesh of what a figure has in its hand.
    pub(crate) fn hold(&mut self, id: Id, figure: &Figure, hold: Hold) -> Option<Arc<Mesh>> {
        if hold == Hold::Nothing {
            return None;
        }
        let mesh = self.holds.entry((id, hold as u8)).or_insert_with(|| {
            let wardrobe = wardrobe_of(figure);
            let mut mesh = Mesh::new(new_key());
            let place = Joint::RightHand as usize;
            mesh.add(place, &hold_solid(hold), &|paint| wardrobe.tone_of(paint));
            Arc::new(mesh)
        });
        Some(mesh.clone())
    }

    /// A set as it stands, with those of its models that are here.
    pub(crate) fn set(&mut self, id: Id, set: &Set, models: &[Option<Arc<Model>>]) -> Arc<Place> {
        self.round += 1;
        if let Some(place) = self.sets.get(&id)
            && place.record == *set
            && place.models == models.iter().flatten().count()
        {
            return place.clone();
        }
        if self.sets.len() >= KEPT {
            self.sets.clear();
        }
        let place = Arc::new(Place::new(set, models));
        self.sets.insert(id, place.clone());
        place
    }
}

impl Place {
    fn new(set: &Set, models: &[Option<Arc<Model>>]) -> Self {
        let mut mesh = Mesh::new(new_key());
        let mut within = Vec::new();
        for part in set_parts(set) {
            mesh.add(0, &part.solid, &tone_of_set);
            within.push(part.within);
        }
        for (record, model) in set.models.iter().zip(models) {
            if let Some(model) = model {
                mesh.add(0, &thing(model, model_place(record)), &tone_of_set);
                within.push(Vec::new());
            }
        }
        let mut corners = Vec::new();
        mesh.parts.iter().for_each(|part| mesh.pose(part, Affine3A::IDENTITY, 0, &mut corners));
        let walls = walls(set);
        let doors = (0..set.openings.len()).filter_map(|opening| Door::new(set, opening)).collect();
        Self {
            record: set.clone(),
            models: models.iter().flatten().count(),
            mesh: Arc::new(SetMesh { mesh, corners, within }),
            walls,
            doors,
        }
    }
}

/// Degrees at which the faces of a thing meet in a line.
const SHARP: f32 = 38.0;

/// A model as part of a set.
fn thing(model: &Model, place: Affine3A) -> Solid {
    let (mut solid, mut from) = (Solid::default(), Vec::new());
    for surface in &model.surfaces {
        let mut paints: Vec<_> = surface.tints.iter().map(|tint| paint_of_thing(*tint)).collect();
        settle(&surface.positions, &surface.triangles, &mut paints);
        Shape {
            points: &surface.positions,
            normals: &surface.normals,
            triangles: &surface.triangles,
            paints: &paints,
            double_sided: surface.double_sided,
            sharp: SHARP,
            ink: 1.0,
        }
        .add_to(&mut solid, &mut from, 0);
    }
    solid.placed(place)
}

impl Door {
    fn new(set: &Set, opening: usize) -> Option<Self> {
        let leaf = door_leaf(set, opening)?;
        let mut mesh = Mesh::new(new_key());
        mesh.add(0, &leaf.solid, &tone_of_set);
        Some(Self { mesh, leaf })
    }

    pub(crate) fn is_seen_from(&self, eye: Vec3) -> bool {
        is_within(&[self.leaf.within], eye)
    }
}

/// Whether a camera at `eye` is inside of all `borders`.
pub(crate) fn is_within(borders: &[Border], eye: Vec3) -> bool {
    borders.iter().all(|border| (eye - border.point).dot(border.inward) > 0.0)
}

fn wardrobe_of(figure: &Figure) -> Wardrobe {
    let hash = figure
        .name
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let pick = |shift: u32, of: u32| ((hash.wrapping_mul(0x9E37_79B9) >> shift) % of) as u8;
    let hair = if figure.age == Age::Old { 4 } else { pick(4, 4) };
    Wardrobe {
        accent: figure.accent,
        skin: pick(9, 4),
        hair,
        shirt: pick(14, 4),
        trousers: pick(19, 4),
    }
}
