use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::{Depth, MixClip, MixPlan, MixTrack, Pcm, RATE, Sound, decode, write_mix};

const LENGTH: i64 = 20_000;

fn ramp() -> Arc<Mix> {
    mix_of(|n| (n % 4001) as f32 / 4001.0 - 0.5)
}

/// A deep tone, which has no steps of its own.
fn tone() -> Arc<Mix> {
    mix_of(|n| 0.5 * libm::sin(std::f64::consts::TAU * 110.0 * n as f64 / 48_000.0) as f32)
}

fn mix_of(sample: impl Fn(i64) -> f32) -> Arc<Mix> {
    let sound = (0..LENGTH).map(sample).collect();
    let sound = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![sound] }));
    let clip = MixClip { sound, length: LENGTH, ..MixClip::default() };
    let plan = MixPlan {
        length: LENGTH,
        tracks: vec![MixTrack::default()],
        clips: vec![clip],
        ..MixPlan::default()
    };
    Arc::new(Mix::new(&plan))
}

fn rendered(mix: &Mix, start: i64, count: usize) -> Vec<[f32; 2]> {
    let mut out = vec![[0.0; 2]; count];
    mix.render(start, &mut out);
    out
}

fn hash(frames: impl Iterator<Item = [f32; 2]>) -> blake3::Hash {
    blake3::hash(&frames.flatten().flat_map(f32::to_le_bytes).collect::<Vec<u8>>())
}

#[test]
fn what_is_played_is_what_is_exported() {
    let mix = ramp();
    let exported =
        write_mix(Vec::new(), &mix, Depth::F32, &mut |_| {}, &AtomicBool::new(false)).unwrap();
    let exported = decode(&exported, "wav").unwrap();
    let exported =
        hash((0..LENGTH as usize).map(|n| [exported.channels[0][n], exported.channels[1][n]]));
    for block in [1, 7, 256, 441, 5000] {
        let (mut player, mut capture) = Player::captured(mix.clone());
        player.play();
        let mut heard = vec![[0.0; 2]; LENGTH as usize];
        heard.chunks_mut(block).for_each(|block| capture.pull(block));
        assert_eq!(hash(heard.into_iter()), exported, "in blocks of {block}");
    }
}

#[test]
fn the_position_counts_what_was_pulled_and_stops_at_the_end() {
    let (mut player, mut capture) = Player::captured(ramp());
    let mut block = [[0.0; 2]; 300];
    capture.pull(&mut block);
    assert_eq!((player.position(), player.is_playing()), (0, false));
    player.play();
    capture.pull(&mut block);
    assert_eq!((player.position(), player.is_playing()), (300, true));
    player.seek(LENGTH - 100);
    assert_eq!(player.position(), LENGTH - 100);
    capture.pull(&mut block);
    assert_eq!((player.position(), player.is_playing()), (LENGTH, false));
    player.seek(i64::MAX);
    assert_eq!(player.position(), LENGTH);
    player.seek(-5);
    assert_eq!(player.position(), 0);
}

#[test]
fn a_seek_is_obeyed_once_and_at_once() {
    let mix = ramp();
    let (mut player, mut capture) = Player::captured(mix.clone());
    player.play();
    let mut block = [[0.0; 2]; 1000];
    capture.pull(&mut block);
    player.seek(5000);
    player.seek(9000);
    capture.pull(&mut block);
    assert_eq!(player.position(), 10_000);
    // Past the 5 ms in which the old place dies away, it is the new place to the bit.
    assert_eq!(block[240..], rendered(&mix, 9240, 760));
    capture.pull(&mut block);
    assert_eq!(block[..], rendered(&mix, 10_000, 1000));
}

#[test]
fn a_pause_does_not_click_and_play_goes_on_where_it_was() {
    let mix = ramp();
    let (mut player, mut capture) = Player::captured(mix.clone());
    player.play();
    let mut out = vec![[0.0; 2]; 4000];
    capture.pull(&mut out[..1500]);
    player.pause();
    capture.pull(&mut out[1500..2500]);
    assert_eq!(player.position(), 1500);
    player.play();
    capture.pull(&mut out[2500..]);
    assert_eq!(player.position(), 3000);
    let steepest = out.windows(2).map(|pair| (pair[1][0] - pair[0][0]).abs()).fold(0.0, f32::max);
    assert!(steepest < 0.01, "{steepest}");
    assert!(out[1740..2500].iter().all(|frame| *frame == [0.0; 2]));
    assert_eq!(out[2740..], rendered(&mix, 1740, 1260));
}

#[test]
fn a_new_mix_is_heard_and_the_newest_wins() {
    let (mut player, mut capture) = Player::captured(ramp());
    let quiet = Arc::new(Mix::new(&MixPlan { length: 500, ..MixPlan::default() }));
    for _ in 0..20 {
        player.set_mix(ramp());
    }
    player.set_mix(quiet.clone());
    player.play();
    let mut block = [[9.0; 2]; 400];
    capture.pull(&mut block);
    assert!(block.iter().all(|frame| *frame == [0.0; 2]));
    assert_eq!(player.length(), 500);
    // What is no longer played is let go by the player.
    player.set_mix(ramp());
    capture.pull(&mut block);
    player.tidy();
    assert_eq!(Arc::strong_count(&quiet), 1);
}

#[test]
fn picture_follows_what_is_heard_not_what_was_asked_for() {
    let (mut player, mut capture) = Player::captured(ramp());
    player.shared.latency.store(700, Relaxed);
    player.seek(1000);
    player.play();
    let mut block = [[0.0; 2]; 500];
    capture.pull(&mut block);
    assert_eq!((player.position(), player.heard()), (1500, 1000));
    capture.pull(&mut block);
    assert_eq!((player.position(), player.heard()), (2000, 1300));
    player.pause();
    assert_eq!(player.heard(), 2000);
}

#[test]
fn without_a_sound_card_it_says_so_and_ends_when_dropped() {
    let player = Player::silent(ramp(), "no card here");
    while player.output() == Output::Opening {
        std::thread::yield_now();
    }
    assert_eq!(player.output(), Output::Silent { why: "no card here".into() });
    drop(player);
}

#[test]
fn a_player_may_be_kept_where_threads_share_it() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Player>();
}

#[test]
fn a_player_opens_on_any_machine_and_ends_when_dropped() {
    let player = Player::open(ramp());
    while player.output() == Output::Opening {
        std::thread::yield_now();
    }
    assert!(matches!(player.output(), Output::Card { .. } | Output::Silent { .. }));
}

/// The steepest step from one sample to the next.
fn steepest(out: &[[f32; 2]]) -> f32 {
    out.windows(2).map(|pair| (pair[1][0] - pair[0][0]).abs()).fold(0.0, f32::max)
}

#[test]
fn a_scrub_is_heard_at_once_and_moves_the_place_but_not_the_clock() {
    let mix = tone();
    let (mut player, mut capture) = Player::captured(mix.clone());
    player.scrub(5000);
    let mut out = vec![[0.0; 2]; 6000];
    out.chunks_mut(512).for_each(|block| capture.pull(block));
    assert_eq!((player.position(), player.heard(), player.is_playing()), (5000, 5000, false));
    // Within the first block; whole after 5 ms; over after 80.
    assert!(out[1..240].iter().any(|frame| frame[0].abs() > 0.01));
    assert_eq!(out[240..3599], rendered(&mix, 5240, 3359));
    assert!(out[3840..].iter().all(|frame| *frame == [0.0; 2]));
    assert!(steepest(&out) < 0.01, "{}", steepest(&out));
}

#[test]
fn a_hand_that_drags_makes_no_clicks() {
    let mix = tone();
    let (mut player, mut capture) = Player::captured(mix);
    let mut out = vec![[0.0; 2]; 48_000];
    for (n, block) in out.chunks_mut(480).enumerate() {
        if n.is_multiple_of(2) && n < 80 {
            player.scrub((n as i64 * 7919) % 15_000);
        }
        if n == 81 {
            player.seek(500);
            player.play();
        }
        capture.pull(block);
    }
    assert!(steepest(&out) < 0.02, "{}", steepest(&out));
    // It was heard all the time: no 40 ms of silence.
    for block in out[480..38_000].chunks(1920) {
        assert!(block.iter().any(|frame| frame[0].abs() > 0.01));
    }
}

#[test]
fn a_scrub_while_it_plays_is_a_seek() {
    let mix = ramp();
    let (mut player, mut capture) = Player::captured(mix.clone());
    player.play();
    let mut block = [[0.0; 2]; 1000];
    capture.pull(&mut block);
    player.scrub(5000);
    capture.pull(&mut block);
    assert_eq!((player.position(), player.is_playing()), (6000, true));
    assert_eq!(block[240..], rendered(&mix, 5240, 760));
}

#[test]
fn a_count_in_beeps_each_second_and_then_the_film_begins_to_the_sample() {
    let mix = ramp();
    let (mut player, mut capture) = Player::captured(mix.clone());
    player.seek(1000);
    player.play_after(2);
    let mut out = vec![[0.0; 2]; 2 * 48_000 + 1000];
    for block in out.chunks_mut(700) {
        capture.pull(block);
        assert!(1000 <= player.heard());
    }
    let loud = |from: usize| out[from..from + 2880].iter().any(|frame| frame[0] > 0.2);
    assert!(loud(0) && loud(48_000) && !loud(24_000));
    assert_eq!(out[96_240..], rendered(&mix, 1240, 760));
    assert_eq!(player.position(), 2000);
    assert!(steepest(&out[..96_000]) < 0.05);
}

#[test]
fn a_pause_in_a_count_in_ends_it() {
    let (mut player, mut capture) = Player::captured(ramp());
    player.play_after(3);
    let mut block = [[0.0; 2]; 1000];
    capture.pull(&mut block);
    player.pause();
    capture.pull(&mut block);
    assert_eq!(player.position(), 0);
    player.play();
    capture.pull(&mut block);
    assert_eq!(player.position(), 1000);
}
