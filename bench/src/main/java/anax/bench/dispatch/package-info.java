/// What it costs to find the CPU and the connection of a packet: microbenchmarks for JMH, beside the ways that others
/// find them.
///
/// **Law.** A benchmark stands beside a rival or a floor that does the same job in the same run. Nothing is asserted
/// here. Uses the stack's tables. Read [DispatchBenchmark] first; `anax jmh dispatch` runs them.
package anax.bench.dispatch;
