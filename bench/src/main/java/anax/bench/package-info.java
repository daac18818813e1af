/// The command line of Anax: one command for each tool, and what they share.
///
/// **Law.** A command reads its options, checks them before it does anything, and says in one sentence what is
/// wrong with them. Results go to standard output, everything else to standard error. Uses all packages of this
/// module; nothing uses it. Read [Anax] first, then [BenchCommand]; a new bench joins in [Benches].
package anax.bench;
