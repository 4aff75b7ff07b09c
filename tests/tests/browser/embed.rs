//! Figures in other people's pages: a tiny page for each situation, from another origin than ours.

use quorate::{
    state::{Action, State},
    words,
};
use quorate_core::{
    base::{DcId, NodeId, RackId, Unit},
    scenario::Edit,
};
use quorate_tests::webdriver::{Outcome, Page, Theme, site, trap_site};
use serde_json::json;
use xtask::server::{Server, Site};

const SCENARIOS: [&str; 3] = ["v=1&s=quarter", "v=1&s=three-each", "v=1&s=ring"];
/// What a page that shows everything to the reader's eye would break, if it could reach into a figure.
const LOUD: &str = "<style>* { color: red; font: 40px serif; text-align: right; letter-spacing: 9px } \
    svg, button, h2 { display: none } section { padding: 99px } :root { --paper: red }</style>";

/// Somebody's page, in a browser that has it open. The server lives as long as this.
struct Post {
    page: Page,
    _server: Server,
}

impl Post {
    fn open(body: &str) -> Outcome<Self> {
        Self::under_policy(None, body)
    }

    fn under_policy(policy: Option<&str>, body: &str) -> Outcome<Self> {
        Self::with(&site()?.url(), policy, body)
    }

    /// A page that loads the figures from `ours`.
    fn with(ours: &str, policy: Option<&str>, body: &str) -> Outcome<Self> {
        let html = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Post</title><link rel=icon href='data:,'>\
             <script type=module src='{ours}embed.js'></script><main><h1>Post</h1>{body}</main>"
        );
        Self::raw(policy, &html)
    }

    fn raw(policy: Option<&str>, html: &str) -> Outcome<Self> {
        // Another port is another origin; its folder has nothing that a page asks for.
        let server = Site::new(xtask::root().join("docs")).page("/post", html).policy(policy).serve(0)?;
        let page = Page::blank()?;
        // What a figure tells is kept from the start.
        let listen = "window.told = []; for (const name of ['ready', 'change', 'error']) addEventListener(\
             `quorate-${name}`, event => told.push([name, event.target.id, event.detail.code ?? event.detail.scenario]))";
        page.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": listen }))?;
        page.go(&format!("{}/post", server.origin()))?;
        Ok(Self { page, _server: server })
    }

    fn wait_for(&self, name: &str, count: usize) -> Outcome {
        self.page.wait(
            &format!("{count} × {name}"),
            &format!("told.filter(([name]) => name === '{name}').length >= {count}"),
        )
    }

    /// The first of the given name: its id, and its code or scenario.
    fn told(&self, name: &str) -> Outcome<serde_json::Value> {
        self.page.js(&format!("return told.find(([which]) => which === '{name}').slice(1)"))
    }

    /// An expression about what is inside the figure `f<number>`, as `figure` and `inside`.
    fn inside(&self, number: usize, expression: &str) -> Outcome<serde_json::Value> {
        self.page.js(&format!(
            "const figure = document.querySelector('#f{number}'), inside = figure.shadowRoot; return {expression}"
        ))
    }

    /// Checks the page, and something else of the width, wide and narrow in both themes.
    fn check_looks(&self, also: impl Fn(u32) -> Outcome) -> Outcome {
        for theme in [Theme::Light, Theme::Dark] {
            self.page.prefers(theme, true)?;
            for width in [1280, 320] {
                self.page.width(width)?;
                self.page.settle()?;
                self.page.check()?;
                self.page.check_access()?;
                also(width)?;
            }
        }
        Ok(())
    }

    fn headline(&self, number: usize) -> Outcome<String> {
        let text = self.inside(number, "inside.querySelector('h2').textContent")?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}

fn figure(number: usize, scenario: &str, attributes: &str) -> Outcome<String> {
    let ours = site()?.url();
    Ok(format!(
        "<quorate-sim id=f{number} scenario='{scenario}' {attributes}><a href='{ours}#{scenario}'>\
         <img src='{ours}icon.svg' alt='A hash ring' width=76 height=52></a></quorate-sim>"
    ))
}

fn three(attributes: &str) -> Outcome<String> {
    let figures: Outcome<Vec<_>> =
        SCENARIOS.iter().enumerate().map(|(at, scenario)| figure(at, scenario, attributes)).collect();
    Ok(figures?.join("<p>Between.</p>"))
}

/// What a host's own policy must allow, and no more.
fn least_policy() -> Outcome<String> {
    let ours = site()?.origin();
    Ok(format!(
        "default-src 'none'; script-src {ours} 'wasm-unsafe-eval'; connect-src {ours}; img-src {ours} data:"
    ))
}

#[test]
fn three_figures_share_one_module() -> Outcome {
    for policy in [None, Some(least_policy()?)] {
        let post = Post::under_policy(policy.as_deref(), &three("loading=eager")?)?;
        post.wait_for("ready", 3)?;
        for (number, scenario) in SCENARIOS.into_iter().enumerate() {
            assert_eq!(post.inside(number, "inside.querySelectorAll('svg.ring').length")?, 1);
            assert_eq!(post.inside(number, "inside.querySelector('slot').hidden")?, true, "the poster stays");
            assert_eq!(post.inside(number, "figure.scenario")?, scenario);
        }
        let fetched = post.page.js(
            "return performance.getEntriesByType('resource').filter(entry => /wasm|quorate\\.js/.test(entry.name)).length",
        )?;
        assert_eq!(fetched, 2, "one module and one wasm");
        post.page.check()?;
        post.page.check_access()?;
    }
    Ok(())
}

#[test]
fn figures_fit_and_are_accessible_narrow_and_dark() -> Outcome {
    // What sticks out on the right, by class or tag.
    const OVER: &str = "[...inside.querySelectorAll('.widget *')].filter(one => one.getBoundingClientRect().right > \
         figure.getBoundingClientRect().right + 1).map(one => one.className || one.tagName)";
    let post = Post::open(&three("loading=eager")?)?;
    post.wait_for("ready", 3)?;
    post.check_looks(|width| {
        for number in 0..3 {
            assert_eq!(post.inside(number, OVER)?, json!([]), "{width}");
        }
        Ok(())
    })
}

#[test]
fn an_act_changes_one_figure_and_is_told() -> Outcome {
    let post = Post::open(&three("loading=eager")?)?;
    post.wait_for("ready", 3)?;
    let before = (post.headline(1)?, post.headline(2)?);
    post.inside(0, "inside.querySelector('[name=add]').click()")?;
    post.wait_for("change", 1)?;
    assert!(post.headline(0)?.starts_with("E joined"), "{}", post.headline(0)?);
    assert_eq!((post.headline(1)?, post.headline(2)?), before);
    let now = post.inside(0, "figure.scenario")?;
    assert_eq!(post.told("change")?, json!(["f0", now]));
    assert_ne!(now, SCENARIOS[0]);
    let link = post.inside(0, "inside.querySelector('.open').href")?;
    assert_eq!(link, format!("{}#{}", site()?.url(), now.as_str().unwrap_or_default()));
    assert_eq!(
        post.page.js("return [location.hash, history.length]")?,
        json!(["", 2]),
        "the page's own address stays"
    );
    // The way back is to what the author wrote.
    post.inside(0, "figure.reset()")?;
    post.wait_for("change", 2)?;
    assert_eq!(post.inside(0, "figure.scenario")?, SCENARIOS[0]);
    post.page.check()
}

#[test]
fn keys_work_inside_a_figure() -> Outcome {
    let post = Post::open(&figure(0, SCENARIOS[0], "loading=eager")?)?;
    post.wait_for("ready", 1)?;
    post.page.keys("{Tab}")?;
    assert_eq!(post.inside(0, "inside.activeElement.getAttribute('role')")?, "slider");
    let first = post.inside(0, "inside.activeElement.getAttribute('aria-valuetext')")?;
    post.page.keys("{ArrowRight}")?;
    post.page.settle()?;
    assert_ne!(post.inside(0, "inside.activeElement.getAttribute('aria-valuetext')")?, first);
    post.page.keys("{Enter}")?;
    post.page.settle()?;
    assert_eq!(post.inside(0, "inside.activeElement.name")?, "power", "the menu takes the focus");
    post.page.check_access()?;
    post.page.keys("{Enter}")?;
    post.wait_for("change", 1)?;
    assert_eq!(post.inside(0, "inside.activeElement.getAttribute('role')")?, "slider", "and gives it back");
    post.page.check()
}

#[test]
fn racks_in_a_figure_are_pressed_and_told() -> Outcome {
    let body = format!(
        "{}<p>Between.</p>{}",
        figure(0, "v=1&s=two-dcs", "loading=eager")?,
        figure(1, "v=1&s=cassandra-racks", "loading=eager controls=none")?
    );
    let post = Post::open(&body)?;
    post.wait_for("ready", 2)?;
    let mut state = State::open("v=1&s=two-dcs");
    assert_eq!(post.headline(0)?, words::racks::headline(state.run()));
    assert_eq!(
        post.inside(1, "[!!inside.querySelector('svg.racks'), !!inside.querySelector('svg.ring')]")?,
        json!([true, true])
    );
    let press = |part: &str| {
        post.inside(0, &format!("inside.querySelector('.racks [data-part={part}][role=button]').dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"))
    };
    let acts = [
        ("r3", Unit::Rack(RackId(3)), false),
        ("n2", Unit::Node(NodeId(2)), true),
        ("d2", Unit::Dc(DcId(2)), false),
    ];
    for (count, (part, unit, is_on)) in (1..).zip(acts) {
        press(part)?;
        post.wait_for("change", count)?;
        state = state.after(&Action::Edit(Edit::Power(unit, is_on)));
        assert_eq!(post.headline(0)?, words::racks::headline(state.run()));
        assert_eq!(post.inside(0, "figure.scenario")?, state.scenario().address());
    }
    let label = post.inside(0, "inside.querySelector('.strip').getAttribute('aria-label')")?;
    assert_eq!(label, words::racks::strip_label(state.run().racks().expect("racks")));
    post.inside(0, "inside.querySelector('[name=undo]').click()")?;
    post.wait_for("change", 4)?;
    state = state.after(&Action::Undo);
    assert_eq!(post.headline(0)?, words::racks::headline(state.run()));
    post.check_looks(|_| Ok(()))
}

#[test]
fn a_figure_starts_when_it_comes_near_and_nothing_jumps() -> Outcome {
    let far =
        format!("<div style='height:3000px'></div>{}<p id=after>After.</p>", figure(0, SCENARIOS[0], "")?);
    for width in [1280, 360] {
        let post = Post::open(&far)?;
        post.page.width(width)?;
        post.page.settle()?;
        assert_eq!(post.page.js("return told.length")?, 0);
        let seen = "[performance.getEntriesByType('resource').some(entry => entry.name.includes('wasm')), \
             figure.querySelector('a').checkVisibility(), inside.querySelector('.widget')]";
        assert_eq!(post.inside(0, seen)?, json!([false, true, null]), "the linked picture stands in for it");
        let after = "return document.querySelector('#after').offsetTop";
        let top = post.page.js(after)?;
        post.page.js("scrollTo(0, 2500)")?;
        post.wait_for("ready", 1)?;
        post.page.settle()?;
        assert_eq!(post.inside(0, "figure.querySelector('a').checkVisibility()")?, false);
        assert_eq!(post.page.js(after)?, top, "{width}: what follows has moved");
        post.page.check()?;
    }
    Ok(())
}

#[test]
fn who_reaches_a_figure_by_key_starts_it_and_stays_in_it() -> Outcome {
    let body =
        format!("<a href='#top'>Before</a><div style='height:3000px'></div>{}", figure(0, SCENARIOS[0], "")?);
    let post = Post::open(&body)?;
    post.page.keys("{Tab}{Tab}")?;
    post.wait_for("ready", 1)?;
    assert_eq!(post.inside(0, "inside.activeElement.getAttribute('role')")?, "slider");
    Ok(())
}

#[test]
fn the_styles_of_a_page_stay_outside() -> Outcome {
    let look = "['h2', '.second', '.open', 'footer', '[name=add]', 'svg.ring text'].map(name => { \
         const style = getComputedStyle(inside.querySelector(name)); \
         return [name, style.color, style.font, style.textAlign, style.letterSpacing, style.display, style.padding, style.direction] })";
    let plain = Post::open(&figure(0, SCENARIOS[0], "loading=eager")?)?;
    plain.wait_for("ready", 1)?;
    let loud =
        Post::open(&format!("{LOUD}<div dir=rtl>{}</div>", figure(0, SCENARIOS[0], "loading=eager")?))?;
    loud.wait_for("ready", 1)?;
    assert_eq!(loud.inside(0, look)?, plain.inside(0, look)?);
    Ok(())
}

#[test]
fn a_page_may_choose_theme_and_colours() -> Outcome {
    let colours = "quorate-sim { --quorate-bg: rgb(250, 240, 230); --quorate-accent: rgb(120, 0, 0) }";
    let body = format!(
        "<style>{colours}</style>{}{}",
        figure(0, SCENARIOS[0], "loading=eager")?,
        figure(1, "v=1&s=quarter&theme=light", "loading=eager theme=dark")?
    );
    let post = Post::open(&body)?;
    post.wait_for("ready", 2)?;
    let paint = "[getComputedStyle(inside.querySelector('.widget')).backgroundColor, \
         getComputedStyle(inside.querySelector('.primary')).backgroundColor, figure.dataset.theme]";
    assert_eq!(post.inside(0, paint)?, json!(["rgb(250, 240, 230)", "rgb(120, 0, 0)", null]));
    assert_eq!(post.inside(1, "figure.dataset.theme")?, "dark", "the attribute has the last word");
    assert_eq!(post.inside(1, "getComputedStyle(inside.querySelector('h2')).color")?, "rgb(236, 238, 243)");
    Ok(())
}

#[test]
fn a_figure_without_controls_is_only_looked_at() -> Outcome {
    let body = figure(0, SCENARIOS[0], "loading=eager controls=none label='Where a quarter goes'")?;
    let post = Post::open(&body)?;
    post.wait_for("ready", 1)?;
    let seen = "[inside.querySelectorAll('button, input').length, inside.querySelector('section').ariaLabel, \
         inside.querySelectorAll('.open').length]";
    assert_eq!(post.inside(0, seen)?, json!([0, "Where a quarter goes", 1]));
    Ok(())
}

#[test]
fn a_figure_gives_its_picture_as_it_stands() -> Outcome {
    let post = Post::open(&figure(0, SCENARIOS[0], "loading=eager")?)?;
    post.wait_for("ready", 1)?;
    post.inside(0, "inside.querySelector('[name=add]').click()")?;
    post.wait_for("change", 1)?;
    let svg = post
        .page
        .js_async("return await document.querySelector('#f0').toSVG({ theme: 'dark', width: 400 })")?;
    let svg = svg.as_str().unwrap_or_default();
    assert!(svg.starts_with("<svg") && svg.contains("E joined") && svg.contains("#11141b"), "{svg}");
    post.page.check()
}

#[test]
fn the_attribute_loads_another_scenario_and_errors_are_told() -> Outcome {
    let post = Post::open(&figure(0, SCENARIOS[0], "loading=eager")?)?;
    post.wait_for("ready", 1)?;
    post.page.js("document.querySelector('#f0').scenario = 'v=1&s=ring&vnodes=99999'")?;
    post.wait_for("change", 1)?;
    post.wait_for("error", 1)?;
    assert_eq!(post.told("change")?[1].as_str().unwrap_or_default().get(..10), Some("v=1&s=ring"));
    let said = post.inside(0, "inside.querySelector('.refusal').textContent")?;
    assert!(said.as_str().is_some_and(|said| said.contains("vnodes=99999")), "{said}");
    Ok(())
}

#[test]
fn a_figure_can_be_moved_removed_and_made_by_script() -> Outcome {
    let body = format!("<div id=a>{}</div><div id=b></div>", figure(0, SCENARIOS[0], "loading=eager")?);
    let post = Post::open(&body)?;
    post.wait_for("ready", 1)?;
    post.inside(0, "inside.querySelector('[name=add]').click()")?;
    post.wait_for("change", 1)?;
    let changed = post.headline(0)?;
    post.page.js("document.querySelector('#b').append(document.querySelector('#f0'))")?;
    post.page.settle()?;
    assert_eq!(post.headline(0)?, changed, "moving keeps what is shown");
    post.page.js("window.kept = document.querySelector('#f0'); kept.remove()")?;
    post.page.settle()?;
    assert_eq!(post.page.js("return kept.shadowRoot.querySelectorAll('.widget').length")?, 0);
    post.page.js("document.querySelector('#a').append(kept)")?;
    post.wait_for("ready", 2)?;
    assert_eq!(post.headline(0)?, changed, "and it comes back as it was");
    post.page.js(
        "const made = document.createElement('quorate-sim'); made.id = 'f1'; made.setAttribute('loading', 'eager'); \
         made.scenario = 'v=1&s=three-each'; document.querySelector('#b').append(made)",
    )?;
    post.wait_for("ready", 3)?;
    // The loader twice, as two authors of one page may have it.
    post.page.js_async(&format!("await import('{}embed.js?again')", site()?.url()))?;
    post.page.check()
}

#[test]
fn why_nothing_started_is_said_with_its_cure() -> Outcome {
    let ours = site()?.origin();
    let no_wasm = format!("script-src {ours}; connect-src {ours}");
    let no_fetch = format!("script-src {ours} 'wasm-unsafe-eval'; connect-src 'self'");
    let half = Site::new(xtask::root().join("www")).policy(None).serve(0)?;
    let wrong = Site::new(xtask::dist()).page("/quorate.js", "<p>Not found</p>").serve(0)?;
    let cases = [
        (site()?.url(), Some(no_wasm), "csp", "'wasm-unsafe-eval' to its script-src"),
        (site()?.url(), Some(no_fetch), "csp", "to its connect-src"),
        (half.url(), None, "not-found", "is not there"),
        (wrong.url(), None, "mime", "text/html"),
    ];
    for (from, policy, code, cure) in cases {
        let post = Post::with(&from, policy.as_deref(), &figure(0, SCENARIOS[0], "loading=eager")?)?;
        post.wait_for("error", 1)?;
        assert_eq!(post.told("error")?, json!(["f0", code]));
        let said = post.inside(0, "inside.querySelector('[role=alert]').textContent")?;
        assert!(said.as_str().is_some_and(|said| said.contains(cure)), "{code}: {said}");
        assert_eq!(
            post.inside(0, "figure.querySelector('a').checkVisibility()")?,
            true,
            "{code}: the link stays"
        );
    }
    Ok(())
}

#[test]
fn without_script_the_linked_picture_is_there() -> Outcome {
    let post = Post::raw(
        None,
        &format!(
            "<!doctype html><title>Reader</title><link rel=icon href='data:,'>{}",
            figure(0, SCENARIOS[0], "")?
        ),
    )?;
    let seen = "return [...document.querySelectorAll('quorate-sim > a[href] > img[alt]')].map(it => [it.complete, it.naturalWidth > 0, it.checkVisibility()])";
    assert_eq!(post.page.js(seen)?, json!([[true, true, true]]));
    post.page.check()
}

#[test]
fn a_sandboxed_frame_draws_and_tells_its_height() -> Outcome {
    let ours = site()?;
    let html = format!(
        "<!doctype html><html lang=en><title>Post</title><link rel=icon href='data:,'><script>window.heights = []; \
         addEventListener('message', ({{ data, origin }}) => heights.push([data.type, data.height, origin]))</script>\
         <iframe title='A hash ring' width=760 height=540 sandbox='allow-scripts' src='{}embed/#{}'></iframe>",
        ours.url(),
        SCENARIOS[0]
    );
    let policy =
        format!("default-src 'none'; script-src 'unsafe-inline'; img-src data:; frame-src {}", ours.origin());
    let post = Post::raw(Some(&policy), &html)?;
    post.page
        .wait("the height of the figure", "heights.some(([, height]) => height > 400 && height < 700)")?;
    assert_eq!(post.page.js("return heights.at(-1)[0] + heights.at(-1)[2]")?, "quorate-heightnull");
    post.page.settle()?;
    // The frame is drawn where it can be seen: its own pixels are out of reach.
    post.page.check()
}

#[test]
fn a_frame_follows_its_address_and_writes_none() -> Outcome {
    let ours = site()?;
    let page = Page::blank()?;
    page.go(&format!("{}embed/#{}", ours.url(), SCENARIOS[0]))?;
    let headline = "document.querySelector('quorate-sim').shadowRoot.querySelector('h2')?.textContent";
    page.wait("the figure", &format!("{headline}?.startsWith('D joined')"))?;
    page.check_access()?;
    page.js("document.querySelector('quorate-sim').shadowRoot.querySelector('[name=add]').click()")?;
    page.wait("the fifth node", &format!("{headline}?.startsWith('E joined')"))?;
    assert_eq!(page.js("return location.hash")?, format!("#{}", SCENARIOS[0]), "it never writes its address");
    page.js(&format!("location.hash = '{}'", SCENARIOS[2]))?;
    page.wait("the other scenario", &format!("{headline}?.startsWith('Node-D joined')"))?;
    page.check()
}

#[test]
fn a_frame_takes_known_words_from_its_parent_alone() -> Outcome {
    let html = format!(
        "<!doctype html><html lang=en><title>Post</title><link rel=icon href='data:,'>\
         <iframe title='A hash ring' width=760 height=540 src='embed/#{}'></iframe>",
        SCENARIOS[0]
    );
    // Of our own origin, so that the test can look into the frame.
    let server = Site::new(xtask::dist()).page("/post", html).policy(None).serve(0)?;
    let page = Page::blank()?;
    page.go(&format!("{}post", server.url()))?;
    let figure = "document.querySelector('iframe').contentDocument?.querySelector('quorate-sim')";
    page.wait("the figure", &format!("{figure}?.shadowRoot?.querySelector('.widget')"))?;
    let post = "const frame = document.querySelector('iframe').contentWindow; const post = (data, from = window) => \
         frame.dispatchEvent(new frame.MessageEvent('message', { source: from, data }));";
    let theme = format!("return {figure}.dataset.theme ?? null");
    page.js(&format!(
        "{post} post({{ type: 'quorate-theme', theme: 'dark' }}, frame); post({{ type: 'quorate-theme', theme: '<b>' }}); \
         post('dark'); post(null); post({{ type: 'theme', theme: 'dark' }})"
    ))?;
    assert_eq!(page.js(&theme)?, json!(null));
    page.js("document.querySelector('iframe').contentWindow.postMessage({ type: 'quorate-theme', theme: 'dark' }, '*')")?;
    page.wait("the theme", &format!("{figure}.dataset.theme === 'dark'"))?;
    page.check()
}

#[test]
fn figures_outlive_a_panic() -> Outcome {
    let post = Post::with(&trap_site()?.url(), None, &three("loading=eager")?)?;
    post.wait_for("ready", 3)?;
    post.inside(1, "inside.querySelector('[name=add]').click()")?;
    post.wait_for("change", 1)?;
    let changed = post.headline(1)?;
    for round in 1..=4 {
        post.page.js("document.querySelector('#f0').shadowRoot.querySelector('input[name=key]').focus()")?;
        post.page.keys("{Control+a}trap!{Enter}")?;
        if round == 4 {
            break;
        }
        post.wait_for("ready", 3 + 3 * round)?;
        post.page.settle()?;
        assert_eq!(post.headline(1)?, changed, "what was shown is shown again");
    }
    post.wait_for("error", 3)?;
    assert_eq!(post.told("error")?[1], "panic");
    assert_eq!(post.inside(2, "figure.querySelector('a').checkVisibility()")?, true);
    Ok(())
}

#[test]
fn a_figure_over_time_plays_and_tells_where_it_is_and_what_breaks() -> Outcome {
    let post = Post::open(&figure(0, "v=1&s=crash-modes", "loading=eager at=20")?)?;
    post.page.js("window.heard = []; for (const name of ['seek', 'verdict']) addEventListener(`quorate-${name}`, ({ detail }) => heard.push([name, detail.at, detail.rule]))")?;
    post.wait_for("ready", 1)?;
    let instant =
        || post.inside(0, "inside.querySelector('.player .instant').textContent.replaceAll('\u{202f}', ' ')");
    let shows = |said: &str| {
        post.page.wait(said, &format!("document.querySelector('#f0').shadowRoot.querySelector('.player .instant').textContent.replaceAll('\u{202f}', ' ') === '{said}'"))
    };
    shows("20 ms of 56 ms")?;
    post.inside(0, "figure.step()")?;
    post.page.settle()?;
    assert_ne!(instant()?, "20 ms of 56 ms");
    post.inside(0, "figure.seek(56)")?;
    shows("56 ms of 56 ms")?;
    post.page.wait(
        "the verdict",
        "heard.some(([name, , rule]) => name === 'verdict' && rule === 'acknowledged-kept')",
    )?;
    assert_eq!(post.page.js("return heard.findLast(([name]) => name === 'seek')[1]")?, 56);
    post.inside(0, "figure.play()")?;
    post.page.wait(
        "it plays",
        "document.querySelector('#f0').shadowRoot.querySelector('[name=play]').textContent === 'Pause'",
    )?;
    post.inside(0, "figure.pause()")?;
    post.page.wait(
        "it stands",
        "document.querySelector('#f0').shadowRoot.querySelector('[name=play]').textContent === 'Play'",
    )?;
    post.check_looks(|_| Ok(()))
}
