//! The platform of a station: tracks before it, a canopy over it.

use bevy_math::Vec3;
use maquette_document::Set;

use super::{BEYOND, PLATFORM, level};
use crate::piece::parts::{beam, line, slab};
use crate::set::extent;
use crate::solid::{Paint, Solid};

pub(crate) fn platform(set: &Set) -> Solid {
    let size = extent(set);
    let (long, edge) = (size.x / 2.0 + BEYOND, size.z / 2.0);
    let mut whole = level([-long, long], [-edge, edge], 0.0, Paint::Stone);
    whole.add(
        &slab([-long, -PLATFORM - 0.2, edge - 0.02], [long, -0.12, edge - 0.01], Paint::StoneDark)
            .inked(0.0)
            .creased(0.3),
    );
    whole.add(
        &slab([-long, -0.12, edge - 0.3], [long, 0.004, edge + 0.06], Paint::Kerb)
            .inked(0.0)
            .creased(0.6),
    );
    whole.add(&level([-long, long], [edge - 0.75, edge - 0.65], 0.005, Paint::Marking));
    for k in 0..(size.x / 1.2) as u32 + 10 {
        let x = -size.x / 2.0 - 6.0 + 1.2 * k as f32;
        whole.creases.push(line([x, 0.001, -edge], [x, 0.001, edge - 0.3], Vec3::Y, 0.14));
    }
    whole.add(&level([-long, long], [edge, edge + 8.4], -PLATFORM - 0.1, Paint::Ground));
    whole.add(&tracks(long, edge, size.x / 2.0 + 16.0));
    // Across the tracks: a second platform with a wall.
    whole.add(
        &slab([-long, -PLATFORM - 0.2, edge + 8.4], [long, 0.0, edge + 11.5], Paint::Stone)
            .inked(0.0)
            .creased(0.5),
    );
    whole.add(
        &slab([-long, 0.0, edge + 11.4], [long, 1.5, edge + 11.6], Paint::Brick)
            .inked(0.2)
            .creased(0.5),
    );
    // A canopy on brackets over the doors.
    let z = [-edge, (edge - 1.4).min(-edge + 4.2)];
    whole.add(
        &slab([-long, 3.5, z[0]], [long, 3.62, z[1]], Paint::WoodDark).inked(0.2).creased(0.5),
    );
    whole.add(
        &slab([-long, 3.3, z[1] - 0.03], [long, 3.7, z[1] + 0.03], Paint::White)
            .inked(0.2)
            .creased(0.5),
    );
    for k in 0..(size.x / 4.0) as u32 + 3 {
        let x = -size.x / 2.0 - 4.0 + 4.0 * k as f32;
        whole.add(
            &beam([x, 2.5, z[0]], [x, 3.5, z[0] + 1.6], 0.1, Paint::MetalDark)
                .inked(0.2)
                .creased(0.4),
        );
    }
    whole
}

/// Two tracks beyond the `edge`; their sleepers are drawn up to `near` metres either way.
fn tracks(long: f32, edge: f32, near: f32) -> Solid {
    let mut whole = Solid::default();
    for track in [edge + 1.9, edge + 5.8] {
        for rail in [track - 0.72, track + 0.72] {
            whole.add(
                &slab(
                    [-long, -PLATFORM - 0.06, rail - 0.035],
                    [long, -PLATFORM + 0.1, rail + 0.035],
                    Paint::Metal,
                )
                .inked(0.0)
                .creased(0.6),
            );
        }
        for k in 0..(2.0 * long / 0.75) as u32 {
            let x = -long + 0.75 * k as f32;
            if x.abs() < near {
                whole.add(
                    &slab(
                        [x, -PLATFORM - 0.1, track - 1.25],
                        [x + 0.25, -PLATFORM - 0.04, track + 1.25],
                        Paint::WoodDark,
                    )
                    .inked(0.0)
                    .creased(0.25),
                );
            }
        }
    }
    whole
}
