//! A camera in words.

use std::fmt::Write;

use bevy_ecs::world::World;
use maquette_document::{
    Ease, Figure, Focus, Id, Landmark, MoveKind, Pace, Rig, Shot, Target, get,
};
use maquette_time::Flicks;

/// The shot, where its camera stands, what it looks through, and what it does.
pub(crate) fn told(world: &World, shot: &Shot, rig: &Rig) -> String {
    let names: Vec<&str> = shot.subjects.iter().map(|id| name(world, *id)).collect();
    let on = if names.is_empty() { String::new() } else { format!(" on {}", names.join(", ")) };
    let angle = format!("{:?}", shot.angle).to_lowercase();
    let mut text = format!(
        "shot {:04}: {} {}{on}, {angle}, {:.2} s\n",
        shot.number,
        shot.kind,
        shot.size,
        shot.length.seconds()
    );
    let at = rig.position;
    let roll = if rig.roll == 0.0 { String::new() } else { format!(", roll {:.1}°", rig.roll) };
    // Writing into a string cannot fail.
    writeln!(
        text,
        "stands at {:.2}, {:.2}, {:.2} m; yaw {:.1}°, pitch {:.1}°{roll}",
        at.x, at.y, at.z, rig.yaw, rig.pitch
    )
    .ok();
    let focus = match rig.lens.focus {
        Focus::Deep => "all of it sharp".to_owned(),
        Focus::Distance(metres) => format!("sharp at {metres:.2} m"),
        Focus::On(target) => format!("sharp on {}", target_in_words(world, target)),
    };
    writeln!(
        text,
        "lens {:.0} mm at f/{}, {focus}; sensor {} × {} mm",
        rig.lens.focal, rig.lens.stop, rig.sensor.width, rig.sensor.height
    )
    .ok();
    if let Some(path) = &rig.path {
        let when = match path.pace {
            Pace::Even { start, length, ease } => during(start, length, ease),
            Pace::Keyed => "key by key".into(),
        };
        writeln!(text, "{when}: a path through {} places", path.keys.len()).ok();
    }
    for one in &rig.moves {
        let what = move_in_words(world, one.kind);
        writeln!(text, "{}: {what}", during(one.start, one.length, one.ease)).ok();
    }
    if let Some(head) = rig.tracking {
        writeln!(
            text,
            "the head keeps {} at {:.2}, {:.2} of the picture, {:.1} s late",
            target_in_words(world, head.target),
            head.place.x,
            head.place.y,
            head.lag
        )
        .ok();
    }
    text.trim_end().to_owned()
}

fn name(world: &World, figure: Id) -> &str {
    get::<Figure>(world, figure).map_or("somebody", |figure| figure.name.as_str())
}

fn during(start: Flicks, length: Flicks, ease: Ease) -> String {
    let ease = match ease {
        Ease::Linear => "even",
        Ease::In => "from stillness",
        Ease::Out => "into stillness",
        Ease::InOut => "soft",
    };
    format!("{:.2} s to {:.2} s, {ease}", start.seconds(), (start + length).seconds())
}

fn target_in_words(world: &World, target: Target) -> String {
    match target {
        Target::Point(at) => format!("{:.2}, {:.2}, {:.2} m", at.x, at.y, at.z),
        Target::Figure { figure, landmark } => {
            let part = match landmark {
                Landmark::LeftHand => "left hand".into(),
                Landmark::RightHand => "right hand".into(),
                Landmark::MidThigh => "thigh".into(),
                other => format!("{other:?}").to_lowercase(),
            };
            format!("the {part} of {}", name(world, figure))
        }
    }
}

fn move_in_words(world: &World, kind: MoveKind) -> String {
    let either = |amount: f32, more: &str, less: &str, unit: &str| {
        format!("{} {:.2}{unit}", if amount < 0.0 { less } else { more }, amount.abs())
    };
    match kind {
        MoveKind::Pan(degrees) => either(degrees, "pan left", "pan right", "°"),
        MoveKind::Tilt(degrees) => either(degrees, "tilt up", "tilt down", "°"),
        MoveKind::Roll(degrees) => either(degrees, "roll left", "roll right", "°"),
        MoveKind::Dolly(metres) => either(metres, "dolly in", "dolly out", " m"),
        MoveKind::Truck(metres) => either(metres, "truck right", "truck left", " m"),
        MoveKind::Pedestal(metres) => either(metres, "pedestal up", "pedestal down", " m"),
        MoveKind::Orbit { degrees, .. } => either(degrees, "orbit right", "orbit left", "°"),
        MoveKind::Follow(figure) => format!("follow {}", name(world, figure)),
        MoveKind::Crane { arm, boom, swing } => {
            format!("crane {boom:.1}° up and {swing:.1}° left on {arm:.1} m")
        }
        MoveKind::Zoom(focal) => format!("zoom to {focal:.0} mm"),
        MoveKind::Rack(metres) => format!("rack focus to {metres:.2} m"),
        MoveKind::Handheld { strength, .. } => format!("handheld {strength:.2}"),
    }
}
