//! From the film's components and a time to a moment.

use bevy_ecs::world::World;
use bevy_math::{Vec3, ops};
use maquette_camera::{PreparedRig, View};
use maquette_document::{
    Card, Clip, Figure, Film, HandKey, Id, Performance, Rig, Scene, Setting, Shot, Text, TimeOfDay,
    Timeline, TimelineShot, Touch, film, get, of_shot,
};
use maquette_figure::{Acting, Body, Landmark, Posed, performed, posed};
use maquette_time::{Counting, Flicks, FrameRate, Timecode};

use crate::caption;
use crate::cast::Cast;
use crate::values::{BurnIns, CardMoment, FigureMoment, Light, Moment, TextMoment};

/// A line may be heard this many shots away from the one it is anchored to.
const SHOTS_A_LINE_SPANS: usize = 4;
/// The mouth of a clip has a digit for each of these.
const MOUTH_STEP: Flicks = Flicks(Flicks::SECOND.0 / 25);

/// The film at `time`, or none past its end or when there is no shot.
///
/// Timecode, shot number and captions are all filled in: what is drawn of them is the painter's choice.
pub fn moment(world: &World, time: Flicks) -> Option<Moment> {
    let timeline = world.get_resource::<Timeline>()?;
    let cut = timeline.at(time)?;
    let shot = get::<Shot>(world, cut.id)?;
    let film = film(world);
    let scene = get::<Scene>(world, shot.scene).cloned().unwrap_or_default();
    let into = time - cut.span.start;
    let aspect = film.aspect.ratio();
    let rig = of_shot::<Rig>(world, cut.id).first().map(|(_, rig)| (*rig).clone());
    let rig = rig.unwrap_or_default();
    let camera = PreparedRig::new(&rig, aspect);
    let cast = Cast { world, shot: cut.id };
    let view = camera.view_at(into, &cast);
    // A lamp does not turn with the camera: the light is that of the head of the shot.
    let light = light_of(&scene, &camera.view_at(Flicks::ZERO, &cast));
    Some(Moment {
        time,
        shot: cut.id,
        number: shot.number,
        into,
        aspect,
        light,
        set: (!scene.set.is_none()).then_some(scene.set),
        figures: figures_at(world, timeline, cut, time),
        cards: cards_at(world, cut.id, into),
        texts: texts_at(world, cut.id, into),
        burn_ins: burn_ins(film, shot, time),
        view,
    })
}

fn figures_at(
    world: &World,
    timeline: &Timeline,
    cut: &TimelineShot,
    time: Flicks,
) -> Vec<FigureMoment> {
    let into = time - cut.span.start;
    let mut standing: Vec<(Id, Body, Acting, Posed)> = of_shot::<Performance>(world, cut.id)
        .into_iter()
        .filter_map(|(_, performance)| {
            let body = Body::of(get::<Figure>(world, performance.figure)?);
            let mut acting = performed(performance, into, &body, &|_, _| None);
            acting.mouth = mouth_at(world, timeline, cut, performance.figure, time);
            let plain = posed(&body, &acting, None);
            Some((performance.figure, body, acting, plain))
        })
        .collect();
    touch(world, cut.id, into, &mut standing);
    let eyes = |of: Id| {
        let (_, body, _, posed) = standing.iter().find(|(id, ..)| *id == of)?;
        Some(posed.landmark(body, Landmark::Eyes))
    };
    standing
        .iter()
        .map(|(id, body, acting, plain)| {
            let own = plain.landmark(body, Landmark::Eyes);
            let target = acting.glance.point(own, &eyes);
            let sight = acting.glance.sight(own, &eyes);
            let posed = match (target, sight) {
                (None, None) => plain.clone(),
                _ => posed(body, &Acting { sight, ..acting.clone() }, target),
            };
            FigureMoment { id: *id, posed, hold: acting.hold, stride: acting.stride.amount }
        })
        .collect()
}

/// Brings hands to the bodies that they are on, as those are before anybody's hands reach for a body.
fn touch(world: &World, shot: Id, into: Flicks, standing: &mut [(Id, Body, Acting, Posed)]) {
    let performances = of_shot::<Performance>(world, shot);
    let on_body = |key: &HandKey| matches!(key.touch, Touch::Body { .. });
    let reaching: Vec<&Performance> = performances
        .into_iter()
        .map(|(_, one)| one)
        .filter(|one| one.hands.iter().any(on_body))
        .collect();
    if reaching.is_empty() {
        return;
    }
    let bodies: Vec<(Id, Body, Posed)> =
        standing.iter().map(|(id, body, _, posed)| (*id, body.clone(), posed.clone())).collect();
    let find = |figure: Id, landmark: Landmark| {
        let (_, body, posed) = bodies.iter().find(|(id, ..)| *id == figure)?;
        Some(posed.contact(body, landmark))
    };
    for performance in reaching {
        let of = standing.iter_mut().find(|(id, ..)| *id == performance.figure);
        let Some((_, body, acting, plain)) = of else { continue };
        acting.hands = performed(performance, into, body, &find).hands;
        *plain = posed(body, acting, None);
    }
}

/// How far the mouth of `figure` is open at `time`, 0 to 1, by the lines that it speaks then.
fn mouth_at(
    world: &World,
    timeline: &Timeline,
    cut: &TimelineShot,
    figure: Id,
    time: Flicks,
) -> f32 {
    let shots = timeline.shots();
    let here = shots.partition_point(|shot| shot.span.end() <= cut.span.start);
    let first = here.saturating_sub(SHOTS_A_LINE_SPANS);
    let last = (here + 2).min(shots.len());
    let mut open = 0.0_f32;
    for near in &shots[first..last] {
        for (_, clip) in of_shot::<Clip>(world, near.id) {
            if clip.figure == figure {
                open = open.max(opening(clip, time - near.span.start - clip.at));
            }
        }
    }
    open
}

/// The opening that a clip's digits give `into` it, straight from one digit to the next.
fn opening(clip: &Clip, into: Flicks) -> f32 {
    if into < Flicks::ZERO || clip.length <= into {
        return 0.0;
    }
    let into = clip.medium_at(into);
    let digits = clip.mouth.as_bytes();
    let at = |index: i64| {
        let digit = usize::try_from(index).ok().and_then(|index| digits.get(index));
        digit.and_then(|d| (*d as char).to_digit(16)).unwrap_or(0) as f32 / 15.0
    };
    let step = into.0.div_euclid(MOUTH_STEP.0);
    let share = into.0.rem_euclid(MOUTH_STEP.0) as f32 / MOUTH_STEP.0 as f32;
    at(step) * (1.0 - share) + at(step + 1) * share
}

fn cards_at(world: &World, shot: Id, into: Flicks) -> Vec<CardMoment> {
    of_shot::<Card>(world, shot)
        .into_iter()
        .map(|(_, card)| CardMoment {
            media: picture_of(card, into),
            position: card.position,
            turn: card.turn,
            size: card.size,
            opacity: card.opacity.clamp(0.0, 1.0),
        })
        .collect()
}

/// The picture that a card shows: of a sequence, the one that is due; past its end, the last.
fn picture_of(card: &Card, into: Flicks) -> Id {
    let Some(sequence) = &card.sequence else { return card.media };
    let due = sequence.rate.frame_at(into.max(Flicks::ZERO)).0 + i64::from(sequence.trim);
    let last = sequence.media.len() as i64 - 1;
    let index = usize::try_from(due.min(last)).unwrap_or(0);
    sequence.media.get(index).copied().unwrap_or(card.media)
}

fn texts_at(world: &World, shot: Id, into: Flicks) -> Vec<TextMoment> {
    of_shot::<Text>(world, shot)
        .into_iter()
        .filter(|(_, text)| text.span.contains(into))
        .map(|(_, text)| TextMoment {
            style: text.style,
            body: caption::page_at(&text.body, text.span, into).to_owned(),
        })
        .collect()
}

fn burn_ins(film: &Film, shot: &Shot, time: Flicks) -> BurnIns {
    let counting = if film.rate.can_drop() { Counting::Drop } else { Counting::NonDrop };
    let label = |rate: FrameRate| Timecode::new(rate.frame_at(time), rate, counting).to_string();
    BurnIns {
        timecode: Some(label(film.rate)),
        shot: Some(format!("{:04}", shot.number)),
        captions: true,
    }
}

/// The key comes over the camera's left shoulder, low at the ends of the day, from above by day, so that the
/// side of a face that we see has a form.
fn light_of(scene: &Scene, view: &View) -> Light {
    let interior = scene.setting == Setting::Interior;
    let height: f32 = match (interior, scene.time) {
        (true, _) => 50.0,
        (false, TimeOfDay::Dawn | TimeOfDay::Dusk) => 22.0,
        (false, TimeOfDay::Day) => 52.0,
        (false, TimeOfDay::Night) => 42.0,
    };
    let ahead = view.rotation * Vec3::NEG_Z;
    let bearing = ops::atan2(-ahead.x, -ahead.z) + (-48.0_f32).to_radians();
    let (sin, cos) = (ops::sin(height.to_radians()), ops::cos(height.to_radians()));
    let key = Vec3::new(ops::sin(bearing) * cos, sin, ops::cos(bearing) * cos);
    Light { time: scene.time, weather: scene.weather, interior, key }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(mouth: &str) -> Clip {
        Clip { length: Flicks::SECOND, mouth: mouth.into(), ..Clip::default() }
    }

    #[test]
    fn a_mouth_opens_as_its_digits_say_and_is_shut_outside_the_line() {
        let spoken = clip("0f0");
        assert_eq!(opening(&spoken, MOUTH_STEP), 1.0);
        assert_eq!(opening(&spoken, MOUTH_STEP / 2), 0.5);
        assert_eq!(opening(&spoken, Flicks(-1)), 0.0);
        assert_eq!(opening(&spoken, Flicks::SECOND), 0.0);
        assert_eq!(opening(&clip("é"), Flicks(0)), 0.0);
    }

    #[test]
    fn a_sequence_shows_the_picture_that_is_due_and_holds_its_last() {
        let media: Vec<Id> = (0..3).map(|n| Id::hashed(&[&n.to_string()])).collect();
        let card = Card {
            media: media[0],
            sequence: Some(maquette_document::ImageSequence {
                rate: "12".parse().unwrap(),
                media: media.clone(),
                trim: 1,
            }),
            ..Card::default()
        };
        let frame = Flicks::SECOND / 12;
        assert_eq!(picture_of(&card, Flicks::ZERO), media[1]);
        assert_eq!(picture_of(&card, frame), media[2]);
        assert_eq!(picture_of(&card, frame * 90), media[2]);
    }
}
