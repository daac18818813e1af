package anax.runtime;

/// All threads of one CPU that have begun and not ended, in the order of their coming.
///
/// Owner: one CPU. O(1), allocates nothing; the links are fields of the thread. Bound: the number of threads.
final class ThreadList {
    private Lwkt first;
    private Lwkt last;
    private int size;

    void add(Lwkt thread) {
        thread.listed = true;
        thread.allPrevious = last;
        if (last == null) {
            first = thread;
        } else {
            last.allNext = thread;
        }
        last = thread;
        size++;
    }

    void remove(Lwkt thread) {
        thread.listed = false;
        if (thread.allPrevious == null) {
            first = thread.allNext;
        } else {
            thread.allPrevious.allNext = thread.allNext;
        }
        if (thread.allNext == null) {
            last = thread.allPrevious;
        } else {
            thread.allNext.allPrevious = thread.allPrevious;
        }
        thread.allPrevious = null;
        thread.allNext = null;
        size--;
    }

    Lwkt first() {
        return first;
    }

    int size() {
        return size;
    }
}
