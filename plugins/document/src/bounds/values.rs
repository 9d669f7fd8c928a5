//! The values of changes: whether each is as long as it says. Only the kinds that the document writes are let
//! through: no marks, no trees.

/// What an operation carries, by its kind: none, a number, a text, a value of any shape, and so on.
mod kind {
    pub(super) const NULL: u8 = 0;
    pub(super) const FALSE: u8 = 2;
    pub(super) const WHOLE: u8 = 3;
    pub(super) const FRACTION: u8 = 4;
    pub(super) const TEXT: u8 = 5;
    pub(super) const BYTES: u8 = 6;
    pub(super) const CONTAINER: u8 = 7;
    pub(super) const DELETE_ONE: u8 = 8;
    pub(super) const DELETE_RUN: u8 = 9;
    pub(super) const DIFFERENCE: u8 = 10;
    pub(super) const VALUE: u8 = 11;
    pub(super) const MOVE: u8 = 14;
    pub(super) const SET: u8 = 15;
}

/// The kinds of a value of any shape.
mod shape {
    pub(super) const NULL: u8 = 0;
    pub(super) const FALSE: u8 = 2;
    pub(super) const WHOLE: u8 = 3;
    pub(super) const FRACTION: u8 = 4;
    pub(super) const TEXT: u8 = 5;
    pub(super) const BYTES: u8 = 6;
    pub(super) const LIST: u8 = 7;
    pub(super) const MAP: u8 = 8;
    pub(super) const CONTAINER: u8 = 9;
}

/// Reads on through the values of a block.
pub(super) struct Values<'a>(pub(super) &'a [u8]);

impl Values<'_> {
    /// Passes over what an operation of a kind carries; nothing where it cannot be, or there is not so much.
    pub(super) fn pass(&mut self, of: u8) -> Option<()> {
        match of {
            kind::NULL..=kind::FALSE | kind::DELETE_ONE | kind::DELETE_RUN => Some(()),
            kind::WHOLE | kind::CONTAINER | kind::DIFFERENCE => self.number().map(drop),
            kind::FRACTION => self.skip(8),
            kind::TEXT | kind::BYTES => self.text(),
            kind::VALUE => self.value(),
            kind::MOVE => {
                self.number()?;
                self.number()?;
                self.number().map(drop)
            }
            kind::SET => {
                self.number()?;
                self.number()?;
                self.value()
            }
            _ => None,
        }
    }

    /// A value of any shape, with all that is in it.
    fn value(&mut self) -> Option<()> {
        // Of each list and map that is open: what is left of it, and whether it has keys.
        let mut open: Vec<(usize, bool)> = vec![(1, false)];
        while let Some((left, has_keys)) = open.last_mut() {
            if *left == 0 {
                open.pop();
                continue;
            }
            *left -= 1;
            if *has_keys {
                self.number()?;
            }
            match self.byte()? {
                shape::NULL..=shape::FALSE => {}
                shape::WHOLE => drop(self.number()?),
                shape::FRACTION => self.skip(8)?,
                shape::BYTES | shape::TEXT => self.text()?,
                shape::CONTAINER => self.skip(1)?,
                of @ (shape::LIST | shape::MAP) => {
                    let count = usize::try_from(self.number()?).ok()?;
                    // Each takes a byte at least.
                    (count <= self.0.len()).then_some(())?;
                    open.push((count, of == shape::MAP));
                }
                _ => return None,
            }
        }
        Some(())
    }

    fn text(&mut self) -> Option<()> {
        let length = usize::try_from(self.number()?).ok()?;
        self.skip(length)
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number in LEB128, with or without a sign, as far as its low 64 bits.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for place in 0..10 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(7 * place).unwrap_or(0);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}
