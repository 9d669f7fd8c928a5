//! Values of fields: JSON outside, the CRDT's own values inside, the same both ways.

use loro::{LoroMapValue, LoroValue};
use serde_json::{Map, Number, Value};

/// How a field's value is stored. A number that is neither an `i64` nor of the size of an `f32` cannot be.
pub(crate) fn stored(value: &Value) -> Option<LoroValue> {
    Some(match value {
        Value::Null => LoroValue::Null,
        Value::Bool(value) => LoroValue::Bool(*value),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if !number.is_f64() => LoroValue::I64(whole),
            _ => LoroValue::Double(fraction(number)?),
        },
        Value::String(text) => LoroValue::from(text.as_str()),
        Value::Array(items) => {
            LoroValue::List(items.iter().map(stored).collect::<Option<Vec<_>>>()?.into())
        }
        Value::Object(fields) => {
            let pairs = fields.iter().map(|(name, value)| Some((name.clone(), stored(value)?)));
            LoroValue::Map(pairs.collect::<Option<LoroMapValue>>()?)
        }
    })
}

/// Whether [`stored`] has an answer.
pub(crate) fn can_store(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.is_i64() || fraction(number).is_some_and(|_| number.is_f64())
        }
        Value::Array(items) => items.iter().all(can_store),
        Value::Object(fields) => fields.values().all(can_store),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// What a stored value is outside.
pub(crate) fn plain(value: &LoroValue) -> Value {
    match value {
        // No field holds bytes or containers of its own: only a broken film has them.
        LoroValue::Null | LoroValue::Binary(_) | LoroValue::Container(_) => Value::Null,
        LoroValue::Bool(value) => Value::Bool(*value),
        LoroValue::I64(whole) => Value::from(*whole),
        LoroValue::Double(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
        LoroValue::String(text) => Value::String(text.to_string()),
        LoroValue::List(items) => items.iter().map(plain).collect(),
        LoroValue::Map(fields) => {
            let pairs = fields.iter().map(|(name, value)| (name.clone(), plain(value)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

/// A number with a fraction, if an `f32` could hold one of its size.
fn fraction(number: &Number) -> Option<f64> {
    if number.is_u64() {
        return None;
    }
    number.as_f64().filter(|value| value.abs() <= f64::from(f32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    pub(crate) fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f32>().prop_filter("finite", |n| n.is_finite()).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..5)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn values_survive_exactly(value in any_value()) {
            prop_assert!(can_store(&value));
            prop_assert_eq!(plain(&stored(&value).unwrap()), value);
        }
    }

    #[test]
    fn whole_numbers_and_fractions_stay_apart() {
        for value in [json!(1), json!(1.0), json!(i64::MAX), json!(i64::MIN), json!(0.1_f32)] {
            assert_eq!(plain(&stored(&value).unwrap()), value);
        }
    }

    #[test]
    fn numbers_that_no_field_can_hold_are_refused() {
        for value in [json!(u64::MAX), json!([{ "x": 1e300 }])] {
            assert!(stored(&value).is_none() && !can_store(&value), "{value}");
        }
    }
}
