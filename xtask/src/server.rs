//! A static server for `dist/`: the one that `cargo xtask serve` runs and that the browser tests start on a free port.
//!
//! It answers as a well-configured static host would: right types, the content security policy, and reading allowed
//! from other origins, because an embed's module and wasm are fetched from pages elsewhere and from sandboxed frames,
//! whose origin is `null`.

//!
//! A thread a connection, and a connection a request: pools of a fixed size, `tiny_http`'s among them, can leave a request
//! waiting behind connections that a browser opened and does not use.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::failure::{Failure, Outcome};

/// The content security policy of every page.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types quorate";

/// A request's first line and headers are shorter.
const MOST_HEAD: u64 = 64 * 1024;
/// A connection without a request is closed after this time.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is served, and how.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    prefix: String,
    pages: BTreeMap<String, String>,
    policy: Option<String>,
}

impl Site {
    /// The files of a folder, under `/`, with our policy.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            prefix: "/".into(),
            pages: BTreeMap::new(),
            policy: Some(POLICY.into()),
        }
    }

    /// The same under a sub-path such as `/blog/quorate/`.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.prefix = format!("/{}/", prefix.trim_matches('/'));
        self
    }

    /// One more page, by its absolute path, which need not be a file.
    #[must_use]
    pub fn page(mut self, path: &str, html: impl Into<String>) -> Self {
        self.pages.insert(path.into(), html.into());
        self
    }

    /// Another policy, or none: other people's pages have their own.
    #[must_use]
    pub fn policy(mut self, policy: Option<&str>) -> Self {
        self.policy = policy.map(Into::into);
        self
    }

    /// Serves on 127.0.0.1 until the handle is dropped; port 0 takes any that is free.
    pub fn serve(self, port: u16) -> Outcome<Server> {
        let cannot = |e: std::io::Error| Failure::new(format!("cannot listen on 127.0.0.1:{port}: {e}"));
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let (site, is_over) = (Arc::new(self), Arc::new(AtomicBool::new(false)));
        let prefix = site.prefix.clone();
        let over = is_over.clone();
        let listening = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let site = site.clone();
                // A browser that hung up wants no answer.
                thread::spawn(move || drop(answer(stream, &site)));
            }
        });
        Ok(Server { address, prefix, is_over, listening: Some(listening) })
    }

    /// What is at a path, before any query.
    fn find(&self, path: &str) -> Found {
        if let Some(html) = self.pages.get(path) {
            return Found::File("text/html; charset=utf-8", html.clone().into_bytes());
        }
        let Some(file) = path.strip_prefix(&self.prefix).and_then(|rest| file_in(&self.folder, rest)) else {
            return Found::Nothing;
        };
        if !file.is_dir() {
            return read(&file);
        }
        if path.ends_with('/') { read(&file.join("index.html")) } else { Found::Moved(format!("{path}/")) }
    }
}

/// A running server; dropping it stops it.
pub struct Server {
    address: SocketAddr,
    prefix: String,
    is_over: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl Server {
    /// The address of the site, with its sub-path and a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// The origin alone, without a slash.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until the process is ended.
    pub fn wait(mut self) {
        // A thread that panicked has said so already.
        let _ = self.listening.take().map(JoinHandle::join);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // The listener looks up when somebody comes.
        let _ = TcpStream::connect(self.address);
    }
}

enum Found {
    File(&'static str, Vec<u8>),
    Moved(String),
    Nothing,
}

/// Reads one request and answers it.
fn answer(mut stream: TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = BufReader::new(stream.try_clone()?.take(MOST_HEAD)).lines();
    let request = head.next().transpose()?.unwrap_or_default();
    while head.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
    let mut words = request.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let (status, mime, body, location) = match site.find(path) {
        _ if !matches!(method, "GET" | "HEAD") => {
            ("405 Method Not Allowed", "text/plain", b"GET only".to_vec(), None)
        }
        Found::File(mime, body) => ("200 OK", mime, body, None),
        Found::Moved(to) => ("301 Moved Permanently", "text/plain", Vec::new(), Some(to)),
        Found::Nothing => ("404 Not Found", "text/plain", b"nothing here".to_vec(), None),
    };
    let length = body.len().to_string();
    let headers = [
        ("Content-Type", Some(mime)),
        ("Content-Length", Some(length.as_str())),
        ("Content-Security-Policy", site.policy.as_deref()),
        ("X-Content-Type-Options", Some("nosniff")),
        ("Access-Control-Allow-Origin", Some("*")),
        ("Cache-Control", Some("no-cache")),
        ("Connection", Some("close")),
        ("Location", location.as_deref()),
    ];
    let mut answer = format!("HTTP/1.1 {status}\r\n");
    for (name, value) in headers {
        if let Some(value) = value {
            answer.extend([name, ": ", value, "\r\n"]);
        }
    }
    stream.write_all((answer + "\r\n").as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

fn read(file: &Path) -> Found {
    fs::read(file).map_or(Found::Nothing, |body| Found::File(mime(file), body))
}

/// The file or folder that a path names, if it is inside.
fn file_in(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = decode(path)?;
    let plain = |part: &str| part != ".." && !part.contains(['\\', '\0', ':']);
    if !path.split('/').all(plain) {
        return None;
    }
    let folder = folder.canonicalize().ok()?;
    // Links that lead out are refused as well.
    let file = folder.join(path.trim_start_matches('/')).canonicalize().ok()?;
    file.starts_with(&folder).then_some(file)
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
            bytes.push((digit()? * 16 + digit()?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Site};
    use std::path::Path;

    fn here() -> Site {
        Site::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
    }

    fn is_file(site: &Site, path: &str) -> bool {
        matches!(site.find(path), Found::File(..))
    }

    #[test]
    fn files_are_found_under_the_prefix_alone() {
        let site = here().under("blog/q");
        assert!(is_file(&site, "/blog/q/server.rs"));
        assert!(is_file(&site, "/blog/q/%73erver.rs"));
        assert!(!is_file(&site, "/server.rs"));
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/setup/../../Cargo.toml",
            "/..%2fCargo.toml",
            "//etc/passwd",
            "/%",
            "/%ff",
        ] {
            assert!(!is_file(&here(), path), "{path}");
        }
    }

    #[test]
    fn a_folder_without_its_slash_is_moved_to_it() {
        assert!(matches!(here().find("/setup"), Found::Moved(to) if to == "/setup/"));
        assert!(matches!(here().find("/setup/"), Found::Nothing));
    }

    #[test]
    fn pages_of_the_test_come_first() {
        assert!(is_file(&here().page("/post.html", "<p>"), "/post.html"));
    }
}
