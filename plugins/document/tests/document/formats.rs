//! Films that other versions of the studio wrote.

use std::path::{Path, PathBuf};

use maquette_document::{Device, Document, OpenError, Shot, all, project};

use crate::studio::{Studio, copy_new, files, gesture, shot, state};

/// A copy of a film that is kept here, with the key of its author.
fn kept(format: &str) -> (Studio, Device) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/films").join(format);
    let studio = Studio::new();
    copy_new(&folder.join("Film.maquette"), &studio.film());
    let key = studio.film().with_file_name("key");
    std::fs::create_dir_all(&key).unwrap();
    std::fs::copy(folder.join("device.key"), key.join("device.key")).unwrap();
    let device = Device::in_folder(&key).unwrap();
    (studio, device)
}

#[test]
fn a_film_of_every_format_opens_and_goes_on() {
    for format in ["format-1", "format-2"] {
        let (studio, device) = kept(format);
        let opened = Document::open_as(&studio.film(), &device).unwrap();
        assert_eq!(opened.problems, [], "{format}");
        let mut document = opened.document;
        let mut world = bevy_ecs::world::World::new();
        project(&mut world, &state(&document));
        assert_eq!(all::<Shot>(&world).len(), 2, "{format}");
        // My step of then is done again, and taken back, and a new one follows.
        let redone = document.redo().unwrap().unwrap();
        assert_eq!(redone.label, "Import 1 files", "{format}");
        document.undo().unwrap().unwrap();
        document.commit(gesture("Go on", [shot("new", 1)])).unwrap();
        let now = state(&document);
        drop(document);
        let document = Document::open_as(&studio.film(), &device).unwrap().document;
        assert_eq!(state(&document), now, "{format}");
        let story = document.story().unwrap();
        assert!(story.told().iter().all(|told| told.mine && 1_700_000_000_000 < told.made));
    }
}

/// Rewrites the version of a file of the journal, and its checksum.
fn make_newer(path: &PathBuf) {
    let mut bytes = std::fs::read(path).unwrap();
    let record = 80;
    let length = u32::from_le_bytes(bytes[record..record + 4].try_into().unwrap()) as usize;
    bytes[record + 5] = 200;
    let end = record + 6 + length;
    let sum = crc32c::crc32c(&bytes[record..end]);
    bytes[end..end + 4].copy_from_slice(&sum.to_le_bytes());
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_film_of_a_newer_studio_is_refused_and_left_alone() {
    let (studio, mut document) = Studio::with_film();
    document.commit(gesture("Add", [shot("one", 1)])).unwrap();
    drop(document);
    make_newer(studio.segments().last().unwrap());
    let before: Vec<Vec<u8>> =
        files(&studio.film()).iter().map(|path| std::fs::read(path).unwrap()).collect();
    let refused = Document::open_as(&studio.film(), &studio.device).unwrap_err();
    assert!(matches!(refused, OpenError::Newer { .. }), "{refused}");
    assert!(Document::open_to_read_as(&studio.film(), &studio.device).is_err());
    let after: Vec<Vec<u8>> =
        files(&studio.film()).iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert_eq!(before, after);
}
