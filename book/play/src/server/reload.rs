//! Pages learn that there is a newer book, or why there is none: each asks, and is answered when there
//! is something to tell.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
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
    /// The number of the newest page.
    page: u64,
    /// When the server started: the pages of another one are old.
    started: u128,
    /// What is wrong with the book, if the last edit broke it.
    wrong: String,
    /// What is done meanwhile, in one line.
    doing: String,
}

impl News {
    /// Of a book that was not edited.
    pub fn first() -> News {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        News {
            number: 1,
            page: 1,
            started: now.map_or(0, |now| now.as_millis()),
            wrong: String::new(),
            doing: String::new(),
        }
    }

    /// What a page that is served now has seen: nothing, if there is something else to show on it.
    fn seen(&self) -> u64 {
        match self.wrong.is_empty() && self.doing.is_empty() {
            true => self.number,
            false => 0,
        }
    }

    /// Tells the newest page from all others.
    fn page(&self) -> String {
        format!("{}-{}", self.started, self.page)
    }

    /// There is a new book.
    pub fn built(&mut self) {
        self.number += 1;
        self.page = self.number;
        self.wrong.clear();
        self.doing.clear();
    }

    /// There is none.
    pub fn failed(&mut self, wrong: String) {
        self.number += 1;
        self.wrong = wrong;
    }

    /// A new one is under way.
    pub fn doing(&mut self, doing: &str) {
        if self.doing != doing {
            self.number += 1;
            self.doing = doing.replace('\n', " ");
        }
    }
}

/// Answers as soon as there is other news than the page has seen, in lines: its number, that of the newest page,
/// what is done meanwhile, and what is wrong.
pub async fn ask(
    State(mut news): State<watch::Receiver<News>>,
    Query(query): Query<HashMap<String, u64>>,
) -> String {
    let seen = query.get("seen").copied().unwrap_or(0);
    // Nothing new in the time: the same number again.
    let changed = news.wait_for(|news| news.number != seen);
    let _ = tokio::time::timeout(PATIENCE, changed).await;
    let news = news.borrow();
    let (
        page,
        News {
            number,
            wrong,
            doing,
            ..
        },
    ) = (news.page(), &*news);
    format!("{number}\n{page}\n{doing}\n{wrong}")
}

/// Asks for news from the number on that the page was served with: loads the newest page, or shows above this one what
/// is wrong, and what is done.
const SCRIPT: &str = include_str!("reload.js");

fn script(seen: u64, page: &str) -> String {
    let script = SCRIPT.replace("SEEN", &format!("\"{seen}\""));
    let script = script.replace("PATH", PATH);
    let script = script.replace("PAGE", &format!("\"{page}\""));
    format!("<script>{script}</script></body>")
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
    let (seen, newest) = {
        let news = news.borrow();
        (news.seen(), news.page())
    };
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = String::from_utf8_lossy(&page).replace("</body>", &script(seen, &newest));
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, page.into())
}
