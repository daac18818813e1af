/// Timers in the scheduler suite: the runtime's wheel beside other ways to keep a million deadlines.
///
/// **Law.** Everybody gets the same deadlines in the same order, on a clock that moves with the operations, so that a
/// slow design is not asked to do less. Whatever a design puts off, such as to file anew a timer that was moved, falls
/// into its own windows, which hold its passes too. Uses `measure`, [anax.bench.messages.pair] and the runtime's
/// timers. Read [Deadlines] first, then [RequestTimeouts].
package anax.bench.scheduler.timer;
