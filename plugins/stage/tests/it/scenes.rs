//! Small films to draw: a room of six, a street, a shore, a board.

use bevy_ecs::world::World;
use bevy_math::{Mat3, Quat, Vec3};
use maquette_camera::{View, gate};
use maquette_document::{
    Accent, Age, Bag, Coat, Edit, Figure, Gait, Gaze, Hair, Hat, Hold, Id, Key, Opening,
    OpeningKind, Piece, PieceKind, Pose, Sensor, Set, SetKind, Side, TextStyle, TimeOfDay, Weather,
    changes_from_edits, project,
};
use maquette_figure::{Body, acting_at, posed};
use maquette_moment::{BurnIns, FigureMoment, Light, Moment, TextMoment};
use maquette_time::Flicks;

/// A film with sets and six people.
pub(crate) struct Film {
    pub(crate) world: World,
    people: Vec<(Id, Figure)>,
}

pub(crate) const ROOM: &str = "room";
pub(crate) const STREET: &str = "street";
pub(crate) const SHORE: &str = "shore";
pub(crate) const FIELD: &str = "field";

impl Film {
    pub(crate) fn new() -> Self {
        let people: Vec<(Id, Figure)> =
            cast().into_iter().map(|f| (Id::hashed(&[&f.name]), f)).collect();
        let mut edits: Vec<Edit> = people.iter().map(|(id, f)| Edit::create(*id, f)).collect();
        edits.push(Edit::create(Id::hashed(&[ROOM]), &room()));
        for (name, kind) in
            [(STREET, SetKind::Street), (SHORE, SetKind::Shore), (FIELD, SetKind::Field)]
        {
            edits.push(Edit::create(Id::hashed(&[name]), &outside(kind)));
        }
        let mut world = World::new();
        project(&mut world, &changes_from_edits(&edits));
        Self { world, people }
    }

    /// Person `index` at a place.
    pub(crate) fn person(
        &self,
        index: usize,
        at: Vec3,
        facing: f32,
        pose: Pose,
        gaze: Gaze,
    ) -> FigureMoment {
        let (id, figure) = &self.people[index];
        let body = Body::of(figure);
        let hold = if pose == Pose::Phone { Hold::Phone } else { Hold::Nothing };
        let key = Key { at: Flicks(0), position: at, facing, pose, gait: Gait::Stay, gaze, hold };
        let acting = acting_at(&[key], Flicks::SECOND, &body);
        let target = match gaze {
            Gaze::Point(point) => Some(point),
            Gaze::Ahead | Gaze::Figure(_) => None,
        };
        FigureMoment { id: *id, posed: posed(&body, &acting, target), hold }
    }

    /// The room of six, `seconds` into a slow move of the camera.
    pub(crate) fn room(&self, time: TimeOfDay, seconds: f32) -> Moment {
        let stand = |index, x, z, facing, pose| {
            self.person(
                index,
                Vec3::new(x, 0.0, z),
                facing,
                pose,
                Gaze::Point(Vec3::new(0.0, 1.4, 0.0)),
            )
        };
        let figures = vec![
            stand(0, -1.5, 0.4, 70.0, Pose::Talk),
            stand(1, -0.9, -0.9, 30.0, Pose::Stand),
            stand(2, 0.2, -1.3, 0.0, Pose::ArmsCrossed),
            stand(3, 1.1, -0.8, -40.0, Pose::Think),
            stand(4, 1.7, 0.3, -80.0, Pose::Contrapposto),
            stand(5, 0.5, 1.2, 175.0, Pose::HandsInPockets),
        ];
        let mut moment = self.moment(ROOM, time, true);
        moment.figures = figures;
        moment.view =
            view(Vec3::new(-0.5 + 0.1 * seconds, 1.55, 3.35), Vec3::new(0.1, 1.05, -0.6), 26.0);
        moment.time = Flicks((seconds * 705_600_000.0) as i64);
        moment
    }

    /// Over one shoulder onto another's face.
    pub(crate) fn over_shoulder(&self, time: TimeOfDay) -> Moment {
        let mut moment = self.moment(ROOM, time, true);
        let eyes = |x: f32| Gaze::Point(Vec3::new(x, 1.6, 0.0));
        moment.figures = vec![
            self.person(0, Vec3::new(-0.6, 0.0, 0.0), 90.0, Pose::Stand, eyes(0.6)),
            self.person(2, Vec3::new(0.6, 0.0, 0.0), -90.0, Pose::Talk, eyes(-0.6)),
        ];
        moment.figures[1].posed.mouth = 0.6;
        moment.view = view(Vec3::new(-1.45, 1.64, 0.52), Vec3::new(0.5, 1.5, 0.02), 50.0);
        moment.texts = vec![TextMoment {
            style: TextStyle::Caption,
            body: "She was never on your screen. She was the light behind it.".into(),
        }];
        moment.burn_ins.captions = true;
        moment
    }

    /// A face.
    pub(crate) fn close_up(&self, index: usize, time: TimeOfDay) -> Moment {
        let mut moment = self.moment(ROOM, time, true);
        let gaze = Gaze::Point(Vec3::new(1.5, 1.5, 2.0));
        moment.figures = vec![self.person(index, Vec3::ZERO, 20.0, Pose::Stand, gaze)];
        moment.view = view(Vec3::new(0.1, 1.6, 2.0), Vec3::new(0.0, 1.55, 0.0), 75.0);
        moment
    }

    /// Three people outside.
    pub(crate) fn outside(&self, set: &str, time: TimeOfDay, weather: Weather) -> Moment {
        let mut moment = self.moment(set, time, false);
        moment.light.weather = weather;
        let gaze = Gaze::Point(Vec3::new(0.0, 1.5, 0.0));
        moment.figures = vec![
            self.person(0, Vec3::new(-0.8, 0.0, 0.0), 60.0, Pose::Stand, gaze),
            self.person(1, Vec3::new(0.7, 0.0, -0.2), -60.0, Pose::Talk, gaze),
            self.person(3, Vec3::new(2.6, 0.0, -4.0), -30.0, Pose::Phone, Gaze::Ahead),
        ];
        moment.view = view(Vec3::new(-0.6, 1.5, 5.2), Vec3::new(0.2, 1.1, 0.0), 32.0);
        moment.time = Flicks(705_600_000 * 3);
        moment
    }

    fn moment(&self, set: &str, time: TimeOfDay, interior: bool) -> Moment {
        Moment {
            time: Flicks(0),
            shot: Id::hashed(&["shot"]),
            number: 10,
            into: Flicks(0),
            aspect: 16.0 / 9.0,
            view: view(Vec3::new(0.0, 1.6, 4.0), Vec3::new(0.0, 1.2, 0.0), 35.0),
            light: Light {
                time,
                weather: Weather::Clear,
                interior,
                key: Vec3::new(-0.55, 0.68, 0.49).normalize(),
            },
            set: Some(Id::hashed(&[set])),
            figures: Vec::new(),
            cards: Vec::new(),
            texts: Vec::new(),
            burn_ins: BurnIns::default(),
        }
    }
}

/// A camera that stands level and looks from one place at another.
pub(crate) fn view(from: Vec3, to: Vec3, focal: f32) -> View {
    let back = (from - to).normalize();
    let right = Vec3::Y.cross(back).normalize();
    let rotation = Quat::from_mat3(&Mat3::from_cols(right, back.cross(right), back));
    View {
        position: from,
        rotation,
        focal,
        gate: gate(Sensor::default(), 16.0 / 9.0),
        ..View::default()
    }
}

fn cast() -> Vec<Figure> {
    let person = |name: &str, accent, hair, coat| Figure {
        name: name.into(),
        accent,
        hair,
        coat,
        ..Figure::default()
    };
    vec![
        Figure { height: 1.66, ..person("MARA", Accent::Brick, Hair::Bob, Coat::Long) },
        Figure {
            height: 1.82,
            build: 1.15,
            age: Age::Old,
            hat: Hat::Cap,
            ..person("TOBIAS", Accent::Slate, Hair::Short, Coat::Jacket)
        },
        Figure { height: 1.72, ..person("INES", Accent::Teal, Hair::Bun, Coat::Skirt) },
        Figure { hat: Hat::Brim, ..person("VOSS", Accent::Plum, Hair::Short, Coat::Long) },
        Figure {
            height: 1.3,
            age: Age::Child,
            bag: Bag::Backpack,
            ..person("PIP", Accent::Ochre, Hair::Curly, Coat::None)
        },
        Figure { bag: Bag::Satchel, ..person("LEE", Accent::Moss, Hair::Ponytail, Coat::None) },
    ]
}

fn room() -> Set {
    let piece =
        |kind, x: f32, z: f32, turn| Piece { kind, at: Vec3::new(x, 0.0, z), turn, scale: 1.0 };
    let opening =
        |kind, side, along, width, height, sill| Opening { kind, side, along, width, height, sill };
    Set {
        name: "LAMP ROOM".into(),
        kind: SetKind::Room,
        width: 6.4,
        depth: 7.6,
        height: 2.7,
        seed: 7,
        openings: vec![
            opening(OpeningKind::Window, Side::West, -0.8, 1.3, 1.3, 0.9),
            opening(OpeningKind::Window, Side::North, 1.2, 1.4, 1.3, 0.9),
            opening(OpeningKind::Door, Side::North, -1.8, 0.9, 2.05, 0.0),
        ],
        pieces: vec![
            piece(PieceKind::Table, 0.1, -0.1, 0.0),
            piece(PieceKind::Chair, -0.5, -2.4, 20.0),
            piece(PieceKind::Cupboard, 2.6, -3.4, 0.0),
            piece(PieceKind::Lamp, -0.7, -3.3, 0.0),
            piece(PieceKind::Rug, 0.1, 0.0, 0.0),
            piece(PieceKind::Plant, 2.8, -1.9, 0.0),
            piece(PieceKind::Sofa, -2.7, 1.0, 90.0),
        ],
        models: Vec::new(),
    }
}

fn outside(kind: SetKind) -> Set {
    let piece =
        |kind, x: f32, z: f32, turn| Piece { kind, at: Vec3::new(x, 0.0, z), turn, scale: 1.0 };
    let pieces = match kind {
        SetKind::Street => vec![
            piece(PieceKind::StreetLamp, -2.6, -2.6, 0.0),
            piece(PieceKind::StreetLamp, 3.9, -9.0, 0.0),
            piece(PieceKind::Car, 3.0, -7.5, 90.0),
            piece(PieceKind::Bench, -3.2, -5.0, 60.0),
        ],
        SetKind::Shore => vec![
            piece(PieceKind::Boat, 3.2, -2.0, 40.0),
            piece(PieceKind::Rock, -2.8, -1.5, 0.0),
            piece(PieceKind::Tower, -14.0, -26.0, 0.0),
            piece(PieceKind::Rock, -1.9, 1.6, 70.0),
        ],
        _ => vec![
            piece(PieceKind::Tree, -3.6, -4.0, 0.0),
            piece(PieceKind::Tree, 5.2, -9.0, 70.0),
            piece(PieceKind::House, 8.0, -22.0, -20.0),
            piece(PieceKind::Fence, 0.0, -6.0, 0.0),
            piece(PieceKind::Fence, 2.5, -6.0, 0.0),
            piece(PieceKind::Grass, -1.2, 2.2, 0.0),
        ],
    };
    let (width, depth) = (14.0, 14.0);
    Set {
        name: String::new(),
        kind,
        width,
        depth,
        height: 0.0,
        seed: 3,
        openings: Vec::new(),
        pieces,
        models: Vec::new(),
    }
}
