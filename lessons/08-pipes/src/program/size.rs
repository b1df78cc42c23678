//! Sizes as they are written on the command line: 64KiB.

/// Reads a size in bytes.
///
/// # Errors
/// Says how to write one.
pub fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|char: char| !char.is_ascii_digit());
    let unit = match text[digits.len()..].trim_start() {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        unit => {
            return Err(format!(
                "there is no unit {unit:?}; write it as 64KiB, 10MiB or 1GiB"
            ));
        }
    };
    let number: Result<u64, _> = digits.parse();
    let bytes = number.ok().and_then(|number| number.checked_mul(unit));
    bytes.ok_or_else(|| "this is no size; write it as 64KiB, 10MiB or 1GiB".to_string())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_units_of_1024() {
        for (text, bytes) in [("0", 0), ("7B", 7), ("64KiB", 65_536), ("3 MiB", 3 << 20)] {
            assert_eq!(size(text), Ok(bytes));
        }
        for text in ["", "KiB", "-1", "1.5MiB", "1kb", "99999999TiB", "1é"] {
            let why = size(text).unwrap_err();
            assert!(why.ends_with("write it as 64KiB, 10MiB or 1GiB"), "{why}");
        }
    }
}
