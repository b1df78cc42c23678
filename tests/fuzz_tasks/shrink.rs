//! Makes a program smaller for as long as it still disagrees.

use crate::language::{Program, Stmt};

/// The smallest program that can be reached by removing one thing after another, and what `disagrees` says of it.
pub fn shrink(
    mut smallest: Program,
    mut why: String,
    disagrees: impl Fn(&Program) -> Option<String>,
) -> (Program, String) {
    while let Some(found) = candidates(&smallest)
        .into_iter()
        .find_map(|smaller| disagrees(&smaller).map(|why| (smaller, why)))
    {
        (smallest, why) = found;
    }
    (smallest, why)
}

fn candidates(program: &Program) -> Vec<Program> {
    let mut all = vec![];
    let mut add = |change: &dyn Fn(&mut Program)| {
        let mut smaller = program.clone();
        change(&mut smaller);
        if smaller != *program {
            all.push(smaller);
        }
    };
    for (task, stmts) in program.tasks.iter().enumerate() {
        for place in 0..stmts.len() {
            add(&|p| _ = p.tasks[task].remove(place));
        }
        for (place, stmt) in stmts.iter().enumerate() {
            if *stmt != Stmt::Yield {
                for leaf in stmt.leaves() {
                    add(&|p| p.tasks[task][place] = Stmt::Await(leaf));
                }
            }
            if let Stmt::Select { biased: true, arms } = *stmt {
                let biased = false;
                add(&|p| p.tasks[task][place] = Stmt::Select { biased, arms });
            }
        }
    }
    add(&|p| p.drops = 0);
    add(&|p| p.hidden = false);
    add(&|p| p.threads = None);
    add(&|p| p.capacity = 1);
    all
}
