package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static anax.netstack.wire.Octets.hex;
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

/// The options of RFC 791, section 3.1, and RFC 2113: which are well formed, and what they say.
class Ipv4OptionsTest {
    private final Ipv4Options options = new Ipv4Options();

    @Test
    void shouldHaveNoneWhenThereIsNoRoomForThem() {
        assertThat(options.wrap(buffer(""), 0, 0)).isTrue();
        assertThat(options.next()).isFalse();
        assertThat(options.hasSourceRoute()).isFalse();
        assertThat(options.hasRouterAlert()).isFalse();
    }

    @Test
    void shouldStepOverNoOperationsAndStopAtTheEnd() {
        assertThat(types("01 94040000 0101 0703 04 00 0703 04")).containsExactly(148, 7);
        assertThat(types("01010101")).isEmpty();
        assertThat(types("00ff01ff")).isEmpty();
        assertThat(options.next()).isFalse();
    }

    /// RFC 791: options that a host does not know are passed over by their length.
    @Test
    void shouldPassOverOptionsOfUnknownType() {
        assertThat(types("8804abcd 9904abcd 4302 07 03 04")).containsExactly(136, 153, 67, 7);
    }

    @Test
    void shouldReadARouteAndItsPointer() {
        assertThat(wrap("01 83 0b 08 0a000001 0a000002")).isTrue();
        assertThat(options.hasSourceRoute()).isTrue();
        assertThat(options.next()).isTrue();

        assertThat(options.type()).isEqualTo(Ipv4Options.LOOSE_SOURCE_ROUTE);
        assertThat(options.isCopied()).isTrue();
        assertThat(options.offset()).isEqualTo(1);
        assertThat(options.length()).isEqualTo(11);
        assertThat(options.pointer()).isEqualTo(8);
        assertThat(options.isFull()).isFalse();
        assertThat(options.addressCount()).isEqualTo(2);
        assertThat(options.address(0)).isEqualTo(0x0A00_0001);
        assertThat(options.address(1)).isEqualTo(0x0A00_0002);
    }

    @Test
    void shouldSayThatARouteIsFullWhenThePointerIsPastItsLength() {
        assertThat(wrap("07 07 08 0a000001")).isTrue();
        assertThat(options.next()).isTrue();

        assertThat(options.isFull()).isTrue();
        assertThat(options.isCopied()).isFalse();
        assertThat(options.hasSourceRoute()).isFalse();
    }

    @Test
    void shouldReadATimestamp() {
        assertThat(wrap("44 0c 05 31 0a000001 00001234")).isTrue();
        assertThat(options.next()).isTrue();

        assertThat(options.type()).isEqualTo(Ipv4Options.TIMESTAMP);
        assertThat(options.timestampFlag()).isEqualTo(Ipv4Options.ADDRESSES_AND_TIMES);
        assertThat(options.timestampOverflow()).isEqualTo(3);
        assertThat(options.pointer()).isEqualTo(5);
        assertThat(options.isFull()).isFalse();
    }

    /// RFC 2113, section 2.1: type 148, length 4, value 0 for "router shall examine packet".
    @Test
    void shouldReadTheRouterAlertThatItWrote() {
        var area = buffer("ffffffff");
        Ipv4Options.putRouterAlert(area, 0);

        assertThat(hex(area)).isEqualTo("94040000");
        assertThat(options.wrap(area, 0, Ipv4Options.ROUTER_ALERT_LENGTH)).isTrue();
        assertThat(options.hasRouterAlert()).isTrue();
        assertThat(options.next()).isTrue();
        assertThat(options.routerAlertValue()).isZero();
        assertThat(options.isCopied()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "07, 0, no room for a length",
        "0101 44, 2, no room for a length",
        "0700, 0, length 0",
        "01 0701, 1, length 1",
        "9900 0000, 0, length 0 of an unknown option",
        "9901 0000, 0, length 1 of an unknown option",
        "9902 9903, 2, a length past the end",
        "94040000 8304 04, 4, a length past the end",
        "0702, 0, a route without a pointer",
        "0704 04 00, 0, a route of no whole addresses",
        "0707 03 00000000, 0, a pointer under 4",
        "8307 00 00000000, 0, a pointer under 4",
        "8907 05 00000000, 0, a pointer into an address",
        "4403 05, 0, a timestamp without a flag",
        "4408 04 00 00000000, 0, a pointer under 5",
        "4408 01 00 00000000, 0, a pointer under 5",
        "4408 06 00 00000000, 0, a pointer into a time",
        "4408 05 01 00000000, 0, no whole entry of eight octets",
        "440c 09 03 0000000000000000, 0, a pointer between address and time",
        "4408 05 02 00000000, 0, a flag that is not defined",
        "9403 00, 0, a Router Alert of three octets",
        "94060000 0000, 0, a Router Alert of six octets",
        "8303 04 8303 04, 3, a second source route",
        "8303 04 01 8903 04, 4, a second source route"
    })
    void shouldRefuseWhatIsMalformedAndSayWhere(String octets, int problem, String why) {
        assertThat(wrap(octets)).as(why).isFalse();
        assertThat(options.problem()).as(why).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "9902, 153",
        "0703 04, 7",
        "0703 ff, 7",
        "0707 04 00000000, 7",
        "0707 08 00000000, 7",
        "8907 04 00000000, 137",
        "4404 05 00, 68",
        "4404 05 f0, 68",
        "4408 05 00 00000000, 68",
        "4408 09 00 00000000, 68",
        "440c 05 03 0000000000000000, 68",
        "440c 09 00 0000000000000000, 68",
        "0703 04 0703 04, 7"
    })
    void shouldTakeWhatIsWellFormed(String octets, int type) {
        assertThat(wrap(octets)).isTrue();
        assertThat(options.next()).isTrue();
        assertThat(options.type()).isEqualTo(type);
    }

    @Test
    void shouldForgetEarlierOptions() {
        assertThat(wrap("8303 04 94040000")).isTrue();
        assertThat(wrap("0700")).isFalse();
        assertThat(options.next()).isFalse();
        assertThat(wrap("01")).isTrue();

        assertThat(options.hasSourceRoute()).isFalse();
        assertThat(options.hasRouterAlert()).isFalse();
        assertThatThrownBy(options::problem).hasMessage("the options are well formed");
    }

    @Test
    void shouldAssertThatAnAccessorIsForTheOption() {
        assertThat(wrap("94040000 0703 04")).isTrue();
        assertThat(options.next()).isTrue();

        assertThatThrownBy(options::pointer).hasMessage("type 148 has no pointer");
        assertThatThrownBy(options::addressCount).hasMessage("type 148 is no route");
        assertThatThrownBy(options::timestampFlag).hasMessage("type 148 is no timestamp");
        assertThatThrownBy(options::timestampOverflow).isInstanceOf(AssertionError.class);
        assertThat(options.next()).isTrue();
        assertThatThrownBy(options::routerAlertValue).hasMessage("type 7 is no Router Alert");
        assertThatThrownBy(() -> options.address(0)).hasMessage("address 0 of 0");
    }

    /// Any octets at the end of their buffer, often beginning with a type that has rules: the options that are
    /// found lie one behind the other within them, and all that they say can be read.
    @Property
    void readsNothingPastTheOptions(
            @ForAll @Size(max = 40) byte[] octets,
            @ForAll @IntRange(max = 7) int kind,
            @ForAll @IntRange(max = 42) int length) {
        int[] types = {7, 68, 131, 137, 148, 1, 0, 153};
        if (octets.length > 1) {
            octets[0] = (byte) types[kind];
            octets[1] = (byte) length;
        }
        if (options.wrap(Octets.atTheEnd(octets, 7), 7, octets.length)) {
            int end = 7;
            while (options.next()) {
                assertThat(options.offset()).isGreaterThanOrEqualTo(end);
                end = options.offset() + options.length();
                readAll();
            }
            assertThat(end).isLessThanOrEqualTo(7 + octets.length);
        } else {
            assertThat(options.problem()).isBetween(0, octets.length - 1);
            assertThat(options.next()).isFalse();
        }
    }

    private void readAll() {
        switch (options.type()) {
            case Ipv4Options.ROUTER_ALERT ->
                assertThat(options.routerAlertValue()).isBetween(0, 0xFFFF);
            case Ipv4Options.TIMESTAMP -> assertThat(options.timestampFlag()).isIn(0, 1, 3);
            case Ipv4Options.RECORD_ROUTE, Ipv4Options.LOOSE_SOURCE_ROUTE, Ipv4Options.STRICT_SOURCE_ROUTE -> {
                assertThat(options.pointer()).isGreaterThan(3);
                for (int i = 0; i < options.addressCount(); i++) {
                    options.address(i);
                }
            }
            default -> assertThat(options.length()).isGreaterThan(1);
        }
    }

    private List<Integer> types(String octets) {
        assertThat(wrap(octets)).isTrue();
        List<Integer> types = new ArrayList<>();
        while (options.next()) {
            types.add(options.type());
        }
        return types;
    }

    private boolean wrap(String octets) {
        UnsafeBuffer area = buffer(octets);
        return options.wrap(area, 0, area.capacity());
    }
}
