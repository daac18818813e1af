package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.SipHash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made of the time goes on as before when the clock passes an end of its numbers: a clock may start
/// anywhere, as the JVM's does.
class ClockEndTest {
    private static final long MS = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1, 0, 7 * MS})
    void shouldTickOnWhenClockPassesEnd(long endNs) {
        final TimestampClock clock = new TimestampClock(MS, endNs - 5 * MS, new SipHash(1, 2));
        for (int ms = -5; ms < 100; ms++) {
            final int ticked = clock.ticks(endNs + (ms + 1) * MS) - clock.ticks(endNs + ms * MS);
            assertThat(ticked).isOne();
        }
    }

    /// RFC 4987, appendix A: a cookie comes back a moment later.
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1, 0})
    void shouldTakeCookieBackWhenClockPassesEnd(long endNs) {
        final int written = SynCookie.minute(endNs - MS);
        assertThat(SynCookie.isFresh(written, endNs + MS)).isTrue();
        assertThat(SynCookie.isFresh(written, endNs + 240_000 * MS)).isFalse();
        assertThat(SynCookie.isFresh(SynCookie.minute(endNs + 240_000 * MS), endNs))
                .isFalse();
    }
}
