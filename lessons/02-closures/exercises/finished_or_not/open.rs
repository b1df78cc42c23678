//! The answer, and the model that grades it.

#![allow(dead_code, clippy::duplicate_mod)]

checker::graded!(answer = "../finished_or_not.rs", by explorer);
