//! Records as RON, without the fields that are as in any new record.

use serde::ser::{Error, Impossible, SerializeSeq, SerializeStruct, SerializeTuple};
use serde::{Serialize, Serializer};

use super::section;
use crate::schema::{ForKind, for_kind};
use crate::touched::defaults;
use crate::{Fields, Id, Kind, Record};

/// Lists of records, by kind: what one file holds.
pub(super) struct Page<'a>(pub(super) Vec<(Kind, Vec<(Id, &'a Fields)>)>);

impl Serialize for Page<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let filled = || self.0.iter().filter(|(_, rows)| !rows.is_empty());
        let mut page = serializer.serialize_struct("Page", filled().count())?;
        for (kind, rows) in filled() {
            page.serialize_field(section(*kind), &Section { kind: *kind, rows })?;
        }
        page.end()
    }
}

struct Section<'a> {
    kind: Kind,
    rows: &'a [(Id, &'a Fields)],
}

impl Serialize for Section<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.rows.len()))?;
        for (id, fields) in self.rows {
            rows.serialize_element(&Row { kind: self.kind, id: *id, fields })?;
        }
        rows.end()
    }
}

struct Row<'a> {
    kind: Kind,
    id: Id,
    fields: &'a Fields,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_tuple(2)?;
        row.serialize_element(&self.id)?;
        row.serialize_element(&Body { kind: self.kind, fields: self.fields })?;
        row.end()
    }
}

struct Body<'a> {
    kind: Kind,
    fields: &'a Fields,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        for_kind(self.kind, WriteAs { fields: self.fields, serializer })
    }
}

/// Writes fields as the record that they are of, so that each value has the form that is read again.
struct WriteAs<'a, S> {
    fields: &'a Fields,
    serializer: S,
}

impl<S: Serializer> ForKind for WriteAs<'_, S> {
    type Output = Result<S::Ok, S::Error>;
    fn with<T: Record>(self) -> Self::Output {
        let record = crate::project::record_from::<T>(self.fields);
        let now = crate::fields_of(&record);
        let new = defaults(T::KIND);
        let differs = |name: &str| now.get(name) != new.get(name);
        let count = now.keys().filter(|name| differs(name)).count();
        record.serialize(Only { inner: self.serializer, differs: &differs, count })
    }
}

/// A serializer of structs that passes over some of their fields.
struct Only<'a, S> {
    inner: S,
    differs: &'a dyn Fn(&str) -> bool,
    count: usize,
}

struct OnlyFields<'a, S> {
    inner: S,
    differs: &'a dyn Fn(&str) -> bool,
}

impl<S: SerializeStruct> SerializeStruct for OnlyFields<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        if (self.differs)(key) { self.inner.serialize_field(key, value) } else { Ok(()) }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

/// A record is a struct with names, and nothing else.
fn no_record<T, E: Error>() -> Result<T, E> {
    Err(E::custom("a record that is no struct cannot be written"))
}

macro_rules! refuse {
    ($($name:ident($($what:ty),*)),*) => {
        $(fn $name(self, $(_: $what),*) -> Result<S::Ok, S::Error> { no_record() })*
    };
}

impl<'a, S: Serializer> Serializer for Only<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = OnlyFields<'a, S::SerializeStruct>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        let inner = self.inner.serialize_struct(name, self.count)?;
        Ok(OnlyFields { inner, differs: self.differs })
    }

    refuse!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8]),
        serialize_none(),
        serialize_unit(),
        serialize_unit_struct(&'static str),
        serialize_unit_variant(&'static str, u32, &'static str)
    );

    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<S::Ok, S::Error> {
        no_record()
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        no_record()
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        no_record()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        no_record()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, S::Error> {
        no_record()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        no_record()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        no_record()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        no_record()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        no_record()
    }
}
