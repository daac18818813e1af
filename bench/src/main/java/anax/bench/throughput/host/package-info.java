/// A design in a JVM of its own, that does what it is told slice by slice.
///
/// **Law.** One design in a JVM, or the compiler could not see through the engine: calls that have one target there
/// would have several. So what [anax.bench.measure.Interleaving] takes turns with are processes. Each is told by a
/// line on its standard input what to do, answers by a line on its standard output, and does nothing in between: its
/// threads are parked, its clients silent. It ends when its input ends, so it does not outlive the one who started
/// it.
///
/// Uses `designs`, `load` and `measure`. Read [HostRequest], then [Host]; [HostedContestant] is the other side.
package anax.bench.throughput.host;
