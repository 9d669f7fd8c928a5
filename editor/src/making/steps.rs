//! The steps of a work and how long each took.

use std::time::Instant;

use serde::Serialize;

/// One step that is done.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) step: &'static str,
    pub(crate) seconds: f64,
}

/// The steps so far.
#[derive(Default)]
pub(crate) struct Steps(Vec<Step>);

impl Steps {
    /// Does `work` and notes how long it took.
    pub(crate) fn time<T>(&mut self, step: &'static str, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = work();
        let seconds = started.elapsed().as_secs_f64();
        tracing::info!("{step}: {seconds:.2} s");
        self.0.push(Step { step, seconds });
        result
    }

    pub(crate) fn all(&self) -> &[Step] {
        &self.0
    }
}

/// The most memory that this process had, in megabytes, where the system tells.
pub(crate) fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some((kilobytes / 1024.0).round())
}
