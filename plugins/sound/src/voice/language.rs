//! Language tags as espeak-ng knows them.

/// The engine's tag for a film's language: `en`, `fr`, `cmn`. Regions that it knows apart are kept.
pub(crate) fn base(language: &str) -> String {
    let tag = language.trim().to_lowercase().replace('_', "-");
    let tag = tag.split(['+', ' ', ';', ',']).next().unwrap_or_default().to_owned();
    if KEPT.contains(&tag.as_str()) {
        return tag;
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
        "en" => vec!["en-gb".into(), "en-us".into()],
        "fr" => vec!["fr".into()],
        tag => vec![tag.into()],
    }
}

const KEPT: [&str; 13] = [
    "en-gb",
    "en-us",
    "en-gb-scotland",
    "en-gb-x-rp",
    "en-029",
    "es-419",
    "fr-be",
    "fr-ch",
    "fr-fr",
    "pt-br",
    "pt-pt",
    "vi-vn-x-central",
    "vi-vn-x-south",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_films_become_tags_of_the_engine() {
        for (tag, expected) in [
            ("en", "en"),
            ("en-AU", "en"),
            ("EN_us", "en-us"),
            ("fr-CA", "fr"),
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
}
