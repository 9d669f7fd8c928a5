//! What a person at a terminal sees: results, progress, errors; and how they stop us.
#![expect(clippy::print_stderr, reason = "the one place that prints")]

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How a verb that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// Done, but something was found: exit code 3.
    Found,
}

static STOP: AtomicBool = AtomicBool::new(false);

/// Set once a person has asked to stop.
pub(crate) fn stop() -> &'static AtomicBool {
    &STOP
}

/// Ctrl-C asks for a stop; asked twice, it is one.
pub(crate) fn stop_on_ctrl_c() {
    let installed = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(1);
        }
    });
    if let Err(error) = installed {
        tracing::warn!("Ctrl-C will end the program at once: {error}");
    }
}

/// Quiet unless asked: warnings, then with each `-v` information, debugging, everything.
pub(crate) fn start_log(verbose: u8) {
    let level = match verbose {
        0 => "error,maquette=warn",
        1 => "warn,maquette=info",
        2 => "info,maquette=debug,wgpu=warn,naga=warn",
        _ => "trace",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("MAQUETTE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(1 < verbose)
        .without_time()
        .init();
}

/// A result, on standard output. Nobody reading any more is no fault of ours.
pub(crate) fn say(line: &str) {
    if writeln!(std::io::stdout(), "{line}").is_err() {
        tracing::debug!("nobody reads what is said");
    }
}

/// A remark on standard error, such as what stands in for something that is missing.
pub(crate) fn note(line: &str) {
    eprintln!("note: {line}");
}

/// The same line of the terminal again, such as a level that moves.
pub(crate) fn redraw(line: &str) {
    eprint!("\r{line}\x1b[K");
}

/// `error: what failed: why; what to do`: the chain of causes on one line.
pub(crate) fn tell_error(error: &anyhow::Error) {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = cause.to_string();
        // A transparent error says what its cause says.
        if parts.last().is_none_or(|last| !last.ends_with(&text)) {
            parts.push(text);
        }
    }
    eprintln!("error: {}", parts.join(": ").replace('\n', " "));
}

/// What clap has to say: help and versions are results, the rest is wrong use.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if error.print().is_err() {
        tracing::debug!("nobody reads the help");
    }
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// One step of work with a known end: a bar with the time left on a terminal, else a line every tenth.
pub(crate) struct Bar {
    what: &'static str,
    started: Instant,
    drawn: Option<Instant>,
    tenth: i64,
    terminal: bool,
}

impl Bar {
    pub(crate) fn new(what: &'static str) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { what, started: Instant::now(), drawn: None, tenth: -1, terminal }
    }

    /// Shows that `done` of `total` is done.
    pub(crate) fn show(&mut self, done: i64, total: i64) {
        let total = total.max(1);
        if self.terminal {
            let due = self.drawn.is_none_or(|at| Duration::from_millis(100) < at.elapsed());
            if due || done == total {
                self.drawn = Some(Instant::now());
                self.draw(done, total);
            }
            return;
        }
        let tenth = done * 10 / total;
        if self.tenth < tenth {
            self.tenth = tenth;
            eprintln!("{}: {}%{}", self.what, done * 100 / total, self.left(done, total));
        }
    }

    fn draw(&self, done: i64, total: i64) {
        let filled = (done * 30 / total).clamp(0, 30) as usize;
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(30 - filled));
        eprint!("\r{:<10} {bar} {done}/{total}{}\x1b[K", self.what, self.left(done, total));
        if done == total {
            eprintln!();
        }
    }

    fn left(&self, done: i64, total: i64) -> String {
        let spent = self.started.elapsed().as_secs_f64();
        if done <= 0 || total <= done || spent < 1.0 {
            return String::new();
        }
        let left = (spent * (total - done) as f64 / done as f64).ceil() as i64;
        format!(", {}:{:02} left", left / 60, left % 60)
    }
}
