//! The playground opens, fits, and can be used by everybody.

use quorate_tests::webdriver::{Outcome, Page, Theme};
use xtask::server::Site;

#[test]
fn the_page_opens_with_a_clean_console() -> Outcome {
    Page::open("")?.check()
}

#[test]
fn the_page_fits_a_telephone() -> Outcome {
    let page = Page::blank()?;
    page.width(360)?;
    page.show("")?;
    page.check()
}

#[test]
fn axe_finds_nothing_wide_or_narrow_light_or_dark() -> Outcome {
    let page = Page::open("")?;
    for theme in [Theme::Light, Theme::Dark] {
        page.prefers(theme, true)?;
        for width in [1280, 360] {
            page.width(width)?;
            page.settle()?;
            page.check_access()?;
        }
    }
    Ok(())
}

#[test]
fn the_site_works_under_any_path_of_any_host() -> Outcome {
    let plain_host = Site::new(xtask::dist()).under("/blog/quorate/").policy(None).serve(0)?;
    let page = Page::blank()?;
    page.go(&plain_host.url())?;
    page.settle()?;
    page.check()
}
