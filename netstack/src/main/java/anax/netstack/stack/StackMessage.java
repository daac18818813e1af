package anax.netstack.stack;

import anax.runtime.Message;

/// A request to one partition, served by its netisr between packets.
///
/// Owner: as every [Message]. Allocates when made, and may be used again when it is home.
public abstract class StackMessage extends Message {
    /// For subclasses.
    protected StackMessage() {}

    /// Serves the request. Must neither block nor throw on what it was asked.
    ///
    /// @return the result of the reply; or [Message#ASYNC] if it is replied, or passed on, by other means
    protected abstract int serve(Partition partition);

    /// Lets go of a request that [#serve] has kept, because its originator wants it back.
    ///
    /// @return false if it is not kept: then it is replied by other means
    protected boolean abandon(Partition partition) {
        return false;
    }
}
