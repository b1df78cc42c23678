//! A server on loopback, for pages that are made again at each edit.
//!
//! | module | what it holds |
//! |---|---|
//! | `guard` | who may ask, and for what |
//! | `reload` | pages learn that there is a newer one, or why there is none |

pub mod guard;
pub mod reload;

use anyhow::Context;
use lesson_program::screen::Screen;
use std::ffi::OsStr;
use std::net::Ipv4Addr;
use tokio::net::TcpListener;

/// On loopback only; on a free port if this one is taken.
///
/// # Errors
/// There is no port.
pub async fn listen(port: u16, screen: &Screen) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    let Err(error) = listener else {
        return listener.context("cannot listen");
    };
    screen.warn(&format!("not on port {port}, on a free one: {error}"));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    listener.context("there is no free port")
}

/// Shows a page in the browser of this machine.
pub fn browse(page: impl AsRef<OsStr>, screen: &Screen) {
    if let Err(error) = opener::open_browser(page) {
        screen.warn(&format!("no browser could be started: {error}"));
    }
}
