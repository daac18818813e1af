package anax.netstack.packetdrill.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.packetdrill.match.PacketComparison.Rules;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.TcpOption;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Timestamps that leave are remembered as what the script calls them, and echoes are looked up there.
class StampsTest {
    private static final long FIRST = 0xFFFF_FFF0L;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEchoWhatTheStackSent(boolean scaled) {
        final Stamps stamps = learned(scaled);
        assertThat(stamps.echoToLive(100)).hasValue(FIRST);
        assertThat(stamps.echoToLive(120)).hasValue(0x14);
    }

    @Test
    void shouldNotEchoWhatTheStackNeverSentUnlessItIsCounted() {
        assertThat(learned(false).echoToLive(110)).isEmpty();
        assertThat(learned(true).echoToLive(120 - 4)).hasValue(0);
        assertThat(new Stamps(true).echoToLive(110)).isEmpty();
    }

    @Test
    void shouldShowTheClockOfTheScriptFromTheFirstOneOn() {
        assertThat(new Stamps(false).toScript(77)).isEqualTo(77);
        assertThat(learned(false).toScript(4)).isEqualTo(120);
        assertThat(learned(false).toScript(FIRST - 200)).isEqualTo(0xFFFF_FF9CL);
    }

    @Test
    void shouldInjectTheEchoOfTheWire() {
        assertThat(echoed("< . 1:1(0) ack 1 <nop,nop,TS val 9 ecr 100>")).isEqualTo(FIRST);
        assertThat(echoed("< . 1:1(0) ack 1 <nop,nop,TS val 9 ecr 55!>")).isEqualTo(55);
        assertThat(echoed("< S 0:0(0) <nop,nop,TS val 9 ecr 55>")).isEqualTo(55);
    }

    @Test
    void shouldRefuseAScriptThatEchoesWhatWasNeverSent() {
        assertThatThrownBy(() -> echoed("< . 1:1(0) ack 1 <nop,nop,TS val 9 ecr 101>"))
                .isInstanceOfSatisfying(
                        InvalidScriptException.class, e -> assertThat(e.at()).isEqualTo(Wire.AT))
                .hasMessage("timestamp 101 is echoed, but the stack never sent it");
    }

    @Test
    void shouldCompareOnTheClockOfTheScript() {
        final PacketLine expected = Wire.line("> . 1:1(0) ack 1 <nop,nop,TS val 120 ecr 0>");
        final Rules exact = new Rules(false, 1_000_000, 0);
        final Dialogue dialogue = new Dialogue(Wire.ENDS, new Numbering(), learned(false));
        assertThat(PacketComparison.compare(
                        Wire.AT, expected, Wire.live(". 1:1(0) ack 1 <nop,nop,TS val 4 ecr 0!>"), dialogue, exact))
                .isEmpty();
        assertThat(PacketComparison.compare(
                        Wire.AT, expected, Wire.live(". 1:1(0) ack 1 <nop,nop,TS val 5 ecr 0!>"), dialogue, exact))
                .containsExactly(new Difference("options", "<nop,nop,TS val 120 ecr 0>", "<nop,nop,TS val 121 ecr 0>"));
    }

    private static Stamps learned(boolean scaled) {
        final Stamps stamps = new Stamps(scaled);
        stamps.onOutbound(100, FIRST);
        stamps.onOutbound(120, 0x14);
        return stamps;
    }

    private static long echoed(String line) {
        final Dialogue dialogue = new Dialogue(Wire.ENDS, new Numbering(), learned(false));
        final byte[] octets = PacketBuilder.build(Wire.AT, Wire.line(line), dialogue);
        final LiveBody.Tcp tcp = (LiveBody.Tcp) LivePacket.of(octets, 0).body();
        final TcpOption.Timestamps stamps = (TcpOption.Timestamps) tcp.options().getLast();
        assertThat(stamps.value()).isEqualTo(OptionalLong.of(9));
        return stamps.echo();
    }
}
