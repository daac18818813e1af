package anax.runtime;

/// A port on which no message ever lies, so that nobody gets any from it.
///
/// Owner: nobody, but for [OwnerPort]; it may be used from anywhere. Allocates nothing, never blocks.
abstract sealed class UnqueuedPort extends Port permits InPlacePort, OwnerPort, ReplyPort, PanicPort {

    @Override
    public final Message getMessage() {
        throw refused("messages were looked for on");
    }

    @Override
    public final Message waitMessage() {
        throw refused("messages were waited for on");
    }

    @Override
    final int awaitReply(Message message) {
        throw refused("a reply was waited for on");
    }

    @Override
    final void checkWaiter() {
        throw refused("a reply was waited for on");
    }

    @Override
    int putPort(Message message) {
        message.stayBehind();
        throw refused("a message was sent to");
    }

    @Override
    final void checkKeepsReplies() {
        throw refused("a message was asked back whose reply goes to");
    }

    @Override
    boolean replyPort(Message message) {
        throw refused("a message was replied to");
    }

    @Override
    void arrive(Cpu cpu, Message message) {
        throw new AssertionError("a message crossed CPUs to " + this);
    }

    @Override
    final void release(Message message) {} // it keeps no account

    @Override
    final void takeBack(Message message) {}

    /// What it is good for.
    abstract String purpose();

    private IllegalStateException refused(String what) {
        return new IllegalStateException(what + " " + this + "; " + purpose());
    }
}
