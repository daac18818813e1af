package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a memory link does beyond the contract of all links.
class MemoryLinkTest {
    private static final LinkCapabilities OFFLOADING = new LinkCapabilities(true, 65_535);

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final List<Packet> received = new ArrayList<>();

    @Test
    void shouldNameAndAddressItsEnds() {
        var pair = MemoryLink.pair(
                MemoryLinkConfig.ethernet("wire", 1, 2).withAddresses(0x020000000007L, 0x020000000008L));

        assertThat(pair.first().name()).isEqualTo("wire-0");
        assertThat(pair.second().name()).isEqualTo("wire-1");
        assertThat(pair.first().address()).isEqualTo(0x020000000007L);
        assertThat(pair.second().address()).isEqualTo(0x020000000008L);
        assertThat(pair.first().queues()).isEqualTo(1);
        assertThat(pair.second().queues()).isEqualTo(2);
    }

    @Test
    void shouldCarryBothWays() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        assertThat(send(pair.first(), 0, 1)).isTrue();
        assertThat(send(pair.second(), 0, 2)).isTrue();

        assertThat(poll(pair.first(), 0, 10)).containsExactly(2);
        assertThat(poll(pair.second(), 0, 10)).containsExactly(1);
    }

    @Test
    void shouldLeadQueuesRoundWhenTheOtherEndHasFewer() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 4, 2));
        for (int queue = 0; queue < 4; queue++) {
            assertThat(send(pair.first(), queue, 10 + queue)).isTrue();
        }
        assertThat(poll(pair.second(), 0, 10)).containsExactlyInAnyOrder(10, 12);
        assertThat(poll(pair.second(), 1, 10)).containsExactlyInAnyOrder(11, 13);
    }

    @Test
    void shouldSteerAsTheReceivingEndSays() {
        FrameSteering byFirstOctet =
                (frame, sendingQueue, queues) -> frame.buffer().getByte(frame.offset()) % queues;
        var pair = MemoryLink.pair(
                MemoryLinkConfig.ethernet("wire", 1, 3).withSteering(FrameSteering.BY_SENDING_QUEUE, byFirstOctet));
        for (int i = 0; i < 6; i++) {
            assertThat(send(pair.first(), 0, i)).isTrue();
        }
        assertThat(poll(pair.second(), 0, 10)).containsExactly(0, 3);
        assertThat(poll(pair.second(), 1, 10)).containsExactly(1, 4);
        assertThat(poll(pair.second(), 2, 10)).containsExactly(2, 5);
    }

    @Test
    void shouldRefuseSteeringThatPointsNowhere() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 2)
                .withSteering(FrameSteering.BY_SENDING_QUEUE, (frame, sendingQueue, queues) -> queues));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(pair.first(), 0, 1))
                .withMessage("the steering of wire-0 chose queue 2; let it choose 0 to 1");
    }

    @Test
    void shouldServeAllSendersWhenTheLimitIsSmall() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 3, 1));
        for (int i = 0; i < 6; i++) {
            for (int queue = 0; queue < 3; queue++) {
                assertThat(send(pair.first(), queue, queue)).isTrue();
            }
        }
        List<Integer> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            senders.addAll(poll(pair.second(), 0, 2));
        }
        assertThat(senders).containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2);
    }

    @Test
    void shouldHoldExactlyAsManyFramesAsItSays() {
        for (int frames : new int[] {2, 4, 64}) {
            var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1).withFrames(frames, 1));
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < frames; i++) {
                    assertThat(send(pair.first(), 0, i)).isTrue();
                }
                assertThat(send(pair.first(), 0, 99)).isFalse();
                assertThat(poll(pair.second(), 0, 1)).containsExactly(0);
                assertThat(send(pair.first(), 0, 100)).isTrue();
                assertThat(send(pair.first(), 0, 99)).isFalse();
                assertThat(poll(pair.second(), 0, 100)).hasSize(frames).endsWith(100);
            }
        }
    }

    @Test
    void shouldBoundSuperSegmentsByThemselves() {
        var pair = MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 1, 1)
                .withCapabilities(OFFLOADING)
                .withFrames(16, 2));
        for (int round = 0; round < 5; round++) {
            assertThat(sendSuper(pair.first(), 1)).isTrue();
            assertThat(send(pair.first(), 0, 2)).isTrue();
            assertThat(sendSuper(pair.first(), 3)).isTrue();
            assertThat(sendSuper(pair.first(), 4)).isFalse();
            assertThat(send(pair.first(), 0, 5)).isTrue();

            assertThat(poll(pair.second(), 0, 1)).containsExactly(1);
            assertThat(sendSuper(pair.first(), 6)).isTrue();
            assertThat(sendSuper(pair.first(), 7)).isFalse();
            assertThat(poll(pair.second(), 0, 10)).containsExactly(2, 3, 5, 6);
        }
    }

    @Test
    void shouldCountFramesForWhichThePoolHasNoPacket() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        for (int i = 0; i < 5; i++) {
            assertThat(send(pair.first(), 0, i)).isTrue();
        }
        PacketPool poor = new PacketPool(1, PacketPoolConfig.standard().withSlots(2, 0), () -> true);
        assertThat(pair.second().queue(0).poll(0, 10, poor, received::add)).isEqualTo(5);
        assertThat(received).hasSize(2);
        assertThat(pair.second().queue(0).lost()).isEqualTo(3);
    }

    @Test
    void shouldBelieveTheSendersChecksumOnlyWhereItCannotBeWrong() {
        Packet packet = LinkContract.frame(pool, 60, 1).checksumState(Packet.CHECKSUM_VALID);
        var plain = MemoryLink.pair(MemoryLinkConfig.ethernet("plain", 1, 1));
        var trusting =
                MemoryLink.pair(MemoryLinkConfig.ethernet("trusting", 1, 1).withCapabilities(OFFLOADING));
        for (var pair : List.of(plain, trusting)) {
            pair.first().queue(0).send(packet, 0);
            pair.second().queue(0).poll(0, 1, pool, received::add);
        }
        assertThat(received)
                .extracting(Packet::checksumState)
                .containsExactly(Packet.CHECKSUM_UNKNOWN, Packet.CHECKSUM_VALID);
    }

    @Test
    void shouldStillDeliverWhatWasSentBeforeTheSenderClosed() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1).withFrames(4, 1));
        assertThat(send(pair.first(), 0, 1)).isTrue();
        pair.first().close();

        assertThat(poll(pair.second(), 0, 10)).containsExactly(1);
        for (int i = 0; i < 10; i++) {
            assertThat(send(pair.second(), 0, i)).as("goes nowhere").isTrue();
        }
        assertThat(poll(pair.first(), 0, 10)).isEmpty();
    }

    /// Whoever is refused and tries again without a flush must not wait for a receiver that sleeps.
    @Test
    void shouldWakeTheReceiverWhenTheRingIsFull() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1).withFrames(2, 1));
        int[] wakeUps = {0};
        assertThat(pair.second().queue(0).announceArrival(() -> wakeUps[0]++)).isTrue();
        assertThat(send(pair.first(), 0, 1)).isTrue();
        assertThat(send(pair.first(), 0, 2)).isTrue();
        assertThat(wakeUps[0]).isZero();

        assertThat(send(pair.first(), 0, 3)).isFalse();
        assertThat(wakeUps[0]).isEqualTo(1);
    }

    @Test
    void shouldRefuseConfigurationThatMakesNoSense() {
        var config = MemoryLinkConfig.ethernet("wire", 1, 1);
        refused(() -> config.withMtu(67), "a memory link was given 67 octets of MTU; use 68 to 65535");
        refused(() -> config.withFrames(1, 1), "a memory link was given 1 frames; use 2 to 16384");
        refused(
                () -> config.withFrames(100, 1),
                "a memory link was given 100 frames; use a power of two, for instance 256");
        refused(() -> config.withFrames(2, 0), "a memory link was given 0 large frames; use 1 to 1024");
        refused(() -> MemoryLinkConfig.rawIp("wire", 0, 1), "a memory link was given 0 queues; use 1 to 256");
        refused(
                () -> config.withFrames(16_384, 1).withMtu(65_535),
                "a memory link was given 1074790400 octets of frames in a ring; use 0 to 1073741824");
        for (long bad : new long[] {0, 0x020000000002L, 0x010000000001L}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config.withAddresses(bad, 0x020000000002L))
                    .withMessage(
                            "a memory link was given the addresses %012x and 020000000002; use two different ones of"
                                    + " single stations on Ethernet, and 0 elsewhere",
                            bad);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withAddresses(1L << 48, 1))
                .withMessageContaining("above 48 bits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryLinkConfig.rawIp("wire", 1, 1).withAddresses(1, 2))
                .withMessageContaining("0 elsewhere");
        assertThatNullPointerException().isThrownBy(() -> config.withSteering(null, null));
    }

    private static void refused(Runnable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction::run).withMessage(message);
    }

    private boolean send(Link end, int queue, int value) {
        Packet packet = LinkContract.frame(pool, 60, 0);
        packet.buffer().putByte(packet.offset(), (byte) value);
        boolean sent = end.queue(queue).send(packet, 0);
        pool.takeBack(packet);
        return sent;
    }

    private boolean sendSuper(Link end, int value) {
        Packet packet = LinkContract.frame(pool, 40_000, 0).gso(Packet.GSO_TCP4, 1_448);
        packet.buffer().putByte(packet.offset(), (byte) value);
        boolean sent = end.queue(0).send(packet, 0);
        pool.takeBack(packet);
        return sent;
    }

    /// What was put into the first octets of the frames that come.
    private List<Integer> poll(Link end, int queue, int limit) {
        List<Packet> packets = new ArrayList<>();
        int taken = end.queue(queue).poll(0, limit, pool, packets::add);
        assertThat(taken).isEqualTo(packets.size());
        return IntStream.range(0, taken)
                .mapToObj(i -> {
                    Packet packet = packets.get(i);
                    int value = packet.buffer().getByte(packet.offset());
                    pool.takeBack(packet);
                    return value;
                })
                .toList();
    }
}
