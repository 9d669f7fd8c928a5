//! `sound record`: what a microphone hears while the film plays, as a clip where it belongs.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use maquette_document::{Id, Shot, Timeline, film as film_of, get};
use maquette_sound::{
    Alignment, Mix, MixPlan, Output, Player, RATE, Recorder, Recording, db_from_gain,
};
use maquette_time::{Flicks, parse_length};
use serde_json::json;

use super::latency::{Kept, look, opened};
use crate::console::{Outcome, note, redraw, say, stop};
use crate::film::OpenFilm;
use crate::output;
use crate::recording::{Begun, Draft, take_in};

/// How often it is looked at what is going on.
const TICK: Duration = Duration::from_millis(50);

/// What is recorded longer than wanted, for what is still on its way: a quarter of a second.
const TAIL: i64 = RATE as i64 / 4;

#[derive(Args, Debug)]
pub(crate) struct Record {
    film: PathBuf,
    /// Where it begins: from the head of the film, or of the shot.
    #[arg(long, value_name = "LENGTH", default_value = "0s")]
    at: String,
    /// The shot that it goes with, by its number.
    #[arg(long, value_name = "0030")]
    shot: Option<String>,
    /// The track that it lies on, made where there is none.
    #[arg(long, value_name = "NAME", default_value = "Recording")]
    track: String,
    /// Seconds that are counted in, each with a beep.
    #[arg(long, value_name = "SECONDS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=60))]
    count_in: u32,
    /// How much to record [default: until Ctrl-C, or the end of the film].
    #[arg(long, value_name = "LENGTH")]
    length: Option<String>,
    /// What to record from, by its id or a part of its name [default: what the system has chosen].
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// Do not play the film meanwhile: for loudspeakers that the microphone would hear.
    #[arg(long)]
    quiet: bool,
    /// For programs to read.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(words: &Record) -> Result<Outcome> {
    let mut film = OpenFilm::open(&words.film)?;
    let mut begun = place(&film, words)?;
    let length = film.world.get_resource::<Timeline>().map_or(Flicks::ZERO, Timeline::length);
    let start = (head_of(&film, begun.shot) + begun.at).samples(RATE);
    if length.samples(RATE) <= start {
        bail!("that place is past the end of the film, which is {:.1} s long", length.seconds());
    }
    let mix = if words.quiet {
        Mix::new(&MixPlan { length: length.samples(RATE), ..MixPlan::default() })
    } else {
        output::mix(&film.world, film.document.media())?.mix
    };
    let draft = Draft::new(film.document.folder(), &begun)?;
    let made = record(words, Arc::new(mix), start, &draft, &mut begun);
    let made = match made {
        Ok(made) => made,
        Err(fault) => {
            // Nothing has come: there is nothing to keep.
            draft.remove();
            return Err(fault);
        }
    };
    let taken = take_in(&mut film, &draft, &begun)?;
    let seconds = taken.length.seconds();
    if words.json {
        let told = json!({
            "track": taken.track, "seconds": seconds, "covered": taken.covered, "clipped": made.clipped,
            "lost": made.lost, "head": begun.head, "rate": made.rate, "channels": made.channels,
            "fault": made.fault,
        });
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        say(&format!("recorded {seconds:.2} s onto {}", taken.track));
        if 0 < taken.covered {
            say(&format!("{} clips lie under it now, on a muted track", taken.covered));
        }
    }
    if 0 < made.clipped {
        note(&format!(
            "{} samples were too loud and are clipped; turn the microphone down",
            made.clipped
        ));
    }
    if 0 < made.lost {
        note(&format!("{} samples could not be written in time and are silence", made.lost));
    }
    Ok(if made.fault.is_some() { Outcome::Found } else { Outcome::Done })
}

fn place(film: &OpenFilm, words: &Record) -> Result<Begun> {
    let rate = film_of(&film.world).rate;
    let timeline = film.world.get_resource::<Timeline>();
    if timeline.is_none_or(|timeline| timeline.shots().is_empty()) {
        bail!("the film is empty: it has no shots; make some first");
    }
    let shot = match &words.shot {
        None => Id::NONE,
        Some(number) => {
            let wanted: u32 =
                number.parse().with_context(|| format!("not a shot number: {number:?}"))?;
            let mut shots = timeline.into_iter().flat_map(Timeline::shots);
            let numbered =
                |id: Id| get::<Shot>(&film.world, id).is_some_and(|s| s.number == wanted);
            shots
                .find(|cut| numbered(cut.id))
                .with_context(|| format!("the film has no shot {wanted:04}; see `maquette info`"))?
                .id
        }
    };
    let length = words.length.as_deref().map(|text| parse_length(text, rate)).transpose()?;
    if length.is_some_and(|length| length < rate.frame_length()) {
        bail!("--length is shorter than one frame; use 10s");
    }
    let at = parse_length(&words.at, rate)?;
    Ok(Begun { shot, at, track: words.track.clone(), head: None, length })
}

fn head_of(film: &OpenFilm, shot: Id) -> Flicks {
    let timeline = film.world.get_resource::<Timeline>();
    timeline.and_then(|timeline| timeline.of(shot)).map_or(Flicks::ZERO, |cut| cut.span.start)
}

/// Records until it is over; `begun` then knows where in the film it lies.
fn record(
    words: &Record,
    mix: Arc<Mix>,
    start: i64,
    draft: &Draft,
    begun: &mut Begun,
) -> Result<Recording> {
    let mut player = Player::open(mix);
    if let Output::Silent { why } = opened(&player) {
        note(&format!("the film is not heard meanwhile: {why}"));
    }
    let recorder = Recorder::start(words.device.as_deref(), &draft.sound)?;
    let late = Kept::load().latency_of(recorder.device());
    player.seek(start);
    player.play_after(words.count_in);
    let end = begun.length.map(|length| start + length.samples(RATE) + TAIL + late.max(0));
    let mut alignment = Alignment::default();
    let (mut told, mut over): (Option<i64>, Option<Instant>) = (None, None);
    let mut meter = Meter::default();
    loop {
        std::thread::sleep(TICK);
        look(&player, &recorder, start, &mut alignment);
        begun.head = alignment.head().map(|head| head - late);
        // Said once early, for a recording that is cut short.
        if told.is_none() && begun.head.is_some() {
            draft.tell(begun)?;
            told = begun.head;
        }
        meter.show(&recorder);
        if let Some(fault) = recorder.fault() {
            note(&format!("{fault}; what came until then is kept"));
            break;
        }
        let asked = stop().load(Ordering::Relaxed);
        let reached = end.is_some_and(|end| end <= player.heard());
        if !player.is_playing() && over.is_none() {
            over = Some(Instant::now());
        }
        // The film is over: what is still on its way is let in.
        let ended = over.is_some_and(|over| Duration::from_millis(300) < over.elapsed());
        if asked || reached || ended {
            break;
        }
    }
    player.pause();
    meter.end();
    Ok(recorder.finish())
}

/// The level on the terminal, while it is recorded.
#[derive(Default)]
struct Meter {
    clipped: u64,
    warned: bool,
}

impl Meter {
    fn show(&mut self, recorder: &Recorder) {
        let peaks = recorder.peaks();
        let clipped = recorder.clipped();
        if !std::io::stderr().is_terminal() {
            if self.clipped < clipped && !self.warned {
                self.warned = true;
                note("it is too loud: the microphone clips");
            }
            self.clipped = clipped;
            return;
        }
        let level = db_from_gain(f64::from(peaks[0].max(peaks[1])));
        // From -60 to 0 decibels.
        let filled = ((level + 60.0) / 2.0).clamp(0.0, 30.0) as usize;
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(30 - filled));
        let loud = if self.clipped < clipped { "  CLIPS" } else { "" };
        self.clipped = clipped;
        let seconds = recorder.taken() as f64 / f64::from(RATE);
        redraw(&format!("recording {seconds:6.1} s  {bar} {level:6.1} dB{loud}"));
    }

    fn end(&self) {
        if std::io::stderr().is_terminal() {
            redraw("");
        }
    }
}
