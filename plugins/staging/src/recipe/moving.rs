//! Moves that depend on where the camera stands, and what it passes on its way.

use bevy_math::Vec3;
use maquette_camera::script::{RecipeKind, RecipeMove};
use maquette_camera::{Aim, LENS_RANGE, View, view_at};
use maquette_document::{Move, MoveKind, Rig};
use maquette_time::Flicks;

use super::Stage;
use crate::framing::person::Acts;

/// Metres before a camera that looks at nothing about which it turns.
const BEFORE: f32 = 3.0;
/// Metres that a dolly keeps off what it closes on.
const ROOM: f32 = 0.4;
/// Metres that a camera which travels keeps from things.
const CLEAR: f32 = 0.05;
/// Places of the way that are looked at.
const STEPS: i64 = 24;

impl Stage<'_> {
    /// Gives `rig` the moves of the recipe.
    pub(super) fn add_moves(&self, rig: &mut Rig, notes: &mut Vec<String>) {
        let point = self.looked_at();
        for one in &self.recipe.moves {
            let RecipeMove { kind, start, length, ease } = *one;
            let add = |rig: &mut Rig, kind| rig.moves.push(Move { kind, start, length, ease });
            match kind {
                RecipeKind::Known(kind) => add(rig, kind),
                RecipeKind::Orbit(degrees) => {
                    let ahead = || rig.position + forward(rig) * BEFORE;
                    let about = point.unwrap_or_else(ahead);
                    add(rig, MoveKind::Orbit { about, degrees });
                }
                RecipeKind::DollyZoom(metres) => {
                    let (metres, focal) = self.dolly_zoom(rig, point, metres, notes);
                    add(rig, MoveKind::Dolly(metres));
                    add(rig, MoveKind::Zoom(focal));
                }
                RecipeKind::RackTo(_) => {}
            }
        }
        // Where the focus goes depends on where all the others have brought the camera.
        for one in &self.recipe.moves {
            let RecipeMove { kind: RecipeKind::RackTo(target), start, length, ease } = *one else {
                continue;
            };
            let end = start + length;
            let Some(point) = self.point_of(target, &self.people_at(end)) else { continue };
            let view = self.view(rig, end);
            let metres = (point - view.position).dot(view.forward()).max(0.05);
            rig.moves.push(Move { kind: MoveKind::Rack(metres), start, length, ease });
        }
    }

    /// How far it travels, and to which lens, so that what it closes on stays as large as it is.
    fn dolly_zoom(
        &self,
        rig: &Rig,
        point: Option<Vec3>,
        metres: f32,
        notes: &mut Vec<String>,
    ) -> (f32, f32) {
        let point = point.unwrap_or_else(|| rig.position + forward(rig) * BEFORE);
        let aim = Aim { yaw: rig.yaw, pitch: rig.pitch, roll: 0.0 };
        let axis = aim.rotation() * Vec3::NEG_Z;
        let depth = (point - rig.position).dot(axis).max(ROOM);
        // Of each metre on the ground, so much brings it nearer along the axis of the lens.
        let gain = axis.dot(forward(rig)).max(0.05);
        let focal = rig.lens.focal;
        // Neither nearer than a camera has room, nor farther than there are lenses.
        let nearest = ROOM.max(depth * LENS_RANGE.0 / focal).min(depth);
        let wanted = depth - metres * gain;
        let left = wanted.clamp(nearest, depth * (LENS_RANGE.1 / focal).max(1.0));
        let gone = (depth - left) / gain;
        if (left - wanted).abs() > 1e-3 {
            notes.push(format!(
                "the dolly zoom goes {gone:.2} m, not {metres:.2} m: there is no more room or no such lens"
            ));
        }
        (gone, focal * left / depth)
    }

    /// Tells where the camera goes into something on its way.
    pub(super) fn look_along_the_way(&self, rig: &Rig, notes: &mut Vec<String>) {
        if let Some(path) = &rig.path {
            for (index, key) in path.keys.iter().enumerate() {
                if !self.ground.camera_fits(key.position, CLEAR) {
                    let number = index + 1;
                    notes.push(format!(
                        "place {number} of the path is in a wall or a thing, or out of the place"
                    ));
                }
            }
            return;
        }
        let length = self.here.record.length;
        let met = (1..=STEPS).map(|step| Flicks(length.0 / STEPS * step)).find(|time| {
            let at = self.view(rig, *time).position;
            at.distance(rig.position) > 0.05 && self.is_met(at, *time)
        });
        if let Some(time) = met {
            notes.push(format!(
                "{:.1} s into the shot the camera goes into a wall, a thing or somebody",
                time.seconds()
            ));
        }
    }

    fn is_met(&self, at: Vec3, time: Flicks) -> bool {
        let eyes = self.recipe.eyes_of;
        let own = |who: usize| eyes == Some(self.cast[who].0.id);
        !self.ground.camera_fits(at, CLEAR)
            || self.people_at(time).iter().any(|one| !own(one.who) && one.holds(at, CLEAR))
    }

    fn view(&self, rig: &Rig, time: Flicks) -> View {
        view_at(rig, time, self.here.aspect, &Acts(&self.acts()))
    }
}

/// Along the level of the ground.
fn forward(rig: &Rig) -> Vec3 {
    let aim = Aim { yaw: rig.yaw, pitch: 0.0, roll: 0.0 };
    aim.rotation() * Vec3::NEG_Z
}
