package anax.runtime;

/// What happens when the originator of a message asks for it back.
///
/// Owner: the application, or [AbortMessage#GUARANTEED]. Called by the originator, in a critical section: it must
/// neither block nor switch. The message is not the originator's while it is under way, so the handler must not touch
/// it: typically it sends another message to whoever has it.
@FunctionalInterface
public interface AbortHandler {

    /// Asks for a message back.
    void abort(Message message);
}
