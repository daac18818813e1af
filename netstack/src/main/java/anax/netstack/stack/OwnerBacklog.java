package anax.netstack.stack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How many packets each CPU has passed on to each other one that this one has not taken yet, and the bound of that.
///
/// Owner: all CPUs of a stack, each of which writes rows of its own. Allocates when made. Never blocks: at the bound
/// [#admit] answers false, and the packet is to be dropped, for its owner is too slow and to wait for it would make
/// the CPU that received it as slow.
///
/// What a CPU has taken it publishes once for each batch, and who passes packets on looks there only where its own
/// count says that the bound is reached: a packet that crosses costs no word that two CPUs write or read.
final class OwnerBacklog {
    private static final VarHandle PUBLISHED = MethodHandles.arrayElementVarHandle(long[].class);

    /// Words before and behind each row, so that two CPUs' rows share no cache line, nor what is fetched with it.
    private static final int PADDING = 16;

    private final int cpus;
    private final int bound;
    private final long[][] passed; // by who passed it on, then by owner; the first one's
    private final long[][] seen; // what it has seen published last
    private final long[][] taken; // by owner, then by who passed it on; the owner's
    private final long[][] published;

    /// Makes one for so many CPUs.
    ///
    /// @param ringBound entries of a lane between two CPUs. Packets get half of it, so that what else crosses
    ///                  finds room beside them
    OwnerBacklog(int cpus, int ringBound) {
        this.cpus = cpus;
        bound = Math.max(1, ringBound / 2);
        passed = rows();
        seen = rows();
        taken = rows();
        published = rows();
    }

    /// The most packets from one CPU that may wait for another one.
    int bound() {
        return bound;
    }

    /// Counts a packet that one CPU passes on to another. For the first.
    ///
    /// @return false if there are too many already: then it was not counted
    boolean admit(int from, int owner) {
        if (!hasRoom(from, owner)) {
            return false;
        }
        passed[from][PADDING + owner]++;
        return true;
    }

    /// True if one CPU may pass a packet on to another. For the first.
    boolean hasRoom(int from, int owner) {
        final int place = PADDING + owner;
        final long count = passed[from][place];
        if (count - seen[from][place] < bound) {
            return true;
        }
        seen[from][place] = publishedAcquire(owner, from);
        return count - seen[from][place] < bound;
    }

    /// Counts a packet that its owner took. For the owner.
    void took(int owner, int from) {
        taken[owner][PADDING + from]++;
    }

    /// Lets the others know what an owner took. For the owner, at the end of a batch.
    void publish(int owner) {
        for (int from = 0; from < cpus; from++) {
            final long count = taken[owner][PADDING + from];
            if (published[owner][PADDING + from] != count) {
                publishedRelease(owner, from, count);
            }
        }
    }

    private long publishedAcquire(int owner, int from) {
        return (long) PUBLISHED.getAcquire(published[owner], PADDING + from);
    }

    private void publishedRelease(int owner, int from, long count) {
        PUBLISHED.setRelease(published[owner], PADDING + from, count);
    }

    private long[][] rows() {
        return new long[cpus][cpus + 2 * PADDING];
    }
}
