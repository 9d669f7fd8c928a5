//! `sound mouth`: the shapes of mouths, a file a line, for other programs.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use maquette_document::{
    Clip, Figure, Id, Manifest, Media, Paragraph, Take, all, film as film_of, get,
};
use maquette_time::Flicks;
use maquette_voice::{
    Embedded, Engine, Phone, ShapeFormat, ShapeNames, aligned, cues, phones_of_words, shape_file,
    speak,
};

use crate::backends::VoiceOrder;
use crate::console::{Outcome, note, say, stop};
use crate::film::OpenFilm;

#[derive(Args, Debug)]
pub(crate) struct Mouth {
    film: PathBuf,
    /// The folder to write into.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Tsv)]
    format: Format,
    /// In .dat: shapes by Preston Blair's names, such as MBP and AI, in place of letters.
    #[arg(long)]
    preston_blair: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Rhubarb's table: a time and a letter a line.
    Tsv,
    /// Rhubarb's JSON.
    Json,
    /// Rhubarb's XML.
    Xml,
    /// Moho's switch data, in frames of the film.
    Dat,
}

pub(crate) fn run(words: &Mouth) -> Result<Outcome> {
    let film = OpenFilm::open_to_read(&words.film)?;
    let rate = film_of(&film.world).rate;
    let names = if words.preston_blair { ShapeNames::PrestonBlair } else { ShapeNames::Letters };
    let (format, extension) = match words.format {
        Format::Tsv => (ShapeFormat::Tsv, "tsv"),
        Format::Json => (ShapeFormat::Json, "json"),
        Format::Xml => (ShapeFormat::Xml, "xml"),
        Format::Dat => (ShapeFormat::Dat { rate, names }, "dat"),
    };
    std::fs::create_dir_all(&words.out)
        .with_context(|| format!("failed to make a folder: {:?}", words.out))?;
    let lines = all::<Clip>(&film.world).into_iter().filter(|(_, clip)| !clip.line.is_none());
    let (mut count, mut exact) = (0, 0);
    for (id, clip) in lines {
        count += 1;
        let (phones, is_exact) = phones(&film, id, clip)?;
        exact += usize::from(is_exact);
        let who = get::<Figure>(&film.world, clip.figure).map_or("LINE", |figure| &figure.name);
        let who: String = who.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let sound = get::<Media>(&film.world, clip.media).map_or("", |media| &media.name);
        let path = words.out.join(format!("{count:04}-{who}.{extension}"));
        std::fs::write(&path, shape_file(&cues(&phones), format, sound))
            .with_context(|| format!("failed to write; is the disk full?: {path:?}"))?;
    }
    say(&format!("{count} lines, each from its own start: {}", words.out.display()));
    if exact < count {
        note(&format!(
            "{} of them are laid on the sound by its silences: right to about a tenth of a second",
            count - exact
        ));
    }
    Ok(Outcome::Done)
}

/// What is said when in a clip, and whether that is known and not guessed.
fn phones(film: &OpenFilm, id: Id, clip: &Clip) -> Result<(Vec<Phone>, bool)> {
    let takes = all::<Take>(&film.world);
    let take = takes
        .iter()
        .find(|(own, take)| *own == clip.take || (clip.take.is_none() && take.of == id));
    let manifest = take.and_then(|(_, take)| get::<Manifest>(&film.world, take.manifest));
    if let Some(manifest) = manifest.filter(|one| one.backend == Embedded.name()) {
        let order: VoiceOrder = serde_json::from_str(&manifest.settings)?;
        let spoken = speak(&Embedded, &order.voice, &manifest.prompt, &order.sound, stop())?;
        if !spoken.phones.is_empty() {
            return Ok((spoken.phones, true));
        }
    }
    let paragraph = get::<Paragraph>(&film.world, clip.line);
    let text = manifest.map(|one| one.prompt.as_str()).or(paragraph.map(|one| one.text.as_str()));
    let text = text.unwrap_or_default();
    let Some(media) = get::<Media>(&film.world, clip.media) else {
        return Ok((phones_of_words(text, clip.length), false));
    };
    let path = film.document.media().path_of(media);
    let read = || format!("could not read the sound of a line: {path:?}");
    let bytes = std::fs::read(&path).with_context(read)?;
    let sound = maquette_sound::import(&bytes, &media.extension).with_context(read)?.pcm;
    let samples = sound.channels.first().map_or(&[][..], Vec::as_slice);
    let skip = usize::try_from(clip.skip.max(Flicks::ZERO).samples(48_000)).unwrap_or(usize::MAX);
    Ok((aligned(text, samples.get(skip..).unwrap_or_default()), false))
}
