package anax.runtime;

/// Asks whoever has a message to give it up: the paper's guarantee that a target sees the message first, and then the
/// request.
///
/// Owner: as of [Message]. Allocated for each abort. It goes where its message went, port by port, and lies down
/// behind it. The target gets it from its port as it gets any message, tells it by its class, and may reply the
/// original with [Message#ABORTED] or with anything else; the request itself it replies in any case. If the original
/// is replied before, the request is answered with [Message#NOT_ABORTED]. Either way the original's reply reaches its
/// originator only after the request is home, so that nothing of it is under way when the message is sent again.
public final class AbortMessage extends Message {
    /// Asks with a message of this class; what [Message#abortable] is given by most. It finds messages on ports
    /// that queue; one that a port in place has kept is not found, and completes as if nothing had been asked.
    public static final AbortHandler GUARANTEED = AbortMessage::send;

    private final Message original;

    private AbortMessage(Message original) {
        this.original = original;
    }

    /// The message that is to be given up: its target's, like the request.
    public Message original() {
        return original;
    }

    private static void send(Message original) {
        final AbortMessage request = new AbortMessage(original);
        request.replyTo(original.replyPort());
        request.set(ABORT);
        original.abort(request);
        request.depart(original.sentTo());
        try {
            request.goTo(original.sentTo());
        } catch (IllegalStateException refused) {
            original.abort(null); // nothing of it is under way, so the reply must not wait for it
            throw refused;
        }
    }

    /// Goes on to where its message went from here.
    void follow() {
        assert moved(MessageState.SENDING);
        if (original.isReply()) {
            replyMessage(NOT_ABORTED);
        } else {
            set(FORWARDED);
            try {
                goTo(original.targetPort());
            } catch (IllegalStateException refused) { // its machine is stopped, or takes nothing more
                replyMessage(NOT_ABORTED);
            }
        }
    }

    private void goTo(Port port) {
        if (port instanceof QueuedPort queue) {
            redirect(queue);
            queue.putPort(this);
        } else {
            replyMessage(NOT_ABORTED);
        }
    }
}
