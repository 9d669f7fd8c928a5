//! Whether changes that others wrote claim no more than their bytes can hold.
//!
//! The CRDT packs changes in columns of runs, and a run of a billion is four bytes. Its reader takes each count
//! at its word, so a few lies would ask for more memory than there is, which ends the program and cannot be
//! caught. So the counts are read here first. The format is that of Loro's `FastUpdates` (its `docs/encoding.md`).

mod values;

use serde_columnar::{AnyRleDecoder, BoolRleDecoder, columnar};

/// Magic, checksum, mode.
const HEAD: usize = 4 + 16 + 2;
/// The mode in which one opening's changes are packed.
const UPDATES: [u8; 2] = [0, 4];
/// Rows that a byte of honest changes may stand for, at most, beyond the first few.
const ROWS_PER_BYTE: usize = 16;
const FREE_ROWS: usize = 1 << 16;

#[columnar(vec, ser, de, iterable)]
#[derive(Clone)]
struct Operation {
    #[columnar(strategy = "DeltaRle")]
    container: u32,
    #[columnar(strategy = "DeltaRle")]
    property: i32,
    #[columnar(strategy = "Rle")]
    kind: u8,
    #[columnar(strategy = "Rle")]
    length: u32,
}

#[columnar(ser, de)]
struct Operations {
    #[columnar(class = "vec", iter = "Operation")]
    rows: Vec<Operation>,
}

#[columnar(vec, ser, de, iterable)]
#[derive(Clone)]
struct Deletion {
    #[columnar(strategy = "DeltaRle")]
    peer: usize,
    #[columnar(strategy = "DeltaRle")]
    counter: i32,
    #[columnar(strategy = "DeltaRle")]
    length: isize,
}

#[columnar(ser, de)]
struct Deletions {
    #[columnar(class = "vec", iter = "Deletion")]
    rows: Vec<Deletion>,
}

/// One block of changes as it lies in the bytes.
#[derive(serde::Deserialize)]
struct Block<'a> {
    /// Counters and Lamport times: where they start, and how many.
    _spans: [u32; 4],
    changes: u32,
    header: &'a [u8],
    _meta: &'a [u8],
    _containers: &'a [u8],
    _keys: &'a [u8],
    /// Places in trees, of which the document has none.
    positions: &'a [u8],
    operations: &'a [u8],
    deletions: &'a [u8],
    values: &'a [u8],
}

/// Whether a piece of changes is one that can be read in memory in proportion to its length.
pub(crate) fn are_in_bounds(changes: &[u8]) -> bool {
    let most = changes.len().saturating_mul(ROWS_PER_BYTE).saturating_add(FREE_ROWS);
    let Some((head, mut rest)) = changes.split_at_checked(HEAD) else { return false };
    if head[HEAD - 2..] != UPDATES {
        return false;
    }
    while !rest.is_empty() {
        let Ok((block, after)) = postcard::take_from_bytes::<&[u8]>(rest) else { return false };
        rest = after;
        if is_block_in_bounds(block, most) != Some(true) {
            return false;
        }
    }
    true
}

fn is_block_in_bounds(block: &[u8], most: usize) -> Option<bool> {
    let block: Block = postcard::from_bytes(block).ok()?;
    let changes = usize::try_from(block.changes).ok()?;
    // Each change but the last has its length there, in a byte at least.
    if changes == 0 || block.header.len() < changes || !block.positions.is_empty() {
        return None;
    }
    let operations = serde_columnar::iter_from_bytes::<Operations>(block.operations).ok()?;
    let deletions = match block.deletions {
        [] => 0,
        rows => counted(serde_columnar::iter_from_bytes::<Deletions>(rows).ok()?.rows, most)?,
    };
    let mut values = values::Values(block.values);
    let read = operations.rows.map(|row| values.pass(row.ok()?.kind).ok_or(()).ok());
    let operations = counted(read.map(|row| row.ok_or(())), most)?;
    let links = links(block.header, changes, most)?;
    Some(operations.max(deletions).max(links) <= most)
}

/// How many rows there are, as far as `most` and one; nothing where one cannot be read.
fn counted<T, E>(rows: impl Iterator<Item = Result<T, E>>, most: usize) -> Option<usize> {
    let mut count = 0;
    for row in rows.take(most.saturating_add(1)) {
        row.ok()?;
        count += 1;
    }
    Some(count)
}

/// On how many changes of others those of a block build, as far as its header says it.
fn links(header: &[u8], changes: usize, most: usize) -> Option<usize> {
    let (peers, mut rest) = postcard::take_from_bytes::<usize>(header).ok()?;
    rest = rest.get(peers.checked_mul(8)?..)?;
    for _ in 1..changes {
        (_, rest) = postcard::take_from_bytes::<u64>(rest).ok()?;
    }
    let (_, rest) = BoolRleDecoder::new(rest).take_n_finalize(changes).ok()?;
    let (links, _) = AnyRleDecoder::<usize>::new(rest).take_n_finalize(changes).ok()?;
    let sum = links.iter().try_fold(0usize, |sum, count| sum.checked_add(*count))?;
    (sum <= most).then_some(sum)
}

#[cfg(test)]
mod tests {
    use loro::{ExportMode, LoroDoc, LoroValue};

    use super::*;

    /// The changes of a few hands that wrote, deleted and merged.
    fn honest() -> Vec<Vec<u8>> {
        let docs = [LoroDoc::new(), LoroDoc::new(), LoroDoc::new()];
        for round in 0..40 {
            for doc in &docs {
                let text = doc.get_text("text");
                text.insert(0, &"word ".repeat(round)).expect("it is in the text");
                text.delete(round, round).expect("it is in the text");
                doc.get_map("map").insert("key", LoroValue::Null).expect("it is attached");
                doc.get_movable_list("list").push(round as i64).expect("it is attached");
                doc.commit();
            }
            let all =
                docs.iter().map(|doc| doc.export(ExportMode::all_updates()).expect("it goes"));
            let all: Vec<Vec<u8>> = all.collect();
            for doc in &docs {
                doc.import_batch(&all).expect("they can be read");
            }
        }
        docs.iter().map(|doc| doc.export(ExportMode::all_updates()).expect("it goes")).collect()
    }

    fn sealed(blocks: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = vec![0; HEAD - 2];
        bytes.extend(UPDATES);
        for block in blocks {
            bytes.extend(postcard::to_stdvec(block).expect("it can be written"));
        }
        bytes
    }

    fn block(changes: u32, header: &[u8], operations: &[u8], deletions: &[u8]) -> Vec<u8> {
        let none: &[u8] = &[];
        let parts = (header, none, none, none, none, operations, deletions, none);
        postcard::to_stdvec(&([0u32; 4], changes, parts)).expect("it can be written")
    }

    #[test]
    fn what_the_crdt_writes_is_in_bounds() {
        for bytes in honest() {
            assert!(are_in_bounds(&bytes));
            assert!(!are_in_bounds(&bytes[..bytes.len() - 1]), "a piece is missing");
        }
    }

    #[test]
    fn a_lie_about_a_count_is_seen_before_it_is_believed() {
        let operations = Operations {
            rows: vec![Operation { container: 0, property: 0, kind: 0, length: 1 }; 3],
        };
        let operations = serde_columnar::to_vec(&operations).expect("it can be written");
        let one_peer = [1, 0, 0, 0, 0, 0, 0, 0, 0];
        // One change, built on itself 0 times, on `n` of others (runs of one, zigzag).
        let header = |links: &[u8]| [&one_peer, &[1, 2][..], links].concat();
        assert!(are_in_bounds(&sealed(&[block(1, &header(&[0]), &operations, &[])])));
        let billions = header(&[0xff, 0xff, 0xff, 0xff, 0x0f]);
        assert!(!are_in_bounds(&sealed(&[block(1, &billions, &operations, &[])])));
        assert!(!are_in_bounds(&sealed(&[block(u32::MAX, &header(&[0]), &operations, &[])])));

        // Three rows in one run of each column; then the same run, said to be of half a billion.
        let rows = vec![Deletion { peer: 0, counter: 0, length: 0 }; 3];
        let few = serde_columnar::to_vec(&Deletions { rows }).expect("it can be written");
        assert!(are_in_bounds(&sealed(&[block(1, &header(&[0]), &operations, &few)])));
        // A list of a billion, in a block whose one operation carries it.
        let of_value =
            Operations { rows: vec![Operation { container: 0, property: 0, kind: 11, length: 1 }] };
        let of_value = serde_columnar::to_vec(&of_value).expect("it can be written");
        let with = |values: &[u8]| {
            let none: &[u8] = &[];
            let header = header(&[0]);
            let parts =
                (header.as_slice(), none, none, none, none, of_value.as_slice(), none, values);
            postcard::to_stdvec(&([0u32; 4], 1u32, parts)).expect("it can be written")
        };
        assert!(are_in_bounds(&sealed(&[with(&[7, 2, 0, 1])])));
        assert!(!are_in_bounds(&sealed(&[with(&[7, 0xff, 0xff, 0xff, 0xff, 0x03, 0])])));
        assert!(!are_in_bounds(&sealed(&[with(&[8, 0xff, 0xff, 0xff, 0xff, 0x03, 0, 0])])));
        let column = postcard::to_stdvec(&[0x80u8, 0xca, 0xb5, 0xee, 0x03, 0].as_slice());
        let column = column.expect("it can be written");
        let many = [&[1, 3][..], &column, &column, &column].concat();
        assert!(!are_in_bounds(&sealed(&[block(1, &header(&[0]), &operations, &many)])));
    }
}
