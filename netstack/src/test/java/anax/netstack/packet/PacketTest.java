package anax.netstack.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PacketTest {
    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final Packet packet = pool.allocate(1_500);

    @Test
    void shouldTakeHeadersOffItsFrontAndPutThemBack() {
        packet.range(Packet.HEADROOM, 100);

        assertThat(packet.pull(14)).isEqualTo(Packet.HEADROOM + 14);
        assertThat(packet.length()).isEqualTo(86);
        assertThat(packet.push(34)).isEqualTo(Packet.HEADROOM - 20);
        assertThat(packet.length()).isEqualTo(120);
        assertThat(packet.end()).isEqualTo(Packet.HEADROOM + 100);
    }

    @Test
    void shouldHaveAllItsOctetsOnceItIsMadeWhole() {
        packet.range(Packet.HEADROOM, 40);
        packet.buffer().setMemory(Packet.HEADROOM, 40, (byte) 1);
        packet.tail(new ElsewhereTail(new UnsafeBuffer(new byte[] {7, 8, 9})), 3);

        assertThat(packet.hasTail()).isTrue();
        assertThat(packet.tailLength()).isEqualTo(3);
        packet.makeWhole();
        assertThat(packet.hasTail()).isFalse();
        assertThat(packet.tailLength()).isZero();
        assertThat(packet.buffer().getByte(Packet.HEADROOM + 36)).isEqualTo((byte) 1);
        assertThat(packet.buffer().getByte(Packet.HEADROOM + 37)).isEqualTo((byte) 7);
        assertThat(packet.buffer().getByte(Packet.HEADROOM + 39)).isEqualTo((byte) 9);
    }

    @Test
    void shouldHaveNoTailInItsNextLife() {
        packet.range(Packet.HEADROOM, 40).tail(new ElsewhereTail(new UnsafeBuffer(new byte[3])), 3);
        pool.takeBack(packet);

        assertThat(pool.allocate(1_500).hasTail()).isFalse();
    }

    @Test
    void shouldLoseItsEndWhenTruncated() {
        packet.range(Packet.HEADROOM, 60).truncate(28);

        assertThat(packet.offset()).isEqualTo(Packet.HEADROOM);
        assertThat(packet.length()).isEqualTo(28);
    }

    @Test
    void shouldRefuseHeadersAndLengthsThatAreNotThere() {
        packet.range(20, 30);

        assertThatThrownBy(() -> packet.push(21)).hasMessageContaining("21 octets of header");
        assertThatThrownBy(() -> packet.pull(31)).hasMessageContaining("31 octets of header");
        assertThatThrownBy(() -> packet.truncate(31)).hasMessageContaining("length 31");
    }

    @Test
    void shouldRefuseRangeOutsideOfItsSlot() {
        int slot = packet.buffer().capacity();

        assertThat(packet.range(0, slot).length()).isEqualTo(slot);
        assertThatIllegalArgumentException().isThrownBy(() -> packet.range(1, slot));
        assertThatIllegalArgumentException().isThrownBy(() -> packet.range(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> packet.range(1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> packet.range(Integer.MAX_VALUE, 1))
                .withMessageContaining("its slot has " + slot);
    }

    @Test
    void shouldCopyOctetsAndWhatIsKnownOfThem() {
        packet.range(150, 300).networkOffset(164).transportOffset(184).endpoints(1, 2, 3, 4);
        packet.protocol(17)
                .flowHash(5)
                .interfaceIndex(6)
                .partialChecksum(184, 6)
                .gso(Packet.GSO_UDP, 700);
        packet.arrivedNs(8).buffer().putLong(442, 0x0123_4567_89AB_CDEFL);
        packet.buffer().putByte(150, (byte) 9);

        Packet copy = pool.allocate(1_500).copyFrom(packet);

        assertThat(copy)
                .usingRecursiveComparison()
                .ignoringFields("buffer", "wayHome")
                .isEqualTo(packet);
        assertThat(copy.buffer().getLong(442)).isEqualTo(0x0123_4567_89AB_CDEFL);
        assertThat(copy.buffer().getByte(150)).isEqualTo((byte) 9);
    }

    @Test
    void shouldRefuseToTakeACopyThatIsTooLong() {
        Packet large = pool.allocate(60_000).range(Packet.HEADROOM, 60_000);

        assertThatThrownBy(() -> packet.copyFrom(large)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
