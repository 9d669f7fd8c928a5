//! Any bytes are an envelope or are refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    maquette_document::fuzzing::envelope(bytes);
});
