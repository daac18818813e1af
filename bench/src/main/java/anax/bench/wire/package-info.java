/// What reading headers and summing octets costs: microbenchmarks for JMH, beside the way that the RFC's text reads.
///
/// **Law.** A benchmark stands beside a rival or a floor that does the same job in the same run. Nothing is asserted
/// here. Uses the views of the stack. Read [WireBenchmarks] first; `anax jmh wire` runs them.
package anax.bench.wire;
