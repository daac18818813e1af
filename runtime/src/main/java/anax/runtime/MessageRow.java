package anax.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Ordinary messages that one CPU sends to one port right behind each other: a single entry of their lane.
///
/// Owner: the sending CPU while it fills the row, then the lane, then the CPU that runs it, which puts the messages
/// on their port and gives the row back. Allocates when made. Bound: [#LENGTH] messages.
///
/// The messages are named by an array, and not linked by it: whoever walks along links waits for each message's cache
/// lines before it learns where the next one is, while those that an array names come at the same time. Where
/// messages lie strewn over the heap, a walk along links took twice the time that entries of a ring take.
final class MessageRow extends Ipi {
    /// How many messages a row holds at most: so many sends a message may have to wait for those behind it.
    static final int LENGTH = 16;

    private static final VarHandle AWAY;

    static {
        try {
            AWAY = MethodHandles.lookup().findVarHandle(MessageRow.class, "away", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Message[] messages = new Message[LENGTH];
    private QueuedPort port;
    private Cpu home; // of the port, when the row was begun
    private int kind; // what all of its messages are
    private int count;
    private int most;

    @SuppressWarnings("unused") // it is read through AWAY
    private boolean away; // the sender sets it, and whoever has run the row clears it

    MessageRow() {}

    /// True if it can be filled: it was never sent, or has been given back.
    boolean isBack() {
        return !awayAcquire();
    }

    /// Begins to fill it.
    ///
    /// @param mostMessages how many it may become; of more than [#LENGTH] only so many
    void begin(QueuedPort toPort, Cpu toHome, Message first, int mostMessages) {
        port = toPort;
        home = toHome;
        kind = first.kind();
        most = Math.min(mostMessages, LENGTH);
        messages[0] = first;
        count = 1;
    }

    /// Adds a message, if it goes the same way as those before it and is of their kind.
    ///
    /// @return false if it is another one's to send
    boolean add(QueuedPort toPort, Cpu toHome, Message message) {
        if (port != toPort || home != toHome || kind != message.kind()) {
            return false;
        }
        final int slot = count;
        messages[slot] = message;
        count = slot + 1;
        return true;
    }

    boolean isFull() {
        return count == most;
    }

    int count() {
        return count;
    }

    Cpu home() {
        return home;
    }

    /// To be called right before it is sent: from then on it is not the sender's until it is back.
    void leave() {
        away = true; // the lane shows it to whoever clears it
    }

    /// Puts its messages on their port; if that has gone elsewhere, or has closed, lets each find its way by
    /// itself.
    @Override
    protected void run(Cpu cpu) {
        try {
            if (port.isOpenOn(cpu)) {
                port.arriveInRow(cpu, messages, count);
            } else {
                takeApart(cpu);
            }
        } finally {
            cpu.beforeSharedAccess();
            awayRelease(false);
        }
    }

    private void takeApart(Cpu cpu) {
        for (int i = 0; i < count; i++) {
            final Message message = messages[i];
            messages[i] = null;
            cpu.runIpi(message);
        }
    }

    private boolean awayAcquire() {
        return (boolean) AWAY.getAcquire(this);
    }

    private void awayRelease(boolean value) {
        AWAY.setRelease(this, value);
    }
}
