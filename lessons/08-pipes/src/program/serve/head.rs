//! Requests that must be refused because two readers of them could disagree on what they mean.
//!
//! hyper parses requests and reads their bodies; what it lets pass and RFC 9112 does not is refused
//! here, before anything is answered. Each row is a test in `tests/program/refusing.rs`.
//!
//! | request | answer | by | RFC 9112 |
//! |---|---|---|---|
//! | HTTP/1.1 without `Host` | 400 | this file | 3.2 |
//! | two `Host`, in any version | 400 | this file | 3.2 |
//! | `Host` that is no host and port | 400 | this file | 3.2 |
//! | HTTP/1.0 without `Host` | as asked | | 3.2 |
//! | `Transfer-Encoding: chunked` | as asked | | 7.1 |
//! | `gzip, chunked`, in one line or two; `identity, chunked` | 501 | this file | 6.1 |
//! | `chunked, chunked` | 400 | this file | 6.1: at most once |
//! | `chunked, gzip`; `gzip`; `identity`: `chunked` is not the last | 400 | hyper | 6.3, rule 4 |
//! | a `Transfer-Encoding` that is not ASCII | 400 | hyper | 7: codings are tokens |
//! | any `Transfer-Encoding` in HTTP/1.0 | 400 | hyper | 6.1: faulty framing |
//! | `Transfer-Encoding: chunked` and `Content-Length` | as asked, by its chunks | hyper | 6.3, rule 3 |
//! | `Content-Length` twice, with different values, or no number | 400 | hyper | 6.3, rule 5 |
//!
//! A request with both lengths is read by its chunks, as the RFC allows: no second request can hide
//! behind it, because every connection is closed after one answer.

use hyper::header::{HOST, HeaderMap, HeaderValue, TRANSFER_ENCODING};
use hyper::http::uri::Authority;
use hyper::{StatusCode, Version};

/// Why a request with these headers is refused, if it is.
pub fn refused(version: Version, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if version >= Version::HTTP_11 => {
            return bad("HTTP/1.1 asks for a Host header: this request has none\n");
        }
        (Some(_), Some(_)) => return bad("a request has one Host header: this one has more\n"),
        (Some(host), None) if !is_host(host) => {
            return bad("the Host header holds no host: write it as localhost or 127.0.0.1:8080\n");
        }
        _ => {}
    }
    let lines = headers.get_all(TRANSFER_ENCODING).iter();
    // Bytes that are no text are no coding that is known here.
    let codings = lines.flat_map(|line| line.to_str().unwrap_or("?").split(','));
    let codings = codings.map(str::trim).filter(|coding| !coding.is_empty());
    let mut chunked = 0;
    for coding in codings {
        if !coding.eq_ignore_ascii_case("chunked") {
            let why = "the only Transfer-Encoding known here is chunked\n";
            return Some((StatusCode::NOT_IMPLEMENTED, why));
        }
        chunked += 1;
    }
    match chunked {
        0 | 1 => None,
        _ => bad("Transfer-Encoding names chunked more than once\n"),
    }
}

fn bad(why: &'static str) -> Option<(StatusCode, &'static str)> {
    Some((StatusCode::BAD_REQUEST, why))
}

/// Whether it is a host with or without a port; an empty one is allowed.
fn is_host(host: &HeaderValue) -> bool {
    let Ok(host) = host.to_str() else {
        return false;
    };
    if host.is_empty() {
        return true;
    }
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let port = host.strip_prefix(authority.host());
    let digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    // A user's name in front of the host belongs to addresses, not to this header.
    port.is_some_and(|port| port.is_empty() || port.strip_prefix(':').is_some_and(digits))
}
