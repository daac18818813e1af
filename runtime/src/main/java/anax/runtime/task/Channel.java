package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Message;
import java.util.Objects;

/// A bounded queue through which threads hand items to each other, from any CPU to any.
///
/// Owner: its home, as of [Gate], which should be the CPU of who receives: there both ends cost a few loads and stores.
/// An item of another CPU goes in a parcel of that CPU's [Feeder], and the empty parcel comes back when the item has
/// been received. **Bound**: the channel holds `capacity` items of each CPU that sends; who sends one more waits.
/// **Order**: the items of one CPU come out in the order in which its threads sent them, all items in that of their
/// arrival; who waits is served first in, first out. Ordinary Java threads may send and receive as well; they count as
/// of the home, and allocate each time. Else only the first item of each CPU allocates.
///
/// @param <T> what it carries; never null
public final class Channel<T> extends Gate {
    private static final int SEND = 0, RECEIVE = 1, CLOSE = 2;

    private final int capacity;
    private final WaitLine senders = new WaitLine();
    private final WaitLine receivers = new WaitLine();
    private final Feeder[] feeders; // each written and read by its CPU only
    private final boolean[] known; // whose feeders the home has seen
    private Object[] ring; // items of the home, and parcels of others
    private int first;
    private int count;
    private int own; // how many items in the ring are of the home
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
        feeders = new Feeder[home.machine().cpuCount()];
        known = new boolean[feeders.length];
        ring = new Object[roomFor(capacity)];
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
        Feeder feeder = feeders[here.id()];
        if (feeder == null) {
            feeder = new Feeder(here, this, capacity);
            feeders[here.id()] = feeder;
        }
        return feeder.feed(item);
    }

    /// Takes the oldest item, and waits for one.
    ///
    /// @return null if the channel is closed and nothing lies in it
    /// @throws CancelledException if the caller is cancelled while it waits; then it took nothing
    @SuppressWarnings("unchecked") // only send puts something in
    public T receive() {
        if (isHere()) {
            if (count != 0) {
                return (T) takeFirst();
            }
        } else if (Cpu.currentOrNull() == null) {
            return (T) Outside.perform(this, RECEIVE, 0, null).item;
        }
        final Task self = Task.current();
        await(self, RECEIVE, 0, null);
        return (T) self.takeItem();
    }

    /// Says that no more comes: who waits to send is refused, and who receives is told so when nothing lies in it any
    /// more. What other CPUs have sent by then is not lost. When this returns it has happened; again it does nothing.
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
        return count;
    }

    @Override
    int onRequest(Request request) {
        return switch (request.operation) {
            case SEND -> onSend(request);
            case RECEIVE -> onReceive(request);
            default -> onClose();
        };
    }

    private boolean sendHere(T item) {
        if (own < capacity && !closed) {
            if (!hand(item)) {
                own++;
                append(item);
            }
            return true;
        }
        return await(Task.current(), SEND, 0, item) == OK;
    }

    private int onSend(Request request) {
        if (closed) {
            return REFUSED;
        }
        if (own == capacity) {
            senders.add(request);
            return Message.ASYNC;
        }
        final Object item = request.takeItem();
        if (!hand(item)) {
            own++;
            append(item);
        }
        return OK;
    }

    private int onReceive(Request request) {
        if (count != 0) {
            request.item = takeFirst();
            return OK;
        }
        if (closed) {
            return REFUSED;
        }
        receivers.add(request);
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
        for (int cpu = 0; cpu < known.length; cpu++) {
            if (known[cpu]) {
                tellClosed(home().machine().cpu(cpu));
            }
        }
        return OK;
    }

    /// An item of another CPU is here.
    private void onParcel(Parcel parcel) {
        final Cpu from = parcel.feeder.home();
        if (!known[from.id()]) {
            welcome(from);
        }
        if (hand(parcel.item)) {
            sendBack(parcel);
        } else {
            append(parcel);
        }
    }

    private void welcome(Cpu from) {
        known[from.id()] = true;
        grow();
        if (closed) {
            tellClosed(from);
        }
    }

    private void tellClosed(Cpu cpu) {
        home().send(cpu, new Closing(this));
    }

    /// Gives an item to who has waited longest.
    ///
    /// @return false if nobody waits
    private boolean hand(Object item) {
        final Request receiver = receivers.poll();
        if (receiver == null) {
            return false;
        }
        receiver.item = item;
        receiver.replyMessage(OK);
        return true;
    }

    /// Takes the oldest item out. What makes room for another goes out last: while it is sent items may come.
    private Object takeFirst() {
        final Object oldest = ring[first];
        ring[first] = null;
        first = first + 1 & ring.length - 1;
        count--;
        if (oldest instanceof Parcel parcel) {
            final Object item = parcel.item;
            sendBack(parcel);
            return item;
        }
        own--;
        final Request sender = senders.poll();
        if (sender != null) {
            own++;
            append(sender.takeItem());
            sender.replyMessage(OK);
        }
        return oldest;
    }

    private void sendBack(Parcel parcel) {
        parcel.item = null;
        home().send(parcel.feeder.home(), parcel);
    }

    private void append(Object element) {
        assert count < ring.length : "more lies in a channel than its senders may have there";
        ring[first + count & ring.length - 1] = element;
        count++;
    }

    /// Makes room for one more CPU.
    private void grow() {
        int cpus = 1;
        for (boolean each : known) {
            cpus += each ? 1 : 0;
        }
        final Object[] larger = new Object[roomFor(capacity * cpus)];
        for (int i = 0; i < count; i++) {
            larger[i] = ring[first + i & ring.length - 1];
        }
        ring = larger;
        first = 0;
    }

    private static int roomFor(int items) {
        return items == 1 ? 1 : Integer.highestOneBit(items - 1) << 1;
    }

    /// The parcels of one CPU, and the threads there that wait for one. Owner: that CPU.
    static final class Feeder extends Gate {
        private final Channel<?> channel;
        private final WaitLine waiting = new WaitLine();
        private Parcel empty; // the first of those that are here
        private boolean full; // the channel takes nothing more, for it is closed

        private Feeder(Cpu home, Channel<?> channel, int parcels) {
            super("channel", home);
            this.channel = channel;
            for (int i = 0; i < parcels; i++) {
                final Parcel parcel = new Parcel(this);
                parcel.next = empty;
                empty = parcel;
            }
        }

        private boolean feed(Object item) {
            if (empty != null && !full) {
                fill(item);
                return true;
            }
            return await(Task.current(), SEND, 0, item) == OK;
        }

        @Override
        int onRequest(Request request) {
            if (full) {
                return REFUSED;
            }
            if (empty == null) {
                waiting.add(request);
                return Message.ASYNC;
            }
            fill(request.takeItem());
            return OK;
        }

        private void fill(Object item) {
            final Parcel parcel = empty;
            empty = parcel.next;
            parcel.next = null;
            parcel.item = item;
            home().send(channel.home(), parcel);
        }

        private void onEmpty(Parcel parcel) {
            parcel.next = empty;
            empty = parcel;
            final Request request = waiting.poll();
            if (request != null) {
                fill(request.takeItem());
                request.replyMessage(OK);
            }
        }

        private void onClosed() {
            full = true;
            for (Request each = waiting.poll(); each != null; each = waiting.poll()) {
                each.takeItem();
                each.replyMessage(REFUSED);
            }
        }
    }

    /// An item on its way to the channel, or an empty parcel on its way back. Owner: its way.
    private static final class Parcel extends Ipi {
        private final Feeder feeder;
        private Parcel next;
        private Object item;

        private Parcel(Feeder feeder) {
            this.feeder = feeder;
        }

        @Override
        protected void run(Cpu cpu) {
            if (cpu == feeder.home()) {
                feeder.onEmpty(this);
            } else {
                feeder.channel.onParcel(this);
            }
        }
    }

    /// Tells a CPU that the channel is closed. Owner: its way.
    private static final class Closing extends Ipi {
        private final Channel<?> channel;

        private Closing(Channel<?> channel) {
            this.channel = channel;
        }

        @Override
        protected void run(Cpu cpu) {
            channel.feeders[cpu.id()].onClosed();
        }
    }
}
