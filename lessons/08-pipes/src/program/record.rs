//! What is sent: one reading of a sensor.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record<'a> {
    /// Counts from 0.
    pub id: u64,
    /// Where it was taken.
    pub sensor: &'a str,
    /// Thousandths of a degree Celsius.
    pub millidegrees: i32,
    /// Whether the sensor trusts itself.
    pub ok: bool,
}

const SENSORS: [&str; 5] = ["attic", "boiler", "cellar", "garden", "kitchen"];

/// The record of this number: always the same.
pub fn record(id: u64) -> Record<'static> {
    let mixed = mix(id);
    Record {
        id,
        sensor: SENSORS[(mixed % 5) as usize],
        millidegrees: ((mixed >> 8) % 50_000) as i32 - 10_000,
        ok: mixed >> 60 != 0,
    }
}

/// The finalizer of splitmix64: neighbours have nothing in common.
fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}

impl fmt::Display for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let degrees = f64::from(self.millidegrees) / 1000.0;
        let doubt = if self.ok { "" } else { "  (in doubt)" };
        write!(
            f,
            "{:>8}  {:<8}{degrees:>8.3} °C{doubt}",
            self.id, self.sensor
        )
    }
}
