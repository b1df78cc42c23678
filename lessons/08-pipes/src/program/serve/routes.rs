//! Who gets which answer.

use super::body::Content;
use super::head;
use super::house::House;
use super::records::Stream;
use super::seat::Guest;
use super::upload::{Refused, receive};
use crate::program::produce::Plan;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{Method, Request, Response, StatusCode, Version};
use lesson_08::sync::Arc;
use lesson_08::sync::atomic::Ordering;
use std::convert::Infallible;
use std::future::Future;

/// For a client that comes when everything is taken.
pub const NO_ROOM: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\n\
    connection: close\r\ncontent-length: 43\r\n\r\ntoo many connections: try again in a while\n";

/// For a client that would take a stream that was cut for a whole one.
const NO_CHUNKS: &str = "\
HTTP/1.0 cannot tell a stream that was cut from one that has ended: ask with HTTP/1.1
";

const HELP: &str = "\
GET /records?n=N&every=TIME&fail=N   N records as JSON lines, each as it is made
PUT or POST /upload                  takes anything, and says what came
";

type Answer = Response<Content>;

/// Answers a request.
pub fn answer(
    request: Request<Incoming>,
    house: Arc<House>,
    guest: Arc<Guest>,
) -> impl Future<Output = Result<Answer, Infallible>> {
    guest.asked.store(true, Ordering::Relaxed);
    async move {
        if let Some((status, why)) = head::refused(request.version(), request.headers()) {
            return Ok(text(status, why.into()));
        }
        let path = request.uri().path().to_string();
        Ok(match (path.as_str(), request.method()) {
            ("/", &Method::GET) => text(StatusCode::OK, HELP.into()),
            ("/records", &Method::GET) if request.version() < Version::HTTP_11 => {
                text(StatusCode::HTTP_VERSION_NOT_SUPPORTED, NO_CHUNKS.into())
            }
            ("/records", &Method::GET) => records(request.uri().query(), &house, guest).await,
            ("/upload", &Method::PUT | &Method::POST) => upload(request, &house).await,
            ("/" | "/records", _) => not_allowed("GET"),
            ("/upload", _) => not_allowed("PUT, POST"),
            _ => text(
                StatusCode::NOT_FOUND,
                format!("there is nothing here; try:\n{HELP}"),
            ),
        })
    }
}

async fn records(query: Option<&str>, house: &House, guest: Arc<Guest>) -> Answer {
    let plan = match plan(query.unwrap_or_default()) {
        Ok(plan) => plan,
        Err(why) => return text(StatusCode::BAD_REQUEST, format!("{why}\n")),
    };
    let Some(permit) = house.stream().await else {
        let why = "too many streams: try again in a while\n";
        let mut answer = text(StatusCode::SERVICE_UNAVAILABLE, why.into());
        answer
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("1"));
        return answer;
    };
    guest.streams.store(true, Ordering::Relaxed);
    let mut answer = Response::new(Content::Stream(Stream::start(
        plan,
        house.limits.timeout,
        permit,
        guest,
    )));
    let lines = HeaderValue::from_static("application/x-ndjson");
    answer.headers_mut().insert(CONTENT_TYPE, lines);
    answer
}

/// What the part of the address after the question mark asks for.
fn plan(query: &str) -> Result<Plan, String> {
    let mut plan = Plan {
        records: 10,
        batch: 1,
        every: None,
        piecemeal: false,
        fail: None,
    };
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let number = || {
            value
                .parse()
                .map_err(|why| format!("{name}={value}: {why}"))
        };
        match name {
            "n" => plan.records = number()?,
            "fail" => plan.fail = Some(number()?),
            "every" => {
                let every = lesson_program::args::duration(value);
                plan.every = Some(every.map_err(|why| format!("{name}={value}: {why}"))?);
            }
            _ => return Err(format!("there is no {name:?}; try n, every or fail")),
        }
    }
    Ok(plan)
}

async fn upload(request: Request<Incoming>, house: &House) -> Answer {
    let receiving = receive(request.into_body(), house.limits.upload);
    let received = match house.limits.timeout {
        None => receiving.await,
        Some(limit) => match tokio::time::timeout(limit, receiving).await {
            Ok(received) => received,
            Err(_) => {
                let why = format!("{}\n", crate::program::deadline::timed_out(limit));
                return text(StatusCode::REQUEST_TIMEOUT, why);
            }
        },
    };
    match received {
        Ok(received) => match serde_json::to_string(&received) {
            Ok(received) => json(received + "\n"),
            Err(why) => text(StatusCode::INTERNAL_SERVER_ERROR, format!("{why}\n")),
        },
        Err(Refused::TooLong(most)) => {
            let most = lesson_program::words::bytes(most);
            let why = format!("an upload may have {most} at the most\n");
            text(StatusCode::PAYLOAD_TOO_LARGE, why)
        }
        Err(Refused::Broken) => text(StatusCode::BAD_REQUEST, "the upload broke off\n".into()),
    }
}

fn json(text: String) -> Answer {
    let mut answer = Response::new(Content::Text(Some(Bytes::from(text))));
    let json = HeaderValue::from_static("application/json");
    answer.headers_mut().insert(CONTENT_TYPE, json);
    answer
}

fn text(status: StatusCode, text: String) -> Answer {
    let mut answer = Response::new(Content::Text(Some(Bytes::from(text))));
    *answer.status_mut() = status;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    answer.headers_mut().insert(CONTENT_TYPE, plain);
    answer
}

fn not_allowed(methods: &'static str) -> Answer {
    let why = format!("this takes {methods}\n");
    let mut answer = text(StatusCode::METHOD_NOT_ALLOWED, why);
    answer
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static(methods));
    answer
}
