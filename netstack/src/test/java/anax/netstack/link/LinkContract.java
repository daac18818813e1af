package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import anax.netstack.Allocation;
import anax.netstack.packet.ElsewhereTail;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every link keeps to. A subclass opens a pair of ends, or one that leads back to itself: what queue i of the
/// sender sends, queue i of the receiver gets, after no time and without loss.
abstract class LinkContract {
    static final int QUEUES = 3;
    static final long NOW_NS = Long.MAX_VALUE - 1_000; // the origin of a clock is arbitrary
    private static final int MOST_FRAMES = 20_000;

    final PacketPool[] pools = new PacketPool[QUEUES];
    private final List<Packet> received = new ArrayList<>();
    private Ends ends;

    /// @param sender   what sends
    /// @param receiver what receives; may be the same
    record Ends(Link sender, Link receiver) {}

    /// Opens a link with [#QUEUES] queues at each end, which is polled with [#pools].
    abstract Ends open();

    @BeforeEach
    final void openEnds() {
        for (int i = 0; i < QUEUES; i++) {
            pools[i] = new PacketPool(i, PacketPoolConfig.standard().withSlots(MOST_FRAMES, 64), () -> true);
        }
        ends = open();
    }

    @AfterEach
    final void closeEnds() {
        ends.sender.close();
        ends.receiver.close();
    }

    @Test
    void shouldDescribeItself() {
        for (Link link : List.of(ends.sender, ends.receiver)) {
            assertThat(link.name()).isNotBlank();
            assertThat(link.mtu()).isBetween(68, 65_535);
            assertThat(link.queues()).isEqualTo(QUEUES);
            assertThat(link.address() == 0).isEqualTo(link.type() == LinkType.RAW_IP);
            assertThat(link.queue(1)).isSameAs(link.queue(1)).isNotSameAs(link.queue(2));
        }
    }

    @Test
    void shouldReceiveTheOctetsThatWereSent() {
        for (int length : new int[] {20, 21, 64, 577, longestFrame()}) {
            send(0, length, length);
            Packet packet = pollOne(0);

            assertThat(packet.length()).isEqualTo(length);
            assertThat(packet.offset()).isEqualTo(Packet.HEADROOM);
            assertThat(packet.arrivedNs()).isEqualTo(NOW_NS);
            assertThat(packet.gsoType()).isEqualTo(Packet.GSO_NONE);
            assertHolds(packet, length);
            pools[0].takeBack(packet);
        }
    }

    @Test
    void shouldLeaveThePacketWithItsSender() {
        Packet packet = frame(pools[1], 60, 7);
        assertThat(ends.sender.queue(1).send(packet, NOW_NS)).isTrue();
        packet.buffer().setMemory(0, packet.buffer().capacity(), (byte) 0xEE);
        packet.range(0, 0);
        flush(1);

        assertHolds(pollOne(1), 7);
    }

    @Test
    void shouldTakeFramesFromAnywhereInTheirSlot() {
        Packet packet = frame(pools[0], 90, 3);
        packet.pull(30);
        assertThat(ends.sender.queue(0).send(packet, NOW_NS)).isTrue();
        flush(0);

        Packet arrived = pollOne(0);
        assertThat(arrived.offset()).isEqualTo(Packet.HEADROOM);
        assertThat(arrived.length()).isEqualTo(60);
        assertThat(arrived.buffer().getByte(arrived.offset())).isEqualTo(octet(3, 30));
    }

    /// A link that does not say so gets all packets whole.
    @Test
    void shouldSendOctetsThatLieElsewhereWhenItGathers() {
        Packet packet = frame(pools[0], 90, 3);
        int own = 31;
        UnsafeBuffer elsewhere = new UnsafeBuffer(ByteBuffer.allocateDirect(90 - own));
        elsewhere.putBytes(0, packet.buffer(), packet.offset() + own, 90 - own);
        packet.buffer().setMemory(packet.offset() + own, 90 - own, (byte) 0xEE);
        packet.tail(new ElsewhereTail(elsewhere), 90 - own);
        if (!ends.sender.queue(0).gathers()) {
            packet.makeWhole();
        }
        assertThat(ends.sender.queue(0).send(packet, NOW_NS)).isTrue();
        flush(0);

        assertHolds(pollOne(0), 3);
    }

    @Test
    void shouldKeepQueuesApart() {
        for (int queue = 0; queue < QUEUES; queue++) {
            send(queue, 60, queue);
        }
        for (int queue = QUEUES - 1; queue >= 0; queue--) {
            assertHolds(pollOne(queue), queue);
            assertThat(poll(queue, 10)).isZero();
        }
    }

    @Test
    void shouldKeepTheOrderOfAQueue() {
        SplittableRandom random = new SplittableRandom(1);
        int sent = 0;
        int taken = 0;
        while (taken < 5_000) {
            for (int burst = random.nextInt(20); burst > 0; burst--) {
                if (offer(2, 20 + random.nextInt(60), sent)) {
                    sent++;
                }
            }
            flush(2);
            poll(2, 1 + random.nextInt(20));
            for (Packet packet : received) {
                assertHolds(packet, taken++);
                pools[2].takeBack(packet);
            }
            received.clear();
        }
    }

    @Test
    void shouldTakeNoMoreThanTheLimit() {
        for (int i = 0; i < 10; i++) {
            send(0, 60, i);
        }
        assertThat(poll(0, 4)).isEqualTo(4);
        assertThat(poll(0, 1)).isEqualTo(1);
        assertThat(poll(0, 10)).isEqualTo(5);
        assertThat(poll(0, 10)).isZero();
        assertThat(received).hasSize(10);
    }

    @Test
    void shouldRefuseAtItsBoundAndLoseNothingThatItTook() {
        int accepted = 0;
        while (accepted < MOST_FRAMES && offer(1, 60, accepted)) {
            accepted++;
        }
        assertThat(accepted).as("the bound").isBetween(2, MOST_FRAMES - 1);
        flush(1);
        assertThat(poll(1, MOST_FRAMES)).isEqualTo(accepted);
        for (int i = 0; i < accepted; i++) {
            assertHolds(received.get(i), i);
            pools[1].takeBack(received.get(i));
        }
        received.clear();
        send(1, 60, 99);
        assertHolds(pollOne(1), 99);
        assertThat(ends.receiver.queue(1).lost()).isZero();
    }

    /// Whoever receives counts what came by what polling answers, and what was lost beside it.
    @Test
    void shouldTakeFrameOffWhenPoolHasNoPacketForIt() {
        final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard().withSlots(1, 0), () -> true);
        final Packet only = pool.allocate(60);
        send(0, 60, 1);
        send(0, 60, 2);
        send(0, 60, 3);
        assertThat(ends.receiver.queue(0).poll(NOW_NS, 2, pool, received::add)).isEqualTo(2);
        assertThat(ends.receiver.queue(0).poll(NOW_NS, 2, pool, received::add)).isEqualTo(1);
        assertThat(received).isEmpty();
        assertThat(ends.receiver.queue(0).lost()).isEqualTo(3);
        pool.takeBack(only);
    }

    @Test
    void shouldRefuseFrameThatIsTooLong() {
        Packet packet = frame(pools[0], longestFrame() + 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ends.sender.queue(0).send(packet, NOW_NS))
                .withMessageContaining("a frame of " + (longestFrame() + 1) + " octets was sent on "
                        + ends.sender.name() + ", which takes " + longestFrame());
    }

    @Test
    void shouldCarryPartialChecksumOnlyIfItSaysSo() {
        Packet packet = frame(pools[0], 80, 1);
        packet.partialChecksum(packet.offset() + 34, 16);
        if (!ends.sender.capabilities().completesChecksums()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ends.sender.queue(0).send(packet, NOW_NS))
                    .withMessageContaining("partial checksum");
            return;
        }
        assertThat(ends.sender.queue(0).send(packet, NOW_NS)).isTrue();
        flush(0);
        Packet arrived = pollOne(0);
        assertThat(arrived.checksumState()).isEqualTo(Packet.CHECKSUM_PARTIAL);
        assertThat(arrived.checksumStart()).isEqualTo(arrived.offset() + 34);
        assertThat(arrived.checksumOffset()).isEqualTo(16);
    }

    @Test
    void shouldCarrySuperSegmentsOnlyIfItSaysSo() {
        int longest = ends.sender.capabilities().longestSegment();
        int header = ends.sender.type().headerLength();
        Packet packet = frame(pools[0], longest == 0 ? 100 : longest + header, 5);
        packet.gso(Packet.GSO_TCP4, 1_448);
        if (longest == 0) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ends.sender.queue(0).send(packet, NOW_NS))
                    .withMessageContaining("super-segment");
            return;
        }
        assertThat(ends.sender.queue(0).send(packet, NOW_NS)).isTrue();
        flush(0);
        Packet arrived = pollOne(0);
        assertThat(arrived.gsoType()).isEqualTo(Packet.GSO_TCP4);
        assertThat(arrived.gsoSize()).isEqualTo(1_448);
        assertThat(arrived.length()).isEqualTo(longest + header);
        assertHolds(arrived, 5);
    }

    @Test
    void shouldWakeOnceWhenAnnounced() {
        int[] wakeUps = {0};
        assertThat(announce(0, wakeUps)).isTrue();
        flush(0);
        send(1, 60, 1);
        assertThat(wakeUps[0]).as("nothing came to this queue").isZero();

        send(0, 60, 1);
        assertThat(wakeUps[0]).isEqualTo(1);
        send(0, 60, 2);
        assertThat(wakeUps[0]).as("nobody asked again").isEqualTo(1);
    }

    @Test
    void shouldWakeAtTheFlushAndNotBefore() {
        int[] wakeUps = {0};
        assertThat(announce(0, wakeUps)).isTrue();
        assertThat(offer(0, 60, 1)).isTrue();
        assertThat(offer(0, 60, 2)).isTrue();
        assertThat(wakeUps[0]).isZero();
        flush(0);
        assertThat(wakeUps[0]).isEqualTo(1);
        flush(0);
        assertThat(wakeUps[0]).isEqualTo(1);
    }

    @Test
    void shouldNotWakeWhenSomethingIsThereAlready() {
        int[] wakeUps = {0};
        send(2, 60, 1);
        assertThat(announce(2, wakeUps)).isFalse();
        send(2, 60, 2);
        assertThat(wakeUps[0]).isZero();

        poll(2, 10);
        assertThat(announce(2, wakeUps)).isTrue();
    }

    @Test
    void shouldWithdrawTheAnnouncementWhenPolled() {
        int[] wakeUps = {0};
        assertThat(announce(0, wakeUps)).isTrue();
        poll(0, 1);
        send(0, 60, 1);
        assertThat(wakeUps[0]).isZero();
    }

    @Test
    void shouldWaitForNothingButArrivals() {
        assertThat(ends.receiver.queue(0).nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        send(0, 60, 1);
        assertThat(ends.receiver.queue(0).nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldNeitherSendNorReceiveWhenClosed() {
        int[] wakeUps = {0};
        send(0, 60, 1);
        ends.sender.close();
        ends.sender.close();
        ends.receiver.close();

        assertThat(offer(0, 60, 2)).isFalse();
        flush(0);
        assertThat(poll(0, 10)).isZero();
        assertThat(announce(0, wakeUps)).isTrue();
        assertThat(wakeUps[0]).isZero();
    }

    @Test
    void shouldKeepNoPacketOfThePool() {
        for (int i = 0; i < 10; i++) {
            send(0, 60, i);
        }
        poll(0, 6);
        received.forEach(pools[0]::takeBack);
        ends.sender.close();
        ends.receiver.close();
        poll(0, 10);
        // Those that the test itself sent from.
        assertThat(pools[0].outstanding()).isZero();
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        Packet packet = frame(pools[0], 64, 1);
        LinkQueue from = ends.sender.queue(0);
        LinkQueue to = ends.receiver.queue(0);
        PacketSink sink = pools[0]::takeBack;
        Runnable wakeUp = () -> {};
        assertThat(Allocation.octetsPerOperation(() -> {
                    to.announceArrival(wakeUp);
                    from.send(packet, NOW_NS);
                    from.send(packet, NOW_NS);
                    from.flush(NOW_NS);
                    to.poll(NOW_NS, 32, pools[0], sink);
                }))
                .isLessThanOrEqualTo(0.1);
    }

    private int longestFrame() {
        return ends.sender.type().headerLength() + ends.sender.mtu();
    }

    final void send(int queue, int length, int seed) {
        assertThat(offer(queue, length, seed)).isTrue();
        flush(queue);
    }

    private boolean offer(int queue, int length, int seed) {
        Packet packet = frame(pools[queue], length, seed);
        boolean sent = ends.sender.queue(queue).send(packet, NOW_NS);
        pools[queue].takeBack(packet);
        return sent;
    }

    private void flush(int queue) {
        ends.sender.queue(queue).flush(NOW_NS);
    }

    private int poll(int queue, int limit) {
        return ends.receiver.queue(queue).poll(NOW_NS, limit, pools[queue], received::add);
    }

    final Packet pollOne(int queue) {
        assertThat(poll(queue, 1)).isEqualTo(1);
        return received.removeLast();
    }

    private boolean announce(int queue, int[] wakeUps) {
        return ends.receiver.queue(queue).announceArrival(() -> wakeUps[0]++);
    }

    /// A frame whose octets depend on a number.
    static Packet frame(PacketPool pool, int length, int seed) {
        Packet packet = pool.allocate(length);
        packet.range(Packet.HEADROOM, length);
        for (int i = 0; i < length; i++) {
            packet.buffer().putByte(packet.offset() + i, octet(seed, i));
        }
        return packet;
    }

    static void assertHolds(Packet packet, int seed) {
        for (int i = 0; i < packet.length(); i++) {
            if (packet.buffer().getByte(packet.offset() + i) != octet(seed, i)) {
                throw new AssertionError("octet " + i + " of frame " + seed + " is another");
            }
        }
    }

    private static byte octet(int seed, int place) {
        return (byte) ((seed * 0x9E3779B1 + place * 31) >>> 3);
    }
}
