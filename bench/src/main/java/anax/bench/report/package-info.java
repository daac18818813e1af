/// Results for people and for programs: a table for the terminal, JSON, and one HTML page with plots.
///
/// **Law.** All three are made from the same [Report] and say the same. Notes that spoil a figure stand at the
/// head and in the row, not below. The page refers to nothing outside of itself. Files appear whole or not at all.
/// Uses `measure`, `environment` and `terminal`. Read [Report] first.
package anax.bench.report;
