/// The stack as it is: a partition of the engine on each CPU, no lock, and packets that cross as messages.
///
/// **Law.** Nothing here is touched by two CPUs but counters that are read from outside.
///
/// Uses `anax.bench.designs.frame`, `anax.netstack` and `anax.runtime`. Read [PartitionedDesign] first.
package anax.bench.designs.partitioned;
