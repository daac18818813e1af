/// The locked design that we are measured against: plain threads that share the engine, and keep apart by a lock.
///
/// **Law.** Locking is the point of what stands here, and of nothing else on the way of a packet. It is done as well
/// as we can: a CPU polls its own device queue, and has packets, counters and a way out of its own; locks are taken
/// for a batch where they can be, spin for a while before they park, and stand on cache lines of their own; the
/// application works outside of all of them. Each design can be booted with its locks left out, on one CPU, to say
/// what they cost.
///
/// | design | one engine for | locks |
/// |---|---|---|
/// | giant | all threads | one around the engine: for a batch of frames, and for a batch of answers |
///
/// Uses `anax.bench.designs.frame` and `anax.netstack`. Read [Worker] first, then [GiantDesign].
package anax.bench.designs.locked;
