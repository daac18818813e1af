/// Anax in the messages suite: lightweight threads and ports do the job that floors and rivals do beside them.
///
/// **Law.** Only the public API of the runtime is used, as any program would use it, and the window holds what the
/// other contestants' windows hold: no boot, no wake-up of a parked CPU, no making of threads. Uses `measure`,
/// [anax.bench.messages.pair] and the runtime. Read [LwktContestant] first.
package anax.bench.messages.lwkt;
