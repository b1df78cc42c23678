//! Serves the book on loopback, and builds it again at each edit of what it shows.

use crate::build;
use anyhow::Context;
use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lesson_program::screen::Screen;
use std::collections::HashMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::services::ServeDir;

/// How often to look for edits.
const LOOK: Duration = Duration::from_millis(250);
/// How long a page waits for news before it asks again.
const NEWS: Duration = Duration::from_secs(20);

/// Asks for news, and loads the page anew when there are any.
const RELOAD: &str = "<script>(async () => { let seen = 0; for (;;) { try { \
    const now = +(await (await fetch('/__reload?seen=' + seen)).text()); \
    if (seen && now !== seen) location.reload(); seen = now; } catch { \
    await new Promise(soon => setTimeout(soon, 1000)); } } })()</script></body>";

/// Serves until it is ended.
///
/// # Errors
/// The book cannot be built for the first time, or there is no port.
pub fn serve(root: &Path, port: u16, open: bool, screen: &Screen) -> anyhow::Result<()> {
    let built = build::build(root)?;
    screen.print(&built.to_string())?;
    let (news, seen) = watch::channel(1_u64);
    let watched = root.to_path_buf();
    thread::Builder::new()
        .spawn(move || follow(&watched, &news))
        .context("cannot start a thread")?;
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }
        .enable_all()
        .build()
        .context("cannot wait for requests")?;
    runtime.block_on(async {
        let listener = listen(port).await?;
        let address = listener.local_addr()?;
        let page = format!("http://{address}");
        screen.print(&format!("{page}\n"))?;
        if open {
            crate::browse(&page, screen);
        }
        let app = Router::new()
            .route("/__reload", get(reload).with_state(seen))
            .fallback_service(ServeDir::new(&built.folder))
            .layer(from_fn(with_reload))
            .layer(from_fn_with_state(Arc::new(address), only_here));
        axum::serve(listener, app).await.context("cannot serve")
    })
}

/// On loopback only; on a free port if this one is taken.
async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .context("there is no free port"),
    }
}

/// A page of another site may know the address: its name is not this one's.
async fn only_here(
    State(address): State<Arc<SocketAddr>>,
    request: Request,
    next: Next,
) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let port = address.port();
    let here = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    match here.iter().any(|name| name == host) {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}

/// Pages get the script that loads them anew; what is built has none.
async fn with_reload(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = String::from_utf8_lossy(&page).replace("</body>", RELOAD);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, page.into())
}

async fn reload(
    State(mut seen): State<watch::Receiver<u64>>,
    Query(query): Query<HashMap<String, u64>>,
) -> String {
    let known = query.get("seen").copied().unwrap_or(0);
    // Nothing new in the time: the same number again.
    let _ = tokio::time::timeout(NEWS, seen.wait_for(|now| *now != known)).await;
    seen.borrow().to_string()
}

/// Builds the book at each edit; a faulty one is told of, and the last good one stays.
fn follow(root: &Path, news: &watch::Sender<u64>) {
    let mut seen = newest(root);
    loop {
        thread::sleep(LOOK);
        let now = newest(root);
        if now == seen {
            continue;
        }
        seen = now;
        match build::build(root) {
            Ok(built) => {
                eprint!("{built}");
                news.send_modify(|number| *number += 1);
            }
            Err(error) => eprintln!("error: {error:#}\nThe last good book is served."),
        }
    }
}

/// When something was edited last, and how many files there are.
fn newest(root: &Path) -> (SystemTime, usize) {
    let mut found = (SystemTime::UNIX_EPOCH, 0);
    for folder in ["book", "lessons", "src", "tests"] {
        look(&root.join(folder), &mut found);
    }
    found
}

fn look(folder: &Path, found: &mut (SystemTime, usize)) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        // What is built, and what it is built in.
        if name.starts_with('.') || name == "target" || path.ends_with("book/book") {
            continue;
        }
        if path.is_dir() {
            look(&path, found);
        } else if let Ok(time) = entry.metadata().and_then(|data| data.modified()) {
            found.0 = found.0.max(time);
            found.1 += 1;
        }
    }
}
