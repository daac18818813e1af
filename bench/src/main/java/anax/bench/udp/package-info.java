/// What a datagram costs from the link to its reader and back: run with `./anax jmh UdpEcho`.
///
/// **Law.** The load's own work is in the figures: it runs on the same CPU as the stack, as a device queue that is
/// filled and emptied by hand.
///
/// Uses `anax.netstack`, `anax.runtime` and JMH. Read [UdpEchoBenchmark].
package anax.bench.udp;
