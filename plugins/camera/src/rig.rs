//! A rig at a time.

use bevy_math::{Quat, Vec2, Vec3};
use maquette_document::{Rig, Tracking};
use maquette_time::Flicks;

use crate::aim::Aim;
use crate::bounds::{or, within_reach};
use crate::focus::{focus_at, stop_of};
use crate::lag::lagged;
use crate::lens::{LENS_RANGE, gate};
use crate::moves::{Stand, add_move};
use crate::path::Way;
use crate::subjects::{Subjects, place_of};
use crate::tracking::{inside_zone, nailed, zone_of};
use crate::view::View;

/// The view of `rig`, `time` after the head of its shot, for a picture of `aspect` (width over height).
///
/// Who asks for many times measures the path once, with a [`PreparedRig`].
pub fn view_at(rig: &Rig, time: Flicks, aspect: f32, subjects: &dyn Subjects) -> View {
    PreparedRig::new(rig, aspect).view_at(time, subjects)
}

/// A rig whose path is measured, for a picture of one shape.
pub struct PreparedRig<'a> {
    rig: &'a Rig,
    gate: Vec2,
    shift: Vec2,
    stop: f32,
    way: Option<Way>,
    /// Where the head of the shot has it, before anything moves it.
    head: Stand,
    /// The level turn of the camera at the head of the shot: its travel is along these axes.
    level: Quat,
}

impl<'a> PreparedRig<'a> {
    /// For a picture of `aspect` (width over height).
    pub fn new(rig: &'a Rig, aspect: f32) -> Self {
        let gate = gate(rig.sensor, aspect);
        let sensor = Vec2::new(rig.sensor.width, rig.sensor.height);
        let shift = rig.lens.shift * sensor / gate;
        let shift = if shift.is_finite() {
            shift.clamp(Vec2::splat(-2.0), Vec2::splat(2.0))
        } else {
            Vec2::ZERO
        };
        let way = rig.path.as_ref().and_then(Way::of);
        let stop = stop_of(rig.lens.stop);
        let head = carried(rig, way.as_ref(), Flicks::ZERO);
        let level = Quat::from_rotation_y(head.aim.yaw.to_radians());
        Self { rig, gate, shift, stop, way, head, level }
    }

    /// The view `time` after the head of the shot.
    ///
    /// A figure that `subjects` does not know is neither followed nor tracked, and a focus on it is deep. Pure:
    /// the same arguments give the same view, whatever was asked before. Zooms follow one another in the order
    /// of the list, linear in millimetres, so that a dolly and a zoom with the same ease keep the size of what
    /// they close on.
    pub fn view_at(&self, time: Flicks, subjects: &dyn Subjects) -> View {
        let carried = carried(self.rig, self.way.as_ref(), time);
        let stand = self.moved(carried, time, subjects);
        let mut view = View {
            position: stand.position,
            rotation: Quat::IDENTITY,
            focal: stand.focal.clamp(LENS_RANGE.0, LENS_RANGE.1),
            gate: self.gate,
            shift: self.shift,
            focus: None,
            stop: self.stop,
        };
        let aim = match &self.rig.tracking {
            Some(tracking) => self.tracked(tracking, &stand, &view, time, subjects),
            None => stand.aim,
        };
        view.rotation = (aim + stand.unrest).whole().rotation();
        view.focus = focus_at(self.rig, &view, time, subjects);
        view
    }

    fn moved(&self, carried: Stand, time: Flicks, subjects: &dyn Subjects) -> Stand {
        let mut stand = carried;
        for step in &self.rig.moves {
            add_move(&mut stand, step, time, carried.position, self.level, subjects);
        }
        stand
    }

    /// The angles of a head that tracks; those of the rig where there is nothing to track.
    fn tracked(
        &self,
        tracking: &Tracking,
        stand: &Stand,
        view: &View,
        time: Flicks,
        subjects: &dyn Subjects,
    ) -> Aim {
        let at = |time| place_of(tracking.target, time, subjects);
        let Some(target) = lagged(&at, time, tracking.lag) else { return stand.aim };
        if zone_of(tracking) == Vec2::ZERO {
            return nailed(tracking, view, stand.aim.roll, target);
        }
        let head = self.moved(self.head, Flicks::ZERO, subjects);
        let Some(first) = at(Flicks::ZERO) else { return stand.aim };
        let focal = head.focal.clamp(LENS_RANGE.0, LENS_RANGE.1);
        let seen = View { position: head.position, focal, ..*view };
        let rest = nailed(tracking, &seen, head.aim.roll, first) + (stand.aim - head.aim);
        inside_zone(tracking, view, rest, target)
    }
}

/// Where the path, or the rig itself, has the camera, before anything moves it.
fn carried(rig: &Rig, way: Option<&Way>, time: Flicks) -> Stand {
    let own = if rig.position.is_finite() { within_reach(rig.position) } else { Vec3::ZERO };
    let own_aim = Aim { yaw: or(rig.yaw, 0.0), pitch: or(rig.pitch, 0.0), roll: or(rig.roll, 0.0) };
    let (position, aim, focal) = match way.map(|way| way.at(time)) {
        Some(carried) => (carried.position, carried.aim, carried.focal),
        None => (own, None, None),
    };
    Stand {
        position,
        aim: aim.unwrap_or(own_aim),
        focal: focal.unwrap_or(or(rig.lens.focal, 35.0)),
        unrest: Aim::default(),
    }
}

#[cfg(test)]
mod tests;
