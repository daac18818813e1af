package anax.netstack.packetdrill.match;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packetdrill.match.PacketComparison.Rules;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.TcpOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Numbers count from the first SYN of their direction, and SYNs carry them as the script writes them.
class NumberingTest {
    private static final long LIVE = 0xFFFF_FFF0L;
    private static final long REMOTE = 1_000;

    private final Numbering numbering = new Numbering();

    @BeforeEach
    void open() {
        numbering.onInboundSyn(REMOTE);
        numbering.onOutboundSyn(LIVE);
        numbering.scriptLocal(5);
    }

    @Test
    void shouldShiftTheNumberOfASynToTheOneOfTheScript() {
        assertThat(numbering.localToScript(LIVE, true)).isEqualTo(5);
        assertThat(numbering.localToScript(LIVE + 1, true)).isEqualTo(6);
        assertThat(numbering.localToLive(6, true)).isEqualTo(LIVE + 1);
        assertThat(numbering.remoteToScript(REMOTE + 1, true)).isEqualTo(REMOTE + 1);
        assertThat(numbering.remoteToLive(REMOTE, true)).isEqualTo(REMOTE);
    }

    @Test
    void shouldCountAllOthersFromTheirSynAcrossTheEndOfTheNumbers() {
        assertThat(numbering.localToScript(0x10, false)).isEqualTo(0x20);
        assertThat(numbering.localToLive(0x20, false)).isEqualTo(0x10);
        assertThat(numbering.remoteToScript(REMOTE + 1, false)).isEqualTo(1);
        assertThat(numbering.remoteToLive(1, false)).isEqualTo(REMOTE + 1);
    }

    @Test
    void shouldLeaveNumbersAsTheyAreBeforeThereIsASyn() {
        final Numbering none = new Numbering();
        assertThat(none.localToScript(77, false)).isEqualTo(77);
        assertThat(none.localToLive(77, true)).isEqualTo(77);
        assertThat(none.remoteToLive(77, false)).isEqualTo(77);
        assertThat(none.remoteToScript(77, false)).isEqualTo(77);
    }

    @Test
    void shouldKeepItsCountWhenASynIsRepeated() {
        numbering.onInboundSyn(REMOTE + 50);
        numbering.onOutboundSyn(LIVE);
        assertThat(numbering.remoteToScript(REMOTE + 1, false)).isEqualTo(1);
        assertThat(numbering.localToScript(LIVE, true)).isEqualTo(5);
    }

    @Test
    void shouldCountAnewWhenTheStackOpensAnew() {
        numbering.onInboundSyn(REMOTE + 50);
        numbering.onOutboundSyn(300);
        assertThat(numbering.localToScript(301, false)).isEqualTo(1);
        assertThat(numbering.localToScript(300, true)).isZero();
        assertThat(numbering.remoteToScript(REMOTE + 51, false)).isEqualTo(1);
    }

    @Test
    void shouldShiftInjectedSegmentsAndTheirSelectiveAcknowledgments() {
        final byte[] octets =
                PacketBuilder.build(Wire.AT, Wire.line("< . 1:1(0) ack 2 <nop,nop,sack 17:27 33:34>"), dialogue());
        final LiveBody.Tcp tcp = (LiveBody.Tcp) LivePacket.of(octets, 0).body();
        assertThat(tcp.seq()).isEqualTo(REMOTE + 1);
        assertThat(tcp.ack()).isEqualTo(LIVE + 2);
        assertThat(tcp.options().getLast())
                .isEqualTo(new TcpOption.Sack(List.of(new TcpOption.Block(1, 11), new TcpOption.Block(17, 18))));
    }

    @Test
    void shouldTakeNumbersWithAnExclamationMarkAsTheyStand() {
        final byte[] octets = PacketBuilder.build(Wire.AT, Wire.line("< . 1:1!(0) ack 2!"), dialogue());
        final LiveBody.Tcp tcp = (LiveBody.Tcp) LivePacket.of(octets, 0).body();
        assertThat(tcp.seq()).isEqualTo(1);
        assertThat(tcp.ack()).isEqualTo(2);
        assertThat(differences("> . 1:1!(0) ack 2!", ". 1:1(0) ack 2")).isEmpty();
        assertThat(differences("> . 1:1!(0) ack 2!", ". 3:3(0) ack 2")).isEqualTo("[seq: expected 1, got 3]");
    }

    @Test
    void shouldCompareInNumbersOfTheScript() {
        final String sent = ". " + (LIVE + 1) + ":" + (LIVE + 1) + "(0) ack 1001 win 5 <nop,nop,sack 1011:1021>";
        assertThat(differences("> . 1:1(0) ack 1 win 5 <nop,nop,sack 11:21>", sent))
                .isEmpty();
        assertThat(differences("> . 1:1(0) ack 1 win 5 <nop,nop,sack 11:22>", sent))
                .isEqualTo("[options: expected <nop,nop,sack 11:22>, got <nop,nop,sack 11:21>]");
        assertThat(differences("> . 2:2(0) ack 2 win 5 <nop,nop,sack 11:21>", sent))
                .isEqualTo("[seq: expected 2, got 1, ack: expected 2, got 1]");
    }

    @Test
    void shouldShowPacketsInNumbersOfTheScript() {
        final LivePacket live = Wire.live("P. 4294967281:4294967295(14) ack 1001 win 5 <nop,nop,sack 1011:1021>");
        assertThat(Notation.of(ScriptView.of(live, dialogue())))
                .isEqualTo("> P. 1:15(14) ack 1 win 5 <nop,nop,sack 11:21>");
    }

    @Test
    void shouldShiftTheNumberThatAnErrorQuotes() {
        final byte[] octets =
                PacketBuilder.build(Wire.AT, Wire.line("< icmp unreachable host_unreachable [1:11(10)]"), dialogue());
        final LiveBody.Icmp icmp = (LiveBody.Icmp) LivePacket.of(octets, 0).body();
        final LivePacket quoted = LivePacket.of(icmp.payload().copy(), 0);
        assertThat(quoted.src()).isEqualTo(Wire.ENDS.local());
        assertThat(quoted.totalLength()).isEqualTo(50);
        assertThat(icmp.payload().buffer().getInt(24)).isEqualTo((int) (LIVE + 1));
    }

    private String differences(String expected, String sent) {
        return PacketComparison.compare(
                        Wire.AT, Wire.line(expected), Wire.live(sent), dialogue(), new Rules(false, 0, 0))
                .toString()
                .replace("[]", "");
    }

    private Dialogue dialogue() {
        return new Dialogue(Wire.ENDS, numbering, new Stamps(false));
    }
}
