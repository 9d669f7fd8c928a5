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
            | Transport::StepShots(_)
            | Transport::ToHead
            | Transport::ToTail => {}
        }
        if let Some(place) = place_after(*request, playhead.time, playhead.rate, &timeline) {
            player.seek(place.samples(RATE));
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
    use maquette_sound::{Capture, Mix, MixPlan};

    /// A film of three seconds, without a sound in it, whose samples are pulled by hand.
    fn film() -> (App, Capture) {
        let shot = Shot { length: Flicks::SECOND * 3, ..Shot::default() };
        let edits =
            [Edit::create(Id::FILM, &Film::default()), Edit::create(Id::hashed(&["shot"]), &shot)];
        let plan = MixPlan { length: 3 * i64::from(RATE), ..MixPlan::default() };
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
}
