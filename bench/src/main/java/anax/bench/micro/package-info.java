/// Steps of the network stack by themselves, in short form, so that they stand in the same report as all else.
///
/// **Law.** JMH measures, in a JVM of its own for each step, one after the other; so no ratio is told, for between two
/// steps the machine may have become another one. Uses `measure`; `anax.bench` starts it. Read [MicroGroup].
package anax.bench.micro;
