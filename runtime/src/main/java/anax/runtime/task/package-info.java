/// The threads package for applications: threads that can be joined and cancelled, and what they wait at.
///
/// **Law.** Whatever threads wait at belongs to one CPU, its home. A thread of that CPU touches it directly, without
/// atomics, for no other thread of the CPU runs before it gives way; a thread of another CPU sends a message there
/// and waits for the reply; and so does one that has to wait. Waiting blocks the lightweight thread, never the CPU.
/// Since every wait is a message, every wait can be asked back: that is how threads are cancelled.
///
/// | what            | on its home                               | from another CPU                | served          |
/// |-----------------|-------------------------------------------|---------------------------------|-----------------|
/// | [Mutex]         | direct while it is free; unlocking direct | a message out and back for each | FIFO, handed on |
/// | [Condition]     | a call, and the wait                      | as above                        | FIFO            |
/// | [Semaphore]     | direct unless too few are left            | as above                        | FIFO            |
/// | [ReadWriteLock] | direct unless there is a wait             | as above                        | FIFO            |
/// | [Barrier]       | a call, and the wait                      | as above                        | all at once     |
/// | [Future]        | a call, and the wait                      | as above                        | all at once     |
/// | [Channel]       | direct unless it is empty or full         | a ring; a message if one waits  | FIFO            |
/// | [Scope]         | a call, and the wait                      | children end by a message       | one waits       |
///
/// **Cancelling.** Where a thread is cancelled, and what holds then:
///
/// | it waits in                       | after [CancelledException]                                             |
/// |-----------------------------------|------------------------------------------------------------------------|
/// | `lock`, `lockRead`, `lockWrite`   | it has not got the lock; who stood behind it moves up                  |
/// | [Condition#await]                 | it has the mutex again, and took nobody's signal                       |
/// | [Semaphore#acquire]               | it has got no permit; who stood behind it and wants fewer may go       |
/// | [Barrier#await]                   | the barrier counts one less                                            |
/// | [Channel#send], [Channel#receive] | its item is not in the channel; it took none                           |
/// | [Future#get], [Task#join]   | the value is there for others                                          |
/// | [Scope#join]                      | the children go on, until the scope is closed                          |
///
/// After the libcaps experiment of DragonFlyBSD, which ran a threads package of this kind on virtual CPUs.
///
/// Uses `anax.runtime`. Read [Task] first, then [Mutex], `Gate`, `Request`.
package anax.runtime.task;
