package anax.bench.report;

import anax.bench.measure.Further;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Runs whose noise is known: forks lie apart by their luck, slices of a fork by theirs, and a machine may be slower
/// than it was, which shows in the load beside each slice as well.
final class NoisyRuns {
    private static final String BENCH = "throughput.udp-echo.noisy";
    private static final int SLICES = 15;
    private static final double LOAD_NS = 30;

    private final SplittableRandom random;
    private final int forks;
    private final double forkSpread;
    private final double sliceSpread;
    private final double slower;

    private NoisyRuns(long seed, int forks, double forkSpread, double sliceSpread, double slower) {
        random = new SplittableRandom(seed);
        this.forks = forks;
        this.forkSpread = forkSpread;
        this.sliceSpread = sliceSpread;
        this.slower = slower;
    }

    /// A group of two designs on two CPUs.
    static Section section(
            long seed, int forks, double forkSpread, double sliceSpread, double partitioned, double giant) {
        return new NoisyRuns(seed, forks, forkSpread, sliceSpread, 1).section(partitioned, giant);
    }

    /// A report of such a group.
    ///
    /// @param slower by what factor the machine takes longer for everything
    static Report report(long seed, int forks, double forkSpread, double partitioned, double slower) {
        return Examples.reportOf(new NoisyRuns(seed, forks, forkSpread, forkSpread, slower).section(partitioned, 5e6));
    }

    private Section section(double partitioned, double giant) {
        List<Result> rows = new ArrayList<>();
        List<Result> alone = new ArrayList<>();
        add(rows, alone, "partitioned, 2 CPUs", Role.OURS, partitioned);
        add(rows, alone, "giant, 2 CPUs", Role.RIVAL, giant);
        return new Section(
                BENCH,
                "UDP echo, throughput",
                "a datagram in and out",
                Unit.OPERATIONS_PER_SECOND,
                "partitioned, 2 CPUs",
                rows,
                List.of(new Further(Unit.ALONE_NS_PER_OPERATION, alone)),
                List.of(),
                "");
    }

    private void add(List<Result> rows, List<Result> alone, String design, Role role, double perSecond) {
        double[] figures = new double[forks * SLICES];
        double[] load = new double[forks * SLICES];
        for (int fork = 0; fork < forks; fork++) {
            double luck = 1 + forkSpread * random.nextGaussian();
            for (int slice = 0; slice < SLICES; slice++) {
                figures[fork * SLICES + slice] = perSecond / slower * luck * (1 + sliceSpread * random.nextGaussian());
                load[fork * SLICES + slice] = LOAD_NS * slower * (1 + sliceSpread * random.nextGaussian());
            }
        }
        rows.add(result(design, role, Unit.OPERATIONS_PER_SECOND, figures));
        alone.add(result(design, role, Unit.ALONE_NS_PER_OPERATION, load));
    }

    private Result result(String design, Role role, Unit unit, double[] samples) {
        double[] medians = new double[forks];
        Arrays.setAll(
                medians,
                fork -> Spread.of(Arrays.copyOfRange(samples, fork * SLICES, (fork + 1) * SLICES))
                        .median());
        return new Result(
                BENCH,
                design,
                role,
                2,
                Map.of("processors", 2, "sliceMs", 50.0, "affinity", 100, "zipf", 0.0),
                unit,
                Spread.of(samples),
                samples,
                medians,
                List.of(),
                List.of());
    }
}
