/// What two CPUs pay for working together, in three sizes: a cache line, a lock, a message.
///
/// **Law.** A measured cost says something about this machine alone. It stands where there are too few processors to
/// fit a law of scaling to.
///
/// Uses `measure` and the pairs of `messages`. Read [CostGroup] first.
package anax.bench.throughput.cost;
