package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import org.junit.jupiter.api.Test;

/// What a loopback link does beyond the contract of all links.
class LoopbackTest {
    private final PacketPool pool = pool(16);
    private final LinkQueue queue = new Loopback("lo", 1, 4, cpu -> pool).queue(0);
    private final Packet packet = LinkContract.frame(pool, 60, 1);

    @Test
    void shouldVouchForChecksums() {
        assertThat(queue.send(packet, 0)).isTrue();
        queue.poll(0, 1, pool, arrived -> assertThat(arrived.checksumState()).isEqualTo(Packet.CHECKSUM_VALID));
    }

    @Test
    void shouldHoldAsManyPacketsAsItSays() {
        for (int i = 0; i < 4; i++) {
            assertThat(queue.send(packet, 0)).isTrue();
        }
        assertThat(queue.send(packet, 0)).isFalse();
    }

    @Test
    void shouldRefuseWhenThePoolIsEmpty() {
        PacketPool poor = pool(2);
        Packet last = LinkContract.frame(poor, 60, 1);
        LinkQueue starved = new Loopback("lo", 1, 4, cpu -> poor).queue(0);
        assertThat(starved.send(last, 0)).isTrue();
        assertThat(starved.send(last, 0)).isFalse();

        starved.poll(0, 1, poor, poor::takeBack);
        assertThat(starved.send(last, 0)).isTrue();
        assertThat(starved.lost()).isZero();
    }

    /// Two sockets that answer each other would otherwise keep one poll busy for ever.
    @Test
    void shouldLeaveForTheNextPollWhatIsSentDuringThisOne() {
        assertThat(queue.send(packet, 0)).isTrue();
        int[] received = {0};
        PacketSink echo = arrived -> {
            received[0]++;
            queue.send(arrived, 0);
            pool.takeBack(arrived);
        };
        for (int i = 1; i <= 3; i++) {
            assertThat(queue.poll(0, 100, pool, echo)).isEqualTo(1);
            assertThat(received[0]).isEqualTo(i);
        }
    }

    @Test
    void shouldRefuseThePoolOfAnotherCpu() {
        assertThatThrownBy(() -> queue.poll(0, 1, pool(1), pool::takeBack))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("pool of CPU 0");
    }

    @Test
    void shouldRefuseBoundsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Loopback("lo", 0, 4, cpu -> pool))
                .withMessage("a loopback link was given 0 queues; use 1 to 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Loopback("lo", 1, 65_537, cpu -> pool))
                .withMessage("a loopback link was given 65537 packets in a queue; use 1 to 65536");
    }

    private static PacketPool pool(int slots) {
        return new PacketPool(0, PacketPoolConfig.standard().withSlots(slots, 0), () -> true);
    }
}
