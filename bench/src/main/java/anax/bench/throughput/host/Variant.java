package anax.bench.throughput.host;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.stack.StackConfig;

/// What about a stack is otherwise than usual, for the sake of a comparison.
///
/// Owner: nobody; constants.
public enum Variant {
    /// Nothing.
    PLAIN,
    /// Flows are shared out by the paper's hash instead of Toeplitz's.
    XOR_HASH,
    /// UDP connects to the receiver for each datagram that it sends, and lets go of it again.
    PSEUDO_CONNECT,
    /// The device cuts and joins segments, so that the stack has messages of up to 64 KB whole.
    OFFLOAD;

    /// A configuration with it.
    StackConfig of(StackConfig usual) {
        return switch (this) {
            case PLAIN, OFFLOAD -> usual;
            case XOR_HASH -> usual.with(draft -> draft.flowHash = FlowHash.PORT_XOR);
            case PSEUDO_CONNECT -> usual.with(draft -> draft.pseudoConnect = true);
        };
    }
}
