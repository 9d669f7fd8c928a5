//! Playing a mix, with the count of samples as the clock of everything that follows it.
//!
//! The thread of the sound card only reads numbers that cannot tear and calls [`Mix::render`]: it never waits
//! and never asks for memory, since another thread reads ahead what lies on a disk. Where there is no sound card,
//! or where it goes away, time still passes, [`Player::output`] says why nothing is heard, and a card that comes
//! (back) is played on.

mod ahead;
mod card;
mod clock;
mod feed;
mod grain;
mod keeper;
mod pace;
mod source;
mod stretch;

pub(crate) use card::{Wish, small_buffer, surely_none};
pub(crate) use clock::Clock;

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::{Mix, RATE};
use source::{Shared, Source, seek_word};

/// Where the sound goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Not decided yet.
    Opening,
    /// A sound card.
    Card { name: String, rate: u32 },
    /// Nowhere: time passes in silence, for this reason.
    Silent { why: String },
    /// To whoever [pulls](Capture::pull).
    Captured,
}

/// Plays one mix: the transport of a film's sound.
///
/// Positions are samples at 48 kHz from the head of the film. At the end of the mix it stops there.
pub struct Player {
    shared: Arc<Shared>,
    mixes: Sender<Arc<Mix>>,
    /// The other end of `mixes`, to take back what was not fetched before a newer one comes.
    unfetched: Receiver<Arc<Mix>>,
    /// Mixes that are no longer played, to be dropped here and not in the thread of the sound card.
    retired: Receiver<Arc<Mix>>,
    /// The last seek and the last scrub that were asked for.
    seek: u64,
    scrub: u64,
    length: i64,
    current: ahead::Current,
    /// The thread of the sound card, and the one that reads ahead of it.
    card: Option<Thread>,
    ahead: Option<Thread>,
}

/// A thread that ends when its channel closes.
struct Thread {
    channel: Option<Sender<()>>,
    handle: Option<JoinHandle<()>>,
}

impl Thread {
    fn spawn(
        name: &str,
        channel: Sender<()>,
        work: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Self> {
        let handle = std::thread::Builder::new().name(name.into()).spawn(work)?;
        Ok(Self { channel: Some(channel), handle: Some(handle) })
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.channel = None;
        if let Some(handle) = self.handle.take()
            && handle.join().is_err()
        {
            tracing::warn!("a thread of the sound ended badly");
        }
    }
}

impl Player {
    /// A player on the default sound card; in silence if there is none.
    pub fn open(mix: Arc<Mix>) -> Self {
        Self::threaded(mix, |source, stop| keeper::keep(source, stop, card::DefaultCard))
    }

    /// A player that is not heard, for the reason given.
    pub fn silent(mix: Arc<Mix>, why: &str) -> Self {
        let why = why.to_owned();
        Self::threaded(mix, move |source, stop| keeper::keep(source, stop, card::NoCard(why)))
    }

    /// A player whose samples go to whoever pulls them, and whose time passes only then.
    pub fn captured(mix: Arc<Mix>) -> (Self, Capture) {
        let (player, source) = Self::new(mix);
        player.shared.set_output(Output::Captured);
        (player, Capture { source })
    }

    fn new(mix: Arc<Mix>) -> (Self, Source) {
        let (mixes, unfetched) = bounded(2);
        let (retire, retired) = bounded(8);
        let shared = Arc::<Shared>::default();
        let length = mix.length();
        let current = Arc::new(Mutex::new(mix.clone()));
        let source = Source::new(mix, unfetched.clone(), retire, shared.clone());
        let player = Self {
            shared,
            mixes,
            unfetched,
            retired,
            seek: 0,
            scrub: 0,
            length,
            current,
            card: None,
            ahead: None,
        };
        (player, source)
    }

    fn threaded(mix: Arc<Mix>, keep: impl FnOnce(Source, Receiver<()>) + Send + 'static) -> Self {
        let (mut player, source) = Self::new(mix);
        let (stop, stopped) = bounded(0);
        match Thread::spawn("sound", stop, move || keep(source, stopped)) {
            Ok(thread) => player.card = Some(thread),
            Err(error) => {
                let why = format!("the system has no thread for it ({error})");
                player.shared.set_output(Output::Silent { why });
            }
        }
        let (wake, woken) = bounded(1);
        let (current, shared) = (player.current.clone(), player.shared.clone());
        match Thread::spawn("read ahead", wake, move || ahead::run(&current, &shared, &woken)) {
            Ok(thread) => player.ahead = Some(thread),
            // The thread of the sound card then reads for itself.
            Err(error) => tracing::warn!("sounds are not read ahead: {error}"),
        }
        player
    }

    /// Plays `mix` from now on, at the place where it is.
    pub fn set_mix(&mut self, mix: Arc<Mix>) {
        self.tidy();
        while self.unfetched.try_recv().is_ok() {}
        self.length = mix.length();
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = mix.clone();
        self.wake();
        // There is room: what was not fetched has just been taken back.
        if let Err(full) = self.mixes.try_send(mix) {
            tracing::warn!("a mix was not played: {full}");
        }
    }

    pub fn play(&mut self) {
        self.shared.play.store(true, Release);
    }

    /// As [`Player::play`], after so many seconds that are counted in with a beep each. The place stays until then.
    pub fn play_after(&mut self, seconds: u32) {
        self.shared.count_in.store(seconds, Release);
        self.play();
    }

    pub fn pause(&mut self) {
        self.shared.play.store(false, Release);
    }

    /// Goes to a sample, playing or not.
    pub fn seek(&mut self, sample: i64) {
        self.seek = seek_word(self.seek, sample.clamp(0, self.length));
        self.shared.seek.store(self.seek, Release);
        self.wake();
    }

    /// Goes to a sample, and where nothing plays lets a grain of it be heard: what a hand that drags wants.
    pub fn scrub(&mut self, sample: i64) {
        self.seek(sample);
        if !self.is_playing() {
            self.scrub = seek_word(self.scrub, sample.clamp(0, self.length));
            self.shared.scrub.store(self.scrub, Release);
        }
    }

    /// Whether it plays, or is about to.
    pub fn is_playing(&self) -> bool {
        self.shared.play.load(Acquire)
    }

    /// The next sample that will be given to the sound card.
    pub fn position(&self) -> i64 {
        self.tidy();
        self.shared.place()
    }

    /// The sample that is at the loudspeaker now, as far as the sound card tells: what the picture follows.
    pub fn heard(&self) -> i64 {
        self.tidy();
        if let Some(target) = self.shared.awaited() {
            return target;
        }
        let position = self.position();
        if !self.is_playing() {
            return position;
        }
        // Before the first sample of a run has come out, nothing of the run is heard.
        let began = self.shared.began.load(Acquire).min(position);
        let heard = self.shared.clock.now(RATE).unwrap_or_else(|| position - self.latency());
        heard.clamp(began, position)
    }

    /// Samples from the sound card's asking to the loudspeaker.
    pub fn latency(&self) -> i64 {
        self.shared.latency.load(Relaxed)
    }

    /// How often the sound card went without samples.
    pub fn dropouts(&self) -> u64 {
        self.shared.dropouts.load(Relaxed)
    }

    pub fn output(&self) -> Output {
        self.shared.output()
    }

    /// Samples of the mix that plays.
    pub fn length(&self) -> i64 {
        self.length
    }

    /// Has what is heard next read now; where a wake is waiting already, that one will do.
    fn wake(&self) {
        let channel = self.ahead.as_ref().and_then(|thread| thread.channel.as_ref());
        if channel.is_some_and(|channel| channel.try_send(()).is_err()) {
            tracing::trace!("reading ahead is called for already");
        }
    }

    fn tidy(&self) {
        while self.retired.try_recv().is_ok() {}
    }
}

/// The far end of a [captured](Player::captured) player.
pub struct Capture {
    source: Source,
}

impl Capture {
    /// What a sound card would have been given next.
    pub fn pull(&mut self, out: &mut [[f32; 2]]) {
        self.source.fill(out);
    }
}

#[cfg(test)]
mod tests;
