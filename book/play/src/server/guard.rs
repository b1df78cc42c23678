//! Who may ask, and for what: a page of this machine's, by this machine's name, for files of the book.

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use std::net::SocketAddr;
use std::path::{Component, Path};
use std::sync::Arc;

fn refuse(status: StatusCode, why: &'static str) -> Response {
    (status, why).into_response()
}

/// Nothing can be changed.
pub async fn only_reads(request: Request, next: Next) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => next.run(request).await,
        _ => {
            let allow = [(header::ALLOW, "GET, HEAD")];
            (StatusCode::METHOD_NOT_ALLOWED, allow).into_response()
        }
    }
}

/// A page of another site may know the port, and have its own name point to this machine: that name is
/// not this machine's.
pub async fn only_from_here(
    State(address): State<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let port = address.port();
    let here = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let is_here = |name: &str| here.iter().any(|here| here.eq_ignore_ascii_case(name));
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let asked = request.uri().authority();
    let named = host.is_some_and(is_here) && hosts.next().is_none();
    match named && asked.is_none_or(|asked| is_here(asked.as_str())) {
        true => next.run(request).await,
        false => refuse(StatusCode::FORBIDDEN, "this is another host\n"),
    }
}

/// Nothing but what lies in the book, wherever links in its folder lead.
pub async fn only_the_book(
    State(book): State<Arc<Path>>,
    request: Request,
    next: Next,
) -> Response {
    match is_within(&book, request.uri().path()) {
        Some(true) => next.run(request).await,
        Some(false) => refuse(StatusCode::NOT_FOUND, "this is not in the book\n"),
        None => refuse(StatusCode::BAD_REQUEST, "this is no path\n"),
    }
}

/// Whether a path stays within the book, as far as it is there; `None` if it cannot be one of a page.
fn is_within(book: &Path, asked: &str) -> Option<bool> {
    let path = percent_decode_str(asked).decode_utf8().ok()?;
    if path.contains(['\0', '\\']) {
        return None;
    }
    let path = Path::new(path.trim_start_matches('/'));
    let plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if !path.components().all(plain) {
        return None;
    }
    let path = book.join(path);
    let path = match path.is_dir() {
        true => path.join("index.html"),
        false => path,
    };
    // What is not there is told of as such by who reads it.
    let leads = path.canonicalize().ok().zip(book.canonicalize().ok());
    Some(leads.is_none_or(|(leads, book)| leads.starts_with(book)))
}
