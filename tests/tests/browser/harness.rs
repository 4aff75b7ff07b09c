//! What the other tests stand on: a fault in a page is noticed.

use quorate_tests::webdriver::{Outcome, Page, Theme};
use xtask::server::{Server, Site};

/// Pages of our own making, `/0.html` and on, on a free port.
fn serve(bodies: &[&str]) -> Outcome<Server> {
    let html = "<!doctype html><html lang=en><title>T</title><link rel=icon href='data:,'><main><h1>T</h1>";
    let site = bodies.iter().enumerate().fold(Site::new(xtask::dist()), |site, (number, body)| {
        site.page(&format!("/{number}.html"), format!("{html}{body}"))
    });
    Ok(site.serve(0)?)
}

/// The first of them in a browser.
fn open(server: &Server) -> Outcome<Page> {
    let page = Page::blank()?;
    page.go(&format!("{}0.html", server.url()))?;
    Ok(page)
}

#[test]
fn a_sound_page_passes() -> Outcome {
    let server = serve(&["<p>sound</p>"])?;
    let page = open(&server)?;
    page.check()?;
    page.check_access()
}

#[test]
fn faults_of_a_page_are_noticed() -> Outcome {
    let faults = [
        ("<script>1</script>", "Content Security Policy"),
        ("<p style='margin:1px'>", "Content Security Policy"),
        ("<img alt='' src='http://127.0.0.1:9/x.png'>", "Content Security Policy"),
        ("<img alt='' src='gone.png'>", "404"),
        ("<img alt='' src='icon.svg' width=5000 height=5>", "sideways"),
    ];
    let server = serve(&faults.map(|(body, _)| body))?;
    let page = open(&server)?;
    for (number, (body, complaint)) in faults.iter().enumerate() {
        page.go(&format!("{}{number}.html", server.url()))?;
        let said = format!("{:?}", page.check().expect_err(body));
        assert!(said.contains(complaint), "{body}: {said}");
    }
    Ok(())
}

#[test]
fn axe_names_the_rule_and_the_element() -> Outcome {
    let server = serve(&["<button></button>"])?;
    let faults = open(&server)?.access_faults()?;
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("button-name") && faults[0].contains("<button>"), "{faults:?}");
    Ok(())
}

#[test]
fn keys_and_pointers_reach_the_page() -> Outcome {
    let server = serve(&["<input aria-label=a><button>b</button>"])?;
    let page = open(&server)?;
    page.find("input")?.type_keys("hello")?;
    page.keys("{Shift+ArrowLeft}X{Tab}")?;
    assert_eq!(page.find("input")?.property("value")?, "hellX");
    assert_eq!(page.js("return document.activeElement.tagName")?, "BUTTON");
    page.js("window.seen = []; for (const t of ['pointermove', 'click']) addEventListener(t, e => seen.push(t + e.pointerType))")?;
    page.hover(5, 5)?;
    page.tap_at(9, 9)?;
    page.wait("the tap", "seen.includes('clicktouch')")?;
    assert_eq!(page.js("return seen.includes('pointermovemouse')")?, true);
    Ok(())
}

#[test]
fn the_window_and_the_preferences_are_as_told() -> Outcome {
    let server = serve(&[""])?;
    let page = open(&server)?;
    page.width(360)?;
    page.prefers(Theme::Dark, true)?;
    assert_eq!(page.js("return innerWidth")?, 360);
    assert_eq!(page.js("return matchMedia('(prefers-color-scheme: dark)').matches")?, true);
    assert_eq!(page.js("return matchMedia('(prefers-reduced-motion: reduce)').matches")?, true);
    assert_eq!(page.js_async("return await new Promise(done => setTimeout(done, 5, 7))")?, 7);
    assert!(
        page.js_async("throw new Error('oh')").is_err_and(|failure| format!("{failure:?}").contains("oh"))
    );
    Ok(())
}
