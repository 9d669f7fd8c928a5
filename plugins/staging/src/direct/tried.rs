//! The cameras of one set-up, from the most usual on: which costs least.

use super::choose::{FAULT, Trial, judge, view_of, walker_of, weight};
use super::costs::{
    backs, bystanders, clutter, covered, edges_of_the_place, headless, overlaps, tangents,
    walled_in, wrong_way,
};
use super::setups::Tries;
use super::{Director, Draft};
use crate::framing::person::Person;
use maquette_document::ShotKind;

/// What the best camera so far costs at most when others are no longer looked for at length.
const GOOD: f32 = 3.0;
/// How many more cameras are tried when one was found that breaks no rule.
const MOST_AFTER: usize = 40;
/// The same for the picture of a place, of which there are few, and which have most to hold.
const MOST_AFTER_OF_PLACES: usize = 240;

/// What cameras are tried on.
#[derive(Clone, Copy)]
pub(super) struct Tried<'a> {
    pub(super) draft: &'a Draft,
    pub(super) people: &'a [Person],
    pub(super) later: Option<&'a [Person]>,
    /// Everyone at other instants, where anybody moves.
    pub(super) between: &'a [(f32, Vec<Person>)],
    pub(super) regrouped: bool,
}

impl Tried<'_> {
    /// `sum` and what a camera costs that breaks no rule; no more is added once it is `least`.
    fn with_small_costs(
        &self,
        director: &Director,
        trial: &Trial,
        mut sum: f32,
        least: f32,
    ) -> f32 {
        let shown = &trial.shown;
        let costs: [&dyn Fn() -> f32; 11] = [
            &|| backs(shown),
            &|| overlaps(shown),
            &|| headless(shown),
            &|| bystanders(shown),
            &|| edges_of_the_place(director, shown),
            &|| tangents(director, shown),
            &|| walled_in(director, shown),
            &|| covered(director, shown),
            &|| clutter(director, shown),
            &|| wrong_way(director, shown),
            &|| self.lost_on_the_way(director, trial),
        ];
        for cost in costs {
            if sum >= least {
                break;
            }
            sum += cost();
        }
        sum
    }

    /// What it costs that a subject who moves has no head in the picture for a while.
    fn lost_on_the_way(&self, director: &Director, trial: &Trial) -> f32 {
        let detail = matches!(trial.candidate.kind, ShotKind::Insert | ShotKind::Cutaway);
        if detail || matches!(self.draft.setup, super::Setup::Way { .. }) {
            return 0.0;
        }
        let mut lost = 0;
        for (time, people) in self.between {
            let view = match trial.rig.moves.is_empty() {
                true => trial.shown.view,
                false => view_of(director, self.draft, &trial.rig, *time, walker_of(self.draft)),
            };
            let seen = people.iter().filter(|one| trial.shown.subjects.contains(&one.who));
            lost += seen
                .filter(|one| {
                    let out = view.project(one.crown).is_none_or(|at| {
                        at.uv.y < -0.02 || !(0.02..=0.98).contains(&at.uv.x) || at.uv.y > 0.95
                    });
                    let mut others = people.iter().filter(|other| other.who != one.who);
                    out || others.any(|other| other.hides(view.position, one.eyes))
                })
                .count();
        }
        2.0 * lost as f32
    }

    /// The least costly camera, and what it costs.
    pub(super) fn best_of(&self, director: &Director, tries: &Tries) -> Option<(f32, Trial)> {
        let mut best: Option<(f32, Trial)> = None;
        let of_place = self.draft.setup == super::Setup::Establish;
        let mut more = 3 * if of_place { MOST_AFTER_OF_PLACES } else { MOST_AFTER };
        for spec in &tries.specs {
            if best.as_ref().is_some_and(|(cost, _)| *cost <= spec.cost) || more == 0 {
                break;
            }
            // What breaks no rule may still be ugly: then others are looked for three times as long.
            more = more.saturating_sub(match &best {
                Some((cost, _)) if *cost < GOOD || of_place && *cost < FAULT / 2.0 => 3,
                Some((cost, _)) if *cost < FAULT / 2.0 => 1,
                _ => 0,
            });
            let candidate = director.place(tries, spec);
            if best.as_ref().is_some_and(|(cost, _)| *cost <= candidate.cost) {
                continue;
            }
            let trial = Trial::of(director, self.draft, candidate, self.people, self.regrouped);
            let faults = judge(director, self.draft, &trial.shown, self.later, &trial);
            let sum = candidate.cost + faults.iter().map(weight).sum::<f32>();
            let least = best.as_ref().map_or(f32::INFINITY, |(least, _)| *least);
            let cost = self.with_small_costs(director, &trial, sum, least);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, Trial { faults, ..trial }));
            }
        }
        best
    }
}
