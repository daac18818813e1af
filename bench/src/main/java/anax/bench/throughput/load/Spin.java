package anax.bench.throughput.load;

import anax.runtime.clock.Clock;
import java.util.Arrays;

/// Work of a known length: a loop that nothing but a number depends on, counted out by the clock beforehand.
///
/// Owner: whoever made it; [#work] may be called by any number of CPUs at once, each with a number of its own.
/// Allocates when it is made. It works and does not wait: a CPU that spins here can do nothing else.
public final class Spin {
    private static final int TRIALS = 41;
    private static final long TRIAL_ROUNDS = 20_000;
    private static final int WARM_UPS = 200;
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;

    private final long rounds;

    private Spin(long rounds) {
        this.rounds = rounds;
    }

    /// Counts out how many rounds last `ns`. Takes some milliseconds.
    ///
    /// @param ns 0 for no work
    public static Spin of(int ns, Clock clock) {
        if (ns == 0) {
            return new Spin(0);
        }
        long value = 1;
        for (int i = 0; i < WARM_UPS; i++) {
            value = turn(value, TRIAL_ROUNDS / 20);
        }
        final double[] perRound = new double[TRIALS];
        for (int trial = 0; trial < TRIALS; trial++) {
            final long startNs = clock.nowNs();
            value = turn(value, TRIAL_ROUNDS);
            perRound[trial] = (double) (clock.nowNs() - startNs) / TRIAL_ROUNDS;
        }
        Arrays.sort(perRound);
        // The lower quartile: what interrupts a trial only ever makes it longer. A value of 0 cannot come out of the
        // loop but for one start in 2^64; asking keeps the compiler from leaving it out.
        final double nsPerRound = perRound[TRIALS / 4];
        return new Spin(value == 0 ? 0 : Math.max(1, Math.round(ns / nsPerRound)));
    }

    /// Works once.
    ///
    /// @param value what the last time answered
    /// @return something that depends on all that was done
    public long work(long value) {
        return turn(value, rounds);
    }

    /// How many rounds it is.
    public long rounds() {
        return rounds;
    }

    private static long turn(long value, long rounds) {
        long turned = value;
        for (long i = 0; i < rounds; i++) {
            turned = turned * MULTIPLIER + i;
        }
        return turned;
    }
}
