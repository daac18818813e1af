/// Whole-stack runs: one protocol engine under several concurrency designs, with the same clients for all of them.
///
/// **Law.** All designs and numbers of CPUs of one kind of traffic stand in one group, and take turns slice by slice,
/// so speed-ups and comparisons are ratios within rounds. Each design has a JVM of its own in each fork. CPUs that
/// share a processor are named so in their row and no law of scaling is ever fitted to them.
///
/// Uses `load`, `host`, `designs` and `measure`. Read [ThroughputOptions], then [ThroughputSuite].
package anax.bench.throughput;
