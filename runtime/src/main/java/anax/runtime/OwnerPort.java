package anax.runtime;

/// A port that its CPU serves itself: what is sent to it is run there as it arrives, and needs no thread.
///
/// Owner: one CPU; others send, from any CPU and from ordinary threads. Allocates nothing. Its handler is called on
/// that CPU only, in the context of whatever runs there, so it must neither block nor switch; what it touches belongs
/// to the CPU. On that CPU itself a send is a call. Bound: none; what the handler keeps is its own to bound.
public final class OwnerPort extends UnqueuedPort {
    private final String name;
    private final Cpu home;
    private final MessageHandler handler;

    /// Makes a port.
    ///
    /// @param name what people call it
    /// @param home the CPU that runs what is sent to it
    public OwnerPort(String name, Cpu home, MessageHandler handler) {
        this.name = name;
        this.home = home;
        this.handler = handler;
    }

    /// What people call it.
    @Override
    public String toString() {
        return "the port " + name + " of " + home;
    }

    @Override
    int putPort(Message message) {
        final Cpu here = Cpu.currentOrNull();
        if (here == home) {
            assert message.moved(MessageState.PROCESSED);
            return handler.onMessage(message);
        }
        assert message.moved(MessageState.CROSSING);
        if (here == null || here.machine() != home.machine()) {
            submit(message);
            return Message.ASYNC;
        }
        here.beforeSharedAccess();
        final boolean sync = message.isSync(); // once it is sent it is no longer ours to read
        here.outbound().send(home, message);
        if (sync) {
            here.outbound().ringBells();
        }
        return Message.ASYNC;
    }

    @Override
    void arrive(Cpu cpu, Message message) {
        assert message.moved(MessageState.PROCESSED);
        final int result = handler.onMessage(message);
        if (result != Message.ASYNC) {
            message.replyMessage(result);
        }
    }

    @Override
    Cpu homeOrNull() {
        return home;
    }

    @Override
    String purpose() {
        return "it runs requests on its CPU and takes no replies";
    }

    private void submit(Message message) {
        try {
            home.machine().submit(home, message);
        } catch (IllegalStateException refused) {
            message.stayBehind();
            throw refused;
        }
    }
}
