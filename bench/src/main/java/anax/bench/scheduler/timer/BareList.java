package anax.bench.scheduler.timer;

/// The floor: a doubly linked list of timers in no order, which finds none that is due. To schedule is to append, to
/// cancel is to unlink, and to move a deadline is to store it.
///
/// Owner: as of [Deadlines]. Allocates when made.
public final class BareList implements Deadlines {
    private final Node list = new Node();
    private final Node[] nodes;
    private long scheduled;

    /// Makes timers of which none is scheduled.
    public BareList(int count) {
        list.previous = list;
        list.next = list;
        nodes = new Node[count];
        for (int i = 0; i < count; i++) {
            nodes[i] = new Node();
        }
    }

    @Override
    public void schedule(int timer, long deadlineNs) {
        final Node node = nodes[timer];
        final Node last = list.previous;
        node.deadlineNs = deadlineNs;
        node.previous = last;
        node.next = list;
        last.next = node;
        list.previous = node;
        scheduled++;
    }

    @Override
    public void cancel(int timer) {
        final Node node = nodes[timer];
        node.previous.next = node.next;
        node.next.previous = node.previous;
        scheduled--;
    }

    @Override
    public void moveLater(int timer, long deadlineNs) {
        nodes[timer].deadlineNs = deadlineNs;
    }

    @Override
    public void pass(long nowNs) {}

    @Override
    public long scheduled() {
        return scheduled;
    }

    /// A timer. Owner: as of the class around it.
    @SuppressWarnings("UnusedVariable") // a deadline that nobody reads is what makes it the floor
    private static final class Node {
        private Node previous;
        private Node next;
        private long deadlineNs;
    }
}
