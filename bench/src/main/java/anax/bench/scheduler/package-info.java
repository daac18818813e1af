/// The suite `scheduler`: timers, idle CPUs, wake-ups and user threads, each beside its floor and rivals.
///
/// **Law.** A figure that has no floor of its own stands beside the same JVM without the thing that is measured. Uses
/// `measure` and the packages below. Read [SchedulerSuite].
package anax.bench.scheduler;
