package anax.netstack.engine;

import java.util.Arrays;

/// What one thread is to do at the end of its batch, where several threads may have the same to do at once: a
/// [BatchWork.Queue] goes through the work itself, and so serves one thread only.
///
/// Owner: one thread. Allocates when it grows beyond what it ever held. Never blocks. Work is looked for one after
/// another, from the newest: a batch is short.
public final class BatchWorkList {
    private static final int FIRST_CAPACITY = 64;

    private BatchWork[] works = new BatchWork[FIRST_CAPACITY];
    private int count;

    /// Makes an empty one.
    public BatchWorkList() {}

    /// Adds some work, unless it is in already.
    public void add(BatchWork work) {
        for (int i = count - 1; i >= 0; i--) {
            if (works[i] == work) {
                return;
            }
        }
        if (count == works.length) {
            works = Arrays.copyOf(works, 2 * count);
        }
        works[count++] = work;
    }

    /// Does all of it, and what is added meanwhile. Work that is asked for while it is done is done once more.
    public void run(long nowNs) {
        for (int done = 0; done < count; done++) {
            final BatchWork work = works[done];
            works[done] = null;
            work.finish(nowNs);
        }
        count = 0;
    }
}
