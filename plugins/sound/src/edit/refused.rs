//! Why a hand cannot do it.

use maquette_time::Flicks;

use crate::{LONGEST_STRETCH, MOST_GAIN, SILENCE};

/// Why an action on tracks and clips is not done, in words for artists.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    #[error("the clip is not there any more")]
    NoClip,
    #[error("the track is not there any more")]
    NoTrack,
    #[error("the sound is not there any more")]
    NoSound,
    #[error("the shot is not in the film")]
    NoShot,
    #[error("{clip} is locked; unlock it first")]
    ClipLocked { clip: String },
    #[error("the track {track} is locked; unlock it first")]
    TrackLocked { track: String },
    #[error("{clip} goes with a shot that is not in the film")]
    OffStage { clip: String },
    #[error("a track needs a name")]
    NoName,
    #[error("there is a track {track} already; choose another name")]
    NameTaken { track: String },
    #[error("{} is not inside {clip}, which lies from {} to {}", shown(*at), shown(*from), shown(*to))]
    NotInside { clip: String, at: Flicks, from: Flicks, to: Flicks },
    #[error("nothing would be left of {clip}, which lies from {} to {}", shown(*from), shown(*to))]
    NothingLeft { clip: String, from: Flicks, to: Flicks },
    #[error("the sound of {clip} has no more than {} before it", shown(*left))]
    SoundBegins { clip: String, left: Flicks },
    #[error("the sound of {clip} has no more than {} after it", shown(*left))]
    SoundEnds { clip: String, left: Flicks },
    #[error("{clip} would begin before the film")]
    BeforeFilm { clip: String },
    #[error("{clip} would lie more than 99 hours into the film")]
    BeyondFilm { clip: String },
    #[error("{one} and {other} are not on the same track")]
    OtherTrack { one: String, other: String },
    #[error("{one} does not begin before {other} and end within it, or where it begins")]
    NotNeighbours { one: String, other: String },
    #[error("fades of {} do not fit into {clip}, which is {} long", shown(*fades), shown(*length))]
    FadesTooLong { clip: String, fades: Flicks, length: Flicks },
    #[error("a gain goes from {SILENCE} to {MOST_GAIN} dB")]
    Gain,
    #[error("a pan goes from -1, left, to 1, right")]
    Pan,
    #[error("{clip} is too quiet or too short to have a loudness")]
    Silent { clip: String },
    #[error("a loudness goes from -70 to 0 LUFS")]
    Loudness,
    #[error("a speed goes from an eighth to eight times, as a ratio of numbers up to 2000")]
    Speed,
    #[error(
        "the sound of {clip} is longer than {} minutes; cut its file, or let the pitch follow the speed",
        LONGEST_STRETCH / 60
    )]
    TooLongToStretch { clip: String },
    #[error("there is no key of volume at {}", shown(*at))]
    NoKey { at: Flicks },
    #[error("a volume curve has {most} keys at the most")]
    TooManyKeys { most: usize },
}

/// Seconds, as short as they are exact to a millisecond.
fn shown(time: Flicks) -> String {
    let text = format!("{:.3}", time.seconds());
    format!("{} s", text.trim_end_matches('0').trim_end_matches('.'))
}
