//! A reader of the playground: what they do, what they see, and what the native code says that they should.

use std::{ops::Deref, thread::sleep, time::Duration};

use quorate::{
    state::{Action, State},
    words,
};
use quorate_core::scenario::Edit;
use quorate_tests::webdriver::{Failure, Outcome, Page, site};

/// A page whose keys are counted, so that it changes no more by itself. A small ring has no room for them, and racks alone
/// draw none.
const AT_REST: &str = "document.querySelector('.page h1') && (innerWidth < 900 || !document.querySelector('svg.ring') || \
    document.querySelector('.ring .keys') || /none|of your own/.test(document.querySelector('[name=keys]')?.textContent)) && \
    !/Counting/.test(document.querySelector('.second').textContent)";
/// Longer than the page waits before it writes an address, which is 250 ms.
const PAUSE: Duration = Duration::from_millis(350);

/// The playground in a browser of its own.
pub(crate) struct Reader {
    page: Page,
}

impl Deref for Reader {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Reader {
    /// Opens an address, and waits until all of it is shown.
    pub(crate) fn open(fragment: &str) -> Outcome<Self> {
        let reader = Self { page: Page::blank()? };
        reader.follow(fragment)?;
        Ok(reader)
    }

    /// A browser with nothing in it yet.
    pub(crate) fn blank() -> Outcome<Self> {
        Ok(Self { page: Page::blank()? })
    }

    /// Opens another address anew.
    pub(crate) fn follow(&self, fragment: &str) -> Outcome {
        self.show(fragment)?;
        self.rest()
    }

    /// Goes to another address without loading the page anew.
    pub(crate) fn follow_here(&self, fragment: &str) -> Outcome {
        self.js(&format!("location.hash = {fragment:?}"))?;
        self.settle()?;
        self.rest()
    }

    /// Waits until all is shown.
    pub(crate) fn rest(&self) -> Outcome {
        self.wait("the page to be at rest", AT_REST)?;
        self.settle()
    }

    /// Presses the first button of a name.
    pub(crate) fn press(&self, name: &str) -> Outcome {
        self.find(&format!("button[name={name}]"))?.click()
    }

    /// Chooses from a list.
    pub(crate) fn choose(&self, list: &str, id: &str) -> Outcome {
        self.find(&format!("select[name={list}] option[value={id}]"))?.click()
    }

    /// The text of an element, whether it can be seen or not; thin spaces are spaces.
    pub(crate) fn text(&self, selector: &str) -> Outcome<String> {
        let text =
            self.js(&format!("return document.querySelector({selector:?})?.textContent ?? '(not there)'"))?;
        Ok(text.as_str().unwrap_or_default().replace('\u{202f}', " "))
    }

    /// Waits until an element says something.
    pub(crate) fn says(&self, selector: &str, words: &str) -> Outcome {
        for _ in 0..200 {
            if self.text(selector)?.contains(&words.replace('\u{202f}', " ")) {
                return Ok(());
            }
            sleep(Duration::from_millis(20));
        }
        Err(Failure::new(format!("{selector} does not say «{words}» but «{}»", self.text(selector)?)))
    }

    /// The fragment in the location, without `#`, after the pause in which it is written.
    pub(crate) fn address(&self) -> Outcome<String> {
        sleep(PAUSE);
        Ok(self.url()?.split_once('#').map_or(String::new(), |(_, fragment)| fragment.to_owned()))
    }

    /// Fails where the page shows another state than this: by its headline, its second sentence, the middle of its
    /// ring, or the address in its location.
    pub(crate) fn shows(&self, state: &State) -> Outcome {
        self.says("h1", &words::headline(state.run()))?;
        self.says(".centre > :last-child text", &words::about_change(state.run()).number)?;
        self.rest()?;
        let second = self.text(".second")?;
        let told = words::second(state.run(), None).replace('\u{202f}', " ");
        let end = told.split_once('…').map_or(told.as_str(), |(_, end)| end);
        if !second.ends_with(end) {
            return Err(Failure::new(format!("the second sentence is «{second}», not «{told}»")));
        }
        let address = self.address()?;
        if address != state.scenario().address() {
            return Err(Failure::new(format!(
                "the address is {address}, not {}",
                state.scenario().address()
            )));
        }
        Ok(())
    }

    /// What has the focus: its name, else its class, else its tag.
    pub(crate) fn focus(&self) -> Outcome<String> {
        let focus = self.js(
            "const e = document.activeElement; return e.getAttribute('name') || e.getAttribute('class') || e.tagName.toLowerCase()",
        )?;
        Ok(focus.as_str().unwrap_or_default().to_owned())
    }

    /// Gives the focus to an element, as a key would.
    pub(crate) fn focus_on(&self, selector: &str) -> Outcome {
        self.js(&format!("document.querySelector({selector:?}).focus({{ focusVisible: true }})")).map(drop)
    }
}

/// The state after an edit.
pub(crate) fn edited(state: &State, edit: Edit) -> State {
    state.after(&Action::Edit(edit))
}

/// The whole address of a fragment on the built site.
pub(crate) fn link(fragment: &str) -> Outcome<String> {
    Ok(format!("{}#{fragment}", site()?.url()))
}
