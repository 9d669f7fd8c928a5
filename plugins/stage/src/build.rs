//! From a moment to a stage: light, set, figures, ink and weather, in the order in which they are laid.

use std::sync::Arc;

use bevy_math::{Affine3A, Vec2, Vec3, ops};
use maquette_document::{Set, SetKind, TimeOfDay};
use maquette_figure::{Joint, Posed};
use maquette_moment::{FigureMoment, Light, Moment};

use crate::cast::{Place, is_within};
use crate::drawing::{FrameUniform, SetMesh, Stage};
use crate::ink::{Inking, Pen};
use crate::light::Heaven;
use crate::marks::Marks;
use crate::mesh::{Corner, Mesh};
use crate::palette::PAPER;
use crate::scenery::NEAR;
use crate::shadow::{cast, cast_by, shadow_strength};
use crate::stroke::Strokes;
use crate::weather;

/// Whether a figure is one over whose shoulder we look: near, turned away from us, with a face well beyond it.
pub(crate) fn is_foreground(moment: &Moment, index: usize) -> bool {
    let (eye, ahead) = (moment.view.position, moment.view.forward());
    let head = |posed: &Posed| posed.joint(Joint::Head);
    let depth = |posed: &Posed| (Vec3::from(head(posed).translation) - eye).dot(ahead);
    let posed = &moment.figures[index].posed;
    let own = depth(posed);
    let turned_away = Vec3::from(head(posed).matrix3.z_axis).normalize_or_zero().dot(ahead) > 0.3;
    if !turned_away || !(0.0..FOREGROUND).contains(&own) {
        return false;
    }
    let beyond = |other: &FigureMoment| {
        let seen = moment.view.project(head(&other.posed).translation.into());
        let in_picture = seen
            .is_some_and(|seen| seen.uv.cmpge(Vec2::ZERO).all() && seen.uv.cmple(Vec2::ONE).all());
        let faces_us = Vec3::from(head(&other.posed).matrix3.z_axis).dot(ahead) < 0.2;
        in_picture && faces_us && depth(&other.posed) > own * 1.4
    };
    moment.figures.iter().enumerate().any(|(other, figure)| other != index && beyond(figure))
}

/// Metres before the lens within which a back is a foreground.
const FOREGROUND: f32 = 2.2;

/// A stage as it is gathered.
pub(crate) struct Build<'a> {
    moment: &'a Moment,
    inking: &'a Inking<'a>,
    heaven: Heaven,
    set: Option<Arc<SetMesh>>,
    set_indices: Vec<u32>,
    bodies: Vec<Corner>,
    body_indices: Vec<u32>,
    shadows: Vec<[f32; 3]>,
    marks: Marks,
    strokes: Strokes,
    cast_by: Vec3,
}

impl<'a> Build<'a> {
    pub(crate) fn new(moment: &'a Moment, inking: &'a Inking<'a>) -> Self {
        Self {
            moment,
            inking,
            heaven: Heaven::of(&moment.light),
            set: None,
            set_indices: Vec::new(),
            bodies: Vec::new(),
            body_indices: Vec::new(),
            shadows: Vec::new(),
            marks: Marks::default(),
            strokes: Strokes::default(),
            cast_by: cast_by(moment.light.key),
        }
    }

    pub(crate) fn sky(&mut self, place: Option<&Place>) {
        if let Some(place) = place {
            let (light, lens) = (&self.moment.light, &self.inking.lens);
            weather::sky(light, &self.heaven, lens, place.record.seed, &mut self.strokes.corners);
        } else {
            // Figures without a set stand before paper.
            [self.heaven.zenith, self.heaven.horizon, self.heaven.nadir] = [PAPER; 3];
            (self.heaven.disc_strength, self.heaven.glow_strength) = (0.0, 0.0);
        }
        self.strokes.sky = 0..self.strokes.count();
    }

    pub(crate) fn set(&mut self, place: &Place) {
        let eye = self.inking.lens.eye;
        let mesh = &place.mesh.mesh;
        for (part, within) in mesh.parts.iter().zip(&place.mesh.within) {
            if is_within(within, eye) && self.inking.is_in_sight(part, Affine3A::IDENTITY) {
                let facing = mesh.facing(part, eye);
                let base = Mesh::first_corner(part);
                self.set_indices.extend(mesh.triangles(part, &facing).map(|index| base + index));
                let out = &mut self.strokes.corners;
                self.inking.part(mesh, part, Affine3A::IDENTITY, &facing, Pen::SET, out);
            }
        }
        let people = || {
            self.moment.figures.iter().map(|figure| {
                let hips = figure.posed.joint(Joint::Hips);
                let way = Vec3::from(hips.matrix3.z_axis) * figure.stride;
                (Vec3::from(hips.translation), way)
            })
        };
        for door in place.doors.iter().filter(|door| door.is_seen_from(eye)) {
            let at = [door.leaf.place(door.leaf.open_for(people()))];
            self.body(&door.mesh, &at, Pen::SET);
        }
        self.marks.under_pieces(&place.record, self.inking.palette.ink);
        self.marks.under_boxes(&place.record, self.inking.palette.ink);
        self.marks.under_models(&place.record, self.inking.palette.ink);
        self.marks.through_windows(&place.walls, &self.moment.light);
        self.marks.about_lamps(&place.record, &self.moment.light, eye, true);
        self.set = Some(place.mesh.clone());
    }

    pub(crate) fn figure(
        &mut self,
        figure: &FigureMoment,
        mesh: &Mesh,
        hold: Option<&Mesh>,
        is_foreground: bool,
    ) {
        let places = &figure.posed.joints;
        let pen = if is_foreground { Pen { dim: 255, ..Pen::FIGURE } } else { Pen::FIGURE };
        let ground = ground_under(&figure.posed);
        for mesh in [Some(mesh), hold].into_iter().flatten() {
            self.body(mesh, places, pen);
            cast(mesh, places, ground, self.cast_by, &mut self.shadows);
        }
        self.marks.under_figure(&figure.posed, ground, self.inking.palette.ink);
    }

    /// Paints and inks all parts that are in sight.
    fn body(&mut self, mesh: &Mesh, places: &[Affine3A], pen: Pen) {
        for part in &mesh.parts {
            let place = places.get(part.place).copied().unwrap_or(Affine3A::IDENTITY);
            if self.inking.is_in_sight(part, place) {
                let eye = place.inverse().transform_point3(self.inking.lens.eye);
                let facing = mesh.facing(part, eye);
                let base = self.bodies.len() as u32;
                mesh.pose(part, place, pen.dim, &mut self.bodies);
                self.body_indices.extend(mesh.triangles(part, &facing).map(|index| base + index));
                self.inking.part(mesh, part, place, &facing, pen, &mut self.strokes.corners);
            }
        }
    }

    pub(crate) fn finish(mut self, place: Option<&Place>) -> Stage {
        self.strokes.ink = self.strokes.sky.end..self.strokes.count();
        let light = &self.moment.light;
        let shelter = place.and_then(|place| shelter_of(&place.record));
        let lens = &self.inking.lens;
        let haze = &self.inking.palette.haze;
        let seconds = self.moment.time.seconds();
        weather::fall(light, lens, haze, shelter, seconds, &mut self.strokes.corners);
        self.strokes.weather = self.strokes.ink.end..self.strokes.count();
        let on_surfaces = 0..self.marks.corners.len() as u32;
        if let Some(place) = place {
            self.marks.about_lamps(&place.record, light, lens.eye, false);
        }
        let in_air = on_surfaces.end..self.marks.corners.len() as u32;
        Stage {
            uniform: Box::new(self.uniform(place)),
            set: self.set,
            is_wide: !light.interior,
            set_indices: self.set_indices,
            bodies: self.bodies,
            body_indices: self.body_indices,
            shadows: self.shadows,
            marks: self.marks.corners,
            on_surfaces,
            in_air,
            strokes: self.strokes,
        }
    }

    fn uniform(&self, place: Option<&Place>) -> FrameUniform {
        let (view, palette, heaven) = (&self.moment.view, self.inking.palette, &self.heaven);
        let four = |v: Vec3, w: f32| -> [f32; 4] { v.extend(w).into() };
        // Rays as long as one metre of depth, so that they may be mixed across the picture.
        let ray = |u: f32, v: f32| {
            let ray = view.ray(Vec2::new(u, v));
            ray / ray.dot(view.forward()).max(1e-4)
        };
        let corner = ray(0.0, 0.0);
        let seed = place.map_or(0, |place| place.record.seed);
        FrameUniform {
            clip_from_world: self.inking.lens.clip_from_world.to_cols_array_2d(),
            eye: four(view.position, NEAR),
            key: four(self.moment.light.key, 0.10),
            haze: four(palette.haze.colour, palette.haze.most),
            reach: [palette.haze.start, palette.haze.half, 0.0, 0.0],
            dim: four(palette.dim, 0.0),
            shadow: four(palette.ink, shadow_strength(&self.moment.light)),
            zenith: four(heaven.zenith, 0.0),
            horizon: four(heaven.horizon, 0.0),
            nadir: four(heaven.nadir, 0.0),
            sun: four(sun(&self.moment.light, seed), heaven.disc_radius_cosine),
            disc: four(heaven.disc, heaven.disc_strength),
            glow: four(heaven.glow, heaven.glow_strength),
            ray: four(corner, 0.0),
            ray_right: four(ray(1.0, 0.0) - corner, 0.0),
            ray_down: four(ray(0.0, 1.0) - corner, 0.0),
            tones: palette.tones,
        }
    }
}

/// Toward the sun or the moon: the same in every shot of a set.
fn sun(light: &Light, seed: u32) -> Vec3 {
    let rise: f32 = match light.time {
        TimeOfDay::Dawn => 0.07,
        TimeOfDay::Day => 0.8,
        TimeOfDay::Dusk => 0.05,
        TimeOfDay::Night => 0.42,
    };
    let turn =
        (seed.wrapping_mul(0x9E37_79B9) >> 8) as f32 / (1 << 24) as f32 * std::f32::consts::TAU;
    Vec3::new(ops::cos(turn), rise, ops::sin(turn)).normalize()
}

/// The floor that a roof covers.
fn shelter_of(set: &Set) -> Option<Vec2> {
    let roofed = matches!(set.kind, SetKind::Room | SetKind::Corridor | SetKind::Vehicle);
    roofed.then(|| Vec2::new(set.width, set.depth) / 2.0)
}

/// Height of the ground that a figure stands, sits or lies on: nothing of it is lower.
fn ground_under(posed: &Posed) -> f32 {
    let feet = [Joint::LeftFoot, Joint::RightFoot, Joint::LeftToes, Joint::RightToes];
    let lowest =
        feet.iter().map(|&joint| posed.joint(joint).translation.y).fold(f32::INFINITY, f32::min);
    // What is under an ankle; a step up is not a ground.
    let ground = lowest - 0.07;
    if ground.abs() < 0.12 { 0.0 } else { ground }
}
