package anax.runtime;

/// Where a message is, and from where to where it may go: the rules that assertions hold every message to.
///
/// Owner: nobody; constants. Kept only where assertions are on: it is what the flags mean, said a second time, so that
/// a flag that is set at the wrong moment is found where that happens.
enum MessageState {
    /// Complete, or never sent: the originator's.
    HOME("is not under way"),
    /// In the midst of the send: nobody's until the call returns.
    SENDING("is being sent"),
    /// On a lane, or in an inbox, as a request.
    CROSSING("is on its way to its target"),
    /// On the target port.
    QUEUED("waits on its target port"),
    /// With whoever got it from the port.
    PROCESSED("is with its target"),
    /// On a lane, or in an inbox, as a reply: nobody's.
    REPLYING("is on its way home"),
    /// On the reply port.
    REPLIED("waits as a reply on its reply port");

    private final String words;

    MessageState(String words) {
        this.words = words;
    }

    /// Refuses a step that no message may take.
    ///
    /// @return `next`
    /// @throws AssertionError if it cannot come after this state
    MessageState step(MessageState next) {
        if (!mayBecome(next)) {
            throw new AssertionError("a message that " + words + " was treated as one that " + next.words);
        }
        return next;
    }

    /// What a person calls it.
    String words() {
        return words;
    }

    private boolean mayBecome(MessageState next) {
        return switch (this) {
            case HOME -> next == SENDING;
            case SENDING ->
                next == CROSSING
                        || next == QUEUED
                        || next == PROCESSED
                        || next == REPLYING
                        || next == REPLIED
                        || next == HOME;
            // Back to whoever sent or replied it if a gate refuses it.
            case CROSSING -> next == CROSSING || next == QUEUED || next == PROCESSED || next == HOME;
            case QUEUED -> next == PROCESSED || next == HOME;
            case PROCESSED -> next == SENDING || next == REPLYING || next == REPLIED || next == HOME;
            case REPLYING -> next == REPLYING || next == REPLIED || next == PROCESSED || next == HOME;
            case REPLIED -> next == HOME;
        };
    }
}
