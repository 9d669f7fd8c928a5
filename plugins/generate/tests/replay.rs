//! A toy maker, and what replay says of its work.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use maquette_document::Manifest;
use maquette_generate::{
    Artifact, Backend, Backends, Capabilities, Closeness, Determinism, Difference, GenerateError,
    Held, Inputs, Progress, Request, Settings, Verdict, differences, replay,
};

/// Repeats the words as often as its settings say, then its inputs.
struct Echo {
    version: &'static str,
    determinism: Determinism,
    /// Added to each byte that it makes: an engine that has drifted.
    drift: u8,
}

impl Backend for Echo {
    fn name(&self) -> &str {
        "echo"
    }

    fn version(&self) -> String {
        self.version.into()
    }

    fn kinds(&self) -> &[&str] {
        &["voice"]
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { determinism: self.determinism, longest: None, terms: "free".into() }
    }

    fn make(
        &self,
        request: &Request,
        inputs: &dyn Inputs,
        progress: &Progress<'_>,
    ) -> Result<Artifact, GenerateError> {
        let times: usize = request.settings.read()?;
        let mut bytes = Vec::new();
        for turn in 0..times {
            progress.at(turn as f32 / times as f32, "speaking")?;
            bytes.extend(request.prompt.bytes());
        }
        for hash in &request.inputs {
            bytes.extend(inputs.bytes(hash)?.iter());
        }
        for byte in &mut bytes {
            *byte = byte.wrapping_add(self.drift);
        }
        if bytes.is_empty() {
            return Ok(Artifact::default());
        }
        Ok(Artifact::of_file("echo", "txt", bytes))
    }

    fn compare(&self, was: &[u8], now: &Artifact) -> Option<Closeness> {
        let now = &now.file.as_ref()?.bytes;
        let most = was.iter().zip(now).map(|(a, b)| a.abs_diff(*b)).max()?;
        (was.len() == now.len() && most <= 2)
            .then(|| Closeness { within: f64::from(most), what: "of 255 in any byte".into() })
    }
}

const STEADY: Echo = Echo { version: "1", determinism: Determinism::Exact, drift: 0 };

fn table(echo: Echo) -> Backends {
    let mut backends = Backends::default();
    backends.register(Arc::new(echo));
    backends
}

fn request() -> Request {
    Request {
        prompt: "hello".into(),
        ..Request::new("voice", Settings::of(&3).expect("a number is a setting"))
    }
}

fn made(inputs: &Held, request: &Request) -> Manifest {
    table(STEADY).make(request, inputs, &Progress::quiet()).expect("a toy always makes").manifest
}

#[track_caller]
fn check(manifest: &Manifest, by: Echo, inputs: &Held, expected: &str) {
    let again =
        replay(manifest, &table(by), inputs, &Progress::quiet()).expect("a toy always makes");
    assert_eq!(again.verdict.to_string(), expected);
}

#[test]
fn the_same_maker_makes_the_same() {
    let mut inputs = Held::default();
    let request = Request { inputs: vec![inputs.add(*b" world")], ..request() };
    let manifest = made(&inputs, &request);
    check(&manifest, STEADY, &inputs, "identical");
}

#[test]
fn another_version_is_named_as_the_reason() {
    let inputs = Held::default();
    let manifest = made(&inputs, &request());
    let newer = Echo { version: "2", drift: 9, ..STEADY };
    check(&manifest, newer, &inputs, "different, because the version was 1 and is 2");
}

#[test]
fn near_bytes_are_equivalent_only_when_the_first_ones_are_at_hand() {
    let mut inputs = Held::default();
    let manifest = made(&inputs, &request());
    let drifted = || Echo { drift: 1, determinism: Determinism::SameMachine, ..STEADY };
    let reason = "different, because its maker gives the same bytes only on the same machine";
    check(&manifest, drifted(), &inputs, reason);
    inputs.add(*b"hellohellohello");
    check(&manifest, drifted(), &inputs, "equivalent within 1 of 255 in any byte");
}

#[test]
fn a_drift_without_a_known_reason_is_said_to_be_one() {
    let inputs = Held::default();
    let manifest = made(&inputs, &request());
    let again = replay(&manifest, &table(Echo { drift: 7, ..STEADY }), &inputs, &Progress::quiet());
    assert_eq!(again.unwrap().verdict, Verdict::Different { because: vec![Difference::Unknown] });
}

#[test]
fn without_its_maker_or_its_inputs_it_is_impossible() {
    let mut inputs = Held::default();
    let hash = inputs.add(*b"!");
    let manifest = made(&inputs, &Request { inputs: vec![hash.clone()], ..request() });
    let none = replay(&manifest, &Backends::default(), &inputs, &Progress::quiet()).unwrap();
    let because = "the backend echo is not here; set it up or choose another".to_owned();
    assert_eq!(none.verdict, Verdict::Impossible { because });
    let reason = format!(
        "impossible, because an input cannot be used: an input is missing from the film: {hash}"
    );
    check(&manifest, STEADY, &Held::default(), &reason);
}

#[test]
fn settings_of_another_shape_are_impossible_not_a_panic() {
    let inputs = Held::default();
    let manifest = made(&inputs, &request());
    for settings in ["", "{", "\"three\"", "-1", "{\"a\":1}"] {
        let manifest = Manifest { settings: settings.into(), ..manifest.clone() };
        let again = replay(&manifest, &table(STEADY), &inputs, &Progress::quiet()).unwrap();
        assert!(matches!(again.verdict, Verdict::Impossible { .. }), "{settings}");
    }
}

#[test]
fn a_request_of_today_is_held_against_the_manifest() {
    let inputs = Held::default();
    let manifest = made(&inputs, &request());
    let now = Request { prompt: "goodbye".into(), seed: 4, inputs: vec!["ab".into()], ..request() };
    let found = differences(&manifest, &now, &STEADY).unwrap();
    let texts: Vec<_> = found.iter().map(ToString::to_string).collect();
    let expected = [
        "the words were \"hello\" and are \"goodbye\"",
        "the seed was 0 and is 4",
        "an input changed",
    ];
    assert_eq!(texts, expected);
    assert!(differences(&manifest, &request(), &STEADY).unwrap().is_empty());
}

#[test]
fn a_cancelled_maker_stops_and_says_so() {
    let cancelled = AtomicBool::new(false);
    let stop = |_: f32, _: &str| cancelled.store(true, Ordering::Relaxed);
    let progress = Progress::new(&cancelled, &stop);
    let outcome = table(STEADY).make(&request(), &Held::default(), &progress);
    assert!(matches!(outcome, Err(GenerateError::Cancelled)));
}

#[test]
fn progress_is_told_in_order() {
    let seen = Mutex::new(Vec::new());
    let cancelled = AtomicBool::new(false);
    let note = |share: f32, _: &str| seen.lock().unwrap().push(share);
    table(STEADY).make(&request(), &Held::default(), &Progress::new(&cancelled, &note)).unwrap();
    let seen = seen.into_inner().unwrap();
    assert!(seen.len() == 3 && seen.is_sorted());
}

#[test]
fn nothing_made_and_nobody_to_make_it_are_errors() {
    let empty = Request { prompt: String::new(), ..request() };
    let outcome = table(STEADY).make(&empty, &Held::default(), &Progress::quiet());
    assert!(matches!(outcome, Err(GenerateError::Empty { .. })));
    let music = Request { kind: "music".into(), ..request() };
    let outcome = table(STEADY).make(&music, &Held::default(), &Progress::quiet());
    assert!(matches!(outcome, Err(GenerateError::NoBackend { .. })));
}

#[test]
fn a_backend_registered_again_takes_its_own_place() {
    let mut backends = table(STEADY);
    backends.register(Arc::new(Echo { version: "2", ..STEADY }));
    assert_eq!(backends.all().count(), 1);
    assert_eq!(backends.named("echo").unwrap().version(), "2");
}
