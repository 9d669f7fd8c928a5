//! Pictures that were looked at and found good. `MAQUETTE_ACCEPT=1` takes what is drawn now as good: look at
//! `tests/golden` before it is committed.

use std::path::PathBuf;

use image::RgbImage;
use maquette_document::{TextStyle, TimeOfDay, Weather};
use maquette_moment::{Moment, TextMoment};

use crate::scenes::{FIELD, Film, SHORE, STREET};
use crate::studio;

const WIDTH: u32 = 320;
const HEIGHT: u32 = 180;

/// Drivers and their versions round differently: this much of a byte on average, and so few pixels by more.
const MEAN: f64 = 1.5;
const OUTLIER: u8 = 48;
const OUTLIERS: f64 = 0.006;

fn check(name: &str, make: impl Fn(&Film) -> Moment) {
    let Some(mut studio) = studio(WIDTH, HEIGHT) else { return };
    let film = Film::new();
    let drawn = studio.still(&film.world, &make(&film)).expect("drawn");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.png"));
    if std::env::var_os("MAQUETTE_ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
        drawn.save(&path).expect("written");
        return;
    }
    let golden = image::open(&path).expect("MAQUETTE_ACCEPT=1 makes it").into_rgb8();
    let (mean, outliers) = difference(&drawn, &golden);
    if mean > MEAN || outliers > OUTLIERS {
        let actual = std::env::temp_dir().join(format!("{name}.png"));
        drawn.save(&actual).expect("written");
        panic!(
            "{name} differs by {mean:.2} on average, {outliers:.4} of it by much: see {actual:?}"
        );
    }
}

/// The mean difference of a byte, and the share of pixels that differ by more than [`OUTLIER`].
fn difference(a: &RgbImage, b: &RgbImage) -> (f64, f64) {
    assert_eq!(a.dimensions(), b.dimensions());
    let pairs =
        || a.pixels().zip(b.pixels()).map(|(a, b)| [0, 1, 2].map(|i| a.0[i].abs_diff(b.0[i])));
    let count = f64::from(a.width() * a.height());
    let sum: u64 = pairs().flatten().map(u64::from).sum();
    let outliers = pairs().filter(|pixel| pixel.iter().any(|&byte| byte > OUTLIER)).count();
    (sum as f64 / count / 3.0, outliers as f64 / count)
}

#[test]
fn six_people_in_a_room_by_day() {
    check("room_day", |film| film.room(TimeOfDay::Day, 0.0));
}

#[test]
fn a_face_over_a_shoulder_by_night() {
    check("shoulder_night", |film| film.over_shoulder(TimeOfDay::Night));
}

#[test]
fn a_face_by_day() {
    check("face_day", |film| film.close_up(1, TimeOfDay::Day));
}

#[test]
fn a_street_in_rain_at_dusk() {
    check("street_dusk_rain", |film| film.outside(STREET, TimeOfDay::Dusk, Weather::Rain));
}

#[test]
fn a_shore_by_night() {
    check("shore_night", |film| film.outside(SHORE, TimeOfDay::Night, Weather::Clear));
}

#[test]
fn a_field_in_fog_at_dawn() {
    check("field_dawn_fog", |film| film.outside(FIELD, TimeOfDay::Dawn, Weather::Fog));
}

#[test]
fn a_title_on_paper_with_burn_ins() {
    check("title", |film| {
        let mut moment = film.room(TimeOfDay::Day, 0.0);
        let body = "The Lighthouse\nA film in five scenes".into();
        moment.texts = vec![TextMoment { style: TextStyle::Title, body }];
        moment.burn_ins.timecode = Some("00:00:12:07".into());
        moment.burn_ins.shot = Some("0030".into());
        moment
    });
}
