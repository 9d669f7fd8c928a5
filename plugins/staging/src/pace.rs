//! How a line is said: by what kind of line it is, and by what its parenthetical asks for.

use maquette_document::ParagraphKind;
use maquette_voice::Delivery;

use crate::breakdown::Source;

/// Of a line of this kind, with what stands in its parentheses: that counts first. A narrator is in no hurry, and
/// who sings has about two words a second at most.
pub(crate) fn delivery(kind: ParagraphKind, source: Source, aside: &str) -> Delivery {
    let pace = match (kind, source) {
        (ParagraphKind::Lyrics, _) => 60,
        (_, Source::Over) => 94,
        (_, Source::Here | Source::Off) => 100,
    };
    Delivery::asked(aside).unwrap_or(Delivery { pace, ..Delivery::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: ParagraphKind, source: Source, aside: &str, pace: u16) {
        assert_eq!(delivery(kind, source, aside).pace, pace, "{aside}");
    }

    #[test]
    fn a_parenthetical_counts_before_the_kind_of_line() {
        check(ParagraphKind::Dialogue, Source::Here, "", 100);
        check(ParagraphKind::Dialogue, Source::Over, "", 94);
        check(ParagraphKind::Lyrics, Source::Here, "(to tom)", 60);
        check(ParagraphKind::Dialogue, Source::Over, "(whispering, to mara)", 92);
        check(ParagraphKind::Dialogue, Source::Here, "(breakfast)", 100);
    }
}
