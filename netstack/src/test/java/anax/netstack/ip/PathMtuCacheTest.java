package anax.netstack.ip;

import static anax.netstack.ip.PathMtuCache.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.dispatch.SipHash;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Path MTUs as RFC 1191 and RFC 8201 have them.
class PathMtuCacheTest {
    private static final int THERE = 0xC000_0201;
    private static final long NET = 0x2001_0DB8_0000_0000L;
    private static final long AGE = 1000;

    private final PathMtuCache cache = cache(100);

    @Test
    void shouldKnowTheLinkOnlyBeforeAnyReport() {
        assertThat(cache.mtu(THERE, 1500, 0)).isEqualTo(1500);
        assertThat(cache.mtu(NET, 1, 9000, 0)).isEqualTo(9000);
    }

    @Test
    void shouldBelieveASmallerMtuForThatDestination() {
        assertThat(cache.tooBig(THERE, 1400, 1500, 1500, 0)).isEqualTo(1400);
        assertThat(cache.tooBig(NET, 1, 1300, 1500, 0)).isEqualTo(1300);

        assertThat(cache.mtu(THERE, 1500, 1)).isEqualTo(1400);
        assertThat(cache.mtu(NET, 1, 1500, 1)).isEqualTo(1300);
        assertThat(cache.mtu(THERE + 1, 1500, 1)).isEqualTo(1500);
        assertThat(cache.mtu(NET, 2, 1500, 1)).isEqualTo(1500);
    }

    /// An IPv4 address and the IPv6 address in which it is mapped are one destination.
    @Test
    void shouldKeepAnIpv4DestinationUnderItsMappedAddress() {
        cache.tooBig(THERE, 1400, 1500, 1500, 0);

        assertThat(cache.mtu(0, 0xFFFF_C000_0201L, 1500, 1)).isEqualTo(1400);
        assertThat(cache.mtu(0, 0xC000_0201L, 1500, 1)).isEqualTo(1500);
    }

    @Test
    void shouldNeverSayMoreThanTheLinkTakes() {
        cache.tooBig(THERE, 1400, 1500, 1500, 0);

        assertThat(cache.mtu(THERE, 1280, 1)).isEqualTo(1280);
    }

    /// RFC 1191, section 3: a report must not raise the estimate.
    @Test
    void shouldIgnoreAReportThatAsksForNoLess() {
        cache.tooBig(THERE, 1400, 1500, 1500, 0);

        assertThat(cache.tooBig(THERE, 1400, 1500, 1500, 1)).isEqualTo(UNCHANGED);
        assertThat(cache.tooBig(THERE, 1450, 1500, 1500, 1)).isEqualTo(UNCHANGED);
        assertThat(cache.tooBig(THERE + 1, 1500, 1500, 1500, 1)).isEqualTo(UNCHANGED);
        assertThat(cache.tooBig(THERE, 1300, 1400, 1500, 1)).isEqualTo(1300);
        assertThat(cache.mtu(THERE, 1500, 1)).isEqualTo(1300);
    }

    /// RFC 1191, section 3: never under 68.
    @Test
    void shouldNotGoUnder68WhenIpv4() {
        assertThat(cache.tooBig(THERE, 1, 1500, 1500, 0)).isEqualTo(68);
        assertThat(cache.mtu(THERE, 1500, 1)).isEqualTo(68);
        assertThat(cache.tooBig(THERE, 67, 68, 1500, 1)).isEqualTo(UNCHANGED);
        assertThat(cache.tooBig(THERE, 0, 68, 1500, 1)).isEqualTo(UNCHANGED);
    }

    /// RFC 8201, section 4: a report under 1280 is discarded.
    @Test
    void shouldNotBelieveUnder1280WhenIpv6() {
        assertThat(cache.tooBig(NET, 1, 1279, 1500, 0)).isEqualTo(UNCHANGED);
        assertThat(cache.mtu(NET, 1, 1500, 1)).isEqualTo(1500);
        assertThat(cache.tooBig(NET, 1, 1280, 1500, 0)).isEqualTo(1280);
    }

    /// RFC 1191, sections 5 and 7.1: a router that reports 0 gets the next plateau under what was sent.
    @ParameterizedTest
    @CsvSource({"65535, 32000", "9000, 8166", "1500, 1492", "1492, 1006", "1007, 1006", "296, 68", "69, 68", "68, 68"})
    void shouldStepToTheNextPlateauWhenTheReportSaysNothing(int sent, int next) {
        assertThat(cache.tooBig(THERE, 0, sent, 65535, 0)).isEqualTo(next);
    }

    /// RFC 1191, section 6.3: an estimate is forgotten after a while, counted from the last time it went down.
    @Test
    void shouldForgetWhenTheReportIsOld() {
        cache.tooBig(THERE, 1400, 1500, 1500, 100);
        assertThat(cache.mtu(THERE, 1500, 100 + AGE - 1)).isEqualTo(1400);
        cache.tooBig(THERE, 1300, 1400, 1500, 600);
        assertThat(cache.mtu(THERE, 1500, 600 + AGE - 1)).isEqualTo(1300);
        assertThat(cache.mtu(THERE, 1500, 600 + AGE)).isEqualTo(1500);

        assertThat(cache.tooBig(THERE, 1450, 1500, 1500, 600 + AGE)).isEqualTo(1450);
        assertThat(cache.mtu(THERE, 1500, 600 + AGE)).isEqualTo(1450);
    }

    @Test
    void shouldNotCareWhereTheClockBegins() {
        cache.tooBig(THERE, 1400, 1500, 1500, Long.MAX_VALUE - 10);

        assertThat(cache.mtu(THERE, 1500, Long.MIN_VALUE + 10)).isEqualTo(1400);
        assertThat(cache.mtu(THERE, 1500, Long.MIN_VALUE + AGE)).isEqualTo(1500);
    }

    /// A cache of four has one row: the fifth destination displaces the oldest, or one that has aged.
    @Test
    void shouldDisplaceTheOldestAtTheBound() {
        PathMtuCache four = cache(4);
        for (int i = 0; i < 4; i++) {
            four.tooBig(THERE + i, 1400, 1500, 1500, 10 + (i + 2) % 4);
        }
        four.tooBig(THERE + 4, 1400, 1500, 1500, 20);

        assertThat(four.mtu(THERE + 2, 1500, 20)).as("the oldest").isEqualTo(1500);
        for (int i : new int[] {0, 1, 3, 4}) {
            assertThat(four.mtu(THERE + i, 1500, 20)).isEqualTo(1400);
        }
        four.tooBig(THERE + 5, 1400, 1500, 1500, 11 + AGE);
        assertThat(four.mtu(THERE + 5, 1500, 11 + AGE)).isEqualTo(1400);
        assertThat(four.mtu(THERE, 1500, 11 + AGE)).as("twelfth ns, still good").isEqualTo(1400);
    }

    @Test
    void shouldDisplaceTheOldestWhenTheClockWrapsAround() {
        PathMtuCache four = cache(4);
        for (int i = 0; i < 4; i++) {
            four.tooBig(THERE + i, 1400, 1500, 1500, Long.MAX_VALUE - 1 + i);
        }
        four.tooBig(THERE + 4, 1400, 1500, 1500, Long.MIN_VALUE + 10);

        assertThat(four.mtu(THERE, 1500, Long.MIN_VALUE + 10)).isEqualTo(1500);
        for (int i = 1; i < 5; i++) {
            assertThat(four.mtu(THERE + i, 1500, Long.MIN_VALUE + 10)).isEqualTo(1400);
        }
    }

    /// Whatever is reported, the answer is the least of the reports that still count, or was displaced.
    @Property
    void shouldSayTheLinkOrTheLeastThatWasReported(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int destinations) {
        var random = new SplittableRandom(seed);
        PathMtuCache some = cache(16);
        int[] least = new int[destinations];
        for (int step = 0; step < 200; step++) {
            int which = random.nextInt(destinations);
            int reported = 68 + random.nextInt(1500);
            int before = some.mtu(which, 1500, step);
            int answer = some.tooBig(which, reported, 1500, 1500, step);
            assertThat(before).isIn(1500, least[which]);
            assertThat(answer).isEqualTo(reported < before ? reported : UNCHANGED);
            least[which] = Math.min(before, reported);
            assertThat(some.mtu(which, 1500, step)).isEqualTo(least[which]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "4194305, 1", "1, 0"})
    void shouldRefuseWhatIsNoCache(int destinations, long ageNs) {
        assertThatThrownBy(() -> new PathMtuCache(destinations, ageNs, new SipHash(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%d destinations for %d ns are no cache; use 1 to 4194304 destinations and a time from 1 ns"
                        .formatted(destinations, ageNs));
    }

    private static PathMtuCache cache(int destinations) {
        return new PathMtuCache(destinations, AGE, new SipHash(1, 2));
    }
}
