use super::json::{Json, Rows};
use quorate_core::hash::{HashFn, HashValue};

/// The answer of `hash`: each key's value in decimal digits.
#[derive(Debug)]
pub(super) struct Hashes {
    pub(super) function: HashFn,
    pub(super) values: Vec<HashValue>,
}

impl Rows for Hashes {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn write(&self, at: usize, json: &mut Json) {
        if let Some(value) = self.values.get(at) {
            push_value(json, *value, self.function);
        }
    }
}

/// A hash value as a text.
pub(super) fn push_value(json: &mut Json, value: HashValue, function: HashFn) {
    if function.bits() > 64 {
        return json.digits(value.decimal(function));
    }
    // The common widths without the detour over 256-bit numbers.
    let (head, unused) = (value.point().head(), 64 - function.bits());
    if function.is_signed() {
        // The least value is 0°: the sign bit is turned over.
        json.digits((head ^ 1 << 63).cast_signed() >> unused);
    } else {
        json.digits(head >> unused);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_the_core_writes_them() {
        for function in HashFn::ALL {
            let values: Vec<_> = (0..200_u32).map(|key| function.hash(&key.to_le_bytes())).collect();
            let core: Vec<_> =
                values.iter().map(|value| format!("\"{}\"", value.decimal(function))).collect();
            assert_eq!(Hashes { function, values }.json(), format!("[{}]", core.join(",")), "{function:?}");
        }
    }
}
