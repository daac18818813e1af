package anax.netstack.socket;

import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;

/// A call of a TCP socket that all partitions know, carried out in one after the other.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. What the call throws must not end the netisr: it is kept for
/// whoever asked.
final class TcpEverywhere extends EverywhereMessage {
    private static final int REFUSED = Integer.MIN_VALUE / 2;

    private final Visit body;
    private RuntimeException refusal;

    /// What is done in each partition.
    @FunctionalInterface
    interface Visit {
        /// Does it.
        ///
        /// @param isFirst whether this is the first partition, whose word holds
        /// @return 0 to go on, anything else to reply with that at once
        int visit(Partition partition, boolean isFirst);
    }

    TcpEverywhere(NetworkStack stack, Visit body) {
        super(stack);
        this.body = body;
    }

    /// Throws what the call threw, if it did.
    void throwRefusal() {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    protected int visit(Partition partition) {
        try {
            return body.visit(partition, visited() == 0);
        } catch (RuntimeException refused) {
            refusal = refused;
            return REFUSED;
        }
    }
}
