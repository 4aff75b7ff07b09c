//! Pictures of the built page for a person to look at:
//! `cargo run -p quorate-tests --example look -- <folder> [fragment…]`
//!
//! Each fragment is shown at 1280 and 360 pixels, light and dark. What the console and axe-core say is printed.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> quorate_tests::webdriver::Outcome {
    let mut words = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(words.next().unwrap_or_else(|| "target/look".into()));
    std::fs::create_dir_all(&folder)?;
    let mut fragments: Vec<String> = words.collect();
    if fragments.is_empty() {
        fragments.push(String::new());
    }
    look::all(&folder, &fragments)
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod look {
    use std::path::Path;

    use quorate_tests::webdriver::{Outcome, Page, Theme};

    pub(super) fn all(folder: &Path, fragments: &[String]) -> Outcome {
        let page = Page::blank()?;
        for (number, fragment) in fragments.iter().enumerate() {
            for theme in [Theme::Light, Theme::Dark] {
                for width in [1280, 360] {
                    page.width(width)?;
                    page.prefers(theme, true)?;
                    page.show(fragment)?;
                    page.wait("the page has started", "document.querySelector('.page') != null")?;
                    let file = folder.join(format!("{number}-{width}-{}.png", theme.name()));
                    page.screenshot_of_page(&file)?;
                    // What stays at the foot of the window is seen where it stands.
                    page.screenshot(&folder.join(format!("{number}-{width}-{}-first.png", theme.name())))?;
                    println!("{} #{fragment}", file.display());
                    for line in page.console()?.into_iter().chain(page.access_faults()?) {
                        println!("  {line}");
                    }
                }
            }
        }
        Ok(())
    }
}
