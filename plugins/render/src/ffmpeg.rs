//! ffmpeg as a program: found, asked what it can do, run.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, unbounded};

/// Names another ffmpeg than the one on the path; `none` makes do without.
const FFMPEG_ENV: &str = "MAQUETTE_FFMPEG";

/// An ffmpeg that can make films: H.264 by x264 and AAC.
#[derive(Clone, Debug)]
pub struct Ffmpeg {
    path: PathBuf,
    /// As it prints itself, such as `5.1.9-0+deb12u1`.
    pub version: String,
}

/// What a sound alone is coded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundCoding {
    Flac,
    Mp3,
}

/// Why no ffmpeg can be used.
#[derive(Debug, thiserror::Error)]
pub enum FfmpegError {
    #[error("ffmpeg was not found; install it (Debian: apt install ffmpeg), or set {FFMPEG_ENV}")]
    Missing,
    #[error("this ffmpeg has no {what}; install one that has: {path:?}")]
    Lacks { what: &'static str, path: PathBuf },
    #[error("failed to run ffmpeg: {path:?}")]
    Run { path: PathBuf, source: std::io::Error },
    #[error("ffmpeg failed to {doing}: {said}")]
    Failed { doing: &'static str, said: String },
    #[error("stopped; what was made is kept, and the next render goes on from there")]
    Cancelled,
}

/// How long it may take to notice that nobody waits any more.
const TICK: Duration = Duration::from_millis(100);

/// Who waits for a run of ffmpeg.
pub struct Watch<'a> {
    /// Seconds of film that it works on.
    pub seconds: f64,
    /// Set to end it.
    pub cancel: &'a AtomicBool,
    /// Told how far it is, from 0 to 1.
    pub progress: &'a mut dyn FnMut(f32),
}

impl Ffmpeg {
    /// Looks for ffmpeg and asks for its encoders.
    ///
    /// # Errors
    /// When there is none, or it lacks an encoder that a film needs.
    pub fn find() -> Result<Self, FfmpegError> {
        let path = PathBuf::from(std::env::var_os(FFMPEG_ENV).unwrap_or_else(|| "ffmpeg".into()));
        if path.as_os_str() == "none" {
            return Err(FfmpegError::Missing);
        }
        // One question answers both: its banner, on standard error, says which version it is.
        let output = Command::new(&path).arg("-encoders").stdin(Stdio::null()).output();
        let output = match output {
            Ok(output) => output,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                return Err(FfmpegError::Missing);
            }
            Err(source) => return Err(FfmpegError::Run { path, source }),
        };
        let banner = String::from_utf8_lossy(&output.stderr);
        let version = banner.split_whitespace().nth(2).unwrap_or("unknown").to_owned();
        let encoders = String::from_utf8_lossy(&output.stdout);
        for what in ["libx264", "aac"] {
            if !encoders.split_whitespace().any(|word| word == what) {
                return Err(FfmpegError::Lacks { what, path });
            }
        }
        Ok(Self { path, version })
    }

    /// A quiet run that reads nothing but what it is given.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.args(["-hide_banner", "-loglevel", "error", "-nostats", "-y"]);
        command
    }

    /// Runs to the end, or until nobody waits any more.
    ///
    /// # Errors
    /// With ffmpeg's last words when it fails.
    fn run(
        &self,
        doing: &'static str,
        command: &mut Command,
        watch: &mut Watch<'_>,
    ) -> Result<(), FfmpegError> {
        let fault = |source| FfmpegError::Run { path: self.path.clone(), source };
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(fault)?;
        let said = child.stderr.take().map(|mut pipe| {
            std::thread::spawn(move || {
                let mut said = Vec::new();
                drop(pipe.read_to_end(&mut said));
                said
            })
        });
        if !followed(&mut child, watch) {
            child.kill().and_then(|()| child.wait()).map_err(fault)?;
            return Err(FfmpegError::Cancelled);
        }
        let status = child.wait().map_err(fault)?;
        let said = said.and_then(|thread| thread.join().ok()).unwrap_or_default();
        check(doing, status.success(), &said)
    }

    /// Encodes a WAV as AAC, in a stream of ADTS packets.
    ///
    /// # Errors
    /// When ffmpeg cannot.
    pub fn aac(&self, wav: &Path, out: &Path, watch: &mut Watch<'_>) -> Result<(), FfmpegError> {
        let mut command = self.command();
        command.args(["-progress", "pipe:1"]).arg("-i").arg(wav);
        command.args(["-c:a", "aac", "-b:a", "192k", "-flags:a", "+bitexact", "-f", "adts"]);
        self.run("encode the sound", command.arg(out), watch)
    }

    /// Encodes a WAV; what is told of it are `texts`, name and value.
    ///
    /// # Errors
    /// When ffmpeg cannot.
    pub fn sound(
        &self,
        wav: &Path,
        out: &Path,
        (coding, texts): (SoundCoding, &[(String, String)]),
        watch: &mut Watch<'_>,
    ) -> Result<(), FfmpegError> {
        let mut command = self.command();
        command.args(["-progress", "pipe:1"]).arg("-i").arg(wav);
        for (name, value) in texts {
            command.arg("-metadata").arg(format!("{name}={value}"));
        }
        command.args(["-fflags", "+bitexact", "-flags:a", "+bitexact"]);
        command.args(match coding {
            SoundCoding::Flac => ["-c:a", "flac", "-compression_level", "8", "-f", "flac"],
            SoundCoding::Mp3 => ["-c:a", "libmp3lame", "-q:a", "2", "-f", "mp3"],
        });
        self.run("encode the sound", command.arg(out), watch)
    }

    /// Makes a GIF of a film, with a palette of its own.
    ///
    /// # Errors
    /// When ffmpeg cannot.
    pub fn gif(&self, film: &Path, out: &Path, watch: &mut Watch<'_>) -> Result<(), FfmpegError> {
        let graph = "split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer";
        let mut command = self.command();
        command.args(["-progress", "pipe:1"]).arg("-i").arg(film).args([
            "-an",
            "-filter_complex",
            graph,
        ]);
        self.run("make a GIF", command.args(["-f", "gif"]).arg(out), watch)
    }
}

/// Reads what a run says of how far it is, to its end; whether it got there before it was called off.
fn followed(child: &mut Child, watch: &mut Watch<'_>) -> bool {
    let (places, told) = unbounded();
    if let Some(pipe) = child.stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                let microseconds = line.strip_prefix("out_time_us=").and_then(|n| n.parse().ok());
                if microseconds.is_some_and(|place: f64| places.send(place / 1e6).is_err()) {
                    return;
                }
            }
        });
    } else {
        drop(places);
    }
    while !watch.cancel.load(Ordering::Relaxed) {
        match told.recv_timeout(TICK) {
            Ok(seconds) => {
                (watch.progress)((seconds / watch.seconds.max(1e-3)).clamp(0.0, 1.0) as f32)
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return true,
        }
    }
    false
}

/// Turns an end into an error with the last of what was said.
pub(crate) fn check(doing: &'static str, done: bool, said: &[u8]) -> Result<(), FfmpegError> {
    if done {
        return Ok(());
    }
    let said = String::from_utf8_lossy(said);
    let last: Vec<&str> = said.lines().rev().take(3).collect();
    Err(FfmpegError::Failed { doing, said: last.into_iter().rev().collect::<Vec<_>>().join("; ") })
}
