//! How much prose a page has: words, and how long its sentences are.

/// Of a page as it was written, without code, tables, headings and directives.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prose {
    pub words: usize,
    pub sentences: usize,
}

impl Prose {
    /// Reads a page.
    pub fn read(text: &str) -> Prose {
        let mut prose = Prose::default();
        let mut fenced = false;
        // Words of the sentence that is under way.
        let mut open = 0;
        for line in text.lines() {
            let line = line.trim_start_matches(['>', ' ']).trim();
            if line.starts_with("```") {
                fenced = !fenced;
                continue;
            }
            let apart = line.is_empty() || line.starts_with(['#', '|', '<', '{']);
            let item = ["- ", "* "].iter().any(|mark| line.starts_with(mark));
            let numbered = line.split_once(". ").is_some_and(|(number, _)| {
                !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
            });
            if apart || item || numbered {
                prose.ends(&mut open);
            }
            if fenced || apart || line.starts_with("[!") {
                continue;
            }
            let line = if numbered {
                line.split_once(". ").map_or(line, |(_, rest)| rest)
            } else {
                line
            };
            for word in line.split_whitespace() {
                if !word.contains(char::is_alphanumeric) {
                    continue;
                }
                prose.words += 1;
                open += 1;
                let plain = word.trim_end_matches(['*', '_', ')', '"', '”', '`']);
                if plain.ends_with(['.', '!', '?']) {
                    prose.ends(&mut open);
                }
            }
        }
        prose.ends(&mut open);
        prose
    }

    fn ends(&mut self, open: &mut usize) {
        self.sentences += usize::from(*open > 0);
        *open = 0;
    }

    /// Words in a sentence.
    pub fn mean(&self) -> f64 {
        self.words as f64 / self.sentences.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::Prose;

    #[test]
    fn code_tables_and_headings_are_no_prose() {
        let text = "# A title\n\nTwo threads count. Which one\nwins?\n\n- A list item\n- *Another one.*\n\n\
            ```rust\nlet code = 1;\n```\n\n| a | b |\n\n{{#code a.rs:b}}\n\n1. It is `over.`\n";
        let prose = Prose::read(text);
        assert_eq!((prose.words, prose.sentences), (14, 5));
        assert!((prose.mean() - 2.8).abs() < 0.001);
    }
}
