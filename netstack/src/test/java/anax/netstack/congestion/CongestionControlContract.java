package anax.netstack.congestion;

import static anax.netstack.congestion.TestWindow.MS;
import static anax.netstack.congestion.TestWindow.SMSS;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Allocation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What every algorithm must hold; one of your own is a subclass of this with a constructor.
public abstract class CongestionControlContract {
    private static final int SEEDS = 200;

    private final CongestionAlgorithm algorithm;
    private final CongestionConfig config;

    /// For subclasses.
    protected CongestionControlContract(CongestionAlgorithm algorithm) {
        this.algorithm = algorithm;
        config = CongestionConfig.standard();
    }

    private CongestionControl create() {
        return algorithm.create(config);
    }

    @Test
    void shouldBeFoundByItsName() {
        assertThat(config.withChoice(algorithm).named(algorithm.id())).isSameAs(algorithm);
    }

    @Test
    void shouldGrowWhenAWindowIsAcknowledged() {
        final CongestionControl control = create();
        final TestWindow window = TestWindow.of(control);
        assertThat(window.roundTrip(control).cwnd).isGreaterThan(10 * SMSS);
    }

    @Test
    void shouldGrowAgainAfterALoss() {
        final CongestionControl control = create();
        final TestWindow window = TestWindow.of(control);
        window.cwnd = 100 * SMSS;
        final int after = window.loses(control).cwnd;
        assertThat(after).isBetween(2 * SMSS, 99 * SMSS);
        for (int i = 0; i < 10; i++) {
            window.roundTrip(control);
        }
        assertThat(window.cwnd).isGreaterThan(after);
    }

    /// RFC 7661, section 4.4.1.
    @Test
    void shouldNotGrowWhenTheWindowIsNotUsed() {
        final CongestionControl control = create();
        final TestWindow window = TestWindow.of(control);
        for (int i = 0; i < 100; i++) {
            window.nowNs += MS;
            control.onAck(
                    window,
                    window.sample.begin(window.nowNs, SMSS, SMSS).rtt(MS).windowUsed(false));
        }
        assertThat(window.cwnd).isEqualTo(10 * SMSS);
    }

    @Test
    void shouldSayWhatItDoes() {
        final CongestionControl control = create();
        assertThat(control.phase(TestWindow.of(control))).isNotBlank();
    }

    @Test
    void shouldStayWithinBoundsWhateverHappens() {
        for (int seed = 0; seed < SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final CongestionControl control = create();
            final TestWindow window = TestWindow.of(control);
            for (int step = 0; step < 500; step++) {
                happens(control, window, random);
                assertThat(window.cwnd).as("seed %d, step %d", seed, step).isBetween(1, CongestionWindow.MOST);
                assertThat(window.ssthresh).as("seed %d, step %d", seed, step).isGreaterThan(0);
            }
        }
    }

    private static void happens(CongestionControl control, TestWindow window, SplittableRandom random) {
        window.nowNs += random.nextLong(1L << random.nextInt(1, 40));
        window.flight = random.nextInt(window.cwnd + 1);
        switch (random.nextInt(20)) {
            case 0 -> window.loses(control);
            case 1 -> {
                window.ssthresh = control.onTimeout(window, window.nowNs);
                window.cwnd = SMSS;
            }
            case 2 -> window.ssthresh = control.onMark(window, window.nowNs);
            case 3 -> control.onUndo(window, window.nowNs);
            case 4 -> control.onRestart(window, random.nextLong(1L << 40), window.nowNs);
            default ->
                window.acks(control, 1 + random.nextInt(1 << random.nextInt(1, 25)), 1 + random.nextLong(1L << 35));
        }
    }

    @Test
    void shouldAllocateNothingForAnAcknowledgment() {
        final CongestionControl control = create();
        final TestWindow window = TestWindow.of(control);
        window.ssthresh = 20 * SMSS;
        assertThat(Allocation.octetsPerOperation(() -> {
                    window.nowNs += MS;
                    window.cwnd = Math.min(window.cwnd, 5_000 * SMSS);
                    window.acks(control, SMSS, 50 * MS);
                }))
                .isLessThan(0.1);
    }
}
