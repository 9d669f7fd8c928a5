//! A cue: music to picture.

use maquette_time::{Flicks, Span};

use super::compose::{Note, compose};
use super::plan::{Plan, plan};
use super::player::Player;
use super::request::{MusicError, MusicRequest, Spot, Tempo};
use super::{Key, Mood};

/// Music composed and ready to be played; the same request makes the same cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    plan: Plan,
    notes: Vec<Note>,
}

/// A stretch of a cue that belongs to one place of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    pub span: Span,
    pub mood: Mood,
    /// Beats a minute, within 3 % of the cue's.
    pub tempo: f64,
    pub bars: usize,
}

/// Six hours.
const LONGEST: Flicks = Flicks(Flicks::SECOND.0 * 6 * 3_600);
const MOST_SPOTS: usize = 5_000;

impl Cue {
    /// Composes a cue exactly as long as asked; what is out of range is brought into it.
    ///
    /// # Errors
    /// When it is to have no length, or more than six hours.
    pub fn compose(request: &MusicRequest) -> Result<Self, MusicError> {
        if LONGEST < request.length || request.length.samples(48_000) < 1 {
            return Err(MusicError::Length { seconds: request.length.seconds() });
        }
        let request = sane(request);
        let plan = plan(&request);
        let (notes, _) = compose(&request, &plan);
        Ok(Self { plan, notes })
    }

    /// Samples at 48 kHz.
    pub fn samples(&self) -> i64 {
        self.plan.length
    }

    pub fn key(&self) -> Key {
        self.plan.key
    }

    /// Beats a minute of the whole.
    pub fn tempo(&self) -> f64 {
        self.plan.tempo
    }

    /// What it is made of, in order.
    pub fn passages(&self) -> Vec<Passage> {
        let at = |sample: f64| Flicks::from_samples(libm::round(sample) as i64, 48_000);
        let passage = |section: &super::plan::Section| {
            let bars = &self.plan.bars[section.first..section.first + section.count];
            let end = bars.last().map_or(section.start, super::plan::Bar::end);
            Passage {
                span: Span::new(at(section.start), at(end) - at(section.start)),
                mood: section.mood,
                tempo: 60.0 * super::plan::RATE / section.beat,
                bars: bars.len(),
            }
        };
        self.plan.sections.iter().map(passage).collect()
    }

    /// Where bars begin.
    pub fn bars(&self) -> Vec<Flicks> {
        let start =
            |bar: &super::plan::Bar| Flicks::from_samples(libm::round(bar.start) as i64, 48_000);
        self.plan.bars.iter().map(start).collect()
    }

    /// Where the last chord begins.
    pub fn last_chord(&self) -> Flicks {
        Flicks::from_samples(libm::round(self.plan.last) as i64, 48_000)
    }

    /// All notes in order of time.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Plays it from its head; for a long film, piece by piece.
    pub fn player(&self) -> Player<'_> {
        Player::new(self)
    }

    /// All of it at once, stereo at 48 kHz: 23 MB a minute.
    pub fn render(&self) -> Vec<[f32; 2]> {
        let mut frames = vec![[0.0; 2]; usize::try_from(self.samples()).unwrap_or_default()];
        let given = self.player().fill(&mut frames);
        frames.truncate(given);
        frames
    }
}

/// The request with everything in its range and order.
fn sane(request: &MusicRequest) -> MusicRequest {
    let tempo = |tempo: f32| if tempo.is_finite() { tempo.clamp(40.0, 160.0) } else { 72.0 };
    let level = |level: f32| if level.is_finite() { level.clamp(0.0, 1.0) } else { 0.5 };
    let inside = |at: Flicks| Flicks::ZERO <= at && at < request.length;
    let spots = request.spots.iter().filter(|spot| inside(spot.at)).take(MOST_SPOTS);
    let mut spots: Vec<Spot> = spots
        .map(|spot| Spot { at: spot.at, mood: spot.mood.sane(), intensity: level(spot.intensity) })
        .collect();
    spots.sort_by_key(|spot| spot.at);
    let hits = request.hits.iter().copied().filter(|at| inside(*at)).take(MOST_SPOTS).collect();
    MusicRequest {
        mood: request.mood.sane(),
        tempo: match request.tempo {
            Tempo::Free => Tempo::Free,
            Tempo::About(wished) => Tempo::About(tempo(wished)),
            Tempo::Exact(wished) => Tempo::Exact(tempo(wished)),
        },
        spots,
        hits,
        ..request.clone()
    }
}
