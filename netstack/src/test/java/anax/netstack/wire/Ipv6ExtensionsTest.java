package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The chain of extension headers of RFC 8200, section 4: what the walk finds, and where it refuses to go on.
class Ipv6ExtensionsTest {
    private static final int UDP = 17;
    private static final String PAD_4 = "010400000000";

    private final Ipv6Extensions walk = new Ipv6Extensions();

    @Test
    void shouldFindThePayloadAtOnceWhenThereAreNoHeaders() {
        assertThat(walk.wrap(buffer("eeee 01020304"), 2, 4, UDP)).isTrue();

        assertThat(walk.protocol()).isEqualTo(UDP);
        assertThat(walk.payloadOffset()).isEqualTo(2);
        assertThat(walk.payloadLength()).isEqualTo(4);
        assertThat(walk.isFragment()).isFalse();
        assertThat(walk.segmentsLeft()).isZero();
        assertThat(walk.hasRouterAlert()).isFalse();
        assertThat(walk.unknownOptionAction()).isEqualTo(Ipv6Extensions.SKIP);
    }

    /// RFC 8200, section 4.1: the order that is recommended, each once but destination options.
    @Test
    void shouldWalkTheLongestChainThatTheRfcKnows() {
        String hopByHop = "3c00" + PAD_4;
        String forEachNode = "2b00" + PAD_4;
        String route = "2c00 0000 00000000";
        String fragment = "3300 0001 12345678";
        String authentication = "3c02 0000 00000001 00000001 00000000";
        String forTheLast = "1100" + PAD_4;

        assertThat(wrap(hopByHop + forEachNode + route + fragment + authentication + forTheLast + "0102", 0))
                .isTrue();
        assertThat(walk.protocol()).isEqualTo(UDP);
        assertThat(walk.payloadOffset()).isEqualTo(56);
        assertThat(walk.payloadLength()).isEqualTo(2);
        assertThat(walk.isFragment()).isTrue();
        assertThat(walk.fragmentHeaderOffset()).isEqualTo(24);
        assertThat(walk.fragmentIdentification()).isEqualTo(0x1234_5678);
    }

    @Test
    void shouldRefuseMoreHeadersThanTheRfcKnows() {
        String header = "3c00" + PAD_4;

        assertThat(wrap(header.repeat(6) + "1100" + PAD_4, 60)).isTrue();
        assertThat(walk.payloadLength()).isZero();
        assertThat(wrap(header.repeat(7) + "1100" + PAD_4, 60)).isFalse();
    }

    /// RFC 8200, section 4.1: hop-by-hop options are "restricted to appear immediately after an IPv6 header
    /// only".
    @Test
    void shouldTakeHopByHopOptionsInTheFirstPlaceOnly() {
        assertThat(wrap("1100" + PAD_4, 0)).isTrue();
        assertThat(wrap("0000" + PAD_4 + "1100" + PAD_4, 60)).isFalse();
        assertThat(wrap("0000" + PAD_4 + "1100" + PAD_4, 0)).isFalse();
    }

    @Test
    void shouldStopAtWhatIsNoExtensionHeader() {
        assertThat(wrap("3b00" + PAD_4 + "ff", 60)).isTrue();
        assertThat(walk.protocol()).isEqualTo(Ipv6Extensions.NONE);
        assertThat(wrap("3200" + PAD_4 + "ffff", 60)).isTrue();
        assertThat(walk.protocol()).isEqualTo(Ipv6Extensions.ESP);
        assertThat(walk.payloadLength()).isEqualTo(2);
    }

    @Test
    void shouldReadAFragmentHeader() {
        assertThat(wrap("11 00 0509 12345678 ffff", 44)).isTrue();

        assertThat(walk.isFragment()).isTrue();
        assertThat(walk.fragmentHeaderOffset()).isZero();
        assertThat(walk.fragmentOffset()).isEqualTo(0x508);
        assertThat(walk.moreFragments()).isTrue();
        assertThat(walk.fragmentIdentification()).isEqualTo(0x1234_5678);
        assertThat(walk.payloadOffset()).isEqualTo(8);
        assertThat(wrap("11 00 fff8 12345678", 44)).isTrue();
        assertThat(walk.fragmentOffset()).isEqualTo(65_528);
        assertThat(walk.moreFragments()).isFalse();
    }

    /// What stands behind such a header is the middle of something, whatever it looks like.
    @Test
    void shouldNotLookForHeadersBehindAFragmentThatIsNotTheFirst() {
        assertThat(wrap("3c 00 0008 00000001 ffffffffffffffff", 44)).isTrue();
        assertThat(walk.protocol()).isEqualTo(60);
        assertThat(walk.payloadLength()).isEqualTo(8);

        assertThat(wrap("3c 00 0001 00000001 1100" + PAD_4, 44)).isTrue();
        assertThat(walk.protocol()).isEqualTo(UDP);
        assertThat(walk.payloadLength()).isZero();
    }

    @Test
    void shouldTellTheSegmentsThatARouteStillHas() {
        assertThat(wrap("1102 0401" + "00".repeat(20), 43)).isTrue();
        assertThat(walk.segmentsLeft()).isEqualTo(1);
        assertThat(wrap("1102 0400" + "00".repeat(20), 43)).isTrue();
        assertThat(walk.segmentsLeft()).isZero();
    }

    /// RFC 2711, section 2.1: option 5 of two octets.
    @Test
    void shouldFindTheRouterAlertAmongHopByHopOptions() {
        assertThat(wrap("3a00 0502 1234 0100", 0)).isTrue();
        assertThat(walk.hasRouterAlert()).isTrue();
        assertThat(walk.routerAlertValue()).isEqualTo(0x1234);

        assertThat(wrap("3a00 0502 1234 0100", 60)).isTrue();
        assertThat(walk.hasRouterAlert()).isFalse();
        assertThatThrownBy(walk::routerAlertValue).hasMessage("there is no Router Alert");
    }

    /// RFC 8200, section 4.2: the two upper bits of an option's type say what to do if it is unknown.
    @ParameterizedTest
    @CsvSource({"1e, 0", "3e, 0", "5e, 1", "9e, 2", "c2, 3", "fe, 3"})
    void shouldTellWhatToDoAboutAnUnknownOption(String type, int action) {
        assertThat(wrap("1100 00" + type + "02ffff00", 60)).isTrue();

        assertThat(walk.unknownOptionAction()).isEqualTo(action);
        if (action == Ipv6Extensions.SKIP) {
            assertThatThrownBy(walk::unknownOptionOffset).hasMessage("no unknown option is to be acted on");
        } else {
            assertThat(walk.unknownOptionOffset()).isEqualTo(3);
        }
    }

    @Test
    void shouldTellTheFirstUnknownOptionThatIsNotToBeSkipped() {
        assertThat(wrap("1101 1e00 5e01ff c200 9e00 0103000000", 0)).isTrue();

        assertThat(walk.unknownOptionAction()).isEqualTo(Ipv6Extensions.DROP);
        assertThat(walk.unknownOptionOffset()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "11000104000000, 60, a header cut",
        "1101010400000000, 60, a length past the end",
        "1100010500000000, 60, an option past its header",
        "1100010300000001, 60, an option without its length",
        "1100050300000000, 0, a Router Alert of three octets",
        "11000000000000, 44, a fragment header cut",
        "2c00000000000001 1100000000000001, 44, a second fragment header",
        "1101000000000000 00000000, 51, an authentication header of twelve octets",
        "11ff000000000000, 51, an authentication header past the end",
        "11ff000000000000, 43, a route past the end"
    })
    void shouldRefuseWhatIsMalformed(String octets, int first, String why) {
        assertThat(wrap(octets, first)).as(why).isFalse();
        assertThatThrownBy(walk::fragmentOffset).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldForgetAnEarlierPacket() {
        assertThat(wrap("2c00 0502 1234 0100" + "2b00000100000001" + "3c000104000000ff" + "11009e0401020304", 0))
                .isTrue();
        assertThat(walk.unknownOptionAction()).isEqualTo(Ipv6Extensions.DROP_AND_TELL);
        assertThat(wrap("", UDP)).isTrue();

        assertThat(walk.isFragment()).isFalse();
        assertThat(walk.hasRouterAlert()).isFalse();
        assertThat(walk.segmentsLeft()).isZero();
        assertThat(walk.unknownOptionAction()).isEqualTo(Ipv6Extensions.SKIP);
    }

    /// Any octets at the end of their buffer. Next headers and lengths are made plausible in every eighth octet.
    @Property
    void readsNothingPastThePayload(
            @ForAll @Size(max = 80) byte[] octets,
            @ForAll @Size(10) byte[] kinds,
            @ForAll @IntRange(max = 5) int first) {
        int[] numbers = {60, 43, 44, 51, 60, UDP, 0, 60};
        for (int i = 0; i + 1 < octets.length; i += 8) {
            octets[i] = (byte) numbers[kinds[i / 8] & 7];
            octets[i + 1] &= 1;
        }
        if (walk.wrap(Octets.atTheEnd(octets, 5), 5, octets.length, numbers[first])) {
            assertThat(walk.payloadLength()).isBetween(0, octets.length);
            assertThat(walk.payloadOffset() + walk.payloadLength()).isEqualTo(5 + octets.length);
            if (walk.isFragment()) {
                assertThat(walk.fragmentOffset() % 8).isZero();
                walk.fragmentIdentification();
            }
            if (walk.hasRouterAlert()) {
                walk.routerAlertValue();
            }
        }
    }

    private boolean wrap(String octets, int nextHeader) {
        UnsafeBuffer payload = buffer(octets);
        return walk.wrap(payload, 0, payload.capacity(), nextHeader);
    }
}
