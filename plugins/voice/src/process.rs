//! Running a program with text in and bytes out, within a time and a size, stoppable.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What a program gave.
pub(crate) struct Output {
    pub bytes: Vec<u8>,
    /// The head of what it said on standard error.
    pub complaint: String,
    pub succeeded: bool,
}

/// Why a program gave nothing.
#[derive(Debug)]
pub(crate) enum Stopped {
    NotStarted(std::io::Error),
    Cancelled,
    TooSlow,
    TooMuch,
}

/// Runs `command`, gives it `text` on standard input and takes at most `most` bytes of its standard output.
/// It is ended when `limit` has passed or `cancel` is set.
pub(crate) fn run(
    command: &mut Command,
    text: &str,
    most: u64,
    limit: Duration,
    cancel: &AtomicBool,
) -> Result<Output, Stopped> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(Stopped::NotStarted)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that ends before it has read everything says why by itself.
            stdin.is_some_and(|mut pipe| pipe.write_all(text.as_bytes()).is_ok())
        });
        let bytes = scope.spawn(move || drain(stdout, most + 1));
        let complaint = scope.spawn(move || drain(stderr, 400));
        let ended = wait(&mut child, limit, cancel);
        let bytes = bytes.join().unwrap_or_default();
        let complaint =
            String::from_utf8_lossy(&complaint.join().unwrap_or_default()).trim().to_owned();
        let succeeded = ended?;
        if bytes.len() as u64 > most {
            Err(Stopped::TooMuch)
        } else {
            Ok(Output { bytes, complaint, succeeded })
        }
    })
}

/// Reads to the end, keeps the first `most` bytes.
fn drain(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe
        && pipe.by_ref().take(most).read_to_end(&mut bytes).is_ok()
    {
        // The rest is read so that the program is not left waiting; what it holds does not matter.
        let _rest_is_lost = std::io::copy(&mut pipe, &mut std::io::sink()).is_err();
    }
    bytes
}

fn wait(child: &mut Child, limit: Duration, cancel: &AtomicBool) -> Result<bool, Stopped> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if cancel.load(Ordering::Relaxed) => {
                end(child);
                return Err(Stopped::Cancelled);
            }
            Ok(None) if start.elapsed() < limit => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) => {
                end(child);
                return Err(Stopped::TooSlow);
            }
            Err(fault) => {
                end(child);
                return Err(Stopped::NotStarted(fault));
            }
        }
    }
}

fn end(child: &mut Child) {
    // It may have ended by itself in between: then there is nothing left to do.
    let _ended = child.kill().is_ok() && child.wait().is_ok();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    static NEVER: AtomicBool = AtomicBool::new(false);

    fn shell(
        script: &str,
        most: u64,
        limit_ms: u64,
        cancel: &AtomicBool,
    ) -> Result<Output, Stopped> {
        let limit = Duration::from_millis(limit_ms);
        run(Command::new("sh").args(["-c", script]), "words\n", most, limit, cancel)
    }

    #[test]
    fn text_goes_in_and_bytes_come_out() {
        let output = shell("cat; echo oops >&2", 100, 5_000, &NEVER).unwrap();
        assert_eq!(output.bytes, b"words\n");
        assert_eq!(output.complaint, "oops");
        assert!(output.succeeded);
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        assert!(matches!(shell("exec sleep 60", 100, 50, &NEVER), Err(Stopped::TooSlow)));
    }

    #[test]
    fn a_program_that_talks_too_much_is_refused() {
        let script = "head -c 2000000 /dev/zero";
        assert!(matches!(shell(script, 1_000, 10_000, &NEVER), Err(Stopped::TooMuch)));
    }

    #[test]
    fn a_cancelled_program_is_ended_at_once() {
        let cancel = AtomicBool::new(true);
        assert!(matches!(shell("exec sleep 60", 100, 60_000, &cancel), Err(Stopped::Cancelled)));
    }
}
