//! From a moment to a drawing: what stands where, in what light, with which ink.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use bevy_ecs::world::World;
use bevy_math::{Affine3A, Quat, Vec2, Vec3};
use maquette_document::{Figure, Id, Media, Set, SetKind, TextStyle, get};
use maquette_figure::{Joint, Posed};
use maquette_moment::{CardMoment, FigureMoment, Moment, letter_box};

use crate::StageError;
use crate::cast::{Cast, Place, is_within, new_key};
use crate::drawing::{CardQuad, Drawing, FrameUniform, Stage};
use crate::ink::{Inking, Pen};
use crate::light::Heaven;
use crate::mesh::{Corner, Mesh};
use crate::palette::{PAPER, Palette};
use crate::picture::Picture;
use crate::shadow::{Marks, cast, cast_by, shadow_strength};
use crate::shelf::Shelf;
use crate::stroke::{Lens, Strokes};
use crate::weather;
use crate::words::Words;

/// Where the file of a medium lies.
pub type PathOf = Box<dyn Fn(&Media) -> PathBuf + Send + Sync>;

/// What a film looks like, as far as it was needed: meshes, pictures, letters.
pub struct Scenery {
    path_of: PathOf,
    pub loading: Loading,
    cast: Cast,
    pictures: Shelf<Arc<Picture>>,
    stand_ins: BTreeMap<Id, Arc<Picture>>,
    words: Words,
    blank: Arc<Picture>,
}

/// What to do about a picture that is not in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// Read it now: nothing is shown until all of it is there.
    Now,
    /// Leave a grey card in its place: somebody reads it and hands it in, see [`Scenery::keep`].
    Elsewhere,
}

/// Bytes of pictures that are kept in memory.
const PICTURE_BYTES: usize = 192 << 20;
/// Pictures that stand in for missing ones at once.
const STAND_INS: usize = 16;
/// The nearest that is seen, in metres.
const NEAR: f32 = 0.05;

impl Scenery {
    pub fn new(path_of: PathOf, loading: Loading) -> Self {
        let grey = image::RgbaImage::from_pixel(1, 1, image::Rgba([0x9a, 0x96, 0x8f, 255]));
        Self {
            path_of,
            loading,
            cast: Cast::default(),
            pictures: Shelf::new(PICTURE_BYTES),
            stand_ins: BTreeMap::new(),
            words: Words::new(new_key()),
            blank: Arc::new(Picture::new(0, grey.into())),
        }
    }

    /// Hands in a picture that was read elsewhere.
    pub fn keep(&mut self, media: Id, picture: Arc<Picture>) {
        let bytes = picture.bytes();
        self.stand_ins.remove(&media);
        self.pictures.begin();
        self.pictures.put(shelf_key(media), bytes, || picture);
    }

    /// Shows another picture in the place of one that is still missing, until that one is handed in.
    pub fn stand_in(&mut self, media: Id, picture: Arc<Picture>) {
        if self.stand_ins.len() >= STAND_INS {
            self.stand_ins.clear();
        }
        self.stand_ins.insert(media, picture);
    }

    /// The pictures of a moment that are not in memory.
    pub fn missing(&self, moment: &Moment) -> Vec<Id> {
        let is_here = |id: Id| self.pictures.get(shelf_key(id)).is_some();
        moment.cards.iter().map(|card| card.media).filter(|&id| !is_here(id)).collect()
    }

    /// What the painter is to draw of a moment, in a frame of `size` pixels.
    ///
    /// # Errors
    /// When a picture cannot be read, and is to be read now.
    pub fn drawing(
        &mut self,
        world: &World,
        moment: &Moment,
        size: [u32; 2],
    ) -> Result<Drawing, StageError> {
        let picture = letter_box(size[0], size[1], moment.aspect);
        let pixels = Vec2::new(picture.width as f32, picture.height as f32);
        let view = &moment.view;
        let lens = Lens {
            clip_from_world: view.clip_from_world(NEAR),
            eye: view.position,
            near: NEAR,
            pixels,
            pixels_a_metre: view.focal / view.gate.y * pixels.y,
        };
        let titled = moment.texts.iter().any(|text| text.style == TextStyle::Title);
        let mut cards = Vec::new();
        if !titled {
            for card in &moment.cards {
                cards.push(self.card(world, card, &lens)?);
            }
        }
        let covered = cards.iter().any(|card: &CardQuad| !card.has_border && card.opacity >= 1.0);
        let bare = moment.figures.is_empty() && (moment.set.is_none() || covered);
        let stage = (!titled && !bare).then(|| self.stage(world, moment, lens));
        let lettering = self.words.of(moment, picture);
        Ok(Drawing {
            frame: size,
            picture,
            stage,
            cards,
            clip_from_world: lens.clip_from_world,
            lettering,
        })
    }

    fn card(
        &mut self,
        world: &World,
        card: &CardMoment,
        lens: &Lens,
    ) -> Result<CardQuad, StageError> {
        let picture = match self.pictures.get(shelf_key(card.media)) {
            Some(picture) => picture.clone(),
            None if self.loading == Loading::Elsewhere => {
                self.stand_ins.get(&card.media).unwrap_or(&self.blank).clone()
            }
            None => {
                let media = get::<Media>(world, card.media).ok_or(StageError::NoMedia)?;
                let picture = Arc::new(Picture::read(&(self.path_of)(media))?);
                self.keep(card.media, picture.clone());
                picture
            }
        };
        let turn = Quat::from_rotation_y(card.turn.to_radians());
        let (x, y) = (turn * Vec3::X * card.size.x / 2.0, Vec3::Y * card.size.y / 2.0);
        let at = card.position;
        let corners = [at - x + y, at + x + y, at - x - y, at + x - y];
        Ok(CardQuad {
            picture,
            corners,
            opacity: card.opacity.clamp(0.0, 1.0),
            has_border: !fills(&corners, lens),
        })
    }

    fn stage(&mut self, world: &World, moment: &Moment, lens: Lens) -> Stage {
        let place =
            moment.set.and_then(|id| get::<Set>(world, id).map(|set| self.cast.set(id, set)));
        let palette = Palette::of(&moment.light);
        let inking = Inking { lens, palette: &palette, scale: lens.pixels.y / 720.0 };
        let mut build = Build::new(moment, &inking);
        build.sky(place.as_deref());
        if let Some(place) = &place {
            build.set(place);
        }
        for (index, figure) in moment.figures.iter().enumerate() {
            if let Some(record) = get::<Figure>(world, figure.id) {
                let mesh = self.cast.figure(figure.id, record);
                let hold = self.cast.hold(figure.id, record, figure.hold);
                build.figure(figure, &mesh, hold.as_deref(), is_foreground(moment, index));
            }
        }
        build.finish(place.as_deref())
    }
}

fn shelf_key(id: Id) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(id.to_string().as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// Whether a card covers all of the picture.
fn fills(corners: &[Vec3; 4], lens: &Lens) -> bool {
    let clips = corners.map(|corner| lens.clip(corner));
    if clips.iter().any(|clip| clip.w < lens.near) {
        return false;
    }
    let seen = clips.map(|clip| Vec2::new(clip.x, clip.y) / clip.w);
    // Around: top left, top right, bottom right, bottom left.
    let round = [seen[0], seen[1], seen[3], seen[2]];
    let picture = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(Vec2::from);
    (0..4).all(|side| {
        let (a, b) = (round[side], round[(side + 1) % 4]);
        let inward = (b - a).perp();
        picture.iter().all(|&corner| inward.dot(corner - a) <= 0.0)
    })
}

/// Whether a figure is one over whose shoulder we look: near, turned away from us, with a face well beyond it.
fn is_foreground(moment: &Moment, index: usize) -> bool {
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
struct Build<'a> {
    moment: &'a Moment,
    inking: &'a Inking<'a>,
    heaven: Heaven,
    set: Option<Arc<crate::drawing::SetMesh>>,
    seen: Vec<Range<u32>>,
    bodies: Vec<Corner>,
    body_indices: Vec<u32>,
    shadows: Vec<[f32; 3]>,
    marks: Marks,
    strokes: Strokes,
    cast_by: Vec3,
}

impl<'a> Build<'a> {
    fn new(moment: &'a Moment, inking: &'a Inking<'a>) -> Self {
        Self {
            moment,
            inking,
            heaven: Heaven::of(&moment.light),
            set: None,
            seen: Vec::new(),
            bodies: Vec::new(),
            body_indices: Vec::new(),
            shadows: Vec::new(),
            marks: Marks::default(),
            strokes: Strokes::default(),
            cast_by: cast_by(moment.light.key),
        }
    }

    fn sky(&mut self, place: Option<&Place>) {
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

    fn set(&mut self, place: &Place) {
        let eye = self.inking.lens.eye;
        let mesh = &place.mesh.mesh;
        for (part, within) in mesh.parts.iter().zip(&place.mesh.within) {
            if is_within(within, eye) {
                match self.seen.last_mut() {
                    Some(last) if last.end == part.indices.start => last.end = part.indices.end,
                    _ => self.seen.push(part.indices.clone()),
                }
                if self.inking.is_in_sight(part, Affine3A::IDENTITY) {
                    let out = &mut self.strokes.corners;
                    self.inking.part(mesh, part, Affine3A::IDENTITY, Pen::SET, out);
                }
            }
        }
        let people = || {
            self.moment
                .figures
                .iter()
                .map(|figure| Vec3::from(figure.posed.joint(Joint::Hips).translation))
        };
        for door in place.doors.iter().filter(|door| door.is_seen_from(eye)) {
            let at = [door.leaf.place(door.open_for(people()))];
            self.body(&door.mesh, &at, Pen::SET);
        }
        self.marks.under_pieces(&place.record, self.inking.palette.ink);
        self.marks.through_windows(&place.walls, &self.moment.light);
        self.marks.about_lamps(&place.record, &self.moment.light, eye, true);
        self.set = Some(place.mesh.clone());
    }

    fn figure(
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
                let base = self.bodies.len() as u32;
                mesh.pose(part, place, pen.dim, &mut self.bodies);
                self.body_indices.extend(mesh.triangles(part).map(|index| base + index));
                self.inking.part(mesh, part, place, pen, &mut self.strokes.corners);
            }
        }
    }

    fn finish(mut self, place: Option<&Place>) -> Stage {
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
            seen: self.seen,
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
fn sun(light: &maquette_moment::Light, seed: u32) -> Vec3 {
    use maquette_document::TimeOfDay;
    let rise: f32 = match light.time {
        TimeOfDay::Dawn => 0.07,
        TimeOfDay::Day => 0.8,
        TimeOfDay::Dusk => 0.05,
        TimeOfDay::Night => 0.42,
    };
    let turn =
        (seed.wrapping_mul(0x9E37_79B9) >> 8) as f32 / (1 << 24) as f32 * std::f32::consts::TAU;
    Vec3::new(bevy_math::ops::cos(turn), rise, bevy_math::ops::sin(turn)).normalize()
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
