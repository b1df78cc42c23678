//! The answer, beside the implementation that `WORKBOOK_SUBJECT` names.

#![allow(dead_code, clippy::duplicate_mod)]

checker::graded!(answer = "../mend_the_model.rs", by loom, subject);
