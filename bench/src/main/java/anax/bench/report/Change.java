package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Unit;
import java.util.List;

/// How a row stands to the same row of an older run.
///
/// Owner: nobody; immutable.
///
/// @param bench      the group's name
/// @param title      the group's name for people
/// @param design     the row
/// @param unit       what is compared
/// @param raw        the new figure divided by the old one
/// @param normalised the same of figures told in work of the machine, which was measured beside each of them; null if
///     none was
/// @param forks      how many JVMs the run had that had fewer
/// @param notes      what a reader has to know
public record Change(
        String bench,
        String title,
        String design,
        Unit unit,
        Interval raw,
        Interval normalised,
        int forks,
        List<String> notes) {
    /// From so many forks on it shows how far JVMs differ that do the same.
    private static final int LEAST_FORKS = 2;

    /// What a change is worth.
    ///
    /// Owner: nobody; constants.
    public enum Verdict {
        /// Both ratios leave 1 out on the better side.
        BETTER,
        /// Both ratios leave 1 out on the worse side.
        WORSE,
        /// One of them does not: no more than noise, or than the machine's own change; or it cannot be told.
        NOISE
    }

    /// Copies.
    public Change {
        notes = List.copyOf(notes);
    }

    /// Whether it is one.
    public Verdict verdict() {
        boolean moved = forks >= LEAST_FORKS && !raw.holds(1) && normalised != null && !normalised.holds(1);
        if (!moved || raw.median() > 1 != normalised.median() > 1) {
            return Verdict.NOISE;
        }
        return raw.median() > 1 == unit.higherIsBetter() ? Verdict.BETTER : Verdict.WORSE;
    }

    /// Why the verdict is what it is, for people.
    public String inWords() {
        return switch (verdict()) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NOISE -> {
                if (forks < LEAST_FORKS) {
                    yield "unknown: a single JVM on a side does not show how another one would have done";
                }
                if (normalised == null) {
                    yield "unknown: the machine's own speed was not measured beside it";
                }
                yield raw.holds(1) ? "no change that can be told from noise" : "no more than the machine's own change";
            }
        };
    }
}
