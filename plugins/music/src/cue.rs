//! A cue: music to picture.

use maquette_time::{Flicks, Span};

use super::compose::{Note, Phrase, compose};
use super::plan::{Fitted, Plan, plan};
use super::player::Player;
use super::request::{Meter, Move, MusicError, MusicRequest, Part, Spot, Tempo};
use super::{Key, Mood};

/// Music composed and ready to be played; the same request makes the same cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    plan: Plan,
    notes: Vec<Note>,
    phrases: Vec<Phrase>,
    hits: Vec<Flicks>,
}

/// A stretch of a cue that belongs to one place of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    pub span: Span,
    pub mood: Mood,
    /// Beats a minute, within 3 % of the cue's.
    pub tempo: f64,
    pub bars: usize,
    /// How much music, at its head and at its end: 0 none to 1 all of it.
    pub levels: [f64; 2],
    /// A letter for each phrase; phrases of one letter have the same chords.
    pub form: String,
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
        let (notes, phrases) = compose(&request, &plan);
        Ok(Self { plan, notes, phrases, hits: request.hits })
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
        let passage = |(number, section): (usize, &super::plan::Section)| {
            let bars = &self.plan.bars[section.first..section.first + section.count];
            let end = bars.last().map_or(section.start, super::plan::Bar::end);
            let level = |bar: Option<&super::plan::Bar>| bar.map_or(0.5, |bar| bar.level);
            let phrases = self.phrases.iter().filter(|phrase| phrase.section == number);
            Passage {
                span: Span::new(at(section.start), at(end) - at(section.start)),
                mood: section.mood,
                tempo: 60.0 * super::plan::RATE / section.beat,
                bars: bars.len(),
                levels: [level(bars.first()), level(bars.last())],
                form: phrases.map(|phrase| phrase.letter).collect(),
            }
        };
        self.plan.sections.iter().enumerate().map(passage).collect()
    }

    /// How each place that the picture marks is met.
    pub fn fitted(&self) -> &[Fitted] {
        &self.plan.fitted
    }

    /// Where a stroke falls because it was asked for.
    pub fn hits(&self) -> &[Flicks] {
        &self.hits
    }

    pub fn meter(&self) -> Meter {
        self.plan.meter
    }

    /// Whether a part has any note.
    pub fn plays(&self, part: Part) -> bool {
        self.notes.iter().any(|note| note.part == part)
    }

    /// How much music there is at a sample, from one bar's head to the next.
    pub(crate) fn level_at(&self, at: i64) -> f64 {
        let bars = &self.plan.bars;
        let next = bars.partition_point(|bar| bar.start <= at as f64);
        let Some(bar) = next.checked_sub(1).and_then(|at| bars.get(at)).or(bars.first()) else {
            return 0.5;
        };
        let after = bars.get(next).map_or(bar.level, |after| after.level);
        let share = ((at as f64 - bar.start) / (bar.end() - bar.start)).clamp(0.0, 1.0);
        bar.level + (after - bar.level) * share
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
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
    let tempo = |tempo: f32| if tempo.is_finite() { tempo.clamp(30.0, 240.0) } else { 72.0 };
    let level = |level: f32| if level.is_finite() { level.clamp(0.0, 1.0) } else { 0.5 };
    let inside = |at: Flicks| Flicks::ZERO <= at && at < request.length;
    let spots = request.spots.iter().filter(|spot| inside(spot.at)).take(MOST_SPOTS);
    let mut spots: Vec<Spot> = spots
        .map(|spot| Spot { at: spot.at, mood: spot.mood.sane(), intensity: level(spot.intensity) })
        .collect();
    spots.sort_by_key(|spot| spot.at);
    let bounded = |moved: &Move| Move {
        from: moved.from.clamp(Flicks::ZERO, request.length),
        to: moved.to.clamp(Flicks::ZERO, request.length),
        ..*moved
    };
    let moves = request.moves.iter().take(MOST_SPOTS).map(bounded);
    let moves = moves.filter(|moved| moved.from < moved.to).collect();
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
        moves,
        meter: request.meter.sane(),
        intensity: level(request.intensity),
        ..request.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Drums;
    use super::*;

    /// A film of some scenes, every one unlike the last.
    fn film(seed: u32, seconds: f64) -> MusicRequest {
        let chance = |n: u32, k: u32| {
            ((seed * 7_919 + n * 104_729 + k * 1_299_709) % 1_000) as f32 / 1_000.0
        };
        let spot = |n: u32| Spot {
            at: Flicks::from_seconds(f64::from(n) * 12.3 + f64::from(chance(n, 0)) * 4.0),
            mood: Mood { valence: chance(n, 1) * 2.0 - 1.0, arousal: chance(n, 2) },
            intensity: chance(n, 3),
        };
        let mood = Mood { valence: chance(99, 1) * 2.0 - 1.0, arousal: chance(99, 2) };
        let length = Flicks::from_seconds(seconds);
        MusicRequest {
            length,
            mood,
            seed,
            spots: (0..6).map(spot).collect(),
            ..MusicRequest::default()
        }
    }

    fn peak(frames: &[[f32; 2]]) -> f32 {
        frames.iter().flatten().fold(0.0, |peak, sample| peak.max(sample.abs()))
    }

    #[test]
    fn a_cue_is_exactly_as_long_as_asked_and_ends_in_silence() {
        for flicks in
            [Flicks::SECOND / 24, Flicks::SECOND, Flicks(29_429_400 * 257), Flicks::SECOND * 21]
        {
            let request = MusicRequest { length: flicks, ..MusicRequest::default() };
            let frames = Cue::compose(&request).unwrap().render();
            assert_eq!(frames.len() as i64, flicks.samples(48_000));
            assert!(peak(&frames[frames.len() - 2..]) < 1e-6);
        }
    }

    #[test]
    fn no_length_and_no_end_are_refused() {
        for length in [Flicks::ZERO, Flicks(-1), Flicks::SECOND * 21_601, Flicks(i64::MAX)] {
            let request = MusicRequest { length, ..MusicRequest::default() };
            assert!(Cue::compose(&request).is_err());
        }
    }

    #[test]
    fn the_same_request_gives_the_same_samples_however_it_is_asked_for() {
        let cue = Cue::compose(&film(3, 24.0)).unwrap();
        let whole = cue.render();
        assert!(Cue::compose(&film(3, 24.0)).unwrap().render() == whole);
        let mut player = cue.player();
        let mut pieces = Vec::new();
        for size in [1, 7, 255, 256, 257, 10_000].into_iter().cycle() {
            let mut piece = vec![[0.0; 2]; size];
            let given = player.fill(&mut piece);
            pieces.extend_from_slice(&piece[..given]);
            if given < size {
                break;
            }
        }
        assert!(pieces == whole);
    }

    #[test]
    fn the_parts_add_up_to_the_mix_to_the_bit() {
        let cue = Cue::compose(&film(5, 20.0)).unwrap();
        let whole = cue.render();
        let mut stems: [Vec<[i32; 2]>; 7] = std::array::from_fn(|_| vec![[0; 2]; whole.len()]);
        assert_eq!(cue.player().fill_stems(&mut stems), whole.len());
        for (at, frame) in whole.iter().enumerate() {
            let sum = |side: usize| stems.iter().map(|stem| stem[at][side]).sum::<i32>();
            let whole = frame.map(|sample| sample * 8_388_608.0);
            assert_eq!([sum(0) as f32, sum(1) as f32], whole, "{at}");
        }
    }

    #[test]
    fn no_cue_clips_or_falls_silent_or_grates() {
        for seed in 0..12 {
            let cue = Cue::compose(&film(seed, 60.0)).unwrap();
            let frames = cue.render();
            assert!(frames.iter().flatten().all(|sample| sample.is_finite()));
            let highest = peak(&frames);
            assert!((0.05..0.89).contains(&highest), "{seed}: {highest}");
            let (clash, all) = clashes(&cue);
            assert!(clash * 50 < all, "{seed}: {clash} of {all}");
        }
    }

    /// Samples that notes a semitone or a minor ninth apart sound together, and that any two do.
    fn clashes(cue: &Cue) -> (i64, i64) {
        let pitched: Vec<_> = cue.notes().iter().filter(|note| note.part != Part::Drums).collect();
        let (mut clash, mut all) = (0, 0);
        for (at, a) in pitched.iter().enumerate() {
            for b in &pitched[at + 1..] {
                let shared = (a.start + a.length).min(b.start + b.length) - a.start.max(b.start);
                let apart = a.pitch.abs_diff(b.pitch);
                if 0 < shared {
                    all += shared;
                    clash += if matches!(apart, 1 | 13) { shared } else { 0 };
                }
            }
        }
        (clash, all)
    }

    #[test]
    fn where_no_music_is_asked_for_nothing_is_played() {
        let quiet = |at: i64, intensity: f32| Spot {
            at: Flicks::SECOND * at,
            intensity,
            ..Spot::default()
        };
        let request = MusicRequest {
            length: Flicks::SECOND * 60,
            spots: vec![quiet(0, 0.5), quiet(20, 0.0), quiet(40, 0.5)],
            ..MusicRequest::default()
        };
        let cue = Cue::compose(&request).unwrap();
        let held = |note: &&Note| (23 * 48_000..38 * 48_000).contains(&note.start);
        assert_eq!(
            cue.notes().iter().filter(held).filter(|note| note.part != Part::Drums).count(),
            0
        );
    }

    #[test]
    fn drums_only_where_it_is_agitated_and_never_when_not_wanted() {
        let asked = |arousal: f32, drums: Drums| {
            let mood = Mood { valence: -0.4, arousal };
            let spots = vec![Spot { at: Flicks::ZERO, mood, intensity: 0.8 }];
            let cue = Cue::compose(&MusicRequest { mood, drums, spots, ..MusicRequest::default() })
                .unwrap();
            cue.notes().iter().filter(|note| note.part == Part::Drums).count()
        };
        assert!(asked(0.9, Drums::AsFits) > 20);
        assert_eq!(asked(0.9, Drums::Never), 0);
        assert_eq!(asked(0.2, Drums::AsFits), 0);
    }

    #[test]
    fn another_way_for_one_part_leaves_every_other_as_it_was() {
        let brief =
            super::super::Brief::read("tense orchestral, piano, strings, brass, drums, 96 bpm");
        let (request, _) = brief.request(Some(Flicks::SECOND * 16), 3);
        let stems = |request: &MusicRequest| {
            let cue = Cue::compose(request).unwrap();
            let mut stems: [Vec<[i32; 2]>; 7] =
                std::array::from_fn(|_| vec![[0; 2]; cue.samples() as usize]);
            cue.player().fill_stems(&mut stems);
            stems
        };
        let before = stems(&request);
        for part in Part::ALL {
            let mut other = request.clone();
            other.vary.insert(part, 1);
            for (stem, (a, b)) in Part::ALL.iter().zip(before.iter().zip(&stems(&other))) {
                assert_eq!(a == b, *stem != part, "{part:?} changes {stem:?}");
            }
        }
    }

    #[test]
    fn a_build_is_heard() {
        for words in ["strings", "piano", "synth", "orchestral drums", "guitar", "pads", "brass"] {
            let brief = super::super::Brief::read(&format!("{words}, 100 bpm, build to 0:24"));
            let cue = Cue::compose(&brief.request(Some(Flicks::SECOND * 32), 2).0).unwrap();
            let frames = cue.render();
            let power = |from: usize| {
                let piece = &frames[from * 48_000..(from + 4) * 48_000];
                piece.iter().flatten().map(|s| f64::from(s * s)).sum::<f64>() / 384_000.0
            };
            let rise = 10.0 * (power(20) / power(1)).log10();
            let count = |from: i64| {
                let inside = |note: &&Note| (from..from + 4).contains(&(note.start / 48_000));
                cue.notes().iter().filter(inside).count()
            };
            assert!(5.0 < rise, "{words}: {rise} dB");
            assert!(count(1) < count(20), "{words}: {} notes, then {}", count(1), count(20));
        }
    }

    #[test]
    fn a_change_at_the_end_leaves_the_notes_of_the_head() {
        let mut other = film(4, 80.0);
        other.spots[5].intensity = 1.0 - other.spots[5].intensity;
        other.tempo = Tempo::About(70.0);
        let first = MusicRequest { tempo: Tempo::About(70.0), ..film(4, 80.0) };
        let (a, b) = (Cue::compose(&first).unwrap(), Cue::compose(&other).unwrap());
        let head = |cue: &Cue| -> Vec<Note> {
            cue.notes().iter().filter(|note| note.start < 30 * 48_000).copied().collect()
        };
        assert!(head(&a) == head(&b));
    }

    #[test]
    fn whatever_is_asked_for_nothing_panics() {
        let odd = Spot {
            at: Flicks(-5),
            mood: Mood { valence: f32::NAN, arousal: 9.0 },
            intensity: f32::NAN,
        };
        let late = Spot { at: Flicks(i64::MAX), ..odd };
        let now = Spot { at: Flicks::SECOND, ..odd };
        let request = MusicRequest {
            length: Flicks::SECOND * 5,
            spots: vec![late, now, odd, now],
            hits: vec![Flicks(i64::MIN), Flicks::SECOND * 2, Flicks(i64::MAX)],
            tempo: Tempo::Exact(f32::NAN),
            ..MusicRequest::default()
        };
        assert!(peak(&Cue::compose(&request).unwrap().render()).is_finite());
    }
}
