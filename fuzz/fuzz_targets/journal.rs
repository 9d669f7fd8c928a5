//! Any bytes are a file of the journal or are passed over.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    maquette_document::fuzzing::journal(bytes);
});
