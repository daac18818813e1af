/// What a segment of TCP costs from one socket to another: run with `./anax jmh TcpStream`.
///
/// **Law.** A figure is of whole stacks, from one socket to another, over a link in memory: both ends are in it.
///
/// Uses `anax.netstack`, `anax.runtime` and JMH. Read [TcpStreamBenchmark].
package anax.bench.tcp;
