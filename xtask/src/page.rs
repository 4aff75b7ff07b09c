//! What our build does to the pages that trunk has gathered: the first picture is drawn into the playground, the site's
//! own address is written where one was given, and every page is held to the content security policy.

use std::fs;
use std::path::Path;

use crate::build::files_under;
use crate::failure::{Failure, Outcome, read, write};
use crate::root;
use crate::run::Run;
use crate::server::POLICY;

/// Where the picture that is seen before any wasm arrives goes.
const FIRST_PICTURE: &str = "<!-- first picture -->";
/// Where the tags that need an absolute address go.
const SITE: &str = "<!-- site -->";

/// Finishes a gathered site in place.
pub fn finish(folder: &Path, site: Option<&str>) -> Outcome {
    name_module(folder)?;
    let index = folder.join("index.html");
    let mut html = without_trunk_tags(&read(&index)?);
    html = with_first_picture(&html, folder)?;
    html = with_site(&html, site);
    write(&index, html)?;
    for file in files_under(folder)?.iter().filter(|file| file.extension().is_some_and(|e| e == "html")) {
        check_policy(&file.display().to_string(), &read(file)?)?;
    }
    Ok(())
}

/// Whether an address can be that of a site.
pub fn check_site(site: &str) -> Outcome {
    let rest = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:[]%".contains(c);
    match rest {
        Some(rest) if !rest.is_empty() && rest.chars().all(plain) => Ok(()),
        _ => Err(Failure::new(format!("--site {site}: not the address of a site"))
            .or_next("give the address of the page's folder, such as https://example.org/quorate/")),
    }
}

/// Trunk names the module after the package; its public name is that of the library.
fn name_module(folder: &Path) -> Outcome {
    const PACKAGE: &str = "quorate-web";
    let wasm = format!("{PACKAGE}_bg.wasm");
    let glue = folder.join(format!("{PACKAGE}.js"));
    write(&folder.join("quorate.js"), read(&glue)?.replace(&wasm, "quorate_bg.wasm"))?;
    fs::rename(folder.join(&wasm), folder.join("quorate_bg.wasm"))
        .and_then(|()| fs::remove_file(&glue))
        .map_err(|e| Failure::new(format!("cannot rename {wasm}: {e}")))
}

/// Trunk leaves its `<link data-trunk>` where it injects no script.
fn without_trunk_tags(html: &str) -> String {
    html.split_inclusive('\n').filter(|line| !line.contains("data-trunk")).collect()
}

fn with_first_picture(html: &str, folder: &Path) -> Outcome<String> {
    if !html.contains(FIRST_PICTURE) {
        println!("first picture: index.html has no `{FIRST_PICTURE}`, none drawn");
        return Ok(html.to_owned());
    }
    let script = root().join("xtask/node/first_picture.mjs");
    let svg = Run::new("node", [&script, folder]).output()?;
    let svg = svg.trim();
    if svg.is_empty() {
        println!("first picture: the module has no `render` yet, none drawn");
        return Ok(html.to_owned());
    }
    if !svg.starts_with("<svg") || svg.contains(" style=") || svg.contains("<style") {
        return Err(Failure::new("the first picture is no SVG that the policy admits")
            .or_next("let `render` write presentation attributes only"));
    }
    Ok(html.replace(FIRST_PICTURE, svg))
}

fn with_site(html: &str, site: Option<&str>) -> String {
    let Some(site) = site else {
        println!("site: no --site given, so OpenGraph tags and the canonical link are left out");
        return html.replace(SITE, "");
    };
    if !html.contains(SITE) {
        println!("site: index.html has no `{SITE}`, so --site changes nothing");
    }
    let home = format!("{}/", site.trim_end_matches('/'));
    let title = between(html, "<title>", "</title>").unwrap_or("Quorate");
    let description = between(html, "<meta name=\"description\" content=\"", "\"").unwrap_or_default();
    let tags = [
        format!("<link rel=\"canonical\" href=\"{home}\">"),
        "<meta property=\"og:type\" content=\"website\">".into(),
        format!("<meta property=\"og:url\" content=\"{home}\">"),
        format!("<meta property=\"og:title\" content=\"{title}\">"),
        format!("<meta property=\"og:description\" content=\"{description}\">"),
    ];
    html.replace(SITE, &tags.join("\n    "))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(inner, _)| inner)
}

/// A page whose own tags the browser would refuse is a mistake that only shows as an empty page.
fn check_policy(name: &str, html: &str) -> Outcome {
    let broken = |what: &str, next: &str| Err(Failure::new(format!("{name}: {what}")).or_next(next));
    if !html.contains(&format!("content=\"{POLICY}\"")) {
        return broken(
            "the content security policy is missing or differs from the server's",
            "copy it from index.html",
        );
    }
    if html.contains(" style=") || html.contains("<style") {
        return broken("inline style, which the policy forbids", "move it to a style sheet");
    }
    if html.split("<script").skip(1).any(|rest| !rest.split('>').next().unwrap_or_default().contains("src="))
    {
        return broken("inline script, which the policy forbids", "move it to a file in www/");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{POLICY, check_policy, check_site, with_site, without_trunk_tags};

    fn page(rest: &str) -> String {
        format!("<title>T</title><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">{rest}")
    }

    #[test]
    fn a_page_with_its_scripts_in_files_passes() {
        assert!(check_policy("p", &page("<script type=\"module\" src=\"boot.js\"></script>")).is_ok());
    }

    #[test]
    fn inline_code_and_a_missing_policy_are_refused() {
        for rest in ["<script>x()</script>", "<p style=\"color:red\">", "<style>p{}</style>"] {
            assert!(check_policy("p", &page(rest)).is_err(), "{rest}");
        }
        assert!(check_policy("p", "<title>T</title>").is_err());
    }

    #[test]
    fn the_tags_of_the_site_have_absolute_addresses() {
        let html = with_site("<title>T</title><!-- site -->", Some("https://example.org/q"));
        assert!(html.contains("<link rel=\"canonical\" href=\"https://example.org/q/\">"));
        assert!(!with_site("<!-- site -->", None).contains("site"));
    }

    #[test]
    fn only_the_address_of_a_site_is_taken_for_one() {
        assert!(check_site("https://example.org/a/").is_ok());
        for bad in ["example.org", "https://", "javascript:x", "https://x\"><script>"] {
            assert!(check_site(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn trunk_leaves_no_tags_of_its_own() {
        assert_eq!(without_trunk_tags("a\n<link data-trunk rel=\"rust\">\nb\n"), "a\nb\n");
    }
}
