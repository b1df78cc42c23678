//! Includes what `cargo workbook` generates: answers, each in a module beside what grades it.

#![cfg(any(graded, rust_analyzer))]
#![allow(dead_code, clippy::duplicate_mod)]

include!(env!("WORKBOOK_EXERCISES"));
