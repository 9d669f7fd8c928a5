//! `maquette`, the studio and its command line: what a person does in the window, it does here.

mod backends;
mod boards;
mod cli;
mod commands;
mod console;
mod dates;
mod film;
mod kept_sound;
mod making;
mod output;
mod plan;
mod recording;
mod report;
mod size;
mod studio;
mod told;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return console::usage(&error),
    };
    console::start_log(cli.verbose);
    console::stop_on_ctrl_c();
    match commands::run(cli.verb) {
        Ok(console::Outcome::Done) => ExitCode::SUCCESS,
        Ok(console::Outcome::Found) => ExitCode::from(3),
        Err(error) => {
            console::tell_error(&error);
            ExitCode::from(1)
        }
    }
}
