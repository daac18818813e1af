/// What reading memory maps costs: microbenchmarks for JMH, beside the ways that others read them.
///
/// **Law.** A benchmark stands beside a rival or a floor that does the same job in the same run. Nothing is asserted
/// here. Uses the memory-map reader. Read [MapsBenchmarks] first; `anax jmh maps` runs them.
package anax.bench.maps;
