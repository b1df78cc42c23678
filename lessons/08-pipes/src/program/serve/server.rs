//! The server: accepts, seats, and shows out.

use super::house::House;
use super::{routes, seat::Seat, timer::Patient};
use anyhow::Context;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use lesson_08::sync::Arc;
use lesson_08::sync::time::Duration;
use lesson_program::words::tame;
use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use tokio::io::AsyncWrite;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// Streams of records at a time. Each takes two threads: one makes records, one takes them out of
/// the pipe.
pub const STREAMS: usize = 32;

/// A request's head is smaller, and no more of a connection is kept in memory.
const BUFFER: usize = 64 * 1024;

/// What the system keeps of an answer for a client that does not read, in bytes.
const UNREAD: u32 = 128 * 1024;

/// Clients that the system lets wait for being accepted.
const BACKLOG: u32 = 1024;

/// How long a client may take to see the end of an answer.
const FAREWELL: Duration = Duration::from_secs(1);

/// What clients may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// So many of them at a time.
    pub connections: usize,
    /// The longest upload, in bytes.
    pub upload: u64,
    /// How long one may keep the server waiting.
    pub idle: Duration,
    /// How long a stream or an upload may take.
    pub timeout: Option<Duration>,
}

/// A server that listens, and accepts once it runs.
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    limits: Limits,
    url: String,
}

impl Server {
    /// Listens at `address`.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub fn bind(address: &str, limits: Limits) -> anyhow::Result<Self> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(2 * STREAMS)
            .build()
            .context("cannot start the server")?;
        let entered = runtime.enter();
        let listener = listen(address).with_context(|| {
            format!(
                "cannot listen at {}; write it as 127.0.0.1:8080",
                tame(address)
            )
        })?;
        let url = format!("http://{}", listener.local_addr()?);
        drop(entered);
        Ok(Server {
            runtime,
            listener,
            limits,
            url,
        })
    }

    /// `http://127.0.0.1:8080`
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Serves until `stop`; then all connections are cut.
    pub fn run(self, stop: &Notify) {
        self.runtime.block_on(async {
            let house = Arc::new(House::new(self.limits));
            tokio::spawn(house.clone().sweep());
            tokio::spawn(accept(self.listener, house));
            stop.notified().await;
        });
        // Connections are dropped with the runtime, and with them the ends of the pipes: their threads
        // end.
    }
}

/// Listens at the first address that this name stands for and that works.
fn listen(address: &str) -> io::Result<TcpListener> {
    let mut failed = io::Error::new(io::ErrorKind::InvalidInput, "it stands for no address");
    for address in address.to_socket_addrs()? {
        let socket = match address {
            SocketAddr::V4(_) => TcpSocket::new_v4()?,
            SocketAddr::V6(_) => TcpSocket::new_v6()?,
        };
        // As std does: on Windows it means something else.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        // Connections inherit it.
        socket.set_send_buffer_size(UNREAD)?;
        match socket.bind(address).and_then(|()| socket.listen(BACKLOG)) {
            Ok(listener) => return Ok(listener),
            Err(why) => failed = why,
        }
    }
    Err(failed)
}

async fn accept(listener: TcpListener, house: Arc<House>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => welcome(stream, &house),
            Err(_) => {
                // Most likely there are too many open files.
                house.show_out_who_keeps_waiting(Duration::ZERO);
                sleep(Duration::from_millis(10)).await;
            }
        }
    }
}

fn welcome(stream: TcpStream, house: &Arc<House>) {
    if !house.has_room() {
        let _ = stream.try_write(routes::NO_ROOM);
        return;
    }
    let (seat, guest) = house.seat(stream);
    let task = tokio::spawn(serve(seat, guest.clone(), house.clone()));
    house.knows(&guest, task.abort_handle());
}

async fn serve(seat: Seat, guest: Arc<super::seat::Guest>, house: Arc<House>) {
    // Leaves the house, also when the task is aborted.
    let _leaves = house.leaves(&guest);
    let answer = |request| routes::answer(request, house.clone(), guest.clone());
    let connection = http1::Builder::new()
        .timer(Patient)
        .header_read_timeout(house.limits.idle)
        .keep_alive(false)
        // A client that has nothing more to say may still want its answer.
        .half_close(true)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(seat), service_fn(answer));
    // If it failed, it is cut here: no client takes a part for the whole.
    if let Ok(parts) = connection.without_shutdown().await {
        guest.is_answered();
        let _ = timeout(FAREWELL, farewell(parts.io.into_inner())).await;
    }
}

/// Ends the answer, and reads on until the client has seen that: to close a socket that has bytes to
/// read would take back the answer.
async fn farewell(mut seat: Seat) -> io::Result<()> {
    poll_fn(|cx| Pin::new(&mut seat).poll_shutdown(cx)).await?;
    let mut buffer = [0; 4096];
    loop {
        seat.stream.readable().await?;
        match seat.stream.try_read(&mut buffer) {
            Ok(0) => return Ok(()),
            Err(why) if why.kind() != io::ErrorKind::WouldBlock => return Err(why),
            _ => {}
        }
    }
}
