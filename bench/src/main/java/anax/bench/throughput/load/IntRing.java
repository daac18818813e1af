package anax.bench.throughput.load;

/// Numbers, oldest first.
///
/// Owner: one CPU. Allocates when made. Never blocks. Its bound is its user's to keep.
final class IntRing {
    private final int[] slots;
    private final int mask;
    private int head;
    private int tail;

    /// @param bound how many there are at most
    IntRing(int bound) {
        slots = new int[bound <= 1 ? 1 : Integer.highestOneBit(bound - 1) << 1];
        mask = slots.length - 1;
    }

    boolean isEmpty() {
        return head == tail;
    }

    boolean isFull() {
        return tail - head == slots.length;
    }

    void add(int number) {
        assert !isFull() : "a ring of " + slots.length + " numbers was given one more";
        slots[tail++ & mask] = number;
    }

    int first() {
        return slots[head & mask];
    }

    void removeFirst() {
        head++;
    }

    /// What counts those that were ever added.
    int added() {
        return tail;
    }

    /// What [#added] was when the first of those that are in was added, less one.
    int removed() {
        return head;
    }
}
