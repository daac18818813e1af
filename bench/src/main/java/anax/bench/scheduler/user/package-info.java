/// User threads on one CPU: how soon one that mostly waits runs, and how the time is shared among those that compute.
///
/// **Law.** Threads are made once and work in slices, so that their schedulers know them; between two slices they
/// wait. Beside ours stand the bare thread scheduler and Java threads on one processor. Uses `measure`, and the crews
/// of `messages.pair`. Read [LightCrew] first.
package anax.bench.scheduler.user;
