/// The locked designs that we are measured against: plain threads that share the engine, or its tables, and keep
/// apart by locks.
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
/// | fine | each thread | one each: stripe of flows, socket, bucket of reassembly queues, and what has no flows |
///
/// In the fine design whoever receives a packet takes it. The buckets, and what has no flows (groups, ARP, protocols
/// unknown), are engines that threads enter one at a time. A bucket has a share of TCP's flows, too: connections are
/// found, and worked on, under the lock of their stripe, with their listeners, SYN caches and timers; a stripe is
/// entered once for the segments of a batch, and once for the answers of its applications, and has connections of one
/// device queue only, as long as there are no more threads than stripes. UDP's flows are found without a lock,
/// bindings and path MTUs by a sequence number that is read before and after. Each thread has copies of interfaces,
/// routes and neighbours; what ARP says is for all of them. A thread is in one lock at a time, but for a socket's,
/// which it enters last.
///
/// Uses `anax.bench.designs.frame` and `anax.netstack`. Read [Worker] first, then [GiantDesign] and [FineDesign].
package anax.bench.designs.locked;
