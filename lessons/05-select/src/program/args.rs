//! The command line of `lesson-05`.

use clap::{ArgGroup, ColorChoice, Parser, ValueEnum};
use lesson_05::echoed::Sizes;
use lesson_05::sync::time::Duration;
use lesson_program::args::{duration, refuse, size};

/// Echoes standard input to standard output until the input ends or the time runs out.
///
/// A reader thread sends what it reads over a channel, and a loop selects between that channel and a
/// timer. Bytes that were sent before the timeout are written before the closing message.
#[derive(Debug, Parser)]
#[command(name = "lesson-05", bin_name = "lesson-05", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
#[command(group = ArgGroup::new("what").args(["copy", "fairness", "after", "messages", "trap"]))]
pub struct Args {
    /// How long to echo: 30s, 500ms, 1m30s
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    #[arg(conflicts_with = "what")]
    timeout: Duration,

    /// The size of one read: 1KiB, 64KiB
    #[arg(long, value_name = "SIZE", default_value = "32KiB", value_parser = buffer_size)]
    #[arg(conflicts_with_all = ["fairness", "after", "messages", "trap"])]
    read: usize,

    /// How many buffers circulate; together at most 256MiB
    #[arg(long, value_name = "N", default_value_t = 64)]
    #[arg(conflicts_with_all = ["fairness", "after", "messages", "trap"])]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    buffers: u16,

    /// Echo SIZE bytes from memory to memory, and measure how long it takes
    #[arg(long, value_name = "SIZE", value_parser = size)]
    copy: Option<u64>,

    /// Receive N times from two channels that are always ready, and count which is chosen
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    fairness: Option<u64>,

    /// Wait for TIME in a sleep and on a timer, and measure both
    #[arg(long, value_name = "TIME", value_parser = duration)]
    after: Option<Duration>,

    /// Send N messages from two threads to a third, and measure how long they take
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    messages: Option<u64>,

    /// How the messages are received
    #[arg(long, value_name = "WAY", default_value = "drained")]
    #[arg(requires = "messages", conflicts_with_all = ["timeout", "read", "buffers"])]
    way: Way,

    /// The capacity of each channel
    #[arg(long, value_name = "N", default_value_t = 64, requires = "messages")]
    #[arg(conflicts_with_all = ["timeout", "read", "buffers"])]
    #[arg(value_parser = clap::value_parser!(u16).range(..=1024))]
    capacity: u16,

    /// Run a version with a bug on real threads until the bug shows
    #[arg(long, value_name = "NAME")]
    trap: Option<Trap>,

    /// How many times to run the trap at most
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(conflicts_with_all = ["timeout", "read", "buffers"])]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,

    /// When to use color
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// What to do.
#[derive(Debug)]
pub enum What {
    Echo(Duration, Sizes),
    Copy(u64, Sizes),
    Fairness(u64),
    After(Duration),
    Messages(Messages),
    Trap(Trap, u32),
}

/// What to send, and how it is received.
#[derive(Clone, Copy, Debug)]
pub struct Messages {
    pub messages: u64,
    pub way: Way,
    pub capacity: usize,
}

impl Args {
    /// Returns what to do. At most one of the options that decide it is given.
    pub fn what(&self) -> What {
        if self.read * usize::from(self.buffers) > MOST_BUFFERED {
            refuse::<Args>(
                "all buffers together may hold at most 256MiB: lower --read or --buffers",
            );
        }
        let sizes = Sizes {
            read: self.read,
            buffers: self.buffers.into(),
        };
        if let Some(bytes) = self.copy {
            What::Copy(bytes, sizes)
        } else if let Some(turns) = self.fairness {
            What::Fairness(turns)
        } else if let Some(duration) = self.after {
            What::After(duration)
        } else if let Some(messages) = self.messages {
            What::Messages(Messages {
                messages,
                way: self.way,
                capacity: self.capacity.into(),
            })
        } else if let Some(trap) = self.trap {
            What::Trap(trap, self.runs)
        } else {
            What::Echo(self.timeout, sizes)
        }
    }
}

/// How messages from two threads are received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// Two channels, one select for each message
    Select,
    /// Two channels, one select for all the messages of the channel that is ready
    Drained,
    /// One channel of an enum, and no select
    Enum,
}

/// The bugs that the program can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// The whole buffer is echoed, although the read filled only part of it
    Padded,
    /// The end of the input is echoed as if it were data, and read again forever
    #[value(alias = "eof_spin")]
    EofSpin,
    /// Each iteration makes a new timer, which never fires while there is traffic
    #[value(alias = "rearmed_timer")]
    RearmedTimer,
    /// Channels are tried in order, so the busy one starves the other
    Starved,
    /// A channel that has ended stays in the select, where it is always ready
    #[value(alias = "dead_arm")]
    DeadArm,
    /// It receives from the sending end, which the compiler refuses
    #[value(alias = "wrong_end")]
    WrongEnd,
}

/// The most bytes that all buffers may hold together: they fill up while the output is blocked.
const MOST_BUFFERED: usize = 256 << 20;

/// Parses the size of a buffer in bytes.
fn buffer_size(text: &str) -> Result<usize, String> {
    const MOST: u64 = 16 << 20;
    match size(text)? {
        size @ 1..=MOST => Ok(size as usize),
        _ => Err("give a size from 1 to 16MiB".into()),
    }
}

const MORE: &str = "\
Try:
  lesson-05 --timeout 5s            type a line: it is echoed at once
  lesson-05 < FILE | cmp - FILE     the echo is exact, byte for byte
  lesson-05 --fairness 100000       which of two ready channels a select chooses
  lesson-05 --after 5s              a sleep and a timer take equally long
  lesson-05 --messages 1000000      what a select costs: see --way and --capacity
  lesson-05 --trap padded

Exit status: 0 the input ended or the time ran out; 1 reading or writing failed; 2 wrong usage;
3 a trap did not show. Ctrl-C ends the program at once (130 in a shell).

The page 05-select of the book explains it.
`cargo test -p lesson-05 --test explorer -- --nocapture` shows every trap, step by step.";

#[cfg(test)]
mod tests {
    use super::buffer_size;

    #[test]
    fn a_buffer_has_a_limit() {
        assert_eq!(buffer_size("16MiB"), Ok(16 << 20));
        assert!(buffer_size("17MiB").is_err());
        assert!(buffer_size("0").is_err());
    }
}
