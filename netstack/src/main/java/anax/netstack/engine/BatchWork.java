package anax.netstack.engine;

/// Work that is done once at the end of a batch for all of what came in it.
///
/// Owner: one partition. Linked through itself, so that asking for it allocates nothing.
public abstract class BatchWork {
    private BatchWork next;
    private boolean wanted;

    /// For subclasses.
    protected BatchWork() {}

    /// Does the work. What asks for the end of the batch now is done in this one too.
    protected abstract void finish(long nowNs);

    /// What was asked for in one batch, in the order of asking. Owner: one partition.
    public static final class Queue {
        private BatchWork head;
        private BatchWork tail;

        /// Adds some work, unless it is in already.
        public void add(BatchWork work) {
            if (work.wanted) {
                return;
            }
            work.wanted = true;
            if (tail == null) {
                head = work;
            } else {
                tail.next = work;
            }
            tail = work;
        }

        /// True if there is none.
        public boolean isEmpty() {
            return head == null;
        }

        /// Takes all of another one's work behind its own.
        public void takeAll(Queue other) {
            if (other.head == null) {
                return;
            }
            if (tail == null) {
                head = other.head;
            } else {
                tail.next = other.head;
            }
            tail = other.tail;
            other.head = null;
            other.tail = null;
        }

        /// Does all of it.
        public void run(long nowNs) {
            while (head != null) {
                final BatchWork work = head;
                head = work.next;
                if (head == null) {
                    tail = null;
                }
                work.next = null;
                work.wanted = false;
                work.finish(nowNs);
            }
        }
    }
}
