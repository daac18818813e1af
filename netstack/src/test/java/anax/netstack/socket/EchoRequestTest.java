package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoRequestTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {0, 56, 1_472, 1_473, 9_000, 65_507})
    void shouldBeAnsweredByOtherHostWhateverItsLength(int payload) {
        try (TwoHosts hosts = TwoHosts.of(4, payload)) {
            final EchoRequest ping = new EchoRequest(TwoHosts.SECOND, 1, 2, payload, SECOND_NS);
            final int result = hosts.call(2, () -> hosts.first().port(0).doMessage(ping));
            assertThat(result).isEqualTo(EchoRequest.ANSWERED);
            assertThat(ping.roundTripNs()).isBetween(1L, SECOND_NS);
        }
    }

    @Test
    void shouldTimeOutWhenNobodyHasTheAddress() {
        try (TwoHosts hosts = TwoHosts.of(2, 1)) {
            final EchoRequest ping = new EchoRequest(IpAddress.parse("10.0.0.99"), 1, 2, 56, SECOND_NS);
            final int result = hosts.call(0, () -> hosts.first().port(0).doMessage(ping));
            assertThat(result).isEqualTo(EchoRequest.TIMED_OUT);
        }
    }

    @Test
    void shouldSayThatThereIsNoRoute() {
        try (TwoHosts hosts = TwoHosts.of(2, 1)) {
            final EchoRequest ping = new EchoRequest(IpAddress.parse("192.0.2.1"), 1, 2, 56, SECOND_NS);
            final int result = hosts.call(0, () -> hosts.first().port(0).doMessage(ping));
            assertThat(result).isEqualTo(SendResult.NO_ROUTE);
        }
    }

    @Test
    void shouldRefuseWhatNoEchoCanCarry() {
        assertThatThrownBy(() -> new EchoRequest(TwoHosts.SECOND, 70_000, 2, 56, SECOND_NS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("identifier 70000");
    }
}
