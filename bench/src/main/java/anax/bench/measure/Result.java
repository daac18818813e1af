package anax.bench.measure;

import java.util.List;
import java.util.Map;

/// One row: what a design showed, how far it spread, and what it was measured beside.
///
/// Owner: nobody; immutable by convention, the arrays are not to be written.
///
/// @param bench       the group's name
/// @param design      the contestant's name
/// @param role        what it is in the race for
/// @param cpus        how many CPUs it kept busy
/// @param params      what else has to be known to repeat it
/// @param unit        what is counted
/// @param spread      over the slices of all forks
/// @param samples     the slices' figures, fork after fork
/// @param forkMedians the median of each fork: how far fresh JVMs differ
/// @param ratios      to the reference, and for ours to every other design; empty where there is none
/// @param notes       what a reader of the figure has to know
@SuppressWarnings("ArrayRecordComponent") // figures in numbers, which nobody writes to
public record Result(
        String bench,
        String design,
        Role role,
        int cpus,
        Map<String, Object> params,
        Unit unit,
        Spread spread,
        double[] samples,
        double[] forkMedians,
        List<Ratio> ratios,
        List<String> notes) {

    /// The same with other notes.
    public Result withNotes(List<String> others) {
        return new Result(
                bench, design, role, cpus, params, unit, spread, samples, forkMedians, ratios, List.copyOf(others));
    }

    /// The ratio to a design; null if this row has none.
    public Ratio ratioTo(String reference) {
        for (Ratio ratio : ratios) {
            if (ratio.reference().equals(reference)) {
                return ratio;
            }
        }
        return null;
    }
}
