//! Many lines at once.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use maquette_document::Voice;

use super::{Engine, SpeakSettings, Spoken, VoiceError, speak};

/// A line to be spoken.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub voice: Voice,
    pub text: String,
}

/// Has all `lines` spoken by as many threads at once as there are cores, at least two and at most eight.
///
/// `done` is given each line's place and what came of it as soon as it is there, in no order and from several
/// threads: so that a film's worth of speech is never held at once. Stops soon after `cancel` is set, and says
/// whether all lines were reached.
pub fn speak_all(
    engine: &dyn Engine,
    lines: &[Line],
    settings: &SpeakSettings,
    cancel: &AtomicBool,
    done: &(dyn Fn(usize, Result<Spoken, VoiceError>) + Sync),
) -> bool {
    let next = AtomicUsize::new(0);
    let work = || {
        while !cancel.load(Ordering::Relaxed) {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(line) = lines.get(place) else { return };
            done(place, speak(engine, &line.voice, &line.text, settings, cancel));
        }
    };
    let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
    std::thread::scope(|scope| {
        for _ in 0..cores.clamp(2, 8).min(lines.len()) {
            scope.spawn(work);
        }
    });
    !cancel.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::super::Espeak;
    use super::*;

    fn lines(count: usize) -> Vec<Line> {
        let text = |n: usize| format!("This is line number {n}.");
        (0..count).map(|n| Line { voice: Voice::default(), text: text(n) }).collect()
    }

    #[test]
    fn many_lines_come_out_as_each_alone() {
        let Ok(engine) = Espeak::probe() else { return };
        let (lines, settings, cancel) =
            (lines(12), SpeakSettings::default(), AtomicBool::new(false));
        let all = Mutex::new(vec![None; lines.len()]);
        let keep =
            |place: usize, line: Result<Spoken, VoiceError>| all.lock().unwrap()[place] = line.ok();
        assert!(speak_all(&engine, &lines, &settings, &cancel, &keep));
        for (line, got) in lines.iter().zip(all.into_inner().unwrap()) {
            let alone = speak(&engine, &line.voice, &line.text, &settings, &cancel).unwrap();
            assert!(got.unwrap() == alone, "{}", line.text);
        }
    }

    #[test]
    fn a_cancelled_batch_stops_and_says_so() {
        let Ok(engine) = Espeak::probe() else { return };
        let (count, cancel) = (AtomicUsize::new(0), AtomicBool::new(false));
        let stop = |_: usize, _: Result<Spoken, VoiceError>| {
            count.fetch_add(1, Ordering::Relaxed);
            cancel.store(true, Ordering::Relaxed);
        };
        assert!(!speak_all(&engine, &lines(500), &SpeakSettings::default(), &cancel, &stop));
        assert!(count.into_inner() <= 8);
    }
}
