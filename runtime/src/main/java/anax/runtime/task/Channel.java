package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import java.util.Arrays;
import java.util.Objects;

/// A bounded queue through which threads hand items to each other, from any CPU to any.
///
/// Owner: its home, as of [Gate], which should be the CPU of who receives: there both ends cost a few loads and
/// stores. The items of another CPU come through a ring of its own, an [Inflow]. **Bound**: the channel holds
/// `capacity` items of each CPU that sends; who sends one more waits. A sender of another CPU that waits learns of
/// room when there is room for half as many, or after [#PATIENCE_NS]. **Order**: the items of one CPU come out in the
/// order in which its threads sent them; CPUs take turns; who waits is served first in, first out. Ordinary Java
/// threads may send and receive as well; they count as of the home, and allocate each time. Else only the first item
/// of each CPU allocates.
///
/// @param <T> what it carries; never null
public final class Channel<T> extends Gate {
    /// How long a sender of another CPU may wait though there is some room for it.
    public static final long PATIENCE_NS = 20_000;

    private static final int SEND = 0, RECEIVE = 1, CLOSE = 2;

    /// So many items of one CPU come out in a row while others have some.
    private static final int TURN = 32;

    private final int capacity;
    private final WaitLine senders = new WaitLine();
    private final WaitLine receivers = new WaitLine();
    private final Inflow[] flowOf; // by CPU; each written and read by that CPU only
    private final Object[] ring; // items of the home
    private int first;
    private int count;
    private Inflow[] flows = {}; // those that the home knows
    private int turn; // whose turn it is to be received: one of the flows, or the home behind them
    private int leftOfTurn = TURN;
    private boolean closed;

    /// Makes one on the current CPU.
    ///
    /// @param capacity how many items of each CPU it holds, 1 to 65536
    /// @throws IllegalStateException if an ordinary Java thread calls
    public Channel(int capacity) {
        this(Cpu.current(), capacity);
    }

    /// Makes one on a CPU.
    ///
    /// @param capacity how many items of each CPU it holds, 1 to 65536
    public Channel(Cpu home, int capacity) {
        super("channel", home);
        if (capacity < 1 || capacity > 1 << 16) {
            throw new IllegalArgumentException("capacity " + capacity + " was given to a channel; use 1 to 65536");
        }
        this.capacity = capacity;
        flowOf = new Inflow[home.machine().cpuCount()];
        ring = new Object[capacity];
    }

    /// Sends an item, and waits if there is no room for it.
    ///
    /// @return false if the channel is closed, and the item is not in it
    /// @throws CancelledException if the caller is cancelled while it waits; then the item is not in it
    public boolean send(T item) {
        Objects.requireNonNull(item, "null was sent through a channel; send an object that says nothing");
        final Cpu here = Cpu.currentOrNull();
        if (here == home()) {
            return sendHere(item);
        }
        if (here == null) {
            return Outside.perform(this, SEND, 0, item).error() == OK;
        }
        if (here.machine() != home().machine()) {
            return await(Task.current(), SEND, 0, item) == OK;
        }
        Inflow flow = flowOf[here.id()];
        if (flow == null) {
            flow = new Inflow(this, here, capacity);
            flowOf[here.id()] = flow;
        }
        return flow.send(item);
    }

    /// Takes the oldest item, and waits for one.
    ///
    /// @return null if the channel is closed and nothing lies in it
    /// @throws CancelledException if the caller is cancelled while it waits; then it took nothing
    @SuppressWarnings("unchecked") // only send puts something in
    public T receive() {
        if (isHere()) {
            Object item = poll();
            if (item == null) {
                Lwkt.checkpoint(); // what has arrived costs less than a wait
                item = poll();
            }
            if (item != null) {
                return (T) item;
            }
        } else if (Cpu.currentOrNull() == null) {
            return (T) Outside.perform(this, RECEIVE, 0, null).item;
        }
        final Task self = Task.current();
        await(self, RECEIVE, 0, null);
        return (T) self.takeItem();
    }

    /// Says that no more comes: who waits to send is refused, and who receives is told so when nothing lies in it
    /// any more. What other CPUs have sent by then is not lost. When this returns it has happened; again it does
    /// nothing.
    public void close() {
        if (Cpu.currentOrNull() == null) {
            Outside.perform(this, CLOSE, 0, null);
        } else {
            perform(Task.current(), CLOSE, 0, null);
        }
    }

    /// How many items lie in it. On the home.
    public int size() {
        assert isHere() : "a channel of " + home() + " was looked at on " + Cpu.currentOrNull();
        int all = count;
        for (Inflow flow : flows) {
            all += flow.size();
        }
        return all;
    }

    @Override
    int onRequest(Request request) {
        return switch (request.operation) {
            case SEND -> onSend(request);
            case RECEIVE -> onReceive(request);
            default -> onClose();
        };
    }

    /// Items of another CPU have come, and nobody has looked for some since its last one was taken.
    void onItems(Inflow flow) {
        if (flow.isNew()) {
            welcome(flow);
        }
        while (!receivers.isEmpty()) {
            final Object item = flow.poll();
            if (item == null) {
                flow.sendNoticeBack(); // whoever waits now has looked already
                return;
            }
            hand(item);
        }
    }

    private boolean sendHere(T item) {
        if (count < capacity && !closed) {
            put(item);
            return true;
        }
        return await(Task.current(), SEND, 0, item) == OK;
    }

    private int onSend(Request request) {
        if (closed) {
            return REFUSED;
        }
        if (count == capacity) {
            senders.add(request);
            return Message.ASYNC;
        }
        put(request.takeItem());
        return OK;
    }

    private int onReceive(Request request) {
        final Object item = poll();
        if (item != null) {
            request.item = item;
            return OK;
        }
        if (closed) {
            return REFUSED;
        }
        receivers.add(request);
        for (Inflow flow : flows) {
            flow.sendNoticeBack();
        }
        return Message.ASYNC;
    }

    private int onClose() {
        if (closed) {
            return OK;
        }
        closed = true;
        for (Request each = receivers.poll(); each != null; each = receivers.poll()) {
            each.replyMessage(REFUSED);
        }
        for (Request each = senders.poll(); each != null; each = senders.poll()) {
            each.takeItem();
            each.replyMessage(REFUSED);
        }
        for (Inflow flow : flows) {
            tellClosed(flow);
        }
        return OK;
    }

    private void welcome(Inflow flow) {
        flows = Arrays.copyOf(flows, flows.length + 1);
        flows[flows.length - 1] = flow;
        if (closed) {
            tellClosed(flow);
        }
    }

    private void tellClosed(Inflow flow) {
        home().send(flow.sender(), new Closing(flow));
    }

    /// The next item; null if none lies in the channel.
    private Object poll() {
        // The last one tried is the first again, whose turn may have been over.
        for (int tried = 0; tried <= flows.length + 1; tried++) {
            if (leftOfTurn != 0) {
                final Object item = turn < flows.length ? flows[turn].poll() : pollOwn();
                if (item != null) {
                    leftOfTurn--;
                    return item;
                }
            }
            turn = turn < flows.length ? turn + 1 : 0;
            leftOfTurn = TURN;
        }
        return null;
    }

    private Object pollOwn() {
        if (count == 0) {
            return null;
        }
        final Object oldest = ring[first];
        ring[first] = null;
        first = first + 1 == capacity ? 0 : first + 1;
        count--;
        final Request sender = senders.poll();
        if (sender != null) {
            append(sender.takeItem());
            sender.replyMessage(OK);
        }
        return oldest;
    }

    /// Takes an item of the home in.
    private void put(Object item) {
        if (receivers.isEmpty()) {
            append(item);
        } else {
            hand(item);
        }
    }

    private void append(Object item) {
        final int place = first + count;
        ring[place < capacity ? place : place - capacity] = item;
        count++;
    }

    /// Gives an item to who has waited longest.
    private void hand(Object item) {
        final Request receiver = receivers.poll();
        receiver.item = item;
        receiver.replyMessage(OK);
    }

    /// Tells a CPU that the channel is closed. Owner: its way.
    private static final class Closing extends Ipi {
        private final Inflow flow;

        private Closing(Inflow flow) {
            this.flow = flow;
        }

        @Override
        protected void run(Cpu cpu) {
            flow.onClosed();
        }
    }
}
