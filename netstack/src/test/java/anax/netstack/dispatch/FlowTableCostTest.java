package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.clock.SystemClock;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A connection is found among a million as fast as among a thousand.
///
/// Both times a thousand are looked up in turn, as the segments of those that are not idle come, in slices one after
/// the other; what counts is the median of the slices' ratios. It is printed, too, what it costs if a million have
/// something to say at once: then each lookup waits for memory, and not for the table. What is found is not read: the
/// page that it lies on is the connection's cost, not the table's.
class FlowTableCostTest {
    private static final int OURS = 0x0A00_0001;
    private static final int PORT = 443;
    private static final int FEW = 1_024;
    private static final int MANY = 1 << 20;
    private static final int PASSES = 50;
    private static final int WARM_UP = 40;
    private static final int SLICES = 101;
    private static final double MOST = 1.5;
    private static final int ATTEMPTS = 12; // others on the machine make it only slower, never faster

    private final int[] remotes = new int[MANY];
    private final int[] ports = new int[MANY];
    private long found;

    @Test
    void shouldFindAFlowAmongAMillionAsFastAsAmongAThousand() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < MANY; i++) {
            remotes[i] = random.nextInt();
            ports[i] = random.nextInt(1 << 16);
        }
        final FlowTable<Integer> few = tableOf(FEW);
        final FlowTable<Integer> many = tableOf(MANY);
        assertThat(many.size()).isGreaterThan(MANY - FEW);
        for (int i = 0; i < WARM_UP; i++) {
            slice(few, FEW, PASSES);
            slice(many, FEW, PASSES);
        }
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > MOST; attempt++) {
            least = Math.min(least, measure(few, many));
        }
        assertThat(found).isPositive();
        assertThat(least).isLessThanOrEqualTo(MOST);
    }

    private double measure(FlowTable<Integer> few, FlowTable<Integer> many) {
        final double[] ratios = new double[SLICES];
        final double[] amongFew = new double[SLICES];
        for (int i = 0; i < SLICES; i++) {
            amongFew[i] = slice(few, FEW, PASSES);
            ratios[i] = slice(many, FEW, PASSES) / amongFew[i];
        }
        final double all = slice(many, MANY, 1);
        System.out.printf(
                "a flow among %,d is found in %.1f ns; among %,d in %.2f times that (%.2f to %.2f in half of the"
                        + " slices),"
                        + " and in %.1f times that if all of these come in turn; at most %d and %d slots looked at%n",
                FEW,
                quantile(amongFew, 0.5),
                MANY,
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                all / quantile(amongFew, 0.5),
                few.longestProbe(),
                many.longestProbe());
        return quantile(ratios, 0.5);
    }

    private FlowTable<Integer> tableOf(int flows) {
        final FlowTable<Integer> table = new FlowTable<>(flows, new SipHash(7, 8));
        final int[] order = new int[flows];
        final SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < flows; i++) {
            final int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        for (final int i : order) {
            table.insert(OURS, remotes[i], PORT, ports[i], i);
        }
        return table;
    }

    /// Nanoseconds for a lookup.
    private double slice(FlowTable<Integer> table, int flows, int passes) {
        final long beganNs = SystemClock.INSTANCE.nowNs();
        for (int pass = 0; pass < passes; pass++) {
            for (int i = 0; i < flows; i++) {
                found += table.get(OURS, remotes[i], PORT, ports[i]) == null ? 0 : 1;
            }
        }
        return (SystemClock.INSTANCE.nowNs() - beganNs) / ((double) flows * passes);
    }

    private static double quantile(double[] values, double share) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
