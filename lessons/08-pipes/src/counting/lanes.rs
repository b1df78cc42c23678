//! Counts positions, as many at once as the processor takes: written so that the compiler keeps a
//! count in each byte of a vector.

/// Bytes that are looked at together.
const LANES: usize = 32;

/// How often `is` says yes of the bytes at the same place of all `rows`, which are of one length.
pub fn count<const N: usize>(rows: [&[u8]; N], is: impl Fn([u8; N]) -> bool) -> u64 {
    let pieces = rows.map(|row| row.as_chunks::<LANES>());
    let mut sum = 0;
    let mut next = 0;
    let whole = pieces[0].0.len();
    while next < whole {
        // A lane counts to 255.
        let end = whole.min(next + 255);
        let mut lanes = [0_u8; LANES];
        let rows = pieces.map(|(pieces, _)| &pieces[next..end]);
        for piece in 0..end - next {
            for (i, lane) in lanes.iter_mut().enumerate() {
                *lane += u8::from(is(rows.map(|row| row[piece][i])));
            }
        }
        sum += lanes.into_iter().map(u64::from).sum::<u64>();
        next = end;
    }
    let rests = pieces.map(|(_, rest)| rest);
    let rest = (0..rests[0].len()).filter(|i| is(rests.map(|rest| rest[*i])));
    sum + rest.count() as u64
}
