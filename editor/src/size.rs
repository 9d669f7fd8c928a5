//! Sizes, aspects and bounds as they are typed.

use bevy_math::Vec3;
use maquette_document::Aspect;

/// Pixels of a frame, both even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

const LEAST: u32 = 16;
const MOST: u32 = 8192;

/// Reads `1280x720`.
pub(crate) fn parse_size(text: &str) -> Result<Size, String> {
    let fault = || format!("{text:?} is no size; use WxH, both even, {LEAST} to {MOST}: 1280x720");
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(fault)?;
    let side = |text: &str| match text.trim().parse::<u32>() {
        Ok(side) if (LEAST..=MOST).contains(&side) && side % 2 == 0 => Ok(side),
        _ => Err(fault()),
    };
    Ok(Size { width: side(width)?, height: side(height)? })
}

/// Reads `16:9`, `2.39` or `2.39:1`, between 1:4 and 4:1.
pub(crate) fn parse_aspect(text: &str) -> Result<Aspect, String> {
    let fault = || format!("{text:?} is no aspect; use 16:9, 4:3, 1.85, 2.39, 1:1 or 9:16");
    let hundredths = |text: &str| match text.trim().parse::<f64>() {
        Ok(value) if (0.01..=10_000.0).contains(&value) => Ok((value * 100.0).round() as u32),
        _ => Err(fault()),
    };
    let (width, height) = match text.split_once([':', '/']) {
        Some((width, height)) => (hundredths(width)?, hundredths(height)?),
        None => (hundredths(text)?, 100),
    };
    let divisor = gcd(width, height);
    let aspect = Aspect { width: width / divisor, height: height / divisor };
    if (0.25..=4.0).contains(&aspect.ratio()) { Ok(aspect) } else { Err(fault()) }
}

/// Reads `0.8` as percent, 25 to 400.
pub(crate) fn parse_pace(text: &str) -> Result<u16, String> {
    match text.trim().parse::<f64>() {
        Ok(value) if (0.25..=4.0).contains(&value) => Ok((value * 100.0).round() as u16),
        _ => Err(format!("{text:?} is no pace; 1 is as fast as ever, 0.25 to 4: 0.8")),
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// The frame to deliver: an aspect alone keeps height 720 and rounds the width to even; a size alone is its own
/// aspect; with both, the picture is framed for the aspect within the size.
pub(crate) fn frame_of(size: Option<Size>, aspect: Option<Aspect>) -> (Size, Aspect) {
    match (size, aspect) {
        (None, None) => (Size { width: 1280, height: 720 }, Aspect::WIDE),
        (Some(size), Some(aspect)) => (size, aspect),
        (Some(size), None) => {
            let divisor = gcd(size.width, size.height);
            let aspect = Aspect { width: size.width / divisor, height: size.height / divisor };
            (size, aspect)
        }
        (None, Some(aspect)) => {
            let width = (720.0 * aspect.ratio() / 2.0).round() as u32 * 2;
            (Size { width, height: 720 }, aspect)
        }
    }
}

/// Reads a number that is one.
pub(crate) fn parse_number(text: &str) -> Result<f32, String> {
    let number = text.trim().parse::<f32>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| format!("not a number: {text:?}"))
}

/// Reads how many times as large, from 0.0001 to 10000.
pub(crate) fn parse_scale(text: &str) -> Result<f32, String> {
    let scale = parse_number(text)?;
    let fits = (1e-4..=1e4).contains(&scale);
    if fits { Ok(scale) } else { Err("use a number from 0.0001 to 10000".into()) }
}

/// Reads `1.5,0,-2`: metres from the middle of a set, up to a kilometre.
pub(crate) fn parse_point(text: &str) -> Result<Vec3, String> {
    let numbers: Vec<f32> = text.split(',').map(parse_number).collect::<Result<_, _>>()?;
    match numbers[..] {
        [x, y, z] if numbers.iter().all(|n| n.abs() <= 1000.0) => Ok(Vec3::new(x, y, z)),
        _ => Err("use three numbers of metres, such as 1.5,0,-2".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aspect_alone_keeps_the_height() {
        let check = |aspect: &str, width: u32| {
            let (size, _) = frame_of(None, Some(parse_aspect(aspect).unwrap()));
            assert_eq!(size, Size { width, height: 720 }, "{aspect}");
        };
        check("16:9", 1280);
        check("2.39", 1720);
        check("1:1", 720);
        check("9:16", 406);
        check("1.85", 1332);
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for text in ["0x0", "1280", "1281x720", "-2x2", "1e3x20", "99999x2", "x", ""] {
            assert!(parse_size(text).is_err(), "{text}");
        }
        for text in ["0", "0:0", "a:b", "99:1", "nan", "inf:1", ""] {
            assert!(parse_aspect(text).is_err(), "{text}");
        }
    }
}
