package anax.runtime;

import java.util.function.Consumer;

/// A port for replies that nobody waits for: each is handled at once, on the replier's stack.
///
/// Owner: nobody. Its handler is called by any CPU, perhaps by several at once; the message is the handler's.
/// Allocates nothing; blocks if its handler does.
public final class ReplyPort extends UnqueuedPort {
    /// Takes replies and tells nobody. Who sends with it learns by other means that the message is home.
    public static final ReplyPort SILENT = new ReplyPort("silent", message -> {});

    private final String name;
    private final Consumer<Message> handler;

    /// Makes a port.
    ///
    /// @param name what people call it
    public ReplyPort(String name, Consumer<Message> handler) {
        this.name = name;
        this.handler = handler;
    }

    /// What people call it.
    @Override
    public String toString() {
        return "the reply port " + name;
    }

    @Override
    boolean replyPort(Message message) {
        message.set(Message.DONE | Message.REPLY);
        message.returnCredit();
        assert message.moved(MessageState.HOME);
        handler.accept(message);
        return true;
    }

    @Override
    String purpose() {
        return "it handles asynchronous replies only";
    }
}
