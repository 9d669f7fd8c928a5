//! Any bytes are a Final Draft document or are not; what is read once is read the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maquette_script::{fdx, parse, print, script_from};

fuzz_target!(|bytes: &[u8]| {
    let _ = script_from(bytes);
    let Ok((fountain, _)) = fdx::read(bytes) else { return };
    let script = parse(&fountain);
    assert_eq!(print(&script, &fountain), fountain);
    let Ok((again, _)) = fdx::read(fdx::write(&script).as_bytes()) else {
        panic!("what was written is not read");
    };
    let texts = |text: &str| parse(text).paragraphs.into_iter().map(|p| (p.kind, p.text)).collect::<Vec<_>>();
    assert_eq!(texts(&again), texts(&fountain));
});
