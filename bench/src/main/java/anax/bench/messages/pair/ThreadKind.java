package anax.bench.messages.pair;

import anax.bench.measure.AllocationMeter;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What the threads of a [Crew] are.
///
/// Owner: nobody; constants.
public enum ThreadKind {
    /// Threads of the kernel's, each pinned to its CPU.
    PLATFORM,
    /// Virtual threads, all on one carrier, which is pinned.
    VIRTUAL;

    private static final boolean ONE_CARRIER = Integer.getInteger("jdk.virtualThreadScheduler.parallelism", 0) == 1
            && Integer.getInteger("jdk.virtualThreadScheduler.maxPoolSize", 0) == 1;

    Thread unstarted(Runnable body, String name) {
        return switch (this) {
            case PLATFORM -> Thread.ofPlatform().daemon().name(name).unstarted(body);
            case VIRTUAL -> Thread.ofVirtual().name(name).unstarted(body);
        };
    }

    AllocationMeter meter(Thread[] threads) {
        return switch (this) {
            case PLATFORM -> AllocationMeter.of(threads);
            case VIRTUAL -> AllocationMeter.ofAllOthers();
        };
    }

    /// Waits a moment for the crew's other members; may return early.
    ///
    /// A virtual thread must park: one that yields instead keeps its carrier for ever, because the scheduler goes
    /// on with the queue that the yield fills and may never look at the one in which the others wait.
    void awaitOthers(Relax relax) {
        switch (this) {
            case PLATFORM -> relax.pause();
            case VIRTUAL -> LockSupport.park(this);
        }
    }

    /// Wakes those who wait in [#awaitOthers].
    void wake(List<Member> members) {
        if (this == VIRTUAL) {
            for (Member member : members) {
                member.wake();
            }
        }
    }

    /// True if a thread of this kind stays on one kernel thread, which can be pinned.
    boolean canBePinned() {
        return this == PLATFORM || ONE_CARRIER;
    }
}
