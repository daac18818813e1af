package anax.runtime;

/// A port that runs what is sent to it at once, on the sender's stack: a call that looks like a message.
///
/// Owner: nobody; handlers must be as their interface says. Allocates nothing; blocks if its handler does. Packages
/// that stand above this one derive ports from it.
public non-sealed class InPlacePort extends UnqueuedPort {
    private final String name;
    private final MessageHandler handler;

    /// Makes a port.
    ///
    /// @param name what people call it
    public InPlacePort(String name, MessageHandler handler) {
        this.name = name;
        this.handler = handler;
    }

    /// What people call it.
    @Override
    public String toString() {
        return "the port in place " + name;
    }

    @Override
    final int putPort(Message message) {
        assert message.moved(MessageState.PROCESSED);
        return handler.onMessage(message);
    }

    @Override
    final String purpose() {
        return "it runs requests and takes no replies";
    }
}
