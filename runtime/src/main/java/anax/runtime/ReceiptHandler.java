package anax.runtime;

/// Is told once that a message lies on its target port.
///
/// Owner: the application. Called on the target's CPU, in the context of whatever runs there, or by the sender if the
/// target is a [ForeignPort]: it must neither block nor switch, nor touch the message, which is the target's by now,
/// but for what never changes in it. What it throws is reported as a failure of whoever runs; the message has
/// arrived all the same.
@FunctionalInterface
public interface ReceiptHandler {

    /// The message has been queued.
    void queued(Message message);
}
