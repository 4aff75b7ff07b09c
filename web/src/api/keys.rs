use super::error::{ApiError, Code};
use quorate_core::{
    base::limit,
    hash::{HashFn, HashValue},
};

/// Keys as their hash values, in the order in which they came. The keys themselves are not kept.
#[derive(Debug)]
pub(super) struct Hashed {
    function: HashFn,
    values: Vec<HashValue>,
    bytes: usize,
}

impl Hashed {
    /// None yet, with room for `count`.
    pub(super) fn new(function: HashFn, count: usize) -> Self {
        Hashed { function, values: Vec::with_capacity(count), bytes: 0 }
    }

    /// How many bytes may still come.
    pub(super) const fn room(&self) -> usize {
        limit::API_KEY_BYTES - self.bytes
    }

    /// Adds a key that is bytes.
    pub(super) fn push(&mut self, key: &[u8]) -> Result<(), ApiError> {
        self.take(key.len())?;
        self.values.push(self.function.hash(key));
        Ok(())
    }

    /// Adds a key that is a text with half a surrogate pair in it, which only UTF-16 can tell.
    pub(super) fn push_utf16(&mut self, units: &[u16]) -> Result<(), ApiError> {
        self.take(units.len())?;
        self.values.push(self.function.hash_utf16(units));
        Ok(())
    }

    /// Checks the room for a key before it is read.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), ApiError> {
        if bytes > self.room() {
            return Err(too_long("keys"));
        }
        self.bytes += bytes;
        Ok(())
    }

    /// The values.
    pub(super) fn into_values(self) -> Vec<HashValue> {
        self.values
    }
}

/// More bytes than the keys of one call may have.
pub(super) fn too_long(field: &str) -> ApiError {
    let cause = format!("have more than {} bytes in all: split the call", limit::API_KEY_BYTES);
    ApiError::new(Code::Limit, field, &cause).near(&limit::API_KEY_BYTES)
}

/// More keys than one call takes.
pub(super) fn too_many(field: &str, count: impl std::fmt::Display) -> ApiError {
    let cause = format!("are {count}, and one call takes {} at most: split the call", limit::API_KEYS);
    ApiError::new(Code::Limit, field, &cause).near(&limit::API_KEYS)
}
