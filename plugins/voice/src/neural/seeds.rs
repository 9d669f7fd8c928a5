//! Seeds for the noise of a network.
//!
//! ONNX lets an operator that makes random numbers go without a seed, and then each run gives others: Piper's
//! networks do. The file is protocol buffers (`onnx.proto3`): a model holds in field 7 a graph, which holds in
//! field 1 nodes, each with its operator in field 4 and its attributes in field 5. A node that is random and has no
//! `seed` is given one: its place among the nodes. All else stays byte for byte.

/// The model with a seed for each node that lacks one; nothing where it cannot be taken apart, or needs none.
pub(super) fn seeded(model: &[u8]) -> Option<Vec<u8>> {
    let mut given = 0;
    let out = rewritten(model, 7, &mut |graph| {
        let mut place = 0;
        rewritten(graph, 1, &mut |node| {
            place += 1;
            let seed = seed_for(node, place)?;
            given += usize::from(!seed.is_empty());
            Some([node, &seed].concat())
        })
    })?;
    (0 < given).then_some(out)
}

const RANDOM: [&[u8]; 6] = [
    b"RandomNormal",
    b"RandomNormalLike",
    b"RandomUniform",
    b"RandomUniformLike",
    b"Multinomial",
    b"Bernoulli",
];

/// The attribute to add to a node, as its bytes; empty where it needs none.
fn seed_for(node: &[u8], place: u16) -> Option<Vec<u8>> {
    let (mut random, mut has_seed) = (false, false);
    for field in Fields(node) {
        let field = field?;
        match field.number {
            4 => random = RANDOM.contains(&field.inside),
            5 => {
                let named = |one: Option<Field<'_>>| {
                    one.is_some_and(|one| one.number == 1 && one.inside == b"seed")
                };
                has_seed |= Fields(field.inside).any(named);
            }
            _ => {}
        }
    }
    if !random || has_seed {
        return Some(Vec::new());
    }
    // name = 1, f = 2, type = 20 (FLOAT is 1).
    let mut attribute = vec![0x0a, 4];
    attribute.extend(b"seed");
    attribute.push(0x15);
    attribute.extend(f32::from(place).to_le_bytes());
    attribute.extend([0xa0, 0x01, 1]);
    let mut bytes = vec![0x2a];
    put_number(&mut bytes, attribute.len() as u64);
    bytes.extend(attribute);
    Some(bytes)
}

/// `message` with what `change` makes of each of its fields `number`.
fn rewritten(
    message: &[u8],
    number: u64,
    change: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(message.len() + 256);
    for field in Fields(message) {
        let field = field?;
        if field.number == number && field.holds {
            let inside = change(field.inside)?;
            put_number(&mut out, number << 3 | 2);
            put_number(&mut out, inside.len() as u64);
            out.extend(inside);
        } else {
            out.extend(field.whole);
        }
    }
    Some(out)
}

/// One field of a message.
struct Field<'a> {
    number: u64,
    /// With its tag and length.
    whole: &'a [u8],
    /// Its bytes where it holds some.
    inside: &'a [u8],
    holds: bool,
}

/// The fields of a message; a last `None` where it cannot be read on.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Option<Field<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.take();
        if field.is_none() {
            self.0 = &[];
        }
        Some(field)
    }
}

impl<'a> Fields<'a> {
    fn take(&mut self) -> Option<Field<'a>> {
        let whole = self.0;
        let (tag, head) = number(whole)?;
        let after = whole.get(head..)?;
        let (start, length) = match tag & 7 {
            0 => (0, number(after)?.1),
            1 => (0, 8),
            2 => {
                let (length, taken) = number(after)?;
                (taken, usize::try_from(length).ok()?)
            }
            5 => (0, 4),
            _ => return None,
        };
        let inside = after.get(start..start.checked_add(length)?)?;
        let end = head + start + length;
        self.0 = &whole[end..];
        Some(Field { number: tag >> 3, whole: &whole[..end], inside, holds: tag & 7 == 2 })
    }
}

/// A number in groups of seven bits, and how many bytes it takes.
fn number(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for (at, byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f).checked_shl(7 * at as u32)?;
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

fn put_number(bytes: &mut Vec<u8>, mut value: u64) {
    while 0x7f < value {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::folder;
    use super::*;

    #[test]
    fn a_random_node_gets_a_seed_and_nothing_else_changes() {
        let model = std::fs::read(folder().join("en_US-tiny-low.onnx")).unwrap();
        let with = seeded(&model).unwrap();
        // An attribute of 16 bytes, and as many more as the lengths about it grow by.
        assert!((16..24).contains(&(with.len() - model.len())), "{}", with.len() - model.len());
        assert_eq!(seeded(&with), None);
        let kokoro = std::fs::read(folder().join("kokoro.onnx")).unwrap();
        assert_eq!(seeded(&kokoro), None);
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _seeded = seeded(&bytes);
        }

        #[test]
        fn numbers_come_back_as_they_went(value: u64) {
            let mut bytes = Vec::new();
            put_number(&mut bytes, value);
            prop_assert_eq!(number(&bytes), Some((value, bytes.len())));
        }
    }
}
