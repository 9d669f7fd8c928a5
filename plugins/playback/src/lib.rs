//! Playback: the playhead of the open film, and the pictures that it will need next.
//!
//! Only this plugin writes [`Playhead`]. Others send a [`Transport`] request and read the playhead after
//! [`PlaybackSystems`]. Its clock is the count of samples at the loudspeaker, so that picture follows sound; it
//! never looks at wall time. It draws nothing.

mod ring;
mod transport;

pub use ring::{PictureRing, Wanted};
pub use transport::Transport;

use bevy_app::prelude::*;
use bevy_ecs::prelude::*;
use maquette_document::{Film, Timeline};
use maquette_sound::{Player, RATE};
use maquette_time::{Flicks, Frame, FrameRate};
use transport::place_after;

/// Adds the [`Playhead`] and moves it in [`PreUpdate`]. Needs a [`Sounding`].
pub struct PlaybackPlugin;

impl Plugin for PlaybackPlugin {
    fn build(&self, app: &mut App) {
        let systems = (follow_sound, obey_transport).chain().in_set(PlaybackSystems);
        app.init_resource::<Playhead>().add_message::<Transport>().add_systems(PreUpdate, systems);
    }
}

/// All that playback does in an update.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlaybackSystems;

/// The sound of the open film, whose samples are the clock.
#[derive(Resource)]
pub struct Sounding(pub Player);

/// Where the open film is.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Playhead {
    time: Flicks,
    rate: FrameRate,
    playing: bool,
}

impl Playhead {
    pub fn time(&self) -> Flicks {
        self.time
    }

    pub fn frame(&self) -> Frame {
        self.rate.frame_at(self.time)
    }

    pub fn is_playing(&self) -> bool {
        self.playing
    }
}

fn follow_sound(sounding: Res<Sounding>, films: Query<&Film>, mut playhead: ResMut<Playhead>) {
    let mut now = *playhead;
    now.rate = films.iter().next().map_or(now.rate, |film| film.rate);
    now.playing = sounding.0.is_playing();
    if now.playing {
        now.time = Flicks::from_samples(sounding.0.heard().max(0), RATE);
    }
    playhead.set_if_neq(now);
}

/// Runs after the clock, so that a seek shows exactly the frame asked for.
fn obey_transport(
    mut requests: MessageReader<Transport>,
    timeline: Option<Res<Timeline>>,
    mut sounding: ResMut<Sounding>,
    mut playhead: ResMut<Playhead>,
) {
    let Some(timeline) = timeline else { return };
    for request in requests.read() {
        let player = &mut sounding.0;
        match *request {
            Transport::Play => start(player, &mut playhead, &timeline),
            Transport::Toggle if !player.is_playing() => start(player, &mut playhead, &timeline),
            Transport::Pause | Transport::Toggle | Transport::StepFrames(_) => player.pause(),
            Transport::Seek(_)
            | Transport::Scrub(_)
            | Transport::StepShots(_)
            | Transport::ToHead
            | Transport::ToTail => {}
        }
        if let Some(place) = place_after(*request, playhead.time, playhead.rate, &timeline) {
            match request {
                // A hand that rests on a frame is not heard.
                Transport::Scrub(_) if place == playhead.time => {}
                Transport::Scrub(_) => player.scrub(place.samples(RATE)),
                _ => player.seek(place.samples(RATE)),
            }
            playhead.time = place;
        }
        playhead.playing = player.is_playing();
    }
}

/// From the last frame, playing begins at the head again.
fn start(player: &mut Player, playhead: &mut Playhead, timeline: &Timeline) {
    if timeline.frames() <= playhead.frame().0 + 1 {
        player.seek(0);
        playhead.time = Flicks::ZERO;
    }
    player.play();
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use maquette_document::{Edit, Id, Shot, changes_from_edits, project};
    use maquette_sound::{Capture, Mix, MixClip, MixPlan, MixTrack, Pcm, Sound};

    /// A film of three seconds, without a sound in it, whose samples are pulled by hand.
    fn film() -> (App, Capture) {
        film_of(MixPlan::default())
    }

    fn film_of(plan: MixPlan) -> (App, Capture) {
        let shot = Shot { length: Flicks::SECOND * 3, ..Shot::default() };
        let edits =
            [Edit::create(Id::FILM, &Film::default()), Edit::create(Id::hashed(&["shot"]), &shot)];
        let plan = MixPlan { length: 3 * i64::from(RATE), ..plan };
        let (player, capture) = Player::captured(Arc::new(Mix::new(&plan)));
        let mut app = App::new();
        app.add_plugins(PlaybackPlugin).insert_resource(Sounding(player));
        project(app.world_mut(), &changes_from_edits(&edits));
        (app, capture)
    }

    fn frame(app: &App) -> Frame {
        app.world().resource::<Playhead>().frame()
    }

    fn pull(capture: &mut Capture, samples: usize) {
        capture.pull(&mut vec![[0.0; 2]; samples]);
    }

    #[test]
    fn the_picture_goes_as_far_as_the_samples_have() {
        let (mut app, mut capture) = film();
        app.world_mut().write_message(Transport::Play);
        app.update();
        pull(&mut capture, 48_000);
        app.update();
        assert_eq!(frame(&app), Frame(24));
    }

    #[test]
    fn a_seek_shows_exactly_its_frame_even_while_playing() {
        let (mut app, mut capture) = film();
        app.world_mut().write_message(Transport::Play);
        app.update();
        pull(&mut capture, 1_000);
        app.world_mut().write_message(Transport::Seek(Flicks::SECOND * 2));
        app.update();
        assert_eq!(frame(&app), Frame(48));
        pull(&mut capture, 2_000);
        app.update();
        assert_eq!(frame(&app), Frame(49));
    }

    #[test]
    fn a_step_stops_and_shows_the_next_frame() {
        let (mut app, mut capture) = film();
        app.world_mut().write_message(Transport::Play);
        app.update();
        pull(&mut capture, 24_000);
        app.world_mut().write_message(Transport::StepFrames(1));
        app.update();
        assert_eq!(frame(&app), Frame(13));
        pull(&mut capture, 24_000);
        app.update();
        assert_eq!(frame(&app), Frame(13));
    }

    #[test]
    fn a_scrub_is_heard_where_it_goes_and_a_hand_that_rests_is_not() {
        let tone = Pcm { rate: RATE, channels: vec![vec![0.5; 3 * RATE as usize]] };
        let sound = Arc::new(Sound::from(tone));
        let clip = MixClip { sound, length: 3 * i64::from(RATE), ..MixClip::default() };
        let tracks = vec![MixTrack::default()];
        let (mut app, mut capture) =
            film_of(MixPlan { tracks, clips: vec![clip], ..MixPlan::default() });
        let mut heard = |app: &mut App, place: Flicks| {
            app.world_mut().write_message(Transport::Scrub(place));
            app.update();
            let mut out = vec![[0.0; 2]; 9_600];
            capture.pull(&mut out);
            out.iter().any(|frame| 0.1 < frame[0])
        };
        assert!(heard(&mut app, Flicks::SECOND));
        assert_eq!(frame(&app), Frame(24));
        assert!(!heard(&mut app, Flicks::SECOND));
        assert!(heard(&mut app, Flicks::SECOND * 2));
        assert!(!app.world().resource::<Playhead>().is_playing());
    }

    /// A film of a flash and a beep each half second: on the frame that flashes, the beep is heard.
    #[test]
    fn the_flash_is_on_screen_when_the_beep_is_heard() {
        let beep = Arc::new(Sound::from(Pcm { rate: RATE, channels: vec![vec![0.9; 96]] }));
        let clip = |n: i64| MixClip {
            sound: beep.clone(),
            start: n * 24_000,
            length: 96,
            ..MixClip::default()
        };
        let clips = (0..6).map(clip).collect();
        let plan = MixPlan { tracks: vec![MixTrack::default()], clips, ..MixPlan::default() };
        let (mut app, mut capture) = film_of(plan);
        app.world_mut().write_message(Transport::Play);
        app.update();
        // A window that draws at 60 a second, a card that takes 512 samples at once.
        let (mut given, mut beeps) = (0_i64, Vec::new());
        let mut worst = 0;
        for drawn in 1..150 {
            while given < drawn * 800 {
                let mut block = [[0.0; 2]; 512];
                capture.pull(&mut block);
                beeps.extend(
                    block
                        .iter()
                        .enumerate()
                        .filter(|(_, f)| 0.5 < f[0])
                        .map(|(n, _)| given + n as i64),
                );
                given += 512;
            }
            app.update();
            let shown = frame(&app).0;
            let due = (given / 2_000).min(71);
            worst = worst.max((shown - due).abs());
        }
        assert_eq!(worst, 0, "frames off the sound");
        beeps.dedup_by_key(|at| *at / 24_000);
        assert_eq!(beeps, [0, 24_000, 48_000, 72_000, 96_000], "beeps are where they lie");
        assert!(beeps.iter().all(|at| (at / 2_000) % 12 == 0));
    }
}
