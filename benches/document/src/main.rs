//! What it costs to keep a film: Maquette's document, raw Loro and Automerge doing the same edits.
//!
//! Usage: document_bench [SCALE]   (1: 2,000 shots, 10,000 cards, 5,000 clips, 200 texts; 10: ten times that)
//!
//! Each engine runs in a process of its own, so that its memory is its own. Raw engines keep no undo, no
//! signatures, no entities, and write once, at the end: they are the floor, not rivals.

use std::process::Command;
use std::time::{Duration, Instant};

mod amrg;
mod ours;
mod raw;

/// How much there is of each.
#[derive(Clone, Copy)]
pub struct Scale {
    pub shots: u32,
    pub cards: u32,
    pub clips: u32,
    pub texts: u32,
    /// Single edits after everything was made.
    pub edits: u32,
}

/// The same edit for everybody: by its number.
#[derive(Clone, Copy)]
pub enum Change {
    ShotLength { shot: u32, flicks: i64 },
    CardTurn { card: u32, degrees: f32 },
    ClipGain { clip: u32, decibels: f32 },
    Type { text: u32, at: usize, letter: char },
}

impl Scale {
    fn of(factor: u32) -> Self {
        Self {
            shots: 2_000 * factor,
            cards: 10_000 * factor,
            clips: 5_000 * factor,
            texts: 200 * factor,
            edits: 20_000,
        }
    }

    pub fn change(&self, number: u32) -> Change {
        let hash = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let pick = |of: u32| (hash % u64::from(of)) as u32;
        match number % 8 {
            0 | 1 => {
                Change::ShotLength { shot: pick(self.shots), flicks: i64::from(number) * 29_400 }
            }
            2..=4 => Change::CardTurn { card: pick(self.cards), degrees: number as f32 / 8.0 },
            5 | 6 => {
                Change::ClipGain { clip: pick(self.clips), decibels: -(number as f32) / 4096.0 }
            }
            _ => Change::Type { text: pick(self.texts), at: 0, letter: 'x' },
        }
    }
}

/// What a new record of a kind holds, for engines that know nothing of records.
pub fn fields_of(kind: &str) -> Vec<(String, serde_json::Value)> {
    let fields = match kind {
        "shot" => maquette_document::fields_of(&maquette_document::Shot::default()),
        "card" => maquette_document::fields_of(&maquette_document::Card::default()),
        _ => maquette_document::fields_of(&maquette_document::Clip::default()),
    };
    fields.into_iter().collect()
}

/// Times of one kind of work.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push(start.elapsed());
        result
    }

    /// Microseconds that so many of a hundred stay under.
    pub fn percentile(&mut self, share: f64) -> f64 {
        self.0.sort_unstable();
        let at =
            ((self.0.len() as f64 * share / 100.0) as usize).min(self.0.len().saturating_sub(1));
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    }
}

/// Megabytes that this process has now.
pub fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// Megabytes that a process grows by when it opens what was saved.
pub fn memory_of(engine: &str, saved: &[u8]) -> f64 {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), saved).expect("it is written");
    let program = std::env::current_exe().expect("this program has a path");
    let words = ["1", "memory", engine];
    let done = Command::new(program).args(words).arg(file.path()).output().expect("it runs");
    String::from_utf8_lossy(&done.stdout).trim().parse().unwrap_or(0.0)
}

fn hold(engine: &str, file: &str) {
    let saved = std::fs::read(file).expect("it is there");
    let before = memory();
    let grown = match engine {
        "maquette" => {
            let held = ours::open(&saved);
            let grown = memory() - before;
            drop(held);
            grown
        }
        "loro" => {
            let held = raw::open(&saved);
            let grown = memory() - before;
            drop(held);
            grown
        }
        _ => {
            let held = amrg::open(&saved);
            let grown = memory() - before;
            drop(held);
            grown
        }
    };
    println!("{grown:.2}");
}

/// One line of the table.
pub fn row(what: &str, value: f64, unit: &str) {
    println!("{what}|{value:.2}|{unit}");
}

/// The rows that both raw engines have.
pub fn rows(mut making: Times, mut edits: Times, mut closing: Times, mut opening: Times) {
    row("make everything", making.percentile(50.0) / 1e3, "ms");
    row("edit p50", edits.percentile(50.0), "µs");
    row("edit p99", edits.percentile(99.0), "µs");
    row("close or save", closing.percentile(50.0) / 1e3, "ms");
    row("open or load", opening.percentile(50.0) / 1e3, "ms");
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let factor: u32 = words.first().and_then(|word| word.parse().ok()).unwrap_or(1);
    let scale = Scale::of(factor);
    match words.get(1).map(String::as_str) {
        Some("maquette") => ours::run(&scale),
        Some("loro") => raw::run(&scale),
        Some("automerge") => amrg::run(&scale),
        Some("memory") => hold(&words[2], &words[3]),
        _ => compare(factor),
    }
}

fn compare(factor: u32) {
    let run = |engine: &str| {
        let program = std::env::current_exe().expect("this program has a path");
        let done = Command::new(program).args([&factor.to_string(), engine]).output();
        let done = done.expect("a process can be started");
        eprint!("{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    println!("scale {factor}: 20,000 single edits on {} records\n", 17_200 * factor);
    println!("| what | Maquette | raw Loro | Automerge | |\n|---|---|---|---|---|");
    let [ours, raw, other] = ["maquette", "loro", "automerge"].map(run);
    let cell = |table: &str, what: &str| {
        let line = table.lines().find(|line| line.split('|').next() == Some(what));
        line.and_then(|line| line.split('|').nth(1)).unwrap_or("").to_owned()
    };
    for line in ours.lines() {
        let mut parts = line.split('|');
        let (what, value) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let unit = parts.next().unwrap_or("");
        println!("| {what} | {value} | {} | {} | {unit} |", cell(&raw, what), cell(&other, what));
    }
}
