//! The film as entities.

use bevy_ecs::change_detection::DetectChanges;
use bevy_ecs::world::World;
use maquette_document::{
    Card, Document, Edit, Film, Id, Index, Kind, Rig, Shot, Text, Timeline, Track, all,
    changes_from_edits, film, get, of_shot, project,
};
use maquette_time::{Flicks, Frame};

use crate::studio::{Studio, gesture, id, length, shot, state};

/// All that is in a world, as text.
pub(crate) fn dump(world: &World) -> Vec<String> {
    let index = world.resource::<Index>();
    let mut lines = vec![format!("{:?}", film(world))];
    lines.extend(all::<Shot>(world).iter().map(|found| format!("{found:?}")));
    lines.extend(all::<Text>(world).iter().map(|found| format!("{found:?}")));
    lines.extend(all::<Card>(world).iter().map(|found| format!("{found:?}")));
    for kind in [Kind::Card, Kind::Text] {
        for of in [Id::NONE, id("one"), id("two")] {
            lines.push(format!("{kind:?} of {of}: {:?}", index.of_shot(kind, of)));
        }
    }
    lines.push(format!("{:?}", world.resource::<Timeline>()));
    lines
}

fn open_world(document: &Document) -> World {
    let mut world = World::new();
    project(&mut world, &state(document));
    world
}

#[test]
fn an_empty_world_has_a_film_with_defaults() {
    let world = World::new();
    assert_eq!(film(&world), &Film::default());
    assert_eq!(all::<Shot>(&world), []);
    assert_eq!(get::<Shot>(&world, id("one")), None);
}

#[test]
fn shots_stand_one_after_another_in_document_order() {
    let (_studio, mut document) = Studio::with_film();
    let mut world = open_world(&document);
    let add = gesture("Add", [shot("one", 1), shot("two", 2), shot("three", 3)]);
    project(&mut world, &document.commit(add).unwrap());
    let order = |world: &World| all::<Shot>(world).iter().map(|(id, _)| *id).collect::<Vec<_>>();
    assert_eq!(order(&world), [id("one"), id("two"), id("three")]);
    let place = Edit::Place { id: id("three"), after: None };
    project(&mut world, &document.commit(gesture("Move", [place])).unwrap());
    assert_eq!(order(&world), [id("three"), id("one"), id("two")]);
    let timeline = world.resource::<Timeline>();
    assert_eq!(timeline.of(id("one")).unwrap().first, Frame(72));
    assert_eq!(timeline.at(Flicks::SECOND * 4).unwrap().id, id("two"));
    assert_eq!(timeline.length(), Flicks::SECOND * 6);
}

#[test]
fn only_what_changed_is_written() {
    let (_studio, mut document) = Studio::with_film();
    let mut world = open_world(&document);
    let add = gesture("Add", [shot("one", 1), shot("two", 2)]);
    project(&mut world, &document.commit(add).unwrap());
    world.clear_trackers();
    project(&mut world, &document.commit(length("two", 5)).unwrap());
    let changed = |name| {
        let entity = world.resource::<Index>().entity(id(name)).unwrap();
        world.entity(entity).get_ref::<Shot>().unwrap().is_changed()
    };
    assert_eq!((changed("one"), changed("two")), (false, true));
}

#[test]
fn what_belongs_to_a_shot_is_found_by_it() {
    let (_studio, mut document) = Studio::with_film();
    let mut world = open_world(&document);
    let card = |shot| Card { shot: id(shot), ..Card::default() };
    let edits = [
        shot("one", 1),
        shot("two", 1),
        Edit::create(id("a"), &card("one")),
        Edit::create(id("b"), &card("two")),
        Edit::create(id("c"), &card("one")),
        Edit::create(id("rig"), &Rig { shot: id("two"), ..Rig::default() }),
        Edit::create(id("track"), &Track::default()),
    ];
    project(&mut world, &document.commit(gesture("Add", edits)).unwrap());
    let cards = |world: &World, shot| {
        of_shot::<Card>(world, id(shot)).iter().map(|(id, _)| *id).collect::<Vec<_>>()
    };
    assert_eq!(cards(&world, "one"), [id("a"), id("c")]);
    assert_eq!(of_shot::<Rig>(&world, id("two")).len(), 1);
    let place = Edit::Place { id: id("c"), after: None };
    let there = Edit::set(id("b"), "shot", &id("one"));
    project(&mut world, &document.commit(gesture("Move", [place, there])).unwrap());
    assert_eq!(cards(&world, "one"), [id("c"), id("a"), id("b")]);
    assert_eq!(cards(&world, "two"), []);
    project(&mut world, &document.undo().unwrap().unwrap().changes);
    assert_eq!(cards(&world, "one"), [id("a"), id("c")]);
}

#[test]
fn a_field_that_cannot_be_read_keeps_its_default() {
    let mut fields = maquette_document::fields_of(&Shot { number: 30, ..Shot::default() });
    fields.insert("size".into(), "GIGANTIC".into());
    fields.insert("of_tomorrow".into(), 7.into());
    let mut world = World::new();
    let create = Edit::Create { id: id("one"), kind: Kind::Shot, fields };
    project(&mut world, &changes_from_edits(&[create]));
    let shot = get::<Shot>(&world, id("one")).unwrap();
    assert_eq!((shot.number, shot.size), (30, maquette_document::ShotSize::Ms));
}

#[test]
fn a_shot_on_the_shelf_is_kept_and_does_not_run() {
    let (_studio, mut document) = Studio::with_film();
    let mut world = World::new();
    let shot =
        |name: &str| Edit::create(id(name), &Shot { length: Flicks::SECOND, ..Shot::default() });
    let edits = [shot("one"), shot("two"), shot("three")];
    project(&mut world, &document.commit(gesture("Add", edits)).unwrap());
    let running = |world: &World| -> Vec<Id> {
        world.resource::<Timeline>().shots().iter().map(|cut| cut.id).collect()
    };
    let shelve = Edit::set(id("two"), "shelved", &true);
    project(&mut world, &document.commit(gesture("Shelve", [shelve])).unwrap());
    assert_eq!(running(&world), [id("one"), id("three")]);
    assert!(get::<Shot>(&world, id("two")).is_some());
    // One that is put behind it stands behind what runs before it.
    let place = Edit::Place { id: id("one"), after: Some(id("two")) };
    project(&mut world, &document.commit(gesture("Move", [place])).unwrap());
    assert_eq!(running(&world), [id("one"), id("three")]);
    project(&mut world, &document.undo().unwrap().unwrap().changes);
    project(&mut world, &document.undo().unwrap().unwrap().changes);
    assert_eq!(running(&world), [id("one"), id("two"), id("three")]);
}
