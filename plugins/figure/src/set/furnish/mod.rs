//! What a place of a script looks like: from the words of its heading, a set.

mod indoors;
mod outdoors;
mod plan;

use maquette_document::{Set, Setting};

use super::words::{says_any, words_of};

/// The kinds of place that are known, with the words for them, and who furnishes them.
struct Known {
    words: &'static [&'static str],
    make: fn(&mut plan::Plan),
}

/// Furnishes `place`, the heading's words without INT. or EXT. and the time of day, such as
/// `LIGHTHOUSE - LAMP ROOM`. English, and a little French and German. Of several words the more particular one
/// decides; a place that is not known is a plain room inside, and a street or a field outside.
///
/// The same words, setting and seed give the same set; `seed` varies sizes, what stands where, and left for right.
pub fn furnish(place: &str, setting: Setting, seed: u32) -> Set {
    let words = words_of(place);
    let inside = setting != Setting::Exterior;
    let known = |table: &'static [Known]| table.iter().find(|known| says_any(&words, known.words));
    let vehicle = known(indoors::VEHICLES).filter(|_| inside);
    let found = vehicle.or_else(|| {
        if inside {
            known(indoors::ROOMS)
                .or_else(|| known(outdoors::PLACES).filter(|_| setting == Setting::Both))
        } else {
            known(outdoors::PLACES)
        }
    });
    let mut plan = plan::Plan::of(place, seed);
    match found {
        Some(known) => (known.make)(&mut plan),
        None if inside => indoors::plain(&mut plan),
        None if says_any(&words, indoors::IN_TOWN) => outdoors::street(&mut plan),
        None if known(indoors::ROOMS).is_some() => outdoors::before_a_house(&mut plan),
        None => outdoors::field(&mut plan),
    }
    plan.finished()
}

#[cfg(test)]
mod tests;
