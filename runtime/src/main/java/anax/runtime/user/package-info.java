/// User threads: threads that run when a user scheduler says so, on top of the thread scheduler of each CPU.
///
/// **Law.** At most one user thread of a CPU is on its run queue. A scheduler is owned by one CPU, and is told and
/// asked by messages; it knows accounts and times, never a thread or a CPU's run queue. When a user thread blocks its
/// place goes to another one; when it is woken it queues for a place again. No wake-up is lost, whatever is under
/// way.
///
/// A thread that is [UserThread], seen from its CPU, and what takes it from one state to the next:
///
/// | state     | on the run queue         | goes on when                                                              |
/// |-----------|--------------------------|---------------------------------------------------------------------------|
/// | out       | no                       | it is wanted: its scheduler hears that it is ready, and it is queued      |
/// | queued    | no                       | the scheduler picks it: it is carried to that CPU, and seated             |
/// | seated    | if it is its tree's turn | it blocks: it is out, and the scheduler picks another one for the CPU     |
/// | displaced | no, but it runs still    | it switches: it is queued again, or out if it blocked                     |
///
/// The messages of one thread that blocks on CPU 1, is woken there, and goes on on CPU 2, while CPU 0 has the
/// scheduler:
///
/// ```
/// CPU 1: UserThread.onSwitch -> Departure                          CPU 0: Dispatcher.onDeparture, picks for CPU 1
/// CPU 1: UserThread.onWanted -> Journey READY                      CPU 0: Dispatcher.onReady, picks it for CPU 2
/// CPU 1: Journey PICKED, carries it <- CPU 0                       CPU 2: Journey ARRIVING -> UserCpu.take
/// ```
///
/// A grant that is overtaken by a later one for the same CPU is given back. Schedulers are replaced CPU by CPU; what
/// still goes to one that is over comes back, with word of its successor.
///
/// Uses `anax.runtime` and its timers. Read [UserScheduler] first, then [UserGroup], [UserThread], [UserCpu],
/// [Dispatcher].
package anax.runtime.user;
