//! Frames on their way to an encoder.

use bevy_math::Vec3;
use maquette_document::TimeOfDay;
use maquette_stage::{DeviceError, Gpu, StageError, Studio};

use crate::scenes::{Film, view};
use crate::studio;

/// What NV12 of BT.709 in limited range is of RGB, in whole numbers.
fn nv12_of(rgb: &image::RgbImage) -> Vec<u8> {
    let (width, height) = rgb.dimensions();
    let at = |x: u32, y: u32| rgb.get_pixel(x, y).0.map(i32::from);
    let mut planes: Vec<u8> = rgb
        .pixels()
        .map(|pixel| {
            let [r, g, b] = pixel.0.map(i32::from);
            ((r * 11966 + g * 40254 + b * 4064 + 1_081_344) >> 16) as u8
        })
        .collect();
    for y in (0..height).step_by(2) {
        for x in (0..width).step_by(2) {
            let four = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
            let [r, g, b] =
                [0, 1, 2].map(|channel| four.iter().map(|pixel| pixel[channel]).sum::<i32>());
            planes.push(((r * -6596 + g * -22189 + b * 28785 + 33_685_504) >> 18) as u8);
            planes.push(((r * 28785 + g * -26145 + b * -2640 + 33_685_504) >> 18) as u8);
        }
    }
    planes
}

#[test]
fn a_frame_for_the_encoder_is_the_still_in_other_numbers() {
    for (width, height) in [(160, 90), (162, 90)] {
        let Some(mut studio) = studio(width, height) else { return };
        let film = Film::new();
        let moment = film.room(TimeOfDay::Day, 0.0);
        let still = studio.still(&film.world, &moment).expect("drawn");
        studio.submit(&film.world, &moment).expect("drawn");
        let frame = studio.collect().expect("given back");
        assert_eq!(frame.len() as u32, width * height * 3 / 2);
        assert!(frame[..] == nv12_of(&still)[..], "{width} × {height}");
    }
}

#[test]
fn frames_come_back_in_the_order_in_which_they_were_submitted() {
    let Some(mut studio) = studio(64, 36) else { return };
    let film = Film::new();
    let moments: Vec<_> = (0..7).map(|step| film.room(TimeOfDay::Day, step as f32 * 2.0)).collect();
    let mut frames = Vec::new();
    for moment in &moments {
        while studio.is_full() {
            frames.push(studio.collect().expect("given back"));
        }
        studio.submit(&film.world, moment).expect("drawn");
    }
    while frames.len() < moments.len() {
        frames.push(studio.collect().expect("given back"));
    }
    assert!(matches!(studio.collect(), Err(StageError::Read(_))), "no more than were submitted");
    for (moment, frame) in moments.iter().zip(&frames) {
        studio.submit(&film.world, moment).expect("drawn");
        assert!(studio.collect().expect("given back") == *frame, "the same, alone and in a row");
    }
}

#[test]
fn a_full_studio_says_so_and_forgets_when_told() {
    let Some(mut studio) = studio(64, 36) else { return };
    let film = Film::new();
    let moment = film.room(TimeOfDay::Night, 0.0);
    while !studio.is_full() {
        studio.submit(&film.world, &moment).expect("drawn");
    }
    assert!(matches!(studio.submit(&film.world, &moment), Err(StageError::Full)));
    studio.forget_pending();
    assert!(!studio.is_full());
}

#[test]
fn a_size_that_cannot_be_drawn_is_refused() {
    let Ok(gpu) = Gpu::open() else { return };
    for (width, height) in [(0, 0), (1, 2), (640, 361), (60_000, 60_000)] {
        let refused = Studio::on(gpu.clone(), width, height, |_| Default::default());
        assert!(matches!(refused, Err(StageError::Size { .. })), "{width} × {height}");
    }
}

#[test]
fn a_missing_driver_names_what_to_install() {
    let wgpu_says = wgpu::RequestAdapterError::EnvNotSet;
    let message = DeviceError::NoAdapter(wgpu_says).to_string();
    assert!(message.contains("mesa-vulkan-drivers"), "{message}");
}

#[test]
fn a_wider_picture_has_black_above_and_below() {
    let Some(mut studio) = studio(160, 90) else { return };
    let film = Film::new();
    let mut moment = film.room(TimeOfDay::Day, 0.0);
    moment.aspect = 2.39;
    moment.view = view(Vec3::new(0.0, 1.5, 3.0), Vec3::new(0.0, 1.2, 0.0), 30.0);
    let still = studio.still(&film.world, &moment).expect("drawn");
    let top = maquette_moment::letter_box(160, 90, 2.39).y;
    for x in [0, 80, 159] {
        assert_eq!(still.get_pixel(x, 0).0, [0; 3]);
        assert_eq!(still.get_pixel(x, top - 1).0, [0; 3]);
        assert_eq!(still.get_pixel(x, 89).0, [0; 3]);
        assert_ne!(still.get_pixel(x, top + 1).0, [0; 3]);
    }
}

#[test]
fn a_picture_is_the_same_whatever_was_drawn_before_it() {
    let (Some(mut one), Some(mut two)) = (studio(128, 72), studio(128, 72)) else { return };
    let film = Film::new();
    let (first, second) = (film.over_shoulder(TimeOfDay::Dusk), film.room(TimeOfDay::Day, 1.0));
    let alone = one.still(&film.world, &second).expect("drawn");
    two.still(&film.world, &first).expect("drawn");
    assert!(alone == two.still(&film.world, &second).expect("drawn"));
}
