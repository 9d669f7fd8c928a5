//! Any bytes are a sound or an error: never a panic, never a sample that is no number. What they say of themselves
//! is read whether they are a sound or not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maquette_sound::{
    Depth, Peaks, RATE, SoundFacts, WavNotes, annotated, import, write_wav_with_notes,
};

fuzz_target!(
    init: {
        // What panics in other people's decoders is caught; the fuzzer's own hook would end the program first. A
        // panic of ours is not caught, and still ends it.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |bytes: &[u8]| {
        let facts = SoundFacts::of(bytes);
        assert!(!facts.format.is_empty());
        drop(Peaks::from_bytes(bytes));
        // What was read can be written, and is then what is read.
        let sound = maquette_sound::Pcm { rate: RATE, channels: vec![vec![0.5; 3]] };
        if let Ok(written) = write_wav_with_notes(Vec::new(), &sound, Depth::I16, facts.notes.clone()) {
            assert_eq!(WavNotes::read(&written).markers, facts.notes.markers);
        }
        drop(annotated(bytes.to_vec(), &facts.notes));
        for extension in ["", "wav"] {
            if let Ok(sound) = import(bytes, extension) {
                let pcm = sound.pcm;
                assert_eq!(pcm.rate, RATE);
                assert!((1..=2).contains(&pcm.channels.len()));
                assert!(pcm.channels.iter().flatten().all(|sample| sample.is_finite()));
            }
        }
    }
);
