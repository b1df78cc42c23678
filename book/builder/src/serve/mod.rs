//! Serves the book on loopback, and builds it again at each edit of what it shows.
//!
//! | module | what it holds |
//! |---|---|
//! | `edits` | whether anything was edited |
//!
//! Who may ask, and news for pages, are `workbook_play::server`.

mod edits;

use crate::build;
use anyhow::Context;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use lesson_program::screen::Screen;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::sync::watch;
use tower_http::services::{ServeDir, ServeFile};
use workbook_play::server::reload::{self, News};
use workbook_play::server::{browse, guard, listen};

/// How often to look for edits.
const LOOK: Duration = Duration::from_millis(200);

/// Serves until it is ended.
///
/// # Errors
/// The book cannot be built for the first time, or there is no port.
pub fn serve(root: &Path, port: u16, open: bool, screen: Arc<Screen>) -> anyhow::Result<()> {
    let seen = edits::state(root);
    let built = build::build(root)?;
    screen.print(&built.to_string())?;
    let (tell, news) = watch::channel(News::first());
    let (watched, told) = (root.to_path_buf(), screen.clone());
    thread::Builder::new()
        .spawn(move || follow(&watched, seen, &tell, &told))
        .context("cannot start a thread")?;
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }
        .enable_all()
        .build()
        .context("cannot wait for requests")?;
    runtime.block_on(async {
        let listener = listen(port, &screen).await?;
        let address = listener.local_addr()?;
        let page = format!("http://{address}");
        screen.print(&format!("{page}\n"))?;
        if open {
            browse(&page, &screen);
        }
        let app = app(&built.folder, address, news);
        axum::serve(listener, app).await.context("cannot serve")
    })
}

/// What is served: the book, and news of it. Who may ask is looked at first.
fn app(book: &Path, address: SocketAddr, news: watch::Receiver<News>) -> Router {
    let missing = ServeFile::new(book.join("404.html"));
    let pages = ServeDir::new(book).not_found_service(missing);
    Router::new()
        .route(reload::PATH, get(reload::ask).with_state(news.clone()))
        .fallback_service(pages)
        .layer(from_fn_with_state(news, reload::with_script))
        .layer(from_fn_with_state(Arc::from(book), guard::only_the_book))
        .layer(from_fn_with_state(address, guard::only_from_here))
        .layer(from_fn(guard::only_reads))
}

/// Builds the book at each edit; what is wrong with it is told, and the last good one stays.
fn follow(root: &Path, mut seen: u64, tell: &watch::Sender<News>, screen: &Screen) {
    loop {
        thread::sleep(LOOK);
        let now = edits::state(root);
        if now == seen {
            continue;
        }
        seen = now;
        match build::build(root) {
            Ok(built) => {
                screen.tell(built.to_string().trim_end());
                tell.send_modify(News::built);
            }
            Err(error) => {
                screen.report(&error);
                screen.tell("The last good book is served.");
                tell.send_modify(|news| news.failed(format!("{error:#}")));
            }
        }
    }
}
