//! `maquette`, the studio and its command line.

fn main() {}
