package anax.netstack.packetdrill.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Notation;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packets that others carry have the octets that the RFCs give them: IP in IP (2003), GRE (2784, 2890), MPLS (3032).
class EncapsulationTest {
    private static final String INNER = "4500001c00000000ff113926c0000201c0a800019c401f900008c162";

    private static String octets(String line) {
        return HexFormat.of().formatHex(Wire.injected(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ipv4 192.0.2.9 > 192.168.0.1: |4500003000000000ff043917c0000209c0a80001",
                "ipv4 [tos 0x20, ttl 5] 192.0.2.9 > 192.168.0.1: |4520003000000000050432f8c0000209c0a80001",
                "ipv4 192.0.2.9 > 192.168.0.1: gre: |4500003400000000ff2f38e8c0000209c0a80001" + "00000800",
                "ipv4 192.0.2.9 > 192.168.0.1: gre flags [key present, sequence present], sum 0, off 0, key = 7, "
                        + "seq 9: |4500003c00000000ff2f38e0c0000209c0a80001" + "300008000000000700000009",
                "ipv4 192.0.2.9 > 192.168.0.1: gre: mpls (label 5, tc 1, ttl 9) (label 6, tc 0, [S], ttl 8): "
                        + "|4500003c00000000ff2f38e0c0000209c0a80001" + "000088470000520900006108",
                "ipv6 [flowlabel 0x5] 2001:db8::1 > 2001:db8::2: |60000005001c04ff"
                        + "20010db800000000000000000000000120010db8000000000000000000000002"
            })
    void shouldWriteTheOctets(String headers, String octets) {
        assertThat(octets(headers + "udp (0)")).isEqualTo(octets + INNER);
    }

    @Test
    void shouldLeaveAloneWhatNothingCarries() {
        assertThat(octets("udp (0)")).isEqualTo(INNER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "< ipv4 192.0.2.9 > 192.168.0.1: udp (0)",
                "< ipv4 [ttl 5] 192.0.2.9 > 192.168.0.1: gre: [ttl 7] udp (0)",
                "< ipv4 192.0.2.9 > 192.168.0.1: gre flags 0x3000, sum 0x0, off 0x0, key = 0x7, seq 0x9: udp (0)",
                "< ipv4 192.0.2.9 > 192.168.0.1: mpls (label 5, tc 1, [S], ttl 9): udp (0)"
            })
    void shouldBeTheSameWhenWrittenAndReadAgain(String line) {
        assertThat(Notation.of(Wire.line(line))).isEqualTo(line);
    }

    @Test
    void shouldRefuseHeadersThatNoIpCarries() {
        assertThatThrownBy(() -> octets("gre: udp (0)"))
                .isInstanceOf(InvalidScriptException.class)
                .hasMessage("the outermost header is not IP's; write ipv4 or ipv6 before it");
    }
}
