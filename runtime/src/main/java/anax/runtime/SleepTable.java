package anax.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Which CPUs may have threads that sleep on an identity: a word for each CPU and hash of identities.
///
/// Owner: the machine. Each word is written by its CPU alone and read by all; a wake-up reads a row instead of asking
/// every CPU. Allocates at boot only.
final class SleepTable {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);

    private final int cpus;
    private final int buckets;
    private final int[] words;

    SleepTable(int cpus, int buckets) {
        this.cpus = cpus;
        this.buckets = buckets;
        words = new int[buckets * cpus];
    }

    int buckets() {
        return buckets;
    }

    int bucketOf(Object identity) {
        final int hash = System.identityHashCode(identity);
        return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (buckets - 1);
    }

    /// Says that CPU `cpu` has sleepers in a bucket. The fence orders it before the caller's second look at its
    /// condition, as [#fenceBeforeReading] orders the waker's change of the condition before its look at the
    /// word.
    void announce(int bucket, int cpu) {
        WORD.setRelease(words, bucket * cpus + cpu, 1);
        VarHandle.fullFence();
    }

    /// Says that it has none any more.
    void withdraw(int bucket, int cpu) {
        WORD.setRelease(words, bucket * cpus + cpu, 0);
    }

    static void fenceBeforeReading() {
        VarHandle.fullFence();
    }

    boolean mayHaveSleepers(int bucket, int cpu) {
        return (int) WORD.getAcquire(words, bucket * cpus + cpu) != 0;
    }
}
