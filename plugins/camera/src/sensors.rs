//! Sensors by name.

use maquette_document::Sensor;

/// A sensor as its maker, or the standard of its film, states it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SensorFormat {
    pub name: &'static str,
    pub sensor: Sensor,
    /// Whose figures these are.
    pub source: &'static str,
}

/// Widest first.
pub const SENSORS: &[SensorFormat] = &[
    of(
        "IMAX 15/70",
        70.41,
        52.63,
        "IMAX, 65 mm film, fifteen perforations lengthwise: camera aperture",
    ),
    of("ALEXA 65", 54.12, 25.58, "ARRI, ALEXA 65 and 265: 6.5K Open Gate"),
    of("65 mm", 52.48, 23.01, "SMPTE, 65 mm film, five perforations: camera aperture"),
    of("RED 8K VV", 40.96, 21.60, "RED, V-RAPTOR and MONSTRO 8K VV: active area"),
    of("VistaVision", 37.72, 24.92, "35 mm film, eight perforations lengthwise: camera aperture"),
    of("ALEXA LF open gate", 36.70, 25.54, "ARRI, ALEXA LF and Mini LF: LF Open Gate"),
    of("VENICE full frame", 36.2, 24.1, "Sony, VENICE: 6K 3:2"),
    of("Full frame", 36.0, 24.0, "the 135 still frame"),
    of(
        "Blackmagic 6K full frame",
        36.0,
        24.0,
        "Blackmagic Design, Cinema Camera 6K and PYXIS 6K: 3:2",
    ),
    of("VENICE 2 8K", 35.9, 24.0, "Sony, VENICE 2 8K: 8.6K 3:2"),
    of("BURANO full frame", 35.9, 20.2, "Sony, BURANO: 8.6K 16:9"),
    of("Sony FX3, FX6", 35.6, 23.8, "Sony, FX3 and FX6: image sensor"),
    of("ALEXA Mini open gate", 28.25, 18.17, "ARRI, ALEXA Mini and SXT: 3.4K Open Gate"),
    of("ALEXA 35 open gate", 27.99, 19.22, "ARRI, ALEXA 35: 4.6K 3:2 Open Gate"),
    of("RED KOMODO", 27.03, 14.26, "RED, KOMODO 6K and KOMODO-X: 6K 17:9"),
    of(
        "Blackmagic 12K",
        27.03,
        14.25,
        "Blackmagic Design, URSA Mini Pro 12K: effective sensor size",
    ),
    of("Super 35", 24.89, 18.66, "SMPTE, 35 mm film, four perforations, full aperture"),
    of("ALEXA 35 4K", 24.88, 14.00, "ARRI, ALEXA 35: 4K 16:9"),
    of("Canon Super 35", 24.6, 13.8, "Canon, EOS C300 Mark II: screen size"),
    of("Nikon DX", 23.5, 15.7, "Nikon, Z 50: image sensor"),
    of("Sony APS-C", 23.5, 15.6, "Sony, α6500: image sensor"),
    of(
        "Blackmagic 6K",
        23.10,
        12.99,
        "Blackmagic Design, Pocket Cinema Camera 6K: effective sensor size",
    ),
    of("Canon APS-C", 22.3, 14.9, "Canon, EOS 7D: image sensor"),
    of("Academy", 22.0, 16.0, "SMPTE, 35 mm film, four perforations, beside the sound track"),
    of(
        "Blackmagic 4K",
        18.96,
        10.0,
        "Blackmagic Design, Pocket Cinema Camera 4K: effective sensor size",
    ),
    of("Micro Four Thirds", 17.3, 13.0, "the Four Thirds standard"),
    of("Super 16", 12.52, 7.41, "SMPTE, 16 mm film, one row of perforations"),
    of("16 mm", 10.26, 7.49, "SMPTE, 16 mm film: camera aperture"),
    of(
        "iPhone Pro main",
        9.8,
        7.3,
        "Apple, iPhone 14 Pro and 15 Pro: 48 megapixels of 1.22 µm, type 1/1.28",
    ),
    of("2/3 inch", 9.59, 5.39, "broadcast cameras, 16:9"),
    of("Super 8", 5.79, 4.01, "Kodak, Super 8 film: camera aperture"),
];

/// Why a sensor was not found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no sensor is called {name:?}; there are: {}", names())]
pub struct UnknownSensor {
    pub name: String,
}

/// The sensor of that name, whatever its case and the spaces around it.
///
/// # Errors
///
/// When there is none; the error says which there are.
pub fn sensor_by_name(name: &str) -> Result<Sensor, UnknownSensor> {
    let asked = name.trim().to_lowercase();
    let found = SENSORS.iter().find(|format| format.name.to_lowercase() == asked);
    found.map(|format| format.sensor).ok_or_else(|| UnknownSensor { name: name.to_owned() })
}

fn names() -> String {
    SENSORS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
}

const fn of(name: &'static str, width: f32, height: f32, source: &'static str) -> SensorFormat {
    SensorFormat { name, sensor: Sensor { width, height }, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_sensor_is_in_the_table_and_names_are_unique() {
        assert!(SENSORS.iter().any(|format| format.sensor == Sensor::default()));
        for (i, format) in SENSORS.iter().enumerate() {
            let name = format.name.to_lowercase();
            assert!(SENSORS[i + 1..].iter().all(|other| other.name.to_lowercase() != name));
        }
        assert!(SENSORS.is_sorted_by(|a, b| a.sensor.width >= b.sensor.width));
    }

    #[test]
    fn a_sensor_is_found_by_its_name_in_any_case() {
        for format in SENSORS {
            assert_eq!(sensor_by_name(&format.name.to_uppercase()), Ok(format.sensor));
        }
        assert_eq!(sensor_by_name(" super 16 ").unwrap().width, 12.52);
    }

    #[test]
    fn a_sensor_that_is_not_there_names_those_that_are() {
        let error = sensor_by_name("Alexa 36").unwrap_err().to_string();
        assert!(
            error.starts_with("no sensor is called \"Alexa 36\"; there are: IMAX 15/70, "),
            "{error}"
        );
        assert!(error.ends_with("Super 8"), "{error}");
    }
}
