//! The answer, and the model that grades it.

#![allow(dead_code, clippy::duplicate_mod)]

checker::graded!(answer = "../the_first_error.rs", by explorer loom);
