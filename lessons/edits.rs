//! Compiles the edits of a solution that `workbook verify --edits` grades: it names the file.

#![allow(dead_code, clippy::duplicate_mod)]

include!(env!("WORKBOOK_EDITS"));
