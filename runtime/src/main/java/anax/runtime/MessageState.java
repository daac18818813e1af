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

    static {
        HOME.mayFollow = any(SENDING);
        SENDING.mayFollow = any(CROSSING, QUEUED, PROCESSED, REPLYING, REPLIED, HOME);
        CROSSING.mayFollow = any(CROSSING, QUEUED, HOME); // home again if a gate refuses it
        QUEUED.mayFollow = any(PROCESSED, HOME);
        PROCESSED.mayFollow = any(SENDING, REPLYING, REPLIED, HOME);
        REPLYING.mayFollow = any(REPLYING, REPLIED, HOME);
        REPLIED.mayFollow = any(HOME);
    }

    private final String words;
    private int mayFollow; // a bit for each state

    MessageState(String words) {
        this.words = words;
    }

    /// Refuses a step that no message may take.
    ///
    /// @return `next`
    /// @throws AssertionError if it cannot come after this state
    MessageState step(MessageState next) {
        if ((mayFollow & 1 << next.ordinal()) == 0) {
            throw new AssertionError("a message that " + words + " was treated as one that " + next.words);
        }
        return next;
    }

    /// What a person calls it.
    String words() {
        return words;
    }

    private static int any(MessageState... states) {
        int bits = 0;
        for (MessageState state : states) {
            bits |= 1 << state.ordinal();
        }
        return bits;
    }
}
