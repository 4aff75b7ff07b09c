//! Just enough HTTP for a conversation with chromedriver: one request, one JSON answer.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use super::{Failure, Outcome};

/// Longer than any page of ours may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Sends a command and returns the `value` of its answer.
pub(super) fn call(port: u16, method: &str, path: &str, body: Option<&Value>) -> Outcome<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let answer = read(&mut stream).map_err(|e| Failure::new(format!("{method} {path}: {e:?}")))?;
    let mut answer: Value = serde_json::from_slice(&answer)?;
    let value = answer["value"].take();
    match value["error"].as_str() {
        Some(error) => {
            let message = value["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default();
            Err(Failure::new(format!("{method} {path}: {error}: {message}")))
        }
        None => Ok(value),
    }
}

/// The body of an answer, by its length: chromedriver may keep the connection open.
fn read(stream: &mut TcpStream) -> Outcome<Vec<u8>> {
    const GAP: &[u8] = b"\r\n\r\n";
    let mut bytes = Vec::new();
    let mut part = [0; 16 * 1024];
    loop {
        if let Some(end) = bytes.windows(GAP.len()).position(|window| window == GAP) {
            let body = end + GAP.len();
            let length = length(&String::from_utf8_lossy(&bytes[..end]))?;
            if bytes.len() >= body + length {
                return Ok(bytes[body..body + length].to_vec());
            }
        }
        match stream.read(&mut part)? {
            0 => return Err(Failure::new("chromedriver hung up")),
            count => bytes.extend_from_slice(&part[..count]),
        }
    }
}

fn length(head: &str) -> Outcome<usize> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .ok_or_else(|| Failure::new("an answer without a length"))
}
