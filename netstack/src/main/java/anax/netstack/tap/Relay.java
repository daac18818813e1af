package anax.netstack.tap;

import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.runtime.Cpu;
import anax.runtime.InterruptLine;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.Message;
import anax.runtime.ReplyPort;
import anax.runtime.ThreadPort;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import java.util.concurrent.ExecutionException;

/// A cable between two links: what comes by the one leaves by the other, as it is. With links that impair what they
/// receive ([anax.netstack.link.ImpairedLink]) it is a bad path between two kernels, or between a kernel and a stack.
///
/// Owner: its thread, on one CPU; any thread may [#close]. Allocates when made. Waits when nothing is under way. What
/// the other link has no room for is dropped and counted.
///
/// ```java
/// var path = Impairments.none(seed).withLoss(0.01).withDelay(20_000_000, Jitter.NONE);
/// var relay = Relay.between(machine, 0, new ImpairedLink(tap, path), new ImpairedLink(otherTap, path));
/// ```
public final class Relay implements AutoCloseable, TimerHandler {
    private static final int BATCH = 32;

    private final Cpu cpu;
    private final PacketPool pool;
    private final Direction there;
    private final Direction back;
    private final Timer alarm = new Timer(this, 0);
    private final WakeUp wakeUp = new WakeUp();
    private final Runnable onArrival = this::announce;
    private InterruptLine arrivals;
    private ThreadPort port;
    private boolean wakeUpUnderWay;
    private boolean isWaiting;
    private volatile boolean closed;

    private Relay(Cpu cpu, Link one, Link other) {
        this.cpu = cpu;
        final PacketPoolConfig packets = PacketPoolConfig.standard().withSlots(1 << 14, 1 << 10);
        pool = new PacketPool(cpu.id(), packets, cpu::isCurrent);
        there = new Direction(one.queue(0), other.queue(0));
        back = new Direction(other.queue(0), one.queue(0));
    }

    /// Joins two links by their first queues, which are this CPU's from then on.
    ///
    /// @param cpu   of the machine, the number of the one that does it
    /// @param one   whose frames are complete: its checksums and segments are left to nobody
    /// @param other likewise
    /// @throws IllegalArgumentException if a link leaves anything to others, or they do not carry the same
    public static Relay between(Machine machine, int cpu, Link one, Link other)
            throws ExecutionException, InterruptedException {
        for (final Link each : new Link[] {one, other}) {
            if (!each.capabilities().equals(LinkCapabilities.NONE)) {
                throw new IllegalArgumentException("the link " + each.name()
                        + " leaves checksums or segments to others; a relay takes links without offload");
            }
        }
        if (one.type() != other.type() || one.mtu() != other.mtu()) {
            throw new IllegalArgumentException("the links " + one.name() + " and " + other.name()
                    + " were to be joined, but carry different" + " frames; give them the same type and MTU");
        }
        final Relay relay = new Relay(machine.cpu(cpu), one, other);
        machine.call(cpu, "begin relay", () -> {
            one.queue(0).begin(relay.cpu);
            other.queue(0).begin(relay.cpu);
            relay.arrivals = relay.cpu.interrupts().addFast("relay", relay::wake);
            relay.port = Lwkt.create(cpu, "relay", Lwkt.current().priority(), relay::run)
                    .port();
            return null;
        });
        return relay;
    }

    /// Frames that went from the first link to the second. From another thread the figure may be old.
    public long carriedThere() {
        return there.carried;
    }

    /// Frames that went from the second link to the first. From another thread the figure may be old.
    public long carriedBack() {
        return back.carried;
    }

    /// Frames for which the link that they were to leave by had no room.
    public long dropped() {
        return there.dropped + back.dropped;
    }

    /// Carries nothing from now on. The links are not closed. Twice is as good as once.
    @Override
    public void close() {
        closed = true;
        arrivals.raise();
    }

    /// A frame that was held back is due.
    @Override
    public void onTimer(Timer timer, long nowNs) {
        wake();
    }

    private void run() {
        while (!closed) {
            final long nowNs = cpu.nowNs();
            if (there.carry(nowNs) + back.carry(nowNs) == 0) {
                await();
            } else {
                Lwkt.giveWay();
            }
        }
    }

    /// Says first that it will wait, and looks once more at what says itself whether something has come.
    private void await() {
        isWaiting = true;
        if (!there.from.announceArrival(onArrival) || !back.from.announceArrival(onArrival)) {
            isWaiting = false;
            return;
        }
        final long oneNs = there.from.nextDeadlineNs();
        final long otherNs = back.from.nextDeadlineNs();
        if (oneNs != Long.MAX_VALUE || otherNs != Long.MAX_VALUE) {
            cpu.timers().schedule(alarm, Math.min(oneNs, otherNs));
        }
        if (!closed) {
            port.waitMessage().replyMessage(0);
            wakeUpUnderWay = false;
        }
        isWaiting = false;
        cpu.timers().cancel(alarm);
    }

    /// On any thread.
    private void announce() {
        arrivals.raise();
    }

    /// On its CPU, in whatever context.
    private void wake() {
        if (isWaiting && !wakeUpUnderWay) {
            wakeUpUnderWay = true;
            port.sendMessage(wakeUp);
        }
    }

    /// One way of the cable. Owner: the relay's thread; others see old counts.
    private final class Direction implements PacketSink {
        private final LinkQueue from;
        private final LinkQueue to;
        private long nowNs;
        private long carried;
        private long dropped;

        private Direction(LinkQueue from, LinkQueue to) {
            this.from = from;
            this.to = to;
        }

        private int carry(long now) {
            nowNs = now;
            final int frames = from.poll(now, BATCH, pool, this);
            if (frames > 0) {
                to.flush(now);
            }
            return frames;
        }

        @Override
        public void onPacket(Packet packet) {
            if (to.send(packet, nowNs)) {
                carried++;
            } else {
                dropped++;
            }
            pool.takeBack(packet);
        }
    }

    /// Tells the thread that there is something to do. Owner: its CPU.
    private static final class WakeUp extends Message {
        private WakeUp() {
            replyTo(ReplyPort.SILENT);
        }
    }
}
