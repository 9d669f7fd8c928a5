//! What the lens is focused on: somebody's eyes, when the shot is about one person; else all is sharp.

use maquette_document::{Focus, Landmark, Lens, Setting, ShotKind, ShotSize, Target, TimeOfDay};

use super::Director;
use super::setups::Candidate;

/// The f-number that a scene is lit for.
fn stop_of(setting: Setting, time: TimeOfDay) -> f32 {
    match (setting, time) {
        (Setting::Exterior, TimeOfDay::Day) => 5.6,
        (Setting::Exterior, TimeOfDay::Dawn | TimeOfDay::Dusk) => 4.0,
        _ => 2.8,
    }
}

/// The lens of a set-up on `subject`, one of the scene's people.
///
/// From the waist up, and over a shoulder, a face stands before what is soft; wider pictures are about the place
/// as well, and are sharp all through.
pub(super) fn lens_of(director: &Director, candidate: &Candidate, subject: Option<usize>) -> Lens {
    let lens = Lens { focal: candidate.placed.focal, ..Lens::default() };
    let close = match candidate.kind {
        ShotKind::Ots => true,
        ShotKind::Single => candidate.size <= ShotSize::Ms,
        _ => false,
    };
    let Some(p) = subject.filter(|_| close) else { return lens };
    let focus = Focus::On(Target::Figure { figure: director.id_of(p), landmark: Landmark::Eyes });
    Lens { focus, stop: stop_of(director.scene.setting, director.scene.time), ..lens }
}
