/// Wake-ups in the scheduler suite: how long the first message to somebody who sleeps is under way.
///
/// **Law.** Sender and target have a processor each. The sender is awake all the time and does nothing but read the
/// clock while the target sleeps, so the figure is the target's waking alone: from just before the send to the target's
/// first reading of the clock. How often somebody was woken is counted too; a target that was still awake would show as
/// a missing wake-up. Uses `measure`, [anax.bench.messages.pair] and the runtime. Read [SleepingThread], then
/// [SleepingCpu].
package anax.bench.scheduler.wake;
