//! A row's program once more, in parts.

use explorer::{Config, Finish, Mode, Report};

/// So many parts at most.
const MOST: usize = 16;

/// What a search finds in parts, and how many there are.
pub fn explore(whole: Config, run: impl Fn(Config) -> Report) -> (usize, Report) {
    let mode = Mode::Random { seed: 1, runs: 400 };
    let at_random = Config {
        stop_at_failure: false,
        ..Config::new(mode)
    };
    let mut samples = run(at_random).samples;
    'divided: loop {
        let mut reports = vec![];
        for part in samples.parts(MOST) {
            let report = run(Config {
                part,
                ..whole.clone()
            });
            if let Finish::Overlap(pair) = report.finish {
                samples.refuse(pair);
                continue 'divided;
            }
            reports.push(report);
        }
        let number = reports.len();
        let all = reports.into_iter().reduce(Report::and);
        return (number, all.expect("at least one part"));
    }
}
