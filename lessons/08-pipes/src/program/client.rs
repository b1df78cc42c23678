//! Sends what comes out of a pipe to a server, in chunks as they come.

mod socket;
mod upload;

use super::deadline::timed_out;
use super::serve::background::{Own, start};
use anyhow::{Context, anyhow, bail};
use lesson_08::pipe::PipeReader;
use lesson_08::sync::Arc;
use lesson_08::sync::time::Duration;
use lesson_program::screen::{Screen, forgive};
use lesson_program::{streams, words};
use socket::Connect;
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;
use std::str::FromStr;
use upload::{Body, Upload};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::{Agent, Error, SendBody};

/// More of an answer is not shown.
const ANSWER: u64 = 64 * 1024;

/// Where to send something.
#[derive(Clone, Debug)]
pub enum Target {
    /// To a server that this program starts, and ends when it has answered.
    Own,
    /// To this address.
    Url(String),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "own" {
            return Ok(Target::Own);
        }
        let url = text.parse::<ureq::http::Uri>();
        let url = url.map_err(|why| format!("{why}; write it as http://127.0.0.1:8080/upload"))?;
        match (url.scheme_str(), url.host()) {
            (Some("http"), Some(_)) => Ok(Target::Url(text.into())),
            _ => Err("only http:// is spoken here, as in http://127.0.0.1:8080/upload".into()),
        }
    }
}

/// Sends all that `reader` brings as a request's body, and shows the answer.
///
/// # Errors
/// It could not be sent, or the server did not want it.
pub fn send(
    target: &Target,
    reader: PipeReader,
    what: &str,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let mut own: Option<Own> = None;
    let url = match target {
        Target::Url(url) => url,
        Target::Own => {
            let own = own.insert(start().context("cannot start a server")?);
            screen.tell(&format!("own server: {}", own.url));
            &own.url
        }
    };
    let upload = Arc::new(Upload::new(reader));
    let answer = post(url, &upload, what, timeout);
    let shown = words::tame(url);
    let answer = answer.map_err(|why| {
        explained(why, &upload, timeout).context(format!("cannot post to {shown}"))
    })?;
    let sent = words::bytes(upload.sent());
    if !(200..300).contains(&answer.status) {
        let text = String::from_utf8_lossy(&answer.text);
        // The server's words: none of them may look like this program's.
        let text: Vec<_> = text.trim().lines().map(words::tame).collect();
        let when = if upload.is_cut() { "after" } else { "to" };
        bail!(
            "{shown} answered {} {when} {sent}: {}",
            answer.words,
            text.join("\n  ")
        );
    }
    forgive(print(&answer.text))?;
    if upload.is_cut() {
        bail!(
            "{shown} answered {} after {sent}, and did not want the rest",
            answer.words
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn print(text: &[u8]) -> io::Result<()> {
    let mut output = streams::buffered_output()?;
    output.write_all(text)?;
    output.flush()
}

/// What a server says.
struct Answer {
    status: u16,
    /// `413 Payload Too Large`
    words: String,
    text: Vec<u8>,
}

fn post(
    url: &str,
    upload: &Arc<Upload>,
    what: &str,
    timeout: Option<Duration>,
) -> Result<Answer, Error> {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .output_buffer_size(64 * 1024)
        .input_buffer_size(16 * 1024)
        .timeout_global(timeout)
        .user_agent(concat!("lesson-08/", env!("CARGO_PKG_VERSION")))
        .build();
    let connect = Connect(upload.clone());
    let agent = Agent::with_parts(config, connect, DefaultResolver::default());
    let mut body = Body(upload.clone());
    let request = agent.post(url).header("content-type", what);
    let response = request.send(SendBody::from_reader(&mut body))?;
    let status = response.status();
    let mut text = vec![];
    let body = response.into_body().into_reader();
    body.take(ANSWER).read_to_end(&mut text)?;
    Ok(Answer {
        status: status.as_u16(),
        words: status.to_string(),
        text,
    })
}

/// What went wrong, in the words of this program.
fn explained(why: Error, upload: &Upload, timeout: Option<Duration>) -> anyhow::Error {
    match (why, timeout) {
        (Error::Timeout(_), Some(timeout)) => timed_out(timeout).into(),
        (Error::Io(why), Some(timeout)) if why.kind() == ErrorKind::TimedOut => {
            timed_out(timeout).into()
        }
        (Error::Io(_) | Error::Protocol(_), _) if upload.is_cut() => {
            let sent = words::bytes(upload.sent());
            anyhow!("the server closed the connection after {sent}, without an answer")
        }
        (Error::HostNotFound, _) => anyhow!("there is no host of this name"),
        // It may be its own source: once is enough.
        (Error::Io(why), _) => anyhow!("{why}"),
        (why, _) => why.into(),
    }
}
