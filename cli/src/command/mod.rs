//! A file for each command.

pub mod book;
pub mod check;
pub mod editor;
pub mod explore;
pub mod hint;
pub mod list;
pub mod new;
pub mod overview;
pub mod reset;
pub mod run;
pub mod solution;
pub mod verify;
