package anax.bench.report;

import anax.bench.measure.Further;
import anax.bench.measure.Interval;
import anax.bench.measure.Result;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.List;

/// Sets the rows of a run beside those of an older one.
///
/// Owner: nobody; stateless. Allocates.
///
/// Two runs lie hours apart, so a machine that is slower today would look like a change of ours. Each throughput has
/// beside it, slice by slice, the time that the clients alone take for an operation: work that changes only with the
/// machine. A figure multiplied by it is told in that work. Latencies have no such thing beside them and get no
/// verdict.
final class Comparison {
    private Comparison() {}

    /// All rows that both runs have.
    static List<Change> of(Report now, Report older) {
        List<Change> changes = new ArrayList<>();
        for (Section section : now.sections()) {
            for (Section before : older.sections()) {
                if (before.bench().equals(section.bench()) && before.unit() == section.unit()) {
                    add(changes, section, before, machines(now, older));
                }
            }
        }
        return changes;
    }

    private static List<String> machines(Report now, Report older) {
        String here = now.environment().machine().cpuModel();
        String there = older.environment().machine().cpuModel();
        return here.equals(there) ? List.of() : List.of("measured on another machine then: " + there);
    }

    private static void add(List<Change> changes, Section section, Section before, List<String> notes) {
        for (int row = 0; row < section.figures().size(); row++) {
            for (int old = 0; old < before.figures().size(); old++) {
                Result figure = section.figures().get(row);
                Result then = before.figures().get(old);
                if (figure.design().equals(then.design())) {
                    double[][] work = inWork(section, row);
                    double[][] workThen = inWork(before, old);
                    changes.add(new Change(
                            section.bench(),
                            section.title(),
                            figure.design(),
                            section.unit(),
                            Interval.ofRatio(Interval.byFork(figure), Interval.byFork(then)),
                            work.length == 0 || workThen.length == 0 ? null : Interval.ofRatio(work, workThen),
                            Math.min(figure.forkMedians().length, then.forkMedians().length),
                            notes(figure, then, notes)));
                }
            }
        }
    }

    private static List<String> notes(Result now, Result then, List<String> machines) {
        List<String> notes = new ArrayList<>(machines);
        if (!now.params().get("sliceMs").equals(then.params().get("sliceMs"))) {
            notes.add("the slices were of another length then");
        }
        return notes;
    }

    /// Figures multiplied by what the machine took for the load in the same slice; empty if that was not
    /// measured.
    private static double[][] inWork(Section section, int row) {
        for (Further further : section.further()) {
            if (further.unit() == Unit.ALONE_NS_PER_OPERATION && section.unit().higherIsBetter()) {
                double[][] figures = Interval.byFork(section.figures().get(row));
                double[][] load = Interval.byFork(further.results().get(row));
                for (int fork = 0; fork < figures.length; fork++) {
                    for (int slice = 0; slice < figures[fork].length; slice++) {
                        figures[fork][slice] *= load[fork][slice];
                    }
                }
                return figures;
            }
        }
        return new double[0][];
    }
}
