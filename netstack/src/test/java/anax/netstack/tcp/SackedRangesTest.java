package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Runs of reported octets: RFC 2018, section 5; RFC 6675, section 4.
class SackedRangesTest {
    private static final int BASE = Integer.MAX_VALUE - 400; // numbers wrap within each test

    private final SackedRanges ranges = new SackedRanges();

    private void add(int left, int right) {
        assertThat(ranges.takes(BASE + left, BASE + right)).isTrue();
        ranges.add(BASE + left, BASE + right);
    }

    private String runs() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranges.count(); i++) {
            text.append(ranges.left(i) - BASE)
                    .append(':')
                    .append(ranges.right(i) - BASE)
                    .append(' ');
        }
        return text.toString().strip();
    }

    @Test
    void shouldKeepRunsInOrderWhenTheyComeInAny() {
        add(700, 800);
        add(100, 200);
        add(400, 500);
        assertThat(runs()).isEqualTo("100:200 400:500 700:800");
    }

    @Test
    void shouldJoinWhatTouches() {
        add(100, 200);
        add(300, 400);
        add(200, 300);
        assertThat(runs()).isEqualTo("100:400");
        add(50, 1_000);
        assertThat(runs()).isEqualTo("50:1000");
    }

    @Test
    void shouldForgetWhatIsAcknowledged() {
        add(100, 200);
        add(300, 400);
        ranges.removeBelow(BASE + 350);
        assertThat(runs()).isEqualTo("350:400");
        ranges.removeBelow(BASE + 400);
        assertThat(runs()).isEmpty();
    }

    /// More than two segments' worth, or three runs.
    @Test
    void shouldSayWhatIsLostBelow() {
        add(1_000, 3_000);
        assertThat(lostBelow()).isZero();
        add(3_000, 3_001);
        assertThat(lostBelow()).isEqualTo(1_000);
        ranges.clear();
        add(1_000, 1_001);
        add(2_000, 2_001);
        assertThat(lostBelow()).isZero();
        add(3_000, 3_001);
        assertThat(lostBelow()).isEqualTo(1_000);
    }

    private int lostBelow() {
        return ranges.lostBelow(3, 1_000, BASE) - BASE;
    }

    @Test
    void shouldRefuseOneMoreRunWhenFullAndStillTakeWhatTouches() {
        for (int i = 0; i < SackedRanges.MOST; i++) {
            add(10 * i, 10 * i + 1);
        }
        assertThat(ranges.takes(BASE + 5, BASE + 6)).isFalse();
        add(1, 10);
        assertThat(ranges.count()).isEqualTo(SackedRanges.MOST - 1);
    }

    @Test
    void shouldBeTheSetOfReportedOctets() {
        for (long seed = 0; seed < 200; seed++) {
            final Random random = new Random(seed);
            final BitSet set = new BitSet();
            ranges.clear();
            for (int i = 0; i < 60; i++) {
                if (random.nextInt(8) == 0) {
                    final int ack = random.nextInt(1_000);
                    set.clear(0, ack);
                    ranges.removeBelow(BASE + ack);
                } else {
                    final int left = random.nextInt(1_000);
                    final int right = left + 1 + random.nextInt(30);
                    set.set(left, right);
                    add(left, right);
                }
                assertThat(runs()).as("seed %d", seed).isEqualTo(runsOf(set));
            }
        }
    }

    private static String runsOf(BitSet set) {
        final StringBuilder text = new StringBuilder();
        for (int left = set.nextSetBit(0); left >= 0; ) {
            final int right = set.nextClearBit(left);
            text.append(left).append(':').append(right).append(' ');
            left = set.nextSetBit(right);
        }
        return text.toString().strip();
    }
}
