//! The shot list of a film agrees with every other export.

use bevy_ecs::world::World;
use maquette_camera::focal_from_fov;
use maquette_document::{
    Edit, Figure, Film, Id, Lens, Move, MoveKind, Paragraph, ParagraphKind, Rig, Scene, Shot,
    changes_from_edits, project,
};
use maquette_time::{Flicks, FrameRate};
use serde_json::Value;

use super::{csv_column, moving, near, text_of, usd_values};
use crate::{ShotList, camera_track, csv, gltf, usda};

/// A film of shots on odd lenses, still and zooming.
fn film() -> World {
    let scene = Id::hashed(&["scene"]);
    let (mara, line, note) = (Id::hashed(&["mara"]), Id::hashed(&["line"]), Id::hashed(&["note"]));
    let paragraph = |kind, text: &str, source: &str, who: &str| Paragraph {
        kind,
        text: text.into(),
        source: source.into(),
        character: who.into(),
        ..Paragraph::default()
    };
    let mut edits = vec![
        Edit::create(
            Id::FILM,
            &Film { name: "A <film>".into(), rate: FrameRate::NTSC_FILM, ..Film::default() },
        ),
        Edit::create(
            scene,
            &Scene { heading: "INT. HALL, NIGHT".into(), number: "12A".into(), ..Scene::default() },
        ),
        Edit::create(mara, &Figure { name: "MARA".into(), ..Figure::default() }),
        Edit::create(
            line,
            &paragraph(ParagraphKind::Dialogue, "\"No\", he\nsaid.", "said [[softly]]", "MARA"),
        ),
        Edit::create(note, &paragraph(ParagraphKind::Note, "", "[[on a crane?]]\n", "")),
    ];
    for (index, focal) in [35.0, 21.3, 84.999, 40.0, 135.125].into_iter().enumerate() {
        let number = 10 * (index as u32 + 1);
        let id = Id::hashed(&["shot", &number.to_string()]);
        let length = Flicks::SECOND * 2 + Flicks(index as i64 * 1_234_567);
        let said = Shot { subjects: vec![mara], lines: vec![line], ..Shot::default() };
        edits.push(Edit::create(
            id,
            &Shot { scene, number, length, why: "because, of it".into(), ..said },
        ));
        let kinds: &[MoveKind] =
            if index % 2 == 1 { &[MoveKind::Zoom(70.0), MoveKind::Dolly(0.5)] } else { &[] };
        let rig = Rig { shot: id, lens: Lens { focal, ..Lens::default() }, ..moving(kinds) };
        let quick = |step: &Move| Move { length: Flicks::SECOND, ..*step };
        let moves = rig.moves.iter().map(quick).collect();
        edits.push(Edit::create(Id::hashed(&["rig", &number.to_string()]), &Rig { moves, ..rig }));
    }
    let mut world = World::new();
    project(&mut world, &changes_from_edits(&edits));
    world
}

/// The cells of a table without line breaks in its cells.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut inside = false;
    for letter in row.chars() {
        match letter {
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

#[test]
fn each_shot_has_the_same_millimetres_in_the_list_and_in_every_export_of_its_camera() {
    let world = film();
    let list = ShotList::of(&world);
    assert_eq!(list.shots.len(), 5);
    let table = text_of(list.csv());
    let rows: Vec<Vec<String>> = table.split_terminator("\r\n").map(cells).collect();
    let column = |name: &str| rows[0].iter().position(|cell| cell == name).expect(name);
    for (row, shot) in rows[1..].iter().zip(&list.shots) {
        let track = camera_track(&world, shot.number).unwrap();
        let file: Value = serde_json::from_slice(&gltf(&track).bytes).unwrap();
        let camera = &file["cameras"][0];
        let yfov = camera["perspective"]["yfov"].as_f64().unwrap() as f32;
        let high = camera["extras"]["gate_mm"][1].as_f64().unwrap() as f32;
        let frames = camera["extras"]["focal_mm"].as_array().unwrap();
        let stage = usd_values(&text_of(usda(&track)), "float focalLength");
        let usd = |at: usize| stage[at.min(stage.len() - 1)].parse::<f32>().unwrap() * 100.0;
        let lens = csv_column(&text_of(csv(&track)), "focal_mm");
        let last = lens.len() - 1;
        assert_eq!((frames.len(), shot.frames), (lens.len(), lens.len() as i64), "frames agree");
        let what = format!("shot {:04}", shot.number);
        let head: f64 = row[column("lens_mm")].parse().unwrap();
        let end: f64 = row[column("lens_to_mm")].parse().unwrap_or(head);
        near(&what, head, focal_from_fov(yfov, high), 0.01);
        for (told, at) in [(head, 0), (end, last)] {
            near(&what, told, frames[at].as_f64().unwrap() as f32, 0.01);
            near(&what, told, usd(at), 0.01);
            near(&what, told, lens[at], 0.01);
        }
        assert_eq!(row[column("lens_to_mm")].is_empty(), shot.number % 20 == 10, "{what}");
    }
}

#[test]
fn a_row_says_what_is_shot_how_and_why() {
    let list = ShotList::of(&film());
    let table = text_of(list.csv());
    let row = cells(table.split_terminator("\r\n").nth(2).unwrap()).join("|");
    assert_eq!(
        row,
        "0020|12A|INT. HALL, NIGHT|MS|eye|SINGLE|21.30|70.00|dolly, zoom|48|00:00:02:00|00:00:02:00|MARA|MARA: No, he said.|because, of it|softly\non a crane?"
    );
    let page = text_of(list.html());
    assert!(page.contains("<title>A &lt;film&gt;: shot list</title>"));
    assert!(page.contains("21.3 to 70 mm") && page.contains("on a crane?"), "{page}");
    assert_eq!(page.matches("<tr>").count(), 6, "one head, five shots");
}

#[test]
fn a_film_without_a_shot_is_a_table_without_a_row() {
    let list = ShotList::of(&World::new());
    assert_eq!(text_of(list.csv()).lines().count(), 1);
}
