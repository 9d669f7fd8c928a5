//! Any bytes are a sound or an error: never a panic, never a sample that is no number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maquette_sound::{RATE, import};

fuzz_target!(|bytes: &[u8]| {
    for extension in ["", "wav"] {
        if let Ok(sound) = import(bytes, extension) {
            let pcm = sound.pcm;
            assert_eq!(pcm.rate, RATE);
            assert!((1..=2).contains(&pcm.channels.len()));
            assert!(pcm.channels.iter().flatten().all(|sample| sample.is_finite()));
        }
    }
});
