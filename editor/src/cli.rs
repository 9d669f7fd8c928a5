//! The verbs and what can be said with them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use maquette_document::Aspect;
use maquette_time::FrameRate;

use crate::commands::figure::FigureVerb;
use crate::commands::set::SetVerb;
use crate::commands::sound::SoundVerb;
use crate::size::{Size, parse_aspect, parse_number, parse_pace, parse_scale, parse_size};

/// Maquette: a script becomes staged shots, spoken, scored and filmed.
#[derive(Parser, Debug)]
#[command(version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Say more: -v what is done, -vv details, -vvv everything.
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// Make a film of a script: a project, an MP4, a WAV, a contact sheet and a report.
    #[command(after_help = "Example: maquette make scenes/lighthouse.fountain -o out/lighthouse")]
    Make(Make),
    /// Start an empty film, or one of pictures cut to a sound.
    #[command(
        after_help = "Example: maquette new boards.maquette --from boards/ --audio track.wav --fit"
    )]
    New(New),
    /// Add pictures, numbered sequences, sounds, characters or things to a film.
    #[command(
        after_help = "Examples: maquette import out/film 'plates/walk.####.png@12' music.wav\n          maquette import out/film rain.wav thunder.flac --track Weather --at 12s\n          maquette import out/film mara.glb --figure MARA\n          maquette import out/film stove.glb --set KITCHEN --at 1.2,0,-2 --turn 90"
    )]
    Import(Import),
    /// Play a film in the studio.
    #[command(after_help = "Example: maquette open out/lighthouse")]
    Open(Open),
    /// Make a film, a folder of frames or of passes, or the sound of a film.
    #[command(
        after_help = "Examples: maquette render out/lighthouse --out draft.mp4 --range 2s..10s --burn-in timecode,shot\n          maquette render out/lighthouse --out passes/ --shot 0080 --pass depth,normal,line,pose"
    )]
    Render(Render),
    /// What is in a film: scenes, shots, lines, clips.
    #[command(after_help = "Example: maquette info out/lighthouse --json")]
    Info(Info),
    /// Take a new draft of the script into a film; write the script as it stands; say what no shot covers.
    #[command(
        subcommand,
        after_help = "Example: maquette script update out/lighthouse draft-2.fountain --dry-run"
    )]
    Script(ScriptVerb),
    /// Who speaks with which voice, how one line is said, and how words are said that voices get wrong.
    #[command(
        after_help = "Examples: maquette cast out/lighthouse MARA --speed 140\n          maquette cast out/lighthouse --line \"the lamp would hold\" --pace 0.8 --pause 0.5s\n          maquette cast out/lighthouse --say Nell=nel --say 'Siân=/ʃˈɑːn/'\n\nWhat is said otherwise is spoken anew, and shots become as long as it then is, in one step; locked shots stay, and say so."
    )]
    Cast(Cast),
    /// What a film breaks of the rules of the craft: the line, jumps, eyelines, frames, rooms.
    #[command(
        after_help = "Example: maquette lint out/lighthouse\n\nThe code is 0 when no rule is broken, 3 otherwise."
    )]
    Lint(Lint),
    /// The camera of a shot: build it from a script, show it, write it for other programs.
    #[command(
        arg_required_else_help = true,
        after_help = "Example: maquette camera set out/lighthouse --shot 0030 --code 'shot(CU).on(\"MARA\").lens(85)'"
    )]
    Camera {
        #[command(subcommand)]
        verb: CameraVerb,
    },
    /// The sets of a film: show one, put boxes, doors, windows and furniture in it, stage its shots again.
    #[command(
        arg_required_else_help = true,
        after_help = "Example: maquette set box out/lighthouse KITCHEN --at 1.2,-0.5 --size 1.6,0.2,1.2 --restage"
    )]
    Set {
        #[command(subcommand)]
        verb: SetVerb,
    },
    /// The figures of a film: pose one in a shot, put its hands on things, change how it is built.
    #[command(
        arg_required_else_help = true,
        after_help = "Example: maquette figure pose out/lighthouse --shot 0030 --figure MARA --hand \"right TOM.left_shoulder\""
    )]
    Figure {
        #[command(subcommand)]
        verb: FigureVerb,
    },
    /// Sounds: what is in a file or a film, the mix and its stems, music and speech from words.
    #[command(
        arg_required_else_help = true,
        after_help = "Example: maquette sound info take-3.wav"
    )]
    Sound {
        #[command(subcommand)]
        verb: SoundVerb,
    },
    /// Other set-ups for a shot: suggest some, list them, take one.
    #[command(
        after_help = "Example: maquette shots out/lighthouse 0030 --suggest 6\n         maquette shots out/lighthouse 0030 --accept 3"
    )]
    Shots(Shots),
    /// What was done to a film, by you, in order, and the versions to go back to.
    #[command(
        after_help = "Example: maquette history out/lighthouse --mark \"before the new ending\""
    )]
    History(History),
    /// What differs between two versions of a film.
    #[command(after_help = "Example: maquette diff out/lighthouse start now")]
    Diff(Diff),
    /// Make a film what it was, as one step that can be taken back.
    #[command(after_help = "Example: maquette restore out/lighthouse \"before the new ending\"")]
    Restore(Restore),
    /// Write a film as text: one file a shot, to be compared and edited.
    #[command(after_help = "Example: maquette export out/lighthouse --ron out/text")]
    Export(Export),
    /// Take text that was exported and edited back into its film, as one step.
    #[command(after_help = "Example: maquette apply out/lighthouse out/text")]
    Apply(Apply),
    /// Take back what you did last; more steps with a number.
    #[command(after_help = "Example: maquette undo out/lighthouse 2")]
    Undo(Steps),
    /// Do again what was taken back.
    #[command(after_help = "Example: maquette redo out/lighthouse")]
    Redo(Steps),
    /// Make generated work again and compare: identical, equivalent, or different and why.
    #[command(after_help = "Example: maquette replay out/lighthouse")]
    Replay(Replay),
    /// What this machine can do, or with a film, whether all of it is sound.
    #[command(
        after_help = "Example: maquette doctor out/lighthouse --repair --media /disks/rushes"
    )]
    Doctor(Doctor),
}

#[derive(Args, Debug)]
pub(crate) struct Make {
    /// The script, in Fountain or Final Draft's .fdx.
    pub(crate) script: PathBuf,
    /// Folder to make it in.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Pixels of a frame, both even [default: 1280x720].
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub(crate) size: Option<Size>,
    /// Frames a second: 24, 25, 23.976, 24000/1001.
    #[arg(long, value_name = "R", default_value = "24")]
    pub(crate) fps: FrameRate,
    /// What the picture is framed for: 16:9, 2.39, 1:1, 9:16 [default: that of the size].
    #[arg(long, value_name = "A", value_parser = parse_aspect)]
    pub(crate) aspect: Option<Aspect>,
    /// Another seed, another staging, cast and score.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u32,
    /// Language of the script, as espeak-ng names it, such as fr [default: guessed].
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// No voices, no music.
    #[arg(long)]
    pub(crate) no_sound: bool,
    /// Who speaks the lines.
    #[arg(long, value_enum, default_value_t = VoiceEngine::Espeak)]
    pub(crate) voice: VoiceEngine,
    /// Take a script that was changed into the film that is there, as one step.
    #[arg(long)]
    pub(crate) update: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VoiceEngine {
    /// espeak-ng, where it is installed.
    Espeak,
    /// A voice inside Maquette.
    Embedded,
    /// Silence as long as the lines would be.
    Silent,
}

#[derive(Args, Debug)]
pub(crate) struct New {
    /// The project folder to make; `.maquette` is added if it is not there.
    pub(crate) film: PathBuf,
    /// A folder of pictures (PNG, JPEG, WebP), taken in natural order.
    #[arg(long, value_name = "PICTURES")]
    pub(crate) from: Option<PathBuf>,
    /// The sound to cut them to.
    #[arg(long, value_name = "FILE")]
    pub(crate) audio: Option<PathBuf>,
    /// How long each picture stands [default: 2s].
    #[arg(long, value_name = "LEN", conflicts_with = "fit")]
    pub(crate) each: Option<String>,
    /// Share the length of the sound among the pictures.
    #[arg(long, requires = "audio")]
    pub(crate) fit: bool,
    /// Move in on each picture by so many percent of its size while it stands; a negative number moves out.
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true, value_parser = clap::value_parser!(i16).range(-50..=100))]
    pub(crate) push: Option<i16>,
    /// Frames a second.
    #[arg(long, value_name = "R", default_value = "24")]
    pub(crate) fps: FrameRate,
    /// Pixels of a frame, both even [default: 1280x720].
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub(crate) size: Option<Size>,
}

#[derive(Args, Debug)]
pub(crate) struct Import {
    pub(crate) film: PathBuf,
    /// Pictures, sounds, or sequences such as `shot.####.png@24`; with --figure or --set, a .glb or .gltf.
    #[arg(required_unless_present_any = ["mannequin", "bare"])]
    pub(crate) files: Vec<String>,
    /// The character to be drawn as a model on bones, in the mannequin's place.
    #[arg(long, value_name = "NAME", conflicts_with = "set")]
    pub(crate) figure: Option<String>,
    /// Give the figure its mannequin back.
    #[arg(long, requires = "figure", conflicts_with = "files")]
    pub(crate) mannequin: bool,
    /// The set to put a model into.
    #[arg(long, value_name = "NAME")]
    pub(crate) set: Option<String>,
    /// The track to lay sounds on, one after another; it is made where there is none.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["set", "figure"])]
    pub(crate) track: Option<String>,
    /// Where a sound begins in the film; or where a model's origin stands in its set, in metres: X,Y,Z.
    #[arg(long, value_name = "TIME", conflicts_with = "figure", allow_hyphen_values = true)]
    pub(crate) at: Option<String>,
    /// Degrees that it is turned about the vertical, counter-clockwise seen from above.
    #[arg(long, value_name = "DEG", requires = "set", allow_negative_numbers = true, value_parser = parse_number)]
    pub(crate) turn: Option<f32>,
    /// How many times as large as it was made.
    #[arg(long, value_name = "S", requires = "set", value_parser = parse_scale)]
    pub(crate) scale: Option<f32>,
    /// Take all models out of the set.
    #[arg(long, requires = "set", conflicts_with = "files")]
    pub(crate) bare: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Open {
    pub(crate) film: PathBuf,
    /// Write a picture of the window to a file after so many seconds, and close.
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) screenshot: Option<PathBuf>,
    /// Play for so many seconds from the head, say how many frames were shown and dropped, and close.
    #[arg(long, value_name = "SECONDS", hide = true, conflicts_with = "screenshot")]
    pub(crate) measure: Option<u32>,
    /// With --measure: a line for each frame as it came on screen, and when.
    #[arg(long, value_name = "FILE", hide = true, requires = "measure")]
    pub(crate) frames: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Render {
    pub(crate) film: PathBuf,
    /// F.mp4, F.mov, F.gif, F.wav, or a folder for frame.000000.png [default: NAME.mp4 beside the film].
    #[arg(long, value_name = "OUT")]
    pub(crate) out: Option<PathBuf>,
    /// From A to B, B not included: lengths from the head, such as 2s..10s or 48f..96f.
    #[arg(long, value_name = "A..B")]
    pub(crate) range: Option<String>,
    /// One shot, by its number.
    #[arg(long, value_name = "0030", conflicts_with = "range")]
    pub(crate) shot: Option<String>,
    /// Pixels of a frame, both even [default: the film's].
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub(crate) size: Option<Size>,
    /// What is burnt in: timecode, shot, captions, or none [default: captions].
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) burn_in: Option<Vec<BurnIn>>,
    /// Instead of the picture: folders of depth.000000.png, normal.000000.png and so on, each with a page about it.
    #[arg(long, value_name = "PASS", value_delimiter = ',', conflicts_with = "burn_in", long_help = PASSES)]
    pub(crate) pass: Vec<PassKind>,
    /// Say for programs what was made: frames drawn, held, encoded and reused, and seconds by stage.
    #[arg(long)]
    pub(crate) json: bool,
}

const PASSES: &str = "\
Instead of the picture, into the folder of --out [default: NAME-passes beside the film]: one sequence a pass, \
numbered as in the film (depth.000000.png), and a page about it (depth.json) with the meaning of its values and the \
lens of each frame. Words and burn-ins are in none of them; around a letterboxed picture there is nothing.

depth: 16 bits of grey, straight in metres, near is white; one scale for all frames; 0 where nothing is
disparity: the same as one over the metres, as ControlNet's depth models take it
normal: 16 bits a channel, 0.5 + 0.5 n: red to the right, green up, blue toward the viewer; black where nothing is
line: 8 bits, the ink alone: white on black, as ControlNet's line models take it, or as a matte
pose: 8 bits, OpenPose's figures of 18 joints (COCO) on black, as ControlNet's pose models take it; pose.json has the \
joints in pixels and whether they are seen";

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PassKind {
    Depth,
    Disparity,
    Normal,
    Line,
    Pose,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BurnIn {
    Timecode,
    Shot,
    Captions,
    None,
}

#[derive(Args, Debug)]
pub(crate) struct Info {
    pub(crate) film: PathBuf,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum ScriptVerb {
    /// Take a new draft in, as one step: only the shots of lines that changed change; boards stay with their
    /// lines, and shots whose lines were cut go on the shelf.
    #[command(after_help = "Example: maquette script update out/lighthouse draft-2.fountain")]
    Update(ScriptUpdate),
    /// Write the script as it stands.
    #[command(after_help = "Example: maquette script export out/lighthouse -o lighthouse.fountain")]
    Export(ScriptExport),
    /// How long each line is, and whether its shots are long enough. The code is 3 when some are too short.
    #[command(after_help = "Example: maquette script time out/lighthouse --stretch")]
    Time(ScriptTime),
    /// Which lines no shot covers. The code is 0 when all are covered, 3 otherwise.
    #[command(after_help = "Example: maquette script coverage out/lighthouse")]
    Coverage(ScriptCoverage),
}

#[derive(Args, Debug)]
pub(crate) struct ScriptUpdate {
    pub(crate) film: PathBuf,
    /// The new draft.
    pub(crate) script: PathBuf,
    /// Only say what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Who speaks the lines that changed [default: as the film is spoken].
    #[arg(long, value_enum)]
    pub(crate) voice: Option<VoiceEngine>,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ScriptExport {
    pub(crate) film: PathBuf,
    /// The file to write; .fdx is for Final Draft where no format is asked for.
    #[arg(short, long, value_name = "F")]
    pub(crate) out: PathBuf,
    /// Fountain; one that was not edited comes back byte for byte.
    #[arg(long, conflicts_with = "fdx")]
    pub(crate) fountain: bool,
    /// Final Draft's format.
    #[arg(long)]
    pub(crate) fdx: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ScriptTime {
    pub(crate) film: PathBuf,
    /// Make shots as long as what is said in them; locked ones are told.
    #[arg(long)]
    pub(crate) stretch: bool,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ScriptCoverage {
    pub(crate) film: PathBuf,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Cast {
    pub(crate) film: PathBuf,
    /// Whose voice to change, by name.
    #[arg(group = "who")]
    pub(crate) name: Option<String>,
    /// A voice as its engine names it, such as en-gb+f3; of another engine with its name before it: piper:amy.
    #[arg(long, requires = "name", value_name = "NAME")]
    pub(crate) voice: Option<String>,
    /// Of a character: 0 to 99, 50 is the voice's own. Of a line: so much higher or lower, -50 to 50.
    #[arg(long, requires = "who", value_name = "N", allow_hyphen_values = true, value_parser = clap::value_parser!(i16).range(-50..=99))]
    pub(crate) pitch: Option<i16>,
    /// Words a minute, 80 to 450.
    #[arg(long, requires = "name", value_parser = clap::value_parser!(u16).range(80..=450))]
    pub(crate) speed: Option<u16>,
    /// The line to direct: its id, or words that are in no other.
    #[arg(long, group = "who", value_name = "WORDS")]
    pub(crate) line: Option<String>,
    #[command(flatten)]
    pub(crate) manner: Manner,
    /// Take back how the line was directed: it is said as the script asks for.
    #[arg(long, requires = "line")]
    pub(crate) plain: bool,
    /// How voices are to say a word: spelled otherwise, or in sounds between slashes.
    #[arg(long, value_name = "WORD=SAID", conflicts_with = "who")]
    pub(crate) say: Vec<String>,
    /// The same from a file, one a line; # begins a remark.
    #[arg(long, value_name = "FILE", conflicts_with = "who")]
    pub(crate) say_list: Option<PathBuf>,
    /// Say a word as it is spelled again.
    #[arg(long, value_name = "WORD", conflicts_with = "who")]
    pub(crate) unsay: Vec<String>,
    /// Only say what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

/// How one line is said.
#[derive(Args, Debug, Default)]
pub(crate) struct Manner {
    /// Of a line: as fast as its speaker talks is 1, half as fast 0.5; 0.25 to 4.
    #[arg(long, value_name = "X", value_parser = parse_pace)]
    pub(crate) pace: Option<u16>,
    /// Of a line: decibels louder, or softer below 0; -24 to 12.
    #[arg(long, value_name = "DB", allow_hyphen_values = true, value_parser = clap::value_parser!(i8).range(-24..=12))]
    pub(crate) volume: Option<i8>,
    /// Of a line: silence before its first word, up to 10s.
    #[arg(long, value_name = "LEN")]
    pub(crate) pause: Option<String>,
    /// Of a line: breath without voice; =false where the script whispers and it should not.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    pub(crate) whisper: Option<bool>,
}

impl Manner {
    pub(crate) fn is_set(&self) -> bool {
        self.pace.is_some()
            || self.volume.is_some()
            || self.pause.is_some()
            || self.whisper.is_some()
    }
}

#[derive(Args, Debug)]
pub(crate) struct Lint {
    pub(crate) film: PathBuf,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum CameraVerb {
    /// Write the camera of a shot for other programs, a key a frame.
    #[command(
        after_help = "Example: maquette camera export out/lighthouse --shot 0030 --gltf -o 0030.glb"
    )]
    Export(CameraExport),
    /// Build the camera of a shot from a script, as one step that can be taken back.
    #[command(
        after_help = "Example: maquette camera set out/lighthouse --shot 0030 --script scenes/camera/push-in.rhai --watch"
    )]
    Set(CameraSet),
    /// Say where the camera of a shot stands and what it does, and print its script.
    #[command(after_help = "Example: maquette camera show out/lighthouse --shot 0030")]
    Show(CameraShow),
    /// List all words that a script can say.
    #[command(after_help = "Example: maquette camera words")]
    Words,
}

#[derive(Args, Debug)]
pub(crate) struct CameraSet {
    pub(crate) film: PathBuf,
    /// The shot, by its number.
    #[arg(long, value_name = "0030")]
    pub(crate) shot: String,
    /// A file that holds the script.
    #[arg(long, value_name = "FILE", required_unless_present = "code")]
    pub(crate) script: Option<PathBuf>,
    /// The script itself.
    #[arg(long, value_name = "TEXT", conflicts_with = "script")]
    pub(crate) code: Option<String>,
    /// Run it again each time that its file is saved, until Ctrl-C.
    #[arg(long, requires = "script")]
    pub(crate) watch: bool,
    /// Only say what the camera would be.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CameraShow {
    pub(crate) film: PathBuf,
    /// The shot, by its number.
    #[arg(long, value_name = "0030")]
    pub(crate) shot: String,
}

#[derive(Args, Debug)]
pub(crate) struct CameraExport {
    pub(crate) film: PathBuf,
    /// The shot, by its number.
    #[arg(long, value_name = "0030")]
    pub(crate) shot: String,
    /// The file; its name tells the format where none is asked for: .gltf, .glb, .usda, .csv, .txt, .json.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// glTF 2.0: text, or binary into a .glb.
    #[arg(long, group = "format")]
    pub(crate) gltf: bool,
    /// USD, as text.
    #[arg(long, group = "format")]
    pub(crate) usd: bool,
    /// A table, a row a frame.
    #[arg(long, group = "format")]
    pub(crate) csv: bool,
    /// The words and controls of video models: ComfyUI, Kling, LTX, Wan; for programs into a .json.
    #[arg(long, group = "format")]
    pub(crate) prompt: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Shots {
    pub(crate) film: PathBuf,
    /// The shot, by its number.
    #[arg(required_unless_present = "list", conflicts_with = "list")]
    pub(crate) shot: Option<String>,
    /// Write the list of all shots into a .csv or .html; `-` writes a table to standard output.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["suggest", "accept", "length", "lock", "unlock", "json"])]
    pub(crate) list: Option<PathBuf>,
    /// Find so many other set-ups, and keep them as takes of the shot.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=24))]
    pub(crate) suggest: Option<u16>,
    /// Give the shot the camera of a take, by its number.
    #[arg(long, value_name = "TAKE", conflicts_with = "suggest")]
    pub(crate) accept: Option<u32>,
    /// Give the shot a length, and lock it: what is timed by words leaves it.
    #[arg(long, value_name = "LEN", conflicts_with_all = ["suggest", "accept"])]
    pub(crate) length: Option<String>,
    /// Lock the length that the shot has.
    #[arg(long, conflicts_with_all = ["suggest", "accept", "length", "unlock"])]
    pub(crate) lock: bool,
    /// Let the length of the shot follow its words again.
    #[arg(long, conflicts_with_all = ["suggest", "accept", "length"])]
    pub(crate) unlock: bool,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct History {
    pub(crate) film: PathBuf,
    /// Give the film as it is now a name.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["shot", "all", "json"])]
    pub(crate) mark: Option<String>,
    /// Who changed one shot, when, and from what.
    #[arg(long, value_name = "0030")]
    pub(crate) shot: Option<String>,
    /// All that anybody ever did.
    #[arg(long)]
    pub(crate) all: bool,
    /// For programs: all that anybody ever did.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Diff {
    pub(crate) film: PathBuf,
    /// A version: its first letters, a name that was given, start, or now.
    pub(crate) from: String,
    /// The other one.
    #[arg(default_value = "now")]
    pub(crate) to: String,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Restore {
    pub(crate) film: PathBuf,
    /// A version: its first letters, a name that was given, or start.
    pub(crate) version: String,
}

#[derive(Args, Debug)]
pub(crate) struct Export {
    pub(crate) film: PathBuf,
    /// The folder to write into.
    #[arg(long, value_name = "DIR")]
    pub(crate) ron: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Apply {
    pub(crate) film: PathBuf,
    /// The folder that was exported.
    pub(crate) folder: PathBuf,
    /// Only say what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Steps {
    pub(crate) film: PathBuf,
    /// How many.
    #[arg(default_value_t = 1)]
    pub(crate) steps: u32,
}

#[derive(Args, Debug)]
pub(crate) struct Replay {
    pub(crate) film: PathBuf,
    /// Takes, by id [default: all].
    pub(crate) takes: Vec<String>,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Doctor {
    pub(crate) film: Option<PathBuf>,
    /// Mend what can be mended.
    #[arg(long, requires = "film")]
    pub(crate) repair: bool,
    /// With --repair: a folder to look through for missing media, whatever they are called there.
    #[arg(long, value_name = "FOLDER", requires = "repair")]
    pub(crate) media: Option<PathBuf>,
}
