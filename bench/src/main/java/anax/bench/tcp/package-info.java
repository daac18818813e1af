/// What TCP costs: of the engine alone, step by step, and of whole streams from one socket to another. Run with
/// `./anax bench micro`, or by name with `./anax jmh TcpStream`.
///
/// **Law.** A figure says what is in it: the engine of one host, or both ends with their sockets and the link in
/// memory between them.
///
/// Uses `anax.netstack`, `anax.runtime` and JMH. Read [TcpStreamBenchmark].
package anax.bench.tcp;
