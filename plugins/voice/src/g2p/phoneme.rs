//! The sounds of English.

/// A sound of American English, named as ARPAbet names it. [`Ax`](Self::Ax) is the vowel of no stress,
/// which the dictionary writes `AH0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Phoneme {
    Aa,
    Ae,
    Ah,
    Ao,
    Aw,
    Ax,
    Ay,
    Eh,
    Er,
    Ey,
    Ih,
    Iy,
    Ow,
    Oy,
    Uh,
    Uw,
    B,
    Ch,
    D,
    Dh,
    F,
    G,
    Hh,
    Jh,
    K,
    L,
    M,
    N,
    Ng,
    P,
    R,
    S,
    Sh,
    T,
    Th,
    V,
    W,
    Y,
    Z,
    Zh,
}

use Phoneme::{
    Aa, Ae, Ah, Ao, Aw, Ax, Ay, B, Ch, D, Dh, Eh, Er, Ey, F, G, Hh, Ih, Iy, Jh, K, L, M, N, Ng, Ow,
    Oy, P, R, S, Sh, T, Th, Uh, Uw, V, W, Y, Z, Zh,
};

const NAMES: [(&str, Phoneme); 40] = [
    ("AA", Aa),
    ("AE", Ae),
    ("AH", Ah),
    ("AO", Ao),
    ("AW", Aw),
    ("AX", Ax),
    ("AY", Ay),
    ("EH", Eh),
    ("ER", Er),
    ("EY", Ey),
    ("IH", Ih),
    ("IY", Iy),
    ("OW", Ow),
    ("OY", Oy),
    ("UH", Uh),
    ("UW", Uw),
    ("B", B),
    ("CH", Ch),
    ("D", D),
    ("DH", Dh),
    ("F", F),
    ("G", G),
    ("HH", Hh),
    ("JH", Jh),
    ("K", K),
    ("L", L),
    ("M", M),
    ("N", N),
    ("NG", Ng),
    ("P", P),
    ("R", R),
    ("S", S),
    ("SH", Sh),
    ("T", T),
    ("TH", Th),
    ("V", V),
    ("W", W),
    ("Y", Y),
    ("Z", Z),
    ("ZH", Zh),
];

impl Phoneme {
    pub(crate) fn name(self) -> &'static str {
        NAMES[self as usize].0
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, phoneme)| *phoneme)
    }

    pub(crate) fn is_vowel(self) -> bool {
        self <= Uw
    }

    pub(crate) fn is_stop(self) -> bool {
        matches!(self, B | D | G | P | T | K)
    }

    pub(crate) fn is_affricate(self) -> bool {
        matches!(self, Ch | Jh)
    }

    pub(crate) fn is_fricative(self) -> bool {
        matches!(self, F | V | Th | Dh | S | Z | Sh | Zh | Hh)
    }

    pub(crate) fn is_nasal(self) -> bool {
        matches!(self, M | N | Ng)
    }

    /// `L`, `R`, `W`, `Y`.
    pub(crate) fn is_glide(self) -> bool {
        matches!(self, L | R | W | Y)
    }

    pub(crate) fn is_voiced(self) -> bool {
        !matches!(self, P | T | K | Ch | F | Th | S | Sh | Hh)
    }
}

/// How strongly a syllable is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stress {
    #[default]
    None,
    Secondary,
    Primary,
}

/// A sound of a word; only vowels are stressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sound {
    pub phoneme: Phoneme,
    pub stress: Stress,
}

/// Sounds as the dictionary writes them: `K AE1 T`. What is no sound is left out.
pub(crate) fn sounds(written: &str) -> Vec<Sound> {
    let one = |word: &str| {
        let stress = match word.chars().last() {
            Some('1') => Stress::Primary,
            Some('2') => Stress::Secondary,
            _ => Stress::None,
        };
        let phoneme = Phoneme::named(word.trim_end_matches(|c: char| c.is_ascii_digit()))?;
        let weak = phoneme == Ah && stress == Stress::None;
        Some(Sound { phoneme: if weak { Ax } else { phoneme }, stress })
    };
    written.split_ascii_whitespace().filter_map(one).collect()
}

/// The other way round.
#[cfg(test)]
pub(crate) fn written(sounds: &[Sound]) -> String {
    let one = |sound: &Sound| {
        let mark = match sound.stress {
            Stress::Primary => "1",
            Stress::Secondary => "2",
            Stress::None => "",
        };
        format!("{}{mark}", sound.phoneme.name())
    };
    sounds.iter().map(one).collect::<Vec<_>>().join(" ")
}
