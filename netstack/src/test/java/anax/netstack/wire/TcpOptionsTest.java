package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options of RFC 9293, section 3.2, RFC 7323 and RFC 2018: which are well formed, and what they say.
class TcpOptionsTest {
    private final TcpOptions options = new TcpOptions();

    @Test
    void shouldHaveNoneWhenThereIsNoRoomForThem() {
        assertThat(options.wrap(buffer(""), 0, 0)).isTrue();

        assertNone();
        assertThat(options.next()).isFalse();
    }

    /// What Linux sends with a SYN.
    @Test
    void shouldReadTheOptionsOfASyn() {
        assertThat(wrap("020405b4 0402 080a0000000100000000 01 030307")).isTrue();

        assertThat(options.hasMss()).isTrue();
        assertThat(options.mss()).isEqualTo(1460);
        assertThat(options.isSackPermitted()).isTrue();
        assertThat(options.hasTimestamps()).isTrue();
        assertThat(options.tsVal()).isEqualTo(1);
        assertThat(options.tsEcr()).isZero();
        assertThat(options.hasWindowScale()).isTrue();
        assertThat(options.windowScale()).isEqualTo(7);
        assertThat(options.sackCount()).isZero();
    }

    @Test
    void shouldReadTimestampsThatStandAlone() {
        assertThat(wrap("0101080a 80000001 fffffffe")).isTrue();

        assertThat(options.tsVal()).isEqualTo(0x8000_0001);
        assertThat(options.tsEcr()).isEqualTo(-2);
        assertThat(options.hasMss()).isFalse();
        assertThat(kinds()).containsExactly(1, 1, 8);
        assertThat(wrap("080a 80000001 fffffffe 0000")).isTrue();
        assertThat(options.tsEcr()).isEqualTo(-2);
    }

    /// RFC 2018, section 3: two octets and eight for each block, left edge first.
    @Test
    void shouldReadSackBlocks() {
        assertThat(wrap("0101 0512 00000001 00000002 80000000 ffffffff")).isTrue();

        assertThat(options.sackCount()).isEqualTo(2);
        assertThat(options.sackLeft(0)).isEqualTo(1);
        assertThat(options.sackRight(0)).isEqualTo(2);
        assertThat(options.sackLeft(1)).isEqualTo(0x8000_0000);
        assertThat(options.sackRight(1)).isEqualTo(-1);
        assertThatThrownBy(() -> options.sackLeft(2)).hasMessage("block 2 of 2");
    }

    /// RFC 7323, section 2.3: a shift count over 14 is taken for 14.
    @Test
    void shouldReadAWindowScaleOverFourteenAsFourteen() {
        assertThat(wrap("03030e 00")).isTrue();
        assertThat(options.windowScale()).isEqualTo(14);
        assertThat(wrap("0303ff 00")).isTrue();
        assertThat(options.windowScale()).isEqualTo(14);
    }

    /// RFC 9293, section 3.2 (MUST-6): an option that is not implemented is ignored, if it has a length.
    @Test
    void shouldPassOverOptionsOfUnknownKind() {
        assertThat(wrap("2206 12345678 fd02 1312000102030405060708090a0b0c0d0e0f 020405b4"))
                .isTrue();
        assertThat(options.mss()).isEqualTo(1460);
        assertThat(kinds()).containsExactly(34, 253, 19, 2);
    }

    @Test
    void shouldGoOverAllOptionsInTheirOrder() {
        assertThat(wrap("01 0402 01 00 ffff")).isTrue();

        assertThat(options.next()).isTrue();
        assertThat(options.length()).isEqualTo(1);
        assertThat(options.next()).isTrue();
        assertThat(options.kind()).isEqualTo(TcpOptions.SACK_PERMITTED);
        assertThat(options.offset()).isEqualTo(1);
        assertThat(options.length()).isEqualTo(2);
        assertThat(options.next()).isTrue();
        assertThat(options.kind()).isEqualTo(TcpOptions.NO_OPERATION);
        assertThat(options.next()).isTrue();
        assertThat(options.kind()).isEqualTo(TcpOptions.END);
        assertThat(options.offset()).isEqualTo(4);
        assertThat(options.next()).isFalse();
        assertThat(options.next()).isFalse();
    }

    @Test
    void shouldReadNothingBehindTheEnd() {
        assertThat(wrap("00 020405b4 ff0000")).isTrue();

        assertNone();
    }

    @Test
    void shouldLetTheLastOfTwoCount() {
        assertThat(wrap("020405b4 02040200")).isTrue();

        assertThat(options.mss()).isEqualTo(512);
    }

    /// RFC 9293, section 3.2 (MUST-7): an illegal option length, zero for instance, is dealt with.
    @ParameterizedTest
    @CsvSource({
        "02, no room for a length",
        "010101 08, no room for a length",
        "fe00, length 0",
        "fe01, length 1",
        "fe03, a length past the end",
        "020405, a length past the end",
        "0203 05, a maximum segment size of three octets",
        "0205 05b400, a maximum segment size of five octets",
        "0302 00, a window scale of two octets",
        "0304 0700, a window scale of four octets",
        "0403 00, SACK permitted of three octets",
        "0502 0000, SACK without a block",
        "0509 00000000000000, SACK with less than a block",
        "050e 000000000000000000000000, SACK with a block and a half",
        "0809 00000000000000, timestamps of nine octets",
        "0101080a 0000000000000000 fe00, length 0 behind timestamps",
        "0101080b 0000000000000000 00, timestamps of eleven octets"
    })
    void shouldRefuseWhatIsMalformed(String octets, String why) {
        assertThat(wrap(octets)).as(why).isFalse();
    }

    @Test
    void shouldForgetAnEarlierSegment() {
        assertThat(wrap("020405b4 0402 080a0000000100000000 01 030307 050a 0000000100000002"))
                .isTrue();
        assertThat(wrap("01010100")).isTrue();

        assertNone();
    }

    @Test
    void shouldAssertThatWhatIsAskedForIsThere() {
        assertThat(wrap("")).isTrue();

        assertThatThrownBy(options::mss).hasMessage("there is no maximum segment size");
        assertThatThrownBy(options::windowScale).hasMessage("there is no window scale");
        assertThatThrownBy(options::tsVal).hasMessage("there are no timestamps");
        assertThatThrownBy(options::tsEcr).hasMessage("there are no timestamps");
        assertThatThrownBy(() -> options.sackRight(0)).hasMessage("block 0 of 0");
    }

    /// Any octets at the end of their buffer, often beginning with a kind that has rules: what was found lies
    /// within them, and all of it can be read.
    @Property
    void readsNothingPastTheOptions(
            @ForAll @Size(max = 40) byte[] octets,
            @ForAll @IntRange(max = 7) int kind,
            @ForAll @IntRange(max = 42) int length) {
        int[] kinds = {2, 3, 4, 5, 8, 1, 34, 0};
        if (octets.length > 1) {
            octets[0] = (byte) kinds[kind];
            octets[1] = (byte) length;
        }
        if (options.wrap(Octets.atTheEnd(octets, 7), 7, octets.length)) {
            readAll();
            int end = 7;
            while (options.next()) {
                assertThat(options.offset()).isEqualTo(end);
                end = options.offset() + options.length();
            }
            assertThat(end).isLessThanOrEqualTo(7 + octets.length);
        }
    }

    private void readAll() {
        assertThat(options.hasMss() ? options.mss() : 0).isBetween(0, 0xFFFF);
        assertThat(options.hasWindowScale() ? options.windowScale() : 0).isBetween(0, 14);
        if (options.hasTimestamps()) {
            options.tsVal();
            options.tsEcr();
        }
        assertThat(options.sackCount()).isBetween(0, 4);
        for (int i = 0; i < options.sackCount(); i++) {
            options.sackLeft(i);
            options.sackRight(i);
        }
    }

    private void assertNone() {
        assertThat(options.hasMss()).isFalse();
        assertThat(options.hasWindowScale()).isFalse();
        assertThat(options.isSackPermitted()).isFalse();
        assertThat(options.sackCount()).isZero();
        assertThat(options.hasTimestamps()).isFalse();
    }

    private List<Integer> kinds() {
        List<Integer> kinds = new ArrayList<>();
        while (options.next()) {
            kinds.add(options.kind());
        }
        return kinds;
    }

    private boolean wrap(String octets) {
        UnsafeBuffer area = buffer(octets);
        return options.wrap(area, 0, area.capacity());
    }
}
