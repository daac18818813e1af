/// What a stack has done and has: counters and tables, asked for by message, so that looking takes no lock and stops
/// nobody.
///
/// **Law.** Each partition tells of itself when the question comes by, between two packets; so the parts of a
/// snapshot are of slightly different times, and add up only at rest.
///
/// Uses `anax.netstack.stack` and what stands below it. Read [StackSnapshot] first.
package anax.netstack.inspect;
