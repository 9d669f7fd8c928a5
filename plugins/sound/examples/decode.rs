//! Reads a sound file and says how many seconds decoding took: for `benches/decode.py`.
#![expect(clippy::print_stdout, reason = "what it is for")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("name a sound file")?;
    let began = Instant::now();
    let bytes = std::fs::read(&file)?;
    black_box(maquette_sound::decode(&bytes, file.rsplit('.').next().unwrap_or_default())?);
    println!("{}", began.elapsed().as_secs_f64());
    Ok(())
}
