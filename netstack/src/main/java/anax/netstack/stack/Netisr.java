package anax.netstack.stack;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Coalescing;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.runtime.AbortMessage;
import anax.runtime.Cpu;
import anax.runtime.InterruptLine;
import anax.runtime.Lwkt;
import anax.runtime.MachineStoppedException;
import anax.runtime.Message;
import anax.runtime.ReplyPort;
import anax.runtime.ThreadPort;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;
import java.util.Arrays;

/// The network thread of one CPU: takes frames from its links and messages from its port, batch by batch, and drives
/// the CPU's partition with them. After DragonFly's net/netisr.c.
///
/// Owner: its CPU. Allocates when made and when a link is added. Blocks when there is nothing to do: then nothing is
/// polled, and a link, a message or a timer wakes it. A batch is at most so many frames of each link and so many
/// messages; between batches other threads of its priority have their turn, so that a flood cannot keep the
/// applications from running.
final class Netisr implements TimerHandler {
    /// How often it looks in vain, while nobody else is ready, before it says that it waits: some microseconds.
    /// To say so and to be told costs more than the looks, on both sides.
    private static final int LOOKS = 64;

    private final Cpu cpu;
    private final Partition partition;
    private final PartitionedEnvironment environment;
    private final int batch;
    private final boolean coalesces;
    private final Timer alarm = new Timer(this, 0);
    private final WakeUp wakeUp = new WakeUp();
    private final PacketSink onFrame = this::onFrame;
    private final Runnable onArrival = this::announce;
    private NetworkInterface[] interfaces = new NetworkInterface[0];
    private LinkQueue[] queues = new LinkQueue[0];
    private PacketSink[] sinks = new PacketSink[0];
    private Coalescing[] coalescings = new Coalescing[0]; // null where the link joins segments itself, or nobody shall
    private long[] lost = new long[0];
    private NetworkInterface receiving;
    private InterruptLine arrivals;
    private ThreadPort port;
    private boolean wakeUpUnderWay;
    private boolean isWaiting;
    private boolean isOnItsStack; // while it waits: whatever wakes the CPU is enough
    private boolean batchWanted;
    private boolean stopping;
    private long batches;

    Netisr(Cpu cpu, Partition partition, PartitionedEnvironment environment, StackConfig config) {
        this.cpu = cpu;
        this.partition = partition;
        this.environment = environment;
        batch = config.batch();
        coalesces = config.coalescing();
    }

    private void begin() {
        port = Lwkt.current().port();
        arrivals = cpu.interrupts().addFast("netisr " + cpu.id(), this::wake);
    }

    /// The thread's body: runs until [#stop].
    void run() {
        begin();
        int looksInVain = 0;
        while (!stopping) {
            if (runBatch() > 0 || batchWanted) {
                looksInVain = 0;
            } else if (looksInVain == LOOKS || !cpu.mayLookOn()) {
                looksInVain = 0;
                waitForWork();
                continue;
            } else {
                looksInVain++;
            }
            Lwkt.giveWay();
        }
    }

    /// Has the loop end after the batch that it is in.
    void stop() {
        stopping = true;
    }

    /// The port that its partition's messages come to.
    ThreadPort port() {
        return port;
    }

    Partition partition() {
        return partition;
    }

    PartitionedEnvironment environment() {
        return environment;
    }

    /// Batches that it has run.
    long batches() {
        return batches;
    }

    /// Receives by its own queues of an interface's link from now on, and sends by the first of them; if it has
    /// none, by the CPU whose turn it is.
    void add(NetworkInterface by, Link link) {
        final int first = cpu.id();
        if (first >= link.queues()) {
            environment.transmitter().add(by, link, first % link.queues());
            return;
        }
        environment.transmitter().add(by, link, link.queue(first));
        for (int index = first; index < link.queues(); index += environment.partitions()) {
            receiveBy(link.queue(index), by, link);
        }
    }

    private void receiveBy(LinkQueue queue, NetworkInterface by, Link link) {
        queue.begin(cpu);
        interfaces = Arrays.copyOf(interfaces, interfaces.length + 1);
        queues = Arrays.copyOf(queues, interfaces.length);
        sinks = Arrays.copyOf(sinks, interfaces.length);
        coalescings = Arrays.copyOf(coalescings, interfaces.length);
        lost = Arrays.copyOf(lost, interfaces.length);
        interfaces[interfaces.length - 1] = by;
        queues[interfaces.length - 1] = queue;
        coalescings[interfaces.length - 1] = coalescing(link);
        sinks[interfaces.length - 1] =
                coalescings[interfaces.length - 1] != null ? coalescings[interfaces.length - 1] : onFrame;
    }

    private Coalescing coalescing(Link link) {
        return coalesces && link.capabilities().longestSegment() == 0
                ? new Coalescing(link.type(), partition.udpSockets(), environment.pool(), onFrame)
                : null;
    }

    /// Has what is known of an interface replaced.
    void replace(NetworkInterface changed) {
        for (int i = 0; i < interfaces.length; i++) {
            if (interfaces[i].index() == changed.index()) {
                interfaces[i] = changed;
            }
        }
    }

    /// Prepares for a call of another thread of this CPU between two batches: takes the time if nobody did
    /// lately.
    void enterCall() {
        assert cpu.isCurrent() : "the partition of " + cpu + " was called by " + Cpu.currentOrNull();
        if (isWaiting) {
            environment.takeTime();
        }
    }

    /// Sees to it that there will be an end to the batch that such a call has put something off to.
    void wantBatch() {
        batchWanted = true;
        if (isWaiting) {
            wake();
        }
    }

    private int runBatch() {
        batches++;
        environment.takeTime();
        int work = environment.fireTimers(batch);
        for (int i = 0; i < queues.length; i++) {
            work += receive(i);
        }
        work += serveMessages();
        environment.account().batch(work);
        work += serveOwn();
        environment.endBatch();
        batchWanted = environment.hasMore(); // whatever else was put off is done
        return work;
    }

    private int receive(int i) {
        final LinkQueue queue = queues[i];
        receiving = interfaces[i];
        final int frames = queue.poll(environment.nowNs(), batch, environment.pool(), sinks[i]);
        if (frames > 0) {
            environment.account().received(frames);
            if (coalescings[i] != null) {
                environment.account().merged(coalescings[i].flush());
            }
            final long lostNow = queue.lost();
            for (; lost[i] < lostNow; lost[i]++) {
                environment.account().droppedIn(DropReason.POOL_EXHAUSTED);
            }
        }
        return frames;
    }

    private void onFrame(Packet packet) {
        partition.receive(packet, receiving);
    }

    private int serveMessages() {
        int served = 0;
        Message message;
        while (served < batch && (message = port.getMessage()) != null) {
            served++;
            serve(message);
        }
        return served;
    }

    /// Goes on with what came in this batch, or was made in it, and was put off.
    private int serveOwn() {
        int served = 0;
        Packet own;
        while ((own = environment.pollOwn()) != null) {
            served++;
            partition.goOn(own);
        }
        return served;
    }

    private void serve(Message message) {
        if (message instanceof Packet packet) {
            packet.replyMessage(0); // nobody waits: from now on it is this partition's
            assert packet.belongsTo(cpu.id());
            environment.took(packet);
            partition.goOn(packet);
        } else if (message == wakeUp) {
            message.replyMessage(0);
            wakeUpUnderWay = false;
        } else if (message instanceof AbortMessage abort) {
            if (((StackMessage) abort.original()).abandon(partition)) {
                abort.original().replyMessage(Message.ABORTED);
            }
            abort.replyMessage(0);
        } else {
            final int result = ((StackMessage) message).serve(partition);
            if (result != Message.ASYNC) {
                message.replyMessage(result);
            }
        }
    }

    /// Says first that it will wait, and looks once more at what says itself whether something has come.
    private void waitForWork() {
        isWaiting = true;
        long deadlineNs = environment.nextDeadlineNs();
        for (final LinkQueue queue : queues) {
            if (!queue.announceArrival(onArrival)) {
                isWaiting = false;
                return;
            }
            deadlineNs = earlier(deadlineNs, queue.nextDeadlineNs());
        }
        if (deadlineNs != TimerWheel.NEVER) {
            cpu.timers().schedule(alarm, deadlineNs);
        }
        isOnItsStack = true;
        final boolean tookIn = cpu.takeInPlace("work");
        isOnItsStack = false;
        final Message message = tookIn ? null : port.waitMessage();
        isWaiting = false;
        cpu.timers().cancel(alarm);
        environment.takeTime();
        if (message != null) {
            serve(message);
        }
        batchWanted = true;
    }

    /// On any thread, perhaps a CPU of another machine: a link has something.
    private void announce() {
        if (cpu.isCurrent() && isOnItsStack && Lwkt.current().port() == port) {
            return; // it goes on as soon as whoever looked at the link returns
        }
        try {
            arrivals.raise();
        } catch (MachineStoppedException _) {
            // Nobody here wants to know any more, and who sends has done nothing wrong.
        }
    }

    /// A deadline of the partition or a link has come.
    @Override
    public void onTimer(Timer timer, long nowNs) {
        wake();
    }

    /// Clocks may pass the end of the numbers, so the sooner one is that which lies behind the other.
    private static long earlier(long one, long other) {
        if (one == TimerWheel.NEVER || other == TimerWheel.NEVER) {
            return one == TimerWheel.NEVER ? other : one;
        }
        return one - other < 0 ? one : other;
    }

    /// On its CPU, in whatever context.
    private void wake() {
        if (isWaiting && !isOnItsStack && !wakeUpUnderWay) {
            wakeUpUnderWay = true;
            port.sendMessage(wakeUp);
        }
    }

    /// Tells the thread that there is something to do. Owner: its CPU.
    private static final class WakeUp extends Message {
        private WakeUp() {
            replyTo(ReplyPort.SILENT);
        }
    }
}
