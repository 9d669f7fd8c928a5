//! Any text is a file of a film or is refused with its line.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    maquette_document::fuzzing::readable(text);
});
