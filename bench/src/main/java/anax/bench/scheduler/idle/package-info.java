/// Idle machines in the scheduler suite: what CPUs without work cost.
///
/// **Law.** What is measured is the processor time of the whole JVM, by the system's own clock for it, so that no
/// thread can be forgotten; beside it stands the same JVM without the machine. Starting, stopping and coming to rest
/// lie outside of the window. Uses `measure`, [anax.bench.messages.pair] and the runtime. Read [IdleContestant].
package anax.bench.scheduler.idle;
