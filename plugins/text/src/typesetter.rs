//! Breaks text into lines and places its glyphs.

use bevy_math::Vec2;
use cosmic_text::{Buffer, LayoutGlyph, LayoutRun, Metrics, Shaping, Wrap};

use crate::atlas::Glyphs;
use crate::breaks::{Rest, char_ends, cleaned, one_line, rest_after, with_ellipsis, word_ends};
use crate::fonts::{Shaper, attributes, faces};
use crate::{Align, Atlas, GlyphQuad, Laid, Line, TextRequest, Weight};

/// From line to line, in ems.
const LINE_HEIGHT: f32 = 1.3;

/// The most characters that are set at once, and that are shared out to pages.
const LONGEST: usize = 2_000;
const LONGEST_SPEECH: usize = 20_000;

/// Sets text in our type.
pub struct Typesetter {
    shaper: Shaper,
    glyphs: Glyphs,
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    pub fn new() -> Self {
        Self { shaper: Shaper::new(), glyphs: Glyphs::new(faces()) }
    }

    /// Where the glyphs of all that was set are.
    pub fn atlas(&self) -> &Atlas {
        &self.glyphs.atlas
    }

    /// Sets text in lines of about the same length. What is more than `max_lines` is left out, and an ellipsis
    /// says so. The same request always gives the same.
    pub fn lay_out(&mut self, request: &TextRequest) -> Laid {
        let (text, all) = cleaned(request.text.trim(), LONGEST);
        let frame = Frame::of(request);
        if text.trim().is_empty() {
            return Laid::default();
        }
        let fits = all && self.count(&text, &frame) <= frame.lines;
        let text = if fits { text } else { self.shortened(&text, &frame) };
        let mut buffer = self.shaped(&text, &frame);
        self.balance(&mut buffer, &frame);
        let mut laid = self.place(&buffer, &frame, request.align);
        laid.elided = !fits;
        laid
    }

    /// Splits text into pages that fit the request's lines, each to be shown in its turn: after a sentence if
    /// that leaves the page two fifths full or more, else so after a clause, else after a word. No word is lost;
    /// of a text beyond 20,000 characters the end is left out, and an ellipsis says so.
    pub fn paginate(&mut self, request: &TextRequest) -> Vec<String> {
        let frame = Frame::of(request);
        let (text, all) = cleaned(&one_line(request.text), LONGEST_SPEECH);
        let text = if all { text } else { with_ellipsis(&text) };
        let mut pages = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let end = self.page_end(rest, &frame);
            pages.push(rest[..end].trim_end().to_owned());
            rest = rest[end..].trim_start();
        }
        pages
    }

    /// Where a page that begins with `text` ends, in bytes; never 0.
    fn page_end(&mut self, text: &str, frame: &Frame) -> usize {
        let window = text.char_indices().nth(frame.letters()).map_or(text.len(), |(at, _)| at);
        let text = &text[..window];
        let mut ends = word_ends(text);
        let mut fitting = self.last_fitting(text, &ends, frame, |text| text.to_owned());
        if fitting == 0 {
            // A word that is more than a page.
            ends = char_ends(text);
            fitting = self.last_fitting(text, &ends, frame, |text| text.to_owned()).max(1);
        }
        let ends = &ends[..fitting.min(ends.len())];
        let Some(last) = ends.last().copied() else { return text.len() };
        if last == text.len() {
            return last;
        }
        let late = ends.iter().copied().filter(|end| *end * 5 >= last * 2);
        late.max_by_key(|end| match rest_after(&text[..*end]) {
            Rest::None => (Rest::None, *end),
            rest => (rest, *end),
        })
        .unwrap_or(last)
    }

    /// The longest beginning of the text that fits with an ellipsis behind it.
    fn shortened(&mut self, text: &str, frame: &Frame) -> String {
        for ends in [word_ends(text), char_ends(text)] {
            let fitting = self.last_fitting(text, &ends, frame, with_ellipsis);
            if fitting > 0 {
                return with_ellipsis(&text[..ends[fitting - 1]]);
            }
        }
        with_ellipsis("")
    }

    /// How many of `ends` cut off a beginning that fits, once it is `finished`. Longer ones do not fit better.
    fn last_fitting(
        &mut self,
        text: &str,
        ends: &[usize],
        frame: &Frame,
        finished: impl Fn(&str) -> String,
    ) -> usize {
        ends.partition_point(|end| self.count(&finished(&text[..*end]), frame) <= frame.lines)
    }

    /// How many lines text takes at full width.
    fn count(&mut self, text: &str, frame: &Frame) -> usize {
        self.shaped(text, frame).layout_runs().count()
    }

    fn shaped(&mut self, text: &str, frame: &Frame) -> Buffer {
        let metrics = Metrics::new(frame.size, frame.size * LINE_HEIGHT);
        let mut buffer = Buffer::new(&mut self.shaper.system, metrics);
        buffer.set_wrap(Wrap::WordOrGlyph);
        buffer.set_size(Some(frame.width), None);
        buffer.set_text(text, &attributes(frame.weight), Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut self.shaper.system, false);
        buffer
    }

    /// Makes the lines as narrow as they can be without becoming more: then they are about as long.
    fn balance(&mut self, buffer: &mut Buffer, frame: &Frame) {
        let lines = buffer.layout_runs().count();
        if lines < 2 {
            return;
        }
        let (mut narrow, mut wide) = (frame.size.min(frame.width), frame.width);
        // To a quarter of an em.
        while wide - narrow > frame.size / 4.0 {
            let middle = f32::midpoint(narrow, wide);
            buffer.set_size(Some(middle), None);
            buffer.shape_until_scroll(&mut self.shaper.system, false);
            let fits = buffer.layout_runs().count() <= lines
                && buffer.layout_runs().all(|run| width_of(&run) <= middle + 0.01);
            *(if fits { &mut wide } else { &mut narrow }) = middle;
        }
        buffer.set_size(Some(wide), None);
        buffer.shape_until_scroll(&mut self.shaper.system, false);
    }

    fn place(&mut self, buffer: &Buffer, frame: &Frame, align: Align) -> Laid {
        let height = frame.size * LINE_HEIGHT;
        let width = buffer.layout_runs().map(|run| width_of(&run)).fold(0.0, f32::max);
        let mut laid = Laid::default();
        for (at, run) in buffer.layout_runs().enumerate() {
            let (left, right) = edges_of(&run);
            let spare = width - (right - left);
            let x = match align {
                Align::Left => 0.0,
                Align::Center => spare / 2.0,
                Align::Right => spare,
            };
            let top = at as f32 * height;
            let baseline = top + (run.line_y - run.line_top);
            for glyph in run.glyphs {
                laid.quads.extend(self.quad(glyph, Vec2::new(x - left, baseline), frame));
                if glyph.glyph_id == 0 {
                    laid.missing
                        .extend(run.text.get(glyph.start..glyph.end).unwrap_or_default().chars());
                }
            }
            laid.lines.push(Line {
                text: text_of(&run).to_owned(),
                min: Vec2::new(x, top),
                max: Vec2::new(x + right - left, top + height),
                baseline,
            });
        }
        laid.missing.sort_unstable();
        laid.missing.dedup();
        laid.size = Vec2::new(width, laid.lines.len() as f32 * height);
        laid
    }

    fn quad(&mut self, glyph: &LayoutGlyph, pen: Vec2, frame: &Frame) -> Option<GlyphQuad> {
        let font = self.shaper.font_of(glyph.font_id)?;
        let offset = Vec2::new(glyph.x_offset, -glyph.y_offset) * glyph.font_size;
        self.glyphs.quad(
            font,
            glyph.glyph_id,
            pen + Vec2::new(glyph.x, glyph.y) + offset,
            frame.size,
        )
    }
}

/// What a request asks for, held to what can be done.
struct Frame {
    size: f32,
    width: f32,
    lines: usize,
    weight: Weight,
}

impl Frame {
    fn of(request: &TextRequest) -> Self {
        let held = |value: f32, least: f32, most: f32| {
            if value >= least { value.min(most) } else { least }
        };
        let size = held(request.size_px, 1.0, 2_000.0);
        let width = held(request.max_width_px, size, 100_000.0);
        Self { size, width, lines: request.max_lines.clamp(1, 1_000), weight: request.weight }
    }

    /// More characters than these never fit: the narrowest take a fifth of an em.
    fn letters(&self) -> usize {
        let a_line = (self.width / self.size * 5.0) as usize + 1;
        (a_line * self.lines).clamp(16, LONGEST)
    }
}

/// The left and right end of what shows on a line.
fn edges_of(run: &LayoutRun) -> (f32, f32) {
    let blank = |glyph: &&LayoutGlyph| {
        run.text.get(glyph.start..glyph.end).is_some_and(|text| text.trim().is_empty())
    };
    let shown = run.glyphs.iter().filter(|glyph| !blank(glyph));
    let edges = shown.map(|glyph| (glyph.x, glyph.x + glyph.w));
    let all = edges.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
    all.unwrap_or((0.0, 0.0))
}

fn width_of(run: &LayoutRun) -> f32 {
    let (left, right) = edges_of(run);
    right - left
}

/// The words of a line.
fn text_of<'a>(run: &LayoutRun<'a>) -> &'a str {
    let start = run.glyphs.iter().map(|glyph| glyph.start).min().unwrap_or(0);
    let end = run.glyphs.iter().map(|glyph| glyph.end).max().unwrap_or(0);
    run.text.get(start..end).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> TextRequest<'_> {
        TextRequest {
            text,
            size_px: 30.0,
            max_width_px: 600.0,
            max_lines: 2,
            align: Align::Center,
            weight: Weight::Regular,
        }
    }

    #[track_caller]
    fn check(text: &str, lines: &[&str]) {
        let laid = Typesetter::new().lay_out(&request(text));
        assert_eq!(laid.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), lines);
    }

    #[test]
    fn short_text_is_one_line_and_two_lines_are_about_as_long() {
        check("Who lit it?", &["Who lit it?"]);
        check(
            "No. It cannot be switched off. Somebody is always out there.",
            &["No. It cannot be switched off.", "Somebody is always out there."],
        );
        check("One\ntwo", &["One", "two"]);
        check("  ", &[]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let mut typesetter = Typesetter::new();
        let long = "The lamp has burned for ninety years, and it will burn tonight. ".repeat(3);
        let laid = typesetter.lay_out(&request(&long));
        assert!(laid.elided);
        assert_eq!(laid.lines.len(), 2);
        assert!(laid.lines[1].text.ends_with('…'), "{:?}", laid.lines);
        assert!(laid.size.x <= 600.0);
        let one_word = typesetter.lay_out(&request(&"x".repeat(5_000)));
        assert!(one_word.elided && one_word.lines.len() == 2 && one_word.size.x <= 600.0);
    }

    #[test]
    fn pages_lose_no_word_and_each_fits() {
        let mut typesetter = Typesetter::new();
        let speech = "The lamp has burned for ninety years. It will burn tonight, whatever they say in the \
                      harbour office, and if the ship comes by she will see it; I promise you that, Mara. \
                      Now go to sleep.";
        let pages = typesetter.paginate(&request(speech));
        assert_eq!(pages.join(" "), speech);
        assert!(pages.len() > 1);
        for page in &pages {
            assert!(!typesetter.lay_out(&request(page)).elided, "{page}");
        }
        assert_eq!(pages[0], "The lamp has burned for ninety years.");
        assert_eq!(typesetter.paginate(&request("  ")), Vec::<String>::new());
        assert_eq!(typesetter.paginate(&request(&"x".repeat(300))).concat(), "x".repeat(300));
    }

    #[test]
    fn characters_that_our_type_lacks_are_named() {
        let mut typesetter = Typesetter::new();
        let laid = typesetter.lay_out(&request("灯台 and 灯"));
        assert_eq!(laid.missing, ['台', '灯']);
        assert!(!laid.quads.is_empty());
        for known in ["“Où ?” – l’été, cœur, Ñandú, Straße, ŁÓDŹ…", "Ελληνικά, Русский"]
        {
            assert!(typesetter.lay_out(&request(known)).missing.is_empty(), "{known}");
        }
    }

    #[test]
    fn lines_stand_as_they_were_asked_to() {
        let mut typesetter = Typesetter::new();
        let mut laid =
            |align| typesetter.lay_out(&TextRequest { align, ..request("A\nlonger line") });
        let (left, middle, right) = (laid(Align::Left), laid(Align::Center), laid(Align::Right));
        let spare = left.size.x - (left.lines[0].max.x - left.lines[0].min.x);
        assert_eq!(left.lines[0].min.x, 0.0);
        assert_eq!(middle.lines[0].min.x, spare / 2.0);
        assert_eq!(right.lines[0].max.x, right.size.x);
    }

    #[test]
    fn a_heavier_weight_is_wider() {
        let mut typesetter = Typesetter::new();
        let mut width =
            |weight| typesetter.lay_out(&TextRequest { weight, ..request("Maquette") }).size.x;
        assert!(width(Weight::Semibold) > width(Weight::Regular) + 1.0);
    }

    #[test]
    fn what_was_set_before_changes_nothing() {
        let mut used = Typesetter::new();
        used.lay_out(&request("Quite something else: 1234567890"));
        let mut fresh = Typesetter::new();
        let text = "Show me how to clean the glass.";
        assert_eq!(used.lay_out(&request(text)), fresh.lay_out(&request(text)));
    }

    #[test]
    fn it_can_be_shared_between_threads() {
        fn check<T: Send + Sync>() {}
        check::<Typesetter>();
    }
}
