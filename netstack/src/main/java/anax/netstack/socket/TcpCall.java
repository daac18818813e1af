package anax.netstack.socket;

import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import java.util.function.ToIntFunction;

/// A call of a TCP socket that is carried out in one partition, at once: whatever is not done for every segment.
///
/// Owner: as every [StackMessage]. What the call throws must not end the netisr: it is kept for whoever asked.
final class TcpCall extends StackMessage {
    private final ToIntFunction<Partition> body;
    private RuntimeException refusal;

    TcpCall(ToIntFunction<Partition> body) {
        this.body = body;
    }

    /// Throws what the call threw, if it did.
    void throwRefusal() {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    protected int serve(Partition partition) {
        try {
            return body.applyAsInt(partition);
        } catch (RuntimeException refused) {
            refusal = refused;
            return 0;
        }
    }
}
