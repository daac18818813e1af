package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static anax.netstack.wire.Octets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// The Ethernet header: destination, source, EtherType.
class EthernetHeaderTest {
    private static final String FRAME = "ff01fe02fd03 02aabbccddee 0800 4500";

    private final EthernetHeader ethernet = new EthernetHeader();

    @Test
    void shouldReadDestinationSourceAndEtherType() {
        assertThat(ethernet.wrap(buffer("eeee" + FRAME), 2, 16)).isTrue();

        assertThat(ethernet.dst()).isEqualTo(0xFF01_FE02_FD03L);
        assertThat(ethernet.src()).isEqualTo(0x02AA_BBCC_DDEEL);
        assertThat(ethernet.etherType()).isEqualTo(EthernetHeader.IPV4);
        assertThat(ethernet.payloadOffset()).isEqualTo(16);
        assertThat(ethernet.payloadLength()).isEqualTo(2);
    }

    @Test
    void shouldWriteThemAndNothingElse() {
        var frame = buffer("ee 000000000000 000000000000 0000 ee");

        ethernet.wrapNew(frame, 1, 14)
                .dst(0xFF01_FE02_FD03L)
                .src(0x02AA_BBCC_DDEEL)
                .etherType(EthernetHeader.IPV6);

        assertThat(hex(frame)).isEqualTo("eeff01fe02fd0302aabbccddee86ddee");
        assertThat(ethernet.payloadLength()).isZero();
    }

    @Test
    void shouldNeedFourteenOctetsAndReadNoOthers() {
        assertThat(Octets.shortestTaken(FRAME, ethernet::wrap)).isEqualTo(14);
        assertThat(ethernet.wrap(buffer(FRAME), 0, -1)).isFalse();
        assertThatThrownBy(ethernet::etherType).isInstanceOf(NullPointerException.class);
    }

    /// The tag stays where it is: the frame shows as one of a protocol that nobody here speaks.
    @Test
    void shouldShowATaggedFrameAsVlan() {
        assertThat(ethernet.wrap(buffer("ffffffffffff 02aabbccddee 8100 0005 0800"), 0, 18))
                .isTrue();

        assertThat(ethernet.etherType()).isEqualTo(EthernetHeader.VLAN);
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        ethernet.wrapNew(new UnsafeBuffer(new byte[14]), 0, 14);

        assertThatThrownBy(() -> ethernet.dst(1L << 48))
                .hasMessage("0x1000000000000 does not fit 48 bits; use MacAddress.bits()");
        assertThatThrownBy(() -> ethernet.etherType(0x1_0000))
                .hasMessage("EtherType 65536 does not fit 16 bits; use 0 to 65535");
        assertThatThrownBy(() -> ethernet.wrapNew(buffer(""), 0, 13)).isInstanceOf(AssertionError.class);
    }

    @Property
    void readsWhatItWrote(
            @ForAll @LongRange(max = MacAddress.BROADCAST) long dst,
            @ForAll @LongRange(max = MacAddress.BROADCAST) long src,
            @ForAll @IntRange(max = 0xFFFF) int type) {
        var frame = new UnsafeBuffer(new byte[20]);
        ethernet.wrapNew(frame, 3, 17).dst(dst).src(src).etherType(type);

        var read = new EthernetHeader();
        assertThat(read.wrap(frame, 3, 17)).isTrue();
        assertThat(read.dst()).isEqualTo(dst);
        assertThat(read.src()).isEqualTo(src);
        assertThat(read.etherType()).isEqualTo(type);
        assertThat(read.payloadLength()).isEqualTo(3);
    }
}
