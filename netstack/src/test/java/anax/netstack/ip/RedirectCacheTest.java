package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.dispatch.SipHash;
import org.junit.jupiter.api.Test;

/// How much is remembered of nearer routers, and how long.
class RedirectCacheTest {
    private static final int ROUTE = 1;
    private static final int AGE_NS = 100;
    private static final int ROW = 4;

    private final RedirectCache cache = new RedirectCache(ROW, AGE_NS, new SipHash(1, 2));

    /// One row: the oldest goes, and none that is younger.
    @Test
    void shouldForgetOldestWhenFull() {
        for (int destination = 0; destination < 10; destination++) {
            cache.learn(destination, 1_000 + destination, destination);
        }
        for (int destination = 0; destination < 10; destination++) {
            final int expected = destination < 10 - ROW ? ROUTE : 1_000 + destination;
            assertThat(cache.gateway(destination, ROUTE, 10)).isEqualTo(expected);
        }
    }

    @Test
    void shouldTakePlaceOfWhatIsTooOldBeforeThatOfOthers() {
        for (int destination = 0; destination < ROW; destination++) {
            cache.learn(destination, 1_000 + destination, destination * 40L);
        }
        cache.learn(9, 1_009, 120);
        assertThat(cache.gateway(0, ROUTE, 120)).isEqualTo(ROUTE);
        assertThat(cache.gateway(1, ROUTE, 120)).isEqualTo(1_001);
        assertThat(cache.gateway(9, ROUTE, 120)).isEqualTo(1_009);
    }

    /// The clock may pass the end of its numbers, and a time is no older for being negative.
    @Test
    void shouldBelieveForItsAgeWhereverTheClockStands() {
        for (final long sinceNs : new long[] {0, -5, Long.MAX_VALUE - 10}) {
            cache.learn(7, 1_007, sinceNs);
            assertThat(cache.gateway(7, ROUTE, sinceNs + AGE_NS - 1)).isEqualTo(1_007);
            assertThat(cache.gateway(7, ROUTE, sinceNs + AGE_NS)).isEqualTo(ROUTE);
            cache.clear();
        }
    }

    @Test
    void shouldKeepOneEntryForDestinationThatIsRedirectedAgain() {
        cache.learn(7, 1_007, 0);
        cache.learn(8, 1_008, 1);
        cache.learn(7, 2_007, 2);
        cache.forget(2_007);
        assertThat(cache.gateway(7, ROUTE, 3)).isEqualTo(ROUTE);
        assertThat(cache.gateway(8, ROUTE, 3)).isEqualTo(1_008);
    }

    @Test
    void shouldRefuseWhatIsNoCache() {
        assertThatThrownBy(() -> new RedirectCache(0, 1, new SipHash(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 destinations for 1 ns are no cache; use 1 to 4194304 destinations and a time from 1 ns");
        assertThatThrownBy(() -> new RedirectCache(1, 0, new SipHash(1, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
