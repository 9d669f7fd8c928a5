//! The thread that looks for a sound card, puts the player on it, and lets time pass in silence while there is none.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::Output;
use super::card::{Cards, Opened};
use super::feed::Line;
use super::pace::Pace;
use super::source::{Shared, Source};

/// How often it is looked after things.
const TICK: Duration = Duration::from_millis(10);

/// How long the first card may take before time passes without it.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long after one was not found, or was lost, a card is looked for again.
const AGAIN: Duration = Duration::from_secs(1);

/// How long a card may ask for nothing before it is held to be gone. A sink that nobody listens to may take two
/// seconds from one call to the next.
const QUIET: Duration = Duration::from_secs(3);

/// How long is waited for a card that is let go.
const FAREWELL: Duration = Duration::from_millis(500);

/// Plays until `stop` closes.
pub(super) fn keep(source: Source, stop: Receiver<()>, cards: impl Cards) {
    let began = Instant::now();
    let mut keeper = Keeper::new(source, cards);
    loop {
        keeper.tick(began.elapsed());
        if stop.recv_timeout(TICK).err().is_none_or(|end| end.is_disconnected()) {
            return keeper.end();
        }
    }
}

/// Which card there is, and what to do about it. Pure but for the cards: `now` is what the caller says.
pub(super) struct Keeper<C> {
    cards: C,
    source: Arc<Mutex<Source>>,
    shared: Arc<Shared>,
    state: State,
}

enum State {
    /// Nobody has been asked for a card since then, or ever.
    Without {
        pace: Option<Pace>,
        again: Duration,
    },
    /// Somebody has, and time passes meanwhile unless this is the first time.
    Asked {
        pace: Option<Pace>,
        since: Duration,
        ask: Ask,
    },
    On {
        card: Opened,
        line: Line,
        lost: Receiver<String>,
        asked: u64,
        heard_of: Duration,
    },
}

struct Ask {
    line: Line,
    lost: Receiver<String>,
    answer: Receiver<Result<Opened, String>>,
}

impl<C: Cards> Keeper<C> {
    pub(super) fn new(source: Source, cards: C) -> Self {
        let shared = source.shared.clone();
        let state = State::Without { pace: None, again: Duration::ZERO };
        Self { cards, source: Arc::new(Mutex::new(source)), shared, state }
    }

    /// Looks after things at `now`, the time since the start.
    pub(super) fn tick(&mut self, now: Duration) {
        let state = std::mem::replace(
            &mut self.state,
            State::Without { pace: None, again: Duration::ZERO },
        );
        self.state = match state {
            State::Without { pace, again } if again <= now => {
                let (lose, lost) = bounded(1);
                let line = Line::new(self.source.clone(), self.shared.clone(), lose);
                let answer = self.cards.begin(line.clone());
                self.waited(pace, now, Ask { line, lost, answer }, now)
            }
            State::Without { pace, again } => State::Without { pace: self.pass(pace, now), again },
            State::Asked { pace, since, ask } => self.waited(pace, since, ask, now),
            State::On { card, line, lost, asked, heard_of } => {
                self.watched(card, line, lost, (asked, heard_of), now)
            }
        };
    }

    /// Lets go of the card.
    pub(super) fn end(self) {
        if let State::On { card, line, .. } = self.state {
            line.cut();
            let_go(card);
        }
    }

    fn waited(&mut self, pace: Option<Pace>, since: Duration, ask: Ask, now: Duration) -> State {
        match ask.answer.try_recv() {
            Ok(Ok(card)) => {
                self.source().rise_unless_at_head();
                tracing::debug!(output = ?card.output, "sound card");
                self.shared.set_output(card.output.clone());
                let Ask { line, lost, .. } = ask;
                State::On { card, asked: line.asked(), line, lost, heard_of: now }
            }
            Ok(Err(why)) => {
                ask.line.cut();
                self.without(pace, why, now)
            }
            Err(TryRecvError::Disconnected) => {
                self.without(pace, "the system has no thread for it".into(), now)
            }
            Err(TryRecvError::Empty) => {
                // The first card is waited for a moment, so that the head of a film is heard.
                let patient = pace.is_none() && now.saturating_sub(since) < PATIENCE;
                if !patient && self.shared.output() == Output::Opening {
                    let why = "the sound card does not answer".into();
                    self.shared.set_output(Output::Silent { why });
                }
                let pace = if patient { None } else { self.pass(pace, now) };
                State::Asked { pace, since, ask }
            }
        }
    }

    fn watched(
        &mut self,
        card: Opened,
        line: Line,
        lost: Receiver<String>,
        (asked, heard_of): (u64, Duration),
        now: Duration,
    ) -> State {
        let fresh = line.asked();
        let heard_of = if fresh == asked { heard_of } else { now };
        let why = match lost.try_recv() {
            Ok(why) => why,
            Err(_) if QUIET <= now.saturating_sub(heard_of) => {
                "the sound card asks for nothing any more".into()
            }
            Err(_) => return State::On { card, line, lost, asked: fresh, heard_of },
        };
        line.cut();
        let_go(card);
        self.shared.unstamp();
        self.without(None, why, now)
    }

    fn without(&mut self, pace: Option<Pace>, why: String, now: Duration) -> State {
        tracing::debug!(why, "no sound");
        self.shared.set_output(Output::Silent { why });
        let pace = self.pass(pace, now);
        State::Without { pace, again: now + AGAIN }
    }

    fn pass(&self, pace: Option<Pace>, now: Duration) -> Option<Pace> {
        let mut pace = pace.unwrap_or_else(|| Pace::new(now));
        pace.catch_up(&mut self.source(), now);
        Some(pace)
    }

    fn source(&self) -> std::sync::MutexGuard<'_, Source> {
        self.source.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A card whose driver hangs is left to end by itself.
fn let_go(card: Opened) {
    let (done, gone) = bounded::<()>(1);
    let leave = move || {
        drop(card.stream);
        drop(done);
    };
    match std::thread::Builder::new().name("leave sound card".into()).spawn(leave) {
        Ok(_) => {
            if gone.recv_timeout(FAREWELL).err().is_none_or(|end| !end.is_disconnected()) {
                tracing::debug!("the sound card does not end");
            }
        }
        Err(error) => tracing::debug!("no thread to end the sound card: {error}"),
    }
}

#[cfg(test)]
mod tests;
