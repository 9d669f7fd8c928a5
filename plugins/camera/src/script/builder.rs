//! The shot that a script builds.

use bevy_math::Vec2;
use maquette_document::{Ease, Focus, Landmark, MoveKind, Pace, PathKey, Target};
use maquette_time::Flicks;
use rhai::Position;

use super::facts::Facts;
use super::fault::{ScriptFault, secs};
use super::recipe::{Recipe, RecipeKind, RecipeMove, Track};
use super::timing::{Wanted, times};

/// Moves and keys of a path that a shot may have.
const MOST_MOVES: usize = 64;
const MOST_KEYS: usize = 256;

/// A shot so far. Words change it, and give it on.
#[derive(Clone, Debug, Default)]
pub(super) struct Builder {
    pub(super) recipe: Recipe,
    pub(super) keys: Vec<PathKey>,
    pub(super) straight: bool,
    steps: Vec<Step>,
    turn: usize,
    /// Where the script asked for something that cannot yet be told.
    asked: Vec<(Ask, Position)>,
    pub(super) dead_zone: Option<Vec2>,
    pub(super) lag: Option<f32>,
}

/// A move as it is said.
#[derive(Clone, Debug)]
struct Step {
    kind: StepKind,
    time: Wanted,
    ease: Option<Ease>,
    position: Position,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum StepKind {
    Does(RecipeKind),
    /// Travels as the subject does.
    FollowSubject,
    Handheld(f32),
    Path,
}

/// What is found out when the whole script is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    TrackSubject(Landmark),
    /// The head must track something.
    Head,
}

impl Builder {
    /// Adds a move, which lasts `over` seconds unless told.
    pub(super) fn step(
        &mut self,
        kind: StepKind,
        over: Option<f64>,
        position: Position,
    ) -> Result<(), String> {
        if MOST_MOVES <= self.steps.len() {
            return Err(format!("a shot has {MOST_MOVES} moves at most"));
        }
        let whole = matches!(
            kind,
            StepKind::Handheld(_)
                | StepKind::FollowSubject
                | StepKind::Does(RecipeKind::Known(MoveKind::Follow(_)))
        );
        let time = Wanted { turn: self.turn, after: None, over, whole };
        self.steps.push(Step { kind, time, ease: None, position });
        Ok(())
    }

    pub(super) fn moves(&mut self, kind: MoveKind, position: Position) -> Result<(), String> {
        self.step(StepKind::Does(RecipeKind::Known(kind)), None, position)
    }

    /// A key of the one path of the shot.
    pub(super) fn key(&mut self, key: PathKey, position: Position) -> Result<(), String> {
        if MOST_KEYS <= self.keys.len() {
            return Err(format!("a path has {MOST_KEYS} keys at most"));
        }
        if self.keys.is_empty() {
            self.step(StepKind::Path, None, position)?;
        }
        self.keys.push(key);
        Ok(())
    }

    pub(super) fn ask(&mut self, ask: Ask, position: Position) {
        self.asked.push((ask, position));
    }

    pub(super) fn ease(&mut self, ease: Ease) -> Result<(), String> {
        self.last("ease(...) says how a move starts and stops")?.ease = Some(ease);
        Ok(())
    }

    pub(super) fn over(&mut self, seconds: f64) -> Result<(), String> {
        self.last("over(...) says how long a move takes")?.time.over = Some(seconds);
        Ok(())
    }

    pub(super) fn after(&mut self, seconds: f64) -> Result<(), String> {
        self.last("after(...) says when a move begins")?.time.after = Some(seconds);
        Ok(())
    }

    /// What comes next waits for what came before.
    pub(super) fn then(&mut self) -> Result<(), String> {
        self.last("then() lets the next move wait for the one before")?;
        self.turn += 1;
        Ok(())
    }

    fn last(&mut self, what: &str) -> Result<&mut Step, String> {
        let turn = self.turn;
        self.steps
            .last_mut()
            .filter(|step| step.time.turn == turn)
            .ok_or_else(|| format!("{what}: write it behind a move, as in dolly_in(1)"))
    }

    /// All that was said, with its times.
    pub(super) fn finish(mut self, facts: &Facts) -> Result<Recipe, ScriptFault> {
        for (ask, position) in std::mem::take(&mut self.asked) {
            self.answer(ask).map_err(|why| ScriptFault::at(position, why))?;
        }
        self.follow_path()?;
        let wanted: Vec<Wanted> = self.steps.iter().map(|step| step.time).collect();
        let length = facts.length.seconds();
        let times = times(&wanted, length)
            .map_err(|(at, why)| ScriptFault::at(self.steps[at].position, why))?;
        let mut recipe = self.recipe;
        if let (Some(_), None, Some(figure)) =
            (recipe.stop, recipe.focus, recipe.subjects.first().copied())
        {
            let target = Target::Figure { figure, landmark: Landmark::Eyes };
            recipe.focus = Some(Focus::On(target));
        }
        let mut hands = 0;
        for (step, (start, lasts)) in self.steps.iter().zip(times) {
            if length + 1e-6 < start + lasts {
                let over = secs(start + lasts - length);
                recipe.notes.push(format!(
                    "the shot is cut {over} before the move of line {} ends",
                    step.position.line().unwrap_or(1)
                ));
            }
            let (start, length) = (Flicks::from_seconds(start), Flicks::from_seconds(lasts));
            let ease = step.ease.unwrap_or(match step.kind {
                StepKind::Handheld(_) => Ease::Linear,
                _ => Ease::InOut,
            });
            let kind = match step.kind {
                StepKind::Path => {
                    if let Some(path) = &mut recipe.path {
                        path.pace = Pace::Even { start, length, ease };
                    }
                    continue;
                }
                StepKind::Does(kind) => kind,
                StepKind::FollowSubject => {
                    let whom = recipe.subjects.first().ok_or_else(|| {
                        ScriptFault::at(step.position, whom_of("follow", "follow(\"MARA\")"))
                    })?;
                    RecipeKind::Known(MoveKind::Follow(*whom))
                }
                StepKind::Handheld(strength) => {
                    hands += 1;
                    let seed = facts.number("handheld", hands) as u32;
                    RecipeKind::Known(MoveKind::Handheld { strength, seed })
                }
            };
            recipe.moves.push(RecipeMove { kind, start, length, ease });
        }
        Ok(recipe)
    }

    fn answer(&mut self, ask: Ask) -> Result<(), String> {
        let subject = self.recipe.subjects.first().copied();
        match ask {
            Ask::TrackSubject(landmark) => {
                let figure = subject.ok_or_else(|| whom_of("track", "track(\"MARA\")"))?;
                let target = Target::Figure { figure, landmark };
                self.recipe.tracking = Some(Track { target, dead_zone: Vec2::ZERO, lag: 0.0 });
            }
            Ask::Head => {
                if self.recipe.tracking.is_none() {
                    return Err(
                        "only a head that tracks has a dead zone and a lag: write track() first"
                            .into(),
                    );
                }
            }
        }
        if let Some(track) = &mut self.recipe.tracking {
            track.dead_zone = self.dead_zone.unwrap_or(track.dead_zone);
            track.lag = self.lag.unwrap_or(track.lag);
        }
        Ok(())
    }

    fn follow_path(&mut self) -> Result<(), ScriptFault> {
        if self.keys.is_empty() {
            return Ok(());
        }
        if self.keys.len() == 1 {
            let position = self.steps.iter().find(|step| step.kind == StepKind::Path);
            let position = position.map_or(Position::NONE, |step| step.position);
            let why = "a path leads through two places at least: add another through(x, y, z)";
            return Err(ScriptFault::at(position, why));
        }
        let curve = if self.straight {
            maquette_document::Curve::Straight
        } else {
            maquette_document::Curve::Through
        };
        let keys = std::mem::take(&mut self.keys);
        self.recipe.path = Some(maquette_document::Path { curve, pace: Pace::default(), keys });
        Ok(())
    }
}

fn whom_of(what: &str, example: &str) -> String {
    format!("{what} whom? Say on(...) somewhere, or the name, as in {example}")
}
