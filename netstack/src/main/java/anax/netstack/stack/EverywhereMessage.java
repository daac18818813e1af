package anax.netstack.stack;

import anax.runtime.Message;

/// A request that visits one partition after the other, from the one it is sent to once round; the last one replies.
///
/// Owner: as every [Message]. So no netisr ever waits for another one. Requests that begin in the same partition come
/// to all partitions in one order.
public abstract class EverywhereMessage extends StackMessage {
    private final NetworkStack stack;
    private int visited;

    /// For subclasses.
    protected EverywhereMessage(NetworkStack stack) {
        this.stack = stack;
    }

    /// How many partitions it has visited before this one.
    protected final int visited() {
        return visited;
    }

    /// Whether it must begin in the first partition, because others that do must come in the same order: then it
    /// goes there first, wherever it was sent.
    protected boolean beginsInFirst() {
        return false;
    }

    /// Serves the request in one of the partitions.
    ///
    /// @return 0 to go on, anything else to reply with that at once
    protected abstract int visit(Partition partition);

    @Override
    protected final int serve(Partition partition) {
        if (visited == 0 && beginsInFirst() && partition.environment().partition() != 0) {
            stack.port(0).forwardMessage(this);
            return Message.ASYNC;
        }
        final int result = visit(partition);
        visited++;
        if (result != 0 || visited == stack.partitions()) {
            visited = 0; // it may be sent again
            return result;
        }
        final int next = partition.environment().partition() + 1;
        stack.port(next < stack.partitions() ? next : 0).forwardMessage(this);
        return Message.ASYNC;
    }
}
