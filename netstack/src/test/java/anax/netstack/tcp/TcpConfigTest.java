package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Configuration says what it allows.
class TcpConfigTest {
    @Test
    void shouldSayWhatIsAllowedWhenValueIsOutOfRange() {
        assertThatThrownBy(() -> OptionConfig.standard().withWindowScale(15))
                .hasMessage("windowScale 15 was given; use 0 to 14");
        assertThatThrownBy(() -> AckConfig.standard().withDelayNs(500_000_001))
                .hasMessage("delayNs 500000001 was given; use 0 to 500000000");
        assertThatThrownBy(() -> SegmentConfig.standard().withInitialWindowOctets(0))
                .hasMessage("initialWindowOctets 0 was given; use 1 to 16777216");
        assertThatThrownBy(() -> RetransmissionConfig.standard().withMaxRtoNs(999_999_999))
                .hasMessage("maxRtoNs 999999999 was given; use 1000000000 to 240000000000");
    }

    @Test
    void shouldRefuseOptionOutOfRange() {
        final TcpSocketOptions options =
                new TcpSocketOptions(TcpConfig.standard(), TcpPatience.of(TcpConfig.standard()));
        assertThatThrownBy(() -> options.ttl(0)).hasMessage("ttl 0 was given; use 1 to 255");
    }

    @Test
    void shouldNameEachResult() {
        assertThat(TcpResult.errnoName(TcpResult.WRONG_FAMILY)).isEqualTo("EAFNOSUPPORT");
        assertThat(TcpResult.errnoName(TcpResult.REFUSED)).isEqualTo("ECONNREFUSED");
        assertThat(TcpResult.errnoName(TcpResult.ABORTED)).isEqualTo("ECONNABORTED");
        assertThat(TcpResult.explain(TcpResult.PIPE)).startsWith("this side of the connection is shut");
        assertThat(TcpResult.explain(TcpResult.WRONG_FAMILY)).contains("version of IP");
        assertThatThrownBy(() -> TcpResult.explain(-19)).hasMessage("-19 is no result of TCP; they are 0 to -18");
    }
}
