//! The programs that the project needs, their versions, and where they are kept.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::root;
use crate::run::Run;

/// A program that `cargo install` brings.
pub struct Tool {
    /// The package on crates.io.
    pub package: &'static str,
    /// The programs of it that we call.
    pub programs: &'static [&'static str],
    /// The one version that we use.
    pub version: String,
    /// What `cargo install` needs to hear besides.
    pub flags: &'static str,
    /// How long the installation takes on two cores.
    pub takes: &'static str,
}

impl Tool {
    /// Where our own copy is kept, shared by all checkouts of this person.
    pub fn home(&self) -> PathBuf {
        cache().join(format!("{}-{}", self.package, self.version))
    }

    /// Whether every program answers with the right version.
    pub fn is_there(&self) -> bool {
        self.programs.iter().all(|program| {
            Run::new(program, ["--version"])
                .answer()
                .is_some_and(|said| said.split_whitespace().any(|word| word == self.version))
        })
    }
}

/// The generator of the JavaScript glue. Its version must be that of the crate, so Cargo.lock decides.
pub fn wasm_bindgen() -> Tool {
    Tool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: locked_version("wasm-bindgen"),
        // Not --locked: its lock file names a crate version that the index lacks.
        flags: "",
        takes: "about 2 minutes",
    }
}

/// The bundler. 0.22 wants a newer compiler than ours.
pub fn trunk() -> Tool {
    Tool {
        package: "trunk",
        programs: &["trunk"],
        version: "0.21.14".into(),
        flags: "--locked --no-default-features --features rustls",
        takes: "about 4 minutes",
    }
}

/// The judge of licences, duplicates and sources.
pub fn cargo_deny() -> Tool {
    Tool {
        package: "cargo-deny",
        programs: &["cargo-deny"],
        version: "0.20.2".into(),
        flags: "--locked",
        takes: "about 1 minute",
    }
}

/// PATH for everything we start: npm's programs and our own copies come before the system's, whose wasm-opt may be
/// too old to read what rustc writes.
pub fn path() -> OsString {
    static PATH: OnceLock<OsString> = OnceLock::new();
    PATH.get_or_init(|| {
        let ours = [wasm_bindgen(), trunk(), cargo_deny()].map(|tool| tool.home().join("bin"));
        let system = env::var_os("PATH").unwrap_or_default();
        let all =
            std::iter::once(root().join("node_modules/.bin")).chain(ours).chain(env::split_paths(&system));
        env::join_paths(all).unwrap_or(system)
    })
    .clone()
}

/// The first of these programs that PATH has, or that is at one of the given places.
pub fn find(names: &[&str], places: &[&str]) -> Option<PathBuf> {
    let on_path = env::split_paths(&path()).collect::<Vec<_>>();
    names
        .iter()
        .flat_map(|name| on_path.iter().map(move |folder| folder.join(name)))
        .chain(places.iter().map(PathBuf::from))
        .find(|program| program.is_file())
}

/// Chrome or Chromium: `$CHROME`, or where it usually is.
pub fn chrome() -> Option<PathBuf> {
    named("CHROME").or_else(|| {
        find(
            &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
            &[
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
            ],
        )
    })
}

/// The program that steers it: `$CHROMEDRIVER`, or where it usually is.
pub fn chromedriver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| {
        find(&["chromedriver"], &["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"])
    })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|program| program.is_file())
}

fn cache() -> PathBuf {
    let home = || env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|home| home.join(".cache")))
        .unwrap_or_else(|| root().join("target"))
        .join("quorate")
}

/// The version of a crate in Cargo.lock, or an empty text that no program answers with.
fn locked_version(name: &str) -> String {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap_or_default();
    version_in(&lock, name).unwrap_or_default().to_owned()
}

fn version_in<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version)
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_lock_file_names_the_version_of_the_very_crate() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in(lock, "yew"), None);
    }
}
