//! Files to work on, the same on every machine: words after Zipf's law, and random bytes.

use anyhow::{Context, Result, bail};
use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Zipf};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Different words in the corpus.
const VOCABULARY: u64 = 50_000;
const MIB: usize = 1024 * 1024;
/// Over all files, by path: changes when the generator does.
const CHECKSUM: &str = "eb8cfc25fe4efc466c7001bafa9173874288779b53a38a7dfc08fab10ea4f232";

/// Makes the corpus in `folder`, unless it is there.
///
/// - `large/00.txt` to `39.txt`: 1 MiB of words each
/// - `small/0000.txt` to `1999.txt`: 10 KiB of words each
/// - `random`: 256 MiB of random bytes
pub fn make(folder: &Path) -> Result<PathBuf> {
    let done = folder.join("sha256");
    let sum = match fs::read_to_string(&done) {
        Ok(sum) => sum,
        Err(_) => {
            eprintln!("making the corpus in {} …", folder.display());
            let sum = write_all(folder).context("cannot make the corpus")?;
            fs::write(&done, &sum).context("cannot finish the corpus")?;
            sum
        }
    };
    println!("corpus: SHA-256 {sum}");
    if sum != CHECKSUM {
        bail!(
            "the corpus is not the one that others measure with (SHA-256 {CHECKSUM}); \
             remove {} to make it again",
            folder.display()
        );
    }
    Ok(folder.to_path_buf())
}

fn write_all(folder: &Path) -> Result<String> {
    let mut sum = Sha256::new();
    let mut words = Words::new();
    for (name, files, size) in [("large", 40, MIB), ("small", 2_000, 10 * 1024)] {
        fs::create_dir_all(folder.join(name))?;
        let digits = if files > 100 { 4 } else { 2 };
        for i in 0..files {
            let text = words.text(size);
            sum.update(&text);
            fs::write(folder.join(format!("{name}/{i:0digits$}.txt")), text)?;
        }
    }
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let mut file = fs::File::create(folder.join("random"))?;
    let mut block = vec![0; MIB];
    for _ in 0..256 {
        random.fill_bytes(&mut block);
        sum.update(&block);
        file.write_all(&block)?;
    }
    let sum = sum.finalize();
    Ok(sum.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Text made of words: few are frequent, many are rare.
struct Words {
    random: ChaCha8Rng,
    vocabulary: Vec<String>,
    ranks: Zipf<f64>,
}

impl Words {
    fn new() -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let vocabulary = (0..VOCABULARY).map(|_| word(&mut random)).collect();
        Words {
            random,
            vocabulary,
            ranks: Zipf::new(VOCABULARY as f64, 1.0).expect("a valid exponent"),
        }
    }

    /// Exactly `size` bytes, in lines.
    fn text(&mut self, size: usize) -> Vec<u8> {
        let mut text = Vec::with_capacity(size + 32);
        let mut column = 0;
        while text.len() < size {
            let rank = self.ranks.sample(&mut self.random) as usize;
            let word = &self.vocabulary[rank.clamp(1, self.vocabulary.len()) - 1];
            text.extend(word.as_bytes());
            column += word.len() + 1;
            text.push(if column > 72 { b'\n' } else { b' ' });
            if column > 72 {
                column = 0;
            }
        }
        text.truncate(size - 1);
        text.push(b'\n');
        text
    }
}

/// Two to eleven letters; one in ten begins with a capital.
fn word(random: &mut ChaCha8Rng) -> String {
    let length = 2 + random.next_u32() % 10;
    let mut word: String = (0..length)
        .map(|_| char::from(b'a' + (random.next_u32() % 26) as u8))
        .collect();
    if random.next_u32().is_multiple_of(10) {
        word[..1].make_ascii_uppercase();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn the_same_seed_makes_the_same_text() {
        let text = Words::new().text(1000);
        assert_eq!(text, Words::new().text(1000));
        assert_eq!(text.len(), 1000);
        assert_eq!(text.last(), Some(&b'\n'));
    }

    #[test]
    fn few_words_are_frequent() {
        let text = String::from_utf8(Words::new().text(100_000)).unwrap();
        let mut counts = std::collections::HashMap::<&str, u32>::new();
        text.split_whitespace()
            .for_each(|word| *counts.entry(word).or_default() += 1);
        let most = counts.values().max().unwrap();
        let words: u32 = counts.values().sum();
        assert!(most * 20 > words, "{most} of {words}");
        assert!(counts.len() > 2_000, "{}", counts.len());
    }
}
