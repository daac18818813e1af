package anax.runtime.user.fair;

/// A group or a thread in the tree by which a CPU is shared, and the virtual time that it has used: real time,
/// divided by its weight.
///
/// Owner: the CPU of its scheduler. Allocates nothing but room in the heap of a group. Bound: the number of threads.
///
/// Of the children of a group that could run the one goes first that has used the least. One that comes back from
/// sleep begins where the others are, but for a small advance: time that nobody asked for is not saved.
final class ShareNode {
    private static final long SCALE = 1 << 10;

    private final ShareNode parent;
    private final int weight;
    private final FairAccount account; // of a thread; null of a group
    private final ShareHeap ready = new ShareHeap(); // those of its children that could run and wait
    private long used;
    private long turn; // among equals the lower goes first
    private long floor; // what a child has used at least that comes back
    private long lastTurn;
    private boolean queued;
    int heapIndex;

    ShareNode(ShareNode parent, int weight, FairAccount account) {
        this.parent = parent;
        this.weight = weight;
        this.account = account;
    }

    /// Has a thread wait for its turn, and the groups around it for theirs, last among equals.
    ///
    /// @param advanceNs how much less than the others it may have used
    void await(long advanceNs) {
        for (ShareNode node = this; node.parent != null && !node.queued; node = node.parent) {
            final long least = node.parent.floor - advanceNs * SCALE / node.weight;
            if (node.used - least < 0) {
                node.used = least;
            }
            node.queue(false);
        }
    }

    /// Has a thread that runs, and the groups around it, wait with what they have used, until they
    /// [leave][#leave] again: an advance with which it came is not lost by that.
    ///
    /// @param first true if it goes first among equals; else last
    void compete(boolean first) {
        for (ShareNode node = this; node.parent != null && !node.queued; node = node.parent) {
            node.queue(first);
        }
    }

    private void queue(boolean first) {
        turn = first ? Long.MIN_VALUE : ++parent.lastTurn;
        queued = true;
        parent.ready.add(this);
    }

    /// Has it wait no longer, nor the groups around it in which nobody else does.
    void leave() {
        for (ShareNode node = this; node.parent != null && node.ready.isEmpty(); node = node.parent) {
            node.queued = false;
            node.parent.ready.remove(node);
        }
    }

    /// The thread whose turn it is, of those that wait in this group and within; null if there is none.
    FairAccount next() {
        ShareNode node = this;
        while (node.account == null) {
            if (node.ready.isEmpty()) {
                return null;
            }
            node = node.ready.first();
        }
        return node.account;
    }

    /// It runs: who comes now begins no earlier than it, or than the first of those that wait.
    void raiseFloors() {
        for (ShareNode node = this; node.parent != null; node = node.parent) {
            final ShareNode group = node.parent;
            final ShareNode rival = group.ready.isEmpty() ? node : group.ready.first();
            final long least = rival.used - node.used < 0 ? rival.used : node.used;
            if (least - group.floor > 0) {
                group.floor = least;
            }
        }
    }

    /// Charges it and the groups around it for time that it had.
    void charge(long ranNs) {
        for (ShareNode node = this; node.parent != null; node = node.parent) {
            node.used += ranNs * SCALE / node.weight;
            if (node.queued) {
                node.parent.ready.sinkOf(node);
            }
        }
    }

    boolean goesBefore(ShareNode other) {
        return used != other.used ? used - other.used < 0 : turn < other.turn;
    }
}
