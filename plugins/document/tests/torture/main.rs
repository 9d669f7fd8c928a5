//! Kills a program that edits at full speed, again and again: whatever it said was written is in the film when it
//! is opened again.
//!
//! A program and not a test, since what it does is to be unlucky. `MAQUETTE_KILLS` says how often; usually 60.
#![expect(clippy::unwrap_used, reason = "it stops where it fails")]
#![expect(clippy::print_stdout, reason = "a program that says what it found")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use maquette_document::{
    Card, Device, Document, Edit, Film, Id, Problem, Shot, State, Text, Transaction, all, project,
};
use maquette_time::Flicks;

/// Names the folder in which a child is to work.
const CHILD: &str = "MAQUETTE_TORTURE_CHILD";
/// Opening again takes this long at the most.
const OPENING: Duration = Duration::from_secs(2);

fn main() {
    // Whoever asks for tests by name means others.
    if std::env::args().skip(1).any(|word| !word.starts_with('-') && !"torture".contains(&word)) {
        return;
    }
    match std::env::var_os(CHILD) {
        Some(folder) => edit_for_ever(Path::new(&folder)),
        None => torture(),
    }
}

fn film(folder: &Path) -> std::path::PathBuf {
    folder.join("Film.maquette")
}

fn id(name: &str) -> Id {
    Id::hashed(&[name])
}

/// Counts up in the film, with other work between, and says each number once it is written.
fn edit_for_ever(folder: &Path) {
    let device = Device::in_folder(folder).unwrap();
    let mut document = Document::open_as(&film(folder), &device).unwrap().document;
    let mut out = std::io::stdout().lock();
    for number in counted(&document) + 1.. {
        let mut edits = vec![Edit::set(id("counter"), "length", &Flicks(number))];
        match number % 7 {
            1 => edits.push(Edit::create(id(&format!("card {}", number % 50)), &Card::default())),
            2 => edits.push(Edit::Delete { id: id("card 1") }),
            3 => edits.push(Edit::Place { id: id("counter"), after: None }),
            4 => edits.push(Edit::Splice {
                id: id("text"),
                field: "body".into(),
                at: 0,
                delete: 0,
                insert: format!("{number} "),
            }),
            _ => {}
        }
        if number % 7 == 2 {
            edits.insert(1, Edit::create(id("card 1"), &Card::default()));
        }
        if number % 11 == 5 {
            // Taken back and done again, which must never touch what was counted.
            let aside =
                vec![Edit::create(id("aside"), &Card { turn: number as f32, ..Card::default() })];
            document.commit(Transaction::new("Put aside", aside)).unwrap();
            document.undo().unwrap();
            document.redo().unwrap();
        }
        document.commit(Transaction::new(format!("Count {number}"), edits)).unwrap();
        writeln!(out, "{number}").and_then(|()| out.flush()).unwrap();
    }
}

fn counted(document: &Document) -> i64 {
    let mut world = bevy_ecs::world::World::new();
    project(&mut world, &document.changes_from_nothing());
    let shots = all::<Shot>(&world);
    shots.into_iter().find(|(shot, _)| *shot == id("counter")).map_or(0, |(_, shot)| shot.length.0)
}

/// Kills that one film goes through before the next is begun.
const A_FILM: u32 = 100;

fn torture() {
    let asked = std::env::var("MAQUETTE_KILLS").ok().and_then(|count| count.parse().ok());
    let kills: u32 = asked.unwrap_or(60);
    let mut luck = 1_u64;
    let (mut changes, mut torn, mut slowest) = (0, 0, Duration::ZERO);
    for first in (0..kills).step_by(A_FILM as usize) {
        let round = one_film(A_FILM.min(kills - first), &mut luck);
        changes += round.changes;
        torn += round.torn;
        slowest = slowest.max(round.slowest);
    }
    println!(
        "{kills} kills, {changes} changes, 0 lost, {torn} torn tails cut, slowest opening {slowest:.1?}\n\
         torture: 1 passed, 0 failed"
    );
}

struct Round {
    changes: i64,
    torn: u32,
    slowest: Duration,
}

fn one_film(kills: u32, luck: &mut u64) -> Round {
    let home = tempfile::tempdir().unwrap();
    let device = Device::in_folder(home.path()).unwrap();
    let mut document = Document::create_as(&film(home.path()), &Film::default(), &device).unwrap();
    let begin = vec![
        Edit::create(id("counter"), &Shot { length: Flicks(0), ..Shot::default() }),
        Edit::create(id("text"), &Text::default()),
    ];
    document.commit(Transaction::new("Begin", begin)).unwrap();
    drop(document);
    let mut round = Round { changes: 0, torn: 0, slowest: Duration::ZERO };
    for kill in 1..=kills {
        *luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let wait = Duration::from_micros(2_000 + (*luck >> 33) % 120_000);
        let said = run_and_kill(home.path(), wait).max(round.changes);
        let began = Instant::now();
        let opened = Document::open_as(&film(home.path()), &device).unwrap();
        round.slowest = round.slowest.max(began.elapsed());
        for problem in &opened.problems {
            assert!(matches!(problem, Problem::Torn { .. }), "after {kill} kills: {problem}");
            round.torn += 1;
        }
        let found = counted(&opened.document);
        assert!(said <= found && found <= said + 1, "it said {said}, and {found} is there");
        round.changes = found;
        assert!(round.slowest < OPENING, "opening took {:?}", round.slowest);
    }
    whole_story(home.path(), &device);
    round
}

/// Runs a child for a while after its first word, kills it, and gives the last number that it said.
fn run_and_kill(folder: &Path, wait: Duration) -> i64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next();
    std::thread::sleep(wait);
    child.kill().unwrap();
    let numbers = first.into_iter().chain(lines).map_while(Result::ok);
    // The last line may have been cut short by the kill; a number cut short is smaller.
    let last = numbers.filter_map(|line| line.parse().ok()).max().unwrap_or(0);
    child.wait().unwrap();
    last
}

/// What is in the film is what its whole story says.
fn whole_story(folder: &Path, device: &Device) {
    let opened = Document::open_to_read_as(&film(folder), device).unwrap();
    let story = opened.document.story().unwrap();
    let last = story.told().len() - 1;
    let told = opened.document.state_at(&story, last).unwrap();
    assert_eq!(told, State::of(&opened.document.changes_from_nothing()));
}
