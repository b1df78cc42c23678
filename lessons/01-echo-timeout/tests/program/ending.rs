//! End of input, time-out, Ctrl-C, and outputs that are full, closed or blocked.

use crate::lesson;
use lesson_testing::echo;

#[test]
fn end_of_input_ends_it_long_before_the_time() {
    echo::end_of_input_ends_it_long_before_the_time(lesson);
}

#[test]
fn time_is_over_while_nothing_is_typed() {
    echo::time_is_over_while_nothing_is_typed(lesson);
}

#[test]
fn the_farewell_is_the_last_that_comes() {
    echo::the_farewell_is_the_last_that_comes(lesson);
}

#[test]
fn a_closed_output_ends_it_quietly() {
    echo::a_closed_output_ends_it_quietly(lesson);
}

#[test]
fn closed_errors_do_not_matter() {
    echo::closed_errors_do_not_matter(lesson);
}

#[test]
fn a_blocked_output_is_reported() {
    echo::a_blocked_output_is_reported(lesson, 64 * 1024);
}

#[cfg(target_os = "linux")]
#[test]
fn bytes_that_a_full_pipe_did_not_take_are_counted() {
    echo::bytes_that_a_full_pipe_did_not_take_are_counted(lesson, &[]);
}

#[test]
fn errors_that_go_into_the_blocked_output_do_not_keep_it_alive() {
    echo::errors_that_go_into_the_blocked_output_do_not_keep_it_alive(lesson);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named_with_its_cause() {
    echo::a_full_device_is_named_with_its_cause(lesson);
}

#[cfg(unix)]
#[test]
fn an_unreadable_input_is_named_with_its_cause() {
    echo::an_unreadable_input_is_named_with_its_cause(lesson);
}

/// Ctrl-C is a signal: Windows has another way, which std cannot send.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_it_waits() {
    echo::ctrl_c_ends_it_while_it_waits(lesson);
}

/// A closed stream is told: Rust's runtime would write into nothing, and read an end.
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

#[cfg(unix)]
#[test]
fn a_stop_past_the_time_loses_nothing() {
    echo::a_stop_past_the_time_loses_nothing(lesson);
}
