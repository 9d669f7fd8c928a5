//! Where the formants of each sound lie, and what else makes it.
//!
//! Formants and bandwidths of a grown man, after tables II and III of D. H. Klatt, *Software for a
//! cascade/parallel formant synthesizer*, JASA 67 (1980); places where formants point out of a consonant after the
//! locus equations of Sussman, McCaffrey and Matthews, JASA 90 (1991).

use crate::g2p::Phoneme::{self, *};

/// Three formants, in hertz.
pub(crate) type Formants = [f64; 3];

/// What the throat does in a sound.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub start: Formants,
    /// Other than `start` in diphthongs.
    pub end: Formants,
    pub width: Formants,
}

const fn steady(formants: Formants, width: Formants) -> Target {
    Target { start: formants, end: formants, width }
}

const fn gliding(start: Formants, end: Formants, width: Formants) -> Target {
    Target { start, end, width }
}

/// The target of `phoneme`.
pub(crate) fn target(phoneme: Phoneme) -> Target {
    match phoneme {
        Iy => gliding([310.0, 2_020.0, 2_960.0], [290.0, 2_070.0, 2_960.0], [50.0, 110.0, 250.0]),
        Ih => gliding([400.0, 1_820.0, 2_570.0], [440.0, 1_680.0, 2_590.0], [50.0, 100.0, 140.0]),
        Ey => gliding([490.0, 1_720.0, 2_520.0], [330.0, 2_050.0, 2_650.0], [65.0, 100.0, 200.0]),
        Eh => gliding([530.0, 1_680.0, 2_500.0], [590.0, 1_580.0, 2_520.0], [60.0, 90.0, 200.0]),
        Ae => gliding([640.0, 1_680.0, 2_430.0], [660.0, 1_560.0, 2_450.0], [70.0, 130.0, 260.0]),
        Aa => steady([720.0, 1_200.0, 2_550.0], [110.0, 70.0, 160.0]),
        Ao => gliding([590.0, 920.0, 2_550.0], [610.0, 980.0, 2_580.0], [90.0, 90.0, 100.0]),
        Ah => steady([630.0, 1_230.0, 2_550.0], [80.0, 60.0, 140.0]),
        Ax => steady([500.0, 1_380.0, 2_500.0], [80.0, 80.0, 140.0]),
        Ow => gliding([540.0, 1_060.0, 2_350.0], [420.0, 860.0, 2_300.0], [80.0, 80.0, 90.0]),
        Uh => gliding([450.0, 1_100.0, 2_350.0], [480.0, 1_160.0, 2_390.0], [80.0, 100.0, 90.0]),
        Uw => gliding([340.0, 1_150.0, 2_250.0], [320.0, 930.0, 2_230.0], [65.0, 110.0, 140.0]),
        Er => gliding([470.0, 1_270.0, 1_590.0], [430.0, 1_310.0, 1_590.0], [90.0, 70.0, 110.0]),
        Ay => gliding([690.0, 1_200.0, 2_550.0], [380.0, 1_920.0, 2_550.0], [90.0, 80.0, 180.0]),
        Aw => gliding([680.0, 1_250.0, 2_550.0], [420.0, 920.0, 2_350.0], [85.0, 80.0, 110.0]),
        Oy => gliding([550.0, 940.0, 2_400.0], [370.0, 1_850.0, 2_480.0], [75.0, 60.0, 140.0]),
        W => steady([290.0, 640.0, 2_200.0], [55.0, 90.0, 90.0]),
        Y => steady([260.0, 2_120.0, 3_000.0], [45.0, 180.0, 350.0]),
        R => steady([330.0, 1_120.0, 1_420.0], [75.0, 100.0, 120.0]),
        L => steady([330.0, 1_050.0, 2_800.0], [60.0, 100.0, 240.0]),
        F | V => steady([320.0, 1_100.0, 2_080.0], [120.0, 110.0, 140.0]),
        Th | Dh => steady([310.0, 1_290.0, 2_540.0], [110.0, 90.0, 180.0]),
        S | Z => steady([300.0, 1_450.0, 2_560.0], [120.0, 90.0, 190.0]),
        Sh | Zh | Ch | Jh => steady([290.0, 1_820.0, 2_750.0], [120.0, 100.0, 260.0]),
        P | B => steady([250.0, 1_000.0, 2_150.0], [100.0, 120.0, 160.0]),
        T | D => steady([250.0, 1_700.0, 2_650.0], [100.0, 110.0, 200.0]),
        K | G => steady([250.0, 1_800.0, 2_500.0], [100.0, 150.0, 250.0]),
        M => steady([420.0, 1_150.0, 2_150.0], [60.0, 180.0, 220.0]),
        N => steady([420.0, 1_500.0, 2_500.0], [60.0, 220.0, 280.0]),
        Ng => steady([420.0, 1_900.0, 2_600.0], [60.0, 250.0, 280.0]),
        Hh => steady([500.0, 1_450.0, 2_500.0], [200.0, 150.0, 200.0]),
    }
}

/// Where formants point at the border of a consonant: `base + share × formant of the neighbour`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Locus {
    pub base: Formants,
    pub share: Formants,
    /// Seconds in which the neighbour's formants come from there, or go there.
    pub outside: Formants,
    /// Seconds in which the consonant's own do.
    pub inside: f64,
    /// The stronger one decides what happens at a border.
    pub rank: u8,
}

/// How `phoneme` bends its neighbours; `front` when the one next to it is said with the tongue in front.
pub(crate) fn locus(phoneme: Phoneme, front: bool) -> Locus {
    let of = |base, share, outside, inside, rank| Locus { base, share, outside, inside, rank };
    match phoneme {
        P | B => of([180.0, 106.0, 1_000.0], [0.3, 0.84, 0.5], [0.030, 0.045, 0.045], 0.02, 26),
        T | D => of([180.0, 1_020.0, 1_500.0], [0.3, 0.45, 0.45], [0.035, 0.060, 0.060], 0.02, 26),
        K | G if front => {
            of([180.0, 1_100.0, 1_250.0], [0.3, 0.55, 0.5], [0.045, 0.070, 0.080], 0.02, 26)
        }
        K | G => of([180.0, 300.0, 1_000.0], [0.3, 0.97, 0.5], [0.045, 0.070, 0.080], 0.02, 26),
        Ch | Jh | Sh | Zh => {
            of([200.0, 1_250.0, 1_500.0], [0.25, 0.35, 0.45], [0.040, 0.065, 0.065], 0.03, 24)
        }
        F | V => of([200.0, 200.0, 1_050.0], [0.3, 0.75, 0.5], [0.035, 0.045, 0.045], 0.03, 22),
        Th | Dh => of([200.0, 850.0, 1_400.0], [0.3, 0.42, 0.45], [0.035, 0.055, 0.055], 0.03, 22),
        S | Z => of([200.0, 980.0, 1_450.0], [0.3, 0.42, 0.45], [0.035, 0.055, 0.055], 0.03, 22),
        M => of([250.0, 106.0, 1_000.0], [0.4, 0.84, 0.5], [0.025, 0.050, 0.050], 0.015, 20),
        N => of([250.0, 1_000.0, 1_500.0], [0.4, 0.44, 0.45], [0.025, 0.060, 0.060], 0.015, 20),
        Ng => of([250.0, 1_000.0, 1_250.0], [0.4, 0.58, 0.5], [0.025, 0.075, 0.080], 0.015, 20),
        W => of([160.0, 380.0, 1_500.0], [0.3, 0.35, 0.3], [0.060, 0.080, 0.060], 0.05, 14),
        Y => of([160.0, 1_380.0, 1_900.0], [0.3, 0.35, 0.35], [0.060, 0.090, 0.080], 0.05, 14),
        R => of([220.0, 700.0, 950.0], [0.3, 0.38, 0.35], [0.060, 0.080, 0.095], 0.05, 16),
        L => of([250.0, 700.0, 1_900.0], [0.3, 0.38, 0.33], [0.025, 0.055, 0.055], 0.025, 16),
        Hh => of([0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0], 0.03, 2),
        _ => of([0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.060, 0.070, 0.070], 0.06, 8),
    }
}

/// The noise of a consonant: decibels that each of the formants two to six lies under the strongest, and the noise
/// that goes by no formant; 99 is nothing. All of it lies `level` decibels under a vowel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Noise {
    pub formants: [f64; 5],
    pub bypass: f64,
    pub level: f64,
}

/// The noise that `phoneme` makes by friction or when it bursts; `front` as above.
pub(crate) fn noise(phoneme: Phoneme, front: bool) -> Option<Noise> {
    let of = |formants, bypass, level| Some(Noise { formants, bypass, level });
    match phoneme {
        F | V => of([99.0, 99.0, 99.0, 99.0, 26.0], 23.0, 21.0),
        Th | Dh => of([99.0, 99.0, 99.0, 30.0, 20.0], 27.0, 23.0),
        S | Z => of([99.0, 99.0, 36.0, 20.0, 2.0], 60.0, 9.0),
        Sh | Zh => of([30.0, 5.0, 5.0, 8.0, 12.0], 60.0, 8.0),
        Ch | Jh => of([30.0, 6.0, 5.0, 7.0, 9.0], 60.0, 8.0),
        P | B => of([20.0, 26.0, 30.0, 34.0, 36.0], 20.0, 17.0),
        T | D => of([99.0, 24.0, 14.0, 8.0, 4.0], 40.0, 9.0),
        K | G if front => of([24.0, 4.0, 8.0, 18.0, 22.0], 60.0, 9.0),
        K | G => of([2.0, 14.0, 18.0, 24.0, 28.0], 60.0, 9.0),
        _ => None,
    }
}

/// Whether the tongue is in front: what a K before it sounds like.
pub(crate) fn is_front(phoneme: Phoneme) -> bool {
    matches!(phoneme, Iy | Ih | Ey | Eh | Ae | Y | S | Z | Sh | Ch | T | Th)
}
