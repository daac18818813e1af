package anax.netstack.packetdrill.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.packetdrill.syntax.Notation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Segments that follow each other become one, and those that differ in what counts do not.
class JoiningTest {
    private static final String FIRST = ". 1:11(10) ack 1 win 5";

    @Test
    void shouldHaveFinAndPushOfTheLastAndAllElseOfTheFirst() {
        final LivePacket two =
                Joining.join(Wire.live("PW. 1:11(10) ack 1 win 5"), Wire.live(". 11:21(10) ack 1 win 5"));
        final LivePacket three = Joining.join(two, Wire.live("FP. 21:26(5) ack 1 win 5"));
        assertThat(Notation.of(ScriptView.of(two, Wire.fresh()))).isEqualTo("> W. 1:21(20) ack 1 win 5");
        assertThat(Notation.of(ScriptView.of(three, Wire.fresh()))).isEqualTo("> FPW. 1:26(25) ack 1 win 5");
        assertThat(three.totalLength()).isEqualTo(65);
        assertThat(three.octets()).isEqualTo(65);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ". 11:21(10) ack 1 win 5|20",
                ". 11:21(10) ack 1 win 5|30",
                "P. 11:16(5) ack 1 win 5|15",
                "FP. 11:21(10) ack 1 win 5|20",
                "W. 11:21(10) ack 1 win 5|20"
            })
    void shouldFit(String next, int wanted) {
        assertThat(Joining.fits(Wire.live(FIRST), Wire.live(next), 10, wanted)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "another number|. 12:22(10) ack 1 win 5|20",
                "another acknowledgment|. 11:21(10) ack 2 win 5|20",
                "another window|. 11:21(10) ack 1 win 6|20",
                "an urgent pointer|. 11:21(10) ack 1 win 5 urg 1|20",
                "another flag|E. 11:21(10) ack 1 win 5|20",
                "an option|. 11:21(10) ack 1 win 5 <nop,nop,TS val 1 ecr 1!>|20",
                "another service|[ce] . 11:21(10) ack 1 win 5|20",
                "another time to live|[ttl 3] . 11:21(10) ack 1 win 5|20",
                "a short one in the middle|. 11:16(5) ack 1 win 5|20",
                "a longer one|. 11:26(15) ack 1 win 5|25",
                "too much|. 11:21(10) ack 1 win 5|15",
                "no payload|. 11:11(0) ack 1 win 5|10",
                "no segment|udp (10)|20"
            })
    void shouldNotFit(String why, String next, int wanted) {
        assertThat(Joining.fits(Wire.live(FIRST), Wire.live(next), 10, wanted))
                .as(why)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"F. 1:11(10) ack 1 win 5", "S. 1:11(10) ack 1 win 5", "R. 1:11(10) ack 1 win 5"})
    void shouldNotGoOnBehindTheEndOfAConnection(String first) {
        assertThat(Joining.fits(Wire.live(first), Wire.live(first.replace("1:11", "11:21")), 10, 20))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"15, 0xC0, another address", "23, 0x41, another port", "32, 0x52, reserved bits"})
    void shouldNotFitWhatIsOfAnotherConnectionOrDamaged(int octet, String value, String why) {
        final byte[] next = Wire.sent(". 11:21(10) ack 1 win 5");
        next[octet] = (byte) (int) Integer.decode(value);
        assertThat(Joining.fits(Wire.live(FIRST), LivePacket.of(Wire.summed(next), 0), 10, 20))
                .as(why)
                .isFalse();
    }

    @Test
    void shouldNotFitWhatHasOtherLengthsOfIp() {
        final byte[] next = Wire.sent(". 11:21(10) ack 1 win 5");
        final LivePacket withOptions = LivePacket.of(Wire.withIpOptions(next), 0);
        final LivePacket withMoreBehind = LivePacket.of(Arrays.copyOf(next, next.length + 1), 0);
        assertThat(Joining.fits(Wire.live(FIRST), withOptions, 10, 20)).isFalse();
        assertThat(Joining.fits(Wire.live(FIRST), withMoreBehind, 10, 20)).isFalse();
    }

    @Test
    void shouldNotHideAWrongChecksumOfAnInnerSegment() {
        final byte[] next = Wire.sent(". 11:21(10) ack 1 win 5");
        next[36]++;
        final LivePacket tcp = Joining.join(Wire.live(FIRST), LivePacket.of(next, 0));
        assertThat(((LiveBody.Tcp) tcp.body()).sumGood()).isFalse();
        next[36]--;
        next[10]++;
        final LivePacket ip = Joining.join(Wire.live(FIRST), LivePacket.of(next, 0));
        assertThat(ip.headerSumGood()).isFalse();
        assertThat(((LiveBody.Tcp) ip.body()).sumGood()).isTrue();
    }

    @Test
    void shouldWantMoreUntilThePayloadIsThere() {
        assertThat(Joining.wantsMore(Wire.live(FIRST), 11)).isTrue();
        assertThat(Joining.wantsMore(Wire.live(FIRST), 10)).isFalse();
        assertThat(Joining.wantsMore(Wire.live(". 1:1(0) ack 1"), 10)).isFalse();
        assertThat(Joining.wantsMore(Wire.live("udp (5)"), 10)).isFalse();
    }

    @Test
    void shouldRefuseToJoinWhatIsNoSegment() {
        assertThatThrownBy(() -> Joining.join(Wire.live(FIRST), Wire.live("udp (5)")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
