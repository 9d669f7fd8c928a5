//! DAWproject 1.0: an exchange format of Bitwig, Studio One and Cubase, XML and media in a zip.

use std::io::{self, Read, Write};

use super::zip::Zip;
use super::{Session, SessionClip, SessionTrack, gain, number, seconds};

/// Why a DAWproject was not written.
#[derive(Debug, thiserror::Error)]
pub enum DawprojectError {
    #[error("failed to pack a sound: {file:?}")]
    Pack { file: String, source: io::Error },
    #[error("failed to write the DAWproject")]
    Write {
        #[from]
        source: io::Error,
    },
}

/// Writes a session with its sounds, which `open` gives by their names in it. Each is read twice.
///
/// # Errors
/// When a sound cannot be read, the target cannot be written, or all is over 4 GB: the most that a zip of the old form,
/// which all these programs read, can hold.
pub fn dawproject<W: Write, R: Read>(
    out: W,
    session: &Session,
    open: &mut dyn FnMut(&str) -> io::Result<R>,
) -> Result<W, DawprojectError> {
    let mut zip = Zip::new(out);
    let mut texts = [("project.xml", project(session)), ("metadata.xml", metadata(session))];
    for (name, text) in &mut texts {
        zip.add(name, &mut || Ok(text.as_bytes()))?;
    }
    let mut packed: Vec<&str> = Vec::new();
    for clip in session.tracks.iter().flat_map(|track| &track.clips) {
        if packed.contains(&clip.file.as_str()) {
            continue;
        }
        packed.push(&clip.file);
        zip.add(&place(&clip.file), &mut || open(&clip.file))
            .map_err(|source| DawprojectError::Pack { file: clip.file.clone(), source })?;
    }
    Ok(zip.finish()?)
}

/// Where a sound lies in the archive.
fn place(file: &str) -> String {
    format!("audio/{}", file.rsplit('/').next().unwrap_or(file))
}

fn metadata(session: &Session) -> String {
    let title = escaped(&session.name);
    format!(
        "{DECLARATION}<MetaData>\n  <Title>{title}</Title>\n  <Comment>Made with Maquette</Comment>\n</MetaData>\n"
    )
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn project(session: &Session) -> String {
    let tempo = session.tempo.steps().first().map_or(120.0, |(_, tempo)| *tempo);
    let mut xml = format!("{DECLARATION}<Project version=\"1.0\">\n");
    xml +=
        &format!("  <Application name=\"Maquette\" version=\"{}\"/>\n", env!("CARGO_PKG_VERSION"));
    xml += "  <Transport>\n";
    xml += &format!(
        "    <Tempo max=\"960\" min=\"1\" unit=\"bpm\" value=\"{}\" id=\"tempo\" name=\"Tempo\"/>\n",
        number(tempo)
    );
    xml += "    <TimeSignature denominator=\"4\" numerator=\"4\" id=\"meter\"/>\n  </Transport>\n  <Structure>\n";
    for (n, track) in session.tracks.iter().enumerate() {
        structure(&mut xml, n, track);
    }
    xml += "    <Track contentType=\"audio\" loaded=\"true\" id=\"master\" name=\"Master\">\n";
    xml += "      <Channel audioChannels=\"2\" role=\"master\" id=\"master-channel\">\n";
    xml += "        <Volume max=\"2\" min=\"0\" unit=\"linear\" value=\"1\" id=\"master-volume\" name=\"Volume\"/>\n";
    xml += "      </Channel>\n    </Track>\n  </Structure>\n";
    xml += "  <Arrangement id=\"arrangement\">\n    <Lanes timeUnit=\"seconds\" id=\"lanes\">\n";
    for (n, track) in session.tracks.iter().enumerate() {
        xml += &format!(
            "      <Lanes track=\"track{n}\" id=\"lanes{n}\">\n        <Clips id=\"clips{n}\">\n"
        );
        track.clips.iter().for_each(|clip| write_clip(&mut xml, clip));
        xml += "        </Clips>\n      </Lanes>\n";
    }
    xml += "    </Lanes>\n";
    if !session.markers.is_empty() {
        xml += "    <Markers timeUnit=\"seconds\" id=\"markers\">\n";
        for marker in &session.markers {
            let (at, name) = (number(seconds(marker.at)), escaped(&marker.name));
            xml += &format!("      <Marker time=\"{at}\" name=\"{name}\"/>\n");
        }
        xml += "    </Markers>\n";
    }
    if 1 < session.tempo.steps().len() {
        xml += "    <TempoAutomation timeUnit=\"seconds\" unit=\"bpm\" id=\"tempo-steps\">\n      <Target parameter=\"tempo\"/>\n";
        for (at, tempo) in session.tempo.steps() {
            let (at, tempo) = (number(seconds(*at)), number(*tempo));
            xml += &format!(
                "      <RealPoint time=\"{at}\" value=\"{tempo}\" interpolation=\"hold\"/>\n"
            );
        }
        xml += "    </TempoAutomation>\n";
    }
    xml + "  </Arrangement>\n  <Scenes/>\n</Project>\n"
}

fn structure(xml: &mut String, n: usize, track: &SessionTrack) {
    let [r, g, b] = track.color;
    let name = escaped(&track.name);
    *xml += &format!(
        "    <Track contentType=\"audio\" loaded=\"true\" id=\"track{n}\" name=\"{name}\" color=\"#{r:02x}{g:02x}{b:02x}\">\n"
    );
    *xml += &format!(
        "      <Channel audioChannels=\"2\" destination=\"master-channel\" role=\"regular\" solo=\"{}\" id=\"channel{n}\">\n",
        track.solo
    );
    *xml += &format!("        <Mute value=\"{}\" id=\"mute{n}\" name=\"Mute\"/>\n", track.mute);
    let pan = number((f64::from(track.pan) + 1.0) / 2.0);
    *xml += &format!(
        "        <Pan max=\"1\" min=\"0\" unit=\"normalized\" value=\"{pan}\" id=\"pan{n}\" name=\"Pan\"/>\n"
    );
    let volume = number(gain(track.gain).min(2.0));
    *xml += &format!(
        "        <Volume max=\"2\" min=\"0\" unit=\"linear\" value=\"{volume}\" id=\"volume{n}\" name=\"Volume\"/>\n"
    );
    *xml += "      </Channel>\n    </Track>\n";
}

fn write_clip(xml: &mut String, clip: &SessionClip) {
    let at = |samples: i64| number(seconds(samples));
    *xml += &format!(
        "          <Clip time=\"{}\" duration=\"{}\" contentTimeUnit=\"seconds\" playStart=\"{}\" fadeTimeUnit=\"seconds\" fadeInTime=\"{}\" fadeOutTime=\"{}\" name=\"{}\">\n",
        at(clip.start),
        at(clip.length),
        at(clip.skip),
        at(clip.fade_in),
        at(clip.fade_out),
        escaped(&clip.name),
    );
    *xml += &format!(
        "            <Audio channels=\"{}\" duration=\"{}\" sampleRate=\"48000\">\n              <File path=\"{}\"/>\n            </Audio>\n          </Clip>\n",
        clip.channels,
        at(clip.file_length),
        escaped(&place(&clip.file)),
    );
}

fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => xml += "&lt;",
            '>' => xml += "&gt;",
            '&' => xml += "&amp;",
            '"' => xml += "&quot;",
            '\t' | '\n' | '\r' => xml.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if sign.is_control() => {}
            _ => xml.push(sign),
        }
    }
    xml
}
