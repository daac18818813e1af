package anax.netstack.packetdrill.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.ScriptException;
import anax.netstack.packetdrill.syntax.TcpOption;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packets have the octets that the RFCs give them, whole and summed; what cannot be a packet is refused.
class PacketBuilderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ect0, ttl 64] S 7:7(0) win 1000 <mss 1460,sackOK,TS val 100 ecr 0>"
                        + "|45020038000000004006f813c0000201c0a800019c401f90000000070000000090"
                        + "0203e819400000020405b40402080a0000006400000000",
                "udp (3)|4500001f00000000ff113923c0000201c0a800019c401f90000bc15c000000",
                "icmp unreachable frag_needed mtu 1400 [1001:2461(1460)]"
                        + "|4500003800000000ff01391ac0000201c0a80001030437ca00000578"
                        + "450005dc00000000ff063371c0a80001c00002011f909c40000003e9"
            })
    void shouldWriteTheOctets(String line, String octets) {
        assertThat(HexFormat.of().formatHex(Wire.injected(line))).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FSRPUEWA. 1:4(3) ack 9 win 7 urg 2",
                ". 1:1(0) ack 1 win 0 <nop,nop,sack 1:2 3:4 5:6 7:8>",
                "S 0:0(0) win 0 <mss 1460,nop,wscale 14,sackOK,eol,eol>",
                "S 0:0(0) win 0 <kind 253 0x010203040506,kind 30,nop,nop>",
                "udp (0)",
                "icmp echo_request id 700",
                "icmp unreachable frag_needed mtu 1400 [1:11(10)]",
                "icmp type_42 code_9 [udp (5)]"
            })
    void shouldReadBackWhatItWrites(String line) {
        final LivePacket live = Wire.live(line);
        assertThat(live.headerSumGood()).isTrue();
        assertThat(live.totalLength()).isEqualTo(live.octets());
        assertThat(Notation.of(ScriptView.of(live, Wire.fresh())))
                .isEqualTo("> " + line.replace("FSRPUEWA.", "SFRPUEWA."));
    }

    @Test
    void shouldShowOfTheHeaderWhatTheExpectedLineGives() {
        final LivePacket live = Wire.live("[tos 0xba, ttl 9] . 1:1(0) ack 1 win 3");
        assertThat(Notation.of(ScriptView.of(live, Wire.fresh(), Wire.line("> [ce, ttl 8] . 1:1(0)"))))
                .isEqualTo("> [ect0, ttl 9] . 1:1(0) ack 1 win 3");
        assertThat(Notation.of(ScriptView.of(live, Wire.fresh(), Wire.line("> [cs1] 1 > 2 . 1:1(0)"))))
                .isEqualTo("> [ef] 8080 > 40000 . 1:1(0) ack 1 win 3");
        assertThat(Notation.of(ScriptView.of(live, Wire.fresh(), Wire.line("> . 1:1(0)"))))
                .isEqualTo("> . 1:1(0) ack 1 win 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S 0:0(0) <mss 1460,nop>|5 octets",
                "S 0:0(0) <nop,nop,sack 1:2 3:4 5:6 7:8,mss 1,mss 2>|44 octets",
                ". 1:65520(65519)|65559 octets",
                "icmp unreachable host_unreachable mtu 1400|MTU",
                "icmp nonsense|type nonsense of ICMP",
                "icmp type_256|type type_256 of ICMP",
                "icmp time_exceeded port_unreachable|code port_unreachable of ICMP",
                "[flowlabel 1] . 1:1(0)|flow label",
                ". ...(0) ack 1|any sequence number"
            })
    void shouldRefuseWhatCannotBeAPacket(String line, String why) {
        assertThatThrownBy(() -> Wire.injected(line))
                .isInstanceOfSatisfying(
                        ScriptException.class, e -> assertThat(e.at()).isEqualTo(Wire.AT))
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "02030000, 'kind 2 0x00,eol'",
        "05040102, kind 5 0x0102",
        "0802ff00, 'kind 8,kind 255'",
        "030000ff, kind 3 0x00ff",
        "01010102, 'nop,nop,nop,kind 2'"
    })
    void shouldShowOptionsThatMakeNoSense(String octets, String shown) {
        assertThat(Notation.of(OptionCodec.decode(HexFormat.of().parseHex(octets))))
                .isEqualTo("<" + shown + ">");
    }

    @Test
    void shouldReadOnBehindTheEndOfTheOptions() {
        assertThat(OptionCodec.decode(new byte[] {0, 1, 4, 2}))
                .isEqualTo(
                        List.of(new TcpOption.EndOfList(), new TcpOption.NoOperation(), new TcpOption.SackPermitted()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "45", "6500", "4f00001400000000400600000000000000000000"})
    void shouldTakeWhatIsNoPacketAsUnreadable(String octets) {
        final LivePacket live = LivePacket.of(HexFormat.of().parseHex(octets), 0);
        assertThat(ScriptView.of(live, Wire.fresh()).body()).isInstanceOf(PacketBody.Unreadable.class);
        assertThat(live.headerSumGood()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"6, 32, 0x40", "6, 32, 0xF0", "17, -1, 0", "1, -1, 0", "99, -1, 0"})
    void shouldTakeADamagedBodyAsUnreadable(int protocol, int octet, String value) {
        final byte[] octets = octet < 0 ? new byte[24] : Wire.sent(". 1:1(0) ack 1");
        octets[0] = 0x45;
        octets[3] = (byte) octets.length;
        octets[9] = (byte) protocol;
        if (octet >= 0) {
            octets[octet] = (byte) (int) Integer.decode(value);
        }
        assertThat(LivePacket.of(octets, 0).body()).isInstanceOf(LiveBody.Other.class);
    }

    @Test
    void shouldSayWhereAScriptIsWrong() {
        assertThatThrownBy(() -> Wire.injected("S 0:0(0) <nop>"))
                .isInstanceOf(InvalidScriptException.class)
                .hasMessage(
                        "the TCP options have 1 octets; use 0 to 40 in fours, with nop or eol where they are missing");
    }
}
