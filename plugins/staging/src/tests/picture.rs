//! What was staged, drawn in the plainest way: plans from above, and each shot as its camera has it.

use bevy_math::{Affine3A, Vec2, Vec3};
use maquette_camera::{Subjects, View, view_at};
use maquette_document::{Accent, Gaze, Id, Shot};
use maquette_figure::{
    Acting, Body, Landmark, Paint, Solid, acting_at, body_parts, hold_solid, posed, set_parts,
};
use maquette_time::Flicks;

use super::film::Film;
use super::png::Canvas;
use crate::ScenePlan;

const PAPER: [u8; 3] = [236, 231, 220];
const INK: [u8; 3] = [35, 32, 29];

pub(crate) fn accent(accent: Accent) -> [u8; 3] {
    match accent {
        Accent::Brick => [168, 80, 64],
        Accent::Ochre => [200, 150, 60],
        Accent::Teal => [60, 140, 140],
        Accent::Plum => [120, 70, 120],
        Accent::Moss => [110, 130, 70],
        Accent::Slate => [80, 95, 120],
        Accent::Rose => [200, 120, 130],
        Accent::Sand => [190, 170, 130],
    }
}

pub(crate) fn plan(plan: &ScenePlan) -> Canvas {
    let scale = (760.0 / (plan.high - plan.low).max_element()).min(70.0);
    let size = (plan.high - plan.low) * scale;
    let mut canvas = Canvas::new(size.x as usize + 20, size.y as usize + 34, PAPER);
    let at = |p: Vec2| ((p.x - plan.low.x) * scale + 10.0, (p.y - plan.low.y) * scale + 24.0);
    canvas.text(6, 6, &plan.heading, INK);
    let corners =
        [Vec2::new(-1.0, -1.0), Vec2::new(1.0, -1.0), Vec2::new(1.0, 1.0), Vec2::new(-1.0, 1.0)];
    for index in 0..4 {
        canvas.line(
            at(corners[index] * plan.floor),
            at(corners[(index + 1) % 4] * plan.floor),
            [190, 185, 175],
        );
    }
    for wall in &plan.walls {
        canvas.line(at(wall.from), at(wall.to), INK);
        let along = (wall.to - wall.from).normalize_or(Vec2::X);
        for (from, to, door) in &wall.holes {
            let colour = if *door { [200, 80, 60] } else { [90, 150, 200] };
            canvas.line(at(wall.from + along * *from), at(wall.from + along * *to), colour);
        }
    }
    for piece in &plan.pieces {
        for index in 0..4 {
            canvas.line(
                at(piece.corners[index]),
                at(piece.corners[(index + 1) % 4]),
                [140, 132, 120],
            );
        }
        let (x, y) = at((piece.corners[0] + piece.corners[2]) / 2.0);
        canvas.text(
            x as i32 - 8,
            y as i32 - 2,
            &format!("{:?}", piece.kind).chars().take(6).collect::<String>(),
            [150, 142, 130],
        );
    }
    for (a, b) in &plan.lines {
        canvas.line(at(*a), at(*b), [210, 60, 60]);
    }
    let ray = |facing: f32| Vec2::new(facing.to_radians().sin(), facing.to_radians().cos());
    for figure in &plan.figures {
        let (x, y) = at(figure.at);
        canvas.disc(x, y, 0.24 * scale, accent(figure.accent));
        canvas.line((x, y), at(figure.at + ray(figure.facing) * 0.45), INK);
        canvas.text(x as i32 - 10, y as i32 + 12, &figure.name, INK);
    }
    for camera in &plan.cameras {
        let (x, y) = at(camera.at);
        for side in [-0.5, 0.5] {
            canvas.line(
                (x, y),
                at(camera.at + ray(camera.facing + camera.angle * side) * 0.8),
                [60, 90, 150],
            );
        }
        canvas.disc(x, y, 3.0, [60, 90, 150]);
        canvas.text(
            x as i32 + 5,
            y as i32 - 2,
            &format!("{}{}", camera.number / 10, if camera.moves { "M" } else { "" }),
            [30, 50, 110],
        );
    }
    let (x, y) = at(plan.home);
    canvas.text(x as i32, y as i32, "HOME", [200, 120, 40]);
    canvas
}

/// Who acts in a shot.
struct Cast<'a> {
    film: &'a Film,
    shot: Id,
}

impl Cast<'_> {
    fn acting(&self, figure: Id, at: Flicks) -> Option<(Body, Acting)> {
        let mut performances = self.film.performances.iter();
        let (_, performance) =
            performances.find(|(_, one)| one.shot == self.shot && one.figure == figure)?;
        let body = Body::of(self.film.figure(figure)?);
        let acting = acting_at(&performance.keys, at, &body);
        Some((body, acting))
    }
}

impl Subjects for Cast<'_> {
    fn ground(&self, figure: Id, time: Flicks) -> Option<Vec3> {
        Some(self.acting(figure, time)?.1.position)
    }

    fn landmark(&self, figure: Id, landmark: Landmark, time: Flicks) -> Option<Vec3> {
        let (body, acting) = self.acting(figure, time)?;
        Some(posed(&body, &acting, None).landmark(&body, landmark))
    }
}

/// A shot at a share of its length.
pub(crate) fn frame(film: &Film, shot: Id, share: f32, width: usize, aspect: f32) -> Canvas {
    let height = (width as f32 / aspect) as usize;
    let mut canvas = Canvas::new(width, height, [205, 214, 220]);
    let record = &film.shots.iter().find(|(id, _)| *id == shot).expect("the shot").1;
    let time = Flicks((record.length.0 as f64 * f64::from(share)) as i64);
    let rig = &film.rigs.iter().find(|(id, _)| *id == record.rig).expect("its rig").1;
    let cast = Cast { film, shot };
    let view = view_at(rig, time, aspect, &cast);
    let mut depth = vec![f32::INFINITY; width * height];
    let set = film.set_of(record.scene);
    for part in set_parts(&set).iter().filter(|part| part.is_seen_from(view.position)) {
        draw(&mut canvas, &mut depth, &view, &part.solid, Affine3A::IDENTITY, [170, 160, 140]);
    }
    let eyes = |figure: Id| {
        let (body, acting) = cast.acting(figure, time)?;
        Some(posed(&body, &acting, None).landmark(&body, Landmark::Eyes))
    };
    for (_, performance) in film.performances.iter().filter(|(_, one)| one.shot == shot) {
        let Some((body, acting)) = cast.acting(performance.figure, time) else { continue };
        let own = eyes(performance.figure).unwrap_or_default();
        let gaze =
            if acting.glance.to == Gaze::Ahead { None } else { acting.glance.point(own, &eyes) };
        let posed = posed(&body, &acting, gaze);
        let figure = film.figure(performance.figure).expect("the figure");
        for (joint, solid) in body_parts(figure) {
            draw(&mut canvas, &mut depth, &view, &solid, posed.joint(joint), accent(figure.accent));
        }
        if acting.hold != maquette_document::Hold::Nothing {
            let hand = posed.joint(maquette_figure::Joint::RightHand);
            draw(&mut canvas, &mut depth, &view, &hold_solid(acting.hold), hand, [250, 250, 245]);
        }
    }
    outline(&mut canvas, &depth);
    canvas
}

fn tone(paint: Paint, accent: [u8; 3]) -> [u8; 3] {
    match paint {
        Paint::Skin => [226, 196, 172],
        Paint::Hair => [70, 56, 48],
        Paint::Shirt => [222, 216, 204],
        Paint::Accent => accent,
        Paint::AccentDark => accent.map(|c| (f32::from(c) * 0.7) as u8),
        Paint::Trousers => [110, 106, 102],
        Paint::Shoe | Paint::Eye | Paint::Mouth => [40, 36, 34],
        Paint::Wood => [170, 140, 104],
        Paint::WoodDark => [120, 96, 72],
        Paint::Glass => [180, 205, 215],
        Paint::Floor | Paint::FloorDark => [190, 178, 156],
        Paint::Plaster | Paint::Ceiling => [226, 221, 208],
        Paint::PlasterDark => [196, 190, 176],
        _ => [176, 176, 164],
    }
}

fn draw(
    canvas: &mut Canvas,
    depth: &mut [f32],
    view: &View,
    solid: &Solid,
    place: Affine3A,
    accent: [u8; 3],
) {
    let light = (view.rotation * Vec3::new(-0.5, 0.6, 0.6)).normalize();
    for triangle in solid.indices.chunks_exact(3) {
        let corner = |index: usize| &solid.vertices[triangle[index] as usize];
        let world = [0, 1, 2].map(|index| place.transform_point3(corner(index).position));
        let normal = (world[1] - world[0]).cross(world[2] - world[0]).normalize_or_zero();
        if normal.dot(view.position - world[0]) < 0.0 {
            continue;
        }
        let shade = if normal.dot(light) > 0.1 { 1.0 } else { 0.78 };
        let colour = tone(corner(0).paint, accent).map(|c| (f32::from(c) * shade) as u8);
        let size = Vec2::new(canvas.width as f32, canvas.height as f32);
        let front = clipped(view, &world);
        for index in 1..front.len().saturating_sub(1) {
            let corners =
                [front[0], front[index], front[index + 1]].map(|point| view.project(point));
            let [Some(a), Some(b), Some(c)] = corners else { continue };
            fill(
                canvas,
                depth,
                [a, b, c].map(|one| one.uv * size),
                [a.depth, b.depth, c.depth],
                colour,
            );
        }
    }
}

/// The part of a polygon that lies before the lens.
fn clipped(view: &View, points: &[Vec3]) -> Vec<Vec3> {
    let depth = |point: Vec3| (point - view.position).dot(view.forward()) - 0.06;
    let mut kept = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let next = points[(index + 1) % points.len()];
        let (a, b) = (depth(*point), depth(next));
        if a >= 0.0 {
            kept.push(*point);
        }
        if (a >= 0.0) != (b >= 0.0) {
            kept.push(point.lerp(next, a / (a - b)));
        }
    }
    kept
}

fn fill(
    canvas: &mut Canvas,
    depth: &mut [f32],
    [p, q, r]: [Vec2; 3],
    depths: [f32; 3],
    colour: [u8; 3],
) {
    let low = p.min(q).min(r).max(Vec2::ZERO);
    let high =
        p.max(q).max(r).min(Vec2::new(canvas.width as f32 - 1.0, canvas.height as f32 - 1.0));
    let area = (q - p).perp_dot(r - p);
    if area.abs() < 1e-4 {
        return;
    }
    for y in low.y as i32..=high.y as i32 {
        for x in low.x as i32..=high.x as i32 {
            let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
            let (u, v) = ((q - at).perp_dot(r - at) / area, (r - at).perp_dot(p - at) / area);
            let w = 1.0 - u - v;
            if u < 0.0 || v < 0.0 || w < 0.0 {
                continue;
            }
            let z = 1.0 / (u / depths[0] + v / depths[1] + w / depths[2]);
            let index = y as usize * canvas.width + x as usize;
            if index < depth.len() && z < depth[index] {
                depth[index] = z;
                canvas.pixels[index] = colour;
            }
        }
    }
}

fn outline(canvas: &mut Canvas, depth: &[f32]) {
    let width = canvas.width;
    for index in width + 1..depth.len() {
        let (here, left, up) = (depth[index], depth[index - 1], depth[index - width]);
        let edge = |other: f32| {
            (here - other).abs() > 0.06 * here.min(other) + 0.02 && here.min(other) < 60.0
        };
        if edge(left) || edge(up) {
            canvas.pixels[index] = canvas.pixels[index].map(|c| c / 3);
        }
    }
}

/// Shots of a film, two instants each, with their reasons.
pub(crate) fn sheet(film: &Film, part: &[(Id, Shot)], aspect: f32, columns: usize) -> Canvas {
    let width = 300;
    let height = (width as f32 / aspect) as usize;
    let rows = part.len().div_ceil(columns);
    let mut sheet =
        Canvas::new(columns * (2 * width + 14) + 10, rows * (height + 26) + 10, [24, 25, 27]);
    for (index, (id, shot)) in part.iter().enumerate() {
        let (x, y) = (index % columns * (2 * width + 14) + 8, index / columns * (height + 26) + 8);
        sheet.put(&frame(film, *id, 0.12, width, aspect), x, y);
        sheet.put(&frame(film, *id, 0.9, width, aspect), x + width + 2, y);
        let told = format!(
            "{} {:.1}S {} {} {}",
            shot.number,
            shot.length.seconds(),
            shot.size,
            shot.kind,
            shot.why
        );
        sheet.text(
            x as i32,
            (y + height + 4) as i32,
            &told.chars().take(148).collect::<String>(),
            [230, 228, 223],
        );
    }
    sheet
}
