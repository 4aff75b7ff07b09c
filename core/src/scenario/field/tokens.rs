//! The hash function and the tokens of a ring.

use super::{
    Strictness,
    value::{node_id, number, one_of, read_map, write_map},
};
use crate::{
    base::limit,
    hash::{DecimalError, HashFn, HashValue},
    scenario::{Cluster, Code, Problem, TokenSpec},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

pub(super) fn read_hash(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    let names = HashFn::ALL.map(|function| (function.id(), function));
    cluster.set_hash(one_of(value, &names)?);
    Ok(())
}

pub(super) fn read_vnodes(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    cluster.vnodes = number(value, 1..=limit::VNODES)?;
    within_token_limit(cluster, value)
}

pub(super) fn within_token_limit(cluster: &Cluster, value: &str) -> Result<(), Problem> {
    cluster.check_tokens().map_err(|most| {
        let message = format!(
            "makes {} tokens in all, and a ring holds {}: take {most} a node or fewer nodes",
            cluster.total_tokens(),
            limit::TOKENS
        );
        Problem::new(Code::Range, value, message).near(&most)
    })
}

pub(super) fn read_tokens(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    let function = cluster.hash;
    let tokens = |tokens: &str| tokens.split('.').map(|token| read_token(token, function)).collect();
    cluster.tokens = read_map(value, strictness, node_id, |id| cluster.has(id), tokens)?;
    Ok(())
}

pub(super) fn read_token(token: &str, function: HashFn) -> Result<TokenSpec, Problem> {
    if let Some(degrees) = token.strip_suffix("deg") {
        return number(degrees, 0..=359).map(TokenSpec::Degrees);
    }
    HashValue::parse(token, function).map(TokenSpec::Value).map_err(|error| {
        let code = if error == DecimalError::NotANumber { Code::Number } else { Code::Range };
        Problem::new(code, token, error.to_string())
    })
}

pub(super) fn write_tokens(cluster: &Cluster) -> String {
    let write = |token: &TokenSpec| match token {
        TokenSpec::Degrees(degrees) => format!("{degrees}deg"),
        TokenSpec::Value(value) => value.decimal(cluster.hash),
    };
    write_map(&cluster.tokens, |tokens| tokens.iter().map(write).collect::<Vec<_>>().join("."))
}

impl Cluster {
    /// Changes the hash function; tokens that were given as values keep their angle, as far as the new space holds it.
    pub(in crate::scenario) fn set_hash(&mut self, function: HashFn) {
        for token in self.tokens.values_mut().flatten() {
            if let TokenSpec::Value(value) = token {
                *value = HashValue::from_point(value.point().truncated(function.ring_bits()));
            }
        }
        self.hash = function;
    }
}
