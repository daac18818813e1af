package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static anax.netstack.wire.Octets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// ARP packets as RFC 826 lays them out, and which of them are about IPv4 over Ethernet.
class ArpHeaderTest {
    private static final String REQUEST = "0001 0800 06 04 0001 02aabbccddee 0a000001 000000000000 0a000002";

    private final ArpHeader arp = new ArpHeader();

    @Test
    void shouldReadTheFieldsInTheOrderOfTheRfc() {
        var packet = buffer("0001 0800 06 04 0002 02aabbccddee 0a000001 ff01fe02fd03 c0a80002");

        assertThat(arp.wrap(packet, 0, 28)).isTrue();
        assertThat(arp.operation()).isEqualTo(ArpHeader.REPLY);
        assertThat(arp.senderMac()).isEqualTo(0x02AA_BBCC_DDEEL);
        assertThat(arp.senderIp()).isEqualTo(0x0A00_0001);
        assertThat(arp.targetMac()).isEqualTo(0xFF01_FE02_FD03L);
        assertThat(arp.targetIp()).isEqualTo(0xC0A8_0002);
    }

    @Test
    void shouldWriteARequest() {
        var packet = new UnsafeBuffer(new byte[28]);

        arp.wrapNew(packet, 0)
                .operation(ArpHeader.REQUEST)
                .sender(0x02AA_BBCC_DDEEL, 0x0A00_0001)
                .target(0, 0x0A00_0002);

        assertThat(hex(packet)).isEqualTo(REQUEST.replace(" ", ""));
    }

    @Test
    void shouldNeed28OctetsAndReadNoOthers() {
        assertThat(Octets.shortestTaken(REQUEST + "0000", arp::wrap)).isEqualTo(28);
    }

    /// RFC 826: "Do I have the hardware type? Do I speak the protocol?", and the lengths that go with both.
    @Test
    void shouldRefuseOtherHardwareProtocolsAndLengths() {
        for (int octet = 0; octet < 6; octet++) {
            var packet = buffer(REQUEST);
            packet.putByte(octet, (byte) (packet.getByte(octet) ^ 0x10));

            assertThat(arp.wrap(packet, 0, 28)).as("octet %d", octet).isFalse();
            assertThatThrownBy(arp::operation).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        arp.wrapNew(new UnsafeBuffer(new byte[28]), 0);

        assertThatThrownBy(() -> arp.operation(-1)).hasMessage("operation -1 does not fit 16 bits; use 0 to 65535");
        assertThatThrownBy(() -> arp.sender(-1, 0)).isInstanceOf(AssertionError.class);
    }

    @Property
    void readsWhatItWrote(
            @ForAll @IntRange(max = 0xFFFF) int operation,
            @ForAll @LongRange(max = MacAddress.BROADCAST) long senderMac,
            @ForAll int senderIp,
            @ForAll @LongRange(max = MacAddress.BROADCAST) long targetMac,
            @ForAll int targetIp) {
        var packet = new UnsafeBuffer(new byte[31]);
        arp.wrapNew(packet, 3).operation(operation).sender(senderMac, senderIp).target(targetMac, targetIp);

        var read = new ArpHeader();
        assertThat(read.wrap(packet, 3, 28)).isTrue();
        assertThat(read.operation()).isEqualTo(operation);
        assertThat(read.senderMac()).isEqualTo(senderMac);
        assertThat(read.senderIp()).isEqualTo(senderIp);
        assertThat(read.targetMac()).isEqualTo(targetMac);
        assertThat(read.targetIp()).isEqualTo(targetIp);
    }

    @Property
    void neverLeavesTheOctets(@ForAll @Size(max = 40) byte[] octets) {
        boolean taken = arp.wrap(Octets.atTheEnd(octets, 5), 5, octets.length);

        assertThat(taken && octets.length < 28).isFalse();
    }
}
