package anax.netstack.link;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import java.util.SplittableRandom;

/// One queue of an impaired link: what it receives has travelled a path.
///
/// Owner: one CPU. Allocates when made. Never blocks; at the bound of what may be on the way, frames are dropped and
/// counted.
final class ImpairedQueue extends DecoratedQueue {
    private final ImpairedLink link;
    private final Impairments impairments;
    private final SplittableRandom random;
    private final HeldPackets held;
    private final Bottleneck bottleneck;
    private final PacketSink path = this::travel;

    private PacketPool pool; // of the poll under way, and then of what is held
    private long nowNs; // of the last poll
    private long lastDueNs; // of those that keep their order
    private boolean anyDue;
    private boolean inBurst;

    private long arrived;
    private long delivered;
    private long lost;
    private long burstLost;
    private long corrupted;
    private long duplicated;
    private long reordered;
    private long overLimit;
    private long overHeld;

    ImpairedQueue(ImpairedLink link, LinkQueue inner, Impairments impairments, SplittableRandom random) {
        super(inner);
        this.link = link;
        this.impairments = impairments;
        this.random = random;
        held = new HeldPackets(impairments.mostHeld());
        bottleneck = new Bottleneck(impairments.rate());
    }

    @Override
    public int poll(long now, int limit, PacketPool pollersPool, PacketSink sink) {
        assert held.isEmpty() || pollersPool == pool : link.name() + " was polled with two pools";
        pool = pollersPool;
        nowNs = now;
        if (link.isClosed()) {
            freeAll();
            return 0;
        }
        int count = deliver(limit, sink);
        final long lostBefore = lost();
        super.poll(now, limit - count, pool, path);
        count += (int) (lost() - lostBefore); // they came, though to nobody
        count += deliver(limit - count, sink);
        return count;
    }

    private int deliver(int limit, PacketSink sink) {
        int count = 0;
        while (count < limit && isDue()) {
            final Packet packet = held.removeFirst();
            delivered++;
            count++;
            sink.onPacket(packet.arrivedNs(nowNs));
        }
        return count;
    }

    private boolean isDue() {
        return !held.isEmpty() && held.firstDueNs() - nowNs <= 0;
    }

    /// What happens to a frame that comes from the link, in the order that [Impairments] gives.
    private void travel(Packet packet) {
        arrived++;
        if (isLost()) {
            pool.takeBack(packet);
            return;
        }
        if (packet.length() > 0 && happens(impairments.corruption().share())) {
            corrupt(packet);
        }
        final Packet second = happens(impairments.duplication()) ? copyOf(packet) : null;
        enter(packet);
        if (second != null) {
            duplicated++;
            enter(second);
        }
    }

    private boolean isLost() {
        final BurstLoss bursts = impairments.burstLoss();
        if (happens(inBurst ? bursts.ends() : bursts.begins())) {
            inBurst = !inBurst;
        }
        if (happens(inBurst ? bursts.lossInBad() : bursts.lossInGood())) {
            burstLost++;
            return true;
        }
        if (happens(impairments.loss())) {
            lost++;
            return true;
        }
        return false;
    }

    /// A receiver that trusts a partial or verified checksum would take what is corrupted for right: so it is
    /// completed first, and nothing is known of it then.
    private void corrupt(Packet packet) {
        ChecksumCompletion.complete(packet);
        for (int i = 0; i < impairments.corruption().bits(); i++) {
            final int bit = random.nextInt(packet.length() * Byte.SIZE);
            final int place = packet.offset() + bit / Byte.SIZE;
            packet.buffer().putByte(place, (byte) (packet.buffer().getByte(place) ^ 1 << bit % Byte.SIZE));
        }
        packet.checksumState(Packet.CHECKSUM_UNKNOWN);
        corrupted++;
    }

    private Packet copyOf(Packet packet) {
        final Packet copy = pool.allocate(packet.length());
        return copy == null ? null : copy.copyFrom(packet);
    }

    /// Goes through the bottleneck and on its way.
    private void enter(Packet packet) {
        if (held.isFull()) {
            overHeld++;
            pool.takeBack(packet);
            return;
        }
        if (bottleneck.isFull(nowNs)) {
            overLimit++;
            pool.takeBack(packet);
            return;
        }
        final long leavesNs = bottleneck.enqueue(packet.length(), nowNs);
        final Impairments.Delay delay = impairments.delay();
        long dueNs = leavesNs + delay.ns() + Math.max(0, delay.jitter().sampleNs(random));
        if (anyDue && dueNs - lastDueNs < 0) {
            dueNs = lastDueNs;
        }
        if (happens(impairments.reordering().share())) {
            reordered++;
            dueNs += impairments.reordering().heldBackNs();
        } else {
            lastDueNs = dueNs;
            anyDue = true;
        }
        // As a deadline the last moment before a clock wraps around would mean "never".
        held.add(packet, dueNs == Long.MAX_VALUE ? dueNs + 1 : dueNs);
    }

    private boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    @Override
    public long nextDeadlineNs() {
        final long innerNs = super.nextDeadlineNs();
        if (held.isEmpty()) {
            return innerNs;
        }
        final long dueNs = held.firstDueNs();
        return innerNs == Long.MAX_VALUE || dueNs - innerNs < 0 ? dueNs : innerNs;
    }

    @Override
    public boolean announceArrival(Runnable wakeUp) {
        return (link.isClosed() || !isDue()) && super.announceArrival(wakeUp);
    }

    /// What the path did; what the link itself lost is told by [#lost].
    ImpairmentCounters counters() {
        return new ImpairmentCounters(
                arrived,
                delivered,
                lost,
                burstLost,
                corrupted,
                duplicated,
                reordered,
                overLimit,
                overHeld,
                held.size());
    }

    private void freeAll() {
        while (!held.isEmpty()) {
            pool.takeBack(held.removeFirst());
        }
    }
}
