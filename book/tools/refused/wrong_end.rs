//! Refused: the bug `wrong-end` as it stands in the lesson.

mod sync {
    pub mod channel {
        pub type SendError<T> = std::sync::mpsc::SendError<T>;
        pub type Sender<T> = std::sync::mpsc::Sender<T>;
    }
}

#[path = "../../../lessons/05-select/src/traps/wrong_end.rs"]
mod wrong_end;

fn main() {}
