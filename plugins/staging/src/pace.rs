//! How fast a line is said: by what kind of line it is, and by what its parenthetical asks for.

use maquette_document::ParagraphKind;

use crate::breakdown::Source;

/// The manner of a line, as far as it changes how long the line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Manner {
    #[default]
    Plain,
    /// Told over the picture: a narrator is in no hurry.
    Told,
    Sung,
    Slow,
    Fast,
    Whispered,
    Shouted,
}

/// What a parenthetical may say, in the forms that scripts have it in.
const ASKED: [(Manner, &str); 4] = [
    (
        Manner::Whispered,
        "whisper,whispers,whispering,whispered,hushed,murmurs,murmuring,breathes,chuchote,flüstert,susurra,sussurra",
    ),
    (
        Manner::Shouted,
        "shout,shouts,shouting,yells,yelling,screams,screaming,calling,bellows,crie,ruft,schreit,grita,grida",
    ),
    (
        Manner::Slow,
        "slow,slowly,drawling,hesitant,hesitating,haltingly,halting,faltering,drunk,drowsy,sleepy,weakly,lentement,langsam,lento,despacio,lentamente",
    ),
    (
        Manner::Fast,
        "fast,quick,quickly,rapid,rapidly,rushed,rushing,hurried,hurriedly,breathless,panicked,frantic,vite,schnell,rápido,presto",
    ),
];

impl Manner {
    /// Of a line of this kind, with what stands in its parentheses in lower case.
    pub(crate) fn of(kind: ParagraphKind, source: Source, aside: &str) -> Self {
        let mut words = aside.split(|letter: char| !letter.is_alphabetic());
        let asked = words.find_map(|word| {
            let named = |list: &str| list.split(',').any(|one| one == word);
            ASKED
                .iter()
                .find(|(_, list)| !word.is_empty() && named(list))
                .map(|(manner, _)| *manner)
        });
        match (asked, kind, source) {
            (Some(manner), _, _) => manner,
            (None, ParagraphKind::Lyrics, _) => Self::Sung,
            (None, _, Source::Over) => Self::Told,
            (None, _, Source::Here | Source::Off) => Self::Plain,
        }
    }

    /// Words a minute of a voice that says plain lines at `speed`. Whispers and shouts are a little slower than
    /// talk, and who sings has about two words a second at most.
    pub fn words_a_minute(self, speed: u16) -> u16 {
        let share = match self {
            Self::Plain => 1.0,
            Self::Told => 0.94,
            Self::Sung => 0.6,
            Self::Slow => 0.75,
            Self::Fast => 1.25,
            Self::Whispered | Self::Shouted => 0.92,
        };
        (f32::from(speed) * share).round() as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: ParagraphKind, source: Source, aside: &str, expected: Manner) {
        assert_eq!(Manner::of(kind, source, aside), expected, "{aside}");
    }

    #[test]
    fn a_parenthetical_counts_before_the_kind_of_line() {
        check(ParagraphKind::Dialogue, Source::Here, "", Manner::Plain);
        check(ParagraphKind::Dialogue, Source::Over, "", Manner::Told);
        check(ParagraphKind::Lyrics, Source::Here, "(to tom)", Manner::Sung);
        check(ParagraphKind::Dialogue, Source::Over, "(whispering, to mara)", Manner::Whispered);
        check(ParagraphKind::Dialogue, Source::Here, "(breakfast)", Manner::Plain);
    }

    #[test]
    fn who_sings_takes_longer_than_who_hurries() {
        assert!(Manner::Sung.words_a_minute(165) < Manner::Told.words_a_minute(165));
        assert!(Manner::Fast.words_a_minute(165) > 165);
        assert_eq!(Manner::Plain.words_a_minute(165), 165);
    }
}
