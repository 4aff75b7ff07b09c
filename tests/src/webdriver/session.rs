//! One browser with its own profile, and the `WebDriver` commands that we use.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};

use super::driver::Driver;
use super::{Failure, Outcome, http};

/// The key under which `WebDriver` wraps an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long [`Session::wait`] waits.
const PATIENCE: Duration = Duration::from_secs(10);
/// Quiet, at home in a container, and quicker from address to address than Chromium lets people be.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-ipc-flooding-protection",
    "--force-color-profile=srgb",
];

/// A running browser; dropping it closes it.
pub struct Session {
    id: String,
    profile: PathBuf,
    // Last: it is ended after the session is closed.
    driver: Driver,
}

impl Session {
    /// Starts a browser with a fresh profile.
    pub fn start() -> Outcome<Self> {
        let driver = Driver::start()?;
        let profile = fresh_profile();
        let mut args: Vec<String> = FLAGS.map(str::to_owned).into();
        args.push(format!("--user-data-dir={}", profile.display()));
        let mut options = json!({ "args": args });
        if let Some(chrome) = xtask::tools::chrome() {
            options["binary"] = json!(chrome);
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        }}});
        let opened = http::call(driver.port, "POST", "/session", Some(&wanted))?;
        let id = opened["sessionId"].as_str().ok_or("a session without a name")?.to_owned();
        Ok(Self { id, profile, driver })
    }

    /// Opens an address and waits until it has loaded.
    pub fn go(&self, url: &str) -> Outcome {
        self.post("url", &json!({ "url": url })).map(drop)
    }

    /// The address that the browser shows.
    pub fn url(&self) -> Outcome<String> {
        text(&self.call("GET", "url", None)?)
    }

    /// The first element that a CSS selector matches.
    pub fn find(&self, selector: &str) -> Outcome<Element<'_>> {
        let found = self.post("element", &json!({ "using": "css selector", "value": selector }))?;
        Ok(Element { session: self, id: text(&found[ELEMENT])? })
    }

    /// Runs the body of a function and returns what it returns; `arguments` is not given.
    pub fn js(&self, body: &str) -> Outcome<Value> {
        self.post("execute/sync", &json!({ "script": body, "args": [] }))
    }

    /// Runs the body of an async function (it may `await`) and returns what it returns.
    pub fn js_async(&self, body: &str) -> Outcome<Value> {
        let script = format!(
            "const done = arguments[0]; (async () => {{ {body} }})().then(\
             value => done({{ value }}), error => done({{ error: String(error) }}));"
        );
        let mut answer = self.post("execute/async", &json!({ "script": script, "args": [] }))?;
        match answer["error"].as_str() {
            Some(error) => Err(Failure::new(error)),
            None => Ok(answer["value"].take()),
        }
    }

    /// Waits until an expression is true; `what` is what we wait for, in words.
    pub fn wait(&self, what: &str, expression: &str) -> Outcome {
        let start = Instant::now();
        while self.js(&format!("return !!({expression})"))? != true {
            if start.elapsed() > PATIENCE {
                return Err(Failure::new(format!("waited {} s for {what}, in vain", PATIENCE.as_secs())));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Presses keys on what has the focus. Names in braces are keys: `{Tab}`, `{Enter}`, `{Escape}`, `{ArrowLeft}`,
    /// `{Shift+Tab}`, `{Control+z}`; all else is typed.
    pub fn keys(&self, keys: &str) -> Outcome {
        let actions = super::keys::actions(keys)?;
        self.post(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        )?;
        Ok(())
    }

    /// Moves the mouse to a point of the window, in CSS pixels.
    pub fn hover(&self, x: i32, y: i32) -> Outcome {
        self.pointer("mouse", &json!([move_to(x, y)]))
    }

    /// Clicks at a point of the window.
    pub fn click_at(&self, x: i32, y: i32) -> Outcome {
        self.pointer("mouse", &json!([move_to(x, y), down(), up()]))
    }

    /// Taps at a point of the window with a finger.
    pub fn tap_at(&self, x: i32, y: i32) -> Outcome {
        self.pointer("touch", &json!([move_to(x, y), down(), up()]))
    }

    /// Drags with the mouse from one point of the window to another.
    pub fn drag(&self, from: (i32, i32), to: (i32, i32)) -> Outcome {
        self.pointer("mouse", &json!([move_to(from.0, from.1), down(), move_to(to.0, to.1), up()]))
    }

    fn pointer(&self, kind: &str, actions: &Value) -> Outcome {
        let source = json!({
            "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": actions,
        });
        self.post("actions", &json!({ "actions": [source] })).map(drop)
    }

    /// A `DevTools` command.
    pub fn cdp(&self, command: &str, params: &Value) -> Outcome<Value> {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": params }))
    }

    /// Evaluates an expression (a promise is awaited) where no policy of the page reaches.
    pub fn evaluate(&self, expression: &str) -> Outcome<Value> {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.cdp("Runtime.evaluate", &params)?;
        match answer["exceptionDetails"]["exception"]["description"].as_str() {
            Some(error) => Err(Failure::new(error)),
            None => Ok(answer["result"]["value"].take()),
        }
    }

    /// What the console has said since last asked: `LEVEL message`, one an entry.
    pub fn console(&self) -> Outcome<Vec<String>> {
        let log = self.post("se/log", &json!({ "type": "browser" }))?;
        let line = |entry: &Value| {
            let word = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            format!("{} {}", word("level"), word("message"))
        };
        Ok(log.as_array().map(|entries| entries.iter().map(line).collect()).unwrap_or_default())
    }

    /// Writes what the window shows to a PNG file.
    pub fn screenshot(&self, file: &Path) -> Outcome {
        let png = text(&self.call("GET", "screenshot", None)?)?;
        fs::write(file, base64::engine::general_purpose::STANDARD.decode(png)?)?;
        Ok(())
    }

    /// Writes the whole page, also what is below the window, to a PNG file.
    pub fn screenshot_of_page(&self, file: &Path) -> Outcome {
        let shot = self.cdp("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }))?;
        fs::write(file, base64::engine::general_purpose::STANDARD.decode(text(&shot["data"])?)?)?;
        Ok(())
    }

    fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.call("POST", path, Some(body))
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Outcome<Value> {
        http::call(self.driver.port, method, &format!("/session/{}/{path}", self.id), body)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A browser that has gone needs no closing; a profile that stays is in the temporary folder.
        let _ = http::call(self.driver.port, "DELETE", &format!("/session/{}", self.id), None);
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// An element of the page; it fails once the element has left the page.
pub struct Element<'a> {
    session: &'a Session,
    id: String,
}

impl Element<'_> {
    /// Scrolls to it and clicks in its middle.
    pub fn click(&self) -> Outcome {
        self.post("click", &json!({})).map(drop)
    }

    /// Focuses it and types.
    pub fn type_keys(&self, text: &str) -> Outcome {
        self.post("value", &json!({ "text": text })).map(drop)
    }

    /// Empties a field.
    pub fn clear(&self) -> Outcome {
        self.post("clear", &json!({})).map(drop)
    }

    /// The text that it shows.
    pub fn text(&self) -> Outcome<String> {
        text(&self.get("text")?)
    }

    /// An attribute, if it has it.
    pub fn attribute(&self, name: &str) -> Outcome<Option<String>> {
        Ok(self.get(&format!("attribute/{name}"))?.as_str().map(str::to_owned))
    }

    /// A property such as `value`.
    pub fn property(&self, name: &str) -> Outcome<Value> {
        self.get(&format!("property/{name}"))
    }

    fn get(&self, what: &str) -> Outcome<Value> {
        self.session.call("GET", &format!("element/{}/{what}", self.id), None)
    }

    fn post(&self, what: &str, body: &Value) -> Outcome<Value> {
        self.session.post(&format!("element/{}/{what}", self.id), body)
    }
}

fn move_to(x: i32, y: i32) -> Value {
    json!({ "type": "pointerMove", "duration": 0, "x": x, "y": y })
}

fn down() -> Value {
    json!({ "type": "pointerDown", "button": 0 })
}

fn up() -> Value {
    json!({ "type": "pointerUp", "button": 0 })
}

fn text(value: &Value) -> Outcome<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| Failure::new(format!("no text: {value}")))
}

fn fresh_profile() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("quorate-profile-{}-{count}", std::process::id()))
}
