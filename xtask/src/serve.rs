//! `cargo xtask serve [--port N]`: from a fresh checkout to the playground in a browser.

use crate::failure::{Failure, Outcome};
use crate::server::{Server, Site};
use crate::{build, dist};

/// Where we begin to look for a free port.
const PORT: u16 = 8080;
/// How many we try.
const TRIES: u16 = 20;

/// Sets up, builds and serves until the process is ended.
pub fn run(port: Option<u16>) -> Outcome {
    build::run(None)?;
    let server = start(port)?;
    println!("\nQuorate is at {}  (Ctrl-C ends it)", server.url());
    server.wait();
    Ok(())
}

fn start(port: Option<u16>) -> Outcome<Server> {
    let site = Site::new(dist());
    if let Some(port) = port {
        return site
            .serve(port)
            .map_err(|failure| failure.or_next("choose another port, or none for the next free one"));
    }
    (PORT..PORT + TRIES).find_map(|port| site.clone().serve(port).ok()).ok_or_else(|| {
        Failure::new(format!("ports {PORT} to {} are all taken", PORT + TRIES - 1))
            .or_next("choose one with --port N")
    })
}
