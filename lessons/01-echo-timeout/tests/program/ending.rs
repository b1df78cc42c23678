//! End of input, timeout, Ctrl-C, and outputs that are full, closed or blocked.

use crate::lesson;
use lesson_testing::same;

same! { echo:
    end_of_input_ends_it_long_before_the_time(lesson);
    time_is_over_while_nothing_is_typed(lesson);
    the_farewell_is_the_last_that_comes(lesson);
    a_closed_output_ends_it_quietly(lesson);
    closed_errors_do_not_matter(lesson);
    a_blocked_output_is_reported(lesson, 64 * 1024);
    #[cfg(target_os = "linux")]
    bytes_that_a_full_pipe_did_not_take_are_counted(lesson, &[]);
    errors_that_go_into_the_blocked_output_do_not_keep_it_alive(lesson);
    #[cfg(target_os = "linux")]
    a_full_device_is_named_with_its_cause(lesson);
    #[cfg(unix)]
    an_unreadable_input_is_named_with_its_cause(lesson);
    // Ctrl-C is a signal: Windows has another way, which std cannot send.
    #[cfg(unix)]
    ctrl_c_ends_it_while_it_waits(lesson);
    #[cfg(unix)]
    a_stop_past_the_time_loses_nothing(lesson);
}

/// A closed stream is reported, although Rust's runtime would discard writes and read an end.
#[cfg(unix)]
#[test]
fn streams_that_are_closed_at_the_start() {
    use lesson_testing::closed;

    closed::a_closed_output_is_a_failure(&lesson(&["--timeout=24h"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--help"]));
    closed::a_closed_output_is_a_failure(&lesson(&["--trap=sleeps-past-eof"]));
    closed::a_closed_input_is_a_failure(&lesson(&["--timeout=24h"]), "standard input");
    closed::closed_errors_change_nothing(&lesson(&["--timeout=24h"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["--help"]));
}
