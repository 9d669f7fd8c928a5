//! The plan of a scene, drawn: figures, furniture, the line of action, every camera with its angle.

use bevy_math::{Vec2, ops};
use image::RgbImage;
use maquette_document::Accent;
use maquette_figure::Swing;
use maquette_render::{Canvas, Ink};
use maquette_staging::{PlanCamera, PlanFigure, PlanWall, ScenePlan};

const PAPER: Ink = [0xec, 0xe7, 0xdc];
const INK: Ink = [0x23, 0x20, 0x1d];
const QUIET: Ink = [0x9a, 0x93, 0x87];
const PIECE: Ink = [0xd8, 0xd1, 0xc3];
const SIGHT: Ink = [0x4f, 0xa3, 0xa0];
const LINE: Ink = [0xb0, 0x4a, 0x38];
/// Pixels: the sheet's width, its margin, the head with the words.
const WIDTH: f32 = 1400.0;
const MARGIN: f32 = 48.0;
const HEAD: f32 = 64.0;
/// A plan higher than this is drawn smaller.
const TALLEST: f32 = 1400.0;

/// Draws the plan of a set, with what its doors sweep; none if it has no extent at all.
pub(crate) fn draw_set(plan: &ScenePlan, swings: &[Swing]) -> Option<RgbImage> {
    drawn(plan, swings)
}

/// Draws the plan of a scene; none if it has no extent at all.
pub(crate) fn draw(plan: &ScenePlan) -> Option<RgbImage> {
    drawn(plan, &[])
}

fn drawn(plan: &ScenePlan, swings: &[Swing]) -> Option<RgbImage> {
    let size = (plan.high - plan.low).max(Vec2::splat(1.0));
    let scale = ((WIDTH - 2.0 * MARGIN) / size.x).min(TALLEST / size.y);
    let height = size.y * scale + 2.0 * MARGIN + HEAD;
    let mut sheet = Sheet {
        canvas: Canvas::new(WIDTH as u32, height as u32, PAPER)?,
        low: plan.low,
        scale,
        left: (WIDTH - size.x * scale) / 2.0,
    };
    sheet.head(plan);
    sheet.floor(plan);
    swings.iter().for_each(|swing| sheet.swing(swing));
    for camera in &plan.cameras {
        sheet.sight(camera);
    }
    for (from, to) in &plan.lines {
        sheet.line_of_action(*from, *to);
    }
    for figure in &plan.figures {
        sheet.figure(figure);
    }
    let mut taken = Vec::new();
    for camera in &plan.cameras {
        sheet.camera(camera, &mut taken);
    }
    Some(sheet.canvas.into_image())
}

struct Sheet {
    canvas: Canvas,
    low: Vec2,
    scale: f32,
    left: f32,
}

impl Sheet {
    fn at(&self, place: Vec2) -> [f32; 2] {
        let from_corner = (place - self.low) * self.scale;
        [self.left + from_corner.x, HEAD + MARGIN + from_corner.y]
    }

    fn head(&mut self, plan: &ScenePlan) {
        let words = WIDTH - 2.0 * MARGIN;
        self.canvas.text(&plan.heading, [MARGIN, 20.0], 24.0, words, 1, INK);
        let cameras = match plan.cameras.len() {
            0 => String::new(),
            1 => "a wedge is what the camera sees; ".into(),
            count => format!(
                "{count} set-ups; dashed: the line of action; a wedge is what a camera sees; "
            ),
        };
        let legend = format!("{cameras}north is up; one square is a metre");
        self.canvas.text(&legend, [MARGIN, 52.0], 15.0, words, 1, QUIET);
    }

    fn floor(&mut self, plan: &ScenePlan) {
        let (low, high) = (-plan.floor, plan.floor);
        for x in low.x.ceil() as i32..=high.x.floor() as i32 {
            let ends = [self.at(Vec2::new(x as f32, low.y)), self.at(Vec2::new(x as f32, high.y))];
            self.canvas.line(&ends, false, 0.6, PIECE);
        }
        for y in low.y.ceil() as i32..=high.y.floor() as i32 {
            let ends = [self.at(Vec2::new(low.x, y as f32)), self.at(Vec2::new(high.x, y as f32))];
            self.canvas.line(&ends, false, 0.6, PIECE);
        }
        for piece in &plan.pieces {
            let corners = piece.corners.map(|corner| self.at(corner));
            self.canvas.fill(&corners, PIECE, 1.0);
            self.canvas.line(&corners, true, 1.2, QUIET);
            let middle = piece.corners.iter().copied().sum::<Vec2>() / 4.0;
            let at = self.at(middle);
            let name = piece.kind.map_or("box".into(), |kind| format!("{kind:?}").to_lowercase());
            self.canvas.text(
                &name,
                [at[0] - 3.0 * name.len() as f32, at[1] - 7.0],
                12.0,
                120.0,
                1,
                QUIET,
            );
        }
        for wall in &plan.walls {
            self.wall(wall);
        }
    }

    /// Solid but for its holes: windows are thin, doors open.
    fn wall(&mut self, wall: &PlanWall) {
        let way = (wall.to - wall.from).normalize_or_zero();
        let along = |metres: f32| wall.from + way * metres;
        let mut holes = wall.holes.clone();
        holes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut from = 0.0;
        for (start, end, door) in holes {
            let solid = [self.at(along(from)), self.at(along(start))];
            self.canvas.line(&solid, false, 5.0, INK);
            if !door {
                let glass = [self.at(along(start)), self.at(along(end))];
                self.canvas.line(&glass, false, 1.5, INK);
            }
            from = end;
        }
        let solid = [self.at(along(from)), self.at(wall.to)];
        self.canvas.line(&solid, false, 5.0, INK);
    }

    /// A leaf, wide open, and the quarter that it sweeps.
    fn swing(&mut self, swing: &Swing) {
        let at = |step: i32| {
            let angle = std::f32::consts::FRAC_PI_2 * step as f32 / 10.0;
            let way = swing.along * ops::cos(angle) + swing.inward * ops::sin(angle);
            swing.hinge + way * swing.reach
        };
        let arc: Vec<[f32; 2]> = (0..=10).map(|step| self.at(at(step))).collect();
        self.canvas.line(&arc, false, 1.0, QUIET);
        self.canvas.line(&[self.at(swing.hinge), self.at(at(10))], false, 2.0, INK);
    }

    fn sight(&mut self, camera: &PlanCamera) {
        let reach = 2.2;
        let edge = |turn: f32| camera.at + toward(camera.facing + turn) * reach;
        let half = camera.angle / 2.0;
        let wedge =
            [self.at(camera.at), self.at(edge(half)), self.at(edge(0.0)), self.at(edge(-half))];
        self.canvas.fill(&wedge, SIGHT, 0.13);
    }

    fn line_of_action(&mut self, from: Vec2, to: Vec2) {
        let way = (to - from) * 0.35;
        let (from, to) = (self.at(from - way), self.at(to + way));
        self.canvas.dashed(from, to, 1.6, LINE);
    }

    fn figure(&mut self, figure: &PlanFigure) {
        let nose = figure.at + toward(figure.facing) * 0.42;
        let shoulder = toward(figure.facing + 90.0) * 0.24;
        let body = [self.at(figure.at - shoulder), self.at(nose), self.at(figure.at + shoulder)];
        let accent = colour(figure.accent);
        self.canvas.fill(&body, accent, 1.0);
        let at = self.at(figure.at);
        self.canvas.disc(at, 0.17 * self.scale, accent);
        self.canvas.text(
            &figure.name,
            [at[0] + 0.24 * self.scale, at[1] - 9.0],
            16.0,
            240.0,
            1,
            INK,
        );
    }

    /// A camera and its number, moved down where another's number stands already.
    fn camera(&mut self, camera: &PlanCamera, taken: &mut Vec<[f32; 2]>) {
        let side = toward(camera.facing + 90.0) * 0.12;
        let front = camera.at + toward(camera.facing) * 0.2;
        let back = camera.at - toward(camera.facing) * 0.12;
        let body = [self.at(back - side), self.at(back + side), self.at(front)];
        self.canvas.fill(&body, SIGHT, 1.0);
        self.canvas.line(&body, true, 1.2, INK);
        let mut at = self.at(camera.at);
        at = [at[0] + 10.0, at[1] - 7.0];
        while taken
            .iter()
            .any(|other| (other[0] - at[0]).abs() < 90.0 && (other[1] - at[1]).abs() < 13.0)
        {
            at[1] += 13.0;
        }
        taken.push(at);
        let moves = if camera.moves { " ~" } else { "" };
        let words = format!("{:04} {} {}{moves}", camera.number, camera.kind, camera.size);
        self.canvas.text(&words, at, 12.0, 160.0, 1, INK);
    }
}

/// The direction of an angle as figures face: 0 along +z, 90 along +x.
fn toward(degrees: f32) -> Vec2 {
    let angle = degrees.to_radians();
    Vec2::new(ops::sin(angle), ops::cos(angle))
}

/// The ink of an accent on paper.
pub(crate) fn colour(accent: Accent) -> Ink {
    match accent {
        Accent::Brick => [0xa6, 0x4b, 0x3a],
        Accent::Ochre => [0xc0, 0x8a, 0x35],
        Accent::Teal => [0x3f, 0x80, 0x7d],
        Accent::Plum => [0x75, 0x4a, 0x6b],
        Accent::Moss => [0x6b, 0x7a, 0x45],
        Accent::Slate => [0x55, 0x65, 0x78],
        Accent::Rose => [0xb8, 0x76, 0x7c],
        Accent::Sand => [0xb5, 0xa0, 0x7c],
    }
}
