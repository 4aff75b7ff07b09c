//! The page under test: the built site in a browser of its own.

use std::ops::Deref;
use std::sync::OnceLock;

use serde_json::{Value, json};
use xtask::server::{Server, Site};

use super::{Failure, Outcome, Session};

/// A wide window, as on a laptop: width and height in CSS pixels.
const WIDE: (u32, u32) = (1280, 900);
/// How high the window is at other widths.
const HEIGHT: u32 = 900;

/// What the reader's system prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As CSS and file names have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A page in a browser, with everything that a [`Session`] can do.
pub struct Page {
    session: Session,
}

impl Deref for Page {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl Page {
    /// The playground with a fragment (without `#`), 1280 wide, light, motion reduced.
    pub fn open(fragment: &str) -> Outcome<Self> {
        let page = Self::blank()?;
        page.show(fragment)?;
        Ok(page)
    }

    /// An empty window, for what must be set before a page loads.
    pub fn blank() -> Outcome<Self> {
        let page = Self { session: Session::start()? };
        page.size(WIDE.0, WIDE.1)?;
        page.prefers(Theme::Light, true)?;
        Ok(page)
    }

    /// Opens the playground with another fragment, as if its link had been clicked anew.
    pub fn show(&self, fragment: &str) -> Outcome {
        let hash = if fragment.is_empty() { "" } else { "#" };
        self.go("about:blank")?;
        self.go(&format!("{}{hash}{fragment}", site()?.url()))?;
        self.settle()
    }

    /// Waits until the page has started and drawn twice.
    pub fn settle(&self) -> Outcome {
        self.js_async(
            "await document.fonts.ready;\
             for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);",
        )
        .map(drop)
    }

    /// The width of the window, exactly.
    pub fn width(&self, width: u32) -> Outcome {
        self.size(width, HEIGHT)
    }

    /// The size of the window, exactly.
    pub fn size(&self, width: u32, height: u32) -> Outcome {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        // Room that scroll bars take is not the same everywhere.
        self.cdp("Emulation.setScrollbarsHidden", &json!({ "hidden": true }))?;
        self.cdp("Emulation.setDeviceMetricsOverride", &metrics).map(drop)
    }

    /// What the reader prefers: a theme, and whether motion is reduced.
    pub fn prefers(&self, theme: Theme, reduced_motion: bool) -> Outcome {
        let motion = if reduced_motion { "reduce" } else { "no-preference" };
        self.media(&[("prefers-color-scheme", theme.name()), ("prefers-reduced-motion", motion)])
    }

    /// What the reader's system says, by media feature, such as `("forced-colors", "active")`; it replaces what was
    /// said before.
    pub fn media(&self, features: &[(&str, &str)]) -> Outcome {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", &json!({ "features": features })).map(drop)
    }

    /// Fails where the console has an error or a report of the content security policy, or the page scrolls sideways.
    pub fn check(&self) -> Outcome {
        let errors: Vec<_> = self.console()?.into_iter().filter(|line| line.starts_with("SEVERE")).collect();
        if !errors.is_empty() {
            return Err(Failure::new(format!("the console has errors:\n  {}", errors.join("\n  "))));
        }
        let over = self.js("const e = document.documentElement; return e.scrollWidth - e.clientWidth")?;
        if over.as_i64() != Some(0) {
            return Err(Failure::new(format!("the page scrolls sideways by {over} pixels")));
        }
        Ok(())
    }

    /// Fails where axe-core finds a fault.
    pub fn check_access(&self) -> Outcome {
        let faults = self.access_faults()?;
        if faults.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("axe-core finds:\n  {}", faults.join("\n  "))))
    }

    /// What axe-core finds, one line a fault: rule, help, and the elements.
    pub fn access_faults(&self) -> Outcome<Vec<String>> {
        let axe = xtask::root().join("node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&axe)
            .map_err(|e| Failure::new(format!("{}: {e}; run `cargo xtask setup`", axe.display())))?;
        // Through DevTools, because the page's policy admits no script of ours.
        self.evaluate(&format!("{source};0"))?;
        let found = self.evaluate(
            "axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations.map(\
               fault => [fault.id, fault.help, ...fault.nodes.slice(0, 3).map(\
                 node => node.target.join(' ') + ' ' + node.html.slice(0, 120))].join(' | ')))",
        )?;
        let line = |fault: &Value| fault.as_str().map(str::to_owned);
        Ok(found.as_array().map(|faults| faults.iter().filter_map(line).collect()).unwrap_or_default())
    }
}

/// The built site, served once for all tests of this process.
pub fn site() -> Outcome<&'static Server> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    served(&SERVER, Site::new(xtask::dist()))
}

/// The build of the page that can be told to panic.
pub fn trap_site() -> Outcome<&'static Server> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    served(&SERVER, Site::new(xtask::root().join("target/trap")))
}

fn served(server: &'static OnceLock<Result<Server, String>>, site: Site) -> Outcome<&'static Server> {
    let served = server.get_or_init(|| site.serve(0).map_err(|failure| failure.to_string()));
    served.as_ref().map_err(Failure::new)
}
