//! The program espeak-ng, found and asked what it can do.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use maquette_document::Voice;

use super::process::{Stopped, run};
use super::wav::heard;
use super::{Engine, Heard, VoiceError};

/// espeak-ng on this machine.
#[derive(Clone, Debug)]
pub struct Espeak {
    program: PathBuf,
    version: String,
    /// Tags of the languages that it speaks, lower case, sorted.
    languages: Vec<String>,
}

impl Espeak {
    /// The espeak-ng on the path.
    ///
    /// # Errors
    /// When there is none, or it does not say what it speaks.
    pub fn probe() -> Result<Self, VoiceError> {
        Self::at(Path::new("espeak-ng"))
    }

    /// The espeak-ng at `program`.
    ///
    /// # Errors
    /// When there is none, or it does not say what it speaks.
    pub fn at(program: &Path) -> Result<Self, VoiceError> {
        let version = version_in(&ask(program, "--version")?);
        let languages = languages_in(&ask(program, "--voices")?);
        match version {
            Some(version) if !languages.is_empty() => {
                Ok(Self { program: program.to_owned(), version, languages })
            }
            _ => Err(VoiceError::Broken { why: "it does not tell its version and voices".into() }),
        }
    }

    /// Tags of the languages that it speaks, sorted.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// Whether it has a voice for a language tag such as `fr` or `pt-br`.
    pub fn speaks(&self, language: &str) -> bool {
        let tag = super::language::base(language);
        self.languages.iter().any(|known| *known == tag || known.starts_with(&format!("{tag}-")))
    }
}

impl Engine for Espeak {
    fn name(&self) -> &str {
        NAME
    }

    fn version(&self) -> String {
        self.version.clone()
    }

    fn terms(&self) -> &str {
        "espeak-ng is a program under the GPL; what it speaks is yours"
    }

    fn say(&self, voice: &Voice, words: &str, cancel: &AtomicBool) -> Result<Heard, VoiceError> {
        if !is_voice_name(&voice.name) {
            return Err(VoiceError::NoVoice { name: voice.name.chars().take(40).collect() });
        }
        let pitch = voice.pitch.min(99).to_string();
        let speed = voice.speed.clamp(80, 450).to_string();
        let mut command = Command::new(&self.program);
        command.args(["-v", &super::language::asked(&voice.name), "-p", &pitch, "-s", &speed]);
        command.args(["-b", "1", "-z", "--stdin", "--stdout"]);
        // Speech comes hundreds of times faster than it is heard; what takes this long hangs.
        let limit = Duration::from_secs(20 + words.len() as u64 / 200);
        let output = run(&mut command, words, MOST_BYTES, limit, cancel)
            .map_err(|fault| stop(fault, limit))?;
        if output.complaint.contains("voice does not exist") {
            return Err(VoiceError::NoVoice { name: voice.name.clone() });
        }
        let refused = || refused(&first_line(&output.complaint, "it gave no sound"));
        if output.succeeded { heard(&output.bytes).ok_or_else(refused) } else { Err(refused()) }
    }
}

const NAME: &str = "espeak-ng";

/// Half an hour of speech.
const MOST_BYTES: u64 = 22_050 * 2 * 1_800;

fn ask(program: &Path, question: &str) -> Result<String, VoiceError> {
    let limit = Duration::from_secs(10);
    let never = AtomicBool::new(false);
    let output = run(Command::new(program).arg(question), "", 1_000_000, limit, &never)
        .map_err(|fault| stop(fault, limit))?;
    Ok(String::from_utf8_lossy(&output.bytes).into_owned())
}

fn stop(fault: Stopped, limit: Duration) -> VoiceError {
    match fault {
        Stopped::NotStarted(source) if source.kind() == std::io::ErrorKind::NotFound => {
            VoiceError::Missing { source }
        }
        Stopped::NotStarted(source) => VoiceError::Broken { why: source.to_string() },
        Stopped::Cancelled => VoiceError::Cancelled,
        Stopped::TooSlow => VoiceError::TooSlow { seconds: limit.as_secs() },
        Stopped::TooMuch => refused("it went on for more than half an hour"),
    }
}

fn refused(why: &str) -> VoiceError {
    VoiceError::Refused { engine: NAME.into(), why: why.into() }
}

/// `1.51` out of `eSpeak NG text-to-speech: 1.51  Data at: …`.
fn version_in(answer: &str) -> Option<String> {
    let (_, rest) = answer.split_once("text-to-speech:")?;
    rest.split_whitespace().next().map(str::to_owned)
}

/// The second column of the table that `--voices` prints.
fn languages_in(answer: &str) -> Vec<String> {
    let second = |line: &str| line.split_whitespace().nth(1).map(str::to_lowercase);
    let mut tags: Vec<_> = answer.lines().skip(1).filter_map(second).collect();
    tags.sort();
    tags.dedup();
    tags
}

/// Names are tags and variants, never paths or options.
fn is_voice_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_');
    (1..=40).contains(&name.len()) && name.chars().all(plain) && !name.starts_with(['-', '+'])
}

fn first_line(text: &str, otherwise: &str) -> String {
    text.lines().next().unwrap_or(otherwise).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_and_languages_are_read_from_what_it_prints() {
        let answer = "eSpeak NG text-to-speech: 1.52-dev  Data at: /usr/lib";
        assert_eq!(version_in(answer).as_deref(), Some("1.52-dev"));
        let table = "Pty Language  Age/Gender VoiceName\n 5  fr-fr  --/M  French\n 2  en-gb  --/M  English\n";
        assert_eq!(languages_in(table), ["en-gb", "fr-fr"]);
    }

    #[test]
    fn a_name_can_be_neither_an_option_nor_a_path() {
        for name in ["en-gb+f3", "fr", "en-gb-x-rp+m1"] {
            assert!(is_voice_name(name), "{name}");
        }
        for name in ["", "-w", "../../etc/passwd", "en gb", "a;b", "+f3", "é"] {
            assert!(!is_voice_name(name), "{name}");
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_said_to_be_missing() {
        let fault = Espeak::at(Path::new("/nowhere/espeak-ng")).unwrap_err();
        assert!(matches!(fault, VoiceError::Missing { .. }), "{fault}");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_is_something_else_is_said_to_be_broken() {
        let fault = Espeak::at(Path::new("true")).unwrap_err();
        assert!(matches!(fault, VoiceError::Broken { .. }), "{fault}");
    }
}
