package anax.runtime.user.fair;

import java.util.Arrays;

/// The children of a group that wait, the one that has used the least first.
///
/// Owner: the CPU of its scheduler. O(log n); allocates when it grows. Bound: the number of threads and groups.
final class ShareHeap {
    private static final int FIRST_ROOM = 4;

    private ShareNode[] nodes = new ShareNode[FIRST_ROOM];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    ShareNode first() {
        return nodes[0];
    }

    void add(ShareNode node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
        }
        put(size++, node);
        rise(node);
    }

    void remove(ShareNode node) {
        final int hole = node.heapIndex;
        final ShareNode last = nodes[--size];
        nodes[size] = null;
        if (last != node) {
            put(hole, last);
            rise(last);
            sinkOf(last);
        }
    }

    /// Puts a node in its place that has used more than before.
    void sinkOf(ShareNode node) {
        int at = node.heapIndex;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && nodes[child + 1].goesBefore(nodes[child])) {
                child++;
            }
            if (!nodes[child].goesBefore(node)) {
                break;
            }
            put(at, nodes[child]);
            at = child;
        }
        put(at, node);
    }

    private void rise(ShareNode node) {
        int at = node.heapIndex;
        while (at > 0 && node.goesBefore(nodes[(at - 1) / 2])) {
            put(at, nodes[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        put(at, node);
    }

    private void put(int at, ShareNode node) {
        nodes[at] = node;
        node.heapIndex = at;
    }
}
