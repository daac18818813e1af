package anax.bench.designs.frame;

/// Exchanges that wait for something, oldest first: each is in one such queue at most.
///
/// Owner: one thread. Linked through themselves, so it allocates nothing. Never blocks.
public final class ExchangeQueue {
    private Exchange head;
    private Exchange tail;
    private int size;

    /// Makes an empty one.
    public ExchangeQueue() {}

    /// Puts one at the end.
    public void add(Exchange exchange) {
        exchange.next = null;
        if (tail == null) {
            head = exchange;
        } else {
            tail.next = exchange;
        }
        tail = exchange;
        size++;
    }

    /// Takes the oldest out; null if there is none.
    public Exchange poll() {
        final Exchange first = head;
        if (first != null) {
            head = first.next;
            tail = head == null ? null : tail;
            first.next = null;
            size--;
        }
        return first;
    }

    /// How many there are.
    public int size() {
        return size;
    }

    /// Whether there is none.
    public boolean isEmpty() {
        return head == null;
    }
}
