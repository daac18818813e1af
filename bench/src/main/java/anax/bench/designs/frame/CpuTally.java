package anax.bench.designs.frame;

import anax.netstack.engine.PacketAccount;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What one CPU counts of its run.
///
/// Owner: that CPU, which alone counts; other threads may read figures that are a little old. Allocates when made.
/// Never blocks. Its words stand between unused ones, so that no other CPU's words share their cache lines.
public final class CpuTally {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PAD = 16;
    private static final int OPERATIONS = PAD;
    private static final int ACQUIRED = PAD + 1;
    private static final int CONTENDED = PAD + 2;
    private static final int WAITED_NS = PAD + 3;
    private static final int HAND_OVERS = PAD + 4;

    private final long[] words = new long[PAD + 5 + PAD];

    /// Makes one that has counted nothing.
    public CpuTally() {}

    /// Counts datagrams and requests that were answered.
    public void served(int operations) {
        add(OPERATIONS, operations);
    }

    /// Counts locks that were taken, those of them that were not free at once and how long that took, and those
    /// that another thread had had last.
    public void locked(long acquired, long contended, long waitedNs, long handOvers) {
        add(ACQUIRED, acquired);
        add(CONTENDED, contended);
        add(WAITED_NS, waitedNs);
        add(HAND_OVERS, handOvers);
    }

    /// Datagrams and requests answered.
    public long operations() {
        return get(OPERATIONS);
    }

    /// All figures.
    ///
    /// @param account the CPU's own, which has counted its batches and what crossed
    public CpuCounts counts(PacketAccount account) {
        final long[] sizes = new long[PacketAccount.SIZE_CLASSES];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = account.batchCount(i);
        }
        return new CpuCounts(
                get(OPERATIONS),
                account.batchCount(),
                account.takenCount(),
                sizes,
                account.passedOnCount(),
                get(ACQUIRED),
                get(CONTENDED),
                get(WAITED_NS),
                get(HAND_OVERS));
    }

    private void add(int word, long more) {
        WORD.setOpaque(words, word, (long) WORD.get(words, word) + more);
    }

    private long get(int word) {
        return (long) WORD.getOpaque(words, word);
    }
}
