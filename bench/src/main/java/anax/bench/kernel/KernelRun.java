package anax.bench.kernel;

import anax.bench.measure.OnExit;
import anax.bench.measure.ProcessorTime;
import anax.bench.measure.Progress;
import anax.bench.measure.Spread;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The whole run: for each number of CPUs a stack of ours, and for each figure turns of it and of the kernel, one
/// after the other.
///
/// Owner: the main thread. Blocks for minutes.
public final class KernelRun {
    private static final int TURNS = 4; // a fifth of a second for each figure and round
    private static final int FLOWS = 200;
    private static final int FIGURES = 7;
    private static final double BITS = 8 / 1e9;
    private static final double THOUSAND = 1e3;

    // What has to be shown, for one CPU: the client needs the other one.
    private static final double PING_AT_MOST = 2.5;
    private static final double IN_AT_LEAST = 0.70;
    private static final double OUT_AT_LEAST = 1.0;
    private static final double DATAGRAMS_AT_LEAST = 1.0;
    private static final double IDLE_AT_MOST = 1.0;

    private final List<Integer> cpuCounts;
    private final Effort effort;
    private final Clock clock;
    private final OnExit onExit;
    private final Progress progress;
    private final List<KernelRow> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private double share;

    /// How much is measured.
    ///
    /// @param warmUp     turns of each figure before those that count
    /// @param rounds     turns of each figure
    /// @param wakeUps    pings half a millisecond apart before those that count: a stack that sleeps between pings
    ///                   does little, so the JVM would not have compiled it after an hour of them
    /// @param pings      in each of [#pingRounds]
    /// @param pingRounds turns of pings
    /// @param idleNs     how long an idle stack is watched
    public record Effort(int warmUp, int rounds, int wakeUps, int pings, int pingRounds, long idleNs) {
        /// Enough to tell a change from noise: some two minutes for each number of CPUs.
        public static final Effort FULL = new Effort(8, 25, 20_000, 20, 5, TimeUnit.SECONDS.toNanos(10));

        /// Enough to see that it works: some twenty seconds.
        public static final Effort QUICK = new Effort(3, 5, 4_000, 10, 1, TimeUnit.SECONDS.toNanos(2));
    }

    /// Prepares a run.
    ///
    /// @param cpuCounts the numbers of CPUs of the stack
    /// @param onExit    takes the namespaces away if the program ends early
    public KernelRun(List<Integer> cpuCounts, Effort effort, Clock clock, OnExit onExit, Progress progress) {
        this.cpuCounts = List.copyOf(cpuCounts);
        this.effort = effort;
        this.clock = clock;
        this.onExit = onExit;
        this.progress = progress;
    }

    /// Measures.
    ///
    /// @throws Exception if it may not be done, or somebody does not answer
    public KernelResult measure() throws Exception {
        try (KernelNetwork network = KernelNetwork.make();
                OnExit.Registration _ = onExit.add(network::close);
                FarKernel far = new FarKernel(network, clock);
                NearKernel toFar = new NearKernel(network, far, clock)) {
            for (final int cpus : cpuCounts) {
                try (OurStack ours = new OurStack(network, cpus);
                        NearKernel toOurs = new NearKernel(network, ours, clock)) {
                    measure(cpus, ours, toOurs, toFar);
                }
            }
        }
        return new KernelResult(rows, notes);
    }

    private void measure(int cpus, OurStack ours, NearKernel toOurs, NearKernel toFar) throws Exception {
        final boolean judged = cpus == cpuCounts.getFirst();
        idle(cpus, judged);
        pings(cpus, judged, toOurs, toFar);
        rates(cpus, "TCP in", "Gbit/s", BITS, IN_AT_LEAST, judged, toOurs, toFar, client -> client.streamIn(TURNS));
        rates(cpus, "TCP out", "Gbit/s", BITS, OUT_AT_LEAST, judged, toOurs, toFar, client -> client.streamOut(TURNS));
        final String many = NearKernel.STREAMS + " TCP ";
        rates(cpus, many + "in", "Gbit/s", BITS, IN_AT_LEAST, judged, toOurs, toFar, client -> client.streamsIn(TURNS));
        rates(
                cpus,
                many + "out",
                "Gbit/s",
                BITS,
                OUT_AT_LEAST,
                judged,
                toOurs,
                toFar,
                client -> client.streamsOut(TURNS));
        rates(
                cpus,
                "UDP 1400 in",
                "k/s",
                1 / THOUSAND,
                DATAGRAMS_AT_LEAST,
                judged,
                toOurs,
                toFar,
                client -> client.datagramsIn(TURNS));
        toOurs.useManyFlows(FLOWS);
        if (cpus > 1) {
            alone(cpus, "misdelivered", "frames", Spread.of((double) ours.misdelivered()), 0, true);
        }
        notes.add(cpus + (cpus == 1 ? " CPU" : " CPUs") + ", dropped: " + ours.dropped());
    }

    /// One turn of a client. Owner: the run.
    @FunctionalInterface
    private interface Turn {
        double rate(NearKernel client) throws Exception;
    }

    private void rates(
            int cpus,
            String what,
            String unit,
            double scale,
            double atLeast,
            boolean judged,
            NearKernel toOurs,
            NearKernel toFar,
            Turn turn)
            throws Exception {
        final double[] ours = new double[effort.rounds()];
        final double[] kernel = new double[effort.rounds()];
        final double[] ratio = new double[effort.rounds()];
        for (int round = -effort.warmUp(); round < effort.rounds(); round++) {
            show(cpus, what);
            final double our = turn.rate(toOurs) * scale;
            final double far = turn.rate(toFar) * scale;
            if (round >= 0) {
                ours[round] = our;
                kernel[round] = far;
                ratio[round] = our / far;
            }
        }
        step();
        rows.add(new KernelRow(
                cpus, what, unit, Spread.of(ours), Spread.of(kernel), Spread.of(ratio), atLeast, false, judged));
    }

    private void pings(int cpus, boolean judged, NearKernel toOurs, NearKernel toFar) throws Exception {
        final List<Double> ours = new ArrayList<>();
        final List<Double> kernel = new ArrayList<>();
        final double[] ratio = new double[effort.pingRounds()];
        show(cpus, "ping");
        toOurs.wakeUps(effort.wakeUps());
        toFar.wakeUps(effort.wakeUps());
        for (int round = 0; round < effort.pingRounds(); round++) {
            show(cpus, "ping");
            final List<Double> our = toOurs.pings(effort.pings());
            final List<Double> far = toFar.pings(effort.pings());
            ratio[round] = spread(our).median() / spread(far).median();
            ours.addAll(our);
            kernel.addAll(far);
        }
        step();
        rows.add(new KernelRow(
                cpus, "ping", "us", spread(ours), spread(kernel), Spread.of(ratio), PING_AT_MOST, true, judged));
    }

    private void idle(int cpus, boolean judged) {
        show(cpus, "idle");
        final ProcessorTime time = new ProcessorTime();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // what was compiled is compiled
        final long beganNs = clock.nowNs();
        final long before = time.ofProcessNs();
        while (clock.nowNs() - beganNs < effort.idleNs()) {
            LockSupport.parkNanos(effort.idleNs());
        }
        final double used = 100.0 * (time.ofProcessNs() - before) / (clock.nowNs() - beganNs);
        step();
        alone(cpus, "idle", "% of a core", Spread.of(used), IDLE_AT_MOST, judged);
    }

    private void alone(int cpus, String what, String unit, Spread figure, double atMost, boolean judged) {
        rows.add(new KernelRow(cpus, what, unit, figure, null, figure, atMost, true, judged));
    }

    private void show(int cpus, String what) {
        progress.at(cpus + (cpus == 1 ? " CPU, " : " CPUs, ") + what, share);
    }

    private void step() {
        share += 1.0 / (cpuCounts.size() * FIGURES);
    }

    private static Spread spread(List<Double> figures) {
        return Spread.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
