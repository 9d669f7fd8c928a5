//! Twenty-four framings of the vocabulary, as a golden file of figures and as films to be looked at.
//!
//! `MAQUETTE_FRAMINGS=folder cargo test -p maquette_staging --lib framing::gallery` writes the films, one an aspect,
//! one frame a framing; `tools/pictures.py` draws and labels them.

use std::path::Path;

use bevy_math::Vec3;
use maquette_camera::gate;
use maquette_document::{
    Accent, Age, Angle, Aspect, Coat, Device, Document, Edit, Figure, Film, Gait, Gaze, Hair, Hold,
    Id, Key, Lens, Performance, Pose, Rig, Scene, Sensor, Sequence, Setting, Shot, ShotKind,
    ShotSize, TimeOfDay, Transaction,
};
use maquette_figure::furnish;
use maquette_time::{Flicks, FrameRate};

use super::kinds::{INSERT, across_line, open_gaze, regarded, together};
use super::looking::{falling, look_across, look_room};
use super::pair::{side_of, turned, twins};
use super::person::{Person, ahead, facing_to};
use super::solve::{Bearing, Glass, Placed, frame_person, frame_points, highest, lowest};
use super::tests::{ALL, golden};
use crate::ground::Ground;
use crate::tables::{angle_row, size_row};
use crate::tests::stand::player;

const TALL: Aspect = Aspect { width: 9, height: 16 };
const SCOPE: Aspect = Aspect { width: 239, height: 100 };

/// One picture: who is in it, and from where.
struct Framing {
    name: String,
    inside: bool,
    aspect: Aspect,
    size: ShotSize,
    angle: Angle,
    kind: ShotKind,
    people: Vec<(Figure, Key, Person)>,
    placed: Placed,
}

/// Where all of it is.
struct Places {
    room: Ground,
    shore: Ground,
}

impl Places {
    fn new() -> Self {
        let make =
            |place: &str, setting| Ground::new(Id::hashed(&[place]), furnish(place, setting, 3));
        Self {
            room: make("LIVING ROOM", Setting::Interior),
            shore: make("BEACH", Setting::Exterior),
        }
    }

    fn ground(&self, inside: bool) -> &Ground {
        if inside { &self.room } else { &self.shore }
    }
}

fn mara() -> Figure {
    let (hair, coat, accent) = (Hair::Bob, Coat::Jacket, Accent::Teal);
    Figure { name: "MARA".into(), height: 1.66, hair, coat, accent, ..Figure::default() }
}

fn tom() -> Figure {
    let (coat, accent) = (Coat::Long, Accent::Brick);
    Figure { name: "TOM".into(), height: 1.82, build: 1.1, coat, accent, ..Figure::default() }
}

fn lia() -> Figure {
    let (age, hair, accent) = (Age::Child, Hair::Ponytail, Accent::Ochre);
    Figure { name: "LIA".into(), height: 1.2, age, hair, accent, ..Figure::default() }
}

fn put(
    figure: Figure,
    position: Vec3,
    facing: f32,
    pose: Pose,
    gaze: Gaze,
) -> (Figure, Key, Person) {
    let hold = if pose == Pose::Show { Hold::Phone } else { Hold::Nothing };
    let key = Key { at: Flicks::ZERO, position, facing, pose, gait: Gait::Stay, gaze, hold };
    let at = match gaze {
        Gaze::Point(at) => Some(at),
        Gaze::Ahead | Gaze::Figure(_) => None,
    };
    let person = Person::at(0, &player(figure.clone()), &[key], Flicks::ZERO, at);
    (figure, key, person)
}

/// What one picture asks for.
#[derive(Clone, Copy)]
struct Ask {
    name: &'static str,
    inside: bool,
    aspect: Aspect,
    size: ShotSize,
    angle: Angle,
    pose: Pose,
}

impl Ask {
    /// Somebody alone, three quarters to the camera, which stands where it has room and sees the face.
    fn alone(self, places: &Places, figure: Figure) -> Framing {
        let ground = places.ground(self.inside);
        let seat = ground.seats.iter().position(|seat| (0.4..0.5).contains(&seat.height));
        let (at, facing) = match seat.filter(|_| self.pose == Pose::Sit) {
            Some(index) => (ground.sat_on(index), ground.seats[index].facing),
            None => (ground.free_near(ground.heart(), &[]), ground.front()),
        };
        let person = put(figure, at, facing, self.pose, Gaze::Ahead);
        let sensor = gate(Sensor::default(), self.aspect.ratio());
        let row = size_row(self.size);
        let placed = [35.0, -35.0, 50.0, -50.0, 20.0, -20.0_f32]
            .into_iter()
            .flat_map(|turn| [row.lens.1, row.lens.0].map(|focal| (turn, focal)))
            .map(|(turn, focal)| {
                let glass = Glass { focal, gate: sensor };
                let toward = turned(ahead(facing), turn, 1.0);
                let across = look_across(&person.2, None, toward);
                let angle = angle_row(self.angle);
                let from = Bearing { toward, down: angle.down };
                let (roll, u) = (falling(angle.roll, across), look_room(across, sensor));
                frame_person(&person.2, self.size, from, roll, u, glass)
            })
            .find(|placed| {
                ground.camera_fits(placed.position, 0.1)
                    && ground.sight(placed.position, person.2.eyes)
            })
            .unwrap_or_else(|| panic!("{} has room nowhere", self.name));
        self.framing(ShotKind::Single, vec![person], placed)
    }

    fn framing(
        self,
        kind: ShotKind,
        people: Vec<(Figure, Key, Person)>,
        placed: Placed,
    ) -> Framing {
        let Self { name, inside, aspect, size, angle, .. } = self;
        Framing { name: name.into(), inside, aspect, size, angle, kind, people, placed }
    }
}

fn gallery(places: &Places) -> Vec<Framing> {
    let ask = |name, inside, size, angle, pose| Ask {
        name,
        inside,
        aspect: Aspect::WIDE,
        size,
        angle,
        pose,
    };
    use ShotSize as S;
    let names = ["ECU", "VCU", "CU", "MCU", "MS", "COWBOY", "MLS", "FS", "WS", "VWS", "EWS"];
    let mut all: Vec<Framing> = ALL
        .into_iter()
        .zip(names)
        .map(|(size, name)| {
            let pose = if size < S::Cowboy { Pose::Stand } else { Pose::Contrapposto };
            ask(name, size < S::Fs, size, Angle::Eye, pose).alone(places, mara())
        })
        .collect();
    all.extend(pairs(places, &ask("", true, S::Ms, Angle::Eye, Pose::Stand)));
    for (name, inside, size, angle) in [
        ("HIGH MS", true, S::Ms, Angle::High),
        ("LOW COWBOY", false, S::Cowboy, Angle::Low),
        ("BIRD FS", false, S::Fs, Angle::Bird),
        ("WORM MS", false, S::Ms, Angle::Worm),
        ("DUTCH MCU", true, S::Mcu, Angle::Dutch),
    ] {
        all.push(ask(name, inside, size, angle, Pose::Stand).alone(places, tom()));
    }
    all.push(ask("MS, SEATED", true, S::Ms, Angle::Eye, Pose::Sit).alone(places, mara()));
    all.push(ask("MCU, CHILD", true, S::Mcu, Angle::Eye, Pose::Stand).alone(places, lia()));
    let tall = ask("CU, 9:16", true, S::Cu, Angle::Eye, Pose::Stand);
    all.push(Ask { aspect: TALL, ..tall }.alone(places, mara()));
    let scope = ask("WS, 2.39", false, S::Ws, Angle::Eye, Pose::Contrapposto);
    all.push(Ask { aspect: SCOPE, ..scope }.alone(places, mara()));
    all
}

/// Two who talk: together, over a shoulder, through the eyes of one; and what a hand holds.
fn pairs(places: &Places, ask: &Ask) -> Vec<Framing> {
    let ground = &places.room;
    let sensor = gate(Sensor::default(), ask.aspect.ratio());
    let heart = ground.heart();
    let home = ahead(ground.front());
    let line = Vec3::new(-home.z, 0.0, home.x);
    let ends = [heart - line * 0.6, heart + line * 0.6];
    // Each stands open to the side of the cameras by 20°, and looks at the other.
    let facing = |from: usize| {
        let straight = facing_to(ends[from], ends[1 - from]);
        let side = side_of(ends[from], ends[1 - from], ends[from] + home);
        straight + 20.0 * side
    };
    let eyes = [1.66, 1.82].map(|height: f32| height * 0.93);
    let gaze = |at: usize| Gaze::Point(ends[at] + Vec3::Y * eyes[at]);
    let pair = |gazes: [Gaze; 2]| {
        let [first, second] = gazes;
        vec![
            put(mara(), ends[0], facing(0), Pose::Talk, first),
            put(tom(), ends[1], facing(1), Pose::Stand, second),
        ]
    };
    let looking = [gaze(1), gaze(0)];
    let people = pair(looking);
    let (a, b) = (&people[0].2, &people[1].2);
    let of = |name| Ask { name, ..*ask };
    let glass = |focal| Glass { focal, gate: sensor };
    let over =
        twins(a, b, ShotSize::Ms, side_of(a.eyes, b.eyes, heart + home * 3.0), sensor).unwrap();
    let points: Vec<Vec3> =
        [a, b].iter().flat_map(|one| one.outline(size_row(ShotSize::Cowboy).lower)).collect();
    let from = Bearing::level(across_line(a.eyes, b.eyes, home));
    let room = together(size_row(ShotSize::Cowboy).lower, 0.09);
    let two = frame_points(&points, room, from, glass(35.0));
    let open =
        [(a, b), (b, a)].map(|(of, whom)| Gaze::Point(open_gaze(of.eyes, whom.eyes, two.position)));
    let seen = regarded(b, a.eyes, glass(40.0));
    let holder = put(mara(), heart, ground.front(), Pose::Show, Gaze::Ahead);
    let from = Bearing { toward: turned(home, 140.0, 1.0), down: 40.0 };
    let insert = frame_points(&holder.2.held(), INSERT, from, glass(65.0));
    vec![
        of("OTS").framing(ShotKind::Ots, pair(looking), over.on[0]),
        Ask { size: ShotSize::Cowboy, ..of("TWO") }.framing(ShotKind::Two, pair(open), two),
        of("POV").framing(ShotKind::Pov, vec![pair(looking).swap_remove(0)], seen),
        of("INSERT").framing(ShotKind::Insert, vec![holder], insert),
    ]
}

/// Where the landmarks are seen, a framing a line and a figure a line.
#[test]
fn twenty_four_framings_are_as_they_were_when_they_were_looked_at() {
    let places = Places::new();
    let mut told = String::from(
        "# camera: millimetres; metres from the floor; degrees up. figure: top, eyes x y, lower edge\n",
    );
    let all = gallery(&places);
    assert_eq!(all.len(), 24);
    for one in &all {
        let view = one.placed.view(gate(Sensor::default(), one.aspect.ratio()));
        let Placed { position, aim, focal } = one.placed;
        told.push_str(&format!("{}: {focal:.0}; {:.2}; {:.1}", one.name, position.y, aim.pitch));
        for (figure, _, person) in &one.people {
            let eyes = view.project(person.eyes).map_or(Vec3::NAN.truncate(), |seen| seen.uv);
            let top = highest(&view, person).unwrap_or(f32::NAN);
            let lower = lowest(&view, person, size_row(one.size).lower).unwrap_or(f32::NAN);
            let name = &figure.name;
            told.push_str(&format!("\n  {name} {top:.3}, {:.3} {:.3}, {lower:.3}", eyes.x, eyes.y));
        }
        told.push('\n');
    }
    golden("framings", &told.replace("-0.0\n", "0.0\n"));
}

/// Writes the films that `tools/pictures.py` draws.
#[test]
fn the_framings_can_be_looked_at() {
    let Some(folder) = std::env::var_os("MAQUETTE_FRAMINGS") else { return };
    let folder = Path::new(&folder);
    let places = Places::new();
    let all = gallery(&places);
    let device = Device::in_folder(&folder.join("device")).unwrap();
    for (name, aspect, size) in [
        ("wide", Aspect::WIDE, (640, 360)),
        ("tall", TALL, (270, 480)),
        ("scope", SCOPE, (640, 268)),
    ] {
        let film =
            Film { name: name.into(), width: size.0, height: size.1, aspect, ..Film::default() };
        let mut document = Document::create_as(&folder.join(name), &film, &device).unwrap();
        let framings = || all.iter().filter(|one| one.aspect == aspect);
        document.commit(Transaction::new("Framings", film_of(&places, framings()))).unwrap();
        document.flush().unwrap();
        let names: Vec<&str> = framings().map(|one| one.name.as_str()).collect();
        std::fs::write(folder.join(format!("{name}.txt")), names.join("\n")).unwrap();
    }
}

/// The records of a film of one frame a framing.
fn film_of<'a>(places: &Places, framings: impl Iterator<Item = &'a Framing>) -> Vec<Edit> {
    let sequence = Id::hashed(&["sequence"]);
    let mut edits = vec![Edit::create(sequence, &Sequence { name: "Framings".into() })];
    let scene = |inside: bool| Id::hashed(&["scene", if inside { "inside" } else { "outside" }]);
    for (inside, setting) in [(true, Setting::Interior), (false, Setting::Exterior)] {
        let set = places.ground(inside).id;
        let time = TimeOfDay::Day;
        edits.push(Edit::create(
            scene(inside),
            &Scene { sequence, setting, time, set, ..Scene::default() },
        ));
        edits.push(Edit::create(set, &places.ground(inside).set));
    }
    for figure in [mara(), tom(), lia()] {
        edits.push(Edit::create(Id::hashed(&[&figure.name]), &figure));
    }
    for (number, one) in framings.enumerate() {
        let of = |what: &str| Id::hashed(&[what, &one.name]);
        let (id, rig) = (of("shot"), of("rig"));
        let Placed { position, aim, focal } = one.placed;
        let shot = Shot {
            scene: scene(one.inside),
            number: 10 * (number as u32 + 1),
            length: FrameRate::FILM.frame_length(),
            size: one.size,
            angle: one.angle,
            kind: one.kind,
            why: one.name.clone(),
            rig,
            ..Shot::default()
        };
        edits.push(Edit::create(id, &shot));
        let (yaw, pitch, roll) = (aim.yaw, aim.pitch, aim.roll);
        let lens = Lens { focal, ..Lens::default() };
        edits.push(Edit::create(
            rig,
            &Rig { shot: id, lens, position, yaw, pitch, roll, ..Rig::default() },
        ));
        for (figure, key, _) in &one.people {
            let performance = Performance {
                shot: id,
                figure: Id::hashed(&[&figure.name]),
                keys: vec![*key],
                ..Performance::default()
            };
            edits.push(Edit::create(of(&format!("performance of {}", figure.name)), &performance));
        }
    }
    edits
}
