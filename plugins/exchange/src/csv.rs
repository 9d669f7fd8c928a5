//! The way of a camera as a table.

use std::fmt::Write;

use maquette_camera::{Aim, View, fov_from_focal};

use crate::exported::Exported;
use crate::track::CameraTrack;

/// Frame, timecode and seconds are those of the film. Metres; +y is up and the camera looks along -z. Degrees:
/// yaw to the left, pitch up, roll to the left shoulder, applied in this order. Angles of view are those of the
/// lens without its shift; a shift is a share of the picture's width and height. Where all is sharp there is no focus.
const HEAD: &str = "frame,timecode,seconds,x,y,z,yaw,pitch,roll,focal_mm,fov_x_deg,fov_y_deg,shift_x,shift_y,focus_m,f_stop";

/// A row a frame below a header row, as RFC 4180 has it: commas, CRLF at each end of a line.
pub fn csv(track: &CameraTrack) -> Exported {
    let mut text = format!("{HEAD}\r\n");
    for (index, (view, aim)) in track.views.iter().zip(track.aims()).enumerate() {
        let frame = track.timecode(index).frame();
        let seconds = track.rate.start_of(frame).seconds();
        text += &format!("{},{},{seconds:.9}", frame.0, track.timecode(index));
        row(&mut text, view, aim);
        text += &view.focus.map_or(",".into(), |metres| format!(",{metres:.6}"));
        text += &format!(",{:.2}\r\n", view.stop);
    }
    Exported { bytes: text.into_bytes(), lost: Vec::new() }
}

fn row(text: &mut String, view: &View, aim: Aim) {
    let fov = |extent| fov_from_focal(view.focal, extent).to_degrees();
    let place = view.position.to_array();
    let turn = [aim.yaw, aim.pitch, aim.roll];
    let lens = [view.focal, fov(view.gate.x), fov(view.gate.y), view.shift.x, view.shift.y];
    for value in place.into_iter().chain(turn).chain(lens) {
        // A zero has no sign.
        let value = if value.abs() < 5e-7 { 0.0 } else { value };
        if write!(text, ",{value:.6}").is_err() {
            return;
        }
    }
}
