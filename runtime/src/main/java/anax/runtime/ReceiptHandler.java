package anax.runtime;

/// Is told once that a message lies on its target port.
///
/// Owner: the application. Called on the target's CPU, in the context of whatever runs there: it must neither block
/// nor switch, nor touch the message, which is the target's by now, but for what never changes in it.
@FunctionalInterface
public interface ReceiptHandler {

    /// The message has been queued.
    void queued(Message message);
}
