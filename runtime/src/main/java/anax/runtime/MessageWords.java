package anax.runtime;

/// The words of a [Message]: its flags and what they say of it, and its ports.
///
/// Owner: as of [Message], which tells what may be done with them when. They are few, for a message travels with its
/// cache lines: without an object of [MessageExtras] it and eight octets that it carries take 48. Allocates that
/// object at most.
abstract class MessageWords extends Ipi {
    /// Complete, or never sent.
    static final int DONE = 1;

    /// Replied, or on its way home; stays set when collected, so that a port's owner can tell replies from
    /// requests.
    static final int REPLY = 1 << 1;

    /// Linked on a port.
    static final int QUEUED = 1 << 2;

    /// The originator waits for this very message.
    static final int SYNC = 1 << 3;

    /// Served before messages without it.
    static final int PRIORITY = 1 << 4;

    /// Its target may throw it away unread.
    static final int DROPPABLE = 1 << 5;

    /// It has a receipt handler that was not called yet.
    static final int RECEIPT = 1 << 6;

    /// It can be aborted: the ports that it comes to keep account of it.
    static final int ABORTABLE = 1 << 7;

    /// It asks to abort another one.
    static final int ABORT = 1 << 8;

    /// It was sent on credit.
    static final int CREDIT = 1 << 9;

    /// It was forwarded on its way.
    static final int FORWARDED = 1 << 10;

    /// Its replies go to an ordinary thread's port.
    static final int FOREIGN = 1 << 11;

    /// What its target port has to look at, besides queueing it.
    static final int SPECIAL_REQUEST = RECEIPT | ABORTABLE | ABORT;

    /// What its reply port has to look at, besides queueing it.
    static final int SPECIAL_REPLY = ABORTABLE | ABORT | CREDIT | SYNC;

    /// A message with one of these goes by itself, in no row: something is to be done about it alone.
    static final int OUT_OF_THE_ORDINARY = SYNC | PRIORITY | RECEIPT | ABORTABLE | ABORT | CREDIT;

    private static final int STATE_SHIFT = 28;
    private static final MessageState[] STATES = MessageState.values();

    // These few words are all that most messages need; the rest is aside.
    Message next; // on the port's list
    Port targetPort;
    Port replyPort;
    MessageExtras extras; // null until it needs some
    int flags = DONE; // the highest bits are the state, kept by assertions only
    int error;

    /// True, so that it can be asserted: notes where the message is now.
    ///
    /// @throws AssertionError if it may not go there from where it was
    @SuppressWarnings("EnumOrdinal") // a number that lives no longer than the program
    final boolean moved(MessageState next) {
        final MessageState now = STATES[flags >>> STATE_SHIFT].step(next);
        flags = (flags & ~(-1 << STATE_SHIFT)) | (now.ordinal() << STATE_SHIFT);
        return true;
    }

    final boolean isSync() {
        return (flags & SYNC) != 0;
    }

    /// True if it is waited for, and by whoever sent it here: it was not forwarded.
    final boolean isSyncOfSender() {
        return (flags & (SYNC | FORWARDED)) == SYNC;
    }

    final boolean isQueued() {
        return (flags & QUEUED) != 0;
    }

    /// True if any flag of `bits` is set.
    final boolean is(int bits) {
        return (flags & bits) != 0;
    }

    /// Has it give a credit back when it is home.
    final void onCredit(Credits taken) {
        extras().credits = taken;
        flags |= CREDIT;
    }

    /// Gives back the credit that it was sent on, if it was.
    final void returnCredit() {
        if ((flags & CREDIT) != 0) {
            flags &= ~CREDIT;
            extras.credits.giveBack();
        }
    }

    /// True if all that its port has to do is to queue it.
    final boolean isOrdinary() {
        return (flags & OUT_OF_THE_ORDINARY) == 0;
    }

    /// What is the same in all messages of a row: whether they are replies, and, of none of them, what would be
    /// out of the ordinary.
    final int kind() {
        return flags & (REPLY | OUT_OF_THE_ORDINARY);
    }

    /// It is on its port, as one of a row.
    final void landInRow(boolean reply) {
        assert moved(reply ? MessageState.REPLIED : MessageState.QUEUED);
        flags |= reply ? DONE | QUEUED : QUEUED;
    }

    final void set(int bits) {
        flags |= bits;
    }

    final void clear(int bits) {
        flags &= ~bits;
    }

    /// Calls the receipt handler, once.
    final void giveReceipt() {
        takeReceiptHandler().queued((Message) this);
    }

    /// Whom to tell that it is queued, once; null if nobody.
    final ReceiptHandler takeReceiptHandler() {
        if ((flags & RECEIPT) == 0) {
            return null;
        }
        flags &= ~RECEIPT;
        return extras.receiptHandler;
    }

    /// The request to abort that is under way after it; null if there is none.
    final AbortMessage abort() {
        return (flags & ABORTABLE) != 0 ? extras.abort : null;
    }

    final void abort(AbortMessage request) {
        extras().abort = request;
    }

    /// Has its reply wait at home for the request to abort that is still under way.
    final void holdReply() {
        extras.replyHeld = true;
    }

    /// Ends that wait.
    ///
    /// @return true if a reply waited
    final boolean releaseReply() {
        final boolean held = extras.replyHeld;
        extras.replyHeld = false;
        extras.abort = null;
        return held;
    }

    /// Makes room for what few messages need, once.
    final MessageExtras extras() {
        if (extras == null) {
            extras = new MessageExtras();
        }
        return extras;
    }

    final void refuseUnlessDone(String what) {
        if ((flags & (DONE | QUEUED)) != DONE) {
            throw new IllegalStateException(
                    "a message " + what + " that " + describe() + "; wait for its reply and collect that first");
        }
    }

    final String describe() {
        if ((flags & QUEUED) != 0) {
            return (flags & REPLY) != 0 ? "waits as a reply on its reply port" : "waits on its target port";
        }
        if ((flags & DONE) != 0) {
            return "is not under way";
        }
        return (flags & REPLY) != 0 ? "is on its way home" : "is under way or with its target";
    }
}
