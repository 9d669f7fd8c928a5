//! One clip goes as the next one comes.

use bevy_ecs::world::World;
use maquette_document::{Clip, Edit, FadeCurve, Id};
use maquette_time::Flicks;

use super::clips::{clip_name, placed_clip, with_head, with_tail};
use super::{Refused, changed};

/// Fades one clip out while the next on its track comes in. Where they overlap, over their overlap; where they
/// only meet, each reaches over the cut by a half of `length`.
///
/// ```text
/// A8 -2 B6   ->  A8>2 -2 B6<2
/// A8 B6@3    ->  A9>2 -2 B7@2<2
/// ```
///
/// With [`FadeCurve::EqualPower`] the power stays where the two are unlike, with [`FadeCurve::Linear`] the level
/// where they are alike.
///
/// # Errors
/// When one is locked, they are no neighbours, or a sound does not reach over the cut.
pub fn crossfade(
    world: &World,
    one: Id,
    other: Id,
    length: Flicks,
    curve: FadeCurve,
) -> Result<Vec<Edit>, Refused> {
    let ((a, a_span), (b, b_span)) = (placed_clip(world, one)?, placed_clip(world, other)?);
    let names = || (clip_name(world, a), clip_name(world, b));
    if a.track != b.track {
        let (one, other) = names();
        return Err(Refused::OtherTrack { one, other });
    }
    let overlap = a_span.end() - b_span.start;
    let neighbours = one != other
        && a_span.start < b_span.start
        && a_span.end() < b_span.end()
        && Flicks::ZERO <= overlap;
    if !neighbours {
        let (one, other) = names();
        return Err(Refused::NotNeighbours { one, other });
    }
    let (mut first, mut second, mut over) = (a.clone(), b.clone(), overlap);
    if overlap == Flicks::ZERO {
        over = length.max(Flicks::ZERO);
        let before = over / 2;
        first = with_tail(world, a, over - before)?;
        second = with_head(world, b, -before)?;
    }
    (first.fade_out, first.fade_out_curve) = (over, curve);
    (second.fade_in, second.fade_in_curve) = (over, curve);
    for clip in [&first, &second] {
        let fades = Flicks(clip.fade_in.0.saturating_add(clip.fade_out.0));
        if clip.length < fades {
            let (clip_name, length) = (clip_name(world, clip), clip.length);
            return Err(Refused::FadesTooLong { clip: clip_name, fades, length });
        }
    }
    let mut edits = changed::<Clip>(one, a, &first);
    edits.extend(changed::<Clip>(other, b, &second));
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::super::notation::{check, clip, units};
    use super::*;

    #[test]
    fn clips_that_overlap_or_meet_are_crossed() {
        let cross = |length: i64| {
            move |world: &World| {
                let (a, b) = (clip("A"), clip("B"));
                crossfade(world, a, b, units(length), FadeCurve::EqualPower)
            }
        };
        check(cross(9), "A8 -2 B6", "A8>2 -2 B6<2");
        check(cross(2), "A8 B6@3", "A9>2 -2 B7@2<2");
        check(cross(0), "A8>1 B6@3<1", "A8 B6@3");
        check(cross(2), "A8 B6", "the sound of B has no more than 0 s before it");
        check(cross(2), "A8@92 B6@3", "the sound of A has no more than 0 s after it");
        check(cross(7), "A8 B2@9>1", "fades of 8 s do not fit into B, which is 5.5 s long");
        let apart = "A does not begin before B and end within it, or where it begins";
        check(cross(2), "A8 _1 B6@3", apart);
        check(cross(2), "B8 A6", apart);
        check(cross(2), "A8 / _7 B8", "A and B are not on the same track");
    }
}
