//! Divides a search by pairs of steps, so that each part has about as many samples.

use super::{Before, Pair, Part};

/// A part with fewer samples is not divided: they would say little.
const FEWEST: usize = 4;

/// A part is divided if at least one in so many of its samples goes to either side.
const SMALLEST: usize = 8;

struct Piece {
    part: Part,
    /// The numbers of its samples.
    samples: Vec<usize>,
    /// Nothing divides it.
    is_whole: bool,
}

/// Into so many parts at most.
pub(super) fn divide(pairs: &[Pair], samples: usize, most: usize) -> Vec<Part> {
    let mut pieces = vec![Piece {
        part: Part::default(),
        samples: (0..samples).collect(),
        is_whole: false,
    }];
    while pieces.len() < most {
        let open = pieces.iter().enumerate();
        let open = open.filter(|(_, piece)| !piece.is_whole).rev();
        // The first of several.
        let Some((place, largest)) = open.max_by_key(|(_, piece)| piece.samples.len()) else {
            break;
        };
        match largest.divide(pairs) {
            Some(two) => _ = pieces.splice(place..=place, two),
            None => pieces[place].is_whole = true,
        }
    }
    pieces.into_iter().map(|piece| piece.part).collect()
}

impl Piece {
    /// By the pair that divides the samples most evenly, the first of several.
    fn divide(&self, pairs: &[Pair]) -> Option<[Piece; 2]> {
        let all = self.samples.len();
        let smaller = |pair: &Pair| {
            let first = self.samples.iter().filter(|run| pair.holds[**run]);
            let first = first.count();
            first.min(all - first)
        };
        let best = pairs.iter().rev().map(|pair| (smaller(pair), pair));
        let (least, pair) = best.max_by_key(|(least, _)| *least)?;
        if all < FEWEST || least == 0 || least * SMALLEST < all {
            return None;
        }
        let samples = self.samples.iter();
        let (first, second) = samples.partition(|run| pair.holds[**run]);
        let turned = pair.steps.turned();
        Some([self.with(pair.steps, first), self.with(turned, second)])
    }

    fn with(&self, steps: Before, samples: Vec<usize>) -> Piece {
        Piece {
            part: Part([&self.part.0[..], &[steps]].concat()),
            samples,
            is_whole: false,
        }
    }
}
