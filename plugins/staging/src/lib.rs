//! A rule-based director: script to shots.
//!
//! Owns the craft of directing.md as rules: [`breakdown`] takes a script apart (who is where, who does what),
//! [`stage`] casts figures, furnishes sets, places people, chooses set-ups, frames them by anatomy and times
//! them by what is said. Judges look at each shot; of the set-ups that could take it, the most usual one that
//! breaks no rule is taken, and what still breaks one is reported. It speaks nothing, draws nothing and changes
//! no film: it gives edits.
//!
//! Everything is hashed from the film's seed and a place in the script: the same script gives the same bytes,
//! and a line that changes leaves the shots of the others as they were (but for their numbers).
//!
//! ```
//! use maquette_staging::{Settings, breakdown, lines_to_speak, stage};
//! # use maquette_document::Aspect;
//! # use maquette_time::{Flicks, FrameRate};
//! let text = "INT. KITCHEN - DAY\n\nMara sits at the table. Tom stands by the window.\n\nMARA\nIs it raining?\n\nTOM\nNo.\n";
//! let script = maquette_script::parse(text);
//! let found = breakdown(&script, 7);
//! assert_eq!(lines_to_speak(&found).len(), 2);
//! let settings = Settings { seed: 7, rate: FrameRate::FILM, aspect: Aspect::WIDE };
//! let staged = stage(&script, text, &found, &|_| Some(Flicks::SECOND), &settings);
//! assert!(staged.report.uncovered.is_empty());
//! assert_eq!(staged.line_clips.len(), 2);
//! ```

mod breakdown;
mod pace;
mod seed;
mod tables;

mod dress;
mod ground;
mod looks;

mod blocking;
mod framing;
mod judges;

mod direct;
mod plan;
mod recipe;
mod shot;
mod stage;
mod write;

mod here;
mod review;
mod suggest;
mod timing;
mod update;

pub use breakdown::{
    Act, Action, Beat, Breakdown, Character, Deed, Known, Line, NotUnderstood, Place, PlaceOf,
    Present, Relation, SceneBreakdown, ScreenSide, Sex, Source, Speech, SpokenLine, Thing,
    ThingKind, Wears, Why, breakdown, breakdown_into, lines_to_speak,
};
pub use here::{built, facts_of};
pub use judges::{Fault, Rule};
pub use looks::cast_figures;
pub use plan::{PlanCamera, PlanFigure, PlanPiece, PlanWall, ScenePlan};
pub use recipe::{Built, NoSetup};
pub use review::review;
pub use seed::paragraph_ids;
pub use stage::{LineClip, Settings, ShotFault, Staged, StagingReport, furnished, stage};
pub use suggest::{Suggestion, suggest};
pub use timing::{LineTime, Stretch, line_times, quoted, stretch};
pub use update::{Kept, Stagings, Update, edits_of_shots, update};

#[cfg(test)]
mod tests;
