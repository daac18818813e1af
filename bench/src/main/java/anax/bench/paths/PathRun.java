package anax.bench.paths;

import anax.bench.measure.OnExit;
import anax.bench.measure.Progress;
import anax.bench.measure.Spread;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The whole run: over each path, for each congestion control, turns of the kernel and of ours, one after the other;
/// then both at once through one bottleneck.
///
/// Owner: the main thread. Blocks for minutes.
public final class PathRun {
    private static final double BITS = 8 / 1e6;

    private final List<String> algorithms;
    private final List<BadPath> paths;
    private final List<SharedPath> shared;
    private final Effort effort;
    private final Clock clock;
    private final OnExit onExit;
    private final Progress progress;
    private int done;

    /// How much is measured.
    ///
    /// Owner: nobody; immutable.
    ///
    /// @param rounds     turns of each side over each path
    /// @param shares     turns over each bottleneck that is shared
    /// @param settlingNs how long both have it together before it counts
    /// @param sharingNs  how long it counts
    public record Effort(int rounds, int shares, long settlingNs, long sharingNs) {
        /// Enough to tell a slower sender from luck.
        public static final Effort FULL = new Effort(7, 5, TimeUnit.SECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(30));

        /// Enough to see that it works.
        public static final Effort QUICK = new Effort(1, 1, TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(8));
    }

    /// Prepares a run.
    ///
    /// @param algorithms that both sides have, by their names
    /// @param onExit     takes the namespaces away if the program ends early
    public PathRun(
            List<String> algorithms,
            List<BadPath> paths,
            List<SharedPath> shared,
            Effort effort,
            Clock clock,
            OnExit onExit,
            Progress progress) {
        this.algorithms = List.copyOf(algorithms);
        this.paths = List.copyOf(paths);
        this.shared = List.copyOf(shared);
        this.effort = effort;
        this.clock = clock;
        this.onExit = onExit;
        this.progress = progress;
    }

    /// Measures.
    ///
    /// @throws Exception if it may not be done, or somebody does not answer
    public PathResult measure() throws Exception {
        final List<PathRow> rows = new ArrayList<>();
        final List<ShareRow> shares = new ArrayList<>();
        try (Hosts hosts = Hosts.make();
                OnExit.Registration _ = onExit.add(hosts::close)) {
            final Trial trial = new Trial(hosts, clock);
            for (final String algorithm : algorithms) {
                for (final BadPath path : paths) {
                    rows.add(measure(trial, algorithm, path));
                }
                for (final SharedPath path : shared) {
                    shares.add(measure(hosts, algorithm, path));
                }
            }
        }
        return new PathResult(effort.rounds(), rows, shares);
    }

    /// Both sides meet the same seed; who comes first changes from round to round.
    private PathRow measure(Trial trial, String algorithm, BadPath path) throws Exception {
        final double[] ours = new double[effort.rounds()];
        final double[] kernel = new double[effort.rounds()];
        final double[] ratio = new double[effort.rounds()];
        final long[] again = new long[2];
        final long[] twice = new long[2];
        for (int round = 0; round < effort.rounds(); round++) {
            show(algorithm + ", " + path.shown(), round, effort.rounds());
            final boolean oursFirst = round % 2 == 0;
            final Trial.Outcome first = turn(trial, algorithm, path, round, oursFirst);
            final Trial.Outcome second = turn(trial, algorithm, path, round, !oursFirst);
            final Trial.Outcome our = oursFirst ? first : second;
            final Trial.Outcome theirs = oursFirst ? second : first;
            ours[round] = our.rate() * BITS;
            kernel[round] = theirs.rate() * BITS;
            ratio[round] = our.rate() / theirs.rate();
            again[0] += our.again();
            again[1] += theirs.again();
            twice[0] += our.twice();
            twice[1] += theirs.twice();
        }
        done++;
        return new PathRow(
                algorithm,
                path.shown(),
                Spread.of(ours),
                Spread.of(kernel),
                Spread.of(ratio),
                again[0],
                again[1],
                twice[0],
                twice[1]);
    }

    private static Trial.Outcome turn(Trial trial, String algorithm, BadPath path, long seed, boolean ours)
            throws Exception {
        return ours ? trial.ours(path, algorithm, seed) : trial.kernel(path, algorithm, seed);
    }

    private ShareRow measure(Hosts hosts, String algorithm, SharedPath path) throws Exception {
        final double[] share = new double[effort.shares()];
        final double[] both = new double[effort.shares()];
        for (int round = 0; round < effort.shares(); round++) {
            show(algorithm + ", shared: " + path.shown(), round, effort.shares());
            final SharedPath.Outcome outcome =
                    path.run(hosts, clock, algorithm, round % 2 == 0, effort.settlingNs(), effort.sharingNs());
            share[round] = outcome.share();
            both[round] = (outcome.ours() + outcome.kernel()) * BITS;
        }
        done++;
        return new ShareRow(algorithm, path.shown(), Spread.of(share), Spread.of(both));
    }

    private void show(String what, int round, int rounds) {
        final double all = algorithms.size() * (paths.size() + shared.size());
        progress.at(what, (done + (double) round / rounds) / all);
    }
}
