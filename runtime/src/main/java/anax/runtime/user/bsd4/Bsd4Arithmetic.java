package anax.runtime.user.bsd4;

import anax.runtime.user.Traits;
import anax.runtime.user.UserClass;

/// The numbers of DragonFly's original user scheduler, and what it computes with them.
///
/// Owner: nobody; constants and pure functions. All divisions are of whole numbers, as there.
final class Bsd4Arithmetic {
    /// The clock: 50 times a second.
    static final long CLOCK_NS = 20_000_000L;

    private static final int CLOCKS_PER_SECOND = 50;

    /// Every so many clocks, ten times a second, a thread makes room for its equals.
    static final int CLOCKS_PER_ROUND = (CLOCKS_PER_SECOND + 9) / 10;

    /// Priorities of one class, its queues, and how many priorities share a queue.
    static final int PRIORITIES = 128, QUEUES = 32, PRIORITIES_PER_QUEUE = PRIORITIES / QUEUES;

    /// The greatest estimate of processor use, and how much of it makes one queue.
    static final int MOST_USE = 16_384, USE_PER_QUEUE = MOST_USE / QUEUES;

    /// The greatest batchiness: thirty seconds of it.
    static final int MOST_BATCH = 30 * CLOCKS_PER_SECOND;

    /// What one clock adds to the estimate.
    static final int USE_PER_CLOCK = MOST_USE / CLOCKS_PER_SECOND + 1;

    private static final int NICE_PER_QUEUE = 2;
    private static final int NICE_RANGE = Traits.MOST_NICE - Traits.LEAST_NICE + 1;
    private static final int DECAY = 8;
    private static final int FORK_QUEUES = 4;
    private static final int FORK_COST = USE_PER_QUEUE / 16;
    private static final int WIDEST =
            NICE_RANGE * PRIORITIES_PER_QUEUE / NICE_PER_QUEUE + MOST_USE * PRIORITIES_PER_QUEUE / USE_PER_QUEUE;

    private Bsd4Arithmetic() {}

    /// The estimate after one more clock.
    static int afterClock(int use) {
        return Math.min(use + USE_PER_CLOCK, MOST_USE);
    }

    /// Which share of one CPU a thread had, of [#MOST_USE], as if those that waited had run as well.
    ///
    /// @param clocks  how many of them it ran
    /// @param ofClocks of how many, at least 1
    static long share(long clocks, long ofClocks, int waiting, int cpus) {
        return clocks * MOST_USE * (waiting + cpus) / (cpus * ofClocks);
    }

    /// The estimate after it was compared with what the thread had.
    static int corrected(int use, long share) {
        return (int) Math.min((use * (long) DECAY + share) / (DECAY + 1), MOST_USE);
    }

    /// The batchiness after so many clocks of which it had a share.
    static int batch(int batch, long ofClocks, long share) {
        return Math.clamp(batch + (share > MOST_USE / 2 ? ofClocks : -ofClocks), 0, MOST_BATCH);
    }

    /// The estimate of one that slept for more than a second.
    static int useAfterSleep(int use) {
        return use / 2;
    }

    /// The batchiness of one that slept for more than a second.
    static int batchAfterSleep(int batch) {
        return Math.max(batch - CLOCKS_PER_SECOND, 0);
    }

    /// What a new thread begins with: worse than the one that made it by some queues.
    static int useOfChild(int parentUse) {
        return Math.min(parentUse + FORK_QUEUES * USE_PER_QUEUE, MOST_USE);
    }

    /// In the middle, from where it goes either way.
    static int batchOfChild() {
        return MOST_BATCH / 2;
    }

    /// What it costs to make one.
    static int useOfParent(int parentUse) {
        return Math.min(parentUse + FORK_COST, MOST_USE);
    }

    /// The priority among all classes, the lower the better: three ranges of [#PRIORITIES].
    static int priority(UserClass kind, int level, int use, int batch) {
        if (kind != UserClass.NORMAL) {
            return firstOf(kind) + level;
        }
        final int felt = use * (batch + MOST_BATCH) / (2 * MOST_BATCH);
        final int nice = (level - Traits.LEAST_NICE) * PRIORITIES_PER_QUEUE / NICE_PER_QUEUE;
        final int whole = nice + felt * PRIORITIES_PER_QUEUE / USE_PER_QUEUE;
        return firstOf(kind) + (whole * PRIORITIES / WIDEST & (PRIORITIES - 1));
    }

    private static int firstOf(UserClass kind) {
        return switch (kind) {
            case REAL_TIME -> 0;
            case NORMAL -> PRIORITIES;
            case IDLE -> 2 * PRIORITIES;
        };
    }

    /// The first priority of the queue that a priority is in: what queues are compared by.
    static long queueOf(long priority) {
        return priority & -PRIORITIES_PER_QUEUE;
    }
}
