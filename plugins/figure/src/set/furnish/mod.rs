//! What a place of a script looks like: from the words of its heading, a set.

mod country;
mod homes;
mod known;
mod plan;
mod rides;
mod town;
mod work;

use maquette_document::{Set, Setting};

use self::known::Known;
use super::words::{says_any, words_of};

/// Furnishes `place`, the heading's words without INT. or EXT. and the time of day, such as
/// `LIGHTHOUSE - LAMP ROOM`. English, and a little French and German. Of several words the more particular one
/// decides; a place that is not known is a plain room inside, and a street or a field outside.
///
/// The same words, setting and seed give the same set; `seed` varies sizes, what stands where, and left for right.
pub fn furnish(place: &str, setting: Setting, seed: u32) -> Set {
    let words = words_of(place);
    let inside = setting != Setting::Exterior;
    let find = |table: &'static [Known]| table.iter().find(|known| says_any(&words, known.words));
    let ridden = inside && !says_any(&words, known::NOT_RIDDEN);
    let vehicle = find(known::VEHICLES).filter(|_| ridden);
    let found = vehicle.or_else(|| {
        if inside {
            find(known::ROOMS).or_else(|| find(known::PLACES).filter(|_| setting == Setting::Both))
        } else {
            find(known::PLACES)
        }
    });
    let mut plan = plan::Plan::of(place, seed);
    match found {
        Some(known) => (known.make)(&mut plan),
        None if inside => homes::plain(&mut plan),
        None if says_any(&words, known::IN_TOWN) => town::street(&mut plan),
        None if find(known::ROOMS).is_some() => country::before_a_house(&mut plan),
        None => country::field(&mut plan),
    }
    plan.finished()
}

#[cfg(test)]
mod tests;
