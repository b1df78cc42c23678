//! The answer, beside the implementation that `WORKBOOK_SUBJECT` names.

#![allow(dead_code, clippy::duplicate_mod)]

checker::graded!(answer = "../test_the_stop.rs", by loom, subject);
