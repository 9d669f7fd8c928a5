//! `sound`: what is heard, as files. One file a verb.

mod chain;
mod clip;
mod devices;
mod gesture;
mod info;
mod latency;
mod master;
mod mastering;
mod meter;
mod mix;
mod mouth;
mod music;
mod picture;
mod probe;
mod record;
mod say;
mod stems;
mod track;
mod written;

use anyhow::Result;
use clap::Subcommand;

use crate::console::Outcome;

#[derive(Subcommand, Debug)]
pub(crate) enum SoundVerb {
    /// What a sound is, what it says of itself, and how it was made; or what a film has to hear.
    #[command(after_help = "Example: maquette sound info take-3.wav --json")]
    Info(info::Info),
    /// A sound as a picture: its waveform and its spectrogram.
    #[command(after_help = "Example: maquette sound picture cue.wav -o cue.png --from 2s --to 8s")]
    Picture(picture::Picture),
    /// The sound of a film in parts, for a program in which it is mixed on.
    #[command(
        after_help = "Example: maquette sound stems out/lighthouse --out stems --rpp --dawproject"
    )]
    Stems(stems::Stems),
    /// The clips of a film: list, add, split, trim, slip, move, fade, cross, retime and the rest.
    #[command(
        after_help = "Examples: maquette sound clip out/film\n          maquette sound clip out/film split 3 --at 14.5s"
    )]
    Clip(clip::ClipWords),
    /// The tracks of a film: list, add, name, colour, mute, solo, lock, draw.
    #[command(
        after_help = "Examples: maquette sound track out/film --picture tracks.png\n          maquette sound track out/film add Weather --bus effects"
    )]
    Track(track::TrackWords),
    /// How loud a sound or a film is: loudness and its range, true peak, clipping, offset, correlation.
    #[command(
        after_help = "Examples: maquette sound meter out/lighthouse/lighthouse.wav --json\n          maquette sound meter out/lighthouse --over-time loudness.csv"
    )]
    Meter(meter::Meter),
    /// The mix of a film as a WAV, with what it measures and how far each line is over the music.
    #[command(
        after_help = "Examples: maquette sound mix out/lighthouse -o lighthouse-web.wav --preset web\n          maquette sound mix out/lighthouse -o music.wav --bus music"
    )]
    Mix(mix::Mix),
    /// Bring a sound file to a loudness, under a ceiling of its true peak.
    #[command(
        after_help = "Examples: maquette sound master take-3.wav -o take-3-loud.wav --loudness -16 --trim\n          maquette sound master cue.flac -o cue.wav --preset web --eq \"low-cut 40, high-shelf 9000 +2\""
    )]
    Master(master::Master),
    /// Show how the sound of a film is finished, or set it, as one step that can be taken back.
    #[command(
        after_help = "Examples: maquette sound mastering out/lighthouse --preset web\n          maquette sound mastering out/lighthouse --loudness -24 --duck \"under 12 release 1\""
    )]
    Mastering(mastering::SetMastering),
    /// Record what a microphone hears while the film plays, as a clip where it belongs.
    #[command(
        after_help = "Example: maquette sound record out/lighthouse --shot 0030 --track MARA --length 10s"
    )]
    Record(record::Record),
    /// What this machine plays on and records from.
    #[command(after_help = "Example: maquette sound devices --json")]
    Devices(devices::Devices),
    /// How late recordings come, by beeps that are played and recorded; kept, and taken off from then on.
    #[command(after_help = "Example: maquette sound latency --device pulse")]
    Latency(latency::Latency),
    #[command(hide = true)]
    Probe(probe::Probe),
    /// Music from words: what was understood and what was not, then a cue of exactly that length.
    #[command(
        after_help = "Example: maquette sound music \"slow tense strings, 84 bpm, D minor, build to 0:12, no drums\" \
            --length 45s --seed 7 -o cue.wav --stems cue/ --midi cue.mid"
    )]
    Music(music::Music),
    /// Speak words into a file, as a voice and a direction have it; or list the voices.
    #[command(
        after_help = "Example: maquette sound say \"(whispering) Who is there?\" --voice espeak:en-gb+f3 -o who.wav"
    )]
    Say(say::Say),
    /// The shapes of the mouth in each line, as Rhubarb and Moho write them.
    #[command(
        after_help = "Example: maquette sound mouth out/lighthouse --out mouths --format dat --preston-blair"
    )]
    Mouth(mouth::Mouth),
}

pub(crate) fn run(verb: &SoundVerb) -> Result<Outcome> {
    match verb {
        SoundVerb::Info(words) => info::run(words),
        SoundVerb::Picture(words) => picture::run(words),
        SoundVerb::Stems(words) => stems::run(words),
        SoundVerb::Meter(words) => meter::run(words),
        SoundVerb::Clip(words) => clip::run(words),
        SoundVerb::Track(words) => track::run(words),
        SoundVerb::Mix(words) => mix::run(words),
        SoundVerb::Master(words) => master::run(words),
        SoundVerb::Mastering(words) => mastering::run(words),
        SoundVerb::Record(words) => record::run(words),
        SoundVerb::Devices(words) => devices::run(words),
        SoundVerb::Latency(words) => latency::run(words),
        SoundVerb::Probe(words) => probe::run(words),
        SoundVerb::Music(words) => music::run(words),
        SoundVerb::Say(words) => say::run(words),
        SoundVerb::Mouth(words) => mouth::run(words),
    }
}
