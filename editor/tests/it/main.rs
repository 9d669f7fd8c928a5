//! The program by the door that a person takes, and the house that it is built in.

mod bad_input;
mod camera_script;
mod figure;
mod house;
mod mastering;
mod program;
mod recording;
mod sets;
mod sound_clips;
mod sound_files;
mod voices;
