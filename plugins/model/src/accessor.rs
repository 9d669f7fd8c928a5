//! Numbers out of buffers: accessors, views, strides, sparse values.

use std::borrow::Cow;

use crate::fault::{Fault, MOST_BYTES};
use crate::gltf::{Accessor, Gltf, SparsePart};
use crate::pack::{data_of, too_large};

/// A document with its bytes.
pub(crate) struct Source<'a> {
    pub(crate) gltf: &'a Gltf,
    buffers: Vec<Cow<'a, [u8]>>,
}

impl<'a> Source<'a> {
    /// Finds the bytes of all buffers; `bin` is the chunk of a `.glb`.
    pub(crate) fn new(gltf: &'a Gltf, bin: Option<&'a [u8]>) -> Result<Self, Fault> {
        let (mut buffers, mut all) = (Vec::new(), 0_usize);
        for (index, buffer) in gltf.buffers.iter().enumerate() {
            let bytes: Cow<'a, [u8]> = match (&buffer.uri, bin) {
                (Some(uri), _) if uri.starts_with("data:") => {
                    data_of(uri).map_err(|f| f.within(format_args!("buffer {index}")))?.into()
                }
                (Some(uri), _) => {
                    let name = uri.chars().take(80).collect::<String>();
                    let what =
                        format!("buffer {index} is another file, {name:?}; import the .gltf");
                    return Err(Fault::new(what));
                }
                (None, Some(bin)) if index == 0 => bin.into(),
                (None, _) => return Err(Fault::new(format!("buffer {index} has no bytes"))),
            };
            if bytes.len() < buffer.byte_length {
                return Err(Fault::new(format!("buffer {index} is cut short")));
            }
            all = all.saturating_add(bytes.len());
            if all > MOST_BYTES {
                return Err(Fault::new(too_large()));
            }
            buffers.push(bytes);
        }
        Ok(Self { gltf, buffers })
    }

    /// The bytes of a view, and the bytes from one element to the next where it says so.
    pub(crate) fn view(&self, index: usize) -> Result<(&[u8], Option<usize>), Fault> {
        let view = self.gltf.buffer_views.get(index);
        let view = view.ok_or_else(|| Fault::new(format!("there is no buffer view {index}")))?;
        let bytes = self.buffers.get(view.buffer);
        let bytes =
            bytes.ok_or_else(|| Fault::new(format!("view {index}: no buffer {}", view.buffer)))?;
        let end = view.byte_offset.checked_add(view.byte_length);
        let part = end.and_then(|end| bytes.get(view.byte_offset..end));
        let part =
            part.ok_or_else(|| Fault::new(format!("view {index} reaches past its buffer")))?;
        Ok((part, view.byte_stride.filter(|stride| *stride > 0)))
    }

    fn accessor(&self, index: usize, shapes: &[&str], most: usize) -> Result<&Accessor, Fault> {
        let accessor = self.gltf.accessors.get(index);
        let accessor =
            accessor.ok_or_else(|| Fault::new(format!("there is no accessor {index}")))?;
        if !shapes.contains(&accessor.shape.as_str()) {
            let shape: String = accessor.shape.chars().take(16).collect();
            return Err(Fault::new(format!(
                "accessor {index} is {shape:?}, not {}",
                shapes.join(" or ")
            )));
        }
        if accessor.count > most {
            let count = accessor.count;
            return Err(Fault::new(format!(
                "accessor {index} has {count} elements, of {most} at most"
            )));
        }
        Ok(accessor)
    }

    /// How many elements an accessor has.
    pub(crate) fn count(&self, index: usize) -> usize {
        self.gltf.accessors.get(index).map_or(0, |accessor| accessor.count)
    }

    /// Elements of up to `N` numbers; what a shape lacks is `fill`. None of them is NaN or infinite.
    pub(crate) fn floats<const N: usize>(
        &self,
        index: usize,
        shapes: &[&str],
        most: usize,
        fill: f32,
    ) -> Result<Vec<[f32; N]>, Fault> {
        let accessor = self.accessor(index, shapes, most)?;
        let width = width_of(&accessor.shape).min(N);
        let mut out = vec![[fill; N]; accessor.count];
        if accessor.buffer_view.is_none() {
            out.iter_mut().for_each(|element| element[..width].fill(0.0));
        }
        let mut bad = false;
        self.each(index, accessor, &mut |element, place, bytes| {
            if let (Some(out), true) = (out.get_mut(element), place < width) {
                out[place] = float(accessor.component_type, accessor.normalized, bytes);
                bad |= !out[place].is_finite();
            }
        })?;
        if bad {
            return Err(Fault::new(format!("accessor {index} holds what is no number")));
        }
        Ok(out)
    }

    /// Elements of up to `N` whole numbers.
    pub(crate) fn wholes<const N: usize>(
        &self,
        index: usize,
        shapes: &[&str],
        most: usize,
    ) -> Result<Vec<[u32; N]>, Fault> {
        let accessor = self.accessor(index, shapes, most)?;
        if !matches!(accessor.component_type, U8 | U16 | U32) {
            return Err(Fault::new(format!("accessor {index} does not hold whole numbers")));
        }
        let mut out = vec![[0; N]; accessor.count];
        self.each(index, accessor, &mut |element, place, bytes| {
            if let (Some(out), true) = (out.get_mut(element), place < N) {
                out[place] = whole(accessor.component_type, bytes);
            }
        })?;
        Ok(out)
    }

    /// Hands over each component: of which element, which it is, and its bytes.
    fn each(
        &self,
        index: usize,
        accessor: &Accessor,
        take: &mut dyn FnMut(usize, usize, &[u8]),
    ) -> Result<(), Fault> {
        let unknown = || Fault::new(format!("accessor {index} is of an unknown type"));
        let size = size_of(accessor.component_type).ok_or_else(unknown)?;
        let packed = size * width_of(&accessor.shape);
        let past = || Fault::new(format!("accessor {index} reaches past its buffer"));
        if let Some(view) = accessor.buffer_view {
            let (bytes, stride) =
                self.view(view).map_err(|f| f.within(format_args!("accessor {index}")))?;
            let (offset, stride) = (accessor.byte_offset, stride.unwrap_or(packed));
            elements(bytes, offset, stride, packed, accessor.count).ok_or_else(past)?.for_each(
                |(element, bytes)| components(bytes, size, &mut |c, b| take(element, c, b)),
            );
        }
        let Some(sparse) = &accessor.sparse else { return Ok(()) };
        if sparse.count > accessor.count {
            return Err(past());
        }
        let part = |part: &SparsePart| self.view(part.buffer_view).map(|(bytes, _)| bytes);
        let within = |f: Fault| f.within(format_args!("accessor {index}, sparse"));
        let (places, values) =
            (part(&sparse.indices).map_err(within)?, part(&sparse.values).map_err(within)?);
        let of = sparse.indices.component_type;
        let wide = match of {
            U8 | U16 | U32 => size_of(of).ok_or_else(unknown)?,
            _ => return Err(unknown()),
        };
        let places = elements(places, sparse.indices.byte_offset, wide, wide, sparse.count);
        let values = elements(values, sparse.values.byte_offset, packed, packed, sparse.count);
        for ((_, place), (_, bytes)) in places.ok_or_else(past)?.zip(values.ok_or_else(past)?) {
            let element = whole(of, place) as usize;
            if element >= accessor.count {
                return Err(past());
            }
            components(bytes, size, &mut |c, b| take(element, c, b));
        }
        Ok(())
    }
}

const I8: u32 = 5120;
const U8: u32 = 5121;
const I16: u32 = 5122;
const U16: u32 = 5123;
const U32: u32 = 5125;
const F32: u32 = 5126;

fn size_of(component: u32) -> Option<usize> {
    match component {
        I8 | U8 => Some(1),
        I16 | U16 => Some(2),
        U32 | F32 => Some(4),
        _ => None,
    }
}

fn width_of(shape: &str) -> usize {
    match shape {
        "SCALAR" => 1,
        "VEC2" => 2,
        "VEC3" => 3,
        "MAT4" => 16,
        _ => 4,
    }
}

/// Elements with their numbers; none when they reach past the bytes.
fn elements(
    bytes: &[u8],
    offset: usize,
    stride: usize,
    packed: usize,
    count: usize,
) -> Option<impl Iterator<Item = (usize, &[u8])>> {
    let last = count.saturating_sub(1).checked_mul(stride)?.checked_add(offset)?;
    let end = if count == 0 { offset } else { last.checked_add(packed)? };
    (end <= bytes.len()).then(|| {
        (0..count).map(move |n| (n, &bytes[offset + n * stride..offset + n * stride + packed]))
    })
}

fn components(bytes: &[u8], size: usize, take: &mut dyn FnMut(usize, &[u8])) {
    bytes.chunks_exact(size).enumerate().for_each(|(place, bytes)| take(place, bytes));
}

fn whole(component: u32, b: &[u8]) -> u32 {
    match (component, b) {
        (U8, [a]) => u32::from(*a),
        (U16, [a, b]) => u32::from(u16::from_le_bytes([*a, *b])),
        (U32, [a, b, c, d]) => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    }
}

/// As 3.6.2.2 of the specification turns whole numbers into shares.
fn float(component: u32, normalized: bool, b: &[u8]) -> f32 {
    let (value, most) = match (component, b) {
        (F32, [a, b, c, d]) => return f32::from_le_bytes([*a, *b, *c, *d]),
        (I8, [a]) => (f32::from(a.cast_signed()), 127.0),
        (U8, [a]) => (f32::from(*a), 255.0),
        (I16, [a, b]) => (f32::from(i16::from_le_bytes([*a, *b])), 32_767.0),
        (U16, [a, b]) => (f32::from(u16::from_le_bytes([*a, *b])), 65_535.0),
        _ => (whole(component, b) as f32, u32::MAX as f32),
    };
    if normalized { (value / most).max(-1.0) } else { value }
}
