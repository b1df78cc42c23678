//! The program `lesson-@number@`. NEW: arguments, input and output, exit status; no technique.

use std::process::ExitCode;

fn main() -> ExitCode {
    println!("{}", lesson_@number@::@name@::count(2));
    ExitCode::SUCCESS
}
