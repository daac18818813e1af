/// What a figure depends on beside the code: machine, kernel, JVM, and what else happened while it was taken.
///
/// **Law.** Facts are read, never guessed: what the machine does not tell is "unknown". Files of the kernel's are
/// read below a root that is given, so that tests show other machines; the date comes from a clock that is given.
/// Uses the runtime's topology. Read [Environment] first.
package anax.bench.environment;
