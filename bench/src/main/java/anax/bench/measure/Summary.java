package anax.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Makes the results of a group out of what its forks brought back.
///
/// Owner: whoever calls; stateless. Allocates; used once after a measurement.
public final class Summary {
    /// How far the medians of forks may lie apart, as a share of the median of all.
    private static final double NOISY = 0.05;

    private final Group group;
    private final Plan plan;
    private final List<ForkResult> forks;

    private Summary(Group group, Plan plan, List<ForkResult> forks) {
        this.group = group;
        this.plan = group.pace().of(plan);
        this.forks = forks;
    }

    /// The results of a group.
    ///
    /// @param group what was measured
    /// @param plan  how
    /// @param forks what each fork brought back, at least one
    public static Section of(Group group, Plan plan, List<ForkResult> forks) {
        return new Summary(group, plan, forks).section();
    }

    private Section section() {
        List<Result> figures = new ArrayList<>();
        for (int i = 0; i < group.contestants().size(); i++) {
            figures.add(noisy(result(i, group.unit(), values(i), ratios(i))));
        }
        List<Further> further = new ArrayList<>();
        for (int unit = 0; unit < group.further().size(); unit++) {
            further.add(further(unit));
        }
        return new Section(
                group.bench(),
                group.title(),
                group.job() + pace(),
                group.unit(),
                group.reference(),
                figures,
                further,
                group.notes(),
                "");
    }

    private Further further(int unit) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < group.contestants().size(); i++) {
            double[][] byFork = new double[forks.size()][];
            for (int fork = 0; fork < byFork.length; fork++) {
                byFork[fork] = run(fork, i).further()[unit];
            }
            results.add(result(i, group.further().get(unit), byFork, List.of()));
        }
        return new Further(group.further().get(unit), results);
    }

    private String pace() {
        return group.pace().equals(Pace.PLANNED)
                ? ""
                : String.format(Locale.ROOT, "; %d rounds of %.0f ms slices", plan.rounds(), plan.sliceNs() / 1e6);
    }

    private Result result(int contestant, Unit unit, double[][] byFork, List<Ratio> ratios) {
        double[] samples = joined(byFork);
        double[] forkMedians = Arrays.stream(byFork)
                .mapToDouble(values -> Spread.of(values).median())
                .toArray();
        return new Result(
                group.bench(),
                run(0, contestant).design(),
                run(0, contestant).role(),
                cpus(contestant),
                params(),
                unit,
                Spread.of(samples),
                samples,
                forkMedians,
                ratios,
                notes(contestant));
    }

    /// A throughput on which forks do not agree is marked.
    private Result noisy(Result result) {
        double[] medians = result.forkMedians();
        double least = Arrays.stream(medians).min().orElseThrow();
        double most = Arrays.stream(medians).max().orElseThrow();
        double apart = (most - least) / result.spread().median();
        if (group.unit() != Unit.OPERATIONS_PER_SECOND || apart <= NOISY) {
            return result;
        }
        List<String> notes = new ArrayList<>(result.notes());
        notes.add(String.format(Locale.ROOT, "noisy: medians of the forks lie %.0f %% apart", apart * 100));
        return result.withNotes(notes);
    }

    private int cpus(int contestant) {
        int own = group.contestants().get(contestant).cpus();
        return own == 0 ? group.cpus() : own;
    }

    private Map<String, Object> params() {
        Map<String, Object> params = new TreeMap<>(group.params());
        params.put("sliceMs", plan.sliceNs() / 1e6);
        params.put("rounds", plan.rounds());
        params.put("forks", forks.size());
        return params;
    }

    /// Everybody stands to the reference; ours stands to everybody, so that it can be said whom it beats and whom
    /// not.
    private List<Ratio> ratios(int contestant) {
        List<Ratio> ratios = new ArrayList<>();
        boolean ours = run(0, contestant).role() == Role.OURS;
        for (int other = 0; other < group.contestants().size(); other++) {
            String name = run(0, other).design();
            double[] divisors = joined(values(other));
            boolean wanted = other != contestant && (ours || name.equals(group.reference()));
            // Next to nothing there is no ratio.
            if (wanted && Arrays.stream(divisors).noneMatch(divisor -> divisor == 0)) {
                ratios.add(Ratio.of(name, joined(values(contestant)), divisors));
            }
        }
        return ratios;
    }

    private List<String> notes(int contestant) {
        List<String> notes = new ArrayList<>(group.notes());
        for (int fork = 0; fork < forks.size(); fork++) {
            ContestantRun run = run(fork, contestant);
            for (String note : run.notes()) {
                if (!notes.contains(note)) {
                    notes.add(note);
                }
            }
            if (!run.settled()) {
                notes.add("fork " + (fork + 1) + ": figures had not settled after " + run.warmUpRounds()
                        + " rounds of warm-up");
            }
        }
        return notes;
    }

    private double[][] values(int contestant) {
        double[][] values = new double[forks.size()][];
        for (int fork = 0; fork < values.length; fork++) {
            values[fork] = run(fork, contestant).values();
        }
        return values;
    }

    private ContestantRun run(int fork, int contestant) {
        return forks.get(fork).runs().get(contestant);
    }

    private static double[] joined(double[][] byFork) {
        return Arrays.stream(byFork).flatMapToDouble(Arrays::stream).toArray();
    }
}
