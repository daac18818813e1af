/// What a concurrency design is to those who measure it: something that boots the protocol engine on a number of
/// CPUs, has it answer what comes by a link, and counts.
///
/// **Law.** Every design runs the same engine, the same sockets and the same service; only who may touch what, and
/// how that is kept, differs. The load is the link: each CPU polls its own queue of it, whose `poll` makes requests
/// and whose `send` takes the answers, so that the load runs inline and needs no thread of its own.
///
/// Uses `anax.netstack`. Read [Design] first, then [Workload].
package anax.bench.designs.frame;
