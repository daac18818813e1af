package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Message;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The items of one CPU that lie in a channel of another, and who is told when some come and when there is room.
///
/// Owner: two CPUs for life: what stands under "the sender's" is touched by the CPU that sends, what stands under
/// "the home's" by that of the channel; between them there is the ring. Allocates when made. Bound: the channel's
/// capacity; the sender's threads wait above it.
///
/// **The notice.** One entry goes out and comes back: while it is with the sender nobody looks at the ring, so the
/// next item sends it; while it is with the home, items need no entry each, for whoever receives looks at the ring
/// himself, and sends the notice back before he waits. When it is back the sender looks whether items have come
/// meanwhile, and sends it again if so: no item lies there unseen.
///
/// **Room.** A thread that finds the ring full says so by a message, and the home answers when half of the ring is
/// free, or [Channel#PATIENCE_NS] have passed with some room. Were each place told by itself, a sender that is faster
/// than the receiver would wait for every single one.
final class Inflow extends Gate implements TimerHandler {
    private final Channel<?> channel;
    private final Cpu sender;
    private final int capacity;
    private final int enough;
    private final SpscVarHandleArrayQueue<Object> ring;
    private final Ipi notice = new Notice(this);
    private final Ipi room = new Room(this);
    private final Ipi hunger = new Hunger(this);

    // The sender's.
    private final WaitLine waiting = new WaitLine();
    private long sent;
    private long takenSeen;
    private boolean noticed; // the notice is not here
    private boolean asked; // for room, since the last answer
    private boolean refusing; // the channel is closed

    // The home's.
    private final Timer patience = new Timer(this, 0);
    private boolean known;
    private boolean hasNotice;
    private boolean wanted; // somebody waits for room

    /// Makes one, on the CPU that sends.
    Inflow(Channel<?> channel, Cpu sender, int capacity) {
        super("channel", sender);
        this.channel = channel;
        this.sender = sender;
        this.capacity = capacity;
        enough = Math.max(1, capacity / 2);
        ring = new SpscVarHandleArrayQueue<>(Math.max(2, capacity));
    }

    /// Puts an item in, and waits while there is no room.
    ///
    /// @return false if the channel is closed
    boolean send(Object item) {
        if (hasRoom() && waiting.isEmpty() && !refusing) {
            put(item);
            return true;
        }
        return await(Task.current(), 0, 0, item) == OK;
    }

    @Override
    int onRequest(Request request) {
        if (refusing) {
            return REFUSED;
        }
        if (!hasRoom() || !waiting.isEmpty()) {
            waiting.add(request);
            askForRoom();
            return Message.ASYNC;
        }
        put(request.takeItem());
        return OK;
    }

    /// The CPU that sends.
    Cpu sender() {
        return sender;
    }

    /// True the first time that it is asked. On the home.
    boolean isNew() {
        final boolean first = !known;
        known = true;
        return first;
    }

    /// Takes the oldest item; null if there is none. On the home.
    Object poll() {
        final Object item = ring.poll();
        if (wanted && item != null) {
            tellRoomSoon();
        }
        return item;
    }

    /// How many items lie in it. On the home.
    int size() {
        return ring.size();
    }

    /// Has the next item say that it comes: nobody will look at the ring before. On the home.
    void sendNoticeBack() {
        if (hasNotice) {
            hasNotice = false;
            channel.home().send(sender, notice);
        }
    }

    /// The channel is closed. On the CPU that sends.
    void onClosed() {
        refusing = true;
        for (Request each = waiting.poll(); each != null; each = waiting.poll()) {
            each.takeItem();
            each.replyMessage(REFUSED);
        }
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        if (wanted) {
            tellRoom();
        }
    }

    // The sender's side.

    private boolean hasRoom() {
        if (sent - takenSeen < capacity) {
            return true;
        }
        takenSeen = ring.currentConsumerIndex();
        return sent - takenSeen < capacity;
    }

    private void put(Object item) {
        boolean offered = ring.offer(item);
        assert offered : "a ring of " + capacity + " refused an item though " + (sent - takenSeen) + " lay there";
        sent++;
        if (!noticed) {
            noticed = true;
            sender.send(channel.home(), notice);
        }
    }

    private void askForRoom() {
        if (!asked) {
            asked = true;
            sender.send(channel.home(), hunger);
        }
    }

    private void onRoom() {
        asked = false;
        while (!waiting.isEmpty() && hasRoom()) {
            final Request request = waiting.poll();
            put(request.takeItem());
            request.replyMessage(OK);
        }
        if (!waiting.isEmpty()) {
            askForRoom();
        }
    }

    private void onNoticeBack() {
        noticed = false;
        if (!ring.isEmpty()) {
            noticed = true;
            sender.send(channel.home(), notice);
        }
    }

    // The home's side.

    private void onNotice() {
        hasNotice = true;
        channel.onItems(this);
    }

    private void onHunger() {
        wanted = true;
        tellRoomSoon();
    }

    private void tellRoomSoon() {
        final int free = capacity - ring.size();
        if (free >= enough) {
            tellRoom();
        } else if (free > 0 && !patience.isScheduled()) {
            channel.home().timers().schedule(patience, channel.home().nowNs() + Channel.PATIENCE_NS);
        }
    }

    private void tellRoom() {
        wanted = false;
        channel.home().timers().cancel(patience);
        channel.home().send(sender, room);
    }

    /// Says that items have come, or goes back. Owner: its way.
    private static final class Notice extends Ipi {
        private final Inflow flow;

        private Notice(Inflow flow) {
            this.flow = flow;
        }

        @Override
        protected void run(Cpu cpu) {
            if (cpu == flow.sender) {
                flow.onNoticeBack();
            } else {
                flow.onNotice();
            }
        }
    }

    /// Says that there is room. Owner: nobody; it holds nothing that changes, and may be under way twice.
    private static final class Room extends Ipi {
        private final Inflow flow;

        private Room(Inflow flow) {
            this.flow = flow;
        }

        @Override
        protected void run(Cpu cpu) {
            flow.onRoom();
        }
    }

    /// Says that somebody waits for room. Owner: nobody; it holds nothing that changes, and may be under way
    /// twice.
    private static final class Hunger extends Ipi {
        private final Inflow flow;

        private Hunger(Inflow flow) {
            this.flow = flow;
        }

        @Override
        protected void run(Cpu cpu) {
            flow.onHunger();
        }
    }
}
