//! Pages learn that there is a newer book, or why there is none: each asks, and is answered when there
//! is something to tell.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::watch;

/// Where pages ask.
pub const PATH: &str = "/__reload";

/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(20);

/// What became of the last edit.
#[derive(Clone, Debug)]
pub struct News {
    /// Counts what there was to tell.
    number: u64,
    /// What is wrong with the book, if the last edit broke it.
    wrong: String,
}

impl News {
    /// Of a book that nobody has edited.
    pub fn first() -> News {
        News {
            number: 1,
            wrong: String::new(),
        }
    }

    /// What a page that is served now has seen: nothing, if there is something wrong to show on it.
    fn seen(&self) -> u64 {
        match self.wrong.is_empty() {
            true => self.number,
            false => 0,
        }
    }

    /// There is a new book.
    pub fn built(&mut self) {
        self.number += 1;
        self.wrong.clear();
    }

    /// There is none.
    pub fn failed(&mut self, wrong: String) {
        self.number += 1;
        self.wrong = wrong;
    }
}

/// Answers as soon as there is other news than the page has seen: its number, and behind a line end
/// what is wrong.
pub async fn ask(
    State(mut news): State<watch::Receiver<News>>,
    Query(query): Query<HashMap<String, u64>>,
) -> String {
    let seen = query.get("seen").copied().unwrap_or(0);
    // Nothing new in the time: the same number again.
    let changed = news.wait_for(|news| news.number != seen);
    let _ = tokio::time::timeout(PATIENCE, changed).await;
    let News { number, wrong } = news.borrow().clone();
    format!("{number}\n{wrong}")
}

/// Asks for news from the number on that the page was served with; loads the page anew, or shows what
/// is wrong above it.
fn script(seen: u64) -> String {
    format!(
        "<script>(async () => {{
let seen = \"{seen}\", shown;
for (;;) try {{
  const [now, ...wrong] = (await (await fetch(\"{PATH}?seen=\" + seen)).text()).split(\"\\n\");
  if (now === seen) continue;
  seen = now;
  if (!wrong.join(\"\")) return location.reload();
  shown ??= document.body.insertBefore(document.createElement(\"pre\"), document.body.firstChild);
  shown.setAttribute(\"role\", \"alert\");
  shown.style = \"position:sticky;top:0;z-index:999;margin:0;padding:1em;background:#700;color:#fff;white-space:pre-wrap\";
  shown.textContent = wrong.join(\"\\n\");
}} catch {{ await new Promise(soon => setTimeout(soon, 1000)); }}
}})()</script></body>"
    )
}

/// Pages get the script; what is built has none.
pub async fn with_script(
    State(news): State<watch::Receiver<News>>,
    mut request: Request,
    next: Next,
) -> Response {
    // A page is longer than its file, and newer than a browser may think.
    for header in [header::RANGE, header::IF_MODIFIED_SINCE] {
        request.headers_mut().remove(header);
    }
    // Looked at before the page is read: a page that is newer than its number loads once too often.
    let seen = news.borrow().seen();
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = String::from_utf8_lossy(&page).replace("</body>", &script(seen));
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, page.into())
}
