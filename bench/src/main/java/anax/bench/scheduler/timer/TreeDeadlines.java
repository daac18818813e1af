package anax.bench.scheduler.timer;

import java.util.TreeSet;

/// A red-black tree in the order of deadlines: what one writes with the JDK and no threads.
///
/// Owner: as of [Deadlines]. Allocates a node each time a timer is scheduled.
public final class TreeDeadlines implements Deadlines {
    private final TreeSet<Entry> tree = new TreeSet<>();
    private final Entry[] entries;

    /// Makes timers of which none is scheduled.
    public TreeDeadlines(int count) {
        entries = new Entry[count];
        for (int i = 0; i < count; i++) {
            entries[i] = new Entry(i);
        }
    }

    @Override
    public void schedule(int timer, long deadlineNs) {
        Entry entry = entries[timer];
        entry.deadlineNs = deadlineNs;
        tree.add(entry);
    }

    @Override
    public void cancel(int timer) {
        if (!tree.remove(entries[timer])) {
            throw new IllegalStateException("timer " + timer + " fired before its deadline");
        }
    }

    @Override
    public void moveLater(int timer, long deadlineNs) {
        cancel(timer);
        schedule(timer, deadlineNs);
    }

    @Override
    public void pass(long nowNs) {
        while (!tree.isEmpty() && tree.first().deadlineNs <= nowNs) {
            tree.pollFirst();
        }
    }

    @Override
    public long scheduled() {
        return tree.size();
    }

    /// A timer. Owner: as of the class around it.
    @SuppressWarnings("ComparableType") // ordered among themselves, and never equal
    private static final class Entry implements Comparable<Entry> {
        private final int number;
        private long deadlineNs;

        Entry(int number) {
            this.number = number;
        }

        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(deadlineNs, other.deadlineNs);
            return order != 0 ? order : Integer.compare(number, other.number);
        }
    }
}
