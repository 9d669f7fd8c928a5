//! Language tags as espeak-ng knows them.

/// The engine's tag for a film's language: `en`, `fr`, `cmn`. Regions that it knows apart are kept.
pub(crate) fn base(language: &str) -> String {
    let tag = language.trim().to_lowercase().replace('_', "-");
    let tag = tag.split(['+', ' ', ';', ',']).next().unwrap_or_default().to_owned();
    if KEPT.contains(&tag.as_str()) {
        return tag;
    }
    if let Some((_, plain)) = PLAIN.iter().find(|(other, _)| *other == tag) {
        return (*plain).into();
    }
    let primary = tag.split('-').next().unwrap_or_default();
    let sane = (2..=3).contains(&primary.len()) && primary.chars().all(|c| c.is_ascii_alphabetic());
    match primary {
        "zh" => "cmn".into(),
        "no" | "nn" => "nb".into(),
        "jp" => "ja".into(),
        _ if sane => primary.into(),
        _ => "en".into(),
    }
}

/// The first part of a tag or of a voice's name: `fr` of `fr-be+m3`.
pub(crate) fn primary(language: &str) -> String {
    base(language).split('-').next().unwrap_or("en").to_owned()
}

/// The accents among which the voices of a film in `language` are chosen.
pub(crate) fn accents(language: &str) -> Vec<String> {
    match base(language).as_str() {
        "en" => vec!["en".into(), "en-us".into()],
        tag => vec![tag.into()],
    }
}

/// The name of a voice as the engine must be asked for it: `en+f3` for `en-gb+f3`.
pub(crate) fn asked(name: &str) -> String {
    let (tag, variant) =
        name.split_once('+').map_or((name, None), |(tag, variant)| (tag, Some(variant)));
    let plain = PLAIN
        .iter()
        .find(|(other, _)| tag.eq_ignore_ascii_case(other))
        .map_or(tag, |(_, plain)| plain);
    variant.map_or_else(|| plain.to_owned(), |variant| format!("{plain}+{variant}"))
}

const KEPT: [&str; 10] = [
    "en-us",
    "en-gb-scotland",
    "en-gb-x-rp",
    "en-029",
    "es-419",
    "fr-be",
    "fr-ch",
    "pt-br",
    "vi-vn-x-central",
    "vi-vn-x-south",
];

/// Tags under which the engine finds the language but then leaves out the variant, and what to ask for
/// instead: the names of its files.
const PLAIN: [(&str, &str); 5] =
    [("en-gb", "en"), ("fr-fr", "fr"), ("pt-pt", "pt"), ("vi-vn", "vi"), ("es-es", "es")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_films_become_tags_of_the_engine() {
        for (tag, expected) in [
            ("en", "en"),
            ("en-AU", "en"),
            ("EN_us", "en-us"),
            ("en-GB", "en"),
            ("fr-CA", "fr"),
            ("fr-FR", "fr"),
            ("zh-Hans", "cmn"),
            ("no", "nb"),
            ("pt-BR", "pt-br"),
            ("", "en"),
            ("../x", "en"),
            ("de-de+m3", "de"),
        ] {
            assert_eq!(base(tag), expected, "{tag}");
        }
    }

    #[test]
    fn a_variant_is_never_left_out() {
        assert_eq!(asked("en-gb+f3"), "en+f3");
        assert_eq!(asked("en-us+f3"), "en-us+f3");
        assert_eq!(asked("de"), "de");
    }
}
