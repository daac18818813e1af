package anax.runtime.task;

/// Requests that wait at a gate, first in first out, linked where they are.
///
/// Owner: the gate's CPU. Allocates nothing. Bound: the number of threads.
final class WaitLine {
    private Request first;
    private Request last;
    private int size;

    WaitLine() {}

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    /// The one that has waited longest, still in line; null if nobody waits.
    Request first() {
        return first;
    }

    void add(Request request) {
        assert request.line == null : "a request waits in two lines";
        request.line = this;
        request.previous = last;
        if (last == null) {
            first = request;
        } else {
            last.next = request;
        }
        last = request;
        size++;
    }

    /// Takes the one that has waited longest; null if nobody waits.
    Request poll() {
        final Request request = first;
        if (request != null) {
            remove(request);
        }
        return request;
    }

    /// Takes one out, wherever in the line it is.
    void remove(Request request) {
        assert request.line == this : "a request was taken out of a line in which it does not wait";
        if (request.previous == null) {
            first = request.next;
        } else {
            request.previous.next = request.next;
        }
        if (request.next == null) {
            last = request.previous;
        } else {
            request.next.previous = request.previous;
        }
        request.previous = null;
        request.next = null;
        request.line = null;
        size--;
    }
}
