package anax.bench.messages.pair;

import anax.bench.measure.AllocationMeter;
import anax.bench.measure.Slice;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// The threads of a contestant: pinned, woken together for a slice, parked in between.
///
/// Owner: the harness's thread calls [#start], [#run] and [#stop]; the duties run on threads of the crew.
/// Allocates at the start only. `run` blocks, at most [#WATCHDOG_NS] longer than the slice; then it says where the
/// threads stand.
///
/// All members meet before any begins, so that no window holds a wake-up.
public final class Crew {
    /// How much longer than the slice a crew may take to come home.
    public static final long WATCHDOG_NS = 30_000_000_000L;

    private final String name;
    private final ThreadKind kind;
    private final Placement placement;
    private final Clock clock;
    private final List<Member> members = new ArrayList<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private AllocationMeter meter;

    private volatile int epoch;
    private volatile boolean ending;
    private volatile Thread caller;
    private long sliceNs; // published by the store to epoch

    /// Makes a crew without members.
    ///
    /// @param name      the first part of the threads' names
    /// @param kind      what the threads are
    /// @param placement pins the threads
    public Crew(String name, ThreadKind kind, Placement placement) {
        this.name = name;
        this.kind = kind;
        this.placement = placement;
        this.clock = placement.clock();
    }

    /// Adds a member; before the start.
    ///
    /// @param cpu  where it runs
    /// @param duty what it does in a slice
    public void add(int cpu, Duty duty) {
        members.add(new Member(this, kind, cpu, duty, name + "-" + members.size()));
    }

    /// Starts the threads, which then park.
    public void start() {
        Thread[] threads = new Thread[members.size()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = members.get(i).thread();
            threads[i].start();
        }
        meter = kind.meter(threads);
    }

    /// Has every member do its duty for one slice.
    ///
    /// @param slice gets what the threads allocated; the duties' windows are the caller's to add
    /// @throws InterruptedException  if the calling thread is interrupted
    /// @throws IllegalStateException if a duty failed, or did not come home in time
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        long allocatedBefore = meter.bytes();
        this.sliceNs = sliceNs;
        caller = Thread.currentThread();
        arrived.set(0);
        working.set(members.size());
        wake();
        awaitAll(sliceNs + WATCHDOG_NS);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(name + ": " + failed.getMessage(), failed);
        }
        slice.addAllocated(meter.bytes() - allocatedBefore);
    }

    /// Ends the threads and waits for them.
    public void stop() {
        ending = true;
        wake();
        for (Member member : members) {
            try {
                member.thread().join(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the harness's thread writes it
    private void wake() {
        epoch++;
        for (Member member : members) {
            member.wake();
        }
    }

    private void awaitAll(long patienceNs) throws InterruptedException {
        long deadline = clock.nowNs() + patienceNs;
        while (working.get() != 0) {
            long left = deadline - clock.nowNs();
            if (Thread.interrupted()) {
                giveUp();
                throw new InterruptedException();
            }
            if (left <= 0) {
                IllegalStateException late = new IllegalStateException(whereTheyStand());
                giveUp();
                throw late;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    private void giveUp() {
        for (Member member : members) {
            member.thread().interrupt();
            member.duty().abort();
        }
    }

    private String whereTheyStand() {
        StringBuilder text = new StringBuilder(name + " did not come home from a slice of " + sliceNs / 1000 + " us:");
        for (Member member : members) {
            text.append("\n  ").append(member.thread().getName());
            for (StackTraceElement frame : member.thread().getStackTrace()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }

    /// Called by members: parks until the next slice.
    ///
    /// @return the epoch that has begun; the crew ends if [#isEnding]
    int awaitEpoch(int last) {
        while (epoch == last) {
            // An interrupt that was meant for an earlier slice must not keep this thread from parking.
            Thread.interrupted();
            LockSupport.park(this);
        }
        return epoch;
    }

    boolean isEnding() {
        return ending;
    }

    long sliceNs() {
        return sliceNs;
    }

    Placement placement() {
        return placement;
    }

    /// Called by members: waits until all are awake.
    void meet(Relax relax) {
        if (arrived.incrementAndGet() == members.size()) {
            kind.wake(members);
        }
        while (arrived.get() < members.size()) {
            kind.awaitOthers(relax);
        }
    }

    /// Called by members: the duty is done.
    void leave() {
        if (working.decrementAndGet() == 0) {
            LockSupport.unpark(caller);
        }
    }

    /// Called by members: remembers the first failure, and frees the others, who may wait for this one.
    void fail(Throwable thrown) {
        if (!(thrown instanceof CancellationException) && failure.compareAndSet(null, thrown)) {
            giveUp();
        }
    }
}
