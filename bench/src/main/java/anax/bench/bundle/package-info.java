/// The program and a JDK in one archive, for machines that have neither.
///
/// **Law.** What is in the archive needs nothing of the machine but a kernel and a C library: no JDK, no Maven, no
/// program on the `PATH`. Uses the JDK's own `jlink`. Read [Bundle] first.
package anax.bench.bundle;
