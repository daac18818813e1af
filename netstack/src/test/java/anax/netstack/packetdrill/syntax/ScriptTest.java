package anax.netstack.packetdrill.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scripts of both dialects are read, and what is not known is named with its place.
class ScriptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+0.000000 > S. 0:0(0) ack 1 win 65535 <mss 1460,sackOK,TS val 0 ecr 100,nop,wscale 7>",
                "+0.100000~+0.200000 > [ect0, ttl 5] 8080 > 40000 P.5 1:11(10) ack 1 <...>",
                "* > icmp unreachable frag_needed mtu 1400 [1:1461(1460)]",
                "+0.000000 > [ef, ect01] . 1:1(0) ack 1",
                "+0.000000 > [af41, ttl 64] . 1:1(0) ack 1",
                "+0.000000 > [tos 0x0] . 1:1(0) ack 1",
                "+86400.000000001 > . 1:1(0) ack 1 <kind 253 0x01ff,kind 254>",
                "+0.100000 < SEW 0:0(0) win 1000 <mss 1000,sack 1:2 3:4,TS val 1 ecr 7!>",
                "+0.000000...0.200000 accept(3, ..., ...) = 4",
                "+0.000000 poll([{fd=4, events=POLLIN, revents=POLLIN}], 1, 0) = 1",
                "+0.000000 `sysctl -w net.inet.tcp.sack.enable=1`"
            })
    void shouldWriteBackWhatItReads(String line) {
        final Script script = parse("0 socket(..., SOCK_STREAM, 0) = 3\n" + line);
        assertThat(script.events().getLast()).hasToString(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+0 > S 0:0(0) <FO abcd>|Fast Open",
                "+0 > S 0:0(0) <md5 abcd>|MD5",
                "+0 > . 1:1(0) ack 1/udp(1 > 2)|TCP in UDP",
                "+0 < sctp: DATA|sctp",
                "+0 > Q 1:1(0)|\"Q\""
            })
    void shouldNameWhatItDoesNotKnow(String line, String construct) {
        assertThatThrownBy(() -> parse("0 socket(..., SOCK_STREAM, 0) = 3\n" + line))
                .isInstanceOfSatisfying(
                        UnsupportedException.class, e -> assertThat(e.at()).hasToString("a.pkt:2"))
                .hasMessageContaining(construct);
    }

    @Test
    void shouldRefuseRangesThatDoNotHoldTheirPayload() {
        assertThatThrownBy(() -> parse("0 < . 1:5(3) ack 1 win 1"))
                .isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("1:5 do not hold 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 > [ef, cs1] . 1:1(0)|told twice",
                "0 > [ect01, ce] . 1:1(0)|told twice",
                "0 < S 0:0(0) <kind 253 0x012>|no whole octets",
                "0 < S 0:0(0) <kind 256>|kind 256 is not 2 to 255"
            })
    void shouldRefuseWhatContradictsItself(String line, String why) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining(why);
    }

    @Test
    void shouldChooseTheBranchOfStandardByDefault() {
        final String text = "#ifdef STANDARD\n0 close(3) = 0\n#endif\n#ifdef OTHER\n0 close(4) = 0\n#endif\n";
        assertThat(parse(text).events()).singleElement().hasToString("0.000000 close(3) = 0");
    }

    private static Script parse(String text) {
        return Script.parse("a.pkt", text, Map.of());
    }
}
