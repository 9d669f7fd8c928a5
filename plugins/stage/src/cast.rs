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
    /// The middle of the doorway, on the ground.
    middle: Vec3,
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
        let (low, high) = leaf.solid.bounds();
        let middle = leaf.shut.transform_point3(((low + high) / 2.0).with_y(0.0));
        Some(Self { mesh, leaf, middle })
    }

    /// How far it stands open for who is near, each with the way that they walk, as long as their stride: nothing
    /// is carried from frame to frame. For who walks through, it is open before its leaf could meet them.
    pub(crate) fn open_for(&self, people: impl Iterator<Item = (Vec3, Vec3)>) -> f32 {
        let share = people
            .map(|(at, way)| {
                let to = (self.middle - at).with_y(0.0);
                let away = to.length();
                let near = ((1.05 - away) / 0.55).clamp(0.0, 1.0);
                let stride = way.with_y(0.0).length().min(1.0);
                let way = way.with_y(0.0).normalize_or_zero();
                // Metres by which they would pass the middle of the doorway.
                let off = (to - way * to.dot(way)).length();
                let through = ((0.75 - off) / 0.3).clamp(0.0, 1.0) * (4.0 * stride).min(1.0);
                near.max(((1.75 - away) / 0.6).clamp(0.0, 1.0) * through)
            })
            .fold(0.0, f32::max);
        share * share * (3.0 - 2.0 * share)
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

#[cfg(test)]
mod tests {
    use super::*;
    use maquette_document::{Opening, OpeningKind, Side};

    #[test]
    fn a_door_is_open_before_its_leaf_meets_who_walks_through() {
        for (side, width) in [(Side::North, 0.8), (Side::East, 0.92), (Side::South, 1.0)] {
            let height = 2.05;
            let kind = OpeningKind::Door;
            let opening = Opening { kind, side, along: 0.3, width, height, sill: 0.0 };
            let set = Set {
                width: 5.0,
                depth: 4.0,
                height: 2.6,
                openings: vec![opening],
                ..Set::default()
            };
            let door = Door::new(&set, 0).expect("it is a door");
            let inward = door.leaf.within.inward;
            for way in [inward, -inward] {
                for step in 0..150 {
                    let at = door.middle + inward * (2.0 - 0.02 * step as f32);
                    let open = door.open_for([(at, way)].into_iter());
                    let place = door.leaf.place(open);
                    let hinge = place.transform_point3(Vec3::ZERO).with_y(0.0);
                    let tip = place.transform_point3(Vec3::X * width).with_y(0.0);
                    let leaf = tip - hinge;
                    let share = (at.with_y(0.0) - hinge).dot(leaf) / leaf.length_squared();
                    let near = hinge + leaf * share.clamp(0.0, 1.0);
                    let apart = near.distance(at.with_y(0.0));
                    assert!(apart > 0.3, "{side:?} {step}: {apart} of a leaf {open} open");
                }
            }
        }
    }

    #[test]
    fn a_door_stays_shut_for_who_stands_by_or_walks_past() {
        let opening = Opening {
            kind: OpeningKind::Door,
            side: Side::North,
            along: 0.0,
            width: 0.9,
            height: 2.05,
            sill: 0.0,
        };
        let set =
            Set { width: 5.0, depth: 4.0, height: 2.6, openings: vec![opening], ..Set::default() };
        let door = Door::new(&set, 0).expect("it is a door");
        let before = door.middle + Vec3::Z * 1.2;
        assert_eq!(door.open_for([(before, Vec3::ZERO)].into_iter()), 0.0);
        assert_eq!(door.open_for([(before, Vec3::X)].into_iter()), 0.0);
        assert!(door.open_for([(before, Vec3::NEG_Z)].into_iter()) > 0.8);
    }
}
