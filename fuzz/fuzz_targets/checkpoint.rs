//! Any bytes are a whole film in one piece or are refused, and nothing that the CRDT chokes on ends the program.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// Magic, checksum, mode.
const HEAD: usize = 22;
/// The mode of changes, where a film in one piece has another.
const CHANGES: &[u8] = &[0, 4];

fuzz_target!(
    init: {
        // The document catches what panics in the CRDT; the fuzzer's own hook would end the program first.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        if HEAD <= bytes.len() {
            // Past the checksum, or nothing behind it would ever be reached.
            let sum = xxhash_rust::xxh32::xxh32(&bytes[20..], u32::from_le_bytes(*b"LORO"));
            bytes[16..20].copy_from_slice(&sum.to_le_bytes());
        }
        match bytes.get(HEAD - 2..HEAD) {
            Some(CHANGES) => maquette_document::fuzzing::changes(&bytes),
            _ => maquette_document::fuzzing::checkpoint(&bytes),
        }
    }
);
