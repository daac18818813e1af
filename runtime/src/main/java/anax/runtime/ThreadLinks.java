package anax.runtime;

/// The links of a thread: its places in the lists of its CPU, so that no list allocates.
///
/// Owner: the thread's CPU; each group of links is its list's to write.
abstract class ThreadLinks extends ThreadPadding {
    // The run queue's.
    Lwkt next;
    Lwkt previous;
    boolean queued;

    // The list of all threads.
    Lwkt allNext;
    Lwkt allPrevious;
    boolean listed;

    // The wait queue's.
    WaitQueue waitQueue;
    Lwkt waitNext;

    // The sleepers'.
    Object sleepIdentity;
    Lwkt sleepNext;
    Lwkt sleepPrevious;

    ThreadLinks(Cpu cpu) {
        super(cpu);
    }
}
