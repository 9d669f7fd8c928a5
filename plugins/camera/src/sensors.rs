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
    of("RED 8K VV", 40.96, 21.60, "RED, V-RAPTOR and MONSTRO 8K VV: active area"),
    of("ALEXA LF open gate", 36.70, 25.54, "ARRI, ALEXA LF and Mini LF: LF Open Gate"),
    of("VENICE full frame", 36.2, 24.1, "Sony, VENICE: 6K 3:2"),
    of("Full frame", 36.0, 24.0, "the 135 still frame"),
    of("ALEXA 35 open gate", 27.99, 19.22, "ARRI, ALEXA 35: 4.6K 3:2 Open Gate"),
    of("Super 35", 24.89, 18.66, "SMPTE, 35 mm film, four perforations, full aperture"),
    of("Micro Four Thirds", 17.3, 13.0, "the Four Thirds standard"),
    of("Super 16", 12.52, 7.41, "SMPTE, 16 mm film, one row of perforations"),
    of("2/3 inch", 9.59, 5.39, "broadcast cameras, 16:9"),
];

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
            assert!(SENSORS[i + 1..].iter().all(|other| other.name != format.name));
        }
        assert!(SENSORS.is_sorted_by(|a, b| a.sensor.width >= b.sensor.width));
    }
}
