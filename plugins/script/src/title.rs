//! Lines of the title page.

/// A line of a title page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TitleLine<'a> {
    /// `Title: The Lighthouse`
    Entry(&'a str, &'a str),
    /// More of the value before: indented, or without a key.
    More(&'a str),
}

pub(crate) fn title_line(line: &str) -> TitleLine<'_> {
    match entry(line) {
        Some((key, value)) => TitleLine::Entry(key, value),
        None => TitleLine::More(line.trim()),
    }
}

/// Whether a title page begins with `line`, the first of the script, with `next` after it (empty if blank).
///
/// Any key may open one when more of it follows; alone it must be a key that title pages have, so that
/// `She says one thing: no.` stays action.
pub(crate) fn opens_title_page(line: &str, next: &str) -> bool {
    let Some((key, _)) = entry(line) else { return false };
    let next_is_title =
        next.starts_with([' ', '\t']) && !next.trim().is_empty() || entry(next).is_some();
    is_known(key) || (next_is_title && key.split_whitespace().count() <= 3 && !is_order(key))
}

fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.starts_with(|char: char| char.is_alphanumeric()) && key.len() <= 80;
    is_key.then(|| (key.trim_end(), value.trim()))
}

/// `FADE IN:` opens many a script and no title page.
fn is_order(key: &str) -> bool {
    !key.contains(char::is_lowercase)
        && (key.ends_with("TO") || key.starts_with("FADE") || key.ends_with("CUT"))
}

fn is_known(key: &str) -> bool {
    const KEYS: [&str; 37] = [
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "notes",
        "draft",
        "draft date",
        "date",
        "contact",
        "copyright",
        "revision",
        "version",
        "format",
        "language",
        "episode",
        "series",
        "written by",
        "contact info",
        "font",
        "header",
        "footer",
        "titre",
        "auteur",
        "auteurs",
        "date de version",
        "langue",
        "titel",
        "autor",
        "autoren",
        "datum",
        "fassung",
        "título",
        "titulo",
        "titolo",
        "autore",
        "fecha",
    ];
    KEYS.contains(&key.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_page_is_told_from_a_script_that_starts() {
        assert!(opens_title_page("Title: X", ""));
        assert!(opens_title_page("TITRE:", "    Le train"));
        assert!(opens_title_page("Production: 7", "Director: Nobody"));
        assert!(!opens_title_page("FADE IN:", "Night: dark"));
        assert!(!opens_title_page("She says one thing: no.", ""));
        assert!(!opens_title_page("She says one thing: no.", "Then: yes."));
        assert!(!opens_title_page("No colon", "Title: X"));
        assert!(!opens_title_page("  Title: X", ""));
    }

    #[test]
    fn a_line_without_a_key_goes_on_with_the_value() {
        assert_eq!(title_line("Contact: a@b.c"), TitleLine::Entry("Contact", "a@b.c"));
        assert_eq!(title_line("    12 High Street"), TitleLine::More("12 High Street"));
        assert_eq!(title_line("\tat: noon"), TitleLine::More("at: noon"));
        assert_eq!(title_line("no key"), TitleLine::More("no key"));
    }
}
