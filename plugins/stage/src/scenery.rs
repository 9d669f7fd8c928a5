//! From a moment to a drawing: what stands where, in what light, with which ink.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bevy_ecs::world::World;
use bevy_math::{Quat, Vec2, Vec3};
use maquette_document::{Figure, Id, Media, Set, TextStyle, get};
use maquette_model::{Character, Model};
use maquette_moment::{CardMoment, FigureMoment, Moment, letter_box};

use crate::StageError;
use crate::build::{Build, is_foreground};
use crate::cast::{Cast, new_key};
use crate::defocus::Defocus;
use crate::drawing::{CardLook, CardQuad, Drawing, Stage};
use crate::ink::Inking;
use crate::lettering::Lettering;
use crate::models::{Stock, characters, things};
use crate::palette::Palette;
use crate::picture::Picture;
use crate::shelf::Shelf;
use crate::stroke::Lens;
use crate::words::Words;

/// Where the file of a medium lies.
pub type PathOf = Box<dyn Fn(&Media) -> PathBuf + Send + Sync>;

/// What a film looks like, as far as it was needed: meshes, pictures, letters.
pub struct Scenery {
    path_of: PathOf,
    pub loading: Loading,
    cast: Cast,
    characters: Stock<Character>,
    things: Stock<Model>,
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
pub(crate) const NEAR: f32 = 0.05;

impl Scenery {
    pub fn new(path_of: PathOf, loading: Loading) -> Self {
        let grey = image::RgbaImage::from_pixel(1, 1, image::Rgba([0x9a, 0x96, 0x8f, 255]));
        Self {
            path_of,
            loading,
            cast: Cast::default(),
            characters: characters(),
            things: things(),
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

    /// Whether models were read elsewhere since this was asked last: what was drawn without them is old.
    pub fn models_came(&mut self) -> bool {
        let characters = self.characters.come();
        self.things.come() || characters
    }

    /// What the painter is to draw of a moment, in a frame of `size` pixels.
    ///
    /// # Errors
    /// When a picture or a model cannot be read, and is to be read now.
    pub fn drawing(
        &mut self,
        world: &World,
        moment: &Moment,
        size: [u32; 2],
    ) -> Result<Drawing, StageError> {
        let palette = Palette::of(&moment.light);
        let mut drawing = self.unlettered(world, moment, size, &palette)?;
        drawing.lettering = self.words.of(moment, drawing.picture);
        Ok(drawing)
    }

    /// What stands in a moment, in white ink on black: no words, and no colour of anything.
    ///
    /// # Errors
    /// When a picture or a model cannot be read, and is to be read now.
    pub fn plain(
        &mut self,
        world: &World,
        moment: &Moment,
        size: [u32; 2],
    ) -> Result<Drawing, StageError> {
        self.unlettered(world, moment, size, &Palette::negative(&moment.light))
    }

    fn unlettered(
        &mut self,
        world: &World,
        moment: &Moment,
        size: [u32; 2],
        palette: &Palette,
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
        let titled = is_titled(moment);
        let mut cards = Vec::new();
        if !titled {
            for card in &moment.cards {
                cards.push(self.card(world, card, &lens)?);
            }
        }
        let covered = cards
            .iter()
            .any(|card: &CardQuad| card.look != CardLook::Bordered && card.opacity >= 1.0);
        let bare = moment.figures.is_empty() && (moment.set.is_none() || covered);
        let stage = match titled || bare {
            true => None,
            false => Some(self.stage(world, moment, lens, palette)?),
        };
        Ok(Drawing {
            frame: size,
            picture,
            stage,
            cards,
            clip_from_world: lens.clip_from_world,
            view_from_world: view.view_from_world(),
            defocus: Defocus::of(view, NEAR, picture),
            lettering: Lettering::default(),
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
        let front = turn * Vec3::Z;
        let normal = if front.dot(lens.eye - at) < 0.0 { -front } else { front };
        let opacity = card.opacity.clamp(0.0, 1.0);
        let straight = straight_depth(&corners, lens).filter(|_| picture.is_opaque());
        let (look, level) = match (fills(&corners, lens), straight) {
            (true, Some(depth)) if opacity >= 1.0 => {
                let shown = card.size.x * lens.pixels_a_metre / depth;
                (CardLook::Whole, level_of(picture.size()[0] as f32 / shown.max(1.0)))
            }
            (true, _) => (CardLook::Within, 0.0),
            (false, _) => (CardLook::Bordered, 0.0),
        };
        Ok(CardQuad { picture, corners, normal, opacity, look, level })
    }

    fn stage(
        &mut self,
        world: &World,
        moment: &Moment,
        lens: Lens,
        palette: &Palette,
    ) -> Result<Stage, StageError> {
        let place = match moment.set.and_then(|id| Some((id, get::<Set>(world, id)?))) {
            Some((id, set)) => {
                let models = self.models_of(world, set)?;
                Some(self.cast.set(id, set, &models))
            }
            None => None,
        };
        let inking = Inking { lens, palette, scale: lens.pixels.y / 720.0 };
        let mut build = Build::new(moment, &inking);
        build.sky(place.as_deref());
        if let Some(place) = &place {
            build.set(place);
        }
        for (index, figure) in moment.figures.iter().enumerate() {
            let Some(record) = get::<Figure>(world, figure.id) else { continue };
            let is_foreground = is_foreground(moment, index);
            let hold = self.cast.hold(figure.id, record, figure.hold);
            if let Some(character) = self.character_of(world, record)? {
                let guest = self.cast.guest(figure.id, record, &character);
                let mesh = guest.posed(&figure.posed);
                let posed = guest.followed(&figure.posed);
                let figure = FigureMoment { posed, ..*figure };
                build.figure(&figure, &mesh, hold.as_deref(), is_foreground);
                continue;
            }
            let mesh = self.cast.figure(figure.id, record);
            build.figure(figure, &mesh, hold.as_deref(), is_foreground);
        }
        Ok(build.finish(place.as_deref()))
    }

    /// The character that takes the place of a mannequin; none where it is the mannequin, or still on its way.
    fn character_of(
        &mut self,
        world: &World,
        figure: &Figure,
    ) -> Result<Option<Arc<Character>>, StageError> {
        let Some(media) = get::<Media>(world, figure.model) else { return Ok(None) };
        let path = || (self.path_of)(media);
        Ok(self.characters.get(figure.model, path, self.loading)?)
    }

    fn models_of(
        &mut self,
        world: &World,
        set: &Set,
    ) -> Result<Vec<Option<Arc<Model>>>, StageError> {
        let mut models = Vec::with_capacity(set.models.len());
        for model in &set.models {
            models.push(match get::<Media>(world, model.media) {
                Some(media) => {
                    let path = || (self.path_of)(media);
                    self.things.get(model.media, path, self.loading)?
                }
                None => None,
            });
        }
        Ok(models)
    }
}

/// Whether a title covers all of the picture.
pub(crate) fn is_titled(moment: &Moment) -> bool {
    moment.texts.iter().any(|text| text.style == TextStyle::Title)
}

fn shelf_key(id: Id) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(id.to_string().as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// How far off a card is that is seen straight: all of it equally far.
fn straight_depth(corners: &[Vec3; 4], lens: &Lens) -> Option<f32> {
    let depths = corners.map(|corner| lens.clip(corner).w);
    let near = depths.iter().all(|depth| (depth / depths[0] - 1.0).abs() < 1e-4);
    (near && lens.near < depths[0]).then_some(depths[0])
}

/// Which size of a picture is seen with `texels` of its largest to a pixel: the larger of the two that would
/// do, as long as it is not much too fine, and then smoothly on to the smaller. Of one size four texels are
/// read for a pixel, of two eight.
fn level_of(texels: f32) -> f32 {
    let exact = bevy_math::ops::log2(texels.max(1.0));
    let (whole, part) = (exact.floor(), exact.fract());
    let along = ((part - 0.4) / 0.6).clamp(0.0, 1.0);
    whole + along * along * (3.0 - 2.0 * along)
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
