//! iXML: scene, take and names of tracks, as recorders and sound editors exchange them (iXML 3.0).

/// What is told of a sound of a film.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ixml {
    pub project: String,
    pub scene: String,
    pub take: String,
    pub note: String,
    /// Frames a second of the film, such as `24000/1001`.
    pub timecode_rate: String,
    pub sample_rate: u32,
    pub bits: u16,
    /// Samples since midnight at the first sample.
    pub time_reference: u64,
    /// A name a channel.
    pub tracks: Vec<String>,
}

impl Ixml {
    /// The document.
    pub fn document(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BWFXML>\n");
        let mut line = |name: &str, value: &str| {
            xml += &format!("  <{name}>{}</{name}>\n", escaped(value));
        };
        line("IXML_VERSION", "3.0");
        line("PROJECT", &self.project);
        line("SCENE", &self.scene);
        line("TAKE", &self.take);
        line("NOTE", &self.note);
        xml += "  <SPEED>\n";
        let mut line = |name: &str, value: &str| {
            xml += &format!("    <{name}>{}</{name}>\n", escaped(value));
        };
        line("TIMECODE_RATE", &self.timecode_rate);
        line("TIMECODE_FLAG", "NDF");
        line("FILE_SAMPLE_RATE", &self.sample_rate.to_string());
        line("AUDIO_BIT_DEPTH", &self.bits.to_string());
        line("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", &(self.time_reference >> 32).to_string());
        line(
            "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO",
            &(self.time_reference & 0xFFFF_FFFF).to_string(),
        );
        line("TIMESTAMP_SAMPLE_RATE", &self.sample_rate.to_string());
        xml += "  </SPEED>\n  <TRACK_LIST>\n";
        xml += &format!("    <TRACK_COUNT>{}</TRACK_COUNT>\n", self.tracks.len());
        for (n, name) in (1..).zip(&self.tracks) {
            xml += &format!(
                "    <TRACK>\n      <CHANNEL_INDEX>{n}</CHANNEL_INDEX>\n      <INTERLEAVE_INDEX>{n}</INTERLEAVE_INDEX>\n      <NAME>{}</NAME>\n    </TRACK>\n",
                escaped(name)
            );
        }
        xml + "  </TRACK_LIST>\n</BWFXML>\n"
    }
}

/// The text of the first element of this name; for looking, not for understanding.
pub fn ixml_text(document: &str, name: &str) -> Option<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let (_, after) = document.split_once(&open)?;
    let (text, _) = after.split_once(&close)?;
    let text = text.trim();
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    let text = plain.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    (!text.is_empty()).then_some(text)
}

/// As XML can hold it: what it knows no sign for is left out.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => xml += "&lt;",
            '>' => xml += "&gt;",
            '&' => xml += "&amp;",
            '"' => xml += "&quot;",
            '\t' | '\n' | '\r' => xml.push(sign),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if sign.is_control() => {}
            _ => xml.push(sign),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_whatever_they_hold() {
        let told = Ixml {
            project: "Fish & <Chips>".into(),
            scene: "INT. \"BAR\" \u{1}".into(),
            ..Ixml::default()
        };
        let document = told.document();
        assert_eq!(ixml_text(&document, "PROJECT").as_deref(), Some("Fish & <Chips>"));
        assert_eq!(ixml_text(&document, "SCENE").as_deref(), Some("INT. \"BAR\""));
        assert_eq!(ixml_text(&document, "TAKE"), None);
    }
}
