package anax.runtime;

/// Runs a message in place, in the context of whoever sends it.
///
/// Owner: the application. Called by any CPU, perhaps by several at once, and by ordinary threads: what it touches
/// must belong to nobody, or to the caller.
@FunctionalInterface
public interface MessageHandler {

    /// Runs a message, or keeps it. If it throws, the sender gets the exception, and the message stays under way,
    /// for nobody can tell whether it was kept; so reply what went wrong, and throw for what never should.
    ///
    /// @return the result, after which the message is its originator's again; [Message#ASYNC] if the message was
    ///     kept, forwarded, or replied already
    int onMessage(Message message);
}
