package anax.netstack.packetdrill.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.packetdrill.match.PacketComparison.Rules;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each field that a script gives is refused where it is wrong, with what was expected and what came.
class PacketComparisonTest {
    private static final Rules STRICT = new Rules(false, 0, 0);
    private static final Rules RELAXED = new Rules(true, 0, 0);
    private static final Rules TICKS = new Rules(false, 1_000_000, 4_000_000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P. 1:11(10) ack 1 win 500|. 1:11(10) ack 1 win 500|flags: expected ., got P.",
                ". 1:11(10) ack 1 win 500|P. 1:11(10) ack 1|flags: expected P., got .",
                "SEW 0:0(0) win 9|SE 0:0(0) win 9|flags: expected SE, got SEW",
                ".5 1:1(0) ack 1|.4 1:1(0) ack 1|flags: expected .4, got .5",
                "P. 1:11(10) ack 1|P. 2:12(10) ack 1|seq: expected 2, got 1",
                "S 5:5(0)|S 6:6(0)|seq: expected 6, got 5",
                ". 1:1(0) ack 4294967295|. 1:1(0) ack 0|ack: expected 0, got 4294967295",
                ". 1:1(0) ack 7|. 1:1(0) ack 8!|ack: expected 8, got 7",
                ". 1:1(0) ack 7|. 1:1(0)|ack: expected 0, got 7",
                "P. 1:11(10) ack 1|P. 1:12(11) ack 1|"
                        + "payload: expected 11, got 10; IP total length: expected 51, got 50",
                ". 1:1(0) ack 1 win 500|. 1:1(0) ack 1 win 499|win: expected 499, got 500",
                "U. 1:1(0) ack 1 urg 3|U. 1:1(0) ack 1 urg 2|urg: expected 2, got 3",
                "[ttl 64] . 1:1(0) ack 1|[ttl 63] . 1:1(0) ack 1|ttl: expected 63, got 64",
                "[tos 0x10] . 1:1(0) ack 1|[tos 0x08] . 1:1(0) ack 1|service: expected tos 0x8, got tos 0x10",
                "[ect0] . 1:1(0) ack 1|[ect1] . 1:1(0) ack 1|service: expected ect1, got tos 0x2",
                "[ce] . 1:1(0) ack 1|[ect01] . 1:1(0) ack 1|service: expected ect01, got tos 0x3",
                "[ef] . 1:1(0) ack 1|[af11] . 1:1(0) ack 1|service: expected af11, got tos 0xb8",
                ". 1:1(0) ack 1|8081 > 40000 . 1:1(0) ack 1|source port: expected 8081, got 8080",
                ". 1:1(0) ack 1|8080 > 40001 . 1:1(0) ack 1|destination port: expected 40001, got 40000",
                "S 0:0(0) <mss 1460>|S 0:0(0) <mss 1461>|options: expected <mss 1461>, got <mss 1460>",
                "S 0:0(0) <sackOK,nop,nop>|S 0:0(0) <nop,nop,sackOK>|"
                        + "options: expected <nop,nop,sackOK>, got <sackOK,nop,nop>",
                "S 0:0(0) <nop,wscale 7>|S 0:0(0) <nop,wscale 8>|"
                        + "options: expected <nop,wscale 8>, got <nop,wscale 7>",
                ". 1:1(0) ack 1 <nop,nop,sack 5:9>|. 1:1(0) ack 1 <nop,nop,sack 5:8>|"
                        + "options: expected <nop,nop,sack 5:8>, got <nop,nop,sack 5:9>",
                "S 0:0(0) <kind 9 0x0102>|S 0:0(0) <kind 9 0x0103>|"
                        + "options: expected <kind 9 0x0103>, got <kind 9 0x0102>",
                "S 0:0(0)|S 0:0(0) <mss 1460>|data offset: expected 24, got 20; "
                        + "IP total length: expected 44, got 40; options: expected <mss 1460>, got <>",
                "S 0:0(0) <mss 1460>|S 0:0(0)|data offset: expected 20, got 24; "
                        + "IP total length: expected 40, got 44; options: expected <>, got <mss 1460>",
                "udp (10)|udp (11)|payload: expected 11, got 10; UDP length: expected 19, got 18; "
                        + "IP total length: expected 39, got 38",
                "udp (10)|. 1:1(0) ack 1|protocol: expected 6, got 17; packet: expected a TCP segment, got none",
                ". 1:1(0) ack 1|udp (10)|protocol: expected 17, got 6; packet: expected a UDP datagram, got none",
                "udp (10)|icmp echo_reply id 1|"
                        + "protocol: expected 1, got 17; packet: expected an ICMP message, got none",
                "icmp unreachable port_unreachable [udp (9)]|icmp unreachable host_unreachable [udp (9)]|"
                        + "ICMP code: expected 1, got 3",
                "icmp time_exceeded [udp (9)]|icmp parameter_problem [udp (9)]|ICMP type: expected 12, got 11",
                "icmp unreachable frag_needed mtu 1400 [1:1(0)]|icmp unreachable frag_needed mtu 1401 [1:1(0)]|"
                        + "mtu: expected 1401, got 1400",
                "icmp echo_reply id 6|icmp echo_reply id 7|id: expected 7, got 6",
                "icmp unreachable port_unreachable [udp (9)]|icmp unreachable port_unreachable [udp (8)]|"
                        + "quoted packet: expected > icmp unreachable port_unreachable [udp (8)], "
                        + "got > icmp unreachable port_unreachable [udp (9)]",
                "icmp unreachable port_unreachable [1:1(0)]|icmp unreachable port_unreachable [2:2(0)]|"
                        + "quoted packet: expected > icmp unreachable port_unreachable [2:2(0)], "
                        + "got > icmp unreachable port_unreachable [1:1(0)]"
            })
    void shouldRefuseTheWrongValueAndTakeTheRightOne(String sent, String expected, String differences) {
        assertThat(compare(sent, sent, STRICT)).isEmpty();
        assertThat(compare(expected, sent, STRICT)).isEqualTo(differences);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ". 1:1(0) ack 1 win 500|. 1:1(0) ack 1",
                ". 5:5(0) ack 1|. ...(0) ack 1",
                ". 1:1(0) ack 1 <nop,nop,TS val 5 ecr 6!>|. 1:1(0) ack 1 <...>",
                ". 1:1(0) ack 1 <nop,nop,TS val 5 ecr 6!>|. 1:1(0) ack 1 <nop,nop,TS val 7 ecr 8>",
                "[ttl 9, tos 3] . 1:1(0) ack 1|. 1:1(0) ack 1",
                "[tos 0xba] . 1:1(0) ack 1|[ef] . 1:1(0) ack 1",
                "[ect1] . 1:1(0) ack 1|[ect01] . 1:1(0) ack 1",
                "icmp unreachable port_unreachable [udp (9)]|icmp unreachable port_unreachable"
            })
    void shouldNotLookAtWhatIsNotGiven(String sent, String expected) {
        assertThat(compare(expected, sent, STRICT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P. 1:3(2) ack 1| 0|0x65|IP version: expected 4, got 6",
                "P. 1:3(2) ack 1|10|0x77|IP checksum: expected right, got wrong",
                "P. 1:3(2) ack 1|36|0x77|TCP checksum: expected right, got wrong",
                "udp (3)|26|0x77|UDP checksum: expected right, got wrong",
                "icmp echo_reply id 1|22|0x77|ICMP checksum: expected right, got wrong"
            })
    void shouldRefuseADamagedOctet(String sent, int octet, String value, String difference) {
        final byte[] octets = Wire.sent(sent);
        octets[octet] = (byte) (int) Integer.decode(value);
        assertThat(compare(sent, octets, STRICT)).startsWith(difference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P. 1:3(2) ack 1|3|43|octets behind the IP datagram: expected 0, got -1; "
                        + "IP total length: expected 42, got 43",
                "P. 1:3(2) ack 1|15|9|source address: expected 192.168.0.1, got 192.168.0.9",
                "P. 1:3(2) ack 1|19|9|destination address: expected 192.0.2.1, got 192.0.2.9",
                "P. 1:3(2) ack 1|21|0|local port: expected 8080, got 7936",
                "P. 1:3(2) ack 1|23|0|remote port: expected 40000, got 39936",
                "P. 1:3(2) ack 1|32|0x54|reserved bits: expected 0, got 2",
                "P. 1:3(2) ack 1|41|5|octet 1 of the payload: expected 0, got 5",
                "R 1:1(0)|31|5|ack: expected 0, got 5",
                "udp (3)|25|12|UDP length: expected 11, got 12",
                "udp (3)|28|1|octet 0 of the payload: expected 0, got 1",
                "icmp echo_reply id 1|15|9|source address: expected 192.168.0.1, got 192.168.0.9"
            })
    void shouldRefuseAWrongOctetUnderRightChecksums(String sent, int octet, String value, String differences) {
        final byte[] octets = Wire.sent(sent);
        octets[octet] = (byte) (int) Integer.decode(value);
        assertThat(compare(sent, Wire.summed(octets), STRICT)).isEqualTo(differences);
    }

    @Test
    void shouldRefuseAFragment() {
        final byte[] octets = Wire.sent("P. 1:3(2) ack 1");
        octets[6] = 0x20;
        assertThat(compare("P. 1:3(2) ack 1", Wire.summed(octets), STRICT))
                .startsWith("fragment: expected no, got yes");
    }

    @Test
    void shouldRefuseOptionsOfIp() {
        final byte[] octets = Wire.withIpOptions(Wire.sent("P. 1:3(2) ack 1"));
        assertThat(compare("P. 1:3(2) ack 1", octets, STRICT))
                .isEqualTo("IP header length: expected 20, got 24; IP total length: expected 42, got 46");
    }

    @Test
    void shouldRefuseOctetsBehindTheDatagram() {
        final byte[] octets = Arrays.copyOf(Wire.sent("P. 1:3(2) ack 1"), 46);
        assertThat(compare("P. 1:3(2) ack 1", octets, STRICT))
                .isEqualTo("octets behind the IP datagram: expected 0, got 4");
    }

    @ParameterizedTest
    @CsvSource({"104, ''", "96, ''", "105, 105", "95, 95", "..., ''"})
    void shouldCompareTimestampsWithinTheToleranceOnceTicksAreKnown(String expected, String refused) {
        final String got = ". 1:1(0) ack 1 <nop,nop,TS val 100 ecr 6!>";
        final String wanted = ". 1:1(0) ack 1 <nop,nop,TS val " + expected + " ecr 6>";
        assertThat(compare(wanted, got, TICKS))
                .isEqualTo(
                        refused.isEmpty()
                                ? ""
                                : "options: expected <nop,nop,TS val " + refused
                                        + " ecr 6>, got <nop,nop,TS val 100 ecr 6>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S 0:0(0) <mss 1460,nop,wscale 7>|S 0:0(0) <wscale 2,eol,mss 1460>",
                "S 0:0(0) <mss 1460>|S 0:0(0) <mss 1460,nop,nop,nop,eol>",
                ". 1:1(0) ack 1 win 500|. 1:1(0) ack 1 win 9"
            })
    void shouldTakeInRelaxedModeWhatStrictModeRefuses(String sent, String expected) {
        assertThat(compare(expected, sent, RELAXED)).isEmpty();
        assertThat(compare(expected, sent, STRICT)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S 0:0(0) <mss 1460>|S 0:0(0) <mss 1461>|options: expected <mss 1461>, got <mss 1460>",
                "S 0:0(0) <mss 1460>|S 0:0(0)|options: expected <>, got <mss 1460>",
                "S 0:0(0)|S 0:0(0) <mss 1460>|options: expected <mss 1460>, got <>",
                "S 0:0(0) <mss 9,mss 9>|S 0:0(0) <mss 9>|options: expected <mss 9>, got <mss 9,mss 9>",
                ". 1:1(0) ack 1 win 500|. 1:1(0) ack 1 win 0|win: expected zero, got not zero",
                ". 1:1(0) ack 1 win 0|. 1:1(0) ack 1 win 500|win: expected not zero, got zero",
                ". 1:1(0) ack 1|P. 1:1(0) ack 1|flags: expected P., got .",
                ". 1:1(0) ack 1|. 2:2(0) ack 1|seq: expected 2, got 1",
                ". 1:1(0) ack 1|. 1:1(0) ack 2|ack: expected 2, got 1",
                ". 1:3(2) ack 1|. 1:4(3) ack 1|payload: expected 3, got 2"
            })
    void shouldRefuseAllElseInRelaxedModeToo(String sent, String expected, String differences) {
        assertThat(compare(expected, sent, RELAXED)).isEqualTo(differences);
    }

    @Test
    void shouldNotKnowFlowLabelsOfIpv4() {
        assertThatThrownBy(() -> compare("[flowlabel 5] . 1:1(0) ack 1", ". 1:1(0) ack 1", STRICT))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("flow label");
    }

    @Test
    void shouldNameTypesAndCodesOfIcmpThatItDoesNotKnow() {
        assertThatThrownBy(() -> compare("icmp nonsense", "icmp echo_reply id 1", STRICT))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> compare("icmp unreachable nonsense", "icmp unreachable", STRICT))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("nonsense");
    }

    private static String compare(String expected, String sent, Rules rules) {
        return compare(expected, Wire.sent(sent), rules);
    }

    private static String compare(String expected, byte[] sent, Rules rules) {
        return PacketComparison.compare(
                        Wire.AT, Wire.line("> " + expected), LivePacket.of(sent, 0), Wire.fresh(), rules)
                .stream()
                .map(Difference::toString)
                .collect(Collectors.joining("; "));
    }
}
