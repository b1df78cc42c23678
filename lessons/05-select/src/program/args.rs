//! The command line of `lesson-05`.

use clap::{ArgGroup, ColorChoice, Parser, ValueEnum};
use lesson_05::echoed::Sizes;
use lesson_05::sync::time::Duration;
use lesson_program::args::{duration, refuse, size};

/// Echoes standard input to standard output until the input or the time is over.
///
/// A reader sends what it reads over a channel; a loop selects between that channel and a timer, and
/// takes whichever is ready. What was sent before the time-out is written before the farewell.
#[derive(Debug, Parser)]
#[command(name = "lesson-05", bin_name = "lesson-05", after_long_help = MORE)]
#[command(verbatim_doc_comment)]
#[command(group = ArgGroup::new("what").args(["copy", "fairness", "after", "messages", "trap"]))]
pub struct Args {
    /// How long to echo: 30s, 500ms, 1m30s
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    #[arg(conflicts_with = "what")]
    timeout: Duration,

    /// How much one read may bring: 1KiB, 64KiB
    #[arg(long, value_name = "SIZE", default_value = "32KiB", value_parser = buffer_size)]
    #[arg(conflicts_with_all = ["fairness", "after", "messages", "trap"])]
    read: usize,

    /// How many buffers go round; 256MiB at most, all together
    #[arg(long, value_name = "N", default_value_t = 64)]
    #[arg(conflicts_with_all = ["fairness", "after", "messages", "trap"])]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    buffers: u16,

    /// Echo so much from memory to memory, and measure how long it takes
    #[arg(long, value_name = "SIZE", value_parser = size)]
    copy: Option<u64>,

    /// Take N times from two channels that are always ready, and count which one
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    fairness: Option<u64>,

    /// Wait so long by a sleep and by a timer, and measure both
    #[arg(long, value_name = "TIME", value_parser = duration)]
    after: Option<Duration>,

    /// Send N messages from two threads to one, and measure how long they take
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    messages: Option<u64>,

    /// How those messages are received
    #[arg(long, value_name = "WAY", default_value = "drained")]
    #[arg(requires = "messages", conflicts_with_all = ["timeout", "read", "buffers"])]
    way: Way,

    /// How many messages each of their channels holds
    #[arg(long, value_name = "N", default_value_t = 64, requires = "messages")]
    #[arg(conflicts_with_all = ["timeout", "read", "buffers"])]
    #[arg(value_parser = clap::value_parser!(u16).range(..=1024))]
    capacity: u16,

    /// Run a wrong way on real threads until it shows
    #[arg(long, value_name = "NAME")]
    trap: Option<Trap>,

    /// How many runs to give a trap
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "trap")]
    #[arg(conflicts_with_all = ["timeout", "read", "buffers"])]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,

    /// When to use colour
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

/// What to send, and how to receive it.
#[derive(Clone, Copy, Debug)]
pub struct Messages {
    pub messages: u64,
    pub way: Way,
    pub capacity: usize,
}

impl Args {
    /// What to do; of the options that choose it there is one at most.
    pub fn what(&self) -> What {
        if self.read * usize::from(self.buffers) > MOST_BUFFERED {
            refuse::<Args>("all buffers together may have 256MiB: lower --read or --buffers");
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
    /// Two channels, one select for all that the one that is ready has
    Drained,
    /// One channel of an enum: no select at all
    Enum,
}

/// The wrong ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trap {
    /// The whole buffer is echoed, although the read filled only its beginning
    Padded,
    /// The end of the input is taken for bytes, and read again for ever
    #[value(alias = "eof_spin")]
    EofSpin,
    /// The timer is made anew in each turn: it never fires while there is traffic
    #[value(alias = "rearmed_timer")]
    RearmedTimer,
    /// Channels are tried in order: the busy one starves the other
    Starved,
    /// A channel that has ended stays in the select, and is always ready
    #[value(alias = "dead_arm")]
    DeadArm,
    /// Receives from the end that sends: the compiler refuses it
    #[value(alias = "wrong_end")]
    WrongEnd,
}

/// The most bytes that all buffers have together: they fill up while the output is blocked.
const MOST_BUFFERED: usize = 256 << 20;

/// Reads the size of a buffer in bytes.
fn buffer_size(text: &str) -> Result<usize, String> {
    const MOST: u64 = 16 << 20;
    match size(text)? {
        size @ 1..=MOST => Ok(size as usize),
        _ => Err("it is 1 to 16MiB".into()),
    }
}

const MORE: &str = "\
Try:
  lesson-05 --timeout 5s            type a line: it comes back at once
  lesson-05 < FILE | cmp - FILE     byte for byte
  lesson-05 --fairness 100000       which of two ready channels is taken
  lesson-05 --after 5s              a sleep and a timer take equally long
  lesson-05 --messages 1000000      what a select costs: see --way and --capacity
  lesson-05 --trap padded

Exit status: 0 the input or the time was over; 1 reading or writing failed; 2 wrong usage;
3 a trap did not show. Ctrl-C ends it at once (130 in a shell).

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
