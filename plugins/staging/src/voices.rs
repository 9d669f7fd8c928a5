//! TEMPORARY
use maquette_document::{Age, Voice};
use maquette_time::Flicks;
pub(crate) enum Gender { Woman, Man }
pub(crate) struct Person { pub gender: Option<Gender>, pub age: Age }
pub(crate) fn person(name: &str) -> Person {
    let g = match name { "MARA" | "INES" | "LENA" | "RUTH" | "NELL" | "ADA" | "CLEO" => Some(Gender::Woman), "TOM" | "BRAM" | "DOV"|"HANS" => Some(Gender::Man), _ => None };
    Person { gender: g, age: Age::Adult }
}
pub(crate) fn cast(names: &[&str], language: &str, _seed: u32, _k: &[(&str, Voice)]) -> Vec<Voice> {
    names.iter().map(|n| Voice { name: format!("{language}+{}", if n.len() % 2 == 0 { "f2" } else { "m3" }), ..Voice::default() }).collect()
}
pub(crate) fn estimate(text: &str, _speed: u16, _language: &str) -> Flicks {
    Flicks::from_seconds(0.5 + 0.065 * text.chars().count() as f64)
}
